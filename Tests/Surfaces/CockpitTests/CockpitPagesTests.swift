// The board of a place without a socket: ranking by base, months, and cases after the last screening.

import Access
import Casework
import Charts
import Database
import Entrance
import Foundation
import Hummingbird
import Indicators
import Kernel
import Registry
import Rules
import Screening
import Testing
import Vault
import Wellbeing

@testable import Cockpit

/// A county with a large and a small township, all of whose households are monitored.
private struct CockpitTown {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardizedFileURL.path
  static let screened = Day(year: 2025, month: 8, day: 31) ?? .distantPast
  static let now = Instant(milliseconds: 1_761_900_000_000)
  private static let rules = Result { () throws(RuleLibraryProblems) in
    try RuleLibrary.load(root + "/rules")
  }
  private static let evaluator = Result { () throws(RuleLibraryProblems) in
    IndicatorEvaluator(try IndicatorBook.load(root + "/indicators"))
  }

  let database: Database
  let pages: CockpitPages

  init(renewing: Set<Day> = []) throws {
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    let (database, evaluator) = (try Database(inMemory: "cockpit"), try CockpitTown.evaluator.get())
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all + CaseworkMigrations.all
        + MonitoringMigrations.all + IndicatorMigrations.all)
    try SealStore.unlock(database, with: ring)
    self.database = database
    @Sendable func board(_ day: Day) throws(Problem) -> IndicatorBoard {
      try database.read { (connection) throws(Problem) in
        try evaluator.run(over: CityStore.load(.everything, asOf: day, on: connection))
      }
    }
    let sources = CockpitSources(
      figures: { () throws(Problem) in (try board(CockpitTown.screened), true) },
      earlier: { _ in nil },
      slices: { (codes, days) throws(Problem) in
        guard let day = days.last else { return ([:], []) }
        return ([day: FigureSlice(try board(day), of: codes)], renewing)
      }, city: { nil })
    let resources = CockpitTown.root + "/Resources/zhaotong/"
    let desk = CockpitDesk(
      database, book: try CockpitBook.load(resources + "board.yaml", figures: evaluator.book),
      figures: evaluator.book,
      measures: try WellbeingBook.load(resources + "wellbeing.yaml", library: CockpitTown.rules.get()),
      sources: sources)
    pages = CockpitPages(desk, brand: Text(zh: "守望", en: "Shouwang"), map: TileMap())
    try fill()
  }

  private func fill() throws {
    let (index, ids) = (RegistryIndex(), IDSource(seed: 1))
    let origin = RowOrigin(importNumber: 1, line: 2, dated: Day(number: 18_000))
    for (code, name) in [
      ("5306", "昭通市"), ("530602", "昭阳区"), ("530602001", "北闸镇"), ("530602001001", "红路村"),
      ("530602001001001", "一组"), ("530602002", "南山镇"), ("530602002001", "白坡村"),
      ("530602002001001", "二组"),
    ] {
      let place = try #require(PlaceCode(code))
      try database.write { (connection) throws(Problem) in
        _ = try PlaceStore.merge(place, name: name, origin: origin, index: index, on: connection)
      }
    }
    for number in Int64(1)...43 {
      let group = try #require(PlaceCode(number <= 40 ? "530602001001001" : "530602002001001"))
      let facts = HouseholdFacts(
        number: number, place: group, type: .monitored, registeredYear: 2014, resettled: false,
        housingGrade: 0, waterSafe: true, phone: nil, incomes: [])
      let birth = CockpitTown.screened.adding(days: -40 * 366)
      let citizen = try #require(CitizenID(area: 530_602, birth: birth, sequence: Int(number)))
      let person = PersonFacts(
        citizen: citizen, idIsRight: true, household: number, name: "赵", sex: 1, birth: birth, relation: 1,
        education: 2, schoolStatus: 0, health: 1, labour: 1, disabilityLevel: 0, medicalInsured: 1,
        pensionInsured: 1, workPlace: 2, workMonths: 6, monthlyWageFen: 250_000)
      try database.write { (connection) throws(Problem) in
        _ = try HouseholdStore.merge(facts, origin: origin, index: index, on: connection)
        _ = try PersonStore.merge(
          person, origin: origin, ids: ids, at: CockpitTown.now, index: index, on: connection)
      }
      // Of the small township all are out of danger, of the large one none.
      try episode(number, at: group, ended: number <= 40 ? nil : "2025-03-01")
    }
  }

  private func episode(_ number: Int64, at place: PlaceCode, ended: String?) throws {
    try database.write { (connection) throws(Problem) in
      try connection.run(
        """
        INSERT INTO episode (county, number, household, place, opened_on, is_emergency, risks, type,
          registered_on, ended_on, ending, ended_by, ending_note, total_due, is_paused)
        VALUES (530602, ?, ?, ?, 20000, 0, '01', 'sudden', 20010, ?, ?, ?, ?, 20015, 0)
        """,
        [
          .int(number), .int(number), .int(place.number), ended.flatMap { Day($0) }.map { .day($0) } ?? .null,
          ended == nil ? .null : .text("eliminated"), ended == nil ? .null : .text("甲"),
          ended == nil ? .null : .text(""),
        ])
    }
  }

  /// A clue, as a step of today opens one.
  func clue(_ number: Int64, opened: String) throws {
    let (place, day) = (try #require(PlaceCode("530602001001001")), try #require(Day(opened)))
    try database.write { (connection) throws(Problem) in
      try connection.run(
        """
        INSERT INTO clue (county, number, household, place, cause, severity, opened_on, due, is_emergency)
        VALUES (530602, ?, ?, ?, '01', 'high', ?, ?, 0)
        """, [.int(number), .int(number), .int(place.number), .day(day), .day(day.adding(days: 15))])
      try connection.run(
        """
        INSERT INTO clue_touch (county, household, touch)
        VALUES (530602, ?, (SELECT COALESCE(MAX(touch), 0) + 1 FROM clue_touch))
        """, [.int(number)])
    }
  }

  func board(_ query: String = "") async throws -> String {
    let roles = try RoleBook.load(CockpitTown.root + "/access")
    let visitor = Visitor(
      account: "county_office", name: "测试员", post: PostID(number: 1),
      role: try #require(roles.role("county_office")), place: try #require(PlaceCode("530602")), subject: nil)
    var caller = Caller()
    (caller.stage, caller.account, caller.visitor) = (.inside, visitor.account, visitor)
    (caller.at, caller.request, caller.formToken) = (CockpitTown.now, "request-0001", "t0ken")
    let head = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: "/cockpit/530602\(query)")
    let answer = try await pages.answer(
      Request(head: head, body: RequestBody(buffer: ByteBuffer())), caller)
    let collector = Collector()
    try await #require(answer).body.write(collector)
    return collector.text
  }
}

