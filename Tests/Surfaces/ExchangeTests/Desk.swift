// A desk where sheets are imported: a store, a folder of files, and a clock that stands still.

import Access
import Casework
import Database
import Exchange
import Glibc
import Kernel
import Registry
import Sheets
import Testing
import Vault

final class Desk {
  let store: Database
  private let folder: String

  static let ring: KeyRing = {
    do {
      return try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    } catch { preconditionFailure("\(error)") }
  }()

  private var files: [String] = []

  static let migrations =
    AccessMigrations.all + RegistryMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all

  /// - Parameter name: the store's file in the folder; nil for one in memory.
  init(file name: String? = nil) throws {
    var template = Array("\(P_tmpdir)/desk-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template).map { String(cString: $0) })
    folder = made
    store = try name.map { try Database(path: "\(made)/\($0)") } ?? Database(inMemory: "desk")
    try store.migrate(Desk.migrations)
    try SealStore.unlock(store, with: Desk.ring)
  }

  deinit {
    for file in files { unlink(file) }
    rmdir(folder)
  }

  func file(_ bytes: [UInt8], name: String) throws -> String {
    let path = "\(folder)/\(name)"
    let file = try #require(fopen(path, "wb"))
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    fclose(file)
    files.append(path)
    return path
  }

  /// A path in the folder where nothing is yet; what comes to be there goes with the desk.
  func place(_ name: String) throws -> String {
    files += ["", "-wal", "-shm", ".city", ".building"].map { "\(folder)/\(name)\($0)" }
    return "\(folder)/\(name)"
  }

  func file(_ sheet: SheetText) throws -> String { try file(Array(sheet.text.utf8), name: sheet.name) }

  /// Imports files. `stopAfter` ends the import after so many chunks, as Ctrl-C does.
  @discardableResult
  func take(
    paths: [String], dated: String = "2025-11-01", complete: Bool = false, chunk: Int = 20_000,
    stopAfter: Int = .max, key: String = "", as visitor: Visitor? = nil,
    report: @escaping (ImportProgress) -> Void = { _ in }
  ) throws -> ImportSummary {
    var options = ImportOptions(dated: try #require(Day(dated)))
    options.isComplete = complete
    options.key = key
    options.chunkRows = chunk
    // Tests of small chunks are those of large imports.
    if chunk < 20_000 { options.fewRows = 0 }
    var chunks = 0
    let importer = Importer(
      store, act: Act(actor: "local:clerk", at: Instant(milliseconds: 1_762_000_000_000), request: "test"),
      as: visitor, ids: IDSource(seed: 1), options: options, report: report,
      shouldStop: {
        chunks += 1
        return chunks >= stopAfter
      })
    return try importer.run(paths)
  }

  @discardableResult
  func take(
    _ sheets: SheetText..., dated: String = "2025-11-01", complete: Bool = false, chunk: Int = 20_000
  ) throws -> ImportSummary {
    try take(paths: try sheets.map { try file($0) }, dated: dated, complete: complete, chunk: chunk)
  }

  /// Imports one sheet and tells its line of the summary.
  func counts(
    _ sheet: SheetText, dated: String = "2025-11-01", complete: Bool = false
  ) throws -> ImportCounts {
    let summary = try take(sheet, dated: dated, complete: complete)
    #expect(summary.problems.isEmpty)
    return try #require(summary.files.first).counts
  }

  /// The key by which the store finds a person.
  func key(_ citizen: CitizenID) throws -> Int64 {
    try store.read { (connection) throws(Problem) in try connection.seal().key(citizen: citizen) }
  }

  func quarantine() throws -> [QuarantinedRow] {
    try store.read { (connection) throws(Problem) in
      try ImportStore.quarantined(limit: .max, on: connection)
    }
  }

  func ledger() throws -> [ImportFile] {
    try store.read { (connection) throws(Problem) in try ImportStore.all(on: connection) }
  }

  /// The first column of a question's answer, as text.
  func ask(_ sql: String, _ values: [SQLValue] = []) throws -> [String] {
    try store.read { (connection) throws(Problem) in
      try connection.rows(sql, values) { (row) throws(Problem) in row.text(0) }
    }
  }

  func journalIsWhole() throws -> Bool {
    try store.read { (connection) throws(Problem) in try JournalStore.firstBroken(on: connection) } == nil
  }
}

/// Outcomes in the order new, updated, identical, older, invalid, gone.
func outcomes(_ counts: ImportCounts) -> [Int] {
  let all = counts.outcomes
  return [all.new, all.updated, all.identical, all.older, all.invalid, all.gone]
}

func problem(of body: () throws -> Void) throws -> Problem {
  let error = #expect(throws: Problem.self) { try body() }
  return try #require(error)
}
