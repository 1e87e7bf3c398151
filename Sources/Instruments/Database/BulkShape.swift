// What one b-tree of a file holds: its root page, the order of its columns as stored, and its key.

import Kernel

/// Read through SQLite before any page is written, so that the file's own schema decides.
struct BulkShape: Sendable {
  let name: String
  let table: String
  let root: UInt32
  /// A tree of records in the order of their columns; the other kind is ordered by a row number.
  var isIndexTree = true
  var isSecondary = false
  /// For each column, in the order in which values are handed in, its place in the stored record.
  var places: [Int] = []
  /// How many leading places must differ from row to row.
  var keyCount = 0
  /// How many leading places decide the order: more than `keyCount` where NULL may stand in a unique key.
  var comparedCount = 0
  /// The column that is the row number itself and is stored as NULL.
  var rowidColumn: Int?

  /// Every table and index of the database with a b-tree of its own, by name; those that no pages can be
  /// written for stand with the reason.
  static func all(on connection: Connection) throws(Problem) -> [String: Result<BulkShape, Problem>] {
    var shapes: [String: Result<BulkShape, Problem>] = [:]
    let entries = try connection.rows(
      "SELECT name, tbl_name, rootpage, type FROM sqlite_schema WHERE rootpage > 0"
    ) { (row) throws(Problem) in
      (shape: BulkShape(name: row.text(0), table: row.text(1), root: UInt32(row.int(2))), type: row.text(3))
    }
    for (shape, type) in entries {
      do {
        shapes[shape.name] = .success(
          type == "table" ? try shape.asTable(on: connection) : try shape.asIndex(on: connection))
      } catch {
        shapes[shape.name] = .failure(error)
      }
    }
    return shapes
  }

  private func asTable(on connection: Connection) throws(Problem) -> BulkShape {
    let columns = try connection.rows(
      "SELECT hidden, pk, upper(type) = 'INTEGER' FROM pragma_table_xinfo(?) ORDER BY cid", [.text(name)]
    ) { (row) throws(Problem) in (hidden: row.int(0), key: row.int(1), isInteger: row.int(2) == 1) }
    guard columns.allSatisfy({ $0.hidden == 0 }) else { throw DatabaseProblems.unfit(name, .computed) }
    var shape = self
    if try connection.number("SELECT wr FROM pragma_table_list(?)", [.text(name)]) == 1 {
      try shape.setOrder(of: columns.count, on: connection)
      return shape
    }
    shape.isIndexTree = false
    shape.places = Array(columns.indices)
    let indexed = try connection.number(
      "SELECT COUNT(*) FROM pragma_index_list(?) WHERE origin = 'pk'", [.text(name)])
    let keys = columns.indices.filter { columns[$0].key > 0 }
    if keys.count == 1, columns[keys[0]].isInteger, indexed == 0 { shape.rowidColumn = keys[0] }
    return shape
  }

  /// The order of a table that is clustered by its primary key: key columns first, then the others.
  private mutating func setOrder(of columnCount: Int, on connection: Connection) throws(Problem) {
    let stored = try storedColumns(on: connection)
    precondition(stored.count == columnCount, "a clustered table stores each of its columns once")
    places = Array(repeating: 0, count: columnCount)
    for (place, column) in stored.enumerated() { places[column.number] = place }
    keyCount = stored.count { $0.isKey }
    comparedCount = keyCount
  }

  private func asIndex(on connection: Connection) throws(Problem) -> BulkShape {
    let facts = try connection.row(
      "SELECT \"unique\", partial FROM pragma_index_list(?) WHERE name = ?", [.text(table), .text(name)]
    ) { (row) throws(Problem) in (isUnique: row.int(0) == 1, isPartial: row.int(1) == 1) }
    guard let facts, !facts.isPartial else { throw DatabaseProblems.unfit(name, .partial) }
    let stored = try storedColumns(on: connection)
    var shape = self
    shape.isSecondary = true
    shape.places = Array(stored.indices)
    shape.comparedCount = stored.count
    shape.keyCount = facts.isUnique ? stored.count { $0.isKey } : stored.count
    return shape
  }

  /// The columns of a tree of records as they are stored.
  private func storedColumns(on connection: Connection) throws(Problem) -> [(number: Int, isKey: Bool)] {
    let columns = try connection.rows(
      "SELECT cid, key, desc, coll FROM pragma_index_xinfo(?) ORDER BY seqno", [.text(name)]
    ) { (row) throws(Problem) in
      (
        number: Int(row.int(0)), isKey: row.int(1) == 1,
        isOrdered: row.int(2) == 0 && row.text(3) == "BINARY"
      )
    }
    guard columns.allSatisfy({ $0.number >= -1 }) else { throw DatabaseProblems.unfit(name, .computed) }
    guard columns.allSatisfy({ !$0.isKey || $0.isOrdered }) else {
      throw DatabaseProblems.unfit(name, .order)
    }
    return columns.map { ($0.number, $0.isKey) }
  }
}
