// How a refusal reaches the person at the terminal: a sentence on standard error and an exit code.

import ArgumentParser
import Foundation
import Kernel
import Rules
import Screening

/// Runs a command's work; a problem becomes a sentence (or JSON) and the exit code of its kind.
package func answering(_ speech: SpeechOptions, _ work: () throws -> Void) throws {
  do {
    try work()
  } catch let problem as Problem {
    tell(problem, speech)
    throw ExitCode(exitCode(of: problem))
  } catch let problems as RuleLibraryProblems {
    tell(problems, speech)
    throw ExitCode(Problem.Kind.invalid.exitCode)
  }
}

/// The same for work that waits.
package func answeringAsync(_ speech: SpeechOptions, _ work: () async throws -> Void) async throws {
  do {
    try await work()
  } catch let problem as Problem {
    tell(problem, speech)
    throw ExitCode(exitCode(of: problem))
  } catch let problems as RuleLibraryProblems {
    tell(problems, speech)
    throw ExitCode(Problem.Kind.invalid.exitCode)
  }
}

/// That of its kind; what Ctrl-C ended has its own, whatever room tells of it.
func exitCode(of problem: Problem) -> Int32 {
  problem.code.hasSuffix(".interrupted") ? interruptedExit : problem.kind.exitCode
}

func tell(_ problem: Problem, _ speech: SpeechOptions) {
  guard speech.json else {
    let field = problem.details["field"].map { Text(zh: "（字段 \($0)）", en: " (field \($0))")(speech.lang) }
    writeError(problem.message(speech.lang) + (field ?? ""))
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

/// All faults of a folder of rules.
func tell(_ problems: RuleLibraryProblems, _ speech: SpeechOptions) {
  guard speech.json else {
    writeError(problems.text(speech.lang))
    return
  }
  let faults = problems.faults.map {
    JSONText.object([
      "file": JSONText.quoted($0.file), "line": $0.line.map(String.init) ?? "null",
      "column": $0.column.map(String.init) ?? "null", "message": JSONText.quoted($0.sentence(speech.lang)),
      "excerpt": $0.excerpt.map(JSONText.quoted) ?? "null",
    ])
  }
  let problem = problems.problem
  print(
    JSONText.object([
      "error": JSONText.object([
        "code": JSONText.quoted(problem.code), "kind": JSONText.quoted(problem.kind.rawValue),
        "faults": JSONText.array(faults),
      ])
    ]))
}

/// Text of a file as a terminal may show it: what would move the cursor or turn the line shows as `�`.
package func plain(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: steers) else { return text }
  var plain = ""
  for scalar in text.unicodeScalars { plain.unicodeScalars.append(steers(scalar) ? "\u{FFFD}" : scalar) }
  return plain
}

private func steers(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

package func writeError(_ text: String) {
  FileHandle.standardError.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
}
