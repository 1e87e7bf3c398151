// SQL of the keys under which the journal seals what it says of one person, household or account.

package import Database
package import Kernel

/// Each key is itself sealed under the installation's.
package enum SubjectKeyStore {
  static func key(_ owner: FieldChange.Owner, on connection: Connection) throws(Problem) -> [UInt8]? {
    try connection.row(
      "SELECT key FROM subject_key WHERE kind = ? AND id = ?", [.text(owner.kind), .int(owner.id)]
    ) { (row) throws(Problem) in row.bytes(0) }
  }

  static func keep(
    _ sealed: [UInt8], of owner: FieldChange.Owner, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "INSERT INTO subject_key (kind, id, key) VALUES (?, ?, ?)",
      [.text(owner.kind), .int(owner.id), .bytes(sealed)])
  }

  /// Erases a key: what the journal keeps under it can be read no more, and its chain stays whole.
  /// Whether there was one.
  package static func erase(_ owner: FieldChange.Owner, on connection: Connection) throws(Problem) -> Bool {
    try connection.run(
      "DELETE FROM subject_key WHERE kind = ? AND id = ?", [.text(owner.kind), .int(owner.id)])
    return connection.changes > 0
  }
}
