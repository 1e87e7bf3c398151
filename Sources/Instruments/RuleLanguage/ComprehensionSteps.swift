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

final class ComprehensionStep: Step {
  /// One turn of the loop: what the names stand for.
  struct Turn {
    let first: Value
    let second: Value
  }

  let span: Span
  let node: Int
  let loop: LoopSteps

  init(_ loop: LoopSteps, node: Int, _ span: Span) { (self.loop, self.node, self.span) = (loop, node, span) }

  func value(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    switch loop.kind {
    case .all, .exists, .existsOne: .bool(try truth(&frame))
    case .filter: try filtered(&frame)
    case .map, .transformList: .list(try results(&frame).map(\.result))
    case .transformMap:
      .map(MapValue(try results(&frame).map { ($0.turn.first, $0.result) }))
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
      for turn in try turns(&frame) where try holds(turn, &frame) { count += 1 }
      return count == 1
    default: throw notBool(try value(&frame))
    }
  }

  private func turns(_ frame: inout Frame) throws(EvaluationFault) -> [Turn] {
    let range = try loop.range.value(&frame)
    guard let turns = Self.turns(over: range, loop.kind, pairs: loop.second != nil) else {
      throw EvaluationFault(Function.noOverload(loop.kind.rawValue, range), at: span)
    }
    return turns
  }

  /// What a macro runs over, in order; nil where the range is nothing to run over.
  static func turns(over range: Value, _ kind: Comprehension, pairs: Bool) -> [Turn]? {
    switch range {
    case .list(let elements):
      guard pairs else { return elements.map { Turn(first: $0, second: $0) } }
      return elements.enumerated().map { Turn(first: .int(Int64($0.offset)), second: $0.element) }
    case .map(let map) where kind != .sortBy:
      return map.entries.map { Turn(first: $0.key, second: pairs ? $0.value : $0.key) }
    default: return nil
    }
  }

  /// `exists` ends at the first true, `all` at the first false; a fault counts only if nothing decides.
  private func junction(_ frame: inout Frame, decisive: Bool) throws(EvaluationFault) -> Bool {
    var fault: EvaluationFault?
    for turn in try turns(&frame) {
      try bind(turn, &frame)
      do {
        let truth = try loop.step.truth(&frame)
        tell(turn, .bool(truth), frame)
        if truth == decisive { return decisive }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return !decisive
  }

  private func filtered(_ frame: inout Frame) throws(EvaluationFault) -> Value {
    var kept: [Value] = []
    for turn in try turns(&frame) where try holds(turn, &frame) { kept.append(turn.first) }
    return .list(kept)
  }

  private func holds(_ turn: Turn, _ frame: inout Frame) throws(EvaluationFault) -> Bool {
    try bind(turn, &frame)
    let truth = try loop.step.truth(&frame)
    tell(turn, .bool(truth), frame)
    return truth
  }

  private func results(
    _ frame: inout Frame
  ) throws(EvaluationFault) -> [(turn: Turn, result: Value)] {
    var results: [(turn: Turn, result: Value)] = []
    for turn in try turns(&frame) {
      try bind(turn, &frame)
      if let filter = loop.filter, try !filter.truth(&frame) {
        tell(turn, .bool(false), frame)
        continue
      }
      let result = try loop.step.value(&frame)
      tell(turn, result, frame)
      results.append((turn, result))
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
      return .list(try Standard.sorted(pairs.map(\.turn.first), by: pairs.map(\.result), "sortBy"))
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
    let turn = Turn(first: content, second: content)
    try bind(turn, &frame)
    let result = try loop.step.value(&frame)
    tell(turn, result, frame)
    if loop.kind == .optMap { return .optional(result) }
    guard case .optional = result else {
      throw EvaluationFault(Function.noOverload(loop.kind.rawValue, result), at: span)
    }
    return result
  }

  private func bind(_ turn: Turn, _ frame: inout Frame) throws(EvaluationFault) {
    frame.budget -= 1
    if frame.budget < 0 { throw EvaluationFault(.budgetSpent, at: span) }
    frame.cells[loop.cell] = turn.first
    if let second = loop.second { frame.cells[second] = turn.second }
  }

  private func tell(_ turn: Turn, _ result: Value, _ frame: borrowing Frame) {
    guard let observer = frame.observer else { return }
    observer(Observation(node: node, kind: loop.kind, element: turn.second, result: result))
  }
}
