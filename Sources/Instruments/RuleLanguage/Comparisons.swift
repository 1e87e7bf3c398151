// Equality, order and membership, across number types too.

extension Standard {
  static let comparisons: [Function] = [
    .two(Operator.equals, [.free(.a, .a, to: .bool)]) { left, right throws(EvaluationFault.Reason) in
      .bool(left.celEquals(right))
    },
    .two(Operator.notEquals, [.free(.a, .a, to: .bool)]) { left, right throws(EvaluationFault.Reason) in
      .bool(!left.celEquals(right))
    },
    .two(Operator.less, ordered) { left, right throws(EvaluationFault.Reason) in
      .bool(try left.order(to: right, for: "<") == .less)
    },
    .two(Operator.lessOrEqual, ordered) { left, right throws(EvaluationFault.Reason) in
      let order = try left.order(to: right, for: "<=")
      return .bool(order == .less || order == .equal)
    },
    .two(Operator.greater, ordered) { left, right throws(EvaluationFault.Reason) in
      .bool(try left.order(to: right, for: ">") == .greater)
    },
    .two(Operator.greaterOrEqual, ordered) { left, right throws(EvaluationFault.Reason) in
      let order = try left.order(to: right, for: ">=")
      return .bool(order == .greater || order == .equal)
    },
    .two(Operator.in_, [.free(.a, .list(.a), to: .bool), .free(.a, .map(.a, .b), to: .bool)], isIn),
  ]

  private static let ordered: [Function.Overload] = {
    let numbers: [CELType] = [.int, .uint, .double]
    let same: [CELType] = [.bool, .string, .bytes, .timestamp, .duration]
    return numbers.flatMap { left in numbers.map { .free(left, $0, to: .bool) } }
      + same.map { .free($0, $0, to: .bool) }
  }()

  @Sendable private static func isIn(_ value: Value, _ group: Value) throws(EvaluationFault.Reason) -> Value {
    switch group {
    case .list(let elements): .bool(elements.contains { $0.celEquals(value) })
    case .map(let map): .bool(map.contains(value))
    default: throw Function.noOverload("in", value, group)
    }
  }
}

/// How two values stand to each other.
enum Order { case less, equal, greater, none }

extension Value {
  /// Where the value stands to another of a comparable type; `none` where a NaN is among them.
  func order(to other: Value, for sign: String) throws(EvaluationFault.Reason) -> Order {
    switch (self, other) {
    case (.int(let left), .int(let right)): return Order(left, right)
    case (.timestamp(let left), .timestamp(let right)): return Order(left, right)
    case (.duration(let left), .duration(let right)): return Order(left, right)
    case (.string(let left), .string(let right)):
      return left.isSameText(as: right)
        ? .equal : left.utf8.lexicographicallyPrecedes(right.utf8) ? .less : .greater
    case (.bytes(let left), .bytes(let right)):
      return left == right ? .equal : left.lexicographicallyPrecedes(right) ? .less : .greater
    case (.bool(let left), .bool(let right)): return Order(left ? 1 : 0, right ? 1 : 0)
    default:
      guard let order = numericOrder(to: other) else { throw Function.noOverload(sign, self, other) }
      return order
    }
  }

  /// The order of two numbers; nil where one is no number. A whole number meets a double as a double, so that
  /// near 2^63 neighbours are equal: the standard's own cases want it so.
  func numericOrder(to other: Value) -> Order? {
    switch (self, other) {
    case (.int(let left), .int(let right)): Order(left, right)
    case (.uint(let left), .uint(let right)): Order(left, right)
    case (.double(let left), .double(let right)): Order(left, right)
    case (.int(let left), .uint(let right)): left < 0 ? .less : Order(UInt64(left), right)
    case (.uint(let left), .int(let right)): right < 0 ? .greater : Order(left, UInt64(right))
    case (.int(let left), .double(let right)): Order(Double(left), right)
    case (.uint(let left), .double(let right)): Order(Double(left), right)
    case (.double(let left), .int(let right)): Order(left, Double(right))
    case (.double(let left), .uint(let right)): Order(left, Double(right))
    default: nil
    }
  }
}

extension Order {
  init<Number: Comparable>(_ left: Number, _ right: Number) {
    self = left < right ? .less : left == right ? .equal : left > right ? .greater : .none
  }
}
