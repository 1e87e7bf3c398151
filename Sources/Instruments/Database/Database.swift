// The store on disk: one SQLite file through GRDB, written by one connection and read by several.

import GRDB
package import Kernel
import Synchronization
package import Vault

/// A database with one writer and many readers. Every write is one transaction.
package final class Database: Sendable {
  private static let mostReaders = 4
  let writer: any DatabaseWriter
  package let path: String?
  private let desk = WriterDesk()
  /// Nil where the one connection is all there is.
  private let pool: ReaderPool?
  private let held = KeyDesk()
  private let crowd = Mutex<GroupCommit?>(nil)
  private let readers = Mutex(Readers())

  private struct Readers {
    var count = 0
    var isClosed = false
  }

  /// Opens a file, making it where it is missing.
  /// **Problems**: `database.unavailable` where the file cannot be opened or is no database.
  package init(path: String) throws(Problem) {
    var configuration = GRDB.Configuration()
    configuration.busyMode = .timeout(30)
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { connection in
      try connection.execute(sql: "PRAGMA cache_size = -65536")
      try connection.execute(sql: "PRAGMA temp_store = MEMORY")
    }
    self.path = path
    pool = ReaderPool(path, configuration, most: Database.mostReaders) { [held] in _ = held.unlock($0) }
    writer = try Database.translating {
      let pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB turns this down for a log. What was answered as kept is on the disk, also where the power fails
      // the moment after.
      try pool.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA synchronous = FULL")
        // Pages that many small changes touch again and again go from the log into the file less often.
        try $0.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
      }
      return pool
    }
  }

  /// A database of its own that lives as long as the value does, for tests and rehearsals.
  /// - Parameter label: what it is called in messages; two of one label are still two.
  package init(inMemory label: String) throws(Problem) {
    var configuration = GRDB.Configuration()
    configuration.foreignKeysEnabled = true
    configuration.label = label
    (path, pool) = (nil, nil)
    writer = try Database.translating { try DatabaseQueue(configuration: configuration) }
  }

  /// A file without a write-ahead log that nobody else opens: nothing of it need survive a crash.
  init(building path: String) throws(Problem) {
    var configuration = GRDB.Configuration()
    configuration.foreignKeysEnabled = true
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    (self.path, pool) = (path, nil)
    writer = try Database.translating { try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// What sealed values of the store are sealed with, for all transactions that begin from now on.
  package var keys: Sealer? {
    get { held.sealer }
    set { held.sealer = newValue }
  }

  /// Asks `renew` inside each transaction that writes, and in each that opens a sealed value, before
  /// either, whether the keys changed meanwhile, so that a program that runs for long follows another's
  /// `keys add` and `keys drop`: since one alone writes, nothing is sealed with a key that was taken out.
  /// It has to be quick where nothing changed.
  package func followKeys(_ renew: @escaping @Sendable (Sealer, Connection) -> KeyNews) {
    held.follow(renew)
  }

  /// Why the keys could not be renewed when they were last asked for, nil where they could.
  package var keyTrouble: Problem? { held.trouble }

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

  /// Closes the file; nothing can be asked of it afterwards. Where somebody still reads, as one does who
  /// counts beside requests, it stays open for them until the program ends: what they read must not go away.
  package func close() throws(Problem) {
    let isRead = readers.withLock { readers in
      readers.isClosed = true
      return readers.count > 0
    }
    guard !isRead else { return }
    clear()
    try Database.translating { [writer] in try writer.close() }
  }

  /// Runs `body` in one transaction: all of it is kept, or, where it throws, nothing.
  package func write<Answer>(_ body: (Connection) throws(Problem) -> Answer) throws(Problem) -> Answer {
    try Database.translating {
      try withoutActuallyEscaping(body) { body in
        try writer.write {
          try self.desk.run(on: $0) { (connection) throws(Problem) in
            if case .refused(let problem) = self.held.unlock(connection) { throw problem }
            return try body(connection)
          }
        }
      }
    }
  }

  /// The one line of small changes before the writer.
  package var group: GroupCommit {
    crowd.withLock { crowd in
      if let crowd { return crowd }
      let first = GroupCommit(self)
      crowd = first
      return first
    }
  }

  /// Runs `body` on a snapshot that later writes do not touch.
  /// **Problems**: `database.unavailable`, also after it was closed.
  package func read<Answer>(_ body: (Connection) throws(Problem) -> Answer) throws(Problem) -> Answer {
    let isOpen = readers.withLock { readers in
      if !readers.isClosed { readers.count += 1 }
      return !readers.isClosed
    }
    guard isOpen else { throw DatabaseProblems.closed }
    defer { readers.withLock { $0.count -= 1 } }
    return try Database.translating {
      if let pool { return try pool.read(body) }
      return try withoutActuallyEscaping(body) { body in
        try writer.read {
          try self.desk.run(on: $0) { (connection) throws(Problem) in
            connection.askKeys { [held] in _ = held.unlock($0) }
            return try body(connection)
          }
        }
      }
    }
  }

  /// Moves what the write-ahead log holds into the file, so that a copy of the file is whole.
  package func checkpoint() throws(Problem) {
    try Database.translating { [writer] in
      try writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    }
  }

  deinit { clear() }

  private func clear() {
    desk.clear()
    pool?.clear()
  }

  static func run<Answer>(
    on database: GRDB.Database, _ body: (Connection) throws(Problem) -> Answer
  ) throws -> Answer {
    guard let handle = database.sqliteConnection else {
      preconditionFailure("GRDB calls back with an open connection")
    }
    let connection = Connection(handle: handle)
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
    on database: GRDB.Database, _ body: (Connection) throws(Problem) -> Answer
  ) throws -> Answer {
    guard let handle = database.sqliteConnection else {
      preconditionFailure("GRDB calls back with an open connection")
    }
    let connection = connection ?? Connection(handle: handle)
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
