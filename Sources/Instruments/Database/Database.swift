// The store on disk: one SQLite file through GRDB, written by one connection and read by several.

import GRDB
package import Kernel
import Synchronization
package import Vault

/// A database with one writer and many readers. Every write is one transaction.
package final class Database: Sendable {
  let writer: any DatabaseWriter
  package let path: String?
  private let desk = WriterDesk()
  private let held = Mutex<HeldKeys>(HeldKeys())

  private struct HeldKeys {
    var sealer: Sealer?
    var renew: (@Sendable (Sealer) -> Sealer?)?
  }

  /// Opens a file, making it where it is missing.
  /// **Problems**: `database.unavailable` where the file cannot be opened or is no database.
  package init(path: String) throws(Problem) {
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(30)
    configuration.foreignKeysEnabled = true
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { connection in
      try connection.execute(sql: "PRAGMA cache_size = -65536")
      try connection.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    self.path = path
    writer = try Database.translating {
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB turns this down for a log. What was answered as kept is on the disk, also where the power fails
      // the moment after.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      return pool
    }
  }

  /// A database of its own that lives as long as the value does, for tests and rehearsals.
  /// - Parameter label: what it is called in messages; two of one label are still two.
  package init(inMemory label: String) throws(Problem) {
    var configuration = GRDB.Configuration()
    configuration.foreignKeysEnabled = true
    configuration.label = label
    path = nil
    writer = try Database.translating { try DatabaseQueue(configuration: configuration) }
  }

  /// A file without a write-ahead log that nobody else opens: nothing of it need survive a crash.
  init(building path: String) throws(Problem) {
    var configuration = GRDB.Configuration()
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    self.path = path
    writer = try Database.translating { try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// What sealed values of the store are sealed with, for all transactions that begin from now on.
  package var keys: Sealer? {
    get {
      held.withLock { held in
        if let sealer = held.sealer, let newer = held.renew?(sealer) { held.sealer = newer }
        return held.sealer
      }
    }
    set { held.withLock { $0.sealer = newValue } }
  }

  /// Asks `renew` before each transaction whether the keys changed meanwhile, so that a program that runs for
  /// long follows `keys add` of another. It answers nil where they are those of before, and has to be quick.
  package func followKeys(_ renew: @escaping @Sendable (Sealer) -> Sealer?) {
    held.withLock { $0.renew = renew }
  }

  /// Writes the file anew without what was deleted, and empties the log: no byte of old rows is left.
  /// Takes as much room beside the file as the file has.
  package func wipeDeleted() throws(Problem) {
    desk.clear()
    try Database.translating {
      try writer.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM")
        _ = try database.checkpoint(.truncate)
      }
    }
  }

  /// Lets the disk take what is kept when it likes: a power failure may take the last changes away, never
  /// half of one. For stores that can be made anew, such as a rehearsal's.
  package func hurry() throws(Problem) {
    try Database.translating {
      try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
    }
  }

  /// Closes the file; nothing can be asked of it afterwards.
  package func close() throws(Problem) {
    desk.clear()
    try Database.translating { [writer] in try writer.close() }
  }

  /// Runs `body` in one transaction: all of it is kept, or, where it throws, nothing.
  package func write<Answer>(_ body: (Connection) throws(Problem) -> Answer) throws(Problem) -> Answer {
    try Database.translating {
      try withoutActuallyEscaping(body) { body in
        try writer.write { try self.desk.run(body, on: $0, keys: self.keys) }
      }
    }
  }

  /// Runs `body` on a snapshot that later writes do not touch.
  package func read<Answer>(_ body: (Connection) throws(Problem) -> Answer) throws(Problem) -> Answer {
    try Database.translating { [writer, keys] in
      try withoutActuallyEscaping(body) { body in
        try writer.read { try Database.run(body, on: $0, keys: keys) }
      }
    }
  }

  /// Moves what the write-ahead log holds into the file, so that a copy of the file is whole.
  package func checkpoint() throws(Problem) {
    try Database.translating { [writer] in
      try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
  }

  deinit { desk.clear() }

  static func run<Answer>(
    _ body: (Connection) throws(Problem) -> Answer, on database: GRDB.Database, keys: Sealer?
  ) throws -> Answer {
    guard let handle = database.sqliteConnection else {
      preconditionFailure("GRDB calls back with an open connection")
    }
    let connection = Connection(handle: handle, keys: keys)
    defer { connection.close() }
    return try body(connection)
  }

  static func translating<Answer>(_ body: () throws -> Answer) throws(Problem) -> Answer {
    do {
      return try body()
    } catch let problem as Problem {
      throw problem
    } catch let error as DatabaseError {
      throw DatabaseProblems.refused(
        code: Int(error.resultCode.rawValue), message: error.message ?? "\(error)")
    } catch {
      throw DatabaseProblems.refused(code: 1, message: "\(error)")
    }
  }
}

/// Keeps the writer's connection with its prepared statements: small transactions spend most of their time on
/// preparing them.
private final class WriterDesk: @unchecked Sendable {
  // Only touched by the one writer, inside its transactions, and when nobody else is left.
  private var connection: Connection?

  func run<Answer>(
    _ body: (Connection) throws(Problem) -> Answer, on database: GRDB.Database, keys: Sealer?
  ) throws -> Answer {
    guard let handle = database.sqliteConnection else {
      preconditionFailure("GRDB calls back with an open connection")
    }
    let connection = connection ?? Connection(handle: handle)
    connection.keys = keys
    precondition(connection.handle == handle, "there is one writer")
    self.connection = connection
    defer { connection.rest() }
    return try body(connection)
  }

  func clear() {
    connection?.close()
    connection = nil
  }
}
