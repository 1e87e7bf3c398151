// One connection inside one transaction: it prepares statements and runs them.

import GRDBSQLite
package import Kernel
package import Vault

/// It is used inside the closure that it is handed to, and nowhere else. Statements are kept from one
/// transaction to the next.
package final class Connection {
  let handle: OpaquePointer
  private var prepared: [String: Statement] = [:]
  /// Told the text of every statement before it is prepared: with it, tests pin the plans of queries.
  package var watch: ((String) -> Void)? {
    // What was prepared before is prepared anew, so that it is told too.
    didSet { if watch != nil { close() } }
  }

  /// What was handed out in this transaction and may stand in the midst of its rows.
  private var lent: [Statement] = []
  private var heldKeys: Sealer?
  private var source: ((Connection) -> Void)?

  /// What the store's sealed values are sealed with, nil where it was opened without keys.
  package var keys: Sealer? {
    get {
      if let source {
        self.source = nil
        source(self)
      }
      return heldKeys
    }
    set { (heldKeys, source) = (newValue, nil) }
  }

  init(handle: OpaquePointer, keys: Sealer? = nil) { (self.handle, heldKeys) = (handle, keys) }

  /// Leaves the keys to `source`, which is asked when they are first needed: most reads open nothing sealed.
  func askKeys(_ source: @escaping (Connection) -> Void) { self.source = source }

  /// **Problems**: `database.locked` where the store was opened without keys.
  package func sealer() throws(Problem) -> Sealer {
    guard let keys else { throw DatabaseProblems.locked }
    return keys
  }

  /// The statement for a text, prepared once per connection. Every value is bound, never spelled into the
  /// text.
  package func statement(_ sql: String) throws(Problem) -> Statement {
    let statement = try known(sql)
    if !statement.isLent {
      statement.isLent = true
      lent.append(statement)
    }
    return statement
  }

  private func known(_ sql: String) throws(Problem) -> Statement {
    if let statement = prepared[sql] {
      statement.reset()
      return statement
    }
    let statement = try Statement(sql: sql, connection: self)
    prepared[sql] = statement
    return statement
  }

  /// Runs a text without an answer.
  package func run(_ sql: String, _ values: [SQLValue] = []) throws(Problem) {
    let statement = try known(sql)
    defer { statement.reset() }
    statement.bind(values)
    while try statement.step() {}
  }

  /// Runs several statements in one text, for schemas; values cannot be bound.
  package func runScript(_ sql: String) throws(Problem) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault() }
  }

  /// Every answer row, through `read`.
  package func rows<Row>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (Statement) throws(Problem) -> Row
  ) throws(Problem) -> [Row] {
    // Taken away meanwhile: `read` may ask the same with other values.
    let statement =
      if let known = prepared.removeValue(forKey: sql) { known } else {
        try Statement(sql: sql, connection: self)
      }
    defer {
      statement.reset()
      prepared[sql] = statement
    }
    statement.bind(values)
    var rows: [Row] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// The first answer row, nil where there is none.
  package func row<Row>(
    _ sql: String, _ values: [SQLValue] = [], _ read: (Statement) throws(Problem) -> Row
  ) throws(Problem) -> Row? {
    let statement = try known(sql)
    defer { statement.reset() }
    statement.bind(values)
    return try statement.step() ? try read(statement) : nil
  }

  /// A number from the first column of the first row; 0 where there is no row.
  package func number(_ sql: String, _ values: [SQLValue] = []) throws(Problem) -> Int64 {
    try row(sql, values) { (row) throws(Problem) in row.int(0) } ?? 0
  }

  /// How many rows the last statement changed.
  package var changes: Int { Int(sqlite3_changes(handle)) }

  func fault() -> Problem {
    DatabaseProblems.refused(
      code: Int(sqlite3_extended_errcode(handle)), message: String(cString: sqlite3_errmsg(handle)))
  }

  /// Makes ready for the next transaction: statements stay prepared, unless there are too many of them.
  func rest() {
    watch = nil
    if prepared.count > Connection.mostPrepared { return close() }
    // The others were made ready by whoever ran them; to do it for all took longer than a short read.
    for statement in lent {
      statement.isLent = false
      statement.reset()
    }
    lent.removeAll(keepingCapacity: true)
  }

  private static let mostPrepared = 250

  func close() {
    for statement in prepared.values { statement.close() }
    (prepared, lent) = ([:], [])
  }
}

/// A value to bind.
package enum SQLValue: Sendable, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByNilLiteral
{
  case null
  case int(Int64)
  case text(String)
  case bytes([UInt8])

  package init(integerLiteral value: Int64) { self = .int(value) }
  package init(stringLiteral value: String) { self = .text(value) }
  package init(nilLiteral: ()) { self = .null }

  package static func int(_ value: Int) -> SQLValue { .int(Int64(value)) }
  package static func int(_ value: Int64?) -> SQLValue { value.map { .int($0) } ?? .null }
  package static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
  package static func day(_ value: Day?) -> SQLValue { value.map { .int(Int64($0.number)) } ?? .null }
}
