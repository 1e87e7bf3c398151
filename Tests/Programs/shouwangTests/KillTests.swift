// The real program killed in the middle of imports: nothing stored is lost, and the end is the same.
import Access
import Database
import Foundation
import Glibc
import Kernel
import Registry
import Testing

/// The program beside the test bundle, where one build puts both.
private enum BuiltProgram {
  static let path: String? = {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let path = bundle.deletingLastPathComponent().appendingPathComponent("shouwang").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()
}

@Suite(.enabled(if: BuiltProgram.path != nil, "the program shouwang is not built beside the tests"))
struct KillTests {
  @Test func aKilledImportLosesNothingAndEndsAsAnUndisturbedOne() throws {
    let folder = try WorkFolder("kill")
    let files = folder.path + "/files"
    try finish(["city", "make", "--scale", "tiny", "--seed", "9", "--out", files])

    let whole = folder.path + "/whole.sqlite"
    try finish(importing(files, into: whole))

    let killed = folder.path + "/killed.sqlite"
    let rows = try storedRows(whole)
    var kills = 0
    for part in 1...5 {
      let wanted = rows * part / 6
      if try kill(importing(files, into: killed), at: wanted, store: killed) { kills += 1 }
    }
    #expect(kills > 0, "a kill falls into the import, not behind it")
    try finish(importing(files, into: killed))
    let (ours, theirs) = (try KillTests.dump(killed), try KillTests.dump(whole))
    let differing = Set(ours).symmetricDifference(theirs).sorted()
    #expect(ours.count == theirs.count)
    #expect(differing.isEmpty, "\(differing.prefix(4))")
    #expect(try isJournalWhole(killed))
  }

  /// Small chunks, so that there are many moments at which a kill can fall.
  private func importing(_ files: String, into store: String) -> [String] {
    ["import", "--store", store, "--dated", "2025-11-01", "--chunk", "5", files]
  }

  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(BuiltProgram.path))
    process.arguments = arguments
    // One key for both stores, so that what is sealed can be compared.
    process.environment = ProcessInfo.processInfo.environment.merging([
      "SHOUWANG_KEY": Data(repeating: 7, count: 32).base64EncodedString()
    ]) { $1 }
    // A child that kept the streams of the tests would hold the test run open.
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func finish(_ arguments: [String]) throws {
    let process = try start(arguments)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments)")
  }

  /// Kills the program once the store holds so many rows; false where it came to its end before.
  private func kill(_ arguments: [String], at wanted: Int, store: String) throws -> Bool {
    let process = try start(arguments)
    var seen = 0
    var polls = 0
    while seen < wanted, process.isRunning, polls < 1_000_000 {
      polls += 1
      // The store is not there at first, and has no ledger yet.
      seen = (try? storedRows(store)) ?? 0
    }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let wasKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
    if wasKilled {
      #expect(try storedRows(store) >= seen, "what was stored stays stored")
      #expect(try isJournalWhole(store))
    }
    return wasKilled
  }

  /// Rows that the ledger reports as done.
  private func storedRows(_ path: String) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    return try Database(path: path).read { (connection) throws(Problem) in
      try ImportStore.all(on: connection).reduce(0) { $0 + $1.counts.total }
    }
  }

  private func isJournalWhole(_ path: String) throws -> Bool {
    try Database(path: path).read { (connection) throws(Problem) in
      try JournalStore.firstBroken(on: connection) == nil
    }
  }

  /// Every table as text, a line a row, without ids of persons and without moments.
  private static func dump(_ path: String) throws -> [String] {
    try Database(path: path).read { (connection) throws(Problem) in
      let pairs = try connection.rows("SELECT id, citizen_key FROM person") { (row) throws(Problem) in
        (row.text(0), "citizen \(row.text(1))")
      }
      let citizens = Dictionary(uniqueKeysWithValues: pairs)
      let tables = try connection.rows(
        """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
        """
      ) { (row) throws(Problem) in row.text(0) }
      var lines: [String] = []
      for table in tables {
        lines += try connection.rows("SELECT * FROM \(table)") { (row) throws(Problem) in
          line(of: row, table: table, citizens: citizens)
        }
      }
      return lines.sorted()
    }
  }

  /// A fingerprint of a feed's row and a sealed identity number hold the id of a person; the columns beside
  /// them are compared.
  private static let left: Set<String> = [
    "started_at", "finished_at", "at", "hash", "previous", "request", "actor", "fingerprint",
    "citizen_sealed",
  ]

  private static func line(of row: Statement, table: String, citizens: [String: String]) -> String {
    let cells = (0..<row.columnCount).compactMap { column -> String? in
      let name = row.columnName(column)
      if left.contains(name) { return nil }
      let value =
        row.isNull(column) ? "-" : name == "sealed" ? hexadecimal(row.bytes(column)) : row.text(column)
      return "\(name)=" + (name == "id" || name == "person" ? citizens[value] ?? value : value)
    }
    return "\(table): " + cells.joined(separator: " ")
  }
}
