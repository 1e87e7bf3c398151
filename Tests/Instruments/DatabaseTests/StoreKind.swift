// The two homes of a store that every body of these tests runs on.

import Database
import Glibc
import Kernel
import Testing

enum StoreKind: CaseIterable, Sendable {
  case memory
  case file

  /// Runs a body on a new, empty store of this kind; a file is removed afterwards.
  func withStore(_ body: (Database) throws -> Void) throws {
    switch self {
    case .memory: try body(try Database(inMemory: "tests"))
    case .file: try withPath { try body(try Database(path: $0)) }
    }
  }
}

/// A path in a new folder; the folder is removed afterwards, with a store's own files beside the path.
func withPath(_ body: (String) throws -> Void) throws {
  var template = Array("\(P_tmpdir)/store-XXXXXX".utf8CString)
  let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
  defer {
    for ending in ["", "-wal", "-shm"] { unlink("\(folder)/store.sqlite\(ending)") }
    rmdir(folder)
  }
  try body("\(folder)/store.sqlite")
}

extension Database {
  func run(_ sql: String, _ values: [SQLValue] = []) throws(Problem) {
    try write { (connection) throws(Problem) in try connection.run(sql, values) }
  }

  func number(_ sql: String) throws(Problem) -> Int64 {
    try read { (connection) throws(Problem) in try connection.number(sql) }
  }
}

/// The problem that a body ends with.
func problem(of body: () throws -> Void) throws -> Problem {
  let error = #expect(throws: Problem.self) { try body() }
  return try #require(error)
}
