// A store as one canonical text: every table, without ids and moments, so that two stores can be compared.

import Database
import Kernel
import Registry
import Sheets

enum StoreDump {
  /// A line a row in order of text. Persons stand under their identity number instead of their id.
  static func text(of store: Database, without leftTables: Set<String> = []) throws(Problem) -> String {
    try store.read { (connection) throws(Problem) in
      let names = try citizens(connection)
      let tables = try connection.rows(
        """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
          AND name <> 'schema_step' ORDER BY name
        """
      ) { (row) throws(Problem) in row.text(0) }
      var lines: [String] = []
      for table in tables where !leftTables.contains(table) {
        lines += try connection.rows("SELECT * FROM \(table)") { (row) throws(Problem) in
          line(of: row, table: table, names: names)
        }
      }
      return lines.sorted().joined(separator: "\n")
    }
  }

  /// Every value of every table, ids and moments too.
  static func everything(in store: Database) throws(Problem) -> String {
    try store.read { (connection) throws(Problem) in
      let tables = try connection.rows(
        """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
          AND name <> 'schema_step' ORDER BY name
        """
      ) { (row) throws(Problem) in row.text(0) }
      var lines: [String] = []
      for table in tables {
        lines += try connection.rows("SELECT * FROM \(table)") { (row) throws(Problem) in
          "\(table): "
            + (0..<row.columnCount).map {
              "\(row.columnName($0))="
                + (row.columnName($0).hasSuffix("sealed") ? hexadecimal(row.bytes($0)) : row.text($0))
            }
            .joined(separator: " ")
        }
      }
      return lines.sorted().joined(separator: "\n")
    }
  }

  /// Moments, and what depends on ids: a fingerprint of a feed's row holds its person.
  private static let leftColumns: Set<String> = [
    "started_at", "at", "hash", "revision", "fingerprint", "citizen_sealed",
  ]

  private static func line(of row: Statement, table: String, names: [String: String]) -> String {
    var cells: [String] = []
    for column in 0..<row.columnCount {
      let name = row.columnName(column)
      if leftColumns.contains(name) { continue }
      var value = row.isNull(column) ? "-" : row.text(column)
      if name == "finished_at" { value = row.isNull(column) ? "no" : "yes" }
      if ["id", "person", "subject"].contains(name) { value = names[value] ?? value }
      if name == "content" { for (id, citizen) in names { value = value.replacing(id, with: citizen) } }
      cells.append("\(name)=\(value)")
    }
    return "\(table): " + cells.joined(separator: " ")
  }

  private static func citizens(_ connection: Connection) throws(Problem) -> [String: String] {
    let pairs = try connection.rows("SELECT id, citizen_key FROM person") { (row) throws(Problem) in
      (row.text(0), "key \(row.int(1))")
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}
