// Steps that read a field or ask whether it is there.

import RuleValues

/// `operand.field`
final class FieldStep: Step {
  let span: Span
  let operand: any Step
  let field: FieldKey
  /// Where the operand is held, if it is a variable.
  private let cell: Int?

  init(_ operand: any Step, _ field: FieldKey, _ span: Span) {
    (self.operand, self.field, self.span) = (operand, field, span)
    cell = (operand as? CellStep)?.cell
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    if let cell, case .record(let record)? = frame.cells[cell], let value = record.field(field) {
      return value
    }
    return try value(of: try operand.value(&frame))
  }

  /// What a macro runs over here; the operand is computed once either way.
  func range(_ frame: inout Frame) throws(EvaluationFault) -> LoopRange {
    let operand = try operand.value(&frame)
    guard field.number >= 0, case .record(let record) = operand, let count = record.childCount(field) else {
      return .value(try value(of: operand))
    }
    return .children(of: record, field, count)
  }

  private func value(of operand: Value) throws(EvaluationFault) -> Value {
    switch operand {
    case .record(let record):
      if let value = record.field(field) { return value }
      throw EvaluationFault(.noSuchField(field.text), at: span)
    case .map(let map):
      if let value = map[.string(field.text)] { return value }
      throw EvaluationFault(.noSuchKey(field.text), at: span)
    case .optional(let content):
      guard let content else { return operand }
      do { return try Standard.optionalIndex(content, .string(field.text)) } catch {
        throw EvaluationFault(.noSuchKey(field.text), at: span)
      }
    case let other:
      throw EvaluationFault(.noOverload(function: "." + field.text, types: other.typeName), at: span)
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

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool { try isIn(try operand.value(&frame)) }

  private func isIn(_ operand: Value) throws(EvaluationFault) -> Bool {
    switch operand {
    case .record(let record): return record.field(field) != nil
    case .map(let map): return map.contains(.string(field))
    case .optional(let content):
      return try content.map { content throws(EvaluationFault) in try isIn(content) } ?? false
    case let other: throw EvaluationFault(.noOverload(function: "has", types: other.typeName), at: span)
    }
  }
}
