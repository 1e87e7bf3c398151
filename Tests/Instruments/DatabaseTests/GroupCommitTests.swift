// Changes that share a transaction: each stands or falls alone, and all are told only when they are kept.
import Database
import Dispatch
import Foundation
import Kernel
import Synchronization
import Testing

/// Raised by the writer's thread, seen by the test.
private final class Flag: Sendable {
  private let up = Mutex(false)
  var isUp: Bool { up.withLock { $0 } }
  func raise() { up.withLock { $0 = true } }
}

@Suite struct GroupCommitTests {
  private static let refused = Problem("test.refused", .invalid, zh: "不行", en: "no")

  private static func table() throws -> Database {
    let database = try Database(inMemory: "group")
    try database.write { (connection) throws(Problem) in
      try connection.runScript("CREATE TABLE entry (number INTEGER PRIMARY KEY)")
    }
    return database
  }

  private static func insert(_ number: Int, _ connection: Connection) throws(Problem) {
    try connection.run("INSERT INTO entry (number) VALUES (?)", [.int(number)])
  }

  private static func count(_ database: Database) throws -> Int64 {
    try database.read { (connection) throws(Problem) in
      try connection.number("SELECT COUNT(*) FROM entry")
    }
  }

  @Test func whatWaitsSharesOneTransaction() async throws {
    let database = try Self.table()
    let group = GroupCommit(database)
    let gate = DispatchSemaphore(value: 0)
    let flag = Flag()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        // Holds the writer until the others stand in line.
        try await group.write { (connection) throws(Problem) in
          flag.raise()
          gate.wait()
          try Self.insert(0, connection)
        }
      }
      while !flag.isUp { await Task.yield() }
      for number in 1...40 {
        tasks.addTask { try await group.write { (c) throws(Problem) in try Self.insert(number, c) } }
      }
      while group.waiting < 40 { await Task.yield() }
      gate.signal()
      try await tasks.waitForAll()
    }
    #expect(try Self.count(database) == 41)
    #expect(group.tally.changes == 41)
    #expect(group.tally.transactions == 2)
  }

  @Test func aRefusedChangeLeavesNothingAndTheOthersStay() async throws {
    let database = try Self.table()
    let group = GroupCommit(database)
    let outcomes = await withTaskGroup(of: String.self, returning: [String].self) { tasks in
      for number in 1...20 {
        tasks.addTask {
          do throws(Problem) {
            return try await group.write { (connection) throws(Problem) in
              try Self.insert(number, connection)
              if number.isMultiple(of: 5) { throw Self.refused }
              return "kept"
            }
          } catch { return error.code }
        }
      }
      return await tasks.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == "kept" } == 16)
    #expect(outcomes.count { $0 == "test.refused" } == 4)
    #expect(try Self.count(database) == 16)
    #expect(group.tally.changes == 16)
  }

  @Test func aFaultOfTheStoreIsToldToTheOneWhoseChangeItWas() async throws {
    let database = try Self.table()
    let group = GroupCommit(database)
    try await group.write { (connection) throws(Problem) in try Self.insert(7, connection) }
    await #expect(throws: Problem.self) {
      try await group.write { (connection) throws(Problem) in try Self.insert(7, connection) }
    }
    #expect(try Self.count(database) == 1)
  }

  @Test func whereTheTransactionFailsNobodyIsToldItWasKept() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shouwang-group-commit")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try Database(path: folder.appendingPathComponent("store.sqlite").path)
    try database.write { (connection) throws(Problem) in
      try connection.runScript(
        """
        CREATE TABLE parent (id INTEGER PRIMARY KEY);
        CREATE TABLE child (parent INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED);
        """)
    }
    let group = GroupCommit(database)
    // Its reference is missed when the transaction ends, not when the row is written.
    await #expect(throws: Problem.self) {
      try await group.write { (connection) throws(Problem) in
        try connection.run("INSERT INTO child (parent) VALUES (1)")
      }
    }
    #expect(group.tally == GroupTally(changes: 0, transactions: 0))
    try await group.write { (connection) throws(Problem) in
      try connection.run("INSERT INTO parent (id) VALUES (1)")
    }
    #expect(group.tally == GroupTally(changes: 1, transactions: 1))
  }
}
