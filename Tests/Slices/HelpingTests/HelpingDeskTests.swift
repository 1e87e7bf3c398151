// Who helps whom over a store: one at a time, history kept, hand-over, places, the journal, pages and JSON.
import Access
import Casework
import Database
import Entrance
import Foundation
import Helping
import Hummingbird
import Kernel
import Pages
import Registry
import Rules
import Testing
import Vault

/// Three monitored households in two villages of one township; nobody helps them.
private struct Town {
  let database: Database
  let desk: HelpingDesk
  static let at = Instant(milliseconds: 1_773_300_000_000)
  static let villages = ["530602101001", "530602101002"].map(place)

  init() throws {
    database = try Database(inMemory: "helping")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all)
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 1, count: SecretKey.size))])
    try SealStore.unlock(database, with: ring)
    desk = HelpingDesk(database, sealer: Sealer(ring)) { [UInt8](repeating: 7, count: $0) }
    try database.write { (connection) throws(Problem) in
      var index = RegistryIndex()
      let origin = RowOrigin(importNumber: 1, line: 2, dated: day("2025-11-01"))
      for (code, name) in [("5306", "昭通市"), ("530602", "昭阳区"), ("530602101", "永丰镇")] {
        _ = try PlaceStore.merge(Town.place(code), name: name, origin: origin, index: index, on: connection)
      }
      for (number, village) in Town.villages.enumerated() {
        _ = try PlaceStore.merge(
          village, name: "村\(number)", origin: origin, index: index, on: connection)
      }
      for household in 1...3 {
        let village = Town.villages[household == 3 ? 1 : 0]
        let facts = HouseholdFacts(
          number: Int64(household), place: village, type: .outOfPoverty, registeredYear: 2014,
          resettled: false,
          housingGrade: 2, waterSafe: true, phone: nil, incomes: [])
        _ = try HouseholdStore.merge(facts, origin: origin, index: index, on: connection)
        try connection.run(
          """
          INSERT INTO episode (county, number, household, place, opened_on, is_emergency, risks, type,
            registered_on, total_due, is_paused)
          VALUES (530602, ?, ?, ?, 20400, 0, '01', 'sudden', 20410, 20415, 0)
          """, [.int(household), .int(household), .int(village.number)])
      }
      index = RegistryIndex()
      try connection.run(
        """
        INSERT INTO account (id, login, name, created_at, code, issuer, issuer_subject)
        VALUES (5, 'wang.wu', '王五', 0, x'', '', '')
        """)
    }
  }

  static func place(_ text: String) -> PlaceCode {
    guard let place = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
    return place
  }

  static func visitor(
    _ permissions: Set<Permission> = [.helperRead, .helperAssign, .episodeRead], at text: String = "530602101"
  ) -> Visitor {
    let role = Role(
      name: "township", title: Text(zh: "乡镇", en: "township"), levels: [.township], permissions: permissions)
    return Visitor(account: "zhang", name: "张", post: PostID(number: 1), role: role, place: place(text))
  }

  static func act(_ request: String) -> Act { Act(actor: "zhang", at: at, request: request) }
  static func key(_ number: Int64) -> HouseholdKey { HouseholdKey(county: 530_602, number: number) }

  static let zhang = HelperChoice.told(HelperFacts(name: "张三", unit: "水务局"))
  static let wang = HelperChoice.told(HelperFacts(name: "", account: "Wang.Wu"))

  @discardableResult
  func assign(
    _ choice: HelperChoice, _ household: Int64, since: String = "2026-03-01", reason: String = "",
    as visitor: Visitor = Town.visitor()
  ) throws -> PairingNumber {
    try desk.assign(
      choice, to: Town.key(household), since: day(since), reason: reason,
      by: Town.act("\(household)\(since)\(reason)\(choice)"), as: visitor)
  }

  func journal() throws -> [String] {
    try database.read { (connection) throws(Problem) in
      try connection.rows("SELECT action, household FROM journal WHERE county = 530602 ORDER BY sequence") {
        (row) throws(Problem) in "\(row.text(0)) \(row.int(1))"
      }
    }
  }
}

