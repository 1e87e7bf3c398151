// Ledgers of places: every level, history, what a complete one lacks, and what expressions read of them.

import Columns
import Database
import Exchange
import Kernel
import Registry
import RuleLanguage
import RuleValues
import Rules
import Screening
import Sheets
import Testing

@Suite struct PlaceLedgerTests {
  private static let village = String(Town.firstGroup.prefix(12))

  private func kind(_ name: String) throws -> FeedKind { try #require(FeedKind.named(name)) }

  private func city(_ desk: Desk, on day: String) throws -> City {
    let day = try #require(Day(day))
    return try desk.store.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: day, on: connection)
    }
  }

  @Test func aPlaceOfAnyLevelAboveAGroupHasALedger() throws {
    let desk = try Desk.settled()
    let tasks = try kind("tasks")
    let codes = ["530602102203", "530603", "5306", "530602102", "530602000000", "530600000000"]
    let rows = codes.enumerated().map { Town.record(9 - $0, of: tasks, ["place_code": $1]) }
    #expect(outcomes(try desk.counts(Town.feed(tasks, rows))) == [6, 0, 0, 0, 0, 0])
    let table = try city(desk, on: "2025-11-01").frame["Task"]
    let cells = (0..<table.rowCount).map { row in
      ["place", "record_number"].map { "\(table.columns[$0]?.value(at: row).map { "\($0)" } ?? "-")" }
    }
    #expect(
      cells == [
        ["530600000000000", "4"], ["530600000000000", "7"],
        ["530602000000000", "5"], ["530602102000000", "6"],
        ["530602102203000", "9"], ["530603000000000", "8"],
      ], "by place, then by number")
    #expect(table.columns["due_on"]?.value(at: 0) == nil, "a day that is open is absent")
  }

  @Test func aRefusedRowBelongsToTheLowestPlaceThatItsCodeNames() throws {
    let desk = try Desk.settled()
    let projects = try kind("projects")
    try desk.take(
      Town.feed(
        projects,
        [
          Town.record(1, of: projects, ["place_code": "530602102209"]),
          Town.record(2, of: projects, ["place_code": PlaceLedgerTests.village, "amount": "-5"]),
          Town.record(3, of: projects, ["place_code": "99"]),
          Town.record(4, of: projects, ["class": "roads"]),
        ]))
    let rows = try desk.quarantine()
    #expect(rows.map { $0.place?.short } == ["530602102", PlaceLedgerTests.village, nil, "530602"])
    #expect(rows.map(\.code) == ["unknown", "malformed", "malformed", "malformed"])
    #expect(rows.map(\.column) == ["place_code", "amount", "place_code", "class"])
    #expect(rows[3].remedy.en.contains("industry"), "the words that may stand there are named")
  }

  @Test func aLedgerIsImportedAgainChangedAndLosesRows() throws {
    let desk = try Desk.settled()
    let sites = try kind("sites")
    func sheet(_ rows: [(Int, String, String)]) -> SheetText {
      Town.feed(
        sites, rows.map { Town.record($0.0, of: sites, ["place_code": $0.1, "name": $0.2, "large": "1"]) })
    }
    let first = sheet([(1, "530602", "甲"), (2, "530602102", "乙"), (3, "530603", "丙")])
    #expect(outcomes(try desk.counts(first)) == [3, 0, 0, 0, 0, 0])
    var again = first
    again.name = "sites-again.csv"
    #expect(outcomes(try desk.counts(again, dated: "2025-11-02")) == [0, 0, 3, 0, 0, 0])
    // A site turns out to lie in another county; the complete ledger of both lacks one.
    let moved = sheet([(1, "530603101", "甲"), (2, "530602102", "乙区")])
    #expect(outcomes(try desk.counts(moved, dated: "2025-12-01", complete: true)) == [0, 2, 0, 0, 0, 1])
    let there = "SELECT county || ' ' || record_number FROM place_site WHERE gone_on IS NULL"
    #expect(try desk.ask(there).sorted() == ["530602 2", "530603 1"])
    let was = try desk.store.read { (connection) throws(Problem) in
      try HistoryStore.replaced("sites", 1, county: 530_602, on: connection)
    }
    #expect(was.count == 1 && was[0].contains("甲"))
    #expect(
      outcomes(try desk.counts(first, dated: "2025-11-03")) == [0, 0, 0, 3, 0, 0], "the old changes nothing")
    #expect(try city(desk, on: "2025-11-30").frame["Site"].rowCount == 3, "until it went it was there")
    #expect(try city(desk, on: "2025-12-01").frame["Site"].rowCount == 2)
    #expect(try desk.journalIsWhole())
  }

  @Test func aLedgerTouchesNoHousehold() throws {
    let desk = try Desk.settled()
    let tasks = try kind("tasks")
    let summary = try desk.take(Town.feed(tasks, [Town.record(1, of: tasks)]))
    let number = try #require(summary.files.first?.number)
    let touched = try desk.store.read { (connection) throws(Problem) in
      try TouchedStore.households(ofImport: number, kind: "tasks", most: 10, on: connection)
    }
    #expect(touched == [])
  }

  @Test func expressionsReadWhatPersonsBring() throws {
    let desk = try Desk.settled()
    let (work, bindings, claims) = (try kind("work"), try kind("bindings"), try kind("claims"))
    try desk.take(
      Town.feed(
        work,
        [
          Town.record(1, of: work, ["until": "2024-09-30", "months": "4"]),
          Town.record(
            2, of: work, ["until": "2025-09-30", "months": "9", "organised": "1", "work_place": "5"]),
        ]),
      Town.feed(
        bindings,
        [
          Town.record(1, of: bindings, ["form": "firm_coop_base", "end_date": "2025-06-30"]),
          Town.record(2, of: bindings, ["pid": Town.citizen(3), "form": "firm_coop"]),
        ]),
      Town.feed(
        claims, [Town.record(1, of: claims, ["paid_date": "2025-05-01"]), Town.record(2, of: claims)]))
    let city = try city(desk, on: "2025-11-01")
    func holds(_ text: String, over record: String) throws -> [Bool] {
      try rows(text, "0", over: record, of: city).map(\.holds)
    }
    #expect(
      try holds(
        "person.work_years.exists(w, w.organised && w.months >= 9 && w.work_place == work_place.outside)",
        over: "Person") == [true, false, false, false])
    #expect(
      try holds(
        "household.bindings.exists(b, "
          + "b.form != binding_form.firm && (!has(b.end_date) || b.end_date > as_of))",
        over: "Household") == [false, true, false])
    let paid = try rows(
      "true", "sum(household.claims.filter(c, has(c.paid_date)).map(c, c.amount))", over: "Household",
      of: city)
    #expect(paid.map(\.value) == [1_250, 0, 0])
  }

  @Test func expressionsReadLedgers() throws {
    let desk = try Desk.settled()
    let (projects, entities) = (try kind("projects"), try kind("entities"))
    try desk.take(
      Town.feed(
        projects,
        [
          Town.record(
            1, of: projects,
            ["class": "industry", "passed": "1", "reviewed_on": "2025-02-01", "amount": "60.41"]),
          Town.record(2, of: projects, ["class": "industry", "passed": "1", "reviewed_on": "2026-02-01"]),
          Town.record(3, of: projects, ["class": "infrastructure", "place_code": "5306"]),
        ]),
      Town.feed(
        entities,
        [
          Town.record(1, of: entities, ["kind": "coop", "name": "合作社"]),
          Town.record(2, of: entities, ["kind": "firm", "end_date": "2025-10-31"]),
        ]))
    let city = try city(desk, on: "2025-11-01")
    let found = try rows(
      "project.class == project_class.industry && project.passed && has(project.reviewed_on) "
        + "&& project.reviewed_on <= as_of", "project.amount", over: "Project", of: city)
    #expect(found.map(\.holds) == [false, true, false])
    #expect(found.map(\.value) == [1_250, 6_041, 1_250])
    #expect(
      try rows(
        "entity.name.contains('合') || entity.place == 530602000000000 && has(entity.end_date)", "1",
        over: "Entity", of: city
      ).map(\.holds) == [true, true])
    // Where nothing came the table is there and empty.
    for record in ScreeningVocabulary.ledgers where !["Project", "Entity"].contains(record.name) {
      let row = record.variable
      #expect(try rows("\(row).record_number > 0", "\(row).place", over: record.name, of: city).isEmpty)
    }
  }

  /// A test and a number over the rows of a table, by columns; row by row they say the same.
  private func rows(
    _ test: String, _ number: String, over record: String, of city: City
  ) throws -> [(holds: Bool, value: Int64)] {
    let variable = try #require(ScreeningVocabulary.record(record)?.variable)
    var words = ScreeningVocabulary.base()
    words.variables[variable] = Vocabulary.Variable(.record(record))
    let rule = try Checker.check(test, vocabulary: words, expecting: .bool)
    let output = try Checker.check(number, vocabulary: words, expecting: .int)
    let plan = Plan(
      rules: [rule], subject: record, subjectVariable: variable, derived: [], outputs: [output],
      vocabulary: words)
    #expect(plan.courses.allSatisfy { !$0.isByRow })
    let outcome = plan.run(
      over: city.frame, rows: 0..<city.frame[record].rowCount,
      constants: ["as_of": RuleTime.value(city.asOf)])
    return (0..<outcome.rowCount).map { (outcome.hits[0][$0], outcome.outputs[0].values[$0]) }
  }
}