/// Gathers the body of an answer.
private final class Collector: ResponseBodyWriter {
  private(set) var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite struct CockpitPagesTests {
  /// The row of a table that begins with a place.
  private func row(_ page: String, of place: String) throws -> String {
    let rows = page.components(separatedBy: "<tr>").map { $0.components(separatedBy: "</tr>")[0] }
    return try #require(rows.first { $0.contains(">\(place)</a>") })
  }

  @Test func fewIsSaidOfASmallBaseAndNotOfASmallNumerator() async throws {
    let page = try await CockpitTown().board("?by=riskEliminationRate")
    // None of 40 is out of danger: that is no small base.
    let large = try row(page, of: "北闸镇")
    #expect(large.contains("0.00") && !large.contains("基数小") && large.contains(">1<"), "\(large)")
    // Three of three.
    let small = try row(page, of: "南山镇")
    #expect(small.contains("100.00") && small.contains("基数小") && !small.contains(">2<"), "\(small)")
    let first = try #require(page.range(of: ">北闸镇</a>", options: [], range: page.startIndex..<page.endIndex))
    #expect(page[first.upperBound...].contains(">南山镇</a>"), "who has no rank stands last")
  }

  @Test func cluesAfterTheLastScreeningAreCounted() async throws {
    let town = try CockpitTown()
    let before = try await town.board()
    #expect(before.contains("截至 2025-08-31，由线索") && !before.contains("<td>10月"))
    try town.clue(1, opened: "2025-10-05")
    // A day that has not come yet tells nothing.
    try town.clue(2, opened: "2026-03-01")
    let page = try await town.board()
    #expect(page.contains("截至 2025-10-05，由线索"))
    #expect(page.contains("数据截至 2025-08-31"), "the figures are still those of the screening")
    // What was followed is what a fresh reader counts.
    try town.clue(3, opened: "2025-10-20")
    let later = try await town.board()
    #expect(later.contains("截至 2025-10-20，由线索"))
  }

  @Test func monthsThatAreBeingRenewedSaySo() async throws {
    let july = try #require(Day("2025-07-31"))
    let page = try await CockpitTown(renewing: [july]).board()
    #expect(page.contains("2025-07（正在更新）") && !page.contains("2025-06（正在更新）"))
    #expect(!(try await CockpitTown().board().contains("（正在更新）")))
  }
}
