// Gathers what a briefing is made of, within what its reader may see.

package import Access
package import Database
package import Indicators
package import Kernel
import Pages
import Registry
import Screening

package final class BriefingDesk: Sendable {
  package let database: Database
  package let book: BriefingBook
  private let figures: IndicatorBook
  private let subjects: [Subject]
  private let board: @Sendable (Day) throws(Problem) -> IndicatorBoard?

  /// - Parameter board: The figures of a day; nil while they are counted.
  package init(
    _ database: Database, book: BriefingBook, figures: IndicatorBook, subjects: [Subject],
    board: @escaping @Sendable (Day) throws(Problem) -> IndicatorBoard?
  ) {
    (self.database, self.book, self.figures) = (database, book, figures)
    (self.subjects, self.board) = (subjects, board)
  }

  /// Which briefings there are of a place for a reader; nil on the machine itself.
  package func kinds(at place: PlaceCode, for visitor: Visitor?) -> [BriefingKind] {
    book.kinds.filter { kind in
      guard kind.levels.contains(place.level) else { return false }
      guard let subject = visitor?.subject else { return true }
      return kind.line == subject.name
    }
  }

  /// The last day that the store speaks of, today where nothing was screened.
  func lastDay(_ today: Day) throws(Problem) -> Day {
    let screened = try database.read { (connection) throws(Problem) in
      try ScreeningStore.lastRun(on: connection)?.asOf
    }
    return min(screened ?? today, today)
  }

  /// The last period of a kind that has ended, as far as the store speaks.
  package func lastPeriod(of kind: BriefingKind, today: Day) throws(Problem) -> BriefingPeriod {
    BriefingPeriod.lastEnded(kind.cadence, by: try lastDay(today))
  }

  func place(_ code: PlaceCode, today: Day, for visitor: Visitor?) throws(Problem) -> Place {
    try visitor?.demand(code, or: BriefingProblems.place)
    let place = try database.read { (connection) throws(Problem) in
      try PlaceStore.place(code, asOf: today, on: connection)
    }
    guard let place else { throw BriefingProblems.place }
    return place
  }

  /// Whether a link to a figure leads to a page that tells it.
  func tells(_ address: PageAddress, to visitor: Visitor) -> Bool {
    guard case .figures(.figure(let code, _)) = address else { return true }
    return figures.isBusiness(code, of: visitor.subject)
  }

  func children(of place: PlaceCode, today: Day) throws(Problem) -> [Place] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.children(of: place, asOf: today, on: connection)
    }
  }

  /// A briefing of a period, nil for the last one that has ended.
  /// **Problems**: `briefings.place.unknown`, `briefings.kind.unknown`, `briefings.period.unreadable`,
  /// `briefings.period.open`, `briefings.figures.loading`.
  package func briefing(
    _ code: String, of place: PlaceCode, _ period: String?, in language: Language, today: Day,
    for visitor: Visitor?
  ) throws(Problem) -> Briefing {
    let place = try self.place(place, today: today, for: visitor)
    let kinds = kinds(at: place.code, for: visitor)
    guard let kind = kinds.first(where: { $0.code == code }) else {
      throw BriefingProblems.kind(code, kinds.map(\.code))
    }
    let named = try named(period, kind, today)
    let below = try children(of: place.code, today: today).filter {
      visitor?.seesNumbers(of: $0.code) ?? true
    }
    var composer = BriefingComposer(try facts(kind, place, below, named, today), language)
    return composer.briefing()
  }

  private func named(
    _ text: String?, _ kind: BriefingKind, _ today: Day
  ) throws(Problem) -> BriefingPeriod {
    guard let text else { return try lastPeriod(of: kind, today: today) }
    guard let period = BriefingPeriod(text, kind.cadence) else {
      throw BriefingProblems.period(text, kind.cadence)
    }
    guard period.last <= today else {
      throw BriefingProblems.open(period, last: BriefingPeriod.lastEnded(kind.cadence, by: today))
    }
    return period
  }

  private func facts(
    _ kind: BriefingKind, _ place: Place, _ children: [Place], _ period: BriefingPeriod, _ today: Day
  ) throws(Problem) -> BriefingFacts {
    let places = [place.code] + children.map(\.code)
    // Both are asked for before one is waited for.
    let (now, before) = (try day(period.last, places), try day(period.dayBefore, places))
    guard let now, let before else { throw BriefingProblems.loading }
    let causes = subjects.first { $0.name == kind.line }?.causes.sorted()
    return try database.read { (connection) throws(Problem) in
      func counts(_ period: BriefingPeriod) throws(Problem) -> CaseCounts {
        let question = CaseCountStore.Question(place: place.code, period: period, causes: causes)
        return try CaseCountStore.counts(question, on: connection)
      }
      var history: [String: [KeptFigure]] = [:]
      for code in kind.trends {
        history[code] = try IndicatorStore.history(of: code, at: place.code, on: connection)
      }
      let last = try ScreeningStore.lastRun(on: connection)?.asOf
      return BriefingFacts(
        book: book, figures: figures, kind: kind, period: period, place: place, children: children, now: now,
        before: before, counted: try counts(period), countedBefore: try counts(period.before),
        history: history, dataUntil: last.flatMap { $0 < period.last ? $0 : nil })
    }
  }

  /// What was kept of a day stays as it was told; a day that was not kept is counted.
  private func day(_ day: Day, _ places: [PlaceCode]) throws(Problem) -> FigureDay? {
    let kept = try database.read { (connection) throws(Problem) in
      try IndicatorStore.kept(on: day, at: places, on: connection)
    }
    if let kept, kept.figures == figures.fingerprint {
      let nobody = IndicatorValue(exact: nil, untold: .nobodyKnown, rows: 0, unknown: 0)
      return FigureDay(day, keptAt: kept.at) { kept.value($0, at: $1) ?? nobody }
    }
    return try board(day).map { board in FigureDay(day) { board.value($0, at: $1) } }
  }
}

extension BriefingDesk {
  static let periodsShown = 6

  /// **Problems**: `briefings.place.unknown`.
  func list(_ place: PlaceCode?, today: Day, for visitor: Visitor) throws(Problem) -> BriefingList {
    let named = try self.place(place ?? visitor.place, today: today, for: visitor)
    var kinds: [(kind: BriefingKind, periods: [BriefingPeriod])] = []
    for kind in self.kinds(at: named.code, for: visitor) {
      var periods = [try lastPeriod(of: kind, today: today)]
      while periods.count < BriefingDesk.periodsShown { periods.append(periods[periods.count - 1].before) }
      kinds.append((kind, periods))
    }
    let children = try children(of: named.code, today: today)
    return BriefingList(
      place: named, top: visitor.place, kinds: kinds,
      below: children.filter { !self.kinds(at: $0.code, for: visitor).isEmpty })
  }
}

extension BriefingKind {
  /// The figures whose course it draws.
  fileprivate var trends: [String] {
    sections.compactMap { section in
      if case .chart(.trend(.figure(let code))) = section.content { return code }
      return nil
    }
  }
}
