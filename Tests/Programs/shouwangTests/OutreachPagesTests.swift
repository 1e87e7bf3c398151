// The pages of the month, its meeting and of waiting reports over a real store: forms, refusals, JSON.
import Access
import Casework
import Dashboards
import Database
import Entrance
import Foundation
import Kernel
import Monitoring
import Outreach
import Pages
import Registry
import Rules
import Simulation
import Synchronization
import Testing

@Suite struct OutreachPagesTests {
  private let folder: WorkFolder
  private let source: StoreSource
  private let monitoring: Monitoring
  private let outreach: Outreach
  private let township: PlaceCode
  private let homes: [HouseholdKey]
  private let village: PlaceCode

  private static let folders = Atomic<Int>(0)
  private let month = WorkMonth(of: Project.act.at.day())

  init() throws {
    let number = OutreachPagesTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("outreach-pages-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 43, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    source = StoreSource(database, library: try Project.rules())
    (monitoring, outreach) = (try Project.monitoring(database), try Project.outreach(database))
    let rows = try database.read { (connection) throws(Problem) in
      try connection.rows(
        "SELECT county, number, place FROM household WHERE gone_on IS NULL ORDER BY place, number LIMIT 3"
      ) { (row) throws(Problem) in
        (HouseholdKey(county: row.int(0), number: row.int(1)), PlaceCode(number: row.int(2)))
      }
    }
    homes = rows.map(\.0)
    let place = try #require(rows.first?.1)
    (township, village) = (
      try #require(place.ancestor(at: .township)), try #require(place.ancestor(at: .village))
    )
  }

  private func reader(_ role: String, at place: PlaceCode, _ subject: String? = nil) -> Reader {
    Reader(source, monitoring, as: Posts.visitor(role, at: place, subject))
  }

  private func machine(_ request: String) -> Asking {
    Asking(Act(actor: "local:test", at: Project.act.at, request: request), as: nil)
  }

  private func flag(_ home: HouseholdKey) throws {
    let seen = VisitSeen(guarantees: .allKept, findings: "户主住院", isConcern: true)
    _ = try monitoring.visit(home, on: Project.act.at.day(), seen, machine("visit-\(home)"))
  }

  private func urgent(_ home: HouseholdKey) throws {
    let source = ClueSource(.cadreVisit, on: Project.act.at.day(), by: "zhang", note: "火灾")
    _ = try monitoring.report(
      ClueReport(cause: .accident, isEmergency: true, source: source), of: home,
      machine("urgent-\(home)"))
  }

  private func link(_ address: MonitoringAddress) -> String { PageAddress.monitoring(address).link }

  @Test func theMonthTellsWhoIsLeftAndLeadsToTheVisit() async throws {
    try urgent(homes[0])
    let visit = link(.visit(county: homes[0].county, number: homes[0].number))
    let mine = try await reader("village", at: village).get("/month")
    #expect(mine.status == 200 && mine.body.contains("href=\"\(visit)\""))
    let office = try await reader("township", at: township).get("/month")
    #expect(office.body.contains("/month?place=\(village.short)&amp;month=\(month)"))
    #expect(office.body.contains(link(.meeting(township, month))))
    let county = try #require(township.ancestor(at: .county))
    let water = try await reader("county_department", at: county, "water").get("/month")
    #expect(water.status == 200 && !water.body.contains("unvisited") && !water.body.contains("/meetings/"))
    let json = try await reader("township", at: township).get("/month", accept: "application/json").body
    let told = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(told["targets"] as? Int == 1 && told["visited"] as? Int == 0)
    #expect((told["unvisited"] as? [[String: Any]])?.first?["household"] as? Int64 == homes[0].number)
    for path in ["/month?month=2999-01", "/month?month=2026-13", "/month?place=530699"] {
      #expect(try await reader("township", at: township).get(path).status == 400, "\(path)")
    }
    #expect(try await reader("auditor", at: Posts.city).get("/month").status == 403)
  }

  @Test func aMeetingGoesItsWayOnThePage() async throws {
    try homes.prefix(2).forEach(flag)
    let office = reader("township", at: township)
    let page = link(.meeting(township, month))
    let before = try await office.get(page)
    #expect(before.status == 200 && before.body.contains("name=\"chair\""))
    let hold = "verb=hold&heldOn=\(Project.act.at.day())&chair=a&present=9&minutes="
    let refused = try await office.post(page, hold)
    #expect(refused.status == 400 && refused.body.contains("id=\"f-minutes-fault\""))
    #expect(refused.body.contains("value=\"9\""), "what was typed stays")
    #expect(try await office.post(page, hold + "ok&key=hold-0001").status == 303)
    let (one, two) = (homes[0], homes[1])
    #expect(try await office.post(page, "verb=close&key=close-001").status == 409)
    #expect(try await office.post(page, "verb=decide&key=decide-00").status == 400)
    // One is decided; the other is refused beside its row, and what was chosen for it stays.
    let both = "verb=decide&key=decide-01&decision.\(one)=watch&reason.\(one)=later&decision.\(two)=help"
    let half = try await office.post(page, both)
    #expect(half.status == 400 && half.body.contains("class=\"fault\""))
    #expect(half.body.contains("<option value=\"help\" selected"))
    #expect(!half.body.contains("name=\"decision.\(one)\"") && half.body.contains("later"))
    let rest = "verb=decide&key=decide-02&decision.\(two)=help&reason.\(two)=move"
    #expect(try await office.post(page, rest).status == 303)
    #expect(try await office.post(page, "verb=close&key=close-002").status == 303)
    let closed = try await office.get(page)
    #expect(closed.status == 200 && !closed.body.contains("name=\"verb\""))
    let minutes = try await office.get(link(.minutes(township, month, isPDF: false)))
    #expect(minutes.status == 200 && minutes.body.contains("研判会议记录") && minutes.body.contains("move"))
    let json = try await office.get(page, accept: "application/json").body
    #expect(json.contains("\"decision\":\"help\"") && json.contains("\"undecided\":[]"))
  }

  @Test func aMeetingIsClosedToStrangersAndDepartments() async throws {
    let page = link(.meeting(township, month))
    let county = try #require(township.ancestor(at: .county))
    for (stranger, status) in [
      (reader("county_department", at: county, "water"), 404), (reader("village", at: village), 400),
      (reader("township", at: Posts.code("530699001")), 400), (reader("auditor", at: Posts.city), 403),
    ] {
      #expect(try await stranger.get(page).status == status)
      #expect(try await stranger.get(page + "/minutes").status == status)
      #expect(try await stranger.post(page, "verb=hold&key=hold-0009").status == status)
    }
    let city = reader("city_office", at: Posts.city)
    let shown = try await city.get(page)
    #expect(shown.status == 200 && !shown.body.contains("name=\"chair\""))
    let hold = "verb=hold&heldOn=\(Project.act.at.day())&chair=a&present=9&minutes=b&key=hold-0002"
    #expect(try await city.post(page, hold).status == 403)
    for path in [link(.meeting(village, month)), link(.meeting(township, month.adding(months: 1)))] {
      #expect(try await city.get(path).status == 404, "\(path)")
    }
  }

  @Test func aReportThatFitsNobodyIsMatchedOrAnswered() async throws {
    let office = reader("township", at: township)
    let citizen = try #require(CitizenID(area: 530_602, birth: Project.asOf, sequence: 999)).text
    for code in ["ABCDEFGH23", "ABCDEFGH24"] {
      let act = Act(actor: "open:report", at: Project.act.at, request: code)
      _ = try outreach.tell(
        SelfReportForm(name: "李四", citizen: citizen, phone: "13800001111", words: "住院花费大", place: township),
        cause: .illness, code: code, act)
    }
    let list = try await office.get("/reports")
    #expect(list.body.contains("/reports/\(township.county)-1\"") && !list.body.contains("13800001111"))
    let one = link(.waitingReport(county: township.county, number: 1, search: ""))
    #expect(try await office.get(one).body.contains("138****1111"))
    #expect(try await office.post(one, "verb=reveal&why=a").status == 400)
    let whole = try await office.post(one, "verb=reveal&why=call+them+back")
    #expect(whole.status == 200 && whole.body.contains("13800001111"))
    #expect(try await office.get(one + "?q=x").body.contains("没有找到"))
    let found = try await office.get(one + "?q=\(homes[0].number)")
    #expect(found.body.contains("name=\"household\"") && found.body.contains("value=\"\(homes[0].number)\""))
    let match = "verb=match&household=\(homes[0].number)&key=match-001&cause="
    #expect(try await office.post(one, match).status == 400)
    #expect(try await office.post(one, match + "01").status == 303)
    #expect(try await office.get(one).status == 409, "what is done is no more to do")
    let two = link(.waitingReport(county: township.county, number: 2, search: ""))
    #expect(try await office.post(two, "verb=answer&answer=&key=answer-01").status == 400)
    #expect(try await office.post(two, "verb=answer&answer=come&key=answer-02").status == 303)
    #expect(try outreach.reportState(code: "ABCDEFGH24", on: Project.asOf).stage == .answered("come"))
    let json = try await office.get("/reports", accept: "application/json").body
    #expect(json.contains("\"total\":0"))
    let strangers = [reader("village", at: village), reader("township", at: Posts.code("530699001"))]
    for stranger in strangers {
      #expect(try await stranger.get(one).status == 404)
      #expect(try await stranger.post(two, "verb=answer&answer=x&key=answer-03").status == 404)
    }
    #expect(try await reader("grid_officer", at: village).get("/reports").status == 403)
  }

  @Test func homeTellsWhatTheMonthStillAsksFor() async throws {
    try urgent(homes[0])
    try flag(homes[1])
    let part = outreachPart(outreach)
    func told(_ role: String, _ place: PlaceCode, _ subject: String? = nil) async throws -> String? {
      var caller = Caller()
      (caller.visitor, caller.at, caller.account) = (
        Posts.visitor(role, at: place, subject), Project.act.at, role
      )
      return try await part(caller, .zh)?.text
    }
    let office = try #require(try await told("township", township))
    #expect(office.contains("/month#unvisited") && office.contains(link(.meeting(township, month))))
    #expect(!office.contains("/reports"))
    let officer = try #require(try await told("grid_officer", village))
    #expect(officer.contains("/month#unvisited") && !officer.contains("/meetings/"))
    let county = try #require(township.ancestor(at: .county))
    #expect(try await told("county_department", county, "water") == nil)
    #expect(try await told("auditor", Posts.city) == nil)
  }
}
