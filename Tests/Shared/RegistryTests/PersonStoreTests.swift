// Persons: one outcome a row, memberships with their days, and names that stay searchable.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct PersonStoreTests {
  private func search(_ part: String, _ register: Register) throws -> Int {
    try register.store.read { (connection) throws(Problem) in
      try HouseholdQueryStore.countByName(part, limit: 100, on: connection)
    }
  }

  @Test func everyOutcomeOfARow() throws {
    let register = try Register.settled()
    let facts = Register.personFacts(1, in: 1)
    #expect(try register.person(Register.personFacts(9, in: 1, relation: 3), on: "2025-11-01") == .new)
    #expect(try register.person(facts, on: "2025-11-01") == .identical)
    #expect(try register.person(facts, on: "2025-10-01") == .identical)
    #expect(try register.person(Register.personFacts(1, in: 1, name: "王"), on: "2025-10-01") == .older)
    #expect(try register.person(Register.personFacts(1, in: 1, name: "王秀"), on: "2025-11-01") == .updated)
    #expect(try register.person(facts, on: "2025-12-01") == .updated)
    try register.restart()
    #expect(try register.person(facts, on: "2025-12-01") == .identical)
    #expect(try register.person(Register.personFacts(1, in: 1, name: "王"), on: "2025-11-30") == .older)
  }

  @Test func theIdStaysWhateverChanges() throws {
    let register = try Register.settled()
    let before = try #require(register.index.person(Register.citizen(1)))
    #expect(try register.person(Register.personFacts(1, in: 3, name: "王秀"), on: "2025-12-01") == .updated)
    let after = try #require(register.index.person(Register.citizen(1)))
    #expect(after.id == before.id)
    #expect(after.home == Register.near, "the county that keeps the row stays, wherever the person lives")
    let ids = try register.ask("SELECT id FROM person ORDER BY id")
    #expect(Set(ids).count == 4)
  }

  @Test func aChangeOfHouseholdEndsOneMembershipAndBeginsAnother() throws {
    let register = try Register.settled()
    #expect(try register.person(Register.personFacts(1, in: 3), on: "2025-12-01") == .updated)
    #expect(try register.memberships(of: 1) == ["530602/1 ever 2025-12-01 1", "530603/3 2025-12-01 now 1"])
    #expect(try register.person(Register.personFacts(1, in: 1), on: "2026-01-01") == .updated)
    #expect(try register.memberships(of: 1).last == "530602/1 2026-01-01 now 1")
  }

  @Test func aChangeOfRelationIsANewMembership() throws {
    let register = try Register.settled()
    #expect(try register.person(Register.personFacts(1, in: 1, relation: 2), on: "2025-12-01") == .updated)
    #expect(try register.memberships(of: 1) == ["530602/1 ever 2025-12-01 1", "530602/1 2025-12-01 now 2"])
    #expect(try register.person(Register.personFacts(1, in: 1, relation: 3), on: "2025-12-01") == .updated)
    #expect(
      try register.memberships(of: 1) == ["530602/1 ever 2025-12-01 1", "530602/1 2025-12-01 now 3"],
      "a correction on the same day")
  }

  @Test func anyOtherChangeKeepsTheMembership() throws {
    let register = try Register.settled()
    var facts = Register.personFacts(1, in: 1)
    facts.monthlyWageFen = 1
    #expect(try register.person(facts, on: "2025-12-01") == .updated)
    #expect(try register.memberships(of: 1) == ["530602/1 ever now 1"])
  }

  @Test func sheetsThatComeInAnotherOrderThanTheirDaysAreTaken() throws {
    let register = try Register.settled()
    #expect(
      try register.household(Register.householdFacts(1, in: Register.farGroup), on: "2026-03-01") == .updated)
    #expect(try register.person(Register.personFacts(1, in: 2), on: "2026-01-01") == .updated)
    #expect(
      try register.memberships(of: 1) == [
        "530602/1 ever 2026-03-01 1", "530602/2 2026-01-01 now 1", "530603/1 2026-03-01 2026-03-01 1",
      ])
  }

  @Test func aMemberOfAHouseholdThatMovedIsIdentical() throws {
    let register = try Register.settled()
    #expect(
      try register.household(Register.householdFacts(1, in: Register.farGroup), on: "2025-12-01") == .updated)
    #expect(try register.person(Register.personFacts(1, in: 1), on: "2025-12-01") == .identical)
    #expect(try register.memberships(of: 1).last == "530603/1 2025-12-01 now 1")
  }

  @Test func namesFollowTheirPersons() throws {
    let register = try Register.settled()
    #expect(try search("秀", register) == 2)
    #expect(try register.person(Register.personFacts(1, in: 1, name: "欧阳兰"), on: "2025-12-01") == .updated)
    #expect(try search("秀", register) == 1)
    #expect(try search("阳兰", register) == 1)
    #expect(try search("王", register) == 0)
    var facts = Register.personFacts(1, in: 1, name: "欧阳兰")
    facts.health = 2
    #expect(try register.person(facts, on: "2026-01-01") == .updated)
    #expect(try search("兰", register) == 1)
  }

  @Test func whatWasReplacedIsKept() throws {
    let register = try Register.settled()
    let id = try #require(register.index.person(Register.citizen(1))).id
    #expect(try register.person(Register.personFacts(1, in: 1, name: "王秀"), on: "2025-12-01") == .updated)
    let was = try register.store.read { (connection) throws(Problem) in
      try HistoryStore.replaced("person", id.number, county: Register.near, on: connection)
    }
    #expect(was.count == 1)
    #expect(was.first?.contains("\"name\":\"王秀英\"") == true)
  }

  @Test func theHighestIdIsWhereASourceGoesOn() throws {
    let register = try Register.settled()
    let highest = try register.store.read { (connection) throws(Problem) in
      try PersonStore.highestID(on: connection)
    }
    #expect(try register.ask("SELECT MAX(id) FROM person") == ["\(highest)"])
  }
}
