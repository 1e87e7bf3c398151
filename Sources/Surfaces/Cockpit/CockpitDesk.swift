// What the pages of the cockpit are made of: figures, cases, places, and the measures of living.

import Access
package import Database
package import Indicators
package import Kernel
import Registry
package import Screening
import Synchronization
package import Wellbeing

/// Reads everything that a page needs, within what its visitor may see.
package final class CockpitDesk: Sendable {
  let book: CockpitBook
  private let database: Database
  private let figures: @Sendable () throws(Problem) -> IndicatorBoard?
  private let earlier: @Sendable (Day) throws(Problem) -> IndicatorBoard?
  private let city: @Sendable () throws(Problem) -> City?
  private let measures: WellbeingBook
  private let kept = Mutex<WellbeingSurvey?>(nil)

  /// - Parameters:
  ///   - figures: The figures as they stand; nil while they are counted the first time.
  ///   - earlier: Those of a day before, to tell what moved; nil while they are counted.
  ///   - city: The columns that the measures of living are taken of; nil while they are loaded.
  package init(
    _ database: Database, book: CockpitBook, measures: WellbeingBook,
    figures: @escaping @Sendable () throws(Problem) -> IndicatorBoard?,
    earlier: @escaping @Sendable (Day) throws(Problem) -> IndicatorBoard?,
    city: @escaping @Sendable () throws(Problem) -> City?
  ) {
    (self.database, self.book, self.measures) = (database, book, measures)
    (self.figures, self.earlier, self.city) = (figures, earlier, city)
  }

  /// The board of a place. **Problems**: `cockpit.place.unknown`, `cockpit.figures.loading`,
  /// `cockpit.place.few`.
  func board(
    _ place: PlaceCode, rankedBy figure: String?, for visitor: Visitor
  ) throws(Problem) -> CockpitBoard {
    try admit(visitor, to: place)
    guard let figures = try figures() else { throw CockpitProblems.loading }
    let ranking = try self.ranking(figure)
    let names = try names(of: place, asOf: figures.asOf)
    let before = try earlier(figures.asOf.adding(months: -1))
    return try database.read { (connection) throws(Problem) in
      let flow = try CaseFlowStore.flow(
        in: place, until: figures.asOf, months: 12,
        cluster: (households: book.clusterHouseholds, days: book.clusterDays), on: connection)
      var villages: [PlaceCode: String] = [:]
      for cluster in flow.clusters.prefix(5) {
        villages[cluster.village] = try PlaceStore.place(cluster.village, asOf: figures.asOf, on: connection)?
          .name
      }
      return CockpitBoard(
        book: book, figures: figures, before: before, path: names.path, top: visitor.place,
        children: names.children, flow: flow,
        ranking: ranking,
        villages: villages)
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
    let survey = try survey()
    let names = try names(of: place, asOf: survey.asOf)
    let children = names.children.map(\.code)
    return WellbeingPage(
      path: names.path, top: visitor.place, asOf: survey.asOf, book: measures,
      own: survey.measures(of: place, below: children),
      children: names.children.map { ($0, survey.measures(of: $0.code, below: [])) })
  }

  /// Taken anew where the city has moved on.
  private func survey() throws(Problem) -> WellbeingSurvey {
    guard let city = try city() else {
      guard let known = kept.withLock({ $0 }) else { throw CockpitProblems.loading }
      return known
    }
    return try kept.withLock { (kept) throws(Problem) in
      if let kept, kept.isOf(city) { return kept }
      let survey = try WellbeingSurvey(measures, over: city)
      kept = survey
      return survey
    }
  }

  /// A department sees no numbers of single villages: they stand for too few households.
  private func admit(_ visitor: Visitor, to place: PlaceCode) throws(Problem) {
    try visitor.demand(.placeRead)
    try visitor.demand(place, or: CockpitProblems.noPlace)
    guard visitor.may(.householdRead) && visitor.subject == nil || place.level < .village else {
      throw CockpitProblems.tooFew
    }
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
  /// A month before; nil while it is counted.
  let before: IndicatorBoard?
  /// From the city down to the place.
  let path: [Place]
  /// The reader's own place.
  let top: PlaceCode
  let children: [Place]
  let flow: CaseFlow
  let ranking: CockpitBook.Ranking
  /// Names of the villages of clusters.
  let villages: [PlaceCode: String]

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
