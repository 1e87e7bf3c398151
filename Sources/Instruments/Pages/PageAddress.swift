// Every page that can be asked for: the one list that makes links and reads them back.

package import Kernel

/// A page. `link` writes its URL, `init(path:query:)` reads one; the two are inverse to each other.
package enum PageAddress: Equatable, Sendable {
  case home
  case place(PlaceCode, PlaceView)
  /// A household by its county (six digits) and its number there.
  case household(county: Int64, number: Int64)
  /// Identity numbers and telephone of a household whole, for a reason.
  case reveal(county: Int64, number: Int64)
  /// A household that a department opens outside its usual work, for a reason.
  case opening(county: Int64, number: Int64)
  /// The list of households at risk of a place as a sheet, for a reason; rule and filter of the view hold.
  case export(PlaceCode, PlaceView)
  /// The ledgers of a place: firms, projects, sites, policies.
  case placeLedgers(PlaceCode)
  /// One of them, by the name of its sheet.
  case placeLedger(PlaceCode, String, page: Int)
  case search(String, page: Int)
  case rules
  case rule(String)
  /// A rule tried with other values of its parameters, as they are written in their units.
  case trial(String, values: [String: String])
  case quality
  case quarantine(QuarantineView)
  /// What the ledger says wrongly.
  case ledger(LedgerAddress)
  /// What the city adds up to.
  case figures(FigureAddress)
  /// Signing in, one's own account, accounts, posts, the journal, the system.
  case door(DoorAddress)
  /// Clues, episodes, measures and visits.
  case monitoring(MonitoringAddress)
  /// How a place stands, how its people live.
  case cockpit(CockpitAddress)
  /// What is said of a period: dispatch pack, analysis, judgement sheet.
  case briefings(BriefingAddress)
  /// Photos and papers that show what was told.
  case evidence(EvidenceAddress)
  /// Who helps which household.
  case pairing(PairingAddress)
  /// What posts owe in which period.
  case duties(DutyAddress)
  /// What the reader is told.
  case messages(MessageAddress)
  /// The app for phones, and what they send.
  case field(FieldAddress)
  /// A file that never changes under its name, such as the stylesheet.
  case asset(String)

  /// The page of a URL whose path and query are still percent-coded; `lang` and unknown names are ignored.
  /// **Problems**: `pages.address.unknown` (404) for a path that is no page, `pages.address.parameter` (400)
  /// for a parameter that a page knows but can't read, `pages.query.encoding` (400).
  package init(path: String, query: String = "") throws(Problem) {
    let query = try PageQuery(reading: query)
    let parts = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).dropFirst()
    var words: [String] = []
    for part in parts {
      guard let word = PageQuery.decoded(part) else { throw PageAddress.unknown }
      words.append(word)
    }
    guard path.utf8.first == 0x2F, let page = try PageAddress.page(words, query) else {
      throw PageAddress.unknown
    }
    self = page
  }

  /// The URL, from the slash of the root.
  package var link: String { path + query.text }

  /// The same page with the language switched: what the switch in the top bar points to.
  package func link(in language: Language) -> String {
    var query = query
    query.add("lang", language.rawValue)
    return path + query.text
  }

  /// One part of the page, such as its table.
  package func part(_ part: StaticString) -> PageLink { PageLink(self, part) }

  package var path: String {
    switch self {
    case .home: "/"
    case .place(let code, _): "/places/\(code.short)"
    case .household(let county, let number): "/households/\(county)/\(number)"
    case .reveal(let county, let number): "/households/\(county)/\(number)/reveal"
    case .opening(let county, let number): "/households/\(county)/\(number)/opening"
    case .export(let code, _): "/places/\(code.short)/export"
    case .placeLedgers(let code): "/places/\(code.short)/ledgers"
    case .placeLedger(let code, let name, _): "/places/\(code.short)/ledgers/\(PageQuery.encoded(name))"
    case .search: "/search"
    case .rules: "/rules"
    case .rule(let name): "/rules/\(PageQuery.encoded(name))"
    case .trial(let name, _): "/rules/\(PageQuery.encoded(name))/trial"
    case .quality: "/quality"
    case .quarantine: "/quarantine"
    case .ledger(let ledger): ledger.path
    case .figures(let figures): figures.path
    case .door(let door): door.path
    case .monitoring(let monitoring): monitoring.path
    case .cockpit(let cockpit): cockpit.path
    case .briefings(let briefings): briefings.path
    case .evidence(let evidence): evidence.path
    case .pairing(let pairing): pairing.path
    case .duties(let duties): duties.path
    case .messages(let messages): messages.path
    case .field(let field): field.path
    case .asset(let name): "/assets/\(PageQuery.encoded(name))"
    }
  }

  private var query: PageQuery {
    var query = PageQuery()
    switch self {
    case .place(_, let view), .export(_, let view): view.write(into: &query)
    case .quarantine(let view): view.write(into: &query)
    case .ledger(let ledger): ledger.write(into: &query)
    case .figures(let figures): figures.write(into: &query)
    case .door(let door): door.write(into: &query)
    case .monitoring(let monitoring): monitoring.write(into: &query)
    case .cockpit(let cockpit): cockpit.write(into: &query)
    case .briefings(let briefings): briefings.write(into: &query)
    case .pairing(let pairing): pairing.write(into: &query)
    case .duties(let duties): duties.write(into: &query)
    case .field(let field): field.write(into: &query)
    case .search(let words, let page):
      if !words.isEmpty { query.add("q", words) }
      if page > 1 { query.add("page", String(page)) }
    case .placeLedger(_, _, let page): if page > 1 { query.add("page", String(page)) }
    case .trial(_, let values):
      for (name, value) in values.sorted(by: { $0.key < $1.key }) { query.add(name, value) }
    case .home, .household, .reveal, .opening, .placeLedgers, .rules, .rule, .quality, .evidence, .messages,
      .asset:
      break
    }
    return query
  }

  private static func page(_ words: [String], _ query: PageQuery) throws(Problem) -> PageAddress? {
    switch words.first {
    case "" where words.count == 1: return .home
    case "places" where words.count > 2 && words[2] == "ledgers": return try ledgers(words, query)
    case "places" where words.count == 2 || words.count == 3 && words[2] == "export":
      guard let code = PlaceCode(words[1]), code.short == words[1] else { return nil }
      let view = try PlaceView(reading: query)
      return words.count == 2 ? .place(code, view) : .export(code, view)
    case "households" where words.count == 3 || words.count == 4:
      if let household = household(words) { return household }
      return try MonitoringAddress(words, query).map(PageAddress.monitoring)
    case "search" where words.count == 1:
      return .search(try PageQuery.words(query["q"], "q"), page: try pageNumber(query))
    case "rules" where words.count == 1: return .rules
    case "rules" where words.count == 2: return isName(words[1]) ? .rule(words[1]) : nil
    case "rules" where words.count == 3 && words[2] == "trial":
      return isName(words[1]) ? .trial(words[1], values: try triedValues(query)) : nil
    case "quality" where words.count == 1: return .quality
    case "quarantine" where words.count == 1: return .quarantine(try QuarantineView(reading: query))
    case "ledger": return try LedgerAddress(Array(words.dropFirst()), query).map(PageAddress.ledger)
    case "figures": return try FigureAddress(Array(words.dropFirst()), query).map(PageAddress.figures)
    case "assets" where words.count == 2: return isName(words[1]) ? .asset(words[1]) : nil
    case "clues", "episodes", "measures", "difficulty", "registers", "month", "meetings", "reports",
      "views", "complaints", "notices":
      return try MonitoringAddress(words, query).map(PageAddress.monitoring)
    case "cockpit", "screen": return try CockpitAddress(words, query).map(PageAddress.cockpit)
    case "briefings":
      return try BriefingAddress(Array(words.dropFirst()), query).map(PageAddress.briefings)
    case "evidence": return EvidenceAddress(Array(words.dropFirst())).map(PageAddress.evidence)
    case "duties": return try DutyAddress(Array(words.dropFirst()), query).map(PageAddress.duties)
    case "messages": return MessageAddress(Array(words.dropFirst())).map(PageAddress.messages)
    case "helpers": return try PairingAddress(Array(words.dropFirst()), query).map(PageAddress.pairing)
    case "field": return try FieldAddress(Array(words.dropFirst()), query).map(PageAddress.field)
    default: return try DoorAddress(words, query).map(PageAddress.door)
    }
  }

  private static func ledgers(_ words: [String], _ query: PageQuery) throws(Problem) -> PageAddress? {
    guard let code = PlaceCode(words[1]), code.short == words[1] else { return nil }
    if words.count == 3 { return .placeLedgers(code) }
    guard words.count == 4, isName(words[3]) else { return nil }
    return .placeLedger(code, words[3], page: try pageNumber(query))
  }

  private static func household(_ words: [String]) -> PageAddress? {
    guard let county = wholeNumber(words[1], in: 100_000...999_999),
      let number = wholeNumber(words[2], in: 1...999_999_999_999_999_999)
    else { return nil }
    switch words.dropFirst(3).first {
    case nil: return .household(county: county, number: number)
    case "reveal": return .reveal(county: county, number: number)
    case "opening": return .opening(county: county, number: number)
    case "helper": return .pairing(.household(county: county, number: number))
    default: return nil
    }
  }

  /// What a form sends: an empty field is as good as none.
  private static func triedValues(_ query: PageQuery) throws(Problem) -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in query.items where name != "lang" && !value.isEmpty {
      guard isName(name), value.utf8.count <= 20, values.count < 20 else { throw parameter(name) }
      values[name] = value
    }
    return values
  }

  private static let unknown = Problem(
    "pages.address.unknown", .notFound, zh: "没有这个页面，可能是网址写错了，或者页面已经移走。",
    en: "There is no such page: the address may be mistyped, or the page has moved.")

  /// The refusal of a parameter that a page can't read.
  package static func parameter(_ name: String) -> Problem {
    Problem(
      "pages.address.parameter", .invalid, zh: "网址里的参数“\(name)”无法识别。",
      en: "The parameter “\(name)” of the address cannot be read.", details: ["parameter": name])
  }

  /// Digits only, without sign or leading zero, inside the range.
  package static func wholeNumber(_ text: String, in range: ClosedRange<Int64>) -> Int64? {
    guard let number = Int64(text), String(number) == text, range.contains(number) else { return nil }
    return number
  }

  static func pageNumber(_ query: PageQuery) throws(Problem) -> Int {
    guard let text = query["page"] else { return 1 }
    guard let number = wholeNumber(text, in: 1...1_000_000) else { throw parameter("page") }
    return Int(number)
  }

  /// Up to 64 letters, digits and `-_.`, the first a letter or digit: how rules, feeds and columns are named.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 0x2D, first != 0x2E, first != 0x5F, text.utf8.count <= 64
    else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
      default: false
      }
    }
  }
}

/// Where a link leads: a page, or one part of it.
package struct PageLink: Sendable {
  package let address: PageAddress
  let part: StaticString?

  package init(_ address: PageAddress, _ part: StaticString? = nil) {
    (self.address, self.part) = (address, part)
  }

  package var text: String { address.link + (part.map { "#\($0)" } ?? "") }
}
