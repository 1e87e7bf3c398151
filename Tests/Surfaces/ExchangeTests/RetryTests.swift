// Rows that spoke of nobody known are tried again with the file they came in.

import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct RetryTests {
  @Test func rowsOfPersonsWhoAreKnownByNowLeaveQuarantine() throws {
    let desk = try Desk.settled()
    let bills = try Town.medical([
      Town.bill(1), Town.bill(2, of: 8), Town.bill(3, of: 9), Town.bill(4, of: 1, ["self_paid": "x"]),
    ])
    let path = try desk.file(bills)
    try desk.take(paths: [path], chunk: 2)
    #expect(try desk.quarantine().map(\.code) == ["unknown", "unknown", "malformed"])
    try desk.take(Town.persons([Town.person(8, in: 2)]))
    let again = try desk.take(paths: [path], chunk: 2)
    let file = try #require(again.files.first)
    #expect(file.isRepeated)
    #expect(outcomes(file.counts) == [1, 0, 1, 0, 2, 0])
    #expect(try desk.quarantine().map(\.line) == [4, 5])
    #expect(try desk.ask("SELECT record_number FROM medical_bill ORDER BY record_number") == ["1", "2"])
    let stored = try #require(try desk.ledger().last { $0.kind == "medical" })
    #expect(stored.counts == file.counts)
    #expect(stored.counts.total == 4)
    #expect(try desk.journalIsWhole())
  }

  @Test func theEndIsThatOfTheRightOrder() throws {
    func end(_ rounds: [SheetText]...) throws -> [String] {
      let desk = try Desk()
      for sheets in rounds { try desk.take(paths: try sheets.map { try desk.file($0) }, chunk: 2) }
      let homes = try desk.ask(
        """
        SELECT p.citizen_key || ' lives in ' || m.household FROM membership m JOIN person p ON p.id = m.person
        WHERE m.to_day IS NULL ORDER BY p.citizen_key
        """)
      let bills = try desk.ask(
        """
        SELECT b.record_number || ' of ' || p.citizen_key FROM medical_bill b JOIN person p ON p.id = b.person
        ORDER BY b.record_number
        """)
      return homes + bills + (try desk.quarantine().map { "\($0.kind) \($0.line) \($0.code)" }.sorted())
    }
    var persons = Town.fourPersons
    // A person in two households of which the smaller one comes late, and a record whose first row has to
    // wait.
    persons.rows += [Town.person(5, in: 3), Town.person(5, in: 2), Town.person(6, in: 9)]
    let bills = try Town.medical([Town.bill(1, of: 6), Town.bill(1, of: 4), Town.bill(2, of: 5)])
    var (some, all) = (Town.threeHouseholds, Town.threeHouseholds)
    some.rows.removeSubrange(0...1)
    all.rows.append(Town.household(9))
    let right = try end([Town.places, all, persons, bills])
    #expect(right.count == 10)
    #expect(try end([Town.places, some, persons, bills], [all], [persons, bills]) == right)
  }

  @Test func aRetryInWhichNothingIsNewChangesNothing() throws {
    let desk = try Desk.settled()
    let path = try desk.file(try Town.medical([Town.bill(1), Town.bill(2, of: 8)]))
    try desk.take(paths: [path])
    let before = try StoreDump.text(of: desk.store)
    let again = try desk.take(paths: [path])
    #expect(try StoreDump.text(of: desk.store) == before)
    #expect(outcomes(again.total) == [0, 0, 1, 0, 1, 0])
  }

  @Test func anInterruptedRetryIsTriedAgain() throws {
    let desk = try Desk.settled()
    let path = try desk.file(
      try Town.medical([
        Town.bill(1, of: 8), Town.bill(2), Town.bill(3), Town.bill(4, of: 8), Town.bill(5, of: 9),
      ]))
    try desk.take(paths: [path])
    try desk.take(Town.persons([Town.person(8, in: 2)]))
    let told = try problem { try desk.take(paths: [path], chunk: 2, stopAfter: 1) }
    #expect(told.details["rows"] == "2")
    #expect(try desk.quarantine().map(\.line) == [5, 6])
    let journal = try desk.ask("SELECT details FROM journal ORDER BY sequence DESC LIMIT 1")
    #expect(journal == [#"{"rows":2,"new":1,"updated":0,"refused":0,"gone":0}"#], "what went in is told")
    try desk.take(paths: [path], chunk: 2)
    #expect(try desk.quarantine().map(\.line) == [6])
    let stored = try #require(try desk.ledger().last { $0.kind == "medical" })
    #expect(stored.counts.faults == [.unknown: 1])
    #expect(stored.counts.total == 5)
  }

  @Test func aRowCanTurnFromUnknownToDouble() throws {
    let desk = try Desk.settled()
    let path = try desk.file(try Town.medical([Town.bill(1), Town.bill(1, of: 8)]))
    try desk.take(paths: [path])
    #expect(try desk.quarantine().map(\.code) == ["unknown"])
    try desk.take(Town.persons([Town.person(8, in: 2)]))
    try desk.take(paths: [path])
    let rows = try desk.quarantine()
    #expect(rows.map(\.code) == ["duplicate"])
    #expect(rows.map(\.column) == ["record_id"])
    let stored = try #require(try desk.ledger().last { $0.kind == "medical" })
    #expect(stored.counts.faults == [.duplicate: 1])
  }
}
