// Calls and conditions, made ready to run.

import RuleValues

final class UnaryStep: Step {
  let span: Span
  let operand: any Step
  let run: @Sendable (Value) throws(EvaluationFault.Reason) -> Value

  init(
    _ operand: any Step, _ span: Span,
    _ run: @escaping @Sendable (Value) throws(EvaluationFault.Reason) -> Value
  ) {
    (self.operand, self.run, self.span) = (operand, run, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let operand = try operand.value(&frame)
    frame.charge(for: operand)
    return try frame.charged(span) { () throws(EvaluationFault.Reason) in try run(operand) }
  }
}

final class BinaryStep: Step {
  let span: Span
  let left: any Step
  let right: any Step
  let run: @Sendable (Value, Value) throws(EvaluationFault.Reason) -> Value

  init(
    _ left: any Step, _ right: any Step, _ span: Span,
    _ run: @escaping @Sendable (Value, Value) throws(EvaluationFault.Reason) -> Value
  ) {
    (self.left, self.right, self.run, self.span) = (left, right, run, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let left = try left.value(&frame)
    let right = try right.value(&frame)
    frame.charge(for: left)
    frame.charge(for: right)
    return try frame.charged(span) { () throws(EvaluationFault.Reason) in try run(left, right) }
  }
}

/// A function of no value, or of more than two.
final class ManyStep: Step {
  let span: Span
  let operands: [any Step]
  let run: @Sendable ([Value]) throws(EvaluationFault.Reason) -> Value

  init(
    _ operands: [any Step], _ span: Span,
    _ run: @escaping @Sendable ([Value]) throws(EvaluationFault.Reason) -> Value
  ) {
    (self.operands, self.run, self.span) = (operands, run, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [Value] = []
    values.reserveCapacity(operands.count)
    for operand in operands {
      let value = try operand.value(&frame)
      frame.charge(for: value)
      values.append(value)
    }
    return try frame.charged(span) { () throws(EvaluationFault.Reason) in try run(values) }
  }
}

/// A function that tells what it costs.
final class MeteredStep: Step {
  let span: Span
  let operands: [any Step]
  let run: @Sendable ([Value], inout Int) throws(EvaluationFault.Reason) -> Value

  init(
    _ operands: [any Step], _ span: Span,
    _ run: @escaping @Sendable ([Value], inout Int) throws(EvaluationFault.Reason) -> Value
  ) {
    (self.operands, self.run, self.span) = (operands, run, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [Value] = []
    for operand in operands { values.append(try operand.value(&frame)) }
    var budget = frame.budget
    defer { frame.budget = budget }
    do { return try run(values, &budget) } catch { throw EvaluationFault(error, at: span) }
  }
}

/// `==`, `!=` and the orders: most of what rules compute, so whole numbers take a short way.
final class ComparisonStep: Step {
  enum Kind { case equals, notEquals, less, lessOrEqual, greater, greaterOrEqual }

  let span: Span
  let left: any Step
  let right: any Step
  let kind: Kind

  init(_ left: any Step, _ right: any Step, _ kind: Kind, _ span: Span) {
    (self.left, self.right, self.kind, self.span) = (left, right, kind, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value { .bool(try truth(&frame)) }

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    let left = try left.value(&frame)
    let right = try right.value(&frame)
    if case .int(let left) = left, case .int(let right) = right { return decide(Order(left, right)) }
    frame.charge(for: left)
    if kind == .equals || kind == .notEquals {
      return left.isEqual(to: right, work: &frame.budget) == (kind == .equals)
    }
    do { return decide(try left.order(to: right, for: sign)) } catch {
      throw EvaluationFault(error, at: span)
    }
  }

  private func decide(_ order: Order) -> Bool {
    switch kind {
    case .equals: order == .equal
    case .notEquals: order != .equal
    case .less: order == .less
    case .lessOrEqual: order == .less || order == .equal
    case .greater: order == .greater
    case .greaterOrEqual: order == .greater || order == .equal
    }
  }

  private var sign: String {
    switch kind {
    case .equals: "=="
    case .notEquals: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }

  static let kinds: [String: Kind] = [
    Operator.equals: .equals, Operator.notEquals: .notEquals, Operator.less: .less,
    Operator.lessOrEqual: .lessOrEqual, Operator.greater: .greater, Operator.greaterOrEqual: .greaterOrEqual,
  ]
}

/// `element in group`
final class MembershipStep: Step {
  let span: Span
  let element: any Step
  let group: any Step

  init(_ element: any Step, _ group: any Step, _ span: Span) {
    (self.element, self.group, self.span) = (element, group, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value { .bool(try truth(&frame)) }

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    let element = try element.value(&frame)
    switch try group.value(&frame) {
    case .list(let elements):
      for other in elements {
        frame.budget -= 1
        if other.isEqual(to: element, work: &frame.budget) { return true }
        if frame.budget < 0 { throw EvaluationFault(.budgetSpent, at: span) }
      }
      return false
    case .map(let map): return map.contains(element)
    case let other: throw EvaluationFault(Function.noOverload("in", element, other), at: span)
    }
  }
}
