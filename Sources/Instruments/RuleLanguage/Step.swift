// One node of a program: what a node of the tree becomes when names and functions are known.

import RuleValues

protocol Step: AnyObject, Sendable {
  var span: Span { get }
  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value
  /// The value of a condition.
  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool
}

extension Step {
  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    let value = try value(&frame)
    guard case .bool(let truth) = value else { throw notBool(value) }
    return truth
  }

  func notBool(_ value: Value) -> EvaluationFault {
    EvaluationFault(.noOverload(function: "bool", types: value.typeName), at: span)
  }
}

/// What one evaluation holds: the values of variables, then those of the loop variables in force.
struct Frame {
  var cells: [Value?]
  var budget: Int
  let observer: ((Observation) -> Void)?

  init(cellCount: Int, budget: Int, observer: ((Observation) -> Void)? = nil) {
    cells = Array(repeating: nil, count: cellCount)
    (self.budget, self.observer) = (budget, observer)
  }

  /// Pays for reading through a long value, so that a short rule can't read long ones for ever.
  mutating func charge(for value: Value) {
    switch value {
    case .list(let elements): budget -= elements.count >> 4
    case .string(let text): budget -= text.utf8.count >> 8
    case .bytes(let bytes): budget -= bytes.count >> 8
    case .map(let map): budget -= map.count >> 4
    default: break
    }
  }
}

final class ConstantStep: Step {
  let span: Span
  let constant: Value

  init(_ constant: Value, _ span: Span) { (self.constant, self.span) = (constant, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value { constant }
}

/// What is known to fault whenever it is reached.
final class FaultStep: Step {
  let span: Span
  let reason: EvaluationFault.Reason

  init(_ reason: EvaluationFault.Reason, _ span: Span) { (self.reason, self.span) = (reason, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    throw EvaluationFault(reason, at: span)
  }
}

/// A variable or a loop variable.
final class CellStep: Step {
  let span: Span
  let cell: Int
  let name: String

  init(_ cell: Int, _ name: String, _ span: Span) { (self.cell, self.name, self.span) = (cell, name, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    guard let value = frame.cells[cell] else { throw EvaluationFault(.unknownVariable(name), at: span) }
    return value
  }
}

/// `operand.field`
final class FieldStep: Step {
  let span: Span
  let operand: any Step
  let field: String

  init(_ operand: any Step, _ field: String, _ span: Span) {
    (self.operand, self.field, self.span) = (operand, field, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    switch try operand.value(&frame) {
    case .record(let record):
      if let value = record.field(field) { return value }
      throw EvaluationFault(.noSuchField(field), at: span)
    case .map(let map):
      if let value = map[.string(field)] { return value }
      throw EvaluationFault(.noSuchKey(field), at: span)
    case let other: throw EvaluationFault(.noOverload(function: "." + field, types: other.typeName), at: span)
    }
  }
}

/// `has(operand.field)`
final class HasStep: Step {
  let span: Span
  let operand: any Step
  let field: String

  init(_ operand: any Step, _ field: String, _ span: Span) {
    (self.operand, self.field, self.span) = (operand, field, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value { .bool(try truth(&frame)) }

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    switch try operand.value(&frame) {
    case .record(let record): record.field(field) != nil
    case .map(let map): map.contains(.string(field))
    case let other: throw EvaluationFault(.noOverload(function: "has", types: other.typeName), at: span)
    }
  }
}
