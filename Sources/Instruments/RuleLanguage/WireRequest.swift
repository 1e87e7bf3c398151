// One question about an expression, in the form of the standard's suite, and its answer.

import Foundation
package import RuleValues

/// An expression with the names it may use. **Shape** of the JSON: `expr`; `type_env`, a list of
/// `[name, type as text]`, the type `function` for a function of unknown types; `bindings`, tagged values by
/// name; `container`; `disable_check` and `check_only`, false where they are left out.
package struct WireRequest: Sendable {
  package let text: String
  let container: String
  let isUnchecked: Bool
  let isCheckOnly: Bool
  let declared: [(name: String, type: String)]
  let bindings: [String: Value]
  /// Names that are bound to something that is no value of ours, for example a message.
  let unread: [String]

  /// **Problems**: what is wrong with the JSON, in both languages.
  package init(json line: some StringProtocol) throws(Problem) {
    guard let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
      throw Problem(Wording(zh: "这一行不是 JSON 对象。", en: "The line is no JSON object."))
    }
    try self.init(json)
  }

  package init(_ json: [String: Any]) throws(Problem) {
    guard let text = json["expr"] as? String else {
      throw Problem(Wording(zh: "缺少文本 expr。", en: "The text expr is missing."))
    }
    let pairs = json["type_env"] as? [[String]] ?? []
    guard pairs.allSatisfy({ $0.count == 2 }) else {
      throw Problem(
        Wording(zh: "type_env 的每一项应为 [名称, 类型]。", en: "Each entry of type_env should be [name, type]."))
    }
    let tagged = json["bindings"] as? [String: Any] ?? [:]
    self.text = text
    container = json["container"] as? String ?? ""
    isUnchecked = json["disable_check"] as? Bool ?? false
    isCheckOnly = json["check_only"] as? Bool ?? false
    declared = pairs.map { ($0[0], $0[1]) }
    let bindings = tagged.compactMapValues(Value.init(tagged:))
    self.bindings = bindings
    unread = tagged.keys.filter { bindings[$0] == nil }.sorted()
  }

  package struct Problem: Error, Sendable {
    package let words: Wording
    init(_ words: Wording) { self.words = words }
  }

  package enum Answer: Sendable {
    case value(Value)
    case type(CELType)
    case refused(Complaints)
    case fault(EvaluationFault)
    case unread([String])
  }

  package func answer() -> Answer {
    let vocabulary = vocabulary
    let rule: CheckedRule
    do {
      rule =
        try isUnchecked && !isCheckOnly
        ? Checker.parse(text, vocabulary: vocabulary)
        : Checker.check(text, vocabulary: vocabulary, most: .max)
    } catch {
      return .refused(error)
    }
    if isCheckOnly { return .type(rule.type) }
    guard unread.isEmpty else { return .unread(unread) }
    do {
      return .value(try Program(rule, vocabulary: vocabulary).readable { bindings[$0] })
    } catch {
      return .fault(error)
    }
  }

  private var vocabulary: Vocabulary {
    var vocabulary = Vocabulary()
    vocabulary.container = container
    for name in bindings.keys { vocabulary.variables[name] = Vocabulary.Variable(.dyn) }
    for (name, type) in declared {
      if type == "function" {
        vocabulary.functions[name] = [Self.unknownFunction(name)]
      } else {
        vocabulary.variables[name] = Vocabulary.Variable(CELType(suiteText: type))
      }
    }
    return vocabulary
  }

  /// A function of which only the name is known: it takes anything, and can't be computed.
  private static func unknownFunction(_ name: String) -> Function {
    let overloads = (0...16).flatMap { count in
      [false, true].map {
        Function.Overload(parameters: Array(repeating: .dyn, count: count), result: .dyn, isMember: $0)
      }
    }
    return .many(name, overloads) { values throws(EvaluationFault.Reason) in
      throw Function.noOverload(name, values)
    }
  }
}

extension WireRequest.Answer {
  /// `{"value": …}`, `{"type": …}` or `{"error": [messages]}` on one line, in English as the suite is.
  package var json: String {
    let object: [String: Any] =
      switch self {
      case .value(let value): ["value": value.tagged]
      case .type(let type): ["type": type.description]
      case .refused(let complaints): ["error": complaints.all.map { $0.sentence(.en) }]
      case .fault(let fault): ["error": [fault.en]]
      case .unread(let names): ["error": names.map { "the value bound to \($0) can't be read" }]
      }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    let data = try? JSONSerialization.data(withJSONObject: object, options: options)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? #"{"error":["the value has no JSON form"]}"#
  }
}
