// A city imported into a store of its own, for the tests that walk the whole way.
import Access
import Assembly
import Casework
import Database
import Exchange
import Figures
import Foundation
import Indicators
import Kernel
import LedgerTruth
import Monitoring
import Outreach
import Registry
import Responsibility
import Rules
import Screening
import Synchronization
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

  private static let requests = Atomic(0)

  /// Another request each time.
  static var act: Act {
    let number = requests.add(1, ordering: .relaxed).newValue
    return Act(
      actor: "local:test", at: Instant(milliseconds: 1_762_000_000_000), request: "test-\(number)")
  }

  /// A change of the register that is followed by memory.
  static var change: Command { Command("test.change", permission: nil, body: "") }

  static func pass(_ connection: Connection) throws(Problem) -> DoorPass {
    try DoorPass.open(change, by: act, as: nil, on: connection)
  }

  /// What the journal says where a person was changed by hand.
  static func correct(_ subject: String, on connection: Connection) throws(Problem) {
    let command = Command("person.correct", permission: nil, body: subject)
    _ = try Door.run(command, by: act, as: nil, county: 0, on: connection) { _ in
      Outcome(subject: subject)
    }
  }

  static let asOf = Day(number: 20_392)

  static func ring() throws -> KeyRing {
    try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
  }

  static func rules() throws -> RuleLibrary { try RuleLibrary.load(root + "/rules") }

  static func ledgerRules() throws -> RuleLibrary { try RuleLibrary.load(root + "/ledger-rules") }

  private static let figures = Result { () throws(RuleLibraryProblems) in
    IndicatorEvaluator(try IndicatorBook.load(root + "/indicators"))
  }

  /// The figures of a store, counted when somebody asks.
  static func figures(_ database: Database) throws -> FigureDesk {
    FigureDesk(database, try figures.get(), later: { _ in }) { (day, connection) throws(Problem) in
      FigureCity(
        try CityStore.load(.everything, asOf: day, on: connection),
        state: try CitySnapshotStore.state(on: connection), cases: try CaseTouchStore.last(on: connection))
    }
  }

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
    try database.migrate(StoreOptions.migrations)
    try SealStore.unlock(database, with: ring())
    // The ledger of cases is carried over into the cases, it is no sheet of the register.
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".csv") && $0 != "cases.csv" }
    let importer = Importer(
      database, act: act, as: nil, ids: IDSource(seed: 1), options: ImportOptions(dated: dated))
    let summary = try importer.run(files.map { folder + "/" + $0 })
    guard summary.problems.isEmpty else { throw summary.problems[0] }
    return database
  }

  static func monitoring(_ database: Database) throws -> Monitoring {
    Monitoring(
      database, book: try ProcedureBook.load(root + "/casework"), sealer: Sealer(try ring()),
      chance: { [UInt8](repeating: 9, count: $0) })
  }

  static func outreach(_ database: Database) throws -> Outreach {
    Outreach(
      database, book: try ProcedureBook.load(root + "/casework"), sealer: Sealer(try ring()),
      chance: { [UInt8](repeating: 9, count: $0) })
  }

  static func responsibility(_ database: Database) throws -> Responsibility {
    let procedures = try ProcedureBook.load(root + "/casework")
    return Responsibility(
      database,
      book: try CadenceBook.load(
        root + "/duties",
        procedures: (visitsBy: procedures.visitsBy, judgementBy: procedures.judgementBy)),
      roles: try RoleBook.load(root + "/access"), sealer: Sealer(try ring()),
      chance: { [UInt8](repeating: 9, count: $0) })
  }

  static func city(_ database: Database) throws -> City {
    try database.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: asOf, on: connection)
    }
  }
}
