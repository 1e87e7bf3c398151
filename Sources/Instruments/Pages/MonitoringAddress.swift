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
  case measure(county: Int64, number: Int64)
  /// A register of a place as a workbook, for a reason.
  case register(String, PlaceCode)
  /// Where anybody tells of a difficulty, and asks later by the code what came of it.
  case difficulty
  case difficultyState

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
    case .measure(let county, let number): "/measures/\(county)-\(number)"
    case .difficulty: "/difficulty"
    case .difficultyState: "/difficulty/state"
    case .register(let name, let place): "/registers/\(PageQuery.encoded(name))/\(place.short)"
    }
  }

  func write(into query: inout PageQuery) {
    switch self {
    case .clues(let view), .episodes(let view), .measures(let view): view.write(into: &query)
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
    case "episodes": found = try MonitoringAddress.episode(words, query)
    case "difficulty" where words.count == 1: found = .difficulty
    case "difficulty" where words.count == 2 && words[1] == "state": found = .difficultyState
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

/// Which rows a list of work shows. **Shape**: names and values of filters are letters, digits and `-_.`.
package struct WorkView: Equatable, Sendable {
  package static let names = [
    "state", "step", "chain", "type", "risk", "cause", "severity", "late", "subject",
  ]

  /// Nil for the reader's own place.
  package var place: PlaceCode?
  /// Empty values are left out.
  package var choices: [String: String]
  package var page: Int

  package init(place: PlaceCode? = nil, _ choices: [String: String] = [:], page: Int = 1) {
    self.place = place
    (self.choices, self.page) = (choices.filter { !$0.value.isEmpty }, page)
  }

  package subscript(name: String) -> String? { choices[name] }

  /// **Problems**: `pages.address.parameter`.
  init(reading query: PageQuery) throws(Problem) {
    var choices: [String: String] = [:]
    for name in WorkView.names {
      guard let value = query[name], !value.isEmpty else { continue }
      guard PageAddress.isName(value) else { throw PageAddress.parameter(name) }
      choices[name] = value
    }
    var place: PlaceCode?
    if let text = query["place"], !text.isEmpty {
      guard let code = PlaceCode(text) else { throw PageAddress.parameter("place") }
      place = code
    }
    self.init(place: place, choices, page: try PageAddress.pageNumber(query))
  }

  func write(into query: inout PageQuery) {
    if let place { query.add("place", place.short) }
    for name in WorkView.names { if let value = choices[name] { query.add(name, value) } }
    if page > 1 { query.add("page", String(page)) }
  }
}
