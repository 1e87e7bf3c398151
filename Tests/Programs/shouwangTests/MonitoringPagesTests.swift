// The pages of monitoring over a real store: what is a neighbour's, what each post may do, forms and JSON.
import Access
import Casework
import Dashboards
import Database
import Entrance
import Foundation
import Kernel
import Monitoring
import Pages
import Registry
import Rules
import Screening
import Simulation
import Synchronization
import Testing

@Suite struct MonitoringPagesTests {
  private let folder: WorkFolder
  private let source: StoreSource
  private let monitoring: Monitoring
  private let city: City
  private let own: PlaceCode
  private let other: PlaceCode

  private static let folders = Atomic<Int>(0)

  init() throws {
    let number = MonitoringPagesTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("monitoring-pages-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 31, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let library = try Project.rules()
    let found = try Screener(library).run(over: Project.city(database))
    let run = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(found, by: Project.act, as: nil, on: connection)
      return try ScreeningStore.lastRun(on: connection)
    }
    (source, city) = (StoreSource(database, library: library), found.city)
    monitoring = try Project.monitoring(database)
    let machine = Act(actor: "local:test", at: Project.act.at, request: "")
    for county in found.city.countyRanges where !county.1.isEmpty {
      _ = try monitoring.takeFindings(
        ofRun: try #require(run).number, county: county.0, rules: library, Asking(machine, as: nil))
    }
    let masks = found.masks()
    let risky = masks.indices.filter { masks[$0] & found.riskBits != 0 }
    let villages = Set(
      risky.compactMap { PlaceCode(number: found.city.places[$0])?.ancestor(at: .village) }
    ).sorted()
    let first = try #require(villages.first { one in villages.count { $0.county == one.county } > 1 })
    own = first
    other = try #require(villages.first { $0.county == first.county && $0 != first })
  }

  private func reader(_ role: String, at place: PlaceCode, _ subject: String? = nil) -> Reader {
    Reader(source, monitoring, as: Posts.visitor(role, at: place, subject))
  }

  /// A clue of a village that waits, with its household.
  private func clue(in village: PlaceCode) throws -> Clue {
    let machine = Asking(Act(actor: "local:test", at: Project.act.at, request: ""), as: nil)
    let page = try monitoring.clues(in: village, ClueFilter(), machine)
    return try #require(page.rows.first)
  }

  private func key(_ clue: Clue) -> HouseholdKey {
    HouseholdKey(county: clue.id.county, number: clue.household)
  }

  /// Begins a case of a village and answers its number.
  private func opened(in village: PlaceCode) throws -> EpisodeNumber {
    let visitor = Posts.visitor("village", at: village)
    return try monitoring.open(
      key(clue(in: village)), Asking(Act(actor: "village", at: Project.act.at, request: ""), as: visitor))
  }

  private func link(_ address: MonitoringAddress) -> String { PageAddress.monitoring(address).link }

  @Test func aNeighboursCasesAreRefusedAsWhatThereIsNot() async throws {
    let (clue, episode) = (try clue(in: other), try opened(in: other))
    let (county, household) = (clue.id.county, clue.household)
    let pairs: [(MonitoringAddress, MonitoringAddress)] = [
      (.clue(county: county, number: clue.id.number), .clue(county: county, number: 99_999)),
      (.episode(county: county, number: episode.number), .episode(county: county, number: 99_999)),
      (
        .verb(county: county, number: episode.number, "verify"),
        .verb(county: county, number: 99_999, "verify")
      ),
      (.verb(county: county, number: episode.number, "x"), .verb(county: county, number: 99_999, "x")),
      (.household(county: county, number: household), .household(county: county, number: 999_999_999_999)),
      (.report(county: county, number: household), .report(county: county, number: 999_999_999_999)),
      (.visit(county: county, number: household), .visit(county: county, number: 999_999_999_999)),
    ]
    let reader = reader("village", at: own)
    for (theirs, none) in pairs {
      let (real, absent) = (try await reader.get(link(theirs)), try await reader.get(link(none)))
      #expect(real.status == 404 && real.status == absent.status && real.body == absent.body, "\(theirs)")
      let form = "verb=open&reason=noRisk&note=none&cause=01&channel=cadreVisit&on=2025-10-01&findings=none"
      let (sent, void) = (try await reader.post(link(theirs), form), try await reader.post(link(none), form))
      #expect(sent.status == void.status && sent.body == void.body && sent.status == 404, "\(theirs)")
    }
    #expect(try await reader.get("/clues?place=\(other.short)").status == 400)
    #expect(try await reader.get("/episodes?place=\(other.short)").status == 400)
    #expect(try await reader.get("/measures?place=\(other.short)").status == 400)
  }

  @Test func listsAndCountsAreThoseOfThePost() async throws {
    _ = try opened(in: other)
    let machine = Asking(Act(actor: "local:test", at: Project.act.at, request: ""), as: nil)
    for (role, place) in [("village", own), ("township", try #require(own.ancestor(at: .township)))] {
      let visitor = Posts.visitor(role, at: place)
      let asking = Asking(Act(actor: role, at: Project.act.at, request: ""), as: visitor)
      let counts = try monitoring.counts(in: place, asking)
      let all = try monitoring.clues(in: place, ClueFilter(), limit: 10_000, machine)
      #expect(counts.waitingClues == all.rows.count && all.rows.allSatisfy { place.contains($0.place) })
      let shown = try await reader(role, at: place).get("/clues")
      let strangers = try monitoring.clues(in: Posts.city, ClueFilter(), limit: 10_000, machine).rows
        .filter { !place.contains($0.place) }
      #expect(!strangers.isEmpty && strangers.allSatisfy { !shown.body.contains("/clues/\($0.id)\"") })
    }
    let county = try #require(own.ancestor(at: .county))
    let office = Asking(
      Act(actor: "a", at: Project.act.at, request: ""),
      as: Posts.visitor("county_department", at: county, "water"))
    // Nothing here has to do with water but what is about water.
    #expect(try monitoring.counts(in: county, office).steps.isEmpty)
    #expect(try monitoring.clues(in: county, ClueFilter(), office).rows.allSatisfy { $0.cause == .water })
  }

  @Test func aCaseThatWasCarriedOverSaysSoAndHasNoSteps() async throws {
    let row = try #require(city.rows(in: own).first)
    let key = HouseholdKey(county: own.county, number: city.numbers[row])
    let day = Project.asOf.adding(days: -200)
    let group = try #require(PlaceCode(number: city.places[row]))
    let book = monitoring.book
    let carried = CarriedCase(
      record: "ZT-17", type: .marginal, risks: [.illness], openedOn: day, registeredOn: day,
      eliminatedOn: nil, help: CarriedCase.Help(group: book.measureGroups[0], doneOn: day))
    let id = try monitoring.database.write { (connection) throws(Problem) in
      let id = try EpisodeStore.next(county: key.county, on: connection)
      let episode = carried.episode(id, household: key.number, place: group, earlier: nil)
      try EpisodeStore.save(episode, book, on: Project.asOf, connection)
      return id
    }
    let reader = reader("village", at: own)
    let address = MonitoringAddress.episode(county: key.county, number: id.number)
    let page = try await reader.get(link(address))
    #expect(page.status == 200)
    for words in ["由原有台账转入", "ZT-17", "\(day) – \(day)", "发现、纳入", "还没有人入户核实"] {
      #expect(page.body.contains(words), "\(words)")
    }
    #expect(!page.body.contains("aria-current=\"step\""), "no step is under way")
    let home = try await reader.get(link(.household(county: key.county, number: key.number)))
    #expect(home.body.contains("/episodes/\(id)"))
    #expect(try await reader.get("/episodes?state=monitored").body.contains("/episodes/\(id)"))
  }

  @Test func aVillageReportsBeginsAndVerifies() async throws {
    let key = key(try clue(in: own))
    let reader = reader("village", at: own)
    let home = link(.household(county: key.county, number: key.number))
    let report = link(.report(county: key.county, number: key.number))
    let page = try await reader.get(report)
    #expect(page.status == 200 && page.body.contains("name=\"emergency\""))
    // What is missing is told in the form, with what was typed.
    let refused = try await reader.post(report, "channel=opinion&cause=05&on=2025-10-30&note=")
    #expect(refused.status == 400 && refused.body.contains("faults"))
    #expect(refused.body.contains("value=\"05\" selected"))
    let told = try await reader.post(report, "channel=opinion&cause=05&on=2025-10-30&note=fell&key=report-1")
    #expect(told.status == 303)
    #expect(try await reader.post(home, "verb=open&key=opening-1").status == 303)
    // The same form again acts once.
    #expect(try await reader.post(home, "verb=open&key=opening-1").status == 303)
    let asking = Asking(
      Act(actor: "village", at: Project.act.at, request: ""), as: Posts.visitor("village", at: own))
    let episode = try #require(try monitoring.history(of: key, asking).episodes.first)
    let verify = link(.verb(county: key.county, number: episode.id.number, "verify"))
    let form = try await reader.get(verify).body
    let members = try monitoring.members(of: key, asking)
    #expect(!members.isEmpty && members.allSatisfy { form.contains("name=\"signed.\($0.id)\"") })
    #expect(monitoring.book.incomeAccounts.allSatisfy { form.contains("name=\"income.\($0.code)\"") })
    let fields =
      "visitedOn=\(Project.act.at.day())&visitors=a%2Cb&living=b&persons=\(members.count)&income.A1=9000"
      + "&risks.05=1&schooled=1"
    let unsigned = try await reader.post(verify, fields)
    #expect(unsigned.status == 400 && unsigned.body.contains("id=\"f-signed-fault\""))
    #expect(
      unsigned.body.contains("name=\"income.A1\" type=\"text\"") && unsigned.body.contains("value=\"9000\""))
    let signed = members.map { "&signed.\($0.id)=1" }.joined()
    #expect(try await reader.post(verify, fields + signed + "&key=verify-it").status == 303)
    let next = try monitoring.episode(episode.id, asking)
    #expect(next.verification?.income.amounts == ["A1": 900_000] && next.risks == [.accident])
    #expect(Set(next.verification?.signed ?? []) == Set(members.map(\.id)))
    try await verifiedIsTold(episode.id, to: reader)
    // The step has passed: its form is no more.
    #expect(try await reader.get(verify).status == 409)
    // Sent back, the form proposes what the last one said.
    let county = Asking(Act(actor: "local:test", at: Project.act.at, request: "back-1"), as: nil)
    _ = try monitoring.act(.sendBack(.verify, reason: "c"), on: episode.id, county)
    let again = try await reader.get(verify).body
    #expect(again.contains("value=\"9000\"") && again.contains("value=\"a,b\""))
    #expect(again.contains("name=\"signed.\(members[0].id)\" value=\"1\" checked"))
    #expect(again.contains("name=\"schooled\" value=\"1\" checked") && again.contains(">b</textarea>"))
  }

  /// Two have the same form open: the second sees the case as it stands, who was faster, and their own words.
  @Test func whoComesTooLateSeesTheCaseAndTheirOwnWords() async throws {
    let id = try opened(in: own)
    let reader = reader("village", at: own)
    let verb = link(.verb(county: id.county, number: id.number, "refuse"))
    #expect(try await reader.get(verb).status == 200)
    #expect(try await reader.post(verb, "reason=%E5%B7%B2%E6%81%A2%E5%A4%8D&key=refuse-1").status == 303)
    let late = try await reader.post(verb, "reason=%E6%97%A0%E9%A3%8E%E9%99%A9%3Cb%3E&key=refuse-2")
    #expect(late.status == 409 && late.body.contains("role=\"alert\"") && late.body.contains("不能再改"))
    #expect(late.body.contains("最近一次办理：\(Project.act.at.day()) village"))
    #expect(late.body.contains("您填写的内容还在这里") && late.body.contains("无风险&lt;b&gt;"))
    let json = try await reader.post(verb, "reason=x&key=refuse-3", accept: "application/json")
    #expect(json.status == 409 && json.body.contains("\"code\":\"monitoring.episode.ended\""))
    // A link that was opened too late.
    let stale = try await reader.get(verb)
    #expect(stale.status == 409 && stale.body.contains("monitoring.episode.notNow"))
    #expect(!stale.body.contains("您填写的内容"))
  }

  @Test func aCaseThatStandsStillSaysSinceWhenAndWhy() async throws {
    let id = try opened(in: own)
    let reader = reader("county_office", at: try #require(own.ancestor(at: .county)))
    let pause = link(.verb(county: id.county, number: id.number, "pause"))
    #expect(try await reader.post(pause, "reason=%E4%BD%8F%E9%99%A2&key=pause-11").status == 303)
    let words = "自 \(Project.act.at.day()) 暂停计时：住院"
    for path in ["/episodes", link(.episode(county: id.county, number: id.number))] {
      #expect(try await reader.get(path).body.contains(words), "\(path)")
    }
  }

  /// What was written down stands in the JSON, incomes for those alone who may know them.
  private func verifiedIsTold(_ id: EpisodeNumber, to reader: Reader) async throws {
    let path = link(.episode(county: id.county, number: id.number))
    func verified(_ reader: Reader) async throws -> [String: Any] {
      let body = try await reader.get(path, accept: "application/json").body
      let told = try #require(try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
      let records = try #require(told["records"] as? [[String: Any]])
      return try #require(records.first?["form"] as? [String: Any])
    }
    let form = try await verified(reader)
    let income = try #require(form["income"] as? [String: Any])
    #expect((income["accounts"] as? [String: Double]) == ["A1": 9_000] && income["perHead"] is NSNumber)
    #expect(form["risks"] as? [String] == ["05"] && form["visitors"] as? String == "a,b")
    #expect((form["guarantees"] as? [String: Bool])?["schooled"] == true)
    let county = try #require(own.ancestor(at: .county))
    let office = try await verified(self.reader("county_department", at: county, "medical"))
    #expect(office["income"] is NSNull && office["risks"] as? [String] == ["05"])
  }

  @Test func whatAPostMayNotDoIsNeitherShownNorDone() async throws {
    let episode = try opened(in: own)
    let address = MonitoringAddress.verb(county: episode.county, number: episode.number, "verify")
    let officer = reader("grid_officer", at: own)
    let shown = try await officer.get(link(.episode(county: episode.county, number: episode.number)))
    #expect(shown.status == 200 && !shown.body.contains(link(address)))
    #expect(try await officer.get(link(address)).status == 403)
    #expect(try await officer.post(link(address), "persons=1&visitedOn=2025-11-01").status == 403)
    let village = try await reader("village", at: own).get(
      link(.episode(county: episode.county, number: episode.number)))
    #expect(village.body.contains(link(address)))
  }

  @Test func aDepartmentLearnsNoNameOfAHouseholdWithoutACaseOfItsOwn() async throws {
    let county = try #require(own.ancestor(at: .county))
    let machine = Asking(Act(actor: "local:test", at: Project.act.at, request: ""), as: nil)
    let clues = try monitoring.clues(in: county, ClueFilter(), limit: 1_000, machine).rows
    let dry = Set(clues.filter { $0.cause == .water }.map(\.household))
    let clue = try #require(clues.first { !dry.contains($0.household) })
    let head = try #require(try monitoring.heads(of: [key(clue)])[key(clue)])
    let path = link(.household(county: clue.id.county, number: clue.household))
    let office = try await reader("county_office", at: county).get(path)
    #expect(office.status == 200 && office.body.contains(head))
    for path in [path, link(.report(county: clue.id.county, number: clue.household))] {
      let water = try await reader("county_department", at: county, "water").get(path)
      #expect(water.status == 200 && !water.body.contains(head), "\(path)")
    }
  }

  @Test func programsAreAnsweredInJSON() async throws {
    let clue = try clue(in: own)
    let reader = reader("village", at: own)
    func json(_ path: String) async throws -> (Int, [String: Any]) {
      let answer = try await reader.get(path, accept: "application/json")
      let value = try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
      return (answer.status, try #require(value as? [String: Any]))
    }
    let (status, list) = try await json("/clues")
    #expect(status == 200 && list["total"] as? Int == (list["rows"] as? [Any])?.count)
    let (_, one) = try await json(link(.clue(county: clue.id.county, number: clue.id.number)))
    #expect(one["id"] as? String == "\(clue.id)" && one["cause"] as? String == clue.cause.rawValue)
    let (_, home) = try await json(link(.household(county: clue.id.county, number: clue.household)))
    #expect((home["clues"] as? [Any])?.isEmpty == false)
    let episode = try opened(in: own)
    let path = link(.episode(county: episode.county, number: episode.number))
    let (_, shown) = try await json(path)
    #expect(shown["measures"] is [Any] && shown["missingMeasures"] is [Any] && shown["gate"] is NSNull)
    // What a program needs to send the next step.
    for answer in [one, home, shown] {
      let form = try #require(answer["form"] as? [String: String])
      #expect(form["token"] != nil && form["key"]?.isEmpty == false)
    }
    for (path, code, expected) in [
      ("/clues/\(clue.id.county)-99999", "monitoring.clue.unknown", 404),
      ("/clues?state=never", "pages.address.parameter", 400),
      ("/clues?place=\(other.short)", "access.post.place", 400),
    ] {
      let (status, refusal) = try await json(path)
      #expect(status == expected && refusal["code"] as? String == code, "\(path)")
      #expect(refusal["zh"] is String && refusal["en"] is String)
    }
  }

  @Test func theHomePageTellsWhatWaitsForWhoMayActOnIt() async throws {
    _ = try opened(in: own)
    let part = monitoringPart(monitoring)
    func told(_ role: String, _ place: PlaceCode) async throws -> String? {
      var caller = Caller()
      (caller.visitor, caller.at, caller.account) = (Posts.visitor(role, at: place), Project.act.at, role)
      return try await part(caller, .zh)?.text
    }
    let village = try #require(try await told("village", own))
    #expect(village.contains("/episodes?step=verify") && village.contains("href=\"/clues\""))
    let officer = try #require(try await told("grid_officer", own))
    #expect(!officer.contains("/episodes?step=verify") && officer.contains("href=\"/clues\""))
    #expect(try await told("auditor", Posts.city) == nil)
  }

  @Test func aFilterIsSavedNamedAnewAndDeletedByItsOwnerAlone() async throws {
    let (mine, other) = (reader("village", at: own), reader("grid_officer", at: own))
    let list = try await mine.get("/clues?severity=red")
    #expect(list.body.contains("name=\"link\" value=\"/clues?severity=red\""))
    func save(_ link: String, _ name: String, _ key: String) async throws -> (status: Int, body: String) {
      let link = link.replacingOccurrences(of: "?", with: "%3F").replacingOccurrences(of: "&", with: "%26")
        .replacingOccurrences(of: "=", with: "%3D")
      return try await mine.post("/views", "verb=save&link=\(link)&name=\(name)&key=save-view-\(key)")
    }
    #expect(try await save("/clues?severity=red&page=3", "urgent", "1").status == 303)
    for (link, name, status) in [
      ("/clues?severity=red", "", 400), ("/clues", "urgent", 409), ("/rules", "rules", 400),
      ("/nowhere", "none", 400), ("/episodes", String(repeating: "a", count: 31), 400),
    ] {
      #expect(try await save(link, name, "x\(link)\(name.count)").status == status, "\(link) \(name)")
    }
    #expect(try await mine.get("/clues").body.contains(">urgent</a>"))
    let part = monitoringPart(monitoring)
    var caller = Caller()
    (caller.visitor, caller.at, caller.account) = (
      Posts.visitor("village", at: own), Project.act.at, "village"
    )
    #expect(try await part(caller, .zh)?.text.contains("/clues?severity=red") == true)
    #expect(try await !other.get("/views").body.contains("urgent"))
    #expect(try await other.post("/views", "verb=delete&number=1&key=delete-00").status == 404)
    #expect(try await mine.post("/views", "verb=rename&number=1&name=red&key=rename-0").status == 303)
    let told = try await mine.get("/views", accept: "application/json").body
    #expect(told.contains("\"name\":\"red\"") && told.contains("\"link\":\"/clues?severity=red\""))
    #expect(try await mine.post("/views", "verb=delete&number=1&key=delete-01").status == 303)
    #expect(try await mine.get("/views", accept: "application/json").body == "[]\n")
    #expect(try await mine.post("/views", "verb=delete&number=1&key=delete-02").status == 404)
  }
}
