// SQL of the store's secret: which keys it was made with, and sealing anew under a newer one.

package import Database
package import Kernel
package import Vault

/// The store keeps the secret of its look-up numbers, sealed: it opens under the right keys alone, and stays
/// the same when keys change, so that no index is made anew.
package enum SealStore {
  /// Opens the store's secret, or lays it down in a new store; from then on the database seals and opens.
  /// **Problems**: `registry.keys.wrong`.
  package static func unlock(_ database: Database, with ring: KeyRing) throws(Problem) {
    database.keys = try database.write { (connection) throws(Problem) in try unlock(connection, with: ring) }
  }

  /// The same for one connection.
  @discardableResult
  package static func unlock(_ connection: Connection, with ring: KeyRing) throws(Problem) -> Sealer {
    let plain = Sealer(ring)
    let secret: [UInt8]
    if let kept = try kept(on: connection) {
      if let number = kept.first, ring.key(number) == nil { throw PersonalDataProblems.missingKey(number) }
      do { secret = try plain.open(kept, at: place) } catch { throw PersonalDataProblems.wrongKeys }
    } else {
      secret = Sealer.lookupSecret(of: ring.keys[0])
      try keep(plain.seal(secret, at: place), on: connection)
    }
    let sealer = Sealer(ring, lookingUpBy: secret)
    connection.keys = sealer
    return sealer
  }

  /// What the store goes on with when its key file changes; nil where the new keys are not its own. Keys of
  /// before may lack in it: what counts is that the store's secret opens, as `reseal` keeps it.
  package static func renewed(
    _ sealer: Sealer, with ring: KeyRing, on connection: Connection
  ) throws(Problem) -> Sealer? {
    guard ring.agrees(with: sealer.ring), let kept = try kept(on: connection),
      (try? Sealer(ring).open(kept, at: place)) != nil
    else { return nil }
    return sealer.renewed(with: ring)
  }

  /// Whether the store was made with keys.
  package static func hasSecret(on connection: Connection) throws(Problem) -> Bool {
    let isThere = try connection.number("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'store_secret'") > 0
    return isThere ? try kept(on: connection) != nil : false
  }

  /// Whether plain values of an older version still wait to be sealed.
  package static func isPlain(on connection: Connection) throws(Problem) -> Bool {
    try connection.number("SELECT COUNT(*) FROM store_secret WHERE county = 0 AND name = 'plain'") > 0
  }

  static func dropPlainMark(on connection: Connection) throws(Problem) {
    try connection.run("DELETE FROM store_secret WHERE county = 0 AND name = 'plain'")
  }

  /// How many values of the register each key seals, the store's secret among them.
  /// **Shape**: by number of key; looks at every row.
  package static func counts(on connection: Connection) throws(Problem) -> [UInt8: Int64] {
    var counts: [UInt8: Int64] = [:]
    if let number = try kept(on: connection)?.first { counts[number] = 1 }
    for (table, column) in columns {
      let found = try connection.rows(
        "SELECT hex(substr(\(column), 1, 1)), COUNT(*) FROM \(table) WHERE length(\(column)) > 0 GROUP BY 1"
      ) { (row) throws(Problem) in (row.text(0), row.int(1)) }
      for (number, count) in found { counts[UInt8(number, radix: 16) ?? 0, default: 0] += count }
    }
    for path in histories {
      let found = try connection.rows(
        """
        SELECT substr(json_extract(content, ?), 1, 2), COUNT(*) FROM replaced_row
        WHERE kind = ? AND json_extract(content, ?) IS NOT NULL GROUP BY 1
        """, [.text(path.path), .text(path.kind), .text(path.path)]
      ) { (row) throws(Problem) in (row.text(0), row.int(1)) }
      for (number, count) in found { counts[UInt8(number, radix: 16) ?? 0, default: 0] += count }
    }
    return counts
  }

  /// Seals a batch of values anew under the newest key. Each call is one transaction's work; what is done
  /// stays done, and look-ups and readers are right meanwhile.
  /// **Shape**: how many rows were sealed anew, 0 when all are.
  package static func reseal(atMost limit: Int, on connection: Connection) throws(Problem) -> Int {
    let seal = try connection.seal()
    if let kept = try kept(on: connection), !seal.sealer.isNewest(kept) {
      try keep(seal.sealer.seal(try seal.sealer.open(kept, at: place), at: place), on: connection)
    }
    var done = try resealPersons(seal, limit, on: connection)
    for (field, column) in [(PersonalField.phone, "phone_sealed"), (.account, "account_sealed")] {
      done += try resealHouseholds(seal, field, column, limit - done, on: connection)
    }
    done += try resealRefused(seal, limit - done, on: connection)
    for path in histories { done += try resealHistory(seal, path, limit - done, on: connection) }
    return done
  }

  private typealias Row = (county: Int64, number: Int64, value: [UInt8])

  private static func resealPersons(_ seal: PersonalSeal, _ limit: Int, on connection: Connection)
    throws(Problem)
    -> Int
  {
    let rows = try older(
      seal, "SELECT county, id, citizen_sealed FROM person", "citizen_sealed", limit, connection)
    for row in rows {
      try connection.run(
        "UPDATE person SET citizen_sealed = ? WHERE county = ? AND id = ?",
        [.bytes(try seal.resealed(row.value, .citizen, of: row.number)), .int(row.county), .int(row.number)])
    }
    return rows.count
  }

  private static func resealHouseholds(
    _ seal: PersonalSeal, _ field: PersonalField, _ column: String, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    let rows = try older(seal, "SELECT county, number, \(column) FROM household", column, limit, connection)
    for row in rows {
      try connection.run(
        "UPDATE household SET \(column) = ? WHERE county = ? AND number = ?",
        [.bytes(try seal.resealed(row.value, field, of: row.number)), .int(row.county), .int(row.number)])
    }
    return rows.count
  }

  private static func resealRefused(_ seal: PersonalSeal, _ limit: Int, on connection: Connection)
    throws(Problem)
    -> Int
  {
    let rows = try older(
      seal, "SELECT import, line, sealed FROM quarantine", "sealed", limit, connection)
    for row in rows {
      let subject = QuarantineSeal.subject(row.county, Int(row.number))
      try connection.run(
        "UPDATE quarantine SET sealed = ? WHERE county = 0 AND import = ? AND line = ?",
        [.bytes(try seal.resealed(row.value, .refusedRow, of: subject)), .int(row.county), .int(row.number)])
    }
    return rows.count
  }

  private static func resealHistory(
    _ seal: PersonalSeal, _ path: HistoryPath, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    guard limit > 0 else { return 0 }
    let rows = try connection.rows(
      """
      SELECT county, subject, import, json_extract(content, ?) FROM replaced_row
      WHERE kind = ? AND substr(json_extract(content, ?), 1, 2) <> ? LIMIT ?
      """,
      [
        .text(path.path), .text(path.kind), .text(path.path),
        .text(hexadecimal([seal.sealer.ring.current.number])),
        .int(limit),
      ]
    ) { (row) throws(Problem) in
      (county: row.int(0), subject: row.int(1), number: row.int(2), value: row.text(3))
    }
    for row in rows {
      guard let sealed = bytes(hexadecimal: row.value) else { throw PersonalDataProblems.damaged }
      let fresh = hexadecimal(try seal.resealed(sealed, path.field, of: row.subject))
      try connection.run(
        """
        UPDATE replaced_row SET content = json_set(content, ?, ?)
        WHERE county = ? AND kind = ? AND subject = ? AND import = ?
        """,
        [
          .text(path.path), .text(fresh), .int(row.county), .text(path.kind), .int(row.subject),
          .int(row.number),
        ])
    }
    return rows.count
  }

  private static func older(
    _ seal: PersonalSeal, _ text: String, _ column: String, _ limit: Int, _ connection: Connection
  ) throws(Problem) -> [Row] {
    guard limit > 0 else { return [] }
    return try connection.rows(
      text + " WHERE length(\(column)) > 0 AND substr(\(column), 1, 1) <> ? LIMIT ?",
      [.bytes([seal.sealer.ring.current.number]), .int(limit)]
    ) { (row) throws(Problem) in (row.int(0), row.int(1), row.bytes(2)) }
  }

  private static let columns = [
    ("person", "citizen_sealed"), ("household", "phone_sealed"), ("household", "account_sealed"),
    ("quarantine", "sealed"),
  ]

  private typealias HistoryPath = (kind: String, path: String, field: PersonalField)
  private static let histories: [HistoryPath] = [
    ("person", "$.citizen_sealed", .citizen), ("household", "$.household.phone_sealed", .phone),
    ("household", "$.household.account_sealed", .account),
  ]

  private static let place = SealedPlace(kind: PersonalField.storeSecret.rawValue, subject: 0)

  private static func kept(on connection: Connection) throws(Problem) -> [UInt8]? {
    try connection.row("SELECT value FROM store_secret WHERE county = 0 AND name = 'lookup'") {
      (row) throws(Problem) in row.bytes(0)
    }
  }

  private static func keep(_ value: [UInt8], on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO store_secret (county, name, value) VALUES (0, 'lookup', ?)
      ON CONFLICT (county, name) DO UPDATE SET value = excluded.value
      """, [.bytes(value)])
  }
}
