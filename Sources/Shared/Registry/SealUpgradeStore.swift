// SQL that seals what a store of an older version holds plainly, in batches.

package import Database
package import Kernel

/// A row whose sealed value is missing is still plain: an upgrade that was interrupted goes on where it was.
package enum SealUpgradeStore {
  /// Seals all that is plain, then wipes the plain bytes off the disk. Other writers may wait in between.
  /// - Parameter report: told after each batch how many rows are done.
  /// **Problems**: `database.locked` before `SealStore.unlock`; those of the database.
  package static func run(
    _ database: Database, batch: Int = 20_000, report: (Int) -> Void = { _ in }
  ) throws(Problem) {
    guard try database.read({ (connection) throws(Problem) in try SealStore.isPlain(on: connection) }) else {
      return
    }
    try database.write { (connection) throws(Problem) in
      try connection.run("DROP INDEX IF EXISTS person_by_citizen")
      try connection.run("DROP INDEX IF EXISTS household_by_phone")
    }
    var done = 0
    while true {
      let count = try database.write { (connection) throws(Problem) in try step(atMost: batch, on: connection)
      }
      done += count
      report(done)
      if count == 0 { break }
    }
    try database.write { (connection) throws(Problem) in try RegistryMigrations.buildIndexes(on: connection) }
    // Deleted and overwritten bytes stay in free pages and in the log until both are written anew.
    try database.wipeDeleted()
    try database.write { (connection) throws(Problem) in try SealStore.dropPlainMark(on: connection) }
  }

  /// Seals some rows. **Shape**: how many, 0 when none is left.
  static func step(atMost limit: Int, on connection: Connection) throws(Problem) -> Int {
    let seal = try connection.seal()
    var done = try sealPersons(seal, limit, on: connection)
    done += try sealHouseholds(seal, limit - done, on: connection)
    done += try sealRefused(seal, limit - done, on: connection)
    done += try sealPersonHistory(seal, limit - done, on: connection)
    return try done + sealHouseholdHistory(seal, limit - done, on: connection)
  }

  private static func sealPersons(_ seal: PersonalSeal, _ limit: Int, on connection: Connection)
    throws(Problem) -> Int
  {
    let rows = try connection.rows(
      "SELECT county, id, citizen_key, fingerprint FROM person WHERE citizen_sealed IS NULL LIMIT ?",
      [.int(limit)]
    ) { (row) throws(Problem) in (county: row.int(0), id: row.int(1), citizen: row.int(2), mark: row.int(3)) }
    for row in rows {
      try connection.run(
        "UPDATE person SET citizen_key = ?, citizen_sealed = ?, fingerprint = ? WHERE county = ? AND id = ?",
        [
          .int(seal.key(citizen: row.citizen)), .bytes(seal.seal(citizen: row.citizen, of: row.id)),
          .int(seal.stored(fingerprint: row.mark)), .int(row.county), .int(row.id),
        ])
    }
    return rows.count
  }

  /// A household without a telephone gets an empty seal, which tells that its fingerprint is done.
  private static func sealHouseholds(_ seal: PersonalSeal, _ limit: Int, on connection: Connection)
    throws(Problem)
    -> Int
  {
    guard limit > 0 else { return 0 }
    let rows = try connection.rows(
      "SELECT county, number, phone, fingerprint FROM household WHERE phone_sealed IS NULL LIMIT ?",
      [.int(limit)]
    ) { (row) throws(Problem) in
      (county: row.int(0), number: row.int(1), phone: row.optionalText(2), mark: row.int(3))
    }
    for row in rows {
      try connection.run(
        """
        UPDATE household SET phone = NULL, phone_key = ?, phone_sealed = ?, fingerprint = ?
        WHERE county = ? AND number = ?
        """,
        [
          .int(row.phone.map { seal.key(phone: $0) }),
          .bytes(row.phone.map { seal.seal($0, .phone, of: row.number) } ?? []),
          .int(seal.stored(fingerprint: row.mark)), .int(row.county), .int(row.number),
        ])
    }
    return rows.count
  }

  private static func sealRefused(_ seal: PersonalSeal, _ limit: Int, on connection: Connection)
    throws(Problem) -> Int
  {
    guard limit > 0 else { return 0 }
    let rows = try connection.rows(
      "SELECT import, line, value, raw FROM quarantine WHERE sealed IS NULL LIMIT ?",
      [.int(limit)]
    ) { (row) throws(Problem) in
      (number: row.int(0), line: Int(row.int(1)), value: row.text(2), raw: row.text(3))
    }
    for row in rows {
      let text = QuarantineSeal.text(value: row.value, raw: row.raw)
      try connection.run(
        """
        UPDATE quarantine SET value = '', raw = '', sealed = ?, keys = ?
        WHERE county = 0 AND import = ? AND line = ?
        """,
        [
          .bytes(seal.seal(text, .refusedRow, of: QuarantineSeal.subject(row.number, row.line))),
          .bytes(QuarantineSeal.keys(of: row.raw, seal)), .int(row.number), .int(row.line),
        ])
    }
    return rows.count
  }

  private static func sealPersonHistory(_ seal: PersonalSeal, _ limit: Int, on connection: Connection)
    throws(Problem)
    -> Int
  {
    guard limit > 0 else { return 0 }
    let rows = try connection.rows(
      """
      SELECT county, subject, import, json_extract(content, '$.citizen_id') FROM replaced_row
      WHERE kind = 'person' AND json_extract(content, '$.citizen_id') IS NOT NULL LIMIT ?
      """, [.int(limit)]
    ) { (row) throws(Problem) in (county: row.int(0), id: row.int(1), number: row.int(2), citizen: row.int(3))
    }
    for row in rows {
      try connection.run(
        """
        UPDATE replaced_row SET content = json_set(json_remove(content, '$.citizen_id', '$.fingerprint'),
          '$.citizen_key', ?, '$.citizen_sealed', ?)
        WHERE county = ? AND kind = 'person' AND subject = ? AND import = ?
        """,
        [
          .int(seal.key(citizen: row.citizen)),
          .text(hexadecimal(seal.seal(citizen: row.citizen, of: row.id))),
          .int(row.county), .int(row.id), .int(row.number),
        ])
    }
    return rows.count
  }

  private static func sealHouseholdHistory(
    _ seal: PersonalSeal, _ limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    guard limit > 0 else { return 0 }
    let rows = try connection.rows(
      """
      SELECT county, subject, import, json_extract(content, '$.household.phone') FROM replaced_row
      WHERE kind = 'household' AND json_extract(content, '$.household.phone') IS NOT NULL LIMIT ?
      """, [.int(limit)]
    ) { (row) throws(Problem) in
      (county: row.int(0), home: row.int(1), number: row.int(2), phone: row.text(3))
    }
    for row in rows {
      try connection.run(
        """
        UPDATE replaced_row
        SET content = json_set(json_remove(content, '$.household.phone', '$.household.fingerprint'),
          '$.household.phone_key', ?, '$.household.phone_sealed', ?)
        WHERE county = ? AND kind = 'household' AND subject = ? AND import = ?
        """,
        [
          .int(seal.key(phone: row.phone)), .text(hexadecimal(seal.seal(row.phone, .phone, of: row.home))),
          .int(row.county), .int(row.home), .int(row.number),
        ])
    }
    return rows.count
  }
}
