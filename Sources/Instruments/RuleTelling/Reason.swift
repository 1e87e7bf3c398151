// Why a rule has its value: only the parts and the elements that decided.

package import RuleLanguage
package import RuleValues

/// A part that decided, with those below it that decided it.
package struct Reason: Sendable {
  package let trace: Trace
  package let value: Value
  /// The element of the macro above for which the part was computed; nil outside macros.
  package let element: Value?
  /// Elements of a list that a function took as they are: `size(household.vehicles)`.
  package let taken: [Value]
  package let because: [Reason]
  /// Faults that `&&`, `||`, `exists` or `all` passed over, because the rest decided.
  package let absorbed: [EvaluationFault]

  /// The two sides of a comparison.
  package var operands: (left: Value, sign: String, right: Value)? {
    guard case .comparison(let sign, let left, let right) = trace.parts, let left = left.value,
      let right = right.value
    else { return nil }
    return (left, sign, right)
  }

  /// Every record that decided, in the order of the rule; a record may stand in it more than once.
  package var records: [any Record] {
    ((element.map { [$0] } ?? []) + taken).compactMap { value in
      if case .record(let record) = value { record } else { nil }
    } + because.flatMap(\.records)
  }
}

extension Trace {
  /// Nil where the part could not be computed.
  package var reason: Reason? { reason(for: nil, places: nil) }

  /// `places` are those elements of a list that count for what is computed from it; nil for all.
  private func reason(for element: Value?, places: Set<Int>?) -> Reason? {
    guard let value else { return nil }
    let (because, absorbed) = reasons(value, places)
    return Reason(
      trace: self, value: value, element: element, taken: taken(value, places), because: because,
      absorbed: absorbed)
  }

  /// Rows of a list that no macro divides.
  private func taken(_ value: Value, _ places: Set<Int>?) -> [Value] {
    guard case .list(let elements) = value else { return [] }
    switch parts {
    case .none: return elements.indices.filter { places?.contains($0) ?? true }.map { elements[$0] }
    default: return []
    }
  }

  private typealias Found = (because: [Reason], absorbed: [EvaluationFault])

  private func reasons(_ value: Value, _ places: Set<Int>?) -> Found {
    switch parts {
    case .none: ([], [])
    case .junction(let decisive, let left, let right): junction(decisive, [left, right])
    case .negation(let operand): (kept([operand.reason]), [])
    case .choice(let condition, let taken, _): choice(value, condition, taken, places)
    case .comparison(_, let left, let right): ([left, right].compactMap(\.resting), [])
    case .derived(_, let own), .same(let own): (kept([own.reason(for: nil, places: places)]), [])
    case .operands(let operands): (resting(operands), [])
    case .loop(let kind, let range, let turns):
      kind == .all || kind == .exists || kind == .existsOne
        ? quantified(kind, range, turns) : listed(kind, range, turns, places)
    }
  }

  private func kept(_ reasons: [Reason?]) -> [Reason] { reasons.compactMap { $0 } }

  /// Where a value is chosen, a condition such as "there are any" is no reason beside the value's own.
  private func choice(_ value: Value, _ condition: Trace, _ taken: Trace?, _ places: Set<Int>?) -> Found {
    if case .bool = value { return (kept([condition.reason, taken?.reason(for: nil, places: places)]), []) }
    if let resting = taken?.resting(places) { return ([resting], []) }
    return (kept([condition.reason]), [])
  }

  /// The sides that made it what it is: those of its own value where one is enough, else both.
  private func junction(_ decisive: Bool, _ sides: [Trace]) -> Found {
    guard isTrue == decisive else { return (sides.compactMap(\.reason), []) }
    return (sides.filter { $0.isTrue == decisive }.compactMap(\.reason), sides.compactMap { Trace.fault($0) })
  }

  private static func fault(_ condition: Trace) -> EvaluationFault? {
    if case .failure(let fault) = condition.truth { fault } else { nil }
  }

  /// `exists` true and `all` false rest on the elements that say so, the opposite on every element.
  private func quantified(_ kind: Comprehension, _ range: Trace, _ turns: [Turn]) -> Found {
    let truths = turns.map { $0.step?.isTrue }
    let ones = Set(truths.indices.filter { truths[$0] == true })
    let wanted: Set<Int> =
      switch (kind, isTrue) {
      case (.exists, true), (.existsOne, true): ones
      case (.all, false): Set(truths.indices.filter { truths[$0] == false })
      case (.existsOne, false) where ones.count > 1: ones
      default: Set(truths.indices)
      }
    let because = turns.indices.filter(wanted.contains).compactMap { place in
      turns[place].step?.reason(for: turns[place].element, places: nil)
    }
    return (
      kept([range.resting(wanted)]) + because, turns.compactMap { $0.step.flatMap { Trace.fault($0) } }
    )
  }

  /// A macro that makes a list: the elements that came into it, as far as they count above.
  private func listed(_ kind: Comprehension, _ range: Trace, _ turns: [Turn], _ places: Set<Int>?) -> Found {
    let passed = turns.indices.filter { place in
      guard let step = turns[place].step else { return false }
      return kind != .filter || step.isTrue == true
    }
    let wanted = passed.indices.filter { places?.contains($0) ?? true }.map { passed[$0] }
    let because = wanted.flatMap { place -> [Reason] in
      let element = turns[place].element
      return [turns[place].filter, turns[place].step].compactMap { $0?.reason(for: element, places: nil) }
    }
    return (kept([range.resting(turns.isEmpty ? nil : Set(wanted))]) + because, [])
  }
}

// Values that conditions are made of.
extension Trace {
  /// The reason of an operand, nil where nothing but constants and plain fields is behind it.
  private var resting: Reason? { resting(nil) }

  private func resting(_ places: Set<Int>?) -> Reason? {
    if case .none = parts { return nil }
    guard let reason = reason(for: nil, places: places) else { return nil }
    switch parts {
    case .operands, .comparison: return reason.because.isEmpty && reason.taken.isEmpty ? nil : reason
    default: return reason
    }
  }

  /// Operands of a call; of a list only the elements that the function looks at in the end.
  private func resting(_ operands: [Trace]) -> [Reason] {
    guard case .call(let function, _, _) = node.form, let first = operands.first,
      case .list(let elements)? = first.value
    else { return operands.compactMap(\.resting) }
    let places = places(function, elements, operands)
    guard case .none = first.parts else {
      return kept([first.resting(places)]) + operands.dropFirst().compactMap(\.resting)
    }
    return kept([first.reason(for: nil, places: places)]) + operands.dropFirst().compactMap(\.resting)
  }

  private func places(_ function: String, _ elements: [Value], _ operands: [Trace]) -> Set<Int>? {
    switch (function, operands.count) {
    case ("last", 1): return elements.isEmpty ? [] : [elements.count - 1]
    case ("first", 1): return elements.isEmpty ? [] : [0]
    case ("max", 1), ("min", 1):
      guard let value else { return nil }
      return Set(elements.indices.filter { elements[$0].numericOrder(to: value) ?? .equal == .equal })
    case ("sum", 1): return Set(elements.indices.filter { elements[$0].numericOrder(to: .int(0)) != .equal })
    case (Operator.index, 2):
      guard case .int(let place)? = operands[1].value else { return nil }
      return [Int(place)]
    default: return nil
    }
  }
}
