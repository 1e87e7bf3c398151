// Conditions: && and || decide in spite of a fault on one side, ?: computes one branch only.

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
