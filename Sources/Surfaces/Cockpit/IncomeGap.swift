// The difference of two means of income, taken apart by heads: the parts add up to it exactly.

import Indicators
import Kernel

/// What a group of people has together. **Unit**: fen, as the figures count it.
struct GapSide {
  /// Of the figure itself: its sum, and among how many people it is shared.
  let total: Int64
  let people: Int64
  /// By head, costs as they are.
  let heads: [Int64]

  /// Of several places together. **Shape**: nil where something is not known, or nobody is there.
  init?(_ heads: CockpitBook.Heads, at places: [PlaceCode], of figures: IndicatorBoard) {
    var (total, people, parts) = (Int64(0), Int64(0), [Int64](repeating: 0, count: heads.heads.count))
    func value(_ code: String, _ place: PlaceCode) -> IndicatorValue? {
      figures.book.indicator(code).map { figures.value($0, at: place) }
    }
    for place in places {
      guard let own = value(heads.figure, place), own.exact != nil, let above = own.above,
        let below = own.below
      else { return nil }
      (total, people) = (total + above, people + below)
      for (index, head) in heads.heads.enumerated() {
        guard let sum = value(head.figure, place)?.above else { return nil }
        parts[index] += sum
      }
    }
    guard people > 0 else { return nil }
    (self.total, self.people, self.heads) = (total, people, parts)
  }

  init(total: Int64, people: Int64, heads: [Int64]) {
    (self.total, self.people, self.heads) = (total, people, heads)
  }

  /// **Unit**: yuan a head.
  func mean(_ sum: Int64) -> Fraction? { Fraction(Int128(sum), Int128(people) * 100) }
}

/// By how much one side has more a head than the other. **Unit**: yuan a head.
struct IncomeGap {
  let own: Fraction
  let other: Fraction
  let whole: Fraction
  /// By head, costs turned round; their sum with `rest` is `whole`.
  let parts: [Fraction]
  /// What no head explains; zero where heads and total are of the same rows.
  let rest: Fraction

  /// **Shape**: nil where a number is too large.
  init?(_ mine: GapSide, _ theirs: GapSide, isCost: [Bool]) {
    guard let own = mine.mean(mine.total), let other = theirs.mean(theirs.total),
      let whole = own.minus(other)
    else { return nil }
    var (parts, rest): ([Fraction], Fraction) = ([], whole)
    for (head, isCost) in isCost.enumerated() {
      guard let left = mine.mean(mine.heads[head]), let right = theirs.mean(theirs.heads[head]),
        let part = isCost ? right.minus(left) : left.minus(right), let less = rest.minus(part)
      else { return nil }
      parts.append(part)
      rest = less
    }
    (self.own, self.other, self.whole, self.parts, self.rest) = (own, other, whole, parts, rest)
  }

  /// The gap between the two means as they are told, in whole yuan: it is what a reader finds who subtracts.
  var told: Int {
    Int(clamping: own.rounded(to: 0) ?? 0) - Int(clamping: other.rounded(to: 0) ?? 0)
  }

  /// Whole yuan by head, and of the rest last, that add up to the gap as it is told: the largest fractions
  /// are rounded up.
  var yuan: [Int] {
    let all = parts + [rest]
    var (floors, over): ([Int], [Fraction]) = ([], [])
    for part in all {
      let floor = part.floor
      floors.append(Int(clamping: floor))
      over.append(Fraction(floor).flatMap { part.minus($0) } ?? part)
    }
    let missing = told - floors.reduce(0, +)
    let order = all.indices.sorted { left, right in
      guard let gap = over[left].minus(over[right]), !gap.isZero else { return left < right }
      return !gap.isNegative
    }
    // A part of exactly so many yuan stays what it is as long as another can take the yuan.
    let open = order.filter { !over[$0].isZero } + order.filter { over[$0].isZero }
    for index in open.prefix(max(0, missing)) { floors[index] += 1 }
    // Means on two sides of zero are rounded away from each other.
    for index in order.reversed().prefix(max(0, -missing)) { floors[index] -= 1 }
    return floors
  }
}

extension Fraction {
  /// The largest whole number that is not above it.
  fileprivate var floor: Int128 {
    let whole = numerator / denominator
    return numerator < 0 && whole * denominator != numerator ? whole - 1 : whole
  }
}
