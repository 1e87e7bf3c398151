// Every refusal of every kind of cell: code, line, column, value and remedy.

import Exchange
import Kernel
import Registry
import Sheets
import Testing

struct BadCell: Sendable, CustomTestStringConvertible {
  let column: String
  let value: String
  let code: RowFault.Code

  init(_ column: String, _ value: String, _ code: RowFault.Code = .malformed) {
    (self.column, self.value, self.code) = (column, value, code)
  }

  var testDescription: String { "\(column)=\(value)" }
}

@Suite struct RefusalTests {
  /// Imports one good row, then the bad one, and looks at what quarantine says of it.
  private func check(_ cell: BadCell, in sheet: SheetText, on desk: Desk, shown: String? = nil) throws {
    let counts = try desk.counts(sheet)
    #expect(outcomes(counts) == [1, 0, 0, 0, 1, 0], "the good row goes in")
    #expect(counts.faults == [cell.code: 1])
    let rows = try desk.quarantine()
    let row = try #require(rows.first)
    #expect(rows.count == 1)
    #expect((row.line, row.column, row.code) == (3, cell.column, cell.code.rawValue))
    #expect(row.value == shown ?? cell.value)
    #expect((row.file, row.kind) == (sheet.name, sheet.name.replacing(".csv", with: "")))
    #expect(!row.remedy.zh.isEmpty && !row.remedy.en.isEmpty && row.remedy.zh != row.remedy.en)
    #expect(row.raw == sheet.lines.last)
    #expect(!row.isKept)
  }

  @Test(arguments: [
    BadCell("code", ""), BadCell("code", "53060"), BadCell("code", "53060X"), BadCell("level", "3"),
    BadCell("level", "0"), BadCell("level", ""), BadCell("parent", ""), BadCell("parent", "530603"),
    BadCell("name", ""), BadCell("name", " 　"),
  ])
  func aPlaceIsRefusedFor(_ cell: BadCell) throws {
    var sheet = Town.places
    sheet.rows = [sheet.rows[0], sheet.rows[1].merging([cell.column: cell.value]) { $1 }]
    try check(cell, in: sheet, on: try Desk())
  }

  @Test func aPlaceNeedsItsParentListedBefore() throws {
    var sheet = Town.places
    sheet.rows = [sheet.rows[0], sheet.rows[2]]
    try check(BadCell("parent", "530602", .unknown), in: sheet, on: try Desk())
  }

  @Test(arguments: [
    BadCell("household_id", ""), BadCell("household_id", "0"), BadCell("household_id", "-3"),
    BadCell("household_id", "H3"), BadCell("household_id", "1234567890123456789"), BadCell("group_code", ""),
    BadCell("group_code", "530602102203"), BadCell("group_code", "530602102203999", .unknown),
    BadCell("hh_type", ""), BadCell("hh_type", "g"), BadCell("hh_type", "X"),
    BadCell("registered_year", "1948"),
    BadCell("registered_year", "14"), BadCell("resettled", ""), BadCell("resettled", "2"),
    BadCell("housing_grade", "E"), BadCell("housing_grade", "b"), BadCell("water_safe", "yes"),
    BadCell("wage_2024", ""), BadCell("oper_2024", "-1"), BadCell("prop_2024", "1.5"),
    BadCell("trans_2024", "1000000000000"), BadCell("exp_2024", "１２"),
  ])
  func aHouseholdIsRefusedFor(_ cell: BadCell) throws {
    let desk = try Desk()
    try desk.take(Town.places)
    let sheet = Town.households([Town.household(1), Town.household(2, [cell.column: cell.value])])
    try check(cell, in: sheet, on: desk)
  }

  @Test(arguments: ["registered_year", "housing_grade", "water_safe", "phone"])
  func aHouseholdMayLeaveACellEmpty(_ column: String) throws {
    let desk = try Desk()
    try desk.take(Town.places)
    let counts = try desk.counts(Town.households([Town.household(1, [column: " "])]))
    #expect(outcomes(counts) == [1, 0, 0, 0, 0, 0])
    let table = ["housing_grade", "water_safe"].contains(column) ? "living_condition" : "household"
    #expect(try desk.ask("SELECT COUNT(*) FROM \(table) WHERE \(column) IS NULL") == ["1"])
  }

  @Test(arguments: [
    BadCell("pid", ""), BadCell("pid", "53060219800101001"), BadCell("pid", "53060219800101001A"),
    BadCell("household_id", ""), BadCell("household_id", "x"), BadCell("household_id", "99", .unknown),
    BadCell("name", ""), BadCell("sex", "0"), BadCell("sex", "男"), BadCell("birth_date", ""),
    BadCell("birth_date", "1980-02-30"), BadCell("birth_date", "19800101"),
    BadCell("birth_date", "1849-12-31"),
    BadCell("birth_date", "2201-01-01"), BadCell("relation", "0"), BadCell("relation", "100"),
    BadCell("education", "10"), BadCell("school_status", "6"), BadCell("health", "0"), BadCell("health", "5"),
    BadCell("labour", "5"), BadCell("disability", "5"), BadCell("med_insured", "2"),
    BadCell("pension_insured", ""), BadCell("work_place", "6"), BadCell("work_months", "13"),
    BadCell("monthly_wage", "2500.50"), BadCell("monthly_wage", "-1"),
  ])
  func aPersonIsRefusedFor(_ cell: BadCell) throws {
    let desk = try Desk()
    try desk.take(Town.places, Town.threeHouseholds)
    let sheet = Town.persons([Town.person(1, in: 1), Town.person(2, in: 1, [cell.column: cell.value])])
    try check(cell, in: sheet, on: desk)
  }

