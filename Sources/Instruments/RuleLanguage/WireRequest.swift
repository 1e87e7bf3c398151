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
    guard let text = try Self.part(json, "expr", as: String.self, "文本", "a text") else {
      throw Problem(Wording(zh: "缺少文本 expr。", en: "The text expr is missing."))
    }
    let pairs = try Self.part(json, "type_env", as: [[String]].self, "列表", "a list") ?? []
    guard pairs.allSatisfy({ $0.count == 2 }) else {
      throw Problem(
        Wording(zh: "type_env 的每一项应为 [名称, 类型]。", en: "Each entry of type_env should be [name, type]."))
    }
    let tagged = try Self.part(json, "bindings", as: [String: Any].self, "对象", "an object") ?? [:]
    self.text = text
    container = try Self.part(json, "container", as: String.self, "文本", "a text") ?? ""
    guard container.utf8.count <= Self.longestContainer else {
      throw Problem(
        Wording(
          zh: "container 超过 \(Self.longestContainer) 字节。",
          en: "The container is longer than \(Self.longestContainer) bytes."))
    }
    isUnchecked =
      try Self.part(json, "disable_check", as: Bool.self, "true 或 false", "true or false") ?? false
    isCheckOnly = try Self.part(json, "check_only", as: Bool.self, "true 或 false", "true or false") ?? false
    declared = pairs.map { ($0[0], $0[1]) }
    let bindings = tagged.compactMapValues(Value.init(tagged:))
    self.bindings = bindings
    unread = tagged.keys.filter { bindings[$0] == nil }.sorted()
  }

  /// Every name is looked for in each of its parts.
  private static let longestContainer = 1_000

  /// Nil where the request does not have it, or has null.
  private static func part<Part>(
    _ json: [String: Any], _ name: String, as type: Part.Type, _ zh: String, _ en: String
  ) throws(Problem) -> Part? {
    guard let given = json[name], !(given is NSNull) else { return nil }
    guard let part = given as? Part else {
      throw Problem(Wording(zh: "\(name) 应是\(zh)。", en: "\(name) should be \(en)."))
    }
    return part
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
    guard unread.isEmpty || isCheckOnly else { return .unread(unread) }
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
    do {
      return .value(try Program(rule, vocabulary: vocabulary).readable { bindings[$0] })
    } catch {
      return .fault(error)
    }
  }

  private var vocabulary: Vocabulary {
    var vocabulary = Vocabulary()
    vocabulary.container = container
    for name in bindings.keys + unread { vocabulary.variables[name] = Vocabulary.Variable(.dyn) }
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
    var json = JSONBytes()
    switch self {
    case .value(let value):
      json.add(#"{"value":"#)
      value.write(to: &json)
    case .type(let type):
      json.add(#"{"type":"#)
      json.quote(type.description)
    case .refused(let complaints): Self.write(complaints.all.map { $0.sentence(.en) }, to: &json)
    case .fault(let fault): Self.write([fault.en], to: &json)
    case .unread(let names):
      Self.write(
        names.map { "The value bound to \($0) is no tagged value, such as {\"t\":\"int\",\"v\":\"4\"}." },
        to: &json)
    }
    json.add("}")
    return json.text
  }

  private static func write(_ messages: [String], to json: inout JSONBytes) {
    json.add(#"{"error":["#)
    json.separated(messages) { $0.quote($1) }
    json.add("]")
  }
}
