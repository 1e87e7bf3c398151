// Erasing people: what is gone, and what stays.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct ErasureStoreTests {
  @Test func anErasedPersonIsNeitherFoundNorNamed() throws {
    let register = try Register.settled()
    let id = try #require(register.index.person(Register.citizen(1))).id
    #expect(try register.person(Register.personFacts(1, in: 1, name: "王秀"), on: "2025-12-01") == .updated)
    let (found, names, history) = try register.store.write { (connection) throws(Problem) in
      try ErasureStore.erase(id, on: connection)
      let record = try HouseholdQueryStore.household(
        county: Register.near, number: 1, asOf: Day(number: 20_454), on: connection)
      return (
        try HouseholdQueryStore.byCitizen(Register.citizen(1), on: connection).count,
        record?.members.map(\.name) ?? [],
        try HistoryStore.replaced("person", id.number, county: Register.near, on: connection).count
      )
    }
    #expect((found, history) == (0, 0))
    #expect(names == ["（已删除）", "李明"])
    try register.restart()
    #expect(register.index.person(Register.citizen(1)) == nil)
    #expect(try register.person(Register.personFacts(1, in: 1), on: "2026-01-01") == .new)
  }

  @Test func anErasedHouseholdHasNoTelephone() throws {
    let register = try Register.settled()
    var facts = Register.householdFacts(1)
    facts.phone = "13800000001"
    #expect(try register.household(facts, on: "2025-12-01") == .updated)
    let (phone, found, members) = try register.store.write { (connection) throws(Problem) in
      try ErasureStore.erase(household: 1, county: Register.near, on: connection)
      return (
        try PersonalDataStore.reveal(.phone, ofHousehold: 1, county: Register.near, on: connection),
        try HouseholdQueryStore.byPhone("13800000001", on: connection).count,
        try ErasureStore.members(ofHousehold: 1, county: Register.near, on: connection).count
      )
    }
    #expect((phone, found, members) == (nil, 0, 2))
    #expect(throws: Problem.self) {
      try register.store.write { (connection) throws(Problem) in
        try ErasureStore.erase(household: 99, county: Register.near, on: connection)
      }
    }
  }
}
