// Plans of queries: what is asked for one household or person is answered by keys, never by a scan.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct QueryPlanTests {
  /// Tables that grow with the people; a scan of one of them takes seconds in a full city.
  static let large: Set<String> = Set(
    ["person", "membership", "household", "living_condition", "income", "replaced_row"]
      + FeedKind.all.map(\.table))

  /// Every step of the statements of a body that scans a large table, with the statement.
  private func scans(
    _ register: Register, _ body: (Connection) throws(Problem) -> Void
  ) throws -> [String] {
    try register.store.write { (connection) throws(Problem) in
      var texts: Set<String> = []
      connection.watch = { texts.insert($0) }
      try body(connection)
      connection.watch = nil
      #expect(!texts.isEmpty)
      var scans: [String] = []
      for text in texts.sorted() {
        let steps = try connection.rows("EXPLAIN QUERY PLAN " + text) { (row) throws(Problem) in row.text(3) }
        scans += steps.filter { isScan($0, in: text) }.map { "\($0): \(text)" }
      }
      return scans
    }
  }

  private func isScan(_ step: String, in text: String) -> Bool {
    let words = step.split(separator: " ").map(String.init)
    guard words.first == "SCAN", words.count > 1 else { return false }
    // A plan names a table by its alias.
    return Self.large.contains { table in
      words[1] == table || text.contains("\(table) \(words[1]) ") || text.contains("\(table) \(words[1])\n")
    }
  }

  @Test func aScanIsSeen() throws {
    let register = try Register.settled()
    let plain = try scans(register) { (connection) throws(Problem) in
      _ = try connection.number("SELECT COUNT(*) FROM person WHERE name = '王'")
    }
    let aliased = try scans(register) { (connection) throws(Problem) in
      _ = try connection.number("SELECT COUNT(*) FROM membership m WHERE m.relation = 1")
    }
    #expect(plain.count == 1 && aliased.count == 1)
  }

  @Test func lookingUpAHouseholdScansNothing() throws {
    let register = try Register.settled()
    let day = try #require(Day("2025-11-01"))
    let village = try #require(PlaceCode("530602102203"))
    let person = try #require(register.index.person(Register.citizen(1))).id
    let found = try scans(register) { (connection) throws(Problem) in
      _ = try HouseholdQueryStore.household(county: Register.near, number: 1, asOf: day, on: connection)
      _ = try HouseholdQueryStore.byNumber(1, on: connection)
      _ = try HouseholdQueryStore.byCitizen(Register.citizen(1), within: 530_602...530_603, on: connection)
      _ = try HouseholdQueryStore.byPhone("13800000000", on: connection)
      _ = try PersonalDataStore.revealCitizen(of: person, on: connection)
      _ = try HouseholdQueryStore.heads(of: [1, 2], county: Register.near, on: connection)
      _ = try HistoryStore.replaced("person", 1, county: Register.near, on: connection)
      _ = try PlaceStore.path(of: village, asOf: day, on: connection)
      _ = try PlaceStore.children(of: village, asOf: day, on: connection)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func aSearchByNameGoesThroughThePersonsAlone() throws {
    let register = try Register.settled()
    let village = try #require(PlaceCode("530602102203"))
    try register.store.write { (connection) throws(Problem) in
      try RegistryMigrations.buildIndexes(on: connection)
    }
    let found = try scans(register) { (connection) throws(Problem) in
      _ = try HouseholdQueryStore.byName("秀", within: village, limit: 10, on: connection)
      _ = try HouseholdQueryStore.countByName("秀", limit: 10, on: connection)
    }
    #expect(found.count == 2 && found.allSatisfy { $0.hasPrefix("SCAN p:") }, "\(found)")
  }

  @Test func mergingARowScansNothing() throws {
    let register = try Register.settled()
    let (day, ids) = (try register.origin("2026-01-01"), IDSource(seed: 9))
    let medical = FeedStore(try #require(FeedKind.named("medical")))
    let person = try #require(register.index.person(Register.citizen(1)))
    let far = try #require(PlaceCode(number: Register.farGroup))
    let found = try scans(register) { (connection) throws(Problem) in
      let index = register.index
      var outcomes: [RowOutcome] = []
      outcomes.append(try PlaceStore.merge(far, name: "新组", origin: day, index: index, on: connection))
      for household in [
        Register.householdFacts(1, in: Register.farGroup), Register.householdFacts(2, wage: 1),
      ] {
        outcomes.append(try HouseholdStore.merge(household, origin: day, index: index, on: connection))
      }
      for facts in [Register.personFacts(1, in: 2, name: "王"), Register.personFacts(60, in: 2, relation: 2)] {
        outcomes.append(
          try PersonStore.merge(
            facts, origin: day, ids: ids, at: Instant(milliseconds: 0), index: index, on: connection))
      }
      let records = FeedIndex()
      for amount in [1, 2] as [Int64] {
        let values: [SQLValue] = [1, 1, "I", .int(amount), 1, 1]
        let facts = FeedFacts(record: 1, county: person.home, subject: person.id.number, values: values)
        outcomes.append(try medical.merge(facts, origin: day, index: records, on: connection))
      }
      #expect(outcomes == [.updated, .updated, .updated, .updated, .new, .new, .updated])
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func whoIsMissingIsLookedForInTheirCountyOnly() throws {
    let register = try Register.settled()
    let origin = try register.origin("2026-01-01")
    let found = try scans(register) { (connection) throws(Problem) in
      let gone = try PersonStore.markGone(
        notIn: [], counties: [Register.far], origin: origin, index: register.index, connection: connection)
      let left = try HouseholdStore.markGone(
        notIn: [], counties: [Register.far], origin: origin, index: register.index, connection: connection)
      #expect((gone, left) == (1, 1))
    }
    #expect(found.isEmpty, "\(found)")
  }
}
