// The walk of a tracer down one rule, for the elements that the macros around are at.

import RuleLanguage
import RuleValues

struct TraceWalk {
  let tracer: Tracer
  let parts: TracedParts
  let lookup: (String) -> Value?
  var names: [MacroName] = []
  /// What the element names stand for, in the order of `names`.
  var elements: [Value] = []
  var depth = 0

  func trace(_ node: Expression) throws(EvaluationFault) -> Trace {
    try tracer.pay(at: node.span)
    switch node.form {
    case .call(let function, let target, let arguments):
      return try call(function, (target.map { [$0] } ?? []) + arguments, node)
    case .comprehension(let loop): return try macro(loop, node)
    case .bind(let name, let value, let body):
      var inner = self
      inner.names.append(.bound(name, value))
      let body = try inner.trace(body)
      return made(node, body.outcome, .same(body))
    case .select(let operand, let field, false) where parts.rule.references[node.id] == nil:
      return try select(operand, field, node)
    case .name(let name) where parts.rule.references[node.id] == nil: return try local(name, node)
    case .list(let elements): return computed(node, .operands(try all(elements)))
    default: return computed(node, .none)
    }
  }

  private func made(
    _ node: Expression, _ outcome: Result<Value, EvaluationFault>, _ below: Trace.Parts
  ) -> Trace {
    Trace(rule: parts.rule, node: node, outcome: outcome, parts: below)
  }

  /// The node with the value that the interpreter gives it.
  private func computed(_ node: Expression, _ below: Trace.Parts) -> Trace {
    let program = parts.program(node, within: names)
    do throws(EvaluationFault) {
      let value = try program.run(lookup, elements: elements, budget: &tracer.budget)
      return made(node, .success(value), below)
    } catch {
      return made(node, .failure(error), below)
    }
  }

  private func all(_ nodes: [Expression]) throws(EvaluationFault) -> [Trace] {
    var traces: [Trace] = []
    for node in nodes { traces.append(try trace(node)) }
    return traces
  }

  private func call(
    _ function: String, _ operands: [Expression], _ node: Expression
  ) throws(EvaluationFault) -> Trace {
    switch (function, operands.count) {
    case (Operator.and, 2), (Operator.or, 2):
      return junction(try trace(operands[0]), try trace(operands[1]), function == Operator.or, node)
    case (Operator.not, 1):
      let operand = try trace(operands[0])
      return made(node, operand.truth.map { .bool(!$0) }, .negation(operand))
    case (Operator.conditional, 3): return try choice(operands, node)
    case (_, 2) where Standard.comparisons[function] != nil && function != Operator.in_:
      let (left, right) = (try trace(operands[0]), try trace(operands[1]))
      return computed(node, .comparison(sign: function, left: left, right: right))
    default: return computed(node, .operands(try all(operands)))
    }
  }

  private func junction(_ left: Trace, _ right: Trace, _ decisive: Bool, _ node: Expression) -> Trace {
    let outcome: Result<Bool, EvaluationFault> =
      switch (left.truth, right.truth) {
      case (.success(decisive), _): .success(decisive)
      case (.success, let right): right
      case (.failure, .success(decisive)): .success(decisive)
      case (.failure(let fault), .success): .failure(fault)
      case (.failure, .failure(let fault)): .failure(fault)
      }
    return made(node, outcome.map { .bool($0) }, .junction(decisive: decisive, left, right))
  }

  private func choice(_ operands: [Expression], _ node: Expression) throws(EvaluationFault) -> Trace {
    let condition = try trace(operands[0])
    switch condition.truth {
    case .failure(let fault): return made(node, .failure(fault), .choice(condition, taken: nil, other: nil))
    case .success(let yes):
      let taken = try trace(operands[yes ? 1 : 2])
      let isCondition = parts.rule.types[node.id] == .bool
      let other = isCondition ? try trace(operands[yes ? 2 : 1]) : nil
      return made(node, taken.outcome, .choice(condition, taken: taken, other: other))
    }
  }

