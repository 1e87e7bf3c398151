// What belongs to a neighbour: refused like what there is not, and in no page, list, search or sheet.
import Access
import Dashboards
import Database
import Foundation
import Hummingbird
import Kernel
import LedgerTruth
import Monitoring
import Pages
import Registry
import Rules
import Screening
import Simulation
import Snapshots
import Synchronization
import Testing

@Suite struct NeighbourTests {
  private let folder: WorkFolder
  private let database: Database
  private let source: StoreSource
  private let monitoring: Monitoring
  private let ledger: LedgerDesk
  private let result: ScreeningResult
  private let city: City
  /// Two villages of one county, and their counties.
  private let own: PlaceCode
  private let other: PlaceCode

  private static let folders = Atomic<Int>(0)

  init() throws {
    let number = NeighbourTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("neighbour-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 31, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let library = try Project.rules()
    let found = try Screener(library).run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(found, by: Project.act, as: nil, on: connection)
    }
    source = StoreSource(database, library: library)
    monitoring = try Project.monitoring(database)
    ledger = try Project.ledger(database)
    (result, city) = (found, found.city)
    let masks = found.masks()
    let risky = masks.indices.filter { masks[$0] & found.riskBits != 0 }
    let villages = Set(
      risky.compactMap { PlaceCode(number: found.city.places[$0])?.ancestor(at: .village) }
    ).sorted()
    let first = try #require(villages.first { one in villages.count { $0.county == one.county } > 1 })
    own = first
    other = try #require(villages.first { $0.county == first.county && $0 != first })
  }

  private func households(in place: PlaceCode) -> [(county: Int64, number: Int64)] {
    city.rows(in: place).map { (city.places[$0] / 1_000_000_000, city.numbers[$0]) }
  }

  /// Posts that see one village, one township or one county, and departments of that county.
  private func posts(at village: PlaceCode) throws -> [Visitor] {
    let county = try #require(village.ancestor(at: .county))
    return [
      Posts.visitor("village", at: village), Posts.visitor("grid_officer", at: village),
      Posts.visitor("township", at: try #require(village.ancestor(at: .township))),
      Posts.visitor("county_office", at: county), Posts.visitor("county_department", at: county, "water"),
      Posts.visitor("insurer", at: county, "insurance"), Posts.visitor("reviewer", at: county),
    ]
  }

  /// All addresses that say anything of a place or of a household.
  private func addresses(of place: PlaceCode, _ home: (county: Int64, number: Int64)) -> [PageAddress] {
    [
      .place(place, .plain), .place(place, PlaceView(sort: "hit", isDescending: true)),
      .place(place, PlaceView(rule: "low_income")), .place(place, PlaceView(candidatesOnly: true, page: 2)),
      .export(place, .plain), .household(county: home.county, number: home.number),
      .opening(county: home.county, number: home.number), .reveal(county: home.county, number: home.number),
      .ledger(.list(LedgerView(place: place))), .figures(.list(FigureView(place: place))),
      .figures(.figure("under7000", FigureView(place: place))), .placeLedgers(place),
      .placeLedger(place, "projects", page: 1),
    ]
  }

  @Test func whatIsOutsideIsRefusedAsIfItWereNotThere() async throws {
    let far = try #require(city.countyRanges.first { $0.0 != own.county && !$0.1.isEmpty })
    let distant = try #require(PlaceCode(number: city.places[far.1.lowerBound])?.ancestor(at: .village))
    let nowhere = Posts.code("530699999999")
    for (place, reach) in [(other, PlaceLevel.village), (distant, .county)] {
      let home = try #require(households(in: place).first)
      for post in try posts(at: own) where post.place.level >= reach && !post.sees(place) {
        let reader = Reader(source, monitoring, ledger: ledger, as: post)
        let absent = addresses(of: nowhere, (home.county, 999_999_999_999))
        for (there, absent) in zip(addresses(of: place, home), absent) {
          let (real, none) = (try await reader.get(there.link), try await reader.get(absent.link))
          #expect(real.status == none.status && real.body == none.body, "\(post.role.name) \(there.link)")
          #expect([403, 404].contains(real.status))
          let reason = "reason=%E6%A0%B8%E5%AE%9E%E6%83%85%E5%86%B5"
          let (sent, void) = (
            try await reader.post(there.link, reason), try await reader.post(absent.link, reason)
          )
          #expect(sent.status == void.status && sent.body == void.body, "\(post.role.name) \(there.link)")
        }
        for group in try #require(Set(city.rows(in: place).map { city.places[$0] })).sorted().prefix(2) {
          let code = try #require(PlaceCode(number: group))
          #expect(try await reader.get(PageAddress.place(code, .plain).link).status == 404)
        }
      }
    }
  }

