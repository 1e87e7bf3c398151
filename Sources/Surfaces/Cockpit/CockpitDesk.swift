// What the pages of the cockpit are made of: figures, cases, places, and the measures of living.

import Access
package import Database
import Dispatch
package import Indicators
package import Kernel
import Pages
import Registry
package import Screening
import Synchronization
package import Wellbeing

/// What a running server holds for the cockpit.
package struct CockpitSources: Sendable {
  /// The figures and whether they are of the register as it stands; nil while they are first counted.
  let figures: @Sendable () throws(Problem) -> (board: IndicatorBoard, isCurrent: Bool)?
  /// Those of a day before, to tell what moved; nil while they are counted.
  let earlier: @Sendable (Day) throws(Problem) -> IndicatorBoard?
  /// Some figures at the ends of months, as far as they were counted, and which are being renewed.
  let slices: @Sendable (Set<String>, [Day]) throws(Problem) -> FigureSlices
  /// The columns that the measures of living are taken of; nil while they are loaded.
  let city: @Sendable () throws(Problem) -> CockpitCity?

  package init(
    figures: @escaping @Sendable () throws(Problem) -> (board: IndicatorBoard, isCurrent: Bool)?,
    earlier: @escaping @Sendable (Day) throws(Problem) -> IndicatorBoard?,
    slices: @escaping @Sendable (Set<String>, [Day]) throws(Problem) -> FigureSlices,
    city: @escaping @Sendable () throws(Problem) -> CockpitCity?
  ) {
    (self.figures, self.earlier, self.slices, self.city) = (figures, earlier, slices, city)
  }
}

/// Figures by day; days among them that are of the register as it was before, and being counted anew.
package typealias FigureSlices = (slices: [Day: FigureSlice], renewing: Set<Day>)

/// A city in memory with the state of the register and the last touch of cases that it shows.
package struct CockpitCity: Sendable {
  let city: City
  let state: String
  let cases: Int64

  package init(_ city: City, state: String, cases: Int64) {
    (self.city, self.state, self.cases) = (city, state, cases)
  }
}

/// Reads everything that a page needs, within what its visitor may see.
package final class CockpitDesk: Sendable {
  let book: CockpitBook
  private let figures: IndicatorBook
  private let database: Database
  private let sources: CockpitSources
  private let measures: WellbeingBook
  private let living: LivingDesk
  private let history = Mutex<FollowedHistory?>(nil)

  package init(
    _ database: Database, book: CockpitBook, figures: IndicatorBook, measures: WellbeingBook,
    sources: CockpitSources,
    later: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = { work in
      DispatchQueue.global(qos: .utility).async(execute: work)
    }
  ) {
    (self.database, self.book, self.figures) = (database, book, figures)
    (self.measures, self.sources) = (measures, sources)
    living = LivingDesk(measures, later: later)
  }

  /// Takes what the first reader would wait for.
  package func prepare(_ today: Day) {
    if let figures = try? sources.figures()?.board {
      _ = try? sources.slices(Set(book.followed), FigureCourse.ends(until: figures.asOf))
      _ = try? database.read { (connection) throws(Problem) in
        try self.flow(of: nil, asOf: figures.asOf, today: today, on: connection)
      }
    }
    if let city = try? sources.city() { living.prepare(city) }
  }

  /// The board of a place. **Problems**: `cockpit.place.unknown`, `cockpit.figures.loading`,
  /// `cockpit.place.few`.
  func board(
    _ place: PlaceCode, rankedBy figure: String?, today: Day, for visitor: Visitor
  ) throws(Problem) -> CockpitBoard {
    try admit(visitor, to: place)
    guard let (figures, isCurrent) = try sources.figures() else { throw CockpitProblems.loading }
    let ranking = try self.ranking(figure)
    let names = try names(of: place, asOf: figures.asOf)
    let before = try sources.earlier(figures.asOf.adding(months: -1))
    let slices = try sources.slices(Set(book.followed), FigureCourse.ends(until: figures.asOf))
    return try database.read { (connection) throws(Problem) in
      let flow = try flow(of: place, asOf: figures.asOf, today: today, on: connection)
      var spots: [PlaceCode: Place] = [:]
      for cluster in flow.clusters.prefix(5) {
        let spot = CockpitDesk.spot(of: cluster, for: visitor)
        spots[cluster.village] = try PlaceStore.place(spot, asOf: figures.asOf, on: connection)
      }
      return CockpitBoard(
        book: book, figures: figures, isCurrent: isCurrent, before: before,
        course: try FigureCourse(of: book.followed, at: place, figures, slices: slices, on: connection),
        path: names.path, top: visitor.place,
        children: names.children.filter { visitor.seesNumbers(of: $0.code) }, flow: flow, ranking: ranking,
        spots: spots)
    }
  }

  /// Where a cluster is told to be: who sees no numbers of single villages is told the township.
  private static func spot(of cluster: CaseFlow.Cluster, for visitor: Visitor) -> PlaceCode {
    visitor.seesNumbers(of: cluster.village)
      ? cluster.village : cluster.village.ancestor(at: .township) ?? cluster.village
  }

  /// Follows the households whose cases changed; counts all of them where they are too many, or where a step
  /// was taken on a day behind those that are told: cases go on after the last screening.
  /// **Shape**: without months where no place is named.
  private func flow(
    of place: PlaceCode?, asOf day: Day, today: Day, on connection: Connection
  ) throws(Problem) -> CaseFlow {
    try history.withLock { (history) throws(Problem) in
      var known = history?.screened == day ? history : nil
      // What is changed in place is not held twice.
      history = nil
      if try known?.follow(today: today, on: connection) != true {
        known = try FollowedHistory(screened: day, today: today, freshDays: book.clusterDays, on: connection)
      }
      history = known
      guard let place, let known else { return CaseFlow(asOf: day, months: []) }
      return known.history.flow(of: place, cluster: book.clusterHouseholds)
    }
  }

  private func ranking(_ figure: String?) throws(Problem) -> CockpitBook.Ranking {
    guard let figure else { return book.rankings[0] }
    guard let known = book.rankings.first(where: { $0.figure == figure }) else {
      throw CockpitProblems.noRanking(figure, book.rankings.map(\.figure))
    }
    return known
  }

  /// The measures of a place. **Problems**: as `board`.
  func wellbeing(_ place: PlaceCode, for visitor: Visitor) throws(Problem) -> WellbeingPage {
    try admit(visitor, to: place)
    if let subject = visitor.subject, !subject.seesIncome { throw CockpitProblems.noIncome }
    guard let (survey, isCurrent) = try living.survey(sources.city()) else { throw CockpitProblems.loading }
    let names = try names(of: place, asOf: survey.asOf)
    return WellbeingPage(
      path: names.path, top: visitor.place, asOf: survey.asOf, isCurrent: isCurrent, book: measures,
      own: survey.measures(of: place),
      children: names.children.filter { visitor.seesNumbers(of: $0.code) }
        .map { ($0, survey.measures(of: $0.code)) })
  }

  private func admit(_ visitor: Visitor, to place: PlaceCode) throws(Problem) {
    try visitor.demand(.placeRead)
    try visitor.demand(place, or: CockpitProblems.noPlace)
    guard visitor.seesNumbers(of: place) else { throw CockpitProblems.tooFew }
  }

  /// Whether a link to a figure leads to a page that tells it: a department is told those of its own data.
  func tells(_ address: PageAddress, to visitor: Visitor) -> Bool {
    guard case .figures(.figure(let code, _)) = address else { return true }
    return figures.isBusiness(code, of: visitor.subject)
  }

  private func names(
    of place: PlaceCode, asOf day: Day
  ) throws(Problem) -> (path: [Place], children: [Place]) {
    try database.read { (connection) throws(Problem) in
      let path = try PlaceStore.path(of: place, asOf: day, on: connection)
      guard path.last?.code == place else { throw CockpitProblems.noPlace }
      guard place.level < .village else { return (path, []) }
      return (path, try PlaceStore.children(of: place, asOf: day, on: connection))
    }
  }
}

