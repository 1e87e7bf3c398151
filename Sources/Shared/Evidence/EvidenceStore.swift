// SQL of evidence: what belongs to which record, and the sealed contents.

package import Access
import Casework
package import Database
package import Kernel
import Vault

package enum EvidenceStore {
  static func next(county: Int64, on connection: Connection) throws(Problem) -> EvidenceNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM evidence WHERE county = ?", [.int(county)])
    return EvidenceNumber(county: county, number: last + 1)
  }

  /// Keeps a file; a content that is known already is not kept again.
  /// **Problems**: `database.locked`.
  static func add(_ item: EvidenceItem, _ bytes: [UInt8], on connection: Connection) throws(Problem) {
    let county = item.id.county
    let isKnown = try connection.number(
      "SELECT COUNT(*) FROM evidence_content WHERE county = ? AND digest = ?",
      [.int(county), .bytes(item.digest)])
    if isKnown == 0 {
      let sealed = try connection.sealer().seal(bytes, as: context(county, item.digest))
      try connection.run(
        """
        INSERT INTO evidence_content (county, digest, media, size, key, sealed) VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .int(county), .bytes(item.digest), .text(item.media.rawValue), .int(item.size),
          .int(Int(sealed[0])), .bytes(sealed),
        ])
    }
    try connection.run(
      """
      INSERT INTO evidence (county, number, kind, topic, household, digest, note, added_on, by_whom)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(county), .int(item.id.number), .text(item.topic.kind.rawValue), .int(item.topic.number),
        .int(item.household), .bytes(item.digest), .text(item.note), .day(item.on), .text(item.by),
      ])
  }

  /// Keeps what came with a report; the same content comes to the same record once.
  /// **Shape**: as many numbers as are new.
  package static func attach(
    _ files: [ReadFile], to topic: EvidenceTopic, of household: Int64?, by act: Act,
    on connection: Connection
  ) throws(Problem) -> [EvidenceNumber] {
    var known = Set(try items(of: topic, on: connection).map(\.digest))
    var numbers: [EvidenceNumber] = []
    for file in files where known.insert(file.digest).inserted {
      let item = EvidenceItem(
        id: try next(county: topic.county, on: connection), topic: topic, household: household,
        digest: file.digest, media: file.media, size: Int64(file.bytes.count), note: "",
        on: act.at.day(), by: act.actor)
      try add(item, file.bytes, on: connection)
      numbers.append(item.id)
    }
    return numbers
  }

  /// Hands the files of one record over to another, of a household.
  package static func move(
    _ topic: EvidenceTopic, to next: EvidenceTopic, of household: Int64, on connection: Connection
  ) throws(Problem) {
    let from: [SQLValue] = [.int(topic.county), .text(topic.kind.rawValue), .int(topic.number)]
    try connection.run(
      """
      UPDATE OR IGNORE evidence SET kind = ?, topic = ?, household = ?
      WHERE county = ? AND kind = ? AND topic = ?
      """, [.text(next.kind.rawValue), .int(next.number), .int(household)] + from)
    // What is left the other record has already.
    try connection.run("DELETE FROM evidence WHERE county = ? AND kind = ? AND topic = ?", from)
  }

  /// Of one record, in the order in which they were added.
  package static func items(of topic: EvidenceTopic, on connection: Connection) throws(Problem)
    -> [EvidenceItem]
  {
    try connection.rows(
      "\(selected) WHERE e.county = ? AND e.kind = ? AND e.topic = ? ORDER BY e.number",
      [.int(topic.county), .text(topic.kind.rawValue), .int(topic.number)], read)
  }

  /// Of a household, whatever they belong to.
  package static func items(
    ofHousehold household: Int64, county: Int64, on connection: Connection
  ) throws(Problem) -> [EvidenceItem] {
    try connection.rows(
      "\(selected) WHERE e.county = ? AND e.household = ? ORDER BY e.number",
      [.int(county), .int(household)], read)
  }

  static func item(_ id: EvidenceNumber, on connection: Connection) throws(Problem) -> EvidenceItem? {
    try connection.row(
      "\(selected) WHERE e.county = ? AND e.number = ?", [.int(id.county), .int(id.number)], read)
  }

  /// The bytes of a file, looked over.
  /// **Problems**: `database.locked`, `vault.seal.key`; `evidence.content.broken` where they are not those
  /// that were sent.
  static func content(of item: EvidenceItem, on connection: Connection) throws(Problem) -> [UInt8] {
    let county = item.id.county
    let sealed = try connection.row(
      "SELECT sealed FROM evidence_content WHERE county = ? AND digest = ?",
      [.int(county), .bytes(item.digest)]
    ) { (row) throws(Problem) in row.bytes(0) }
    guard let sealed else { throw EvidenceProblems.broken(item.id) }
    let bytes = try connection.sealer().open(sealed, as: context(county, item.digest))
    guard Digest.of(bytes) == item.digest else { throw EvidenceProblems.broken(item.id) }
    return bytes
  }

  /// Content is sealed to its own digest: it opens in no other row.
  static func context(_ county: Int64, _ digest: [UInt8]) -> String {
    "evidence \(county) \(Digest.hex(digest))"
  }

  private static let selected = """
    SELECT e.county, e.number, e.kind, e.topic, e.household, e.digest, c.media, c.size, e.note, e.added_on,
      e.by_whom
    FROM evidence e JOIN evidence_content c ON c.county = e.county AND c.digest = e.digest
    """

  private static func read(_ row: Statement) throws(Problem) -> EvidenceItem {
    guard let kind = EvidenceKind(rawValue: row.text(2)), let media = MediaKind(rawValue: row.text(6)) else {
      preconditionFailure("evidence was stored with its kind")
    }
    return EvidenceItem(
      id: EvidenceNumber(county: row.int(0), number: row.int(1)),
      topic: EvidenceTopic(kind, county: row.int(0), number: row.int(3)), household: row.optionalInt(4),
      digest: row.bytes(5), media: media, size: row.int(7), note: row.text(8), on: row.day(9),
      by: row.text(10))
  }
}
