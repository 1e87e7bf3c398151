// Steps of the schema: append-only, one a file, applied once and in order.

package import Kernel

/// One step. Its SQL is the common subset: `BIGINT`, `INTEGER`, `TEXT`, `BYTEA`; tables end with a line `);`.
package struct Migration: Sendable {
  package let name: String
  package let sql: String

  package init(_ name: String, _ sql: String) { (self.name, self.sql) = (name, sql) }
}

extension Database {
  /// Brings the schema up to date.
  /// **Problems**: `database.newerSchema` where the file has steps that this program does not know.
  package func migrate(_ migrations: [Migration]) throws(Problem) {
    try write { (connection) throws(Problem) in
      try connection.runScript(
        Dialect.sqlite.render(
          "CREATE TABLE IF NOT EXISTS schema_step (\n  name TEXT PRIMARY KEY NOT NULL\n);"))
      let applied = try connection.rows("SELECT name FROM schema_step") { (row) throws(Problem) in row.text(0)
      }
      let known = Set(migrations.map(\.name))
      precondition(known.count == migrations.count, "every migration has a name of its own")
      for name in applied where !known.contains(name) { throw DatabaseProblems.newerSchema(name) }
      for migration in migrations where !applied.contains(migration.name) {
        try connection.runScript(Dialect.sqlite.render(migration.sql))
        try connection.run("INSERT INTO schema_step (name) VALUES (?)", [.text(migration.name)])
      }
    }
  }
}

/// How a driver spells the common subset.
package enum Dialect: Sendable {
  case sqlite

  /// On SQLite every table is STRICT and clustered by its primary key.
  package func render(_ sql: String) -> String {
    var lines: [String] = []
    for line in sql.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map { word -> Substring in
        switch word {
        case "BIGINT": "INTEGER"
        case "BIGINT,": "INTEGER,"
        case "BIGINT;": "INTEGER;"
        case "BYTEA": "BLOB"
        case "BYTEA;": "BLOB;"
        case "BYTEA,": "BLOB,"
        default: word
        }
      }
      lines.append(line == ");" ? ") STRICT, WITHOUT ROWID;" : words.joined(separator: " "))
    }
    return lines.joined(separator: "\n")
  }
}
