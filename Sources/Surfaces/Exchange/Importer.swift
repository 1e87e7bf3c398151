// Takes sheets into the registry in chunks, each one transaction: an import can stop and go on anywhere.

package import Access
package import Database
package import Kernel
import Registry
import Sheets

/// How an import runs.
package struct ImportOptions: Sendable {
  /// The day for which the sheets speak: facts of an older sheet never replace those of a younger one.
  package var dated: Day
  /// True where each sheet is a complete register of the counties it names: what it lacks is marked gone.
  package var isComplete = false
  /// Rows that are stored in one transaction.
  package var chunkRows = 20_000
  /// Up to so many rows are looked up one by one; for more the keys of the whole register are read.
  package var fewRows = 5_000
  /// How much of a sheet a thread reads at a time, where nothing is in store yet.
  package var stretchBytes = 2 << 20
  /// What this import is called by who may ask for it again; empty where the sheets themselves say it.
  package var key = ""

  package init(dated: Day) { self.dated = dated }

  /// The import of one sheet as it walks through the door. The same bytes of the same kind and day are one
  /// command, and another one once the register that their refused rows speak of has changed.
  /// - Parameters:
  ///   - number: the sheet's place among those of the run, from 1.
  ///   - revision: of that register, where a sheet is tried again.
  func command(_ kind: SheetKind, digest: String, number: Int, after revision: Int64? = nil) -> Command {
    let body = "\(kind.name) \(digest) \(dated) \(isComplete ? "complete" : "partial")"
    let own = revision.map { "import \(body) after \($0)" } ?? "import \(body)"
    return Command(
      "import.run", permission: .dataImport, key: key.isEmpty ? own : "\(key) \(number)", body: body)
  }
}

/// How far one sheet has come.
package struct ImportProgress: Sendable {
  package let file: String
  package let doneBytes: Int
  package let totalBytes: Int
  package let rows: Int
  package let fileNumber: Int
  package let fileCount: Int
}

