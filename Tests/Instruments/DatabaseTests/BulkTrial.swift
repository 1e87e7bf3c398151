// The same rows in two files: one filled page by page, one by SQLite's own insert.

import Database
import GRDBSQLite
import Kernel
import Testing

/// A table as a trial makes it: column `c0`, `c1` and so on, each with the values that it may hold.
struct TrialTable {
  let name: String
  let columns: [TrialColumn]
  /// The columns of the primary key; none for a table that is numbered from 1.
  let key: [Int]
  var hasRowid = false
  var indexes: [[Int]] = []

  var sql: String {
    var parts = columns.indices.map { "c\($0) \(columns[$0].sqlType)\(key.contains($0) ? " NOT NULL" : "")" }
    if !key.isEmpty { parts.append("PRIMARY KEY (\(names(key)))") }
    let indexSQL = indexes.indices.map {
      "CREATE INDEX \(indexName($0)) ON \(name) (\(names(indexes[$0])));"
    }
    return
      "CREATE TABLE \(name) (\(parts.joined(separator: ", "))) STRICT\(hasRowid ? "" : ", WITHOUT ROWID");"
      + indexSQL.joined()
  }

  func indexName(_ index: Int) -> String { "\(name)_by_\(index)" }
  func names(_ columns: [Int]) -> String { columns.map { "c\($0)" }.joined(separator: ", ") }

  /// Rows in the order of the key, each key once.
  func rows(_ count: Int, _ random: inout SeededRandom) -> [[SQLValue]] {
    let drawn = (0..<count).map { _ in columns.map { $0.value(&random) } }
    return key.isEmpty ? drawn : inOrder(drawn)
  }

  private func inOrder(_ rows: [[SQLValue]]) -> [[SQLValue]] {
    let keyed = rows.map { row in (key: key.map { row[$0] }, row: row) }
    var kept: [(key: [SQLValue], row: [SQLValue])] = []
    for next in keyed.sorted(by: { isBefore($0.key, $1.key) }) {
      if let last = kept.last, !isBefore(last.key, next.key) { continue }
      kept.append(next)
    }
    return kept.map(\.row)
  }

  /// The entries of an index in its own order.
  func entries(_ index: Int, of rows: [[SQLValue]]) -> [[SQLValue]] {
    let indexed = indexes[index]
    let entries = rows.enumerated().map { number, row in
      let rest = key.isEmpty ? [.int(number + 1)] : key.filter { !indexed.contains($0) }.map { row[$0] }
      return indexed.map { row[$0] } + rest
    }
    return entries.sorted(by: isBefore)
  }
}

enum TrialColumn {
  /// Numbers of every width, of both signs.
  case number
  case small(Int)
  case sometimes
  case text(Int)
  case blob(Int)

  private static let letters = Array("abcdefgh王李")

  var sqlType: String {
    switch self {
    case .number, .small, .sometimes: "INTEGER"
    case .text: "TEXT"
    case .blob: "BLOB"
    }
  }

  func value(_ random: inout SeededRandom) -> SQLValue {
    switch self {
    case .number:
      let edges: [Int64] = [
        0, 1, -1, 127, 128, -128, -129, 32_767, -32_769, 8_388_607, 8_388_608, .min, .max,
      ]
      if random.below(8) == 0 { return .int(edges[random.below(edges.count)]) }
      return .int(Int64(bitPattern: random.next()) >> Int64(random.below(64)))
    case .small(let bound): return .int(random.below(bound))
    case .sometimes: return random.below(3) == 0 ? .null : .int(random.below(1 << 20))
    case .text(let most):
      // Long texts differ early or late, short ones in every letter.
      let drawn = (0..<min(most, 12)).map { _ in TrialColumn.letters[random.below(TrialColumn.letters.count)]
      }
      let length = random.below(most + 1)
      let filling = String(repeating: "x", count: max(0, length - drawn.count))
      return .text(random.below(2) == 0 ? filling + drawn.prefix(length) : drawn.prefix(length) + filling)
    case .blob(let most):
      let seed = Int(truncatingIfNeeded: random.next() >> 40)
      return .bytes((0..<random.below(most + 1)).map { UInt8(truncatingIfNeeded: seed >> ($0 & 15)) })
    }
  }
}

