// When two values are the same, and what a value is called.

extension Value: Equatable {
  package static func == (left: Value, right: Value) -> Bool { left.celEquals(right) }

  /// Equality as the language has it: numbers across their types, lists and maps by content, strings by code
  /// point, false for values of different kinds. Two records are equal where they are the same type and the
  /// record says so.
  package func celEquals(_ other: Value) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    case (.string(let left), .string(let right)): left.isSameText(as: right)
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    case (.null, .null): true
    case (.bytes(let left), .bytes(let right)): left == right
    case (.type(let left), .type(let right)): left == right
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.celEquals($1) }
    case (.map(let left), .map(let right)): left.celEquals(right)
    case (.record(let left), .record(let right)): left.typeName == right.typeName && left.isSame(as: right)
    default: numericOrder(to: other) == .equal
    }
  }

  /// The name of the value's type, as `type(…)` gives it.
  package var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .list: "list"
    case .map: "map"
    case .record(let record): record.typeName
    case .type: "type"
    }
  }
}

extension MapValue {
  func celEquals(_ other: MapValue) -> Bool {
    count == other.count
      && entries.allSatisfy { entry in other[entry.key].map { $0.celEquals(entry.value) } ?? false }
  }
}

extension String {
  /// Equality by code points. Swift's own takes two spellings of é for the same.
  func isSameText(as other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }
}
