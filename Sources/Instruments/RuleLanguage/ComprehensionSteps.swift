// Macros: one loop for all kinds, which differ in what they keep of each step.

import RuleValues

/// What a macro runs over and what it computes of each element, made ready.
struct LoopSteps: Sendable {
  let kind: Comprehension
  let range: any Step
  /// Where the first name of the macro is held, and the second where there are two.
  let cell: Int
  let second: Int?
  let filter: (any Step)?
  let step: any Step
}

/// What a macro over a list or a map runs over.
enum LoopRange {
  /// Records that are read one by one, so that the list of them is never made.
  case children(of: any Record, FieldKey, Int)
  case value(Value)
}

final class ComprehensionStep: Step {
  let span: Span
  let node: Int
  let loop: LoopSteps

  init(_ loop: LoopSteps, node: Int, _ span: Span) { (self.loop, self.node, self.span) = (loop, node, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    switch loop.kind {
    case .all, .exists, .existsOne: .bool(try truth(&frame))
    case .filter: try filtered(&frame)
    case .map, .transformList: .list(try results(&frame).map(\.result))
    case .transformMap: .map(MapValue(try results(&frame).map { ($0.first, $0.result) }))
    case .transformMapEntry: try entries(&frame)
    case .sortBy: try sorted(&frame)
    case .optMap, .optFlatMap: try mapped(&frame)
    }
  }

  func truth(_ frame: inout Frame) throws(EvaluationFault) -> Bool {
    switch loop.kind {
    case .all: return try junction(&frame, decisive: false)
    case .exists: return try junction(&frame, decisive: true)
    case .existsOne:
      var count = 0
      try run(&frame) { (frame, element) throws(EvaluationFault) in
        if try holds(element, &frame) { count += 1 }
        return true
      }
      return count == 1
    default: throw notBool(try value(&frame))
    }
  }

  /// Takes a turn with each element under the macro's names, until one says that it is enough. The turn is
  /// given the element or value; the first name is in its cell.
  private func run(
    _ frame: inout Frame, _ turn: (inout Frame, Value) throws(EvaluationFault) -> Bool
  ) throws(EvaluationFault) {
    switch try range(&frame) {
    case .children(let record, let field, let count):
      for place in 0..<count {
        let element = record.child(field, at: place)
        try bind(element, nil, &frame)
        guard try turn(&frame, element) else { return }
      }
    case .value(.list(let elements)):
      for (place, element) in elements.enumerated() {
        if loop.second == nil {
          try bind(element, nil, &frame)
        } else {
          try bind(.int(Int64(place)), element, &frame)
        }
        guard try turn(&frame, element) else { return }
      }
    case .value(.map(let map)) where loop.kind != .sortBy:
      for entry in map.entries {
        try bind(entry.key, entry.value, &frame)
        guard try turn(&frame, loop.second == nil ? entry.key : entry.value) else { return }
      }
    case .value(let other):
      throw EvaluationFault(Function.noOverload(loop.kind.rawValue, other), at: span)
    }
  }

  private func range(_ frame: inout Frame) throws(EvaluationFault) -> LoopRange {
    if loop.second == nil, let field = loop.range as? FieldStep { return try field.range(&frame) }
    return .value(try loop.range.value(&frame))
  }

  private func bind(_ first: Value, _ second: Value?, _ frame: inout Frame) throws(EvaluationFault) {
    frame.budget -= 1
    if frame.budget < 0 { throw EvaluationFault(.budgetSpent, at: span) }
    frame.cells[loop.cell] = first
    if let cell = loop.second, let second { frame.cells[cell] = second }
  }

  /// `exists` ends at the first true, `all` at the first false; a fault counts only if nothing decides.
  private func junction(_ frame: inout Frame, decisive: Bool) throws(EvaluationFault) -> Bool {
    var fault: EvaluationFault?
    var isDecided = false
    try run(&frame) { (frame, element) throws(EvaluationFault) in
      do throws(EvaluationFault) {
        isDecided = try holds(element, &frame) == decisive
      } catch {
        fault = error
      }
      return !isDecided
    }
    if isDecided { return decisive }
    if let fault { throw fault }
    return !decisive
  }

  private func filtered(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var kept: [Value] = []
    try run(&frame) { (frame, element) throws(EvaluationFault) in
      if try holds(element, &frame) { kept.append(element) }
      return true
    }
    return .list(kept)
  }

  private func holds(_ element: Value, _ frame: inout Frame) throws(EvaluationFault) -> Bool {
    let truth = try loop.step.truth(&frame)
    tell(element, .bool(truth), frame)
    return truth
  }

  /// What the step gave for each element that the filter let pass, with what the first name stood for.
  private func results(_ frame: inout Frame) throws(EvaluationFault) -> [(first: Value, result: Value)] {
    var results: [(first: Value, result: Value)] = []
    try run(&frame) { (frame, element) throws(EvaluationFault) in
      if let filter = loop.filter, try !filter.truth(&frame) {
        tell(element, .bool(false), frame)
        return true
      }
      let result = try loop.step.value(&frame)
      tell(element, result, frame)
      results.append((frame.cells[loop.cell] ?? element, result))
      return true
    }
    return results
  }

  private func entries(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var entries: [(key: Value, value: Value)] = []
    for (_, result) in try results(&frame) {
      guard case .map(let map) = result else {
        throw EvaluationFault(Function.noOverload(loop.kind.rawValue, result), at: span)
      }
      entries += map.entries
    }
    return .map(try MapValue.unique(entries, at: span))
  }

  private func sorted(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let pairs = try results(&frame)
    do {
      return .list(try Standard.sorted(pairs.map(\.first), by: pairs.map(\.result), "sortBy"))
    } catch {
      throw EvaluationFault(error, at: span)
    }
  }

  /// `optMap` and `optFlatMap`: an optional is a list of at most one element.
  private func mapped(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    let range = try loop.range.value(&frame)
    guard case .optional(let content) = range else {
      throw EvaluationFault(Function.noOverload(loop.kind.rawValue, range), at: span)
    }
    guard let content else { return range }
    try bind(content, nil, &frame)
    let result = try loop.step.value(&frame)
    tell(content, result, frame)
    if loop.kind == .optMap { return .optional(result) }
    guard case .optional = result else {
      throw EvaluationFault(Function.noOverload(loop.kind.rawValue, result), at: span)
    }
    return result
  }

  private func tell(_ element: Value, _ result: Value, _ frame: borrowing Frame) {
    guard let observer = frame.observer else { return }
    observer(Observation(node: node, kind: loop.kind, element: element, result: result))
  }
}
