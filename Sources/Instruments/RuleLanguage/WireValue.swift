// Values and types in the form of the standard's suite, each value tagged with its type.

import Foundation
package import RuleValues

extension Value {
  /// The value of `{"t": type, "v": value}`; nil where there is no such value.
  package init?(tagged json: Any) {
    guard let json = json as? [String: Any], let type = json["t"] as? String else { return nil }
    let text = json["v"] as? String
    let value: Value? =
      switch type {
      case "int": text.flatMap(Int64.init).map(Value.int)
      case "uint": text.flatMap(UInt64.init).map(Value.uint)
      case "double": text.flatMap(Double.init).map(Value.double)
      case "string": text.map(Value.string)
      case "bytes": text.flatMap { Data(base64Encoded: $0) }.map { .bytes([UInt8]($0)) }
      case "bool": (json["v"] as? Bool).map(Value.bool)
      case "null": json["v"] == nil || json["v"] is NSNull ? .null : nil
      case "type": text.map(Value.type)
      case "timestamp": text.flatMap(Timestamp.init).map(Value.timestamp)
      case "duration": Self.duration(json["v"])
      case "list": Self.all(json["v"] as? [Any], Value.init(tagged:)).map(Value.list)
      case "map": Self.all(json["v"] as? [Any]) { ($0 as? [Any]).flatMap(Self.entry) }.flatMap(Self.map)
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

  /// Nil where a key stands twice.
  private static func map(_ entries: [(key: Value, value: Value)]) -> Value? {
    let map = MapValue(entries)
    return map.repeatedKey == nil && entries.allSatisfy { $0.key.isKey } ? .map(map) : nil
  }

  /// Seconds and nanoseconds of one sign, within the range of lengths of time.
  private static func duration(_ parts: Any?) -> Value? {
    let numbers = (parts as? [Any] ?? []).compactMap { Int64("\($0)") }
    guard numbers.count == 2, abs(numbers[1]) < TimeSpan.nanosPerSecond,
      numbers[0] == 0 || numbers[1] == 0 || (numbers[0] < 0) == (numbers[1] < 0),
      let span = try? TimeSpan.of(seconds: numbers[0], nanos: numbers[1])
    else { return nil }
    return .duration(span)
  }

  /// Writes `{"t": type, "v": value}`.
  func write(to json: inout JSONBytes) {
    switch self {
    case .null: json.add(#"{"t":"null"}"#)
    case .bool(let truth): json.add(#"{"t":"bool","v":\#(truth)}"#)
    case .int(let number): json.add(#"{"t":"int","v":"\#(number)"}"#)
    case .uint(let number): json.add(#"{"t":"uint","v":"\#(number)"}"#)
    case .double(let number): json.add(#"{"t":"double","v":"\#(number.wireText)"}"#)
    case .string(let text): json.tagged("string", quoting: text)
    case .bytes(let bytes): json.tagged("bytes", quoting: Data(bytes).base64EncodedString())
    case .timestamp(let moment): json.tagged("timestamp", quoting: moment.text)
    case .duration(let span): json.add(#"{"t":"duration","v":["\#(span.seconds)",\#(span.nanos)]}"#)
    case .list(let elements):
      json.add(#"{"t":"list","v":["#)
      json.separated(elements) { $1.write(to: &$0) }
      json.add("]}")
    case .map(let map):
      json.add(#"{"t":"map","v":["#)
      json.separated(map.entries) { json, entry in
        json.add("[")
        entry.key.write(to: &json)
        json.add(",")
        entry.value.write(to: &json)
        json.add("]")
      }
      json.add("]}")
    case .record(let record): json.tagged("record", quoting: record.typeName)
    case .optional(let value):
      json.add(#"{"t":"optional","v":"#)
      if let value { value.write(to: &json) } else { json.add("null") }
      json.add("}")
    case .opaque(let value): json.tagged(value.typeName, quoting: value.text)
    case .type(let name): json.tagged("type", quoting: name)
    }
  }
}

/// JSON as it grows. Written by hand, since a large answer as a tree of objects takes a thousand bytes a
/// number.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func tagged(_ type: String, quoting text: String) {
    add(#"{"t":"\#(type)","v":"#)
    quote(text)
    add("}")
  }

  mutating func separated<Element>(_ elements: [Element], _ write: (inout JSONBytes, Element) -> Void) {
    for (place, element) in elements.enumerated() {
      if place > 0 { add(",") }
      write(&self, element)
    }
  }

  mutating func quote(_ text: String) {
    add("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): add("\\\"")
      case UInt8(ascii: "\\"): add("\\\\")
      case 0x0A: add("\\n")
      case 0x0D: add("\\r")
      case 0x09: add("\\t")
      case 0..<0x20: add("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
      default: bytes.append(byte)
      }
    }
    add("\"")
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
