// How a refusal reaches the person at the terminal: a sentence on standard error and an exit code.

import ArgumentParser
import Foundation
import Kernel
import Screening

/// Runs a command's work; a problem becomes a sentence (or JSON) and the exit code of its kind.
func answering(_ speech: SpeechOptions, _ work: () throws -> Void) throws {
  do {
    try work()
  } catch let problem as Problem {
    tell(problem, speech)
    throw ExitCode(problem.kind.exitCode)
  } catch let problems as RuleLibraryProblems {
    writeError(problems.text(speech.lang))
    throw ExitCode(Problem.Kind.invalid.exitCode)
  }
}

/// The same for work that waits.
func answeringAsync(_ speech: SpeechOptions, _ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let problem as Problem {
    tell(problem, speech)
    throw ExitCode(problem.kind.exitCode)
  } catch let problems as RuleLibraryProblems {
    writeError(problems.text(speech.lang))
    throw ExitCode(Problem.Kind.invalid.exitCode)
  }
}

func tell(_ problem: Problem, _ speech: SpeechOptions) {
  guard speech.json else {
    writeError(problem.message(speech.lang))
    return
  }
  let details = problem.details.sorted { $0.key < $1.key }
    .map { JSONText.quoted($0.key) + ":" + JSONText.quoted($0.value) }.joined(separator: ",")
  print(
    JSONText.object([
      "error": JSONText.object([
        "code": JSONText.quoted(problem.code), "kind": JSONText.quoted(problem.kind.rawValue),
        "message": JSONText.quoted(problem.message(speech.lang)), "details": "{\(details)}",
      ])
    ]))
}

func writeError(_ text: String) {
  FileHandle.standardError.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
}
