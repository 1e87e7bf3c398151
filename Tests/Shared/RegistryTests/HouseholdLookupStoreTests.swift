// Finding households by whole numbers that stand sealed, and showing such numbers.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct HouseholdLookupStoreTests {
  private let near = PlaceCode(number: 530_602_102_203_000)

  private func register() throws -> Register {
    let register = try Register.settled()
    for (number, phone) in [(Int64(1), "13800000001"), (2, "13800000002"), (3, "13800000001")] {
      var facts = Register.householdFacts(number, in: number == 3 ? Register.farGroup : Register.firstGroup)
      (facts.phone, facts.account) = (phone, number == 1 ? "6228480000000001234" : nil)
      #expect(try register.household(facts, on: "2025-12-01") == .updated)
    }
    return register
  }

  @Test func aPersonIsFoundByTheirNumberWithinTheirPlace() throws {
    let register = try register()
    let near = try #require(near)
    func find(_ number: Int, within places: ClosedRange<Int64> = .everyPlace) throws -> [Int64] {
      try register.store.read { (connection) throws(Problem) in
        try HouseholdQueryStore.byCitizen(Register.citizen(number), within: places, on: connection).map(
          \.number)
      }
    }
    #expect(try find(1) == [1])
    #expect(try find(4) == [3])
    #expect(try find(9).isEmpty)
    #expect(try find(1, within: near.subtree) == [1])
    #expect(try find(4, within: near.subtree).isEmpty)
  }

  @Test func householdsOfOneTelephoneAreFoundWithinAPlace() throws {
    let register = try register()
    let near = try #require(near)
    func find(_ phone: String, within places: ClosedRange<Int64> = .everyPlace) throws -> [Int64] {
      try register.store.read { (connection) throws(Problem) in
        try HouseholdQueryStore.byPhone(phone, within: places, on: connection).map(\.number)
      }
    }
    #expect(try find("13800000001") == [1, 3])
    #expect(try find("13800000001", within: near.subtree) == [1])
    #expect(try find("1380000000").isEmpty)
  }

  @Test func aNumberIsShownWholeToWhoMay() throws {
    let register = try register()
    let id = try #require(register.index.person(Register.citizen(1))).id
    let (citizen, phone, account, none) = try register.store.read { (connection) throws(Problem) in
      (
        try PersonalDataStore.revealCitizen(of: id, on: connection),
        try PersonalDataStore.reveal(.phone, ofHousehold: 1, county: Register.near, on: connection),
        try PersonalDataStore.reveal(.account, ofHousehold: 1, county: Register.near, on: connection),
        try PersonalDataStore.reveal(.account, ofHousehold: 2, county: Register.near, on: connection)
      )
    }
    #expect(citizen == Register.citizen(1).text)
    #expect((phone, account, none) == ("13800000001", "6228480000000001234", nil))
    #expect(throws: Problem.self) {
      try register.store.read { (connection) throws(Problem) in
        try PersonalDataStore.revealCitizen(of: PersonID(number: 999), on: connection)
      }
    }
  }

  @Test func aStoreWithoutKeysTellsNothing() throws {
    let register = try register()
    register.store.keys = nil
    let problem = #expect(throws: Problem.self) {
      try register.store.read { (connection) throws(Problem) in
        try HouseholdQueryStore.byCitizen(Register.citizen(1), on: connection)
      }
    }
    #expect(problem?.code == "database.locked")
  }
}
