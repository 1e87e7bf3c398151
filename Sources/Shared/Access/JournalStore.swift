// SQL of the journal: every change, by whom and when, each entry chained to the one before.

package import Database
package import Kernel

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

  /// The chain of what is no change of the register: accounts, posts, sessions and looks. The marks of the
  /// register's state pass it over.
  package static let doors: Int64 = -1

  /// Writes one entry behind the last one of its county. It is this room's own: others walk through `Door`.
  static func append(
    _ act: Act, county: Int64, action: String, subject: String, details: String,
    about: JournalSubject = JournalSubject(), changes: String = "", reason: String = "",
    on connection: Connection
  ) throws(Problem) {
    let last = try connection.row(
      "SELECT sequence, hash FROM journal WHERE county = ? ORDER BY sequence DESC LIMIT 1", [.int(county)]
    ) { (row) throws(Problem) in (row.int(0), row.bytes(1)) }
    let previous = last?.1 ?? []
    var entry = JournalEntry(
      county: county, sequence: (last?.0 ?? 0) + 1, at: act.at, actor: act.actor, request: act.request,
      action: action, subject: subject, details: details, post: act.post, client: act.client, about: about,
      changes: changes, reason: reason, previous: previous)
    entry.hash = entry.chained(after: previous)
    try insert(entry, on: connection)
  }

  private static func insert(_ entry: JournalEntry, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO journal (county, sequence, at, actor, request, action, subject, details, hash, form, post,
        client, place, person, household, changes, reason, previous)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(entry.county), .int(entry.sequence), .int(entry.at.milliseconds), .text(entry.actor),
        .text(entry.request), .text(entry.action), .text(entry.subject), .text(entry.details),
        .bytes(entry.hash), .int(entry.form), .text(entry.post), .text(entry.client),
        .int(entry.about.placeNumber), .int(entry.about.person), .int(entry.about.household),
        .text(entry.changes), .text(entry.reason), .bytes(entry.previous),
      ])
  }

  /// The columns that `entry(_:)` reads, in its order.
  static let columns = """
    county, sequence, at, actor, request, action, subject, details, form, post, client, place, person,
    household, changes, reason, previous, hash
    """

  static func entry(_ row: Statement) throws(Problem) -> JournalEntry {
    JournalEntry(
      county: row.int(0), sequence: row.int(1), at: Instant(milliseconds: row.int(2)), actor: row.text(3),
      request: row.text(4), action: row.text(5), subject: row.text(6), details: row.text(7),
      form: row.int(8), post: row.text(9), client: row.text(10),
      about: JournalSubject(
        placeNumber: row.optionalInt(11), person: row.optionalInt(12),
        household: row.optionalInt(13)),
      changes: row.text(14), reason: row.text(15), previous: row.bytes(16), hash: row.bytes(17))
  }

  /// The entries of a county in order, or of all counties where it is nil.
  package static func entries(county: Int64? = nil, on connection: Connection) throws(Problem)
    -> [JournalEntry]
  {
    guard let county else {
      return try connection.rows("SELECT \(columns) FROM journal ORDER BY county, sequence", [], entry)
    }
    return try connection.rows(
      "SELECT \(columns) FROM journal WHERE county = ? ORDER BY sequence", [.int(county)], entry)
  }

  /// A page of all counties, in order, behind one entry.
  package static func entries(
    after mark: (county: Int64, sequence: Int64), limit: Int, on connection: Connection
  ) throws(Problem) -> [JournalEntry] {
    try connection.rows(
      """
      SELECT \(columns) FROM journal WHERE (county, sequence) > (?, ?) ORDER BY county, sequence LIMIT ?
      """, [.int(mark.county), .int(mark.sequence), .int(limit)], entry)
  }

  /// Names the last entry of each county whose action fits none of some patterns of `LIKE`: equal texts of
  /// one store mean that nothing else was recorded between them.
  /// - Parameter mark: what was seen before, with the same patterns; only what came since is looked through.
  package static func mark(
    without patterns: [String], since mark: inout JournalMark, on connection: Connection
  ) throws(Problem) -> String {
    let others = patterns.map { _ in " AND action NOT LIKE ?" }.joined()
    for county in try counties(on: connection) {
      let seen = mark.seen[county] ?? 0
      let newest = try connection.number("SELECT MAX(sequence) FROM journal WHERE county = ?", [.int(county)])
      if newest < seen {
        // A connection that began to read before the mark was made sees an older journal.
        var own = JournalMark()
        return try self.mark(without: patterns, since: &own, on: connection)
      }
      guard newest > seen else { continue }
      let last = try connection.row(
        """
        SELECT sequence, hash FROM journal WHERE county = ? AND sequence > ?\(others)
        ORDER BY sequence DESC LIMIT 1
        """, [.int(county), .int(seen)] + patterns.map { .text($0) }
      ) { (row) throws(Problem) in "\(county):\(row.int(0)):\(Digest.hex(row.bytes(1)))" }
      if let last { mark.last[county] = last }
      mark.seen[county] = newest
    }
    return mark.last.sorted { $0.key < $1.key }.map(\.value).joined(separator: " ")
  }

  /// The households that entries name whose action fits none of some patterns of `LIKE`.
  /// **Shape**: nil for an entry without one; `most` at most.
  /// - Parameter seen: by county, the sequence after which entries count; all where there is none.
  package static func subjects(
    without patterns: [String], after seen: [Int64: Int64], most: Int, on connection: Connection
  ) throws(Problem) -> [Int64?] {
    let others = patterns.map { _ in " AND action NOT LIKE ?" }.joined()
    var found: [Int64?] = []
    for county in try counties(on: connection) where found.count < most {
      found += try connection.rows(
        "SELECT household FROM journal WHERE county = ? AND sequence > ?\(others) LIMIT ?",
        [.int(county), .int(seen[county] ?? 0)] + patterns.map { .text($0) } + [.int(most - found.count)]
      ) { (row) throws(Problem) in row.optionalInt(0) }
    }
    return found
  }

  /// Those with entries, `doors` left out.
  private static func counties(on connection: Connection) throws(Problem) -> [Int64] {
    var (county, found): (Int64, [Int64]) = (doors, [])
    while let next = try connection.row(
      "SELECT county FROM journal WHERE county > ? ORDER BY county LIMIT 1", [.int(county)],
      { (row) throws(Problem) in row.int(0) })
    {
      county = next
      found.append(next)
    }
    return found
  }

  /// The same, looked through from the beginning.
  package static func mark(without patterns: [String], on connection: Connection) throws(Problem) -> String {
    var mark = JournalMark()
    return try self.mark(without: patterns, since: &mark, on: connection)
  }
}

/// How far a journal was looked through, so that it is not looked through again.
package struct JournalMark: Sendable {
  /// By county, the sequence of the newest entry that was seen.
  fileprivate var seen: [Int64: Int64] = [:]
  /// By county, the name of the last entry that counted.
  fileprivate var last: [Int64: String] = [:]

  package init() {}
}