  /// Every page that links lead to, with the search field and the sheet asked too.
  private func crawl(_ post: Visitor, searching words: [String]) async throws -> [String: String] {
    let reader = Reader(source, monitoring, ledger: ledger, as: post)
    var open = ["/"] + words.map { PageAddress.search($0, page: 1).link }
    if post.may(.ledgerRead) { open += ["/ledger", "/ledger/rules"] }
    if post.may(.householdExport) {
      let sheet = try await reader.post(PageAddress.export(post.place, .plain).link, "reason=check+it")
      open.append("/quality")
      var pages = try await read(&open, reader)
      pages["sheet"] = sheet.body
      return pages
    }
    return try await read(&open, reader)
  }

  private func read(_ open: inout [String], _ reader: Reader) async throws -> [String: String] {
    var pages: [String: String] = [:]
    var seen = Set(open)
    while let path = open.popLast(), seen.count < 900 {
      let (status, body) = try await reader.get(path)
      // Links of a page may lead to what the post lacks permission for, never to what there is not.
      #expect([200, 403].contains(status), "\(path)")
      pages[path] = body
      for part in body.components(separatedBy: "href=\"").dropFirst() {
        let link = part.prefix { $0 != "\"" }.replacingOccurrences(of: "&amp;", with: "&")
        // One figure of a place is like the next: what they show is looked through by their own tests.
        let isFigure = link.hasPrefix("/figures/") && !link.hasPrefix("/figures/under7000")
        // Nor is one ranking of the same places another page.
        if isDoor(link) || isFigure || link.hasPrefix("/briefings/") || link.contains("?by=") { continue }
        let target = String(link.prefix { $0 != "#" })
        if target.hasPrefix("/"), !target.contains("lang="), !target.contains("sort="),
          !target.hasPrefix("/assets"), seen.insert(target).inserted
        {
          open.append(target)
        }
      }
    }
    return pages
  }

  @Test func nothingOfANeighbouringVillageIsInAnyPageThatCanBeReached() async throws {
    for (mine, theirs) in [(own, other), (other, own)] {
      for post in try posts(at: mine).prefix(2) { try await scan(post, for: theirs) }
    }
  }

  @Test func nothingOfANeighbouringCountyIsInAnyPageThatCanBeReached() async throws {
    let county = try #require(own.ancestor(at: .county))
    let far = try #require(city.countyRanges.last { $0.0 != county.county && !$0.1.isEmpty })
    let distant = try #require(PlaceCode(number: far.0 * 1_000_000_000))
    for role in ["county_office", "reviewer"] {
      try await scan(Posts.visitor(role, at: county), for: distant)
    }
    try await scan(Posts.visitor("county_department", at: county, "medical"), for: distant)
  }

  /// Looks for names, numbers and links of a place in all that a post reaches from its home, by searches for
  /// them and by the sheet.
  private func scan(_ post: Visitor, for theirs: PlaceCode) async throws {
    let names = Set(city.rows(in: post.place).flatMap { members(of: $0) })
    let strangers = Set(city.rows(in: theirs).flatMap { members(of: $0) }).sorted().filter { name in
      name.count > 2 && !names.contains { $0.contains(name) }
    }
    let numbers = households(in: theirs).map { String($0.number) }
    #expect(!strangers.isEmpty && !numbers.isEmpty)
    let words = strangers.prefix(3) + numbers.prefix(3) + [String(names.sorted()[0].prefix(1)), "村", "组"]
    let pages = try await crawl(post, searching: Array(words))
    #expect(pages.count > 10, "\(post.role.name)")
    for (path, body) in pages {
      // What was searched for stands in the page of the search itself.
      let asked = path.hasPrefix("/search") ? Array(words) : []
      for name in strangers where !asked.contains(name) {
        #expect(!body.contains(">\(name)") && !body.contains("\(name)<"), "\(path) \(name)")
      }
      for number in numbers {
        #expect(!body.contains(">\(number)<") && !body.contains("/\(number)\""), "\(path) \(number)")
      }
      #expect(!body.contains("/places/\(theirs.short)"), "\(path)")
    }
    guard post.may(.householdSearch) else { return }
    for word in strangers.prefix(5) {
      let page = try await source.search(word, page: 1, for: post)
      #expect(page.hits.isEmpty && page.position.total == 0 && page.places.isEmpty)
    }
  }

