// The pages of monitoring: lists of clues and episodes, one of each, and a household's own.

package import Kernel

/// A page about clues, episodes, measures or visits. **Shape**: numbers of cases are written `530602-17`.
package enum MonitoringAddress: Equatable, Sendable {
  case clues(WorkView)
  case clue(county: Int64, number: Int64)
  case episodes(WorkView)
  case episode(county: Int64, number: Int64)
  /// The form of one verb, such as `verify`, on a page of its own.
  case verb(county: Int64, number: Int64, String)
  /// An official paper of an episode, such as `notice`; as a page to print, or as a PDF.
  case paper(county: Int64, number: Int64, String, isPDF: Bool)
  /// A household's clues and episodes, and what can be begun there.
  case household(county: Int64, number: Int64)
  /// Telling of a sign of danger, and recording a visit.
  case report(county: Int64, number: Int64)
  case visit(county: Int64, number: Int64)
  case measures(WorkView)
  /// The reader's own saved views of these lists.
  case views
  case measure(county: Int64, number: Int64)
  /// A register of a place as a workbook, for a reason.
  case register(String, PlaceCode)
  /// The month's visits of a place: who was visited and who not.
  case month(MonthView)
  /// The month's judgement meeting of a county or township, and its minutes to print.
  case meeting(PlaceCode, WorkMonth)
  case minutes(PlaceCode, WorkMonth, isPDF: Bool)
  /// What people told of themselves that fits no household of the register.
  case waitingReports(WorkView)
  /// One of these; what is looked for in the register to match it.
  case waitingReport(county: Int64, number: Int64, search: String)
  /// Where anybody tells of a difficulty, and asks later by the code what came of it.
  case difficulty
  case difficultyState
  /// Reports of which somebody complained, for the level above who is late.
  case complaints(WorkView)
  /// The notices that hang in a village now, or the places below one that lead there; nil for the city.
  case notices(PlaceCode?)

  var path: String {
    switch self {
    case .clues: "/clues"
    case .clue(let county, let number): "/clues/\(county)-\(number)"
    case .episodes: "/episodes"
    case .episode(let county, let number): "/episodes/\(county)-\(number)"
    case .verb(let county, let number, let verb): "/episodes/\(county)-\(number)/\(PageQuery.encoded(verb))"
    case .paper(let county, let number, let name, let isPDF):
      "/episodes/\(county)-\(number)/papers/\(PageQuery.encoded(name))\(isPDF ? ".pdf" : "")"
    case .household(let county, let number): "/households/\(county)/\(number)/monitoring"
    case .report(let county, let number): "/households/\(county)/\(number)/report"
    case .visit(let county, let number): "/households/\(county)/\(number)/visit"
    case .measures: "/measures"
    case .views: "/views"
    case .measure(let county, let number): "/measures/\(county)-\(number)"
    case .month: "/month"
    case .meeting(let place, let month): "/meetings/\(place.short)/\(month)"
    case .minutes(let place, let month, let isPDF):
      "/meetings/\(place.short)/\(month)/minutes\(isPDF ? ".pdf" : "")"
    case .waitingReports: "/reports"
    case .waitingReport(let county, let number, _): "/reports/\(county)-\(number)"
    case .difficulty: "/difficulty"
    case .difficultyState: "/difficulty/state"
    case .complaints: "/complaints"
    case .notices(let place): "/notices\(place.map { "/\($0.short)" } ?? "")"
    case .register(let name, let place): "/registers/\(PageQuery.encoded(name))/\(place.short)"
    }
  }

  func write(into query: inout PageQuery) {
    switch self {
    case .clues(let view), .episodes(let view), .measures(let view), .waitingReports(let view),
      .complaints(let view):
      view.write(into: &query)
    case .month(let view): view.write(into: &query)
    case .waitingReport(_, _, let search): if !search.isEmpty { query.add("q", search) }
    default: break
    }
  }

  /// The page of a path's words; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    let found: MonitoringAddress?
    switch words.first {
    case "clues":
      found = try MonitoringAddress.listed(words, query, MonitoringAddress.clues) {
        .clue(county: $0, number: $1)
      }
    case "views" where words.count == 1: found = .views
    case "episodes": found = try MonitoringAddress.episode(words, query)
    case "month" where words.count == 1: found = .month(try MonthView(reading: query))
    case "meetings": found = MonitoringAddress.meeting(words)
    case "reports":
      let search = try PageQuery.words(query["q"], "q")
      found = try MonitoringAddress.listed(words, query, MonitoringAddress.waitingReports) {
        .waitingReport(county: $0, number: $1, search: search)
      }
    case "difficulty" where words.count == 1: found = .difficulty
    case "difficulty" where words.count == 2 && words[1] == "state": found = .difficultyState
    case "complaints" where words.count == 1: found = .complaints(try WorkView(reading: query))
    case "notices": found = MonitoringAddress.notices(words)
    case "measures":
      found = try MonitoringAddress.listed(words, query, MonitoringAddress.measures) {
        .measure(county: $0, number: $1)
      }
    case "households" where words.count == 4: found = MonitoringAddress.household(words)
    case "registers" where words.count == 3 && PageAddress.isName(words[1]):
      found = PlaceCode(words[2]).flatMap { $0.short == words[2] ? .register(words[1], $0) : nil }
    default: found = nil
    }
    guard let found else { return nil }
    self = found
  }

  private static func listed(
    _ words: [String], _ query: PageQuery, _ list: (WorkView) -> MonitoringAddress,
    one: (Int64, Int64) -> MonitoringAddress
  ) throws(Problem) -> MonitoringAddress? {
    if words.count == 1 { return list(try WorkView(reading: query)) }
    guard words.count == 2, let (county, number) = caseNumber(words[1]) else { return nil }
    return one(county, number)
  }

  private static func episode(_ words: [String], _ query: PageQuery) throws(Problem) -> MonitoringAddress? {
    guard words.count > 2 else {
      return try listed(words, query, MonitoringAddress.episodes) { .episode(county: $0, number: $1) }
    }
    guard let (county, number) = caseNumber(words[1]) else { return nil }
    if words.count == 3, PageAddress.isName(words[2]) {
      return .verb(county: county, number: number, words[2])
    }
    guard words.count == 4, words[2] == "papers" else { return nil }
    let isPDF = words[3].hasSuffix(".pdf")
    let name = isPDF ? String(words[3].dropLast(4)) : words[3]
    return PageAddress.isName(name)
      ? .paper(county: county, number: number, name, isPDF: isPDF) : nil
  }

  private static func notices(_ words: [String]) -> MonitoringAddress? {
    guard words.count == 2 else { return words.count == 1 ? .notices(nil) : nil }
    guard let place = PlaceCode(words[1]), place.short == words[1], place.level <= .village
    else { return nil }
    return .notices(place)
  }

  private static func meeting(_ words: [String]) -> MonitoringAddress? {
    guard (3...4).contains(words.count), let place = PlaceCode(words[1]), place.short == words[1],
      let month = WorkMonth(words[2])
    else { return nil }
    switch words.dropFirst(3).first {
    case nil: return .meeting(place, month)
    case "minutes": return .minutes(place, month, isPDF: false)
    case "minutes.pdf": return .minutes(place, month, isPDF: true)
    default: return nil
    }
  }

  private static func household(_ words: [String]) -> MonitoringAddress? {
    guard let county = PageAddress.wholeNumber(words[1], in: 100_000...999_999),
      let number = PageAddress.wholeNumber(words[2], in: 1...999_999_999_999_999_999)
    else { return nil }
    switch words[3] {
    case "monitoring": return .household(county: county, number: number)
    case "report": return .report(county: county, number: number)
    case "visit": return .visit(county: county, number: number)
    default: return nil
    }
  }

  static func caseNumber(_ text: String) -> (Int64, Int64)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let county = PageAddress.wholeNumber(parts[0], in: 100_000...999_999),
      let number = PageAddress.wholeNumber(parts[1], in: 1...Int64.max)
    else { return nil }
    return (county, number)
  }
}
