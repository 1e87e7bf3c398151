// Episodes and measures as columns: what they were on a day, for one household as for the city.
import Access
import Casework
import Columns
import Dashboards
import Database
import Foundation
import Kernel
import Registry
import RuleValues
import Rules
import Screening
import Simulation
import Synchronization
import Testing

@Suite struct CaseColumnsTests {
  private let folder: WorkFolder
  private let database: Database
  private let book: ProcedureBook
  private let plain: City

  private static let folders = Atomic<Int>(0)

  init() throws {
    folder = try WorkFolder("cases-\(CaseColumnsTests.folders.add(1, ordering: .relaxed).newValue)")
    _ = try SyntheticCity(scale: .tiny, seed: 41, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    book = try ProcedureBook.load(Project.root + "/casework")
    plain = try Project.city(database)
  }

  private func day(_ days: Int) -> Day { Project.asOf.adding(days: days) }

  /// Every fifth household has a case that began a year ago, was registered, and some ended; every tenth has
  /// a measure too. The household of row 0 has two cases.
  private func fill() throws {
    try database.write { (connection) throws(Problem) in
      for row in stride(from: 0, to: plain.householdCount, by: 5) { try open(row, connection) }
      var second = try episode(0, -20, connection)
      second.risks = [.water]
      try EpisodeStore.save(second, book, on: Project.asOf, connection)
    }
  }

  private func open(_ row: Int, _ connection: Connection) throws(Problem) {
    var own = try episode(row, -300, connection)
    (own.type, own.registeredOn) = (.marginal, day(-290))
    if row % 3 == 0 {
      own.ending = EpisodeEnding(kind: .eliminated, on: day(-30), by: "zhang", note: "")
    }
    try EpisodeStore.save(own, book, on: Project.asOf, connection)
    guard row % 10 == 0 else { return }
    let plan = MeasurePlan(
      group: "100A40", risk: .illness, title: "公益岗位", officer: "zhang", due: day(-100),
      amount: row % 20 == 0 ? Money(fen: 80_000) : nil)
    let id = try MeasureStore.next(county: own.id.county, on: connection)
    var measure = try MeasureSteps(book, today: day(-280), by: "zhang").planned(
      plan, id, episode: own.id.number, household: own.household, place: own.place, risks: own.risks)
    (measure.startedOn, measure.doneOn) = (day(-270), day(-120))
    try MeasureStore.save(measure, on: connection)
  }

  private func episode(_ row: Int, _ days: Int, _ connection: Connection) throws(Problem) -> Episode {
    guard let place = PlaceCode(number: plain.places[row]) else { preconditionFailure("a valid place") }
    return Episode(
      id: try EpisodeStore.next(county: place.number / 1_000_000_000, on: connection),
      household: plain.numbers[row], place: place, openedOn: day(days), risks: [.illness, .unstableJob])
  }

  private func city(_ days: Int = 0) throws -> City {
    try database.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: day(days), on: connection)
    }
  }

  private func cells(_ city: City, _ row: Int, _ list: String) throws -> [[String: Value]] {
    let children = try #require(city.frame["Household"].lists[list])
    let table = city.frame[children.table]
    return children.rows(of: row).map { child in table.columns.compactMapValues { $0.value(at: child) } }
  }

  @Test func aCityWithoutCasesHasEmptyLists() throws {
    for (list, record) in [("episodes", "Episode"), ("measures", "Measure")] {
      #expect(plain.frame[record].rowCount == 0)
      #expect(try cells(plain, 0, list).isEmpty)
      let fields = try #require(ScreeningVocabulary.record(record)).fields.map(\.name)
      #expect(Set(plain.frame[record].columns.keys).isSuperset(of: fields))
    }
  }

  @Test func casesStandAsTheyWereOnTheDay() throws {
    try fill()
    let (monitored, eliminated) = (Value.int(2), Value.int(3))
    #expect(try cells(city(-301), 0, "episodes").isEmpty)
    let before = try #require(try cells(city(-295), 0, "episodes").first)
    #expect(before["state"] == .int(1) && before["registered_on"] == nil && before["ended_on"] == nil)
    let within = try #require(try cells(city(-40), 0, "episodes").first)
    #expect(within["state"] == monitored && within["registered_on"] == RuleTime.value(day(-290)))
    #expect(within["causes"] == .string("01|07") && within["object_type"] == .int(2))
    #expect(try cells(city(-40), 0, "episodes").count == 1)
    let now = try cells(city(), 0, "episodes")
    #expect(now.map { $0["state"] } == [eliminated, .int(1)], "by the day on which they began")
    #expect(now[0]["eliminated_on"] == RuleTime.value(day(-30)) && now[1]["object_type"] == nil)
    #expect(now[0]["carried_over"] == .bool(false) && now[1]["earlier"] == nil)
    let planned = try #require(try cells(city(-275), 0, "measures").first)
    #expect(planned["state"] == .int(1) && planned["done_on"] == nil && planned["kind"] == .int(1))
    let done = try #require(try cells(city(), 0, "measures").first)
    #expect(done["state"] == .int(3) && done["amount"] == .int(80_000))
    #expect(done["group"] == .string("100A40"))
    #expect(try cells(city(), 10, "measures").first?["amount"] == nil)
    #expect(try cells(city(), 5, "measures").isEmpty)
  }

  @Test func aHouseholdAloneHasTheSameCases() throws {
    try fill()
    let whole = try city()
    for row in 0..<whole.householdCount {
      let alone = try database.read { (connection) throws(Problem) in
        try CityStore.load(
          .household(county: whole.places[row] / 1_000_000_000, number: whole.numbers[row]),
          asOf: Project.asOf, on: connection)
      }
      for list in ["episodes", "measures"] {
        #expect(try cells(alone, 0, list) == cells(whole, row, list), "household \(row)")
      }
    }
  }

  @Test func aRuleOverCasesIsTheSameByColumnsAndRowByRow() throws {
    try fill()
    let library = try CaseColumnsTests.library([
      "open_case": "household.episodes.exists(e, e.state == episode_state.monitored)",
      "long_ago":
        "household.episodes.exists(e, e.?registered_on.orValue(as_of) < as_of - duration('2400h'))",
      "ill": "household.episodes.exists(e, e.causes.contains('01') && e.state != episode_state.eliminated)",
      "helped":
        "household.measures.exists(m, m.group == '100A40' && m.?amount.orValue(0) > 100 && has(m.done_on))",
    ])
    let screener = try Screener(library)
    let whole = try city()
    let masks = try screener.run(over: whole).masks()
    let slow = try PlainScreening(screener, city: whole)
    #expect(masks == (0..<whole.householdCount).map { slow.mask(row: $0) })
    for rule in library.rules { #expect(masks.contains { $0 & rule.bit != 0 }, "\(rule.name)") }
    let ledger = try Screener(Project.ledgerRules())
    let found = try ledger.run(over: whole).masks()
    let read = try PlainScreening(ledger, city: whole)
    #expect(found == (0..<whole.householdCount).map { read.mask(row: $0) }, "and so on the ledger")
  }

  /// A library of rules by name and condition.
  private static func library(_ conditions: [String: String]) throws -> RuleLibrary {
    var files = [
      "parameters.yaml": "- {name: line, unit: yuan, default: 8000, zh: 监测线, en: monitoring line}"
    ]
    for (order, rule) in conditions.sorted(by: { $0.key < $1.key }).enumerated() {
      files["\(rule.key)/rule.cel"] = rule.value
      files["\(rule.key)/rule.yaml"] = """
        order: \(order)
        code: R0\(order)
        version: 1
        kind: risk
        severity: red
        check_within_days: 3
        cause: "01"
        title: {zh: \(rule.key), en: \(rule.key)}
        evidence: [episodes]
        explanation: {zh: 有, en: there is}
        source: {zh: 试验, en: a trial}
        """
      files["\(rule.key)/cases.yaml"] = """
        - kind: hit
          zh: 有
          en: some
          as_of: 2025-10-31
          household:
            episodes:
            - opened_on: 2024-01-01
              due_on: 2024-01-16
              registered_on: 2024-01-09
              state: monitored
              causes: "01|07"
            measures:
            - {opened_on: 2024-01-10, due_on: 2024-06-01, done_on: 2024-05-01, group: 100A40, amount: 800}
        - {kind: near_miss, zh: 无, en: none, household: {}}
        - {kind: missing_data, zh: 无, en: none, expect: miss, household: {}}
        """
    }
    return try RuleLibrary(files: files)
  }

  @Test func theCityInMemoryFollowsEveryCase() throws {
    let path = folder.path + "/city.sqlite"
    func load() throws -> LoadedCity {
      try database.read { (connection) throws(Problem) in
        try CitySnapshotStore.load(asOf: Project.asOf, beside: path, on: connection)
      }
    }
    #expect(try load().source == .store)
    try fill()
    let loaded = try load()
    #expect(loaded.source == .snapshot && loaded.cases > 0, "the register is the same")
    let fresh = try city()
    for list in ["episodes", "measures"] {
      for row in 0..<fresh.householdCount {
        #expect(try cells(loaded.city, row, list) == cells(fresh, row, list))
      }
    }
    let touched = try database.read { (connection) throws(Problem) in
      (
        try CaseTouchStore.households(after: loaded.cases - 1, most: 10, on: connection),
        try CaseTouchStore.households(after: 0, most: 10, on: connection)
      )
    }
    let first = HouseholdKey(county: plain.places[0] / 1_000_000_000, number: plain.numbers[0])
    #expect(touched.0 == [first], "the second case of row 0 came last")
    #expect(touched.1 == nil, "more than ten")
  }
}
