// The first import into a store that does not exist yet: all of it at once, then moved into its place.

import Access
package import Database
package import Kernel
import Registry
import Screening
import Sheets
package import Vault

/// What comes out is what `Importer` would have stored: rows, history, quarantine, ledger and journal, and
/// beside the store its city as columns.
package struct FirstImport {
  private let act: Act
  private let ids: IDSource
  private let options: ImportOptions
  private let report: (Text) -> Void
  private let shouldStop: () -> Bool

  package init(
    act: Act, ids: IDSource, options: ImportOptions, report: @escaping (Text) -> Void = { _ in },
    shouldStop: @escaping () -> Bool = { false }
  ) {
    (self.act, self.ids, self.options) = (act, ids, options)
    (self.report, self.shouldStop) = (report, shouldStop)
  }

  /// Imports files into a new store.
  /// **Shape**: nil where the files are no whole register, or several sheets are of one kind: then nothing
  /// was made, and an `Importer` takes them one after the other.
  /// - Parameters:
  ///   - store: the path of the store, where nothing is.
  ///   - migrations: the schema of all rooms.
  ///   - keys: what the new store's personal values are sealed with.
  ///   - day: the day for which the city is laid out beside the store.
  /// **Problems**: `exchange.import.interrupted`; those of the database.
  package func run(
    _ paths: [String], store: String, migrations: [Migration], keys: KeyRing, asOf day: Day
  ) throws(Problem) -> ImportSummary? {
    var sheets: [(sheet: Sheet, kind: SheetKind)] = []
    var problems: [Problem] = []
    for path in paths {
      do {
        let sheet = try Sheet(path: path)
        sheets.append((sheet, try SheetKind.recognise(sheet)))
      } catch {
        problems.append(error)
      }
    }
    guard BulkRegister.isWhole(sheets.map(\.kind)) else { return nil }
    // The register's memory is free again before the columns are written, which need as much.
    let (city, made) = try make(store, of: sheets, migrations, keys, asOf: day)
    keep(city, beside: store)
    var summary = made
    summary.problems = problems
    return summary
  }

  /// Reads the files, makes the store of them, and answers its city and what became of the rows.
  private func make(
    _ store: String, of sheets: [(sheet: Sheet, kind: SheetKind)], _ migrations: [Migration], _ keys: KeyRing,
    asOf day: Day
  ) throws(Problem) -> (City, ImportSummary) {
    let paths = sheets.map(\.sheet.path)
    // The digest of a large file is one thread's work from end to end.
    let (digested, register) = try Shares.beside {
      FirstImport.digests(of: paths)
    } _: { () throws(Problem) in
      try BulkRegister(sheets, stretchBytes: options.stretchBytes, report: report)
    }
    let digests = try digested.get()
    // Ids rise with the rows of the sheet, as those of an import row by row do.
    let nextID = { ids.next(at: act.at, PersonKind.self).number }
    let personIDs = register.persons.households.map { $0 < 0 ? 0 : nextID() }
    if shouldStop() { throw ExchangeProblems.nothingStored() }
    report(Text(zh: "写入数据库…", en: "writing the store…"))
    var (sealer, ordered): (Sealer?, BulkOrders?)
    let city = try Database.assemble(path: store, migrations: migrations) { (connection) throws(Problem) in
      sealer = try SealStore.unlock(connection, with: keys)
      ordered = try Shares.beside {
        BulkOrders(register, ids: personIDs)
      } _: { () throws(Problem) in
        try writeLedger(register, digests, on: connection)
      }.other
    } _: { (file) throws(Problem) in
      guard let sealer, let orders = ordered else {
        preconditionFailure("a store is prepared before it is filled")
      }
      let tables = BulkTables(
        register: register, orders: orders, file: file, imports: FirstImport.numbers(register),
        dated: options.dated, seal: PersonalSeal(sealer))
      let tasks = try tables.tasks()
      _ = Shares.each(tasks.count) { tasks[$0]() }
      if shouldStop() { throw ExchangeProblems.nothingStored() }
      report(Text(zh: "排成列…", en: "laying out the columns…"))
      // The disk takes the store meanwhile.
      return try Shares.beside {
        register.city(asOf: day, ids: register.persons.order.map { orders.ids[Int($0)] })
      } _: { () throws(Problem) in
        try file.finish()
      }.other
    }
    return (city, register.summary)
  }

  /// The snapshot is never needed: where it cannot be written, the next command reads the store.
  private func keep(_ city: City, beside store: String) {
    do throws(Problem) {
      try Database(path: store).read { (connection) throws(Problem) in
        try CitySnapshotStore.keep(city, beside: store, on: connection)
      }
    } catch {
      report(error.message)
    }
  }

  /// Sheets are numbered in the order in which they build on one another.
  private static func numbers(_ register: BulkRegister) -> [String: Int64] {
    let numbered = register.files.enumerated().map { ($0.element.kind.name, Int64($0.offset) + 1) }
    return Dictionary(uniqueKeysWithValues: numbered)
  }

  private static func digests(
    of paths: [String]
  ) -> Result<[String: (digest: String, size: Int64)], Problem> {
    var digests: [String: (digest: String, size: Int64)] = [:]
    do throws(Problem) {
      for path in paths {
        let (digest, size) = try Digest.ofFile(path)
        digests[path] = (Digest.hex(digest), size)
      }
    } catch {
      return .failure(error)
    }
    return .success(digests)
  }

  /// What SQLite itself writes: places, the ledger of imports, quarantine and the journal.
  private func writeLedger(
    _ register: BulkRegister, _ digests: [String: (digest: String, size: Int64)], on connection: Connection
  ) throws(Problem) {
    for file in register.files {
      guard let (digest, size) = digests[file.sheet.path] else {
        preconditionFailure("the digest of every sheet was taken")
      }
      var ledger = try ImportStore.begin(
        kind: file.kind.name, name: file.sheet.name, digest: digest, size: size, dated: options.dated,
        isComplete: options.isComplete, at: act.at, on: connection)
      try JournalStore.append(
        act, county: ImportStore.county, action: "import.begin", subject: String(ledger.number),
        details: SheetRun.beginning(file.sheet, file.kind, digest: digest), on: connection)
      if case .regions = file.kind { try writePlaces(register.places, ledger.number, on: connection) }
      for refusal in file.refusals {
        try ImportStore.quarantine(
          refusal.fault, raw: refusal.raw, kind: file.kind.name, importNumber: ledger.number,
          isKept: refusal.isKept, on: connection)
      }
      ledger.counts = file.counts
      (ledger.doneOffset, ledger.doneLine) = file.end
      ledger.finishedAt = act.at
      try ImportStore.advance(ledger, on: connection)
      try JournalStore.append(
        act, county: ImportStore.county, action: "import.finish", subject: String(ledger.number),
        details: SheetRun.details(file.counts), on: connection)
    }
    try RegistryMigrations.buildIndexes(on: connection)
  }

  private func writePlaces(
    _ places: BulkPlaces, _ number: Int64, on connection: Connection
  ) throws(Problem) {
    let index = RegistryIndex()
    for row in places.codes.indices {
      let origin = RowOrigin(importNumber: number, line: places.lines[row], dated: options.dated)
      _ = try PlaceStore.merge(
        places.codes[row], name: places.names[row], origin: origin, index: index, on: connection)
    }
  }
}
