// Values and types in the form of the standard's suite, each value tagged with its type.

import Foundation
package import RuleValues

extension Value {
  /// The value of `{"t": type, "v": value}`; nil where there is no such value.
  package init?(tagged json: Any) {
    guard let json = json as? [String: Any], let type = json["t"] as? String else { return nil }
    let text = json["v"] as? String ?? ""
    let value: Value? =
      switch type {
      case "int": Int64(text).map(Value.int)
      case "uint": UInt64(text).map(Value.uint)
      case "double": Double(text).map(Value.double)
      case "string": .string(text)
      case "bytes": Data(base64Encoded: text).map { .bytes([UInt8]($0)) }
      case "bool": (json["v"] as? Bool).map(Value.bool)
      case "null": .null
      case "type": .type(text)
      case "timestamp": Timestamp(text).map(Value.timestamp)
      case "duration": Self.duration(json["v"])
      case "list": Self.all(json["v"] as? [Any], Value.init(tagged:)).map(Value.list)
      case "map":
        Self.all(json["v"] as? [Any]) { ($0 as? [Any]).flatMap(Self.entry) }.map { .map(MapValue($0)) }
      default: nil
      }
    guard let value else { return nil }
    self = value
  }

  private static func all<Part>(_ parts: [Any]?, _ read: (Any) -> Part?) -> [Part]? {
    let read = parts?.compactMap(read)
    return read?.count == parts?.count ? read : nil
  }

  private static func entry(_ pair: [Any]) -> (key: Value, value: Value)? {
    guard pair.count == 2, let key = Value(tagged: pair[0]), let value = Value(tagged: pair[1]) else {
      return nil
    }
    return (key, value)
  }

  private static func duration(_ parts: Any?) -> Value? {
    let numbers = (parts as? [Any] ?? []).compactMap { Int64("\($0)") }
    guard numbers.count == 2, let nanos = Int32(exactly: numbers[1]) else { return nil }
    return .duration(TimeSpan(seconds: numbers[0], nanos: nanos))
  }

  /// `{"t": type, "v": value}`, for a JSON writer.
  package var tagged: [String: Any] {
    switch self {
    case .null: ["t": "null"]
    case .bool(let truth): ["t": "bool", "v": truth]
    case .int(let number): ["t": "int", "v": String(number)]
    case .uint(let number): ["t": "uint", "v": String(number)]
    case .double(let number): ["t": "double", "v": number.wireText]
    case .string(let text): ["t": "string", "v": text]
    case .bytes(let bytes): ["t": "bytes", "v": Data(bytes).base64EncodedString()]
    case .timestamp(let moment): ["t": "timestamp", "v": moment.text]
    case .duration(let span): ["t": "duration", "v": [String(span.seconds), Int(span.nanos)] as [Any]]
    case .list(let elements): ["t": "list", "v": elements.map(\.tagged)]
    case .map(let map): ["t": "map", "v": map.entries.map { [$0.key.tagged, $0.value.tagged] }]
    case .record(let record): ["t": "record", "v": record.typeName]
    case .optional(let value): ["t": "optional", "v": value?.tagged as Any? ?? NSNull()]
    case .opaque(let value): ["t": value.typeName, "v": value.text]
    case .type(let name): ["t": "type", "v": name]
    }
  }
}

extension Double {
  fileprivate var wireText: String {
    isNaN ? "NaN" : isInfinite ? (self < 0 ? "-Infinity" : "Infinity") : description
  }
}

extension CELType {
  /// A type as the suite writes it: `list_type { elem_type { primitive: INT64 } }`..
  /// What is not known is `dyn`.
  package init(suiteText: String) {
    var words = suiteText.split { " \n\t{}:\"".contains($0) }[...]
    self = CELType.read(&words, depth: 0)
  }

  private static func read(_ words: inout ArraySlice<Substring>, depth: Int) -> CELType {
    guard depth < 50, let word = words.popFirst() else { return .dyn }
    func next() -> CELType { read(&words, depth: depth + 1) }
    switch word {
    case "list_type": return .list(next())
    case "map_type":
      let key = next()
      return .map(key, next())
    case "wrapper": return .wrapper(next())
    case "elem_type", "key_type", "value_type", "primitive", "well_known": return next()
    case "message_type": return words.popFirst().flatMap { Message.known[String($0)]?.result } ?? .dyn
    default: return suiteNames[word] ?? .dyn
    }
  }

  private static let suiteNames: [Substring: CELType] = [
    "INT64": .int, "UINT64": .uint, "DOUBLE": .double, "STRING": .string, "BYTES": .bytes, "BOOL": .bool,
    "TIMESTAMP": .timestamp, "DURATION": .duration, "null": .null,
  ]
}
