// Keys of a store: the wrong ones, newer ones, and stores that were made before there were keys.

import Database
import Kernel
import Registry
import Sheets
import Testing
import Vault

@Suite struct SealStoreTests {
  private func register() throws -> Register {
    let register = try Register.settled()
    var facts = Register.householdFacts(1)
    (facts.phone, facts.account) = ("13800000001", "6228480000000001234")
    #expect(try register.household(facts, on: "2025-12-01") == .updated)
    // A second change, so that the history holds sealed values.
    facts.phone = "13800000009"
    #expect(try register.household(facts, on: "2025-12-02") == .updated)
    #expect(try register.person(Register.personFacts(1, in: 1, name: "王秀"), on: "2025-12-01") == .updated)
    return register
  }

  private func numbers(_ register: Register) throws -> [String] {
    try register.store.read { (connection) throws(Problem) in
      let record = try HouseholdQueryStore.household(
        county: Register.near, number: 1, asOf: Day(number: 20_454), on: connection)
      let phone = try PersonalDataStore.reveal(.phone, ofHousehold: 1, county: Register.near, on: connection)
      let found = try HouseholdQueryStore.byCitizen(Register.citizen(2), on: connection)
      return (record?.members.map(\.citizen.text) ?? []) + [phone ?? "-"] + found.map { "\($0.number)" }
    }
  }

  @Test func aStoreOpensUnderItsOwnKeysAlone() throws {
    let register = try register()
    let other = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 66, count: SecretKey.size))])
    let problem = #expect(throws: Problem.self) { try SealStore.unlock(register.store, with: other) }
    #expect(problem?.code == "registry.keys.wrong")
    try SealStore.unlock(register.store, with: try Register.ring(2))
    #expect(try numbers(register).count == 4)
  }

  @Test func valuesAreSealedAnewInBatchesAndFoundMeanwhile() throws {
    let register = try register()
    let before = try numbers(register)
    try SealStore.unlock(register.store, with: try Register.ring(2))
    var batches = 0
    func counts() throws -> [UInt8: Int64] {
      try register.store.read { (connection) throws(Problem) in try SealStore.counts(on: connection) }
    }
    let all = try counts()[1] ?? 0
    #expect(all == 10, "four persons, telephone and account, three values of the history, and the secret")
    while try register.store.write({ (connection) throws(Problem) in
      try SealStore.reseal(atMost: 2, on: connection)
    }) > 0 {
      batches += 1
      #expect(try numbers(register) == before)
      let counts = try counts()
      #expect((counts[1] ?? 0) + (counts[2] ?? 0) == all)
    }
    #expect(batches == 5)
    #expect(try counts() == [2: all])
    let second = try KeyRing([SecretKey(number: 2, bytes: [UInt8](repeating: 2, count: SecretKey.size))])
    try SealStore.unlock(register.store, with: second)
    #expect(try numbers(register) == before)
    #expect(
      try register.person(Register.personFacts(2, in: 1, name: "李明", relation: 2), on: "2025-11-01")
        == .identical)
  }
}
