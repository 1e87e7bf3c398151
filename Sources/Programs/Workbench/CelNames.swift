// The names that an expression on the command line may use, and what it comes to with them.

import ArgumentParser
import Assembly
import Kernel
import RuleLanguage
import RuleValues

struct CelNamesOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "给名称一个值，值本身是表达式；可多次使用 / a name's value, itself an expression; may be repeated.",
      valueName: "name=expression"))
  var settings: [String] = []

  /// **Problems**: a setting without a name or said twice; what is wrong with a value, as `CelRefusal`.
  func names() throws -> CelNames {
    var names = CelNames()
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      guard parts.count == 2, names.values[parts[0]] == nil else {
        throw Problem(
          "program.set.shape", .invalid, zh: "--set 应写作 名称=表达式，每个名称一次，而不是“\(setting)”。",
          en: "--set is written name=expression, once for each name, not \(setting).")
      }
      // A value stands by itself: it does not see the names before it.
      let (type, value) = try CelNames().evaluate(parts[1])
      names.vocabulary.variables[parts[0]] = Vocabulary.Variable(type)
      names.values[parts[0]] = value
    }
    return names
  }
}

struct CelNames {
  fileprivate(set) var vocabulary = Vocabulary()
  fileprivate(set) var values: [String: Value] = [:]

  /// **Problems**: a `CelRefusal` with every fault of the text.
  func check(_ text: String) throws(CelRefusal) -> CheckedRule {
    do {
      return try Checker.check(text, vocabulary: vocabulary)
    } catch {
      throw .complaints(error)
    }
  }

  /// **Problems**: a `CelRefusal` with every fault of the text, or with the one that arose while it ran.
  func evaluate(_ text: String) throws(CelRefusal) -> (type: CELType, value: Value) {
    let rule = try check(text)
    do {
      return (rule.type, try Program(rule, vocabulary: vocabulary).readable { values[$0] })
    } catch {
      throw .fault(error, text)
    }
  }
}

/// Why an expression gives nothing.
enum CelRefusal: Error {
  case complaints(Complaints)
  /// The fault and the text in which it arose.
  case fault(EvaluationFault, String)

  /// Each fault with its line, a caret under its place, and the hint if there is one.
  func text(_ language: Kernel.Language) -> String {
    switch self {
    case .complaints(let complaints): return complaints.rendered(language.wording)
    case .fault(let fault, let text):
      let source = Source(text)
      let (line, column) = source.position(at: fault.span.lower)
      return """
        \(line):\(column): \(language == .zh ? fault.zh : fault.en)
        \(source.excerpt(under: fault.span))
        """
    }
  }

  var answer: WireRequest.Answer {
    switch self {
    case .complaints(let complaints): .refused(complaints)
    case .fault(let fault, _): .fault(fault)
    }
  }

  /// Tells the person, or the program that asked for JSON, and gives the exit code.
  func tell(_ speech: SpeechOptions) -> ExitCode {
    if speech.json { print(answer.json) } else { writeError(text(speech.lang)) }
    return .failure
  }
}

extension String {
  fileprivate var trimmed: String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
