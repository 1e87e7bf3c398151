// Backups: made while the store is written, looked over, and restored.
import Access
import Database
import Foundation
import Kernel
import Operation
import Registry
import Screening
import Testing

@Suite struct BackupTests {
  private let folder: String
  private let store: Database

  init() throws {
    let name =
      "shouwang-backup-\(ProcessInfo.processInfo.processIdentifier)-\(ObjectIdentifier(Mark()).hashValue)"
    folder = NSTemporaryDirectory() + name
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try Database(path: folder + "/city.sqlite")
    try store.migrate(OperationStore.migrations)
    try add(3)
  }

  private final class Mark {}

  private func add(_ count: Int) throws {
    try store.write { (connection) throws(Problem) in
      for number in 0..<count {
        let act = Act(actor: "local:a", at: Instant(milliseconds: Int64(number)), request: "")
        _ = try Door.run(
          Command("test.add", permission: nil, body: ""), by: act, as: nil, county: 0, on: connection
        ) { _ in Outcome(subject: "1") }
      }
    }
  }

  private let at = Instant(milliseconds: 1_760_000_000_000)

  @Test func aBackupIsTheStoreOfItsMomentAndRestores() throws {
    let (path, report) = try Backup.make(of: store, in: folder + "/backups", at: at)
    #expect(path.hasSuffix("/backups/shouwang-2025-10-09T085320Z.sqlite"))
    #expect(report.rows.first { $0.table == "journal" }?.rows == 3)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600, "a backup is for its owner alone")
    try add(2)
    let restored = folder + "/restored.sqlite"
    #expect(try Backup.restore(path, to: restored).rows.first { $0.table == "journal" }?.rows == 3)
    let opened = try Database(path: restored)
    let entries = try opened.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
    #expect(entries.count == 3)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/backups").count == 1)
    try remove()
  }

  @Test func nothingIsOverwritten() throws {
    let (path, _) = try Backup.make(of: store, in: folder, at: at)
    for attempt in [
      { _ = try Backup.make(of: store, in: folder, at: at) },
      {
        _ = try Backup.restore(path, to: folder + "/city.sqlite")
      },
    ] {
      #expect(throws: Problem.self) { try attempt() }
    }
    let missing = #expect(throws: Problem.self) { try Backup.restore(folder + "/no", to: folder + "/x") }
    #expect(missing?.code == "database.copy.missing")
    try remove()
  }

  @Test func aBrokenJournalMakesNoBackup() throws {
    try store.write { (connection) throws(Problem) in
      try connection.run("UPDATE journal SET details = '{\"a\":1}' WHERE sequence = 2")
    }
    let problem = #expect(throws: Problem.self) { try Backup.make(of: store, in: folder + "/b", at: at) }
    #expect(problem?.code == "operation.store.broken" && problem?.message.en.contains("entry 2") == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/b").isEmpty)
    try remove()
  }

  @Test func aListWithoutAFindingIsFound() throws {
    try store.write { (connection) throws(Problem) in
      try connection.run(
        "INSERT INTO household_mask (county, place, household, mask, members) VALUES (530602, 1, 7, 1, 2)")
    }
    let report = try store.read { (connection) throws(Problem) in try StoreReport(on: connection) }
    #expect(report.faults.map(\.en) == ["1 households are listed and have no finding"])
    try remove()
  }

  @Test func aDamagedFileIsNoBackup() throws {
    let (path, _) = try Backup.make(of: store, in: folder, at: at)
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    for place in stride(from: 4_200, to: bytes.count, by: 512) { bytes[place] ^= 0xFF }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(throws: Problem.self) { try Backup.restore(path, to: folder + "/again.sqlite") }
    #expect(!FileManager.default.fileExists(atPath: folder + "/again.sqlite"))
    try remove()
  }

  private func remove() throws {
    try store.close()
    try FileManager.default.removeItem(atPath: folder)
  }
}
