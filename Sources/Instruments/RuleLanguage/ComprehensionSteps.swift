// Macros: one loop for all kinds, which differ in what they keep of each step.

import RuleValues

final class ComprehensionStep: Step {
  let span: Span
  let node: Int
  let kind: Comprehension
  let range: any Step
  let cell: Int
  let filter: (any Step)?
  let step: any Step

  init(
    _ kind: Comprehension, node: Int, range: any Step, cell: Int, filter: (any Step)?, step: any Step,
    _ span: Span
  ) {
    (self.kind, self.node, self.range, self.cell) = (kind, node, range, cell)
    (self.filter, self.step, self.span) = (filter, step, span)
  }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let elements = try elements(&frame)
    switch kind {
    case .all: return .bool(try junction(elements, &frame, decisive: false))
    case .exists: return .bool(try junction(elements, &frame, decisive: true))
    case .existsOne:
      var count = 0
      for element in elements where try holds(step, element, &frame) { count += 1 }
      return .bool(count == 1)
    case .filter:
      var kept: [Value] = []
      for element in elements where try holds(step, element, &frame) { kept.append(element) }
      return .list(kept)
    case .map:
      var results: [Value] = []
      results.reserveCapacity(elements.count)
      for element in elements {
        try bind(element, &frame)
        if let filter, try !filter.truth(&frame) {
          tell(element, .bool(false), frame)
          continue
        }
        let result = try step.value(&frame)
        tell(element, result, frame)
        results.append(result)
      }
      return .list(results)
    }
  }

  private func elements(_ frame: inout Frame) throws(EvaluationFault) -> [Value] {
    switch try range.value(&frame) {
    case .list(let elements): elements
    case .map(let map): map.entries.map(\.key)
    case let other:
      throw EvaluationFault(.noOverload(function: kind.rawValue, types: other.typeName), at: span)
    }
  }

  /// `exists` ends at the first true, `all` at the first false; a fault counts only if nothing decides.
  private func junction(
    _ elements: [Value], _ frame: inout Frame, decisive: Bool
  ) throws(EvaluationFault) -> Bool {
    var fault: EvaluationFault?
    for element in elements {
      try bind(element, &frame)
      do {
        let truth = try step.truth(&frame)
        tell(element, .bool(truth), frame)
        if truth == decisive { return decisive }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return !decisive
  }

  private func holds(_ step: any Step, _ element: Value, _ frame: inout Frame) throws(EvaluationFault) -> Bool
  {
    try bind(element, &frame)
    let truth = try step.truth(&frame)
    tell(element, .bool(truth), frame)
    return truth
  }

  private func bind(_ element: Value, _ frame: inout Frame) throws(EvaluationFault) {
    frame.budget -= 1
    if frame.budget < 0 { throw EvaluationFault(.budgetSpent, at: span) }
    frame.cells[cell] = element
  }

  private func tell(_ element: Value, _ result: Value, _ frame: borrowing Frame) {
    guard let observer = frame.observer else { return }
    observer(Observation(node: node, kind: kind, element: element, result: result))
  }
}
