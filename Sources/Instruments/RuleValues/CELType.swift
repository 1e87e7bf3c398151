// The types of the language.

/// A type, as the checker knows it.
package indirect enum CELType: Hashable, Sendable {
  case dyn, null, bool, int, uint, double, string, bytes, timestamp, duration
  case list(CELType)
  case map(CELType, CELType)
  /// A record type of the vocabulary, by name.
  case record(String)
  /// A value of the type that may be missing.
  case optional(CELType)
  /// A number, text, bytes or truth, or null in its place: a wrapper of the standard's message types.
  case wrapper(CELType)
  /// A type of a library's own, by name: `net.IP`.
  case opaque(String)
  /// The type of a type, as `type(1)` gives it.
  case type(CELType)
  /// A type still open. It stands in the signatures of functions and while a rule is checked, never in a
  /// `CheckedRule`: what stays open there is `dyn`.
  case parameter(Int)
}

extension CELType: CustomStringConvertible {
  /// The type as complaints name it: `list(int)`, `map(string, dyn)`, a record type by its name.
  package var description: String {
    switch self {
    case .dyn: "dyn"
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .list(let element): "list(\(element))"
    case .map(let key, let value): "map(\(key), \(value))"
    case .record(let name), .opaque(let name): name
    case .optional(let value): "optional(\(value))"
    case .wrapper(let type): "wrapper(\(type))"
    case .type(let type): "type(\(type))"
    case .parameter: "dyn"
    }
  }
}

extension CELType {
  /// The names by which a rule can speak of a type as a value: `type(x) == int`.
  package static let named: [String: CELType] = [
    "null_type": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
    "bytes": .bytes, "list": .list(.dyn), "map": .map(.dyn, .dyn), "type": .type(.dyn),
    "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
    "optional_type": .optional(.dyn), "net.IP": .opaque("net.IP"), "net.CIDR": .opaque("net.CIDR"),
  ]
}
