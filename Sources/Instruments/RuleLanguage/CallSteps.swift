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
    do { return try run(operand) } catch { throw EvaluationFault(error, at: span) }
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
    do { return try run(left, right) } catch { throw EvaluationFault(error, at: span) }
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

final class ListStep: Step {
  let span: Span
  let elements: [any Step]

  init(_ elements: [any Step], _ span: Span) { (self.elements, self.span) = (elements, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(try element.value(&frame)) }
    return .list(values)
  }
}

final class MapStep: Step {
  let span: Span
  let entries: [(key: any Step, value: any Step)]

  init(_ entries: [(key: any Step, value: any Step)], _ span: Span) {
    (self.entries, self.span) = (entries, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var values: [(key: Value, value: Value)] = []
    for entry in entries {
      let key = try entry.key.value(&frame)
      switch key {
      case .bool, .int, .uint, .string: break
      default: throw EvaluationFault(.noOverload(function: "{}", types: key.typeName), at: entry.key.span)
      }
      values.append((key, try entry.value.value(&frame)))
    }
    let map = MapValue(values)
    if let key = map.repeatedKey { throw EvaluationFault(.duplicateKey(key.shortText), at: span) }
    return .map(map)
  }
}

// && and || decide in spite of a fault on one side; ?: computes one branch only.

/// `&&` where `decisive` is false, `||` where it is true.
final class JunctionStep: Step {
  let span: Span
  let left: any Step
  let right: any Step
  let decisive: Bool

  init(_ left: any Step, _ right: any Step, decisive: Bool, _ span: Span) {
    (self.left, self.right, self.decisive, self.span) = (left, right, decisive, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value { .bool(try truth(&frame)) }

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    do {
      if try left.truth(&frame) == decisive { return decisive }
    } catch {
      if try right.truth(&frame) == decisive { return decisive }
      throw error
    }
    return try right.truth(&frame)
  }
}

final class NotStep: Step {
  let span: Span
  let operand: any Step

  init(_ operand: any Step, _ span: Span) { (self.operand, self.span) = (operand, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value { .bool(try !operand.truth(&frame)) }
  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool { try !operand.truth(&frame) }
}

final class ChoiceStep: Step {
  let span: Span
  let condition: any Step
  let yes: any Step
  let no: any Step

  init(_ condition: any Step, _ yes: any Step, _ no: any Step, _ span: Span) {
    (self.condition, self.yes, self.no, self.span) = (condition, yes, no, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    try condition.truth(&frame) ? try yes.value(&frame) : try no.value(&frame)
  }

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    try condition.truth(&frame) ? try yes.truth(&frame) : try no.truth(&frame)
  }
}
