// An import that was interrupted after any chunk ends, once it is run again, as an uninterrupted one does.

import Database
import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct InterruptionTests {
  /// Sheets with every kind of row: good, refused for each reason, flagged, doubled, and in two counties.
  private static func sheets() throws -> [SheetText] {
    var (places, households, persons) = (Town.places, Town.threeHouseholds, Town.fourPersons)
    places.rows.insert(places.rows[1].merging(["name": "又名"]) { $1 }, at: 6)
    places.rows.append(["code": "530604", "level": "2", "parent": "5306", "name": ""])
    households.rows += [
      Town.household(4), Town.household(1, ["wage_2024": "1"]), Town.household(5, ["hh_type": "?"]),
      Town.household(6, in: Town.secondGroup), Town.household(4, ["wage_2024": "2"]),
    ]
    persons.rows += [
      Town.person(5, in: 6), Town.person(5, in: 4), Town.person(6, in: 6, ["pid": Town.wrongCitizen(6)]),
      Town.person(7, in: 99), Town.person(8, in: 4, ["sex": ""]), Town.person(1, in: 2),
      Town.person(9, in: 3),
    ]
    let bills = try Town.medical([
      Town.bill(1), Town.bill(2, of: 4), Town.bill(1, of: 2), Town.bill(3, of: 77), Town.bill(4, of: 5),
      Town.bill(5, of: 1, ["self_paid": "x"]), Town.bill(6, of: 6, ["pid": Town.wrongCitizen(6)]),
      Town.bill(7, of: 9),
    ])
    return [places, households, persons, bills]
  }

  /// What is stored after one run, or after runs that are each stopped after so many chunks.
  private func end(stopAfter: Int?, complete: Bool, into desk: Desk, dated: String) throws -> String {
    let paths = try Self.sheets().map { try desk.file($0) }
    guard let stopAfter else {
      try desk.take(paths: paths, dated: dated, complete: complete, chunk: 3)
      return try StoreDump.text(of: desk.store)
    }
    var isDone = false
    var runs = 0
    while !isDone {
      runs += 1
      try #require(runs < 60, "every run goes on where the last one stopped")
      do {
        try desk.take(paths: paths, dated: dated, complete: complete, chunk: 3, stopAfter: stopAfter)
        isDone = true
      } catch let told as Problem {
        #expect(told.code == "exchange.import.interrupted")
      }
    }
    #expect(runs > 1)
    return try StoreDump.text(of: desk.store)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7], [false, true])
  func anInterruptedImportEndsAsAnUninterruptedOne(_ stopAfter: Int, _ complete: Bool) throws {
    let whole = try end(stopAfter: nil, complete: complete, into: try Desk(), dated: "2025-11-01")
    let desk = try Desk()
    let parts = try end(stopAfter: stopAfter, complete: complete, into: desk, dated: "2025-11-01")
    #expect(parts == whole)
    #expect(try desk.journalIsWhole())
  }

  @Test(arguments: [1, 2, 5])
  func soDoesAnInterruptedUpdateThatTakesPeopleAway(_ stopAfter: Int) throws {
    func settle() throws -> Desk {
      let desk = try Desk()
      var (households, persons) = (Town.threeHouseholds, Town.fourPersons)
      households.rows += [Town.household(40), Town.household(4), Town.household(5)]
      persons.rows += [Town.person(40, in: 40), Town.person(8, in: 4), Town.person(41, in: 2)]
      try desk.take(
        Town.places, households, persons, try Town.medical([Town.bill(1, of: 3), Town.bill(90, of: 3)]))
      return desk
    }
    let whole = try end(stopAfter: nil, complete: true, into: try settle(), dated: "2025-12-01")
    let parts = try end(stopAfter: stopAfter, complete: true, into: try settle(), dated: "2025-12-01")
    #expect(parts == whole)
    #expect(whole.contains("gone=1"))
  }

  @Test func anInterruptionTellsHowManyRowsAreStored() throws {
    let desk = try Desk()
    let path = try desk.file(Town.places)
    let told = try problem { try desk.take(paths: [path], chunk: 4, stopAfter: 2) }
    #expect(told.code == "exchange.import.interrupted")
    #expect(told.kind == .conflict)
    #expect(told.details == ["file": "regions.csv", "rows": "8"])
    #expect(try desk.ask("SELECT COUNT(*) FROM place") == ["8"])
    let file = try #require(try desk.ledger().first)
    #expect(file.finishedAt == nil)
    #expect((file.counts.total, file.doneLine) == (8, 10))
    let rest = try desk.take(paths: [path], chunk: 4)
    #expect(outcomes(rest.total) == [10, 0, 0, 0, 0, 0], "the summary tells of the whole file")
    #expect(try desk.ledger().count == 1)
  }

  @Test func theSizeOfChunksDoesNotMatter() throws {
    let dumps = try [1, 3, 1_000].map { chunk in
      let desk = try Desk()
      try desk.take(paths: try Self.sheets().map { try desk.file($0) }, chunk: chunk)
      return try StoreDump.text(of: desk.store, without: ["journal"])
    }
    #expect(dumps[0] == dumps[2] && dumps[1] == dumps[2])
  }

  @Test func aRowThatFailsTakesItsChunkBackAndNoOther() throws {
    let desk = try Desk()
    try desk.store.write { (connection) throws(Problem) in
      try connection.run(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON place WHEN new.code = 530602102203000
        BEGIN SELECT RAISE(ABORT, 'full'); END
        """
      )
    }
    let path = try desk.file(Town.places)
    let told = try problem { try desk.take(paths: [path], chunk: 3) }
    #expect(told.code == "database.constraint")
    #expect(try desk.ask("SELECT COUNT(*) FROM place") == ["3"])
    #expect(try desk.ledger().first?.counts.total == 3)
    try desk.store.write { (connection) throws(Problem) in try connection.run("DROP TRIGGER refuse") }
    #expect(outcomes(try desk.take(paths: [path], chunk: 3).total) == [10, 0, 0, 0, 0, 0])
  }
}
