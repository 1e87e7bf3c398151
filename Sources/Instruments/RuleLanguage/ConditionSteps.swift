// Steps that decide what else is computed: && and ||, !, ?:, and the other choice of an optional.

import RuleValues

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

/// `optional.or(other)` and `optional.orValue(other)`: the other is computed only where there is no value.
final class AlternativeStep: Step {
  let span: Span
  let operand: any Step
  let other: any Step
  let unwraps: Bool

  init(_ operand: any Step, _ other: any Step, unwraps: Bool, _ span: Span) {
    (self.operand, self.other, self.unwraps, self.span) = (operand, other, unwraps, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let first = try operand.value(&frame)
    guard case .optional(let content) = first else {
      throw EvaluationFault(Function.noOverload(unwraps ? "orValue" : "or", first), at: span)
    }
    if let content { return unwraps ? content : first }
    let second = try other.value(&frame)
    if !unwraps, case .optional = second { return second }
    if unwraps { return second }
    throw EvaluationFault(Function.noOverload("or", first, second), at: span)
  }
}
