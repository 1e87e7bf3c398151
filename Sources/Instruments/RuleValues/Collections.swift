// Functions over lists: size, index, sum, min, max, last.

extension Standard {
  package static let collections: [Function] = [
    .one(
      "size",
      [CELType.string, .bytes, .list(.a), .map(.a, .b)].flatMap {
        [Function.Overload.free($0, to: .int), .member($0, to: .int)]
      }, size),
    .two(
      Operator.index,
      [
        .free(.list(.a), .int, to: .a), .free(.map(.a, .b), .a, to: .b),
        .free(.optional(.list(.a)), .int, to: .optional(.a)),
        .free(.optional(.map(.a, .b)), .a, to: .optional(.b)),
      ], index),
    .one("sum", [CELType.int, .uint, .double, .duration].map { .free(.list($0), to: $0) }, sum),
    .one("min", ordered) { value throws(EvaluationFault.Reason) in try extreme(value, "min", keeping: .less)
    },
    .one("max", ordered) { value throws(EvaluationFault.Reason) in
      try extreme(value, "max", keeping: .greater)
    },
    .one("last", [.free(.list(.a), to: .a)]) { value throws(EvaluationFault.Reason) in
      guard case .list(let elements) = value else { throw Function.noOverload("last", value) }
      guard let last = elements.last else { throw .emptyList(function: "last") }
      return last
    },
  ]

  private static let ordered: [Function.Overload] = orderedTypes.map { .free(.list($0), to: $0) }

  /// The types whose values stand in an order.
  package static let orderedTypes: [CELType] = [
    .int, .uint, .double, .string, .bytes, .bool, .timestamp, .duration,
  ]

  @Sendable private static func size(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .string(let text): .int(Int64(text.unicodeScalars.count))
    case .bytes(let bytes): .int(Int64(bytes.count))
    case .list(let elements): .int(Int64(elements.count))
    case .map(let map): .int(Int64(map.count))
    default: throw Function.noOverload("size", value)
    }
  }

  @Sendable package static func index(_ group: Value, _ place: Value) throws(EvaluationFault.Reason) -> Value
  {
    switch group {
    case .list(let elements):
      // A key tells a whole number of any type; what is none is no place in a list.
      guard case .int(let number)? = MapValue.Key(place) else {
        throw Function.noOverload("[]", group, place)
      }
      guard elements.indices.contains(Int(number)) else { throw .indexOutOfRange(number) }
      return elements[Int(number)]
    case .map(let map):
      guard let value = map[place] else { throw .noSuchKey(place.shortText) }
      return value
    case .optional: return try optionalIndex(group, place)
    default: throw Function.noOverload("[]", group, place)
    }
  }

  @Sendable private static func sum(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    guard case .list(let elements) = value else { throw Function.noOverload("sum", value) }
    guard var total = elements.first else { return .int(0) }
    switch total {
    case .int, .uint, .double, .duration: break
    default: throw Function.noOverload("sum", total)
    }
    for element in elements.dropFirst() { total = try add(total, element) }
    return total
  }

  private static func extreme(
    _ value: Value, _ name: String, keeping order: Order
  ) throws(EvaluationFault.Reason) -> Value {
    guard case .list(let elements) = value else { throw Function.noOverload(name, value) }
    guard var best = elements.first else { throw .emptyList(function: name) }
    for element in elements.dropFirst() where try element.order(to: best, for: name) == order {
      best = element
    }
    return best
  }
}