@Suite struct HelpingDeskTests {
  @Test func oneHelpsAtATimeAndHistoryStays() throws {
    let town = try Town()
    #expect(try town.desk.unpaired(in: Town.place("530602"), as: nil).total == 3)
    try town.assign(Town.zhang, 1)
    try town.assign(Town.zhang, 2)
    try town.assign(Town.wang, 1, since: "2026-03-10", reason: "换人")
    let history = try town.desk.history(of: Town.key(1), by: Town.act("h"), as: Town.visitor())
    #expect(history.pairings.map(\.helper.number) == [2, 1])
    #expect(history.pairings.map(\.until) == [nil, day("2026-03-10")])
    #expect(history.json.contains("\"name\":\"王五\"") && history.json.contains("\"account\":\"wang.wu\""))
    let helpers = try town.desk.helpers(in: Town.place("530602101"), as: Town.visitor())
    #expect(helpers.total == 2 && helpers.rows.map(\.households) == [1, 1])
    let rest = try town.desk.unpaired(in: Town.place("530602"), as: nil)
    #expect(rest.rows.map(\.household.number) == [3])
    try town.desk.end(
      of: Town.key(1), on: day("2026-03-12"), reason: "调离", by: Town.act("e"), as: Town.visitor())
    #expect(try town.desk.unpaired(in: Town.place("530602"), as: nil).total == 2)
    #expect(
      try town.journal() == ["helper.assign 1", "helper.assign 2", "helper.assign 1", "helper.end 1"])
  }

  @Test func allHouseholdsOfOneGoToAnotherAtOnce() throws {
    let town = try Town()
    for household in 1...3 { try town.assign(Town.zhang, Int64(household)) }
    let zhang = HelperNumber(county: 530_602, number: 1)
    func hand(_ place: String, _ request: String) throws -> Int {
      try town.desk.handOver(
        zhang, to: Town.wang, since: day("2026-03-12"), reason: "调离", key: request, by: Town.act(request),
        as: Town.visitor(at: place))
    }
    // A village hands over its own alone.
    #expect(try hand("530602101001", "a") == 2 && hand("530602101001", "a") == 2)
    #expect(try town.desk.households(of: zhang, as: Town.visitor()).page.total == 1)
    #expect(try hand("530602101", "b") == 1)
    #expect(code { _ = try hand("530602101", "c") } == "casework.pairing.nothing")
    let wang = HelperNumber(county: 530_602, number: 2)
    #expect(try town.desk.households(of: wang, as: Town.visitor()).page.total == 3)
    #expect(try town.journal().suffix(3) == ["helper.handOver 1", "helper.handOver 2", "helper.handOver 3"])
  }

  @Test func refusals() throws {
    let town = try Town()
    try town.assign(Town.zhang, 1)
    let (own, reader) = (Town.visitor(at: "530602101002"), Town.visitor([.helperRead]))
    let stranger = HelperChoice.told(HelperFacts(name: "", account: "nobody"))
    let table: [(HelperChoice, Int64, Visitor, String)] = [
      (Town.zhang, 1, own, "casework.pairing.household"), (Town.zhang, 99, own, "casework.pairing.household"),
      (Town.zhang, 2, reader, "access.permission.missing"),
      (Town.zhang, 1, Town.visitor(), "casework.pairing.same"),
      (stranger, 2, Town.visitor(), "casework.helper.account"),
      (.known(HelperNumber(county: 530_602, number: 9)), 2, Town.visitor(), "casework.helper.unknown"),
      (.known(HelperNumber(county: 530_621, number: 1)), 2, Town.visitor(), "casework.helper.unknown"),
      (.told(HelperFacts(name: "李四")), 2, Town.visitor(), "casework.helper.unit"),
    ]
    for (choice, household, visitor, expected) in table {
      let found = code { try town.assign(choice, household, since: "2026-03-05", reason: "x", as: visitor) }
      #expect(found == expected, "\(choice) \(household)")
    }
    let zhang = HelperNumber(county: 530_602, number: 1)
    #expect(code { _ = try town.desk.households(of: zhang, as: own) } == "casework.helper.unknown")
    #expect(
      code { _ = try town.desk.history(of: Town.key(1), by: Town.act("h"), as: own) }
        == "casework.pairing.household")
    #expect(code { _ = try town.desk.helpers(in: Town.place("530602"), as: own) } == "access.post.place")
    #expect(
      code {
        try town.desk.end(of: Town.key(2), on: day("2026-03-01"), reason: "x", by: Town.act("e"), as: nil)
      } == "access.visitor.none")
    #expect(
      code {
        try town.desk.end(
          of: Town.key(2), on: day("2026-03-01"), reason: "x", by: Town.act("e"), as: Town.visitor())
      } == "casework.pairing.none")
  }

  // MARK: pages

  private func ask(
    _ path: String, _ desk: HelpingDesk, as visitor: Visitor = Town.visitor(), form: String? = nil,
    json: Bool = false
  ) async throws -> (status: Int, text: String) {
    var caller = Caller()
    (caller.visitor, caller.account, caller.at) = (visitor, "zhang", Town.at)
    (caller.stage, caller.request) = (.inside, "r-\(path)\(form ?? "")")
    caller.form = try form.map { try FormBody(reading: $0.utf8) }
    var head = HTTPRequest(
      method: form == nil ? .get : .post, scheme: "http", authority: "localhost", path: path)
    if json { head.headerFields[.accept] = "application/json" }
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    let pages = HelpingPages(desk, brand: Text(zh: "守望", en: "Shouwang"))
    let response = try #require(try await pages.answer(request, caller))
    let collector = Collector()
    try await response.body.write(collector)
    return (Int(response.status.code), String(decoding: collector.bytes, as: UTF8.self))
  }

  private final class Collector: ResponseBodyWriter {
    var bytes: [UInt8] = []
    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }

  @Test func thePagesPairChangeAndHandOver() async throws {
    let town = try Town()
    let home = "/households/530602/1/helper"
    let open = try await ask("/helpers?state=open", town.desk)
    #expect(open.status == 200 && open.text.contains("/households/530602/3/helper"))
    let form = "verb=assign&since=2026-03-01&name=%E5%BC%A0%E4%B8%89&unit="
    let refused = try await ask(home, town.desk, form: form)
    #expect(refused.status == 400 && refused.text.contains("faults"))
    #expect(refused.text.contains("value=\"张三\""))
    #expect(try await ask(home, town.desk, form: form + "a&key=abcdefgh").status == 303)
    #expect(try await ask(home, town.desk, form: form + "a&key=abcdefgh").status == 303)
    let list = try await ask("/helpers", town.desk)
    #expect(list.text.contains("/helpers/530602-1\">张三"))
    let page = try await ask("/helpers/530602-1", town.desk)
    #expect(page.text.contains("name=\"reason\"") && page.text.contains(home))
    let reader = try await ask("/helpers/530602-1", town.desk, as: Town.visitor([.helperRead]))
    #expect(reader.status == 200 && !reader.text.contains("name=\"reason\""))
    let over = "since=2026-03-02&account=wang.wu&reason=%E8%B0%83%E7%A6%BB"
    #expect(try await ask("/helpers/530602-1", town.desk, form: over).status == 303)
    let end = "verb=end&since=2026-03-03&reason="
    #expect(try await ask(home, town.desk, form: end).status == 400)
    let json = try await ask(home, town.desk, json: true)
    #expect(json.text.contains("\"helper\":\"530602-2\",\"household\":1"))
    #expect(json.text.contains("\"until\":null"))
    let missing = try await ask("/households/530602/99/helper", town.desk, json: true)
    #expect(missing.status == 404 && missing.text.contains("casework.pairing.household"))
  }
}