  @Test func whoSeesNoHouseholdSeesNoSmallNumber() async throws {
    let county = try #require(own.ancestor(at: .county))
    let reviewer = Posts.visitor("reviewer", at: county)
    let page = try await source.place(own, view: .plain, for: reviewer)
    #expect(page.households == nil && page.hidesGroups == page.children.isEmpty)
    let all = try await source.place(own, view: .plain, for: Posts.office)
    let isSmall = all.children.contains { child in
      ([child.counts.households, child.counts.hit] + child.counts.byRule).contains { (1..<5).contains($0) }
    }
    #expect(isSmall && page.hidesGroups)
    let group = try #require(all.children.first?.place.code)
    let reader = Reader(source, monitoring, as: reviewer)
    #expect(try await reader.get(PageAddress.place(group, .plain).link).status == 403)
    #expect(try await reader.get("/search?q=a").status == 403)
  }

  private func members(of row: Int) -> [String] {
    city.memberRows(of: row..<row + 1).map { city.personNames[$0] }
  }

  @Test func aSearchCountsOnlyWhatTheVisitorSees() async throws {
    let mirror = CityMirror(database)
    try mirror.load(asOf: Project.asOf)
    let quick = StoreSource(database, library: try Project.rules(), mirror: mirror)
    for post in try posts(at: own) where post.may(.householdSearch) {
      for part in ["王", "李", "小", "a"] {
        let expected = city.memberRows(of: city.rows(in: post.place)).count {
          city.personNames[$0].lowercased().contains(part)
        }
        let slow = try await source.search(part, page: 1, for: post)
        #expect(slow.position.total == expected, "\(post.role.name) \(part)")
        #expect(try await quick.search(part, page: 1, for: post).position.total == expected)
      }
      let outside = try #require(households(in: other).first?.number)
      let found = try await source.search(String(outside), page: 1, for: post)
      #expect(found.hits.isEmpty == !post.sees(other) && found.position.total == found.hits.count)
    }
  }

