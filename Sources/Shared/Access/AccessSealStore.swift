// SQL of what accounts and the journal keep sealed: by which keys, and sealing anew under a newer one.

package import Database
package import Kernel
import Vault

/// Secrets of one-time codes, and the keys of the journal's personal values. Each opens in its own context
/// alone, which sealing anew keeps.
package enum AccessSealStore {
  /// How many values each key seals. **Shape**: by number of key; looks at every row.
  package static func counts(on connection: Connection) throws(Problem) -> [UInt8: Int64] {
    var counts: [UInt8: Int64] = [:]
    for (table, column) in [("account", "code"), ("account", "pending_code"), ("subject_key", "key")] {
      let found = try connection.rows(
        "SELECT substr(\(column), 1, 1), COUNT(*) FROM \(table) WHERE length(\(column)) > 0 GROUP BY 1"
      ) { (row) throws(Problem) in (row.bytes(0), row.int(1)) }
      for (number, count) in found { counts[number.first ?? 0, default: 0] += count }
    }
    return counts
  }

  /// Seals a batch of values anew under the newest key, in the caller's transaction.
  /// **Shape**: how many, 0 when all are.
  /// **Problems**: `database.locked`; `vault.seal.key`, `vault.seal.broken`.
  package static func reseal(atMost limit: Int, on connection: Connection) throws(Problem) -> Int {
    let sealer = try connection.sealer()
    var done = 0
    for column in ["code", "pending_code"] {
      done += try resealCodes(column, sealer, limit - done, on: connection)
    }
    return try done + resealSubjectKeys(sealer, limit - done, on: connection)
  }

  private static func resealCodes(
    _ column: String, _ sealer: Sealer, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    let rows = try connection.rows(
      """
      SELECT id, \(column) FROM account
      WHERE length(\(column)) > 0 AND substr(\(column), 1, 1) <> ? ORDER BY id LIMIT ?
      """, [.bytes([sealer.ring.current.number]), .int(max(0, limit))]
    ) { (row) throws(Problem) in (account: AccountID(number: row.int(0)), value: row.bytes(1)) }
    for row in rows {
      let context = SealContext.code(of: row.account)
      let fresh = sealer.seal(try sealer.open(row.value, as: context), as: context)
      try connection.run(
        "UPDATE account SET \(column) = ? WHERE id = ?", [.bytes(fresh), .int(row.account.number)])
    }
    return rows.count
  }

  private static func resealSubjectKeys(
    _ sealer: Sealer, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    let rows = try connection.rows(
      "SELECT kind, id, key FROM subject_key WHERE substr(key, 1, 1) <> ? ORDER BY kind, id LIMIT ?",
      [.bytes([sealer.ring.current.number]), .int(max(0, limit))]
    ) { (row) throws(Problem) in (owner: FieldChange.Owner(row.text(0), row.int(1)), key: row.bytes(2)) }
    for row in rows {
      let context = SealContext.key(of: row.owner)
      let fresh = sealer.seal(try sealer.open(row.key, as: context), as: context)
      try connection.run(
        "UPDATE subject_key SET key = ? WHERE kind = ? AND id = ?",
        [.bytes(fresh), .text(row.owner.kind), .int(row.owner.id)])
    }
    return rows.count
  }
}

/// Where a value of this room opens, and nowhere else.
enum SealContext {
  /// The secret of an account's one-time codes.
  static func code(of account: AccountID) -> String { "account.code \(account)" }
  /// The key of one subject's values in the journal.
  static func key(of owner: FieldChange.Owner) -> String { "subject.key \(owner.kind) \(owner.id)" }
}
