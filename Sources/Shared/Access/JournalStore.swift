// SQL of the journal: every change, by whom and when, each entry chained to the one before.

package import Database
package import Kernel

/// What one entry records. **Shape**: an action is `noun.verb`, a subject names the thing, details are JSON.
package struct JournalEntry: Sendable {
  package let county: Int64
  package let sequence: Int64
  package let at: Instant
  package let actor: String
  package let request: String
  package let action: String
  package let subject: String
  package let details: String
  package let hash: [UInt8]
}

/// Append-only; an entry is written in the transaction of the change it records.
package enum JournalStore {
  package static let migration = Migration(
    "access-001-journal",
    """
    CREATE TABLE journal (
      county BIGINT NOT NULL,
      sequence BIGINT NOT NULL CHECK (sequence > 0),
      at BIGINT NOT NULL,
      actor TEXT NOT NULL,
      request TEXT NOT NULL,
      action TEXT NOT NULL CHECK (action LIKE '%.%'),
      subject TEXT NOT NULL,
      details TEXT NOT NULL,
      hash BYTEA NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (county, sequence)
    );
    """)

  /// Writes one entry behind the last one of its county.
  package static func append(
    _ act: Act, county: Int64, action: String, subject: String, details: String, on connection: Connection
  ) throws(Problem) {
    let last = try connection.row(
      "SELECT sequence, hash FROM journal WHERE county = ? ORDER BY sequence DESC LIMIT 1", [.int(county)]
    ) { (row) throws(Problem) in (row.int(0), row.bytes(1)) }
    let sequence = (last?.0 ?? 0) + 1
    let entry = JournalEntry(
      county: county, sequence: sequence, at: act.at, actor: act.actor, request: act.request, action: action,
      subject: subject, details: details, hash: [])
    try connection.run(
      """
      INSERT INTO journal (county, sequence, at, actor, request, action, subject, details, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(county), .int(sequence), .int(act.at.milliseconds), .text(act.actor), .text(act.request),
        .text(action), .text(subject), .text(details), .bytes(chained(entry, after: last?.1 ?? [])),
      ])
  }

  /// The entries of a county in order, or of all counties where it is nil.
  package static func entries(county: Int64? = nil, on connection: Connection) throws(Problem)
    -> [JournalEntry]
  {
    try connection.rows(
      """
      SELECT county, sequence, at, actor, request, action, subject, details, hash FROM journal
      WHERE county = ? OR ? IS NULL ORDER BY county, sequence
      """,
      [.int(county), .int(county)]
    ) { (row) throws(Problem) in
      JournalEntry(
        county: row.int(0), sequence: row.int(1), at: Instant(milliseconds: row.int(2)), actor: row.text(3),
        request: row.text(4), action: row.text(5), subject: row.text(6), details: row.text(7),
        hash: row.bytes(8))
    }
  }

  /// Names the last entry of each county whose action is not of `noun`: equal texts of one store mean that
  /// nothing else was recorded between them.
  package static func mark(without noun: String, on connection: Connection) throws(Problem) -> String {
    var marks: [String] = []
    var county: Int64 = -1
    while let next = try connection.row(
      "SELECT county FROM journal WHERE county > ? ORDER BY county LIMIT 1", [.int(county)],
      { (row) throws(Problem) in row.int(0) })
    {
      county = next
      let last = try connection.row(
        """
        SELECT sequence, hash FROM journal WHERE county = ? AND action NOT LIKE ?
        ORDER BY sequence DESC LIMIT 1
        """, [.int(county), .text(noun + ".%")]
      ) { (row) throws(Problem) in "\(county):\(row.int(0)):\(Digest.hex(row.bytes(1)))" }
      if let last { marks.append(last) }
    }
    return marks.joined(separator: " ")
  }

  /// How many entries there are.
  package static func count(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COUNT(*) FROM journal")
  }

  /// The first entry whose chain is broken, nil where every hash is right and no number is missing.
  /// Entries cut off at the end of a county leave a whole chain: only a copy kept elsewhere shows them.
  package static func firstBroken(on connection: Connection) throws(Problem) -> JournalEntry? {
    var previous: JournalEntry?
    for entry in try entries(on: connection) {
      let before = previous?.county == entry.county ? previous : nil
      let isNext = entry.sequence == (before?.sequence ?? 0) + 1
      if !isNext || chained(entry, after: before?.hash ?? []) != entry.hash { return entry }
      previous = entry
    }
    return nil
  }

  private static func chained(_ entry: JournalEntry, after previous: [UInt8]) -> [UInt8] {
    let text = JSONText.array(
      [String(entry.county), String(entry.sequence), String(entry.at.milliseconds)]
        + [entry.actor, entry.request, entry.action, entry.subject, entry.details].map(JSONText.quoted))
    return Digest.of(previous + Array(text.utf8))
  }
}
