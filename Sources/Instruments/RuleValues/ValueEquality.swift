// When two values are the same, and what a value is called.

extension Value: Equatable {
  package static func == (left: Value, right: Value) -> Bool { left.celEquals(right) }

  /// Equality as the language has it: numbers across their types, lists and maps by content, strings by code
  /// point, false for values of different kinds. Two records are equal where they are the same type and the
  /// record says so.
  package func celEquals(_ other: Value) -> Bool {
    var work = Int.max
    return isEqual(to: other, work: &work)
  }

  /// The same, paying one unit of work for each pair of elements; false as soon as nothing is left. Lists
  /// may hold the same list many times over, so their size as text says nothing about the work.
  package func isEqual(to other: Value, work: inout Int) -> Bool {
    switch (self, other) {
    case (.int(let left), .int(let right)): return left == right
    case (.bool(let left), .bool(let right)): return left == right
    case (.string(let left), .string(let right)):
      work -= left.utf8.count >> 6
      return work >= 0 && left.isSameText(as: right)
    case (.timestamp(let left), .timestamp(let right)): return left == right
    case (.duration(let left), .duration(let right)): return left == right
    case (.null, .null): return true
    case (.bytes(let left), .bytes(let right)): return left == right
    case (.type(let left), .type(let right)): return left == right
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      for (left, right) in zip(left, right) {
        work -= 1
        guard work >= 0, left.isEqual(to: right, work: &work) else { return false }
      }
      return true
    case (.map(let left), .map(let right)): return left.isEqual(to: right, work: &work)
    case (.record(let left), .record(let right)):
      return left.typeName == right.typeName && left.isSame(as: right)
    case (.optional(let left), .optional(let right)):
      guard let left, let right else { return left == nil && right == nil }
      return left.isEqual(to: right, work: &work)
    case (.opaque(let left), .opaque(let right)): return left.isSame(as: right)
    default: return numericOrder(to: other) == .equal
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
    case .optional: "optional_type"
    case .opaque(let value): value.typeName
    case .type: "type"
    }
  }
}

extension MapValue {
  package func isEqual(to other: MapValue, work: inout Int) -> Bool {
    guard count == other.count else { return false }
    for entry in entries {
      work -= 1
      guard work >= 0, let its = other[entry.key], its.isEqual(to: entry.value, work: &work) else {
        return false
      }
    }
    return true
  }
}

extension String {
  /// Equality by code points. Swift's own takes two spellings of é for the same.
  package func isSameText(as other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }
}
