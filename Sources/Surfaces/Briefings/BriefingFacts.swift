// Every number that a briefing can say: now, at the end of the period before, of a place and those below.

package import Indicators
package import Kernel
import Registry

/// The figures of one day: as they were kept at its close, or counted as of it.
package struct FigureDay: Sendable {
  package let day: Day
  /// When they were kept; nil where they are counted from the register as it stands now.
  let keptAt: Instant?
  let value: @Sendable (Indicator, PlaceCode) -> IndicatorValue

  package init(
    _ day: Day, keptAt: Instant? = nil, value: @escaping @Sendable (Indicator, PlaceCode) -> IndicatorValue
  ) {
    (self.day, self.keptAt, self.value) = (day, keptAt, value)
  }
}

/// What an item comes to in a place at the end of a period.
struct ItemReading: Sendable {
  /// Nil where it cannot be told.
  let exact: Fraction?
  /// Why there is no number.
  let untold: Text?
  /// Rows behind the number, and rows that could not be judged.
  let rows: Int
  let unknown: Int
}

/// A place with what it comes to in a ranking.
struct RankedPlace: Sendable {
  let place: Place
  let reading: ItemReading
  /// Of how many it speaks; nil where that is not known.
  let base: Int?
  /// From 1, equal values alike; nil for few and for what is not known.
  let rank: Int?
  let isFew: Bool
}

struct BriefingFacts: Sendable {
  let book: BriefingBook
  let figures: IndicatorBook
  let kind: BriefingKind
  let period: BriefingPeriod
  let place: Place
  /// Places below, in order of code.
  let children: [Place]
  let now: FigureDay
  let before: FigureDay
  let counted: CaseCounts
  let countedBefore: CaseCounts
  /// Values of figures that were kept before the period's end, the newest first.
  let history: [String: [KeptFigure]]
  /// The last day that the register was screened for, where it is before the period's end.
  let dataUntil: Day?

  func indicator(_ code: String) -> Indicator {
    guard let indicator = figures.indicator(code) else {
      preconditionFailure("the files name figures that there are")
    }
    return indicator
  }

  func title(_ item: BriefingItem) -> Text {
    switch item {
    case .figure(let code): indicator(code).title
    case .count(let count): count.title
    }
  }

  func unit(_ item: BriefingItem) -> Text {
    switch item {
    case .figure(let code): indicator(code).unit.title
    case .count(let count): count.unit
    }
  }

  func isPercent(_ item: BriefingItem) -> Bool {
    if case .figure(let code) = item { return indicator(code).unit == .percent }
    return false
  }

  func decimals(_ item: BriefingItem) -> Int {
    if case .figure(let code) = item { return indicator(code).decimals }
    return 0
  }

  func reading(_ item: BriefingItem, at place: PlaceCode? = nil, isBefore: Bool = false) -> ItemReading {
    let place = place ?? self.place.code
    switch item {
    case .figure(let code):
      let value = (isBefore ? before : now).value(indicator(code), place)
      return ItemReading(
        exact: value.exact, untold: value.untold?.title, rows: value.rows, unknown: value.unknown)
    case .count(let count):
      let number = (isBefore ? countedBefore : counted).count(count, at: place)
      return ItemReading(exact: Fraction(Int128(number)), untold: nil, rows: number, unknown: 0)
    }
  }

  /// Now less before, both as they are written, so that whoever reads both can check it; nil where one of the
  /// two is not known.
  func change(_ item: BriefingItem, at place: PlaceCode? = nil) -> Fraction? {
    let decimals = decimals(item)
    guard let now = reading(item, at: place).exact?.rounded(to: decimals),
      let before = reading(item, at: place, isBefore: true).exact?.rounded(to: decimals)
    else { return nil }
    return Fraction(now - before, (0..<decimals).reduce(1) { size, _ in size * 10 })
  }

  /// Places that are known to miss a target.
  func missing(_ target: BriefingTarget) -> [Place] {
    children.filter { child in
      reading(.figure(target.figure), at: child.code).exact.map { !target.isMet(by: $0) } ?? false
    }
  }

  /// How many places miss a target; nil where none is known to and of some it cannot be told.
  func missed(_ target: BriefingTarget) -> Int? {
    let count = missing(target).count
    let item = BriefingItem.figure(target.figure)
    return count == 0 && children.contains { reading(item, at: $0.code).exact == nil } ? nil : count
  }

  /// **Shape**: ranked ones first, then few, then unknown.
  func ranking(_ item: BriefingItem, _ order: BriefingOrder) -> [RankedPlace] {
    let readings = children.map { reading(item, at: $0.code) }
    let bases = children.map { child in
      reading(order.base, at: child.code).exact?.rounded(to: 0).map { Int($0) }
    }
    let values = zip(readings, bases).map { (exact: $0.exact, base: $1) }
    return Standing.standings(of: values, isHighGood: order.isHighGood, few: book.smallNumber).map {
      RankedPlace(
        place: children[$0.index], reading: readings[$0.index], base: bases[$0.index], rank: $0.rank,
        isFew: $0.isFew)
    }
  }
}