  private func select(_ operand: Expression, _ field: String, _ node: Expression) throws(EvaluationFault)
    -> Trace
  {
    let below = try trace(operand)
    guard case .record(let record)? = below.value, depth < Tracer.deepest,
      let (variable, own) = tracer.derived(record.typeName, field)
    else {
      if case .none = below.parts { return computed(node, .none) }
      return computed(node, .operands([below]))
    }
    let lookup = self.lookup
    let inner = TraceWalk(
      tracer: tracer, parts: own, lookup: { $0 == variable ? .record(record) : lookup($0) }, depth: depth + 1)
    return computed(node, .derived(record, try inner.trace(own.rule.root)))
  }

  /// A name of `cel.bind` leads to what it stands for; an element is what it is.
  private func local(_ name: String, _ node: Expression) throws(EvaluationFault) -> Trace {
    let place = names.lastIndex { known in
      switch known {
      case .element(let other), .bound(let other, _): other == name
      }
    }
    guard let place, case .bound(_, let value) = names[place] else { return computed(node, .none) }
    var outer = self
    outer.names = Array(names[..<place])
    outer.elements = Array(
      elements.prefix(outer.names.count { if case .element = $0 { true } else { false } }))
    let trace = try outer.trace(value)
    return made(node, trace.outcome, .same(trace))
  }
}

/// What the names of a macro stand for at one element; both the same where there is one name.
private struct LoopTurn {
  let first: Value
  let second: Value
}

extension Loop {
  /// What the macro runs over, in order; nil where the range is nothing to run over.
  fileprivate func turns(over range: Value) -> [LoopTurn]? {
    switch range {
    case .list(let elements):
      guard second != nil else { return elements.map { LoopTurn(first: $0, second: $0) } }
      return elements.enumerated().map { LoopTurn(first: .int(Int64($0.offset)), second: $0.element) }
    case .map(let map) where kind != .sortBy:
      return map.entries.map { LoopTurn(first: $0.key, second: second == nil ? $0.key : $0.value) }
    default: return nil
    }
  }
}

// Macros.
extension TraceWalk {
  private func macro(_ loop: Loop, _ node: Expression) throws(EvaluationFault) -> Trace {
    let range = try trace(loop.range)
    var turns: [Trace.Turn] = []
    if let over = range.value,
      let all = loop.turns(over: over),
      loop.kind != .sortBy
    {
      for turn in all { turns.append(try self.turn(turn, loop)) }
    }
    let below = Trace.Parts.loop(loop.kind, range: range, turns: turns)
    guard [.all, .exists, .existsOne].contains(loop.kind) else { return computed(node, below) }
    guard case .success(let over) = range.outcome else { return made(node, range.outcome, below) }
    guard loop.turns(over: over) != nil else {
      return made(
        node, .failure(EvaluationFault(Function.noOverload(loop.kind.rawValue, over), at: node.span)), below)
    }
    let outcome = loop.kind == .existsOne ? one(turns) : quantified(turns, decisive: loop.kind == .exists)
    return made(node, outcome.map { .bool($0) }, below)
  }

  private func turn(_ turn: LoopTurn, _ loop: Loop) throws(EvaluationFault) -> Trace.Turn {
    var inner = self
    inner.names.append(.element(loop.variable))
    inner.elements.append(turn.first)
    if let second = loop.second {
      inner.names.append(.element(second))
      inner.elements.append(turn.second)
    }
    let filter: Trace? = if let filter = loop.filter { try inner.trace(filter) } else { nil }
    let isPassedOver = filter.map { $0.isTrue != true } ?? false
    return Trace.Turn(
      element: turn.second, filter: filter, step: isPassedOver ? nil : try inner.trace(loop.step))
  }

  /// `exists` and `all`: the last fault counts where nothing decides, as in the interpreter.
  private func quantified(_ turns: [Trace.Turn], decisive: Bool) -> Result<Bool, EvaluationFault> {
    var result: Result<Bool, EvaluationFault> = .success(!decisive)
    for turn in turns {
      switch turn.step?.truth {
      case .success(decisive)?: return .success(decisive)
      case .failure(let fault)?: result = .failure(fault)
      default: break
      }
    }
    return result
  }

  private func one(_ turns: [Trace.Turn]) -> Result<Bool, EvaluationFault> {
    var count = 0
    for turn in turns {
      switch turn.step?.truth {
      case .success(true)?: count += 1
      case .failure(let fault)?: return .failure(fault)
      default: break
      }
    }
    return .success(count == 1)
  }
}