  @Test func addressesNumbersAndIdentityNumbersFindHouseholds() async throws {
    let row = try #require(city.rows(in: own).first { !members(of: $0).isEmpty })
    let group = try #require(PlaceCode(number: city.places[row]))
    let names = try database.read { (connection) throws(Problem) in
      try PlaceStore.path(of: group, asOf: Project.asOf, on: connection).map(\.name)
    }
    let member = members(of: row)[0]
    let (county, number) = (group.county, city.numbers[row])
    let record = try database.read { (connection) throws(Problem) in
      try HouseholdQueryStore.household(
        county: county, number: number, asOf: Project.asOf, on: connection)
    }
    let citizen = try #require(record?.members.first?.citizen.text)
    let village = Posts.visitor("village", at: own)
    for words in ["\(names[3]) \(member)", "\(names[3])，\(member)", citizen, String(number)] {
      let page = try await source.search(words, page: 1, for: village)
      #expect(page.hits.contains { $0.number == number }, "\(words)")
      let none = try await source.search(words, page: 1, for: Posts.visitor("village", at: other))
      #expect(!none.hits.contains { $0.number == number })
    }
    let places = try await source.search(names[3], page: 1, for: village).places
    #expect(places.contains { $0.map(\.code) == [own] })
    #expect(
      try await source.search("\(names[3]) \(names[4])", page: 1, for: village).places.contains {
        $0.last?.code == group
      })
  }

  /// By the rules whose findings a post sees: households with a risk, and those of them without exclusion.
  private func counted(_ post: Visitor, in place: PlaceCode) throws -> (hit: Int, candidates: Int) {
    let feeds = ["excl_vehicle": "vehicles", "excl_company": "companies"]
    let rules = result.library.rules.filter { rule in
      rule.kind == .exclusion
        ? post.handles(feed: feeds[rule.name] ?? "") : post.handles(cause: rule.cause?.rawValue ?? "")
    }
    func bits(_ kind: RuleKind) -> Int64 {
      rules.filter { $0.kind == kind }.reduce(0) { $0 | 1 << Int64($1.order) }
    }
    let masks = result.masks()
    let hit = city.rows(in: place).filter { masks[$0] & bits(.risk) != 0 }
    return (hit.count, hit.count { masks[$0] & bits(.exclusion) == 0 })
  }

  @Test func totalsAreThoseOfThePlacesAndRulesOfThePost() async throws {
    let everybody =
      try posts(at: own) + posts(at: other) + [
        Posts.office, Posts.visitor("city_department", at: Posts.city, "medical"),
        Posts.visitor("city_department", at: Posts.city, "civil_affairs"),
      ]
    for post in everybody {
      let page = try await source.place(post.place, view: .plain, for: post)
      let expected = try counted(post, in: post.place)
      #expect(page.totals.households == city.rows(in: post.place).count)
      #expect(page.totals.hit == expected.hit && page.totals.candidates == expected.candidates)
      for child in page.children {
        let part = try counted(post, in: child.place.code)
        #expect(child.counts.hit == part.hit && child.counts.candidates == part.candidates)
      }
      #expect(page.path.map(\.code) == [post.place])
      guard post.may(.ruleRead) else { continue }
      let rules = try await source.rules(for: post)
      #expect(rules.households == page.totals.households && rules.rules.count == result.library.rules.count)
      #expect(rules.rules.compactMap(\.households) == page.totals.byRule)
    }
  }

  @Test func aDepartmentSeesItsOwnFindingsOnly() async throws {
    let county = try #require(own.ancestor(at: .county))
    for subject in ["water", "medical", "agriculture"] {
      let post = Posts.visitor("county_department", at: county, subject)
      let known = try #require(Posts.subjects[subject])
      for (_, number) in households(in: county).prefix(40) {
        let page = try await source.household(county: county.county, number: number, for: post)
        for finding in page.findings {
          let rule = try #require(result.library.rule(finding.rule.name))
          #expect(rule.kind == .exclusion || known.causes.contains(rule.cause?.rawValue ?? ""))
        }
        #expect(page.incomes.isEmpty || known.seesIncome)
        #expect(page.members.allSatisfy { $0.health.zh == "–" } == (subject != "medical"))
        let reader = Reader(source, monitoring, as: post)
        let body = try await reader.get("/households/\(county.county)/\(number)").body
        #expect(body.contains("name=\"reason\"") == page.findings.isEmpty)
      }
    }
  }

  @Test func looksAreJournalledWithTheirReasonAndUnderTheirPost() async throws {
    let county = try #require(own.ancestor(at: .county))
    let home = try #require(households(in: own).first)
    let reader = Reader(source, monitoring, as: Posts.visitor("county_office", at: county))
    let reveal = PageAddress.reveal(county: home.county, number: home.number).link
    #expect(try await reader.get(reveal).body.contains("name=\"reason\""))
    #expect(try await reader.post(reveal, "reason=no").status == 400)
    let shown = try await reader.post(reveal, "reason=%E6%A0%B8%E5%AF%B9%E8%BA%AB%E4%BB%BD")
    let whole = try database.read { (connection) throws(Problem) in
      let member = try HouseholdQueryStore.household(
        county: home.county, number: home.number, asOf: Project.asOf, on: connection)?.members.first
      return try member.map { (member) throws(Problem) in
        try PersonalDataStore.revealCitizen(of: member.id, on: connection)
      }
    }
    let number = try #require(whole)
    #expect(shown.status == 200 && shown.body.contains(number))
    let sheet = try await reader.post(PageAddress.export(own, .plain).link, "reason=monthly+visit")
    let expected = try counted(Posts.office, in: own).hit
    #expect(sheet.body.split(separator: "\r\n").count == expected + 2)
    #expect(sheet.body.contains("测试员（county_office"))
    let entries = try database.read { (connection) throws(Problem) in
      try JournalStore.entries(county: JournalStore.doors, on: connection)
    }
    let looks = entries.filter { ["person.reveal", "household.export"].contains($0.action) }
    #expect(looks.map(\.action) == ["person.reveal", "household.export"])
    #expect(looks.allSatisfy { $0.actor == "county_office" })
    #expect(looks[0].reason == "核对身份" && looks[0].about.household == home.number)
    #expect(looks[1].reason == "monthly visit" && looks[1].about.place == own)
    #expect(looks[1].details.contains("\"households\":\(expected)"))
    let officer = Reader(source, monitoring, as: Posts.visitor("grid_officer", at: own))
    #expect(try await officer.post(reveal, "reason=%E6%A0%B8%E5%AF%B9%E8%BA%AB%E4%BB%BD").status == 403)
  }
}
