// Households: one outcome a row, history of what was replaced, and moves between counties and back.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct HouseholdStoreTests {
  private func record(_ register: Register, _ number: Int64, _ county: Int64, on day: String) throws
    -> HouseholdRecord?
  {
    let day = try #require(Day(day))
    return try register.store.read { (connection) throws(Problem) in
      try HouseholdQueryStore.household(county: county, number: number, asOf: day, on: connection)
    }
  }

  @Test func everyOutcomeOfARow() throws {
    let register = try Register.settled()
    let facts = Register.householdFacts(1)
    #expect(try register.household(Register.householdFacts(9), on: "2025-11-01") == .new)
    #expect(try register.household(facts, on: "2025-11-01") == .identical)
    #expect(try register.household(facts, on: "2025-10-01") == .identical, "an old sheet that agrees")
    #expect(try register.household(Register.householdFacts(1, wage: 1), on: "2025-10-01") == .older)
    #expect(try register.household(Register.householdFacts(1, wage: 2), on: "2025-11-01") == .updated)
    #expect(try register.household(Register.householdFacts(1, wage: 3), on: "2025-12-01") == .updated)
    #expect(try register.household(Register.householdFacts(1, wage: 4), on: "2025-11-15") == .older)
  }

  @Test func theNextRunKnowsWhatThisOneKnew() throws {
    let register = try Register.settled()
    #expect(try register.household(Register.householdFacts(1, wage: 5), on: "2025-12-01") == .updated)
    try register.restart()
    #expect(try register.household(Register.householdFacts(1, wage: 5), on: "2025-12-01") == .identical)
    #expect(try register.household(Register.householdFacts(1, wage: 6), on: "2025-11-30") == .older)
    #expect(register.index.hasHousehold(3) && !register.index.hasHousehold(4))
    #expect(register.index.county(of: 3) == Register.far)
  }

  @Test func whatWasReplacedIsKeptInOrder() throws {
    let register = try Register.settled()
    for (wage, day) in [(Int64(100), "2025-12-01"), (200, "2026-01-01")] {
      #expect(try register.household(Register.householdFacts(1, wage: wage), on: day) == .updated)
    }
    let was = try register.store.read { (connection) throws(Problem) in
      try HistoryStore.replaced("household", 1, county: Register.near, on: connection)
    }
    #expect(was.count == 2)
    #expect(was[0].contains("\"wage\":1200000") && was[0].contains("\"number\":1"))
    #expect(was[1].contains("\"wage\":100,"))
  }

  @Test func incomesOfAnotherYearStandBesideTheOld() throws {
    let register = try Register.settled()
    #expect(
      try register.household(Register.householdFacts(1, wage: 7, year: 2025), on: "2025-12-01") == .updated)
    let found = try #require(try record(register, 1, Register.near, on: "2025-12-01"))
    #expect(found.incomes.map(\.year) == [2024, 2025])
    #expect(found.incomes.map(\.wage) == [1_200_000, 7])
    #expect(found.incomes[0].net == 1_460_000)
  }

  @Test func livingConditionsHaveTheirDays() throws {
    let register = try Register.settled()
    #expect(try register.household(Register.householdFacts(1, grade: 3), on: "2025-12-01") == .updated)
    #expect(try record(register, 1, Register.near, on: "2025-11-30")?.housingGrade == 1)
    #expect(try record(register, 1, Register.near, on: "2025-12-01")?.housingGrade == 3)
    #expect(try record(register, 1, Register.near, on: "2025-12-01")?.isWaterSafe == true)
  }

  @Test func aHouseholdThatMovesTakesEverythingAlong() throws {
    let register = try Register.settled()
    let moved = Register.householdFacts(1, in: Register.farGroup)
    #expect(try register.household(moved, on: "2025-12-01") == .updated)
    #expect(try record(register, 1, Register.near, on: "2025-12-01") == nil)
    let found = try #require(try record(register, 1, Register.far, on: "2025-12-01"))
    #expect(found.members.map(\.name) == ["王秀英", "李明"])
    #expect(found.incomes.map(\.wage) == [1_200_000])
    #expect(found.housingGrade == 1)
    #expect(try record(register, 1, Register.near, on: "2025-11-30")?.members.count == 2)
    #expect(try register.memberships(of: 1) == ["530602/1 ever 2025-12-01 1", "530603/1 2025-12-01 now 1"])
  }

  @Test(arguments: [[Register.firstGroup, Register.farGroup], [Register.farGroup, Register.firstGroup]])
  func aHouseholdThatMovesBackIsThereAgain(_ groups: [Int64]) throws {
    let register = try Register.settled()
    #expect(try register.household(Register.householdFacts(8, in: groups[0]), on: "2025-11-01") == .new)
    #expect(try register.person(Register.personFacts(8, in: 8), on: "2025-11-01") == .new)
    for (group, day) in [(groups[1], "2025-12-01"), (groups[0], "2026-01-01"), (groups[1], "2026-01-01")] {
      #expect(try register.household(Register.householdFacts(8, in: group), on: day) == .updated)
      try register.restart()
      let county = group / 1_000_000_000
      #expect(register.index.county(of: 8) == county)
      #expect(register.index.hasHousehold(8))
      #expect(try record(register, 8, county, on: day)?.members.count == 1)
      #expect(
        try register.ask("SELECT COUNT(*) FROM household WHERE number = 8 AND gone_on IS NULL") == ["1"])
      #expect(
        try register.ask("SELECT COUNT(*) FROM membership WHERE household = 8 AND to_day IS NULL") == ["1"])
    }
  }

  @Test func aMoveWithinTheCountyMovesNobody() throws {
    let register = try Register.settled()
    #expect(
      try register.household(Register.householdFacts(1, in: Register.secondGroup), on: "2025-12-01")
        == .updated)
    let found = try #require(try record(register, 1, Register.near, on: "2025-12-01"))
    #expect(found.place.number == Register.secondGroup)
    #expect(try register.memberships(of: 1) == ["530602/1 ever now 1"])
  }

  @Test func whoIsGoneReturnsWithTheNextRegister() throws {
    let register = try Register.settled()
    #expect(try register.goneHouseholds(notIn: [2], counties: [Register.near], on: "2025-12-01") == 1)
    #expect(!register.index.hasHousehold(1))
    #expect(try register.goneHouseholds(notIn: [2], counties: [Register.near], on: "2026-01-01") == 0)
    try register.restart()
    #expect(!register.index.hasHousehold(1) && register.index.hasHousehold(3))
    #expect(try register.household(Register.householdFacts(1), on: "2025-11-30") == .older)
    #expect(try register.household(Register.householdFacts(1), on: "2026-02-01") == .updated)
    #expect(register.index.hasHousehold(1))
    #expect(
      try register.memberships(of: 2) == ["530602/1 ever 2025-12-01 2", "530602/1 2026-02-01 now 2"])
  }

  @Test func aMembershipThatBeganLaterEndsWithTheDayItBegan() throws {
    let register = try Register.settled()
    #expect(try register.person(Register.personFacts(3, in: 1, relation: 3), on: "2026-03-01") == .updated)
    // The register of households of January no longer has household 1.
    #expect(try register.goneHouseholds(notIn: [2, 3], counties: [Register.near], on: "2026-01-01") == 1)
    #expect(
      try register.memberships(of: 3)
        == ["530602/2 ever 2026-03-01 1", "530602/1 2026-03-01 2026-03-01 3"])
  }

  @Test(arguments: [
    "UPDATE household SET type = 3", "UPDATE household SET resettled = 2",
    "UPDATE household SET registered_year = 12",
    "UPDATE household SET county = 530604 WHERE number = 1", "UPDATE income SET wage = -1",
    "UPDATE living_condition SET housing_grade = 4", "UPDATE income SET household = 99",
    "DELETE FROM household WHERE number = 1", "UPDATE membership SET to_day = from_day - 1",
    "UPDATE membership SET person = 1", "UPDATE person SET sex = 0",
  ])
  func theSchemaGuardsWhatItCan(_ sql: String) throws {
    let register = try Register.settled()
    let refusal = #expect(throws: Problem.self) {
      try register.store.write { (connection) throws(Problem) in try connection.run(sql) }
    }
    #expect(refusal?.code == "database.constraint")
  }
}