/// NULL, numbers, texts, blobs.
func isBefore(_ row: [SQLValue], _ other: [SQLValue]) -> Bool {
  for (value, otherValue) in zip(row, other) {
    switch (value, otherValue) {
    case (.null, .null): continue
    case (.null, _): return true
    case (_, .null): return false
    case (.int(let a), .int(let b)): if a != b { return a < b }
    case (.text(let a), .text(let b)): if a != b { return a.utf8.lexicographicallyPrecedes(b.utf8) }
    case (.bytes(let a), .bytes(let b)): if a != b { return a.lexicographicallyPrecedes(b) }
    default: preconditionFailure("the values of a column are of one type")
    }
  }
  return false
}

/// Makes a file by a script, closed and without a write-ahead log.
func makeFile(_ path: String, _ script: String) throws {
  var handle: OpaquePointer?
  defer { sqlite3_close(handle) }
  try #require(sqlite3_open(path, &handle) == SQLITE_OK)
  try #require(sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK)
}

extension BulkTable {
  func fill(_ rows: [[SQLValue]]) {
    for row in rows {
      for value in row {
        switch value {
        case .null: appendNull()
        case .int(let number): append(number)
        case .text(let text): append(text)
        case .bytes(let bytes): bytes.withUnsafeBytes { append(blob: $0) }
        }
      }
      endRow()
    }
  }
}

extension Database {
  /// Every fault that SQLite finds in the file.
  func faults() throws -> [String] {
    try read { (connection) throws(Problem) in
      try connection.rows("PRAGMA integrity_check") { (row) throws(Problem) in row.text(0) }
    }.filter { $0 != "ok" }
  }

  /// Every row of a table, each value in SQL's spelling; through an index where one is named.
  func all(_ table: TrialTable, through index: Int? = nil) throws -> [String] {
    let values = table.columns.indices.map { "quote(c\($0))" }.joined(separator: " || ',' || ")
    let order = index.map { table.indexes[$0] + table.key } ?? table.key
    let names = order.isEmpty ? "rowid" : table.names(order)
    let source = table.name + (index.map { " INDEXED BY \(table.indexName($0))" } ?? "")
    return try read { (connection) throws(Problem) in
      try connection.rows("SELECT \(values) FROM \(source) ORDER BY \(names)") { (row) throws(Problem) in
        row.text(0)
      }
    }
  }
}

/// The rows of each table by name.
typealias TrialRows = [String: [[SQLValue]]]

/// Fills one file in bulk and one by SQLite, and hands both over for reading and for changes.
func withBoth(
  _ tables: [TrialTable], _ rows: TrialRows, pageSize: Int = 4_096,
  _ body: (_ bulk: Database, _ plain: Database) throws -> Void
) throws {
  try withPath { path in
    try withPath { plainPath in
      let script = tables.map(\.sql).joined()
      try makeFile(path, "PRAGMA page_size = \(pageSize);" + script)
      let file = try BulkFile(path: path)
      for table in tables {
        let own = rows[table.name, default: []]
        try file.table(table.name).fill(own)
        for index in table.indexes.indices {
          try file.index(table.indexName(index)).fill(table.entries(index, of: own))
        }
      }
      try file.finish()
      let (bulk, plain) = (try Database(path: path), try Database(path: plainPath))
      try plain.write { (connection) throws(Problem) in
        try connection.runScript(script)
        for table in tables { try insert(rows[table.name, default: []], into: table, on: connection) }
      }
      try body(bulk, plain)
    }
  }
}

func insert(
  _ rows: [[SQLValue]], into table: TrialTable, on connection: Connection
) throws(Problem) {
  let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
  let statement = try connection.statement("INSERT OR REPLACE INTO \(table.name) VALUES (\(marks))")
  for row in rows { try statement.run(row) }
}

func expectAlike(_ bulk: Database, _ plain: Database, _ tables: [TrialTable]) throws {
  #expect(try bulk.faults() == [])
  for table in tables {
    // A whole table in a message helps nobody.
    let isEqual = try bulk.all(table) == plain.all(table)
    #expect(isEqual, "\(table.name) reads back as it was written")
    for index in table.indexes.indices {
      let isEqual = try bulk.all(table, through: index) == plain.all(table, through: index)
      #expect(isEqual, "\(table.indexName(index)) leads to every row in its order")
    }
  }
}