  @Test func aPersonWithAWrongCheckCharacterStaysAndIsLookedAt() throws {
    let desk = try Desk()
    try desk.take(Town.places, Town.threeHouseholds)
    let wrong = Town.wrongCitizen(2)
    let counts = try desk.counts(
      Town.persons([Town.person(1, in: 1), Town.person(2, in: 1, ["pid": wrong])]))
    #expect(outcomes(counts) == [2, 0, 0, 0, 0, 0])
    #expect(counts.flagged == 1)
    let row = try #require(try desk.quarantine().first)
    #expect((row.line, row.column, row.code, row.value) == (3, "pid", "badCheck", wrong))
    #expect(row.isKept)
    #expect(try desk.ask("SELECT COUNT(*) FROM person WHERE id_checked = 0") == ["1"])
    let feed = try desk.counts(try Town.medical([Town.bill(1, of: 2, ["pid": wrong])]))
    #expect(feed.faults == [.badCheck: 1], "no feed can be matched to such a person")
  }

  @Test(arguments: FeedKind.all.map(\.name))
  func aRowOfAFeedIsRefusedForEachOfItsCells(_ name: String) throws {
    let kind = try #require(FeedKind.named(name))
    var cells = ["", "0", "-1", "x", "9999999999999999999"].map { BadCell("record_id", $0) }
    cells += kind.columns.flatMap { column in
      RefusalTests.badValues(of: column.content).map { BadCell(column.name, $0) }
    }
    switch kind.key {
    case .person:
      cells += [
        BadCell("pid", Town.wrongCitizen(1), .badCheck), BadCell("pid", "", .badCheck),
        BadCell("pid", "53060219800101001", .badCheck), BadCell("pid", Town.citizen(99), .unknown),
      ]
    case .group:
      cells += [
        BadCell("group_code", ""), BadCell("group_code", "530602102203"),
        BadCell("group_code", "53060210220300X"),
        BadCell("group_code", "530602102203999", .unknown),
      ]
    case .place:
      cells += [
        BadCell("place_code", ""), BadCell("place_code", "53060210220"), BadCell("place_code", "5306O2"),
        BadCell("place_code", Town.firstGroup), BadCell("place_code", "530600102"),
        BadCell("place_code", "530699", .unknown), BadCell("place_code", "530602102209", .unknown),
      ]
    }
    for cell in cells {
      let desk = try Desk.settled()
      let sheet = Town.feed(
        kind, [Town.record(1, of: kind), Town.record(2, of: kind, [cell.column: cell.value])])
      try check(cell, in: sheet, on: desk)
    }
  }

  private static func badValues(of content: FeedKind.Content) -> [String] {
    switch content {
    case .day: ["", "2025-02-29", "2025-3-1", "2025-03-01 08:00", "today"]
    case .openDay: ["2025-13-01", "-"]
    case .money: ["", "-1", "1.234", "1.", "1e3", "¥5"]
    case .yuan: ["", "-1", "1.5", "1000000000000"]
    case .number(let range): ["", "\(range.upperBound + 1)", "-1", "x"]
    case .flag: ["", "2", "-1", "yes"]
    case .code: ["", "?", "a b"]
    case .name: ["", " ", "　"]
    case .text: []
    }
  }

  @Test(arguments: FeedKind.all.filter { !$0.dayOrders.isEmpty }.map(\.name))
  func aDayIsNotBeforeTheOneItFollows(_ name: String) throws {
    let kind = try #require(FeedKind.named(name))
    for order in kind.dayOrders {
      let (first, second) = (kind.columns[order.first].name, kind.columns[order.second].name)
      let days = [first: "2025-03-02", second: "2025-03-01"]
      let desk = try Desk.settled()
      let sheet = Town.feed(
        kind, [Town.record(1, of: kind), Town.record(2, of: kind, days)])
      try check(BadCell(second, "2025-03-01"), in: sheet, on: desk)
      let same = Town.feed(kind, [Town.record(3, of: kind, days.mapValues { _ in "2025-03-02" })])
      #expect(outcomes(try desk.counts(same)) == [1, 0, 0, 0, 0, 0])
    }
  }

  @Test func theFirstFaultNamesTheRow() throws {
    let desk = try Desk.settled()
    try desk.take(try Town.medical([Town.bill(1)]))
    var sheet = try Town.medical([
      Town.bill(1, of: 1, ["self_paid": "1.00"]),
      Town.bill(1, of: 99, ["pid": Town.wrongCitizen(1), "self_paid": "x"]),
      Town.bill(1, of: 1, ["pid": Town.wrongCitizen(1)]), Town.bill(1, of: 99), Town.bill(1),
    ])
    sheet.name = "medical-2.csv"
    let counts = try desk.counts(sheet)
    #expect(outcomes(counts) == [0, 1, 0, 0, 4, 0])
    #expect(try desk.quarantine().map(\.code) == ["malformed", "badCheck", "unknown", "duplicate"])
    #expect(try desk.quarantine().map(\.line) == [3, 4, 5, 6])
  }

  @Test func blanksAroundAValueNeverMatter() throws {
    let desk = try Desk.settled()
    let counts = try desk.counts(
      try Town.medical([
        Town.bill(
          1, of: 1,
          [
            "record_id": " 1 ", "pid": "\u{3000}\(Town.citizen(1).lowercased())\t",
            "settle_date": "\u{A0}2025-03-01 ",
          ])
      ]))
    #expect(outcomes(counts) == [1, 0, 0, 0, 0, 0])
    let persons = try desk.counts(
      Town.persons([Town.person(1, in: 1, ["pid": " \u{3000}" + Town.citizen(1), "name": " 王秀英 "])]))
    #expect(outcomes(persons) == [0, 0, 1, 0, 0, 0])
  }
}
