// The order of values, across number types too, and the types that may be compared.

extension Standard {
  /// Comparisons are steps of their own (`ComparisonStep`, `MembershipStep`); these are their types.
  package static let comparisons: [String: [Function.Overload]] = [
    Operator.equals: [.free(.a, .a, to: .bool)], Operator.notEquals: [.free(.a, .a, to: .bool)],
    Operator.less: ordered, Operator.lessOrEqual: ordered, Operator.greater: ordered,
    Operator.greaterOrEqual: ordered,
    Operator.in_: [.free(.a, .list(.a), to: .bool), .free(.a, .map(.a, .b), to: .bool)],
  ]

  private static let ordered: [Function.Overload] = {
    let numbers: [CELType] = [.int, .uint, .double]
    let same: [CELType] = [.bool, .string, .bytes, .timestamp, .duration]
    return numbers.flatMap { left in numbers.map { .free(left, $0, to: .bool) } }
      + same.map { .free($0, $0, to: .bool) }
  }()
}

/// How two values stand to each other.
package enum Order { case less, equal, greater, none }

extension Value {
  /// Where the value stands to another of a comparable type; `none` where a NaN is among them.
  package func order(to other: Value, for sign: String) throws(EvaluationFault.Reason) -> Order {
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
  package func numericOrder(to other: Value) -> Order? {
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
  package init<Number: Comparable>(_ left: Number, _ right: Number) {
    self = left < right ? .less : left == right ? .equal : left > right ? .greater : .none
  }
}