/// One run over some files. It holds the register's keys in memory, so a run is not started for single rows.
package final class Importer {
  private let database: Database
  private let act: Act
  private let visitor: Visitor?
  private let options: ImportOptions
  private let index = RegistryIndex()
  /// What a small import speaks of; nil where the whole register is in the index.
  private var keys: RegistryKeys?
  private let ids: IDSource
  private let report: (ImportProgress) -> Void
  private let shouldStop: () -> Bool

  /// - Parameters:
  ///   - visitor: nil for who works on the machine itself.
  ///   - report: called after every chunk.
  ///   - shouldStop: asked after every chunk; true ends the import with what is stored.
  package init(
    _ database: Database, act: Act, as visitor: Visitor?, ids: IDSource, options: ImportOptions,
    report: @escaping (ImportProgress) -> Void = { _ in }, shouldStop: @escaping () -> Bool = { false }
  ) {
    (self.database, self.act, self.visitor) = (database, act, visitor)
    (self.ids, self.options) = (ids, options)
    (self.report, self.shouldStop) = (report, shouldStop)
  }

  /// Imports files in the order in which they build on one another.
  /// **Shape**: one line a file in the summary, in that order; files that are no sheets stand in its
  /// problems.
  /// **Problems**: `access.permission.missing`, `access.command.key`, `exchange.import.interrupted`; those of
  /// the database.
  package func run(_ paths: [String]) throws(Problem) -> ImportSummary {
    try visitor?.demand(.dataImport)
    var summary = ImportSummary()
    var sheets: [(path: String, sheet: Sheet, kind: SheetKind)] = []
    for path in paths {
      do {
        let sheet = try Sheet(path: path)
        sheets.append((path, sheet, try SheetKind.recognise(sheet)))
      } catch {
        summary.problems.append(error)
      }
    }
    sheets.sort { ($0.kind.rank, $0.path) < ($1.kind.rank, $1.path) }
    keys =
      options.isComplete ? nil : SheetKeys.of(sheets.map { ($0.sheet, $0.kind) }, most: options.fewRows)
    try database.read { (connection) throws(Problem) in
      if try !RegistryMigrations.hasIndexes(on: connection) { self.keys = nil }
      try self.index.load(self.keys, on: connection)
      self.ids.skip(past: try PersonStore.highestID(on: connection))
    }
    for (number, entry) in sheets.enumerated() {
      let place = (number: number + 1, count: sheets.count)
      summary.files.append(try take(entry.sheet, path: entry.path, kind: entry.kind, place: place))
    }
    try database.write { (connection) throws(Problem) in try RegistryMigrations.buildIndexes(on: connection) }
    return summary
  }

  private func take(
    _ sheet: Sheet, path: String, kind: SheetKind, place: (number: Int, count: Int)
  ) throws(Problem) -> ImportSummary.File {
    let (digest, size) = try Digest.ofFile(path)
    let (pass, file, isDone) = try database.write { (connection) throws(Problem) in
      try self.open(
        sheet, kind, digest: Digest.hex(digest), size: size, number: place.number, on: connection)
    }
    if isDone {
      return ImportSummary.File(
        name: sheet.name, kind: kind, counts: file.counts.repeated, number: file.number, isRepeated: true)
    }
    // Persons who change their household are looked up by person: a scan for each of them would never end.
    if case .persons = kind, index.hasPersons {
      try database.write { (connection) throws(Problem) in
        try RegistryMigrations.buildIndexes(on: connection)
      }
    }
    // A refused row of a feed belongs where its person lives.
    if case .feed = kind {
      try database.write { (connection) throws(Problem) in
        try RegistryMigrations.buildMembershipIndex(on: connection)
      }
    }
    var run = SheetRun(
      sheet: sheet, kind: kind, file: file, options: options, merger: merger(of: kind), index: index,
      pass: pass, place: place)
    try database.read { (connection) throws(Problem) in try run.open(on: connection) }
    var isAtEnd = false
    while !isAtEnd {
      isAtEnd = try database.write { (connection) throws(Problem) in try run.storeChunk(on: connection) }
      report(run.progress)
      if !isAtEnd, shouldStop() {
        throw ExchangeProblems.interrupted(file: sheet.name, rows: run.counts.total)
      }
    }
    return ImportSummary.File(
      name: sheet.name, kind: kind, counts: run.counts, number: file.number, isRepeated: run.isRepeat)
  }

  /// Opens the command of a sheet and finds its line in the ledger, or enters it.
  /// **Shape**: whether nothing is left to do, because the sheet is stored and nothing of it is worth a try.
  private func open(
    _ sheet: Sheet, _ kind: SheetKind, digest: String, size: Int64, number: Int, on connection: Connection
  ) throws(Problem) -> (pass: DoorPass, file: ImportFile, isDone: Bool) {
    let known = try ImportStore.find(
      digest: digest, kind: kind.name, dated: options.dated, isComplete: options.isComplete, on: connection)
    var revision: Int64?
    if let known, known.finishedAt != nil {
      revision = try ImportStore.retryRevision(of: known, after: kind.registers, on: connection)
    }
    let pass = try DoorPass.open(
      options.command(kind, digest: digest, number: number, after: revision), by: act, as: visitor,
      county: ImportStore.county, on: connection)
    if let known {
      if pass.answer != nil { return (pass, known, true) }
      let isDone = known.finishedAt != nil && revision == nil
      if isDone { _ = try pass.end(String(known.number), on: connection) }
      return (pass, known, isDone)
    }
    let file = try ImportStore.begin(
      kind: kind.name, name: sheet.name, digest: digest, size: size, dated: options.dated,
      isComplete: options.isComplete, at: act.at, on: connection)
    try pass.note("import.begin", SheetRun.beginning(sheet, kind, digest: digest, file), on: connection)
    return (pass, file, false)
  }

  private func merger(of kind: SheetKind) -> any RowMerger {
    switch kind {
    case .regions: return PlaceRows(index: index, isComplete: options.isComplete)
    case .households: return HouseholdRows(index: index, isComplete: options.isComplete)
    case .persons:
      return PersonRows(index: index, ids: ids, at: act.at, isComplete: options.isComplete)
    case .feed(let feed):
      return FeedRows(
        feed, index: index, records: keys.map { $0.records[feed.name] ?? [] }, isComplete: options.isComplete)
    }
  }
}
