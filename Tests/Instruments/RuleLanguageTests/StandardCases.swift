// Reads the cases of the language's own suite, where they are at hand.
import Foundation
import RuleLanguage
import RuleValues
import Testing

struct StandardCase: Sendable, CustomTestStringConvertible {
  let file: String
  let path: String
  let text: String
  let container: String
  let isUnchecked: Bool
  let isCheckOnly: Bool
  let needsMessages: Bool
  /// Declared names with their types as text.
  let declared: [(name: String, type: String)]
  let bindings: [String: Value]
  /// Nil where a fault is expected.
  let expected: Value?

  var testDescription: String { path }

  /// Empty where the suite is not at hand.
  static let all: [StandardCase] = {
    guard let lines = try? String(contentsOf: suite, encoding: .utf8) else { return [] }
    return lines.split(whereSeparator: \.isNewline).compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object.flatMap(StandardCase.init)
    }
  }()

  private static let suite = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/reference/cel/cases.jsonl").standardizedFileURL

  private init?(_ json: [String: Any]) {
    guard let file = json["file"] as? String, let section = json["section"] as? String,
      let name = json["name"] as? String, let text = json["expr"] as? String
    else { return nil }
    (self.file, self.text) = (file, text)
    path = "\(file)/\(section)/\(name)"
    container = json["container"] as? String ?? ""
    isUnchecked = json["disable_check"] as? Bool ?? false
    isCheckOnly = json["check_only"] as? Bool ?? false
    needsMessages = json["proto"] as? Bool ?? false
    declared = (json["type_env"] as? [[String]] ?? []).map { ($0[0], $0[1]) }
    bindings = (json["bindings"] as? [String: [String: Any]] ?? [:]).compactMapValues(Value.init(tagged:))
    expected = ((json["expect"] as? [String: Any])?["value"] as? [String: Any]).flatMap(Value.init(tagged:))
  }

  var vocabulary: Vocabulary {
    var vocabulary = Vocabulary()
    vocabulary.container = container
    for name in bindings.keys { vocabulary.variables[name] = Vocabulary.Variable(.dyn) }
    for (name, type) in declared where type != "function" {
      vocabulary.variables[name] = Vocabulary.Variable(CELType(suiteText: type))
    }
    return vocabulary
  }

  /// What the room makes of the case; nil stands for any fault.
  func outcome() -> Value? {
    let vocabulary = vocabulary
    guard
      let rule = try? isUnchecked
        ? Checker.parse(text, vocabulary: vocabulary) : Checker.check(text, vocabulary: vocabulary)
    else { return nil }
    if isCheckOnly { return .bool(true) }
    return try? Program(rule, vocabulary: vocabulary).evaluate { bindings[$0] }
  }

  var isPassed: Bool {
    let outcome = outcome()
    if isCheckOnly { return outcome != nil }
    guard let expected else { return outcome == nil }
    return outcome.map { $0.isExactly(expected) } ?? false
  }
}

extension Value {
  /// The suite's tagged form.
  fileprivate init?(tagged json: [String: Any]) {
    let text = json["v"] as? String ?? ""
    switch json["t"] as? String {
    case "int": self = .int(Int64(text) ?? 0)
    case "uint": self = .uint(UInt64(text) ?? 0)
    case "double": self = .double(Double(text) ?? .nan)
    case "string": self = .string(text)
    case "bytes": self = .bytes([UInt8](Data(base64Encoded: text) ?? Data()))
    case "bool": self = .bool(json["v"] as? Bool ?? false)
    case "null": self = .null
    case "type": self = .type(text)
    case "timestamp": self = .timestamp(Timestamp(text) ?? Timestamp(seconds: 0))
    case "duration":
      let parts = (json["v"] as? [Any] ?? []).map { Int64("\($0)") ?? 0 }
      self = .duration(TimeSpan(seconds: parts.first ?? 0, nanos: Int32(parts.last ?? 0)))
    case "list": self = .list((json["v"] as? [[String: Any]] ?? []).compactMap(Value.init(tagged:)))
    case "map":
      let pairs = (json["v"] as? [[[String: Any]]] ?? []).compactMap { pair -> (key: Value, value: Value)? in
        guard let key = Value(tagged: pair[0]), let value = Value(tagged: pair[1]) else { return nil }
        return (key, value)
      }
      self = .map(MapValue(pairs))
    default: return nil
    }
  }

  /// Equal and of the same type all through; a NaN is itself.
  fileprivate func isExactly(_ other: Value) -> Bool {
    switch (self, other) {
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isExactly($1) }
    case (.map(let left), .map(let right)):
      left.count == right.count
        && left.entries.allSatisfy { entry in right[entry.key].map { entry.value.isExactly($0) } ?? false }
    case (.double(let left), .double(let right)) where left.isNaN: right.isNaN
    default: typeName == other.typeName && self == other
    }
  }
}

extension CELType {
  /// The suite writes types as protocol-buffer text: `list_type { elem_type { primitive: INT64 } }`.
  fileprivate init(suiteText: String) {
    var words = suiteText.split { $0 == " " || $0 == "\n" || $0 == "{" || $0 == "}" || $0 == ":" }[...]
    self = CELType.read(&words)
  }

  private static func read(_ words: inout ArraySlice<Substring>) -> CELType {
    guard let word = words.popFirst() else { return .dyn }
    switch word {
    case "list_type", "elem_type", "key_type", "value_type":
      let inner = read(&words)
      return word == "list_type" ? .list(inner) : inner
    case "map_type":
      let key = read(&words)
      return .map(key, read(&words))
    case "primitive", "well_known": return read(&words)
    default:
      let named: [Substring: CELType] = [
        "INT64": .int, "UINT64": .uint, "DOUBLE": .double, "STRING": .string, "BYTES": .bytes, "BOOL": .bool,
        "TIMESTAMP": .timestamp, "DURATION": .duration, "null": .null,
      ]
      return named[word] ?? .dyn
    }
  }
}
