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

  /// Pays for reading through a long value, or for making it, so that a short rule can neither read long
  /// ones for ever nor pile them up.
  mutating func charge(for value: Value) {
    switch value {
    case .list(let elements): budget -= elements.count >> 2
    case .string(let text): budget -= text.utf8.count >> 6
    case .bytes(let bytes): budget -= bytes.count >> 6
    case .map(let map): budget -= map.count >> 2
    default: break
    }
  }

  /// The result of a function, paid for.
  mutating func charged(
    _ span: Span, _ run: () throws(EvaluationFault.Reason) -> Value
  ) throws(EvaluationFault) -> Value {
    guard budget >= 0 else { throw EvaluationFault(.budgetSpent, at: span) }
    do {
      let value = try run()
      charge(for: value)
      return value
    } catch {
      throw EvaluationFault(error, at: span)
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

/// A name of `cel.bind`: its value is computed when it is first asked for, and kept while the body runs.
final class BoundStep: Step {
  let span: Span
  let cell: Int
  let source: any Step

  init(_ cell: Int, _ source: any Step, _ span: Span) {
    (self.cell, self.source, self.span) = (cell, source, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    if let value = frame.cells[cell] { return value }
    let value = try source.value(&frame)
    frame.cells[cell] = value
    return value
  }
}

/// `cel.bind(name, value, body)`: forgets what the name held the last time the body ran.
final class BindStep: Step {
  let span: Span
  let cell: Int
  let body: any Step

  init(_ cell: Int, _ body: any Step, _ span: Span) { (self.cell, self.body, self.span) = (cell, body, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    frame.cells[cell] = nil
    return try body.value(&frame)
  }
}
