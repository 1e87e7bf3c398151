// SQL by which evidence is looked over, sealed anew, kept for a time and erased.

import Access
package import Database
package import Kernel
import Vault

package enum EvidenceKeepingStore {
  /// What is wrong with contents: those that do not open, or are not those that were sent. Those whose key is
  /// missing are the keys' affair.
  /// **Problems**: `database.locked`.
  package static func faults(on connection: Connection) throws(Problem) -> [Text] {
    let sealer = try connection.sealer()
    var faults: [Text] = []
    try eachContent(on: connection) { (county, digest, sealed) throws(Problem) in
      guard sealer.ring.key(sealed.first ?? 0) != nil else { return }
      let context = EvidenceStore.context(county, digest)
      if let bytes = try? sealer.open(sealed, as: context), Digest.of(bytes) == digest { return }
      let name = Digest.hex(digest).prefix(12)
      faults.append(
        Text(
          zh: "照片或文件 \(county) \(name) 与指纹不符",
          en: "photo or paper \(county) \(name) does not match its digest"))
    }
    let lone = try connection.number(
      """
      SELECT COUNT(*) FROM evidence_content c WHERE NOT EXISTS (
        SELECT 1 FROM evidence e WHERE e.county = c.county AND e.digest = c.digest)
      """)
    if lone > 0 {
      faults.append(Text(zh: "有 \(lone) 份文件不属于任何记录", en: "\(lone) files belong to no record"))
    }
    return faults
  }

  /// One content after the other: all together would not fit into memory.
  private static func eachContent(
    on connection: Connection, _ body: (Int64, [UInt8], [UInt8]) throws(Problem) -> Void
  ) throws(Problem) {
    let rows = try connection.rows("SELECT rowid FROM evidence_content ORDER BY rowid") {
      (row) throws(Problem) in row.int(0)
    }
    for number in rows {
      let content = try connection.row(
        "SELECT county, digest, sealed FROM evidence_content WHERE rowid = ?", [.int(number)]
      ) { (row) throws(Problem) in (row.int(0), row.bytes(1), row.bytes(2)) }
      if let content { try body(content.0, content.1, content.2) }
    }
  }

  // MARK: keys

  /// How many contents each key seals. **Shape**: by number of key.
  package static func counts(on connection: Connection) throws(Problem) -> [UInt8: Int64] {
    let rows = try connection.rows("SELECT key, COUNT(*) FROM evidence_content GROUP BY key") {
      (row) throws(Problem) in (UInt8(row.int(0)), row.int(1))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  /// Contents are large: a few are sealed anew in one transaction. **Shape**: how many, 0 when all are.
  package static func reseal(atMost limit: Int, on connection: Connection) throws(Problem) -> Int {
    let sealer = try connection.sealer()
    let newest = Int(sealer.ring.current.number)
    let rows = try connection.rows(
      "SELECT rowid FROM evidence_content WHERE key <> ? LIMIT ?", [.int(newest), .int(min(limit, 8))]
    ) { (row) throws(Problem) in row.int(0) }
    for number in rows {
      let content = try connection.row(
        "SELECT county, digest, sealed FROM evidence_content WHERE rowid = ?", [.int(number)]
      ) { (row) throws(Problem) in
        (context: EvidenceStore.context(row.int(0), row.bytes(1)), sealed: row.bytes(2))
      }
      guard let content else { continue }
      let fresh = sealer.seal(try sealer.open(content.sealed, as: content.context), as: content.context)
      try connection.run(
        "UPDATE evidence_content SET sealed = ?, key = ? WHERE rowid = ?",
        [.bytes(fresh), .int(newest), .int(number)])
    }
    return rows.count
  }

  // MARK: the end

  /// Deletes all evidence of a household; a content that shows another household too stays with that one.
  package static func erase(household: Int64, county: Int64, on connection: Connection) throws(Problem) {
    try connection.run("PRAGMA secure_delete = ON")
    try connection.run(
      "DELETE FROM evidence WHERE county = ? AND household = ?", [.int(county), .int(household)])
    try dropLone(on: connection)
  }

  /// How many files were added before a day.
  package static func count(before day: Day, on connection: Connection) throws(Problem) -> Int {
    Int(try connection.number("SELECT COUNT(*) FROM evidence WHERE added_on < ?", [.day(day)]))
  }

  /// **Shape**: how many were deleted, 0 when none is left.
  package static func delete(before day: Day, atMost limit: Int, on connection: Connection) throws(Problem)
    -> Int
  {
    try connection.run("PRAGMA secure_delete = ON")
    try connection.run(
      """
      DELETE FROM evidence WHERE (county, number) IN (
        SELECT county, number FROM evidence WHERE added_on < ? ORDER BY added_on LIMIT ?)
      """, [.day(day), .int(limit)])
    let count = connection.changes
    if count > 0 { try dropLone(on: connection) }
    return count
  }

  private static func dropLone(on connection: Connection) throws(Problem) {
    try connection.run(
      """
      DELETE FROM evidence_content WHERE NOT EXISTS (
        SELECT 1 FROM evidence e
        WHERE e.county = evidence_content.county AND e.digest = evidence_content.digest)
      """)
  }
}
