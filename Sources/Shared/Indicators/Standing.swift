// Places side by side by a figure: who has which rank, and of whom too few are counted to have one.

/// **Shape**: of one of the values that were given, by its place among them.
package struct Standing: Equatable, Sendable {
  package let index: Int
  /// From 1, equal values alike; nil for few and for what is not known.
  package let rank: Int?
  package let isFew: Bool

  /// Ranks values, each with how many it speaks of: one of fewer than `few` moves far by a single one, and of
  /// one where that is not known it cannot be said. Both have no rank.
  /// **Shape**: ranked ones first, equal ones in the order given, then few, then unknown.
  package static func standings(
    of values: [(exact: Fraction?, base: Int?)], isHighGood: Bool, few: Int
  ) -> [Standing] {
    func isFew(_ index: Int) -> Bool { values[index].base.map { $0 < few } ?? false }
    var known: [(index: Int, exact: Fraction)] = []
    var others: [Int] = []
    for (index, value) in values.enumerated() {
      if let exact = value.exact, value.base != nil, !isFew(index) {
        known.append((index, exact))
      } else {
        others.append(index)
      }
    }
    known.sort { left, right in
      guard left.exact != right.exact else { return left.index < right.index }
      return (left.exact.minus(right.exact)?.isNegative ?? false) != isHighGood
    }
    var standings: [Standing] = []
    for (place, one) in known.enumerated() {
      let isEqual = place > 0 && known[place - 1].exact == one.exact
      standings.append(
        Standing(index: one.index, rank: isEqual ? standings[place - 1].rank : place + 1, isFew: false))
    }
    let told = others.filter { values[$0].exact != nil } + others.filter { values[$0].exact == nil }
    return standings + told.map { Standing(index: $0, rank: nil, isFew: isFew($0)) }
  }
}