/// One place's numbers, made ready to be laid out.
struct CockpitBoard: Sendable {
  let book: CockpitBook
  let figures: IndicatorBoard
  /// Whether the figures are of the register as it stands.
  let isCurrent: Bool
  /// A month before; nil while it is counted.
  let before: IndicatorBoard?
  let course: FigureCourse
  /// From the city down to the place.
  let path: [Place]
  /// The reader's own place.
  let top: PlaceCode
  let children: [Place]
  let flow: CaseFlow
  let ranking: CockpitBook.Ranking
  /// By the village of a cluster: where its reader is told that it is.
  let spots: [PlaceCode: Place]

  var place: Place {
    guard let place = path.last else { preconditionFailure("a board is that of a place") }
    return place
  }

  func indicator(_ code: String) -> Indicator {
    guard let indicator = figures.book.indicator(code) else {
      preconditionFailure("the file names figures that there are")
    }
    return indicator
  }

  func value(_ code: String, at place: PlaceCode? = nil) -> IndicatorValue {
    figures.value(indicator(code), at: place ?? self.place.code)
  }
}

enum CockpitProblems {
  static let noPlace = Problem(
    "cockpit.place.unknown", .notFound, zh: "没有这个地区，或不在您的管辖范围内。",
    en: "There is no such place, or it is outside of yours.")

  static let loading = Problem(
    "cockpit.figures.loading", .unavailable, zh: "全市数据正在载入内存，请稍候一分钟再刷新。",
    en: "The city is being loaded; please reload within a minute.")

  static let tooFew = Problem(
    "cockpit.place.few", .notPermitted, zh: "村一级的数字涉及户数太少，不对您的岗位显示。",
    en: "Numbers of single villages stand for too few households to be shown to your post.")

  static let noIncome = Problem(
    "cockpit.income", .notPermitted, zh: "您的岗位不处理收入数据，不能查看这一页。",
    en: "Your post does not handle incomes and cannot open this page.")

  static func noRanking(_ figure: String, _ known: [String]) -> Problem {
    Problem(
      "cockpit.ranking.unknown", .invalid,
      zh: "不能按“\(figure)”排名；可选：\(known.joined(separator: "、"))。",
      en: "Places are not ranked by \(figure); there are \(known.joined(separator: ", ")).")
  }
}
