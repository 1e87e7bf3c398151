// SQL that finds and deletes what the register has kept long enough: refused rows and replaced ones.

package import Database
package import Kernel

/// What the register keeps for a time alone.
package enum RegistryRetention: String, Sendable, CaseIterable {
  /// Rows that imports refused or flagged, with what they said.
  case refused
  /// What rows said before others took their place.
  case replaced
}

/// The age of a row is that of the import that refused or replaced it.
package enum RegistryRetentionStore {
  /// How many rows are of imports that ended before an instant.
  package static func count(
    _ what: RegistryRetention, before: Instant, on connection: Connection
  ) throws(Problem) -> Int {
    let table = what == .refused ? "quarantine" : "replaced_row"
    return Int(
      try connection.number(
        "SELECT COUNT(*) FROM \(table) WHERE import IN (\(oldImports))", [.int(before.milliseconds)]))
  }

  /// Deletes a batch of them, and writes zeros over what they said. **Shape**: how many, 0 when none is left.
  package static func delete(
    _ what: RegistryRetention, before: Instant, atMost limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    try connection.run("PRAGMA secure_delete = ON")
    let (table, key) =
      what == .refused
      ? ("quarantine", "county, import, line") : ("replaced_row", "county, kind, subject, import")
    try connection.run(
      """
      DELETE FROM \(table) WHERE (\(key)) IN
        (SELECT \(key) FROM \(table) WHERE import IN (\(oldImports)) LIMIT ?)
      """, [.int(before.milliseconds), .int(limit)])
    return connection.changes
  }

  private static let oldImports =
    "SELECT id FROM import_file WHERE county = 0 AND COALESCE(finished_at, started_at) < ?"
}
