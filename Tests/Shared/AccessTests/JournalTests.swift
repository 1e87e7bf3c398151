// The journal: entries in a chain that shows every change made behind its back.

import Database
import Kernel
import Testing

@testable import Access

@Suite struct JournalTests {
  /// A journal of five entries in two counties.
  private func journal() throws -> Database {
    let store = try Database(inMemory: "journal")
    try store.migrate(AccessMigrations.all)
    try store.write { (connection) throws(Problem) in
      let counties: [Int64] = [530_602, 530_603, 530_602, 530_602, 530_603]
      for (number, county) in counties.enumerated() {
        let act = Act(
          actor: "official", at: Instant(milliseconds: 1_000 + Int64(number)), request: "request-\(number)")
        try JournalStore.append(
          act, county: county, action: "household.close", subject: "household \(number)",
          details: "{\"number\":\(number)}", on: connection)
      }
    }
    return store
  }

  private func broken(_ store: Database) throws -> JournalBreak? {
    try store.read { (connection) throws(Problem) in try JournalStore.firstBroken(on: connection) }
  }

  @Test func anEntryKeepsWhoDidWhatAndWhen() throws {
    let entries = try journal().read { (connection) throws(Problem) in
      try JournalStore.entries(county: 530_603, on: connection)
    }
    let last = try #require(entries.last)
    #expect(entries.map(\.sequence) == [1, 2])
    #expect((last.actor, last.at, last.request) == ("official", Instant(milliseconds: 1_004), "request-4"))
    #expect((last.action, last.subject) == ("household.close", "household 4"))
    #expect(last.details == #"{"number":4}"#)
    #expect(last.hash.count == 32)
  }

  @Test func everyCountyHasAChainOfItsOwn() throws {
    let store = try journal()
    let entries = try store.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
    #expect(entries.map(\.county) == [530_602, 530_602, 530_602, 530_603, 530_603])
    #expect(entries.map(\.sequence) == [1, 2, 3, 1, 2])
    #expect(try broken(store) == nil)
  }

  @Test func anEmptyJournalIsWhole() throws {
    let store = try Database(inMemory: "empty")
    try store.migrate(AccessMigrations.all)
    #expect(try broken(store) == nil)
  }

  @Test(arguments: [
    "at = at + 1", "actor = 'somebody'", "request = ''", "action = 'household.open'",
    "subject = 'household 1'",
    "details = '{}'", "hash = zeroblob(32)",
  ])
  func aChangedFieldBreaksTheChain(_ change: String) throws {
    let store = try journal()
    try store.write { (connection) throws(Problem) in
      try connection.run("UPDATE journal SET \(change) WHERE county = 530602 AND sequence = 2")
    }
    let entry = try #require(try broken(store))
    #expect((entry.county, entry.sequence) == (530_602, 2))
  }

  @Test(arguments: [(1, 2), (2, 3)] as [(Int64, Int64)])
  func aRemovedEntryBreaksTheChain(_ removed: Int64, _ told: Int64) throws {
    let store = try journal()
    try store.write { (connection) throws(Problem) in
      try connection.run("DELETE FROM journal WHERE county = 530602 AND sequence = ?", [.int(removed)])
    }
    let entry = try #require(try broken(store))
    #expect((entry.county, entry.sequence) == (530_602, told))
  }

  @Test func entriesThatChangedPlacesBreakTheChain() throws {
    let store = try journal()
    try store.write { (connection) throws(Problem) in
      for (from, to) in [(1, 9), (2, 1), (9, 2)] as [(Int64, Int64)] {
        try connection.run(
          "UPDATE journal SET sequence = ? WHERE county = 530602 AND sequence = ?", [.int(to), .int(from)])
      }
    }
    #expect(try broken(store)?.sequence == 1)
  }

  @Test func anEntryMovedToAnotherCountyBreaksTheChain() throws {
    let store = try journal()
    try store.write { (connection) throws(Problem) in
      try connection.run(
        "UPDATE journal SET county = 530604, sequence = 1 WHERE county = 530602 AND sequence = 1")
    }
    #expect(try broken(store) != nil)
  }

  @Test func fieldsCannotLendTextToOneAnother() throws {
    func hash(_ subject: String, _ details: String) throws -> [UInt8]? {
      let store = try Database(inMemory: "fields")
      try store.migrate(AccessMigrations.all)
      let entries = try store.write { (connection) throws(Problem) in
        try JournalStore.append(
          Act(actor: "a", at: Instant(milliseconds: 0), request: "r"), county: 1, action: "a.b",
          subject: subject,
          details: details, on: connection)
        return try JournalStore.entries(on: connection)
      }
      return entries.first?.hash
    }
    #expect(try hash("x\",\"y", "z") != hash("x", "y\",\"z"))
  }

  @Test func anEntryOfATransactionThatFailedIsNotThere() throws {
    let store = try journal()
    #expect(throws: Problem.self) {
      try store.write { (connection) throws(Problem) in
        try JournalStore.append(
          Act(actor: "a", at: Instant(milliseconds: 0), request: "r"), county: 530_602, action: "a.b",
          subject: "s", details: "{}", on: connection)
        throw Problem("test.journal.refused", .invalid, zh: "不行", en: "No.")
      }
    }
    let count = try store.read { (connection) throws(Problem) in
      try JournalStore.entries(county: 530_602, on: connection).count
    }
    #expect(count == 3)
    #expect(try broken(store) == nil)
  }

  @Test func anActionIsANounAndAVerb() throws {
    let store = try journal()
    let refusal = #expect(throws: Problem.self) {
      try store.write { (connection) throws(Problem) in
        try JournalStore.append(
          Act(actor: "a", at: Instant(milliseconds: 0), request: "r"), county: 1, action: "close",
          subject: "s",
          details: "{}", on: connection)
      }
    }
    #expect(refusal?.code == "database.constraint")
  }
}
