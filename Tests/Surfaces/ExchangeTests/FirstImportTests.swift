// A first import stores, byte for byte, what an import row by row would have stored.

import Access
import Database
import Exchange
import Glibc
import Kernel
import Registry
import Screening
import Sheets
import Testing

@Suite struct FirstImportTests {
  private static let act = Act(
    actor: "local:clerk", at: Instant(milliseconds: 1_762_000_000_000), request: "test")

  /// Both ways into a store of their own: their dumps and what `integrity_check` says of the new one.
  private func bothWays(
    _ register: MessyRegister, stretchBytes: Int = 256
  ) throws -> (rows: String, whole: String, summaries: [String], check: String) {
    let desk = try Desk()
    let paths = try register.files.map { try desk.file($0.bytes, name: $0.name) }
    var options = ImportOptions(dated: try #require(Day("2025-11-01")))
    options.chunkRows = .max
    options.stretchBytes = stretchBytes
    let slow = try Importer(
      desk.store, act: FirstImportTests.act, as: nil, ids: IDSource(seed: 1), options: options
    ).run(paths)
    let path = try desk.place("whole.sqlite")
    let first = FirstImport(act: FirstImportTests.act, as: nil, ids: IDSource(seed: 1), options: options)
    let fast = try #require(
      try first.run(
        paths, store: path, migrations: Desk.migrations, keys: Desk.ring,
        asOf: options.dated))
    let store = try Database(path: path)
    let check = try store.read { (connection) throws(Problem) in
      try connection.rows("PRAGMA integrity_check") { (row) throws(Problem) in row.text(0) }
        + connection.rows("PRAGMA foreign_key_check") { (row) throws(Problem) in row.text(0) }
    }
    return (
      try StoreDump.everything(in: desk.store), try StoreDump.everything(in: store), [slow.json, fast.json],
      check.joined(separator: " ")
    )
  }

  @Test func aCleanRegisterIsStoredTheSameBothWays() throws {
    let (rows, whole, summaries, check) = try bothWays(MessyRegister(seed: 0, share: 0))
    #expect(rows == whole)
    #expect(summaries[0] == summaries[1])
    #expect(check == "ok")
    #expect(rows.contains("person: "))
  }

  @Test(arguments: 1...50)
  func aMessyRegisterIsStoredTheSameBothWays(seed: Int) throws {
    let register = MessyRegister(seed: UInt64(seed), share: seed % 3 == 0 ? 0.2 : 0.02)
    let (rows, whole, summaries, check) = try bothWays(register, stretchBytes: 64 + seed * 37)
    let (left, right) = (rows.split(separator: "\n"), whole.split(separator: "\n"))
    let first = zip(left, right).first { $0 != $1 }
    #expect(first == nil, "seed \(seed)")
    #expect(left.count == right.count, "seed \(seed)")
    #expect(summaries[0] == summaries[1], "seed \(seed)")
    #expect(check == "ok", "seed \(seed)")
  }

  @Test func theCityBesideTheNewStoreIsTheOneThatTheStoreHolds() throws {
    let desk = try Desk()
    let register = MessyRegister(seed: 7, share: 0.05)
    try compareCities(desk, try register.files.map { try desk.file($0.bytes, name: $0.name) })
  }

  @Test func manyRecordsOfOnePersonStandInTheOrderOfTheirDays() throws {
    let desk = try Desk()
    var random = SeededRandom(seed: 11)
    let bills = try (1...400).shuffled(using: &random).map { number in
      try Town.bill(
        number, of: number % 3 == 0 ? 2 : 1,
        ["settle_date": Day(number: 20_000 + Int32(random.below(9))).description])
    }
    let sheets = [Town.places, Town.threeHouseholds, Town.fourPersons, try Town.medical(bills)]
    try compareCities(desk, try sheets.map { try desk.file($0) })
  }

  /// The snapshot that a first import leaves, and what is read from its store.
  private func compareCities(_ desk: Desk, _ paths: [String]) throws {
    let day = try #require(Day("2025-11-01"))
    let path = try desk.place("city.sqlite")
    let first = FirstImport(
      act: FirstImportTests.act, as: nil, ids: IDSource(seed: 1), options: ImportOptions(dated: day))
    _ = try #require(
      try first.run(
        paths, store: path, migrations: Desk.migrations, keys: Desk.ring,
        asOf: day))
    let (kept, read) = try Database(path: path).read { (connection) throws(Problem) in
      (
        try CitySnapshotStore.load(asOf: day, beside: path, on: connection),
        try CityStore.load(.everything, asOf: day, on: connection)
      )
    }
    #expect(kept.source == .snapshot)
    #expect(kept.city.numbers == read.numbers && kept.city.places == read.places)
    #expect(kept.city.personIDs == read.personIDs && kept.city.personHomes == read.personHomes)
    #expect(Array(kept.city.personNames) == Array(read.personNames))
    #expect(CityText.lines(of: kept.city) == CityText.lines(of: read))
    #expect(!read.numbers.isEmpty)
  }

  @Test func filesWithoutAWholeRegisterAreLeftToTheImporter() throws {
    let desk = try Desk()
    let paths = [try desk.file(Town.places), try desk.file(Town.threeHouseholds)]
    let path = try desk.place("none.sqlite")
    let first = FirstImport(
      act: FirstImportTests.act, as: nil, ids: IDSource(seed: 1),
      options: ImportOptions(dated: try #require(Day("2025-11-01"))))
    let summary = try first.run(
      paths, store: path, migrations: Desk.migrations, keys: Desk.ring,
      asOf: try #require(Day("2025-11-01")))
    #expect(summary == nil)
    #expect(access(path, F_OK) != 0, "nothing was made")
  }

  @Test func anInterruptedFirstImportLeavesNothing() throws {
    let desk = try Desk()
    let paths = try MessyRegister(seed: 3, share: 0).files.map { try desk.file($0.bytes, name: $0.name) }
    let path = try desk.place("stopped.sqlite")
    let first = FirstImport(
      act: FirstImportTests.act, as: nil, ids: IDSource(seed: 1),
      options: ImportOptions(dated: try #require(Day("2025-11-01"))), shouldStop: { true })
    let problem = try problem {
      _ = try first.run(
        paths, store: path, migrations: Desk.migrations, keys: Desk.ring,
        asOf: try #require(Day("2025-11-01")))
    }
    #expect(problem.code == "exchange.import.interrupted")
    #expect(access(path, F_OK) != 0, "nothing was made")
  }
}
