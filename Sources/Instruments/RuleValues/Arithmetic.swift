// The operators + - * / % and the sign, with every overflow a fault.

extension Standard {
  package static let arithmetic: [Function] = [
    .two(
      Operator.add,
      numbers + [
        .free(.string, .string, to: .string), .free(.bytes, .bytes, to: .bytes),
        .free(.list(.a), .list(.a), to: .list(.a)), .free(.timestamp, .duration, to: .timestamp),
        .free(.duration, .timestamp, to: .timestamp), .free(.duration, .duration, to: .duration),
      ], add),
    .two(
      Operator.subtract,
      numbers + [
        .free(.timestamp, .timestamp, to: .duration), .free(.timestamp, .duration, to: .timestamp),
        .free(.duration, .duration, to: .duration),
      ], subtract),
    .two(Operator.multiply, numbers, multiply),
    .two(Operator.divide, numbers, divide),
    .two(Operator.modulo, [.free(.int, .int, to: .int), .free(.uint, .uint, to: .uint)], modulo),
    .one(Operator.negate, [.free(.int, to: .int), .free(.double, to: .double)], negate),
  ]

  private static let numbers: [Function.Overload] = [
    .free(.int, .int, to: .int), .free(.uint, .uint, to: .uint), .free(.double, .double, to: .double),
  ]

  /// No string or list that a function makes grows longer than this.
  package static let longestResult = 1_000_000

  @Sendable package static func add(_ left: Value, _ right: Value) throws(EvaluationFault.Reason) -> Value {
    switch (left, right) {
    case (.int(let left), .int(let right)): return .int(try exact(left.addingReportingOverflow(right)))
    case (.uint(let left), .uint(let right)): return .uint(try exact(left.addingReportingOverflow(right)))
    case (.double(let left), .double(let right)): return .double(left + right)
    case (.string(let left), .string(let right)):
      try checkLength(left.utf8.count + right.utf8.count)
      return .string(left + right)
    case (.bytes(let left), .bytes(let right)):
      try checkLength(left.count + right.count)
      return .bytes(left + right)
    case (.list(let left), .list(let right)):
      try checkLength(left.count + right.count)
      return .list(left + right)
    case (.timestamp(let moment), .duration(let span)), (.duration(let span), .timestamp(let moment)):
      return .timestamp(try moment.adding(span))
    case (.duration(let left), .duration(let right)): return .duration(try left.adding(right))
    default: throw Function.noOverload("+", left, right)
    }
  }

  @Sendable package static func subtract(_ left: Value, _ right: Value) throws(EvaluationFault.Reason)
    -> Value
  {
    switch (left, right) {
    case (.int(let left), .int(let right)): .int(try exact(left.subtractingReportingOverflow(right)))
    case (.uint(let left), .uint(let right)): .uint(try exact(left.subtractingReportingOverflow(right)))
    case (.double(let left), .double(let right)): .double(left - right)
    case (.timestamp(let left), .timestamp(let right)): .duration(try left.span(since: right))
    case (.timestamp(let moment), .duration(let span)): .timestamp(try moment.adding(span.negated()))
    case (.duration(let left), .duration(let right)): .duration(try left.adding(right.negated()))
    default: throw Function.noOverload("-", left, right)
    }
  }

  @Sendable package static func multiply(_ left: Value, _ right: Value) throws(EvaluationFault.Reason)
    -> Value
  {
    switch (left, right) {
    case (.int(let left), .int(let right)): .int(try exact(left.multipliedReportingOverflow(by: right)))
    case (.uint(let left), .uint(let right)): .uint(try exact(left.multipliedReportingOverflow(by: right)))
    case (.double(let left), .double(let right)): .double(left * right)
    default: throw Function.noOverload("*", left, right)
    }
  }

  @Sendable package static func divide(_ left: Value, _ right: Value) throws(EvaluationFault.Reason) -> Value
  {
    switch (left, right) {
    case (.int, .int(0)), (.uint, .uint(0)): throw .divisionByZero
    case (.int(let left), .int(let right)): .int(try exact(left.dividedReportingOverflow(by: right)))
    case (.uint(let left), .uint(let right)): .uint(left / right)
    case (.double(let left), .double(let right)): .double(left / right)
    default: throw Function.noOverload("/", left, right)
    }
  }

  @Sendable package static func modulo(_ left: Value, _ right: Value) throws(EvaluationFault.Reason) -> Value
  {
    switch (left, right) {
    case (.int, .int(0)), (.uint, .uint(0)): throw .divisionByZero
    case (.int(let left), .int(let right)):
      .int(try exact(left.remainderReportingOverflow(dividingBy: right)))
    case (.uint(let left), .uint(let right)): .uint(left % right)
    default: throw Function.noOverload("%", left, right)
    }
  }

  @Sendable private static func negate(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .int(let value): .int(try exact(Int64(0).subtractingReportingOverflow(value)))
    case .double(let value): .double(-value)
    default: throw Function.noOverload("-", value)
    }
  }

  package static func exact<Number>(
    _ result: (partialValue: Number, overflow: Bool)
  ) throws(EvaluationFault.Reason) -> Number {
    if result.overflow { throw .overflow }
    return result.partialValue
  }

  package static func checkLength(_ length: Int) throws(EvaluationFault.Reason) {
    if length > longestResult { throw .tooLarge }
  }
}
