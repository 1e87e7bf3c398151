// Complete registers: what they lack is gone, what they name in a bad row is not, and what returns is back.

import Database
import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct CompleteSheetTests {
  private func household(_ desk: Desk, _ number: Int64, _ county: Int64, on day: String) throws
    -> HouseholdRecord?
  {
    let day = try #require(Day(day))
    return try desk.store.read { (connection) throws(Problem) in
      try HouseholdQueryStore.household(county: county, number: number, asOf: day, on: connection)
    }
  }

  @Test func aHouseholdThatACompleteRegisterLacksIsGone() throws {
    let desk = try Desk.settled()
    var sheet = Town.threeHouseholds
    sheet.rows.remove(at: 0)
    let counts = try desk.counts(sheet, dated: "2025-12-01", complete: true)
    #expect(outcomes(counts) == [0, 0, 2, 0, 0, 1])
    #expect(counts.total == 2, "who is gone was not read")
    #expect(try household(desk, 1, 530_602, on: "2025-12-01") == nil)
    #expect(try household(desk, 1, 530_602, on: "2025-11-30")?.members.count == 2)
    #expect(
      try desk.ask("SELECT to_day FROM membership WHERE household = 1 GROUP BY to_day")
        == ["\(try #require(Day("2025-12-01")).number)"])
    #expect(try desk.journalIsWhole())
  }

  @Test func onlyTheCountiesOfTheSheetAreMeant() throws {
    let desk = try Desk.settled()
    let counts = try desk.counts(
      Town.households([Town.household(3, in: Town.farGroup)]), dated: "2025-12-01", complete: true)
    #expect(outcomes(counts) == [0, 0, 1, 0, 0, 0], "the register of one county says nothing of another")
  }

  @Test func anEmptyCompleteRegisterTakesNobodyAway() throws {
    let desk = try Desk.settled()
    let counts = try desk.counts(Town.households([]), dated: "2025-12-01", complete: true)
    #expect(outcomes(counts) == [0, 0, 0, 0, 0, 0])
  }

  @Test func whoIsNamedInABadRowIsNotGone() throws {
    let desk = try Desk.settled()
    try desk.take(try Town.medical([Town.bill(1), Town.bill(2)]))
    var (households, persons) = (Town.threeHouseholds, Town.fourPersons)
    households.rows[0]["hh_type"] = "?"
    persons.rows[0]["birth_date"] = "1980-02-30"
    persons.rows[1]["household_id"] = "99"
    let bills = try Town.medical([Town.bill(1, of: 1, ["self_paid": "?"]), Town.bill(2)])
    let summary = try desk.take(households, persons, bills, dated: "2025-12-01", complete: true)
    #expect(
      summary.files.map { outcomes($0.counts) } == [
        [0, 0, 2, 0, 1, 0], [0, 0, 2, 0, 2, 0], [0, 0, 1, 0, 1, 0],
      ])
  }

  @Test func whoIsNamedInARowThatCannotBeSplitIsNotGone() throws {
    let desk = try Desk.settled()
    var lines = Town.fourPersons.lines
    lines[1] += ",one more"
    let path = try desk.file(Array(lines.joined(separator: "\n").utf8), name: "persons.csv")
    let summary = try desk.take(paths: [path], dated: "2025-12-01", complete: true)
    #expect(outcomes(summary.total) == [0, 0, 3, 0, 1, 0])
  }

  @Test func aHouseholdThatReturnsHasItsMembersAgain() throws {
    let desk = try Desk.settled()
    var sheet = Town.threeHouseholds
    let first = sheet.rows.remove(at: 0)
    try desk.take(sheet, dated: "2025-12-01", complete: true)
    sheet.rows.append(first)
    #expect(outcomes(try desk.counts(sheet, dated: "2026-01-01", complete: true)) == [0, 1, 2, 0, 0, 0])
    #expect(try household(desk, 1, 530_602, on: "2025-12-31")?.members.isEmpty ?? true)
    let back = try #require(try household(desk, 1, 530_602, on: "2026-01-01"))
    #expect(back.members.map(\.name) == ["王秀英", "李明"])
    #expect(outcomes(try desk.counts(Town.fourPersons, dated: "2026-01-01")) == [0, 0, 4, 0, 0, 0])
  }

  @Test func aMemberWhoMovedOnDoesNotComeBackWithTheHousehold() throws {
    let desk = try Desk.settled()
    var (households, persons) = (Town.threeHouseholds, Town.fourPersons)
    let first = households.rows.remove(at: 0)
    try desk.take(households, dated: "2025-12-01", complete: true)
    persons.rows[0]["household_id"] = "2"
    persons.rows.remove(at: 1)
    try desk.take(persons, dated: "2025-12-02")
    households.rows.append(first)
    try desk.take(households, dated: "2026-01-01")
    #expect(try household(desk, 1, 530_602, on: "2026-01-01")?.members.map(\.name) == ["李明"])
    #expect(try household(desk, 2, 530_602, on: "2026-01-01")?.members.map(\.name) == ["王秀英", "赵𠮷"])
  }

  @Test func aPersonThatACompleteRegisterLacksIsGoneAndCanReturn() throws {
    let desk = try Desk.settled()
    var sheet = Town.fourPersons
    let second = sheet.rows.remove(at: 1)
    #expect(outcomes(try desk.counts(sheet, dated: "2025-12-01", complete: true)) == [0, 0, 3, 0, 0, 1])
    #expect(try household(desk, 1, 530_602, on: "2025-12-01")?.members.count == 1)
    let feed = try desk.counts(try Town.medical([Town.bill(1, of: 2)]), dated: "2025-12-01")
    #expect(feed.faults == [.unknown: 1], "nobody registered has this number now")
    sheet.rows.append(second)
    #expect(outcomes(try desk.counts(sheet, dated: "2026-01-01", complete: true)) == [0, 1, 3, 0, 0, 0])
    #expect(try household(desk, 1, 530_602, on: "2026-01-01")?.members.count == 2)
  }

  @Test func aPersonIsLookedForWhereTheyLiveAndNotWhereTheirRowIsKept() throws {
    let desk = try Desk.settled()
    // Person 3 moves from county 530602 to a household of county 530603.
    let moved = Town.person(3, in: 3, ["name": "赵𠮷"])
    try desk.take(Town.persons([moved]), dated: "2025-11-15")
    var near = Town.fourPersons
    near.rows.removeSubrange(2...)
    #expect(outcomes(try desk.counts(near, dated: "2025-12-01", complete: true)) == [0, 0, 2, 0, 0, 0])
    let far = Town.persons([Town.person(4, in: 3, ["name": "买买提·吐尔逊"])])
    #expect(outcomes(try desk.counts(far, dated: "2025-12-01", complete: true)) == [0, 0, 1, 0, 0, 1])
    #expect(try desk.ask("SELECT name FROM person WHERE gone_on IS NOT NULL") == ["赵𠮷"])
  }

  @Test func anOlderCompleteRegisterTakesNobodyAwayWhomAYoungerOneNames() throws {
    let desk = try Desk.settled()
    let households = Town.households([
      Town.household(2, in: Town.secondGroup), Town.household(3, in: Town.farGroup),
    ])
    #expect(outcomes(try desk.counts(households, dated: "2025-10-01", complete: true)) == [0, 0, 2, 0, 0, 0])
    let persons = Town.persons([Town.person(3, in: 2, ["name": "赵𠮷"])])
    #expect(outcomes(try desk.counts(persons, dated: "2025-10-01", complete: true)) == [0, 0, 1, 0, 0, 0])
  }

  @Test func whoIsGoneIsNotBroughtBackByAnOlderRegister() throws {
    let desk = try Desk.settled()
    var sheet = Town.threeHouseholds
    let first = sheet.rows.remove(at: 0)
    try desk.take(sheet, dated: "2025-12-01", complete: true)
    let late = Town.households([first.merging(["wage_2024": "7"]) { $1 }])
    #expect(outcomes(try desk.counts(late, dated: "2025-11-20")) == [0, 0, 0, 1, 0, 0])
    #expect(try household(desk, 1, 530_602, on: "2025-12-01") == nil)
  }

  @Test func aRecordThatACompleteFeedLacksIsWithdrawn() throws {
    let desk = try Desk.settled()
    try desk.take(try Town.medical([Town.bill(1), Town.bill(2), Town.bill(3, of: 4)]))
    let counts = try desk.counts(try Town.medical([Town.bill(2)]), dated: "2025-12-01", complete: true)
    #expect(outcomes(counts) == [0, 0, 1, 0, 0, 1])
    #expect(try desk.ask("SELECT record_number FROM medical_bill WHERE gone_on IS NOT NULL") == ["1"])
    #expect(
      outcomes(try desk.counts(try Town.medical([Town.bill(1)]), dated: "2026-01-01")) == [0, 1, 0, 0, 0, 0])
    #expect(try desk.ask("SELECT COUNT(*) FROM medical_bill WHERE gone_on IS NULL") == ["3"])
  }

  @Test func aPlaceThatACompleteListLacksHasEnded() throws {
    let desk = try Desk.settled()
    var sheet = Town.places
    let second = sheet.rows.remove(at: 5)
    #expect(outcomes(try desk.counts(sheet, dated: "2025-12-01", complete: true)) == [0, 0, 9, 0, 0, 1])
    let refused = try desk.counts(
      Town.households([Town.household(5, in: Town.secondGroup)]), dated: "2025-12-01")
    #expect(refused.faults == [.unknown: 1])
    sheet.rows.append(second)
    #expect(outcomes(try desk.counts(sheet, dated: "2026-01-01", complete: true)) == [0, 1, 9, 0, 0, 0])
    let periods = try desk.ask(
      "SELECT COUNT(*) FROM place WHERE code = ?", [.int(try #require(Int64(Town.secondGroup)))])
    #expect(periods == ["2"])
  }

  @Test func aRepeatedCompleteRegisterDoesNotTakeAwayWhatCameSince() throws {
    let desk = try Desk.settled()
    var sheet = Town.fourPersons
    sheet.rows.append(Town.person(9, in: 99))
    let path = try desk.file(sheet)
    try desk.take(paths: [path], complete: true)
    var later = Town.persons([Town.person(5, in: 1)])
    later.name = "persons-later.csv"
    try desk.take(later)
    try desk.take(Town.households([Town.household(7)]))
    let again = try desk.take(paths: [path], complete: true)
    #expect(outcomes(again.total) == [0, 0, 4, 0, 1, 0])
    #expect(try desk.ask("SELECT COUNT(*) FROM person WHERE gone_on IS NOT NULL") == ["0"])
  }
}
