// What a rule that does not hold is missing: the fewest and nearest conditions that would have to turn.

package import RuleLanguage
package import RuleValues

/// A condition that is not as the rule needs it.
package struct MissingCondition: Sendable {
  /// Its node may lie in the rule of a derived field.
  package let trace: Trace
  /// Whether it would have to be true.
  package let wanted: Bool
  /// The elements of the macros around it, and the records whose derived fields it lies in, outermost first.
  package let elements: [Value]
  /// Nil for what has no distance: yes or no, words, membership, equality.
  package let distance: Distance?
}

/// What counts as near.
package struct Reach: Sendable {
  /// The greatest distance as a share of the threshold, 0.2 for a fifth.
  let share: Double
  /// The greatest distance between moments, which have no zero to take a share of.
  let span: TimeSpan

  package init(share: Double, span: TimeSpan) { (self.share, self.span) = (share, span) }

  func holds(_ distance: Distance) -> Bool {
    if case .timestamp = distance.right, case .duration(let amount) = distance.amount {
      return amount <= span
    }
    return distance.share.map { $0 <= share } ?? false
  }
}

extension Trace {
  /// What would have to turn for a rule that is false to become true: all false sides of `&&`, of `||` and
  /// `exists` the nearest branch or element, of `all` every element that fails. Conditions are looked at
  /// one by one: that they can turn together is not promised.
  ///
  /// **Shape**: empty where the rule holds; nil where a value is missing that it can't do without, or where
  /// there is no element that could turn.
  package var missing: [MissingCondition]? { needs(true, []) }

  /// What a near miss is missing; nil for a rule that holds or is not near.
  ///
  /// A rule is near when every condition that is missing has a distance and all lie within reach. A condition
  /// without a distance makes it far, even if it is the only one: otherwise nearly every row would be near to
  /// rules such as "the water is not safe".
  package func nearMiss(within reach: Reach) -> [MissingCondition]? {
    guard isTrue == false, let missing, !missing.isEmpty else { return nil }
    return missing.allSatisfy { $0.distance.map(reach.holds) ?? false } ? missing : nil
  }

  private typealias Needs = [MissingCondition]

  private func needs(_ wanted: Bool, _ elements: [Value]) -> Needs? {
    guard let isTrue else { return nil }
    if isTrue == wanted { return [] }
    switch parts {
    case .junction(let decisive, let left, let right):
      let sides = [left, right].map { $0.needs(wanted, elements) }
      return wanted == decisive ? Trace.nearest(sides) : Trace.together(sides)
    case .negation(let operand): return operand.needs(!wanted, elements)
    case .choice(let condition, let taken, let other):
      let turned = condition.isTrue.flatMap { condition.needs(!$0, elements) }
      return Trace.nearest([
        taken?.needs(wanted, elements), Trace.together([turned, other?.needs(wanted, elements)]),
      ])
    case .loop(let kind, _, let turns): return Trace.needs(kind, turns, wanted, elements)
    case .same(let own): return own.needs(wanted, elements)
    case .derived(let record, let own):
      return own.needs(wanted, Trace.adding(record, to: elements)) ?? [condition(wanted, elements)]
    default: return [condition(wanted, elements)]
    }
  }

  private func condition(_ wanted: Bool, _ elements: [Value]) -> MissingCondition {
    var distance: Distance?
    if case .comparison(let sign, let left, let right) = parts, let left = left.value, let right = right.value
    {
      distance = Distance(left, sign, right, wanted: wanted)
    }
    return MissingCondition(trace: self, wanted: wanted, elements: elements, distance: distance)
  }

  /// The record of an element's derived field is the element itself.
  private static func adding(_ record: any Record, to elements: [Value]) -> [Value] {
    if case .record(let last)? = elements.last, last === record || last.isSame(as: record) { return elements }
    return elements + [.record(record)]
  }

  private static func needs(
    _ kind: Comprehension, _ turns: [Turn], _ wanted: Bool, _ elements: [Value]
  ) -> Needs? {
    func all(_ wanted: Bool) -> [Needs?] {
      turns.map { $0.step?.needs(wanted, elements + [$0.element]) }
    }
    switch (kind, wanted) {
    case (.exists, true): return nearest(all(true))
    case (.exists, false): return together(all(false))
    case (.all, true): return together(all(true))
    case (.all, false): return nearest(all(false))
    default:
      // Exactly one: another one has to come, or all but one to go.
      let ones = turns.count { $0.step?.isTrue == true }
      if ones == 0 { return nearest(all(true)) }
      if ones == 1 {
        return nearest(all(false).filter { $0?.isEmpty != true } + all(true).filter { $0?.isEmpty != true })
      }
      let going = all(false).compactMap { $0 }.filter { !$0.isEmpty }.sorted { cost($0) < cost($1) }
      return going.count < ones - 1 ? nil : Array(going.prefix(ones - 1).joined())
    }
  }

  private static func together(_ needs: [Needs?]) -> Needs? {
    let known = needs.compactMap { $0 }
    return known.count == needs.count ? Array(known.joined()) : nil
  }

  /// The cheapest, the first of equals; nil where none can turn.
  private static func nearest(_ needs: [Needs?]) -> Needs? {
    needs.compactMap { $0 }.enumerated().min {
      (cost($0.element), $0.offset) < (cost($1.element), $1.offset)
    }?
    .element
  }

  /// A distance costs its share, a moment its part of a year, and what has no distance as much as a whole.
  private static func cost(_ needs: Needs) -> Double {
    needs.reduce(0) { sum, condition in
      guard let distance = condition.distance else { return sum + 1 }
      if case .duration(let span) = distance.amount, distance.share == nil {
        return sum + Double(span.seconds) / 31_536_000
      }
      return sum + (distance.share ?? 1)
    }
  }
}
