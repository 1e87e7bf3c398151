// Numbers that stand twice in one file: which row counts does not depend on what the store knows.

import Database
import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct DoublesTests {
  @Test func theFirstRowOfAHouseholdCounts() throws {
    let desk = try Desk()
    try desk.take(Town.places)
    let counts = try desk.counts(
      Town.households([
        Town.household(1, ["hh_type": "?"]), Town.household(1, ["wage_2024": "100"]),
        Town.household(1, ["wage_2024": "200"]),
      ]))
    #expect(outcomes(counts) == [1, 0, 0, 0, 2, 0])
    #expect(try desk.quarantine().map(\.code) == ["malformed", "duplicate"])
    let row = try #require(try desk.quarantine().last)
    #expect((row.line, row.column, row.value) == (4, "household_id", "1"))
    #expect(try desk.ask("SELECT wage FROM income") == ["10000"], "the first row that can be used")
  }

  @Test(arguments: [
    ([3, 1, 2], 1, [2, 4]), ([1, 1, 2], 1, [3, 4]), ([2, 3, 3], 2, [3, 4]), ([99, 3, 2], 2, [3]),
  ])
  func ofAPersonTheSmallestHouseholdCountsAndOfThoseTheFirst(
    _ households: [Int], _ chosen: Int, _ losers: [Int]
  ) throws {
    let desk = try Desk()
    try desk.take(Town.places, Town.threeHouseholds)
    let rows = households.enumerated().map { Town.person(1, in: $1, ["name": "王\($0)"]) }
    let counts = try desk.counts(Town.persons(rows))
    #expect(counts.outcomes.new == 1)
    #expect(try desk.ask("SELECT household FROM membership") == ["\(chosen)"])
    let doubles = try desk.quarantine().filter { $0.code == "duplicate" }
    #expect(doubles.map(\.line) == losers)
    #expect(doubles.allSatisfy { $0.column == "pid" && $0.value == Town.citizen(1) })
    let first = try #require(households.firstIndex(of: chosen))
    #expect(try desk.ask("SELECT name FROM person") == ["王\(first)"])
  }

  @Test func theFirstAcceptedRecordOfAFeedCounts() throws {
    let desk = try Desk.settled()
    let counts = try desk.counts(
      try Town.medical([
        Town.bill(5, of: 99), Town.bill(5, of: 2), Town.bill(5, of: 1), Town.bill(6), Town.bill(6),
      ]))
    #expect(outcomes(counts) == [2, 0, 0, 0, 3, 0])
    #expect(counts.faults == [.unknown: 1, .duplicate: 2])
    #expect(try desk.quarantine().map(\.line) == [2, 4, 6])
    let row = try #require(try desk.quarantine().last)
    #expect((row.column, row.value) == ("record_id", "6"))
  }

  @Test func theFirstRowOfAPlaceCounts() throws {
    let desk = try Desk()
    var sheet = Town.places
    sheet.rows.append(sheet.rows[1].merging(["name": "新名"]) { $1 })
    #expect(outcomes(try desk.counts(sheet)) == [10, 0, 0, 0, 1, 0])
    let row = try #require(try desk.quarantine().first)
    #expect((row.line, row.column, row.code, row.value) == (12, "code", "duplicate", "530602"))
    #expect(try desk.ask("SELECT COUNT(*) FROM place WHERE name = '新名'") == ["0"])
  }

  @Test func aDoubleStaysADoubleInTheNextDelivery() throws {
    let desk = try Desk.settled()
    var households = Town.threeHouseholds
    households.rows.append(Town.household(1, ["wage_2024": "1"]))
    var persons = Town.fourPersons
    persons.rows.append(Town.person(1, in: 2, ["name": "王"]))
    var bills = try Town.medical([Town.bill(1), Town.bill(1, of: 2)])
    // The other delivery differs in one row, so that the first of the doubles is identical to what is stored.
    for (delivery, dated) in ["2025-11-01", "2025-12-01"].enumerated() {
      households.rows[1]["phone"] = "1380000000\(delivery)"
      persons.rows[2]["work_months"] = "\(delivery)"
      bills.rows.append(try Town.bill(10 + delivery))
      let summary = try desk.take(households, persons, bills, dated: dated)
      #expect(summary.total.faults == [.duplicate: 3])
      #expect(try desk.ask("SELECT wage FROM income WHERE household = 1") == ["1200000"])
      #expect(try desk.ask("SELECT COUNT(*) FROM person WHERE name = '王'") == ["0"])
      let owner = "SELECT p.citizen_key = ? FROM medical_bill b JOIN person p ON p.id = b.person"
      let citizen = try #require(CitizenID.read(Town.citizen(1)).id)
      #expect(
        try desk.ask(owner + " WHERE b.record_number = 1", [.int(try desk.key(citizen))]) == ["1"])
    }
  }
}
