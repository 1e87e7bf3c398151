// A city imported into a store of its own, for the tests that walk the whole way.
import Access
import Database
import Exchange
import Foundation
import Kernel
import LedgerTruth
import Registry
import Rules
import Screening
import Vault

/// A folder that is gone when the value is.
final class WorkFolder {
  let path: String

  init(_ name: String) throws {
    path = NSTemporaryDirectory() + "shouwang-\(name)-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

enum Project {
  /// The folder of `Package.swift`.
  static let root: String = {
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path + "/Package.swift") {
      folder.deleteLastPathComponent()
    }
    return folder.path
  }()

  static var reference: String { root + "/../shared/reference/screening" }

  static let act = Act(actor: "test", at: Instant(milliseconds: 1_762_000_000_000), request: "test")

  static let asOf = Day(number: 20_392)

  static func ring() throws -> KeyRing {
    try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
  }

  static func rules() throws -> RuleLibrary { try RuleLibrary.load(root + "/rules") }

  static func ledgerRules() throws -> RuleLibrary { try RuleLibrary.load(root + "/ledger-rules") }

  /// The ledger of a store, looked through once.
  static func ledger(_ database: Database) throws -> LedgerDesk {
    let desk = try LedgerDesk(
      Doorkeeper(
        database, book: try RoleBook.load(root + "/access"), sealer: Sealer(try ring()),
        chance: { [UInt8](repeating: 7, count: $0) }, hasPlace: { _, _, _ in true }),
      library: try ledgerRules())
    let act = Act(actor: "local:test", at: Project.act.at, request: "ledger")
    _ = try desk.run(over: try city(database), by: act, as: nil)
    return desk
  }

  /// A store with every sheet of a folder in it.
  static func store(
    at path: String, of folder: String, dated: Day = Day(number: 20_393)
  ) throws -> Database {
    let database = try Database(path: path)
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all + LedgerTruthMigrations.all)
    try SealStore.unlock(database, with: ring())
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".csv") }
    let importer = Importer(
      database, act: act, ids: IDSource(seed: 1), options: ImportOptions(dated: dated))
    let summary = try importer.run(files.map { folder + "/" + $0 })
    guard summary.problems.isEmpty else { throw summary.problems[0] }
    return database
  }

  static func city(_ database: Database) throws -> City {
    try database.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: asOf, on: connection)
    }
  }
}
