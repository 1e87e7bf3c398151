// The readers of a file: each is a connection with its prepared statements, lent to one at a time.

import Dispatch
import GRDB
import Glibc
import Kernel
import Synchronization

/// GRDB opens the connections. Its own pool looks after a schema of its own and spells out BEGIN and COMMIT
/// at each turn, which took two thirds of the time of a short read.
final class ReaderPool: Sendable {
  private struct Reader: @unchecked Sendable {
    /// Keeps the file open.
    let file: DatabaseQueue
    let connection: Connection
  }

  private struct Pool: @unchecked Sendable {
    // A connection is only touched by who holds it, and when nobody reads.
    var free: [Reader] = []
    /// The threads that hold one.
    var holders: [pthread_t] = []
  }

  private let path: String
  private let configuration: GRDB.Configuration
  private let keys: @Sendable (Connection) -> Void
  private let pool = Mutex(Pool())
  private let seats: DispatchSemaphore

  /// - Parameters:
  ///   - most: how many read at once; the next ones wait.
  ///   - keys: gives a connection its keys, when its reader first asks for them.
  init(
    _ path: String, _ configuration: GRDB.Configuration, most: Int,
    keys: @escaping @Sendable (Connection) -> Void
  ) {
    var configuration = configuration
    configuration.readonly = true
    (self.path, self.configuration, self.keys) = (path, configuration, keys)
    seats = DispatchSemaphore(value: most)
  }

  /// Runs `body` on one state of the file. Nobody reads within a read: those who do would wait for each
  /// other.
  func read<Answer>(_ body: (Connection) throws(Problem) -> Answer) throws -> Answer {
    seats.wait()
    defer { seats.signal() }
    let reader = try take()
    defer { give(reader) }
    let connection = reader.connection
    connection.askKeys(keys)
    try connection.run("BEGIN DEFERRED")
    defer {
      // First the rows that somebody left: while they stand, the state that they read does.
      connection.rest()
      // Nothing was written: how it ends makes no difference to the file.
      try? connection.run("COMMIT")
    }
    return try body(connection)
  }

  private func take() throws -> Reader {
    let me = pthread_self()
    let known = pool.withLock { pool in
      precondition(!pool.holders.contains(me), "a read stands within a read")
      pool.holders.append(me)
      return pool.free.popLast()
    }
    if let known { return known }
    do {
      let file = try DatabaseQueue(path: path, configuration: configuration)
      guard let handle = try file.read({ $0.sqliteConnection }) else {
        preconditionFailure("GRDB calls back with an open connection")
      }
      return Reader(file: file, connection: Connection(handle: handle))
    } catch {
      pool.withLock { $0.holders.removeAll { $0 == me } }
      throw error
    }
  }

  private func give(_ reader: Reader) {
    let me = pthread_self()
    pool.withLock { pool in
      pool.holders.removeAll { $0 == me }
      pool.free.append(reader)
    }
  }

  /// Closes the connections; nobody reads any more.
  func clear() {
    pool.withLock { pool in
      for reader in pool.free { reader.connection.close() }
      pool.free = []
    }
  }
}
