// SQL of imports: how far each file has come, what it brought, and the rows it refused.

package import Database
package import Kernel
package import Sheets

/// What is known of one imported file.
package struct ImportFile: Sendable {
  package let number: Int64
  package let kind: String
  package let name: String
  package let digest: String
  package let size: Int64
  package let dated: Day
  package let isComplete: Bool
  package let startedAt: Instant
  package var finishedAt: Instant?
  /// Bytes and lines of the file that are stored for good.
  package var doneOffset: Int
  package var doneLine: Int
  package var counts: ImportCounts
}

/// Rows of one file by outcome, and the refused ones by fault.
package struct ImportCounts: Equatable, Sendable {
  package var outcomes = OutcomeCounts()
  /// Refused rows by the fault's code; their sum is the outcome `invalid`.
  package var faults: [RowFault.Code: Int] = [:]
  /// Rows that were kept although a cell is suspicious (a person whose check character is wrong).
  package var flagged = 0

  package init() {}

  package var total: Int { outcomes.total }
  package var refused: Int { outcomes.invalid }
  package var accepted: Int { outcomes.total - outcomes.invalid }
  package var changes: Int { outcomes.new + outcomes.updated + outcomes.gone }

  /// The counts as a second import of the same bytes tells them: nothing is new.
  package var repeated: ImportCounts {
    var counts = self
    counts.outcomes = OutcomeCounts()
    counts.outcomes.add(.identical, rows: accepted)
    counts.outcomes.add(.invalid, rows: outcomes.invalid)
    return counts
  }

  /// Counts one refused row.
  package mutating func add(fault code: RowFault.Code) {
    outcomes.add(.invalid)
    faults[code, default: 0] += 1
  }

  package mutating func add(_ other: ImportCounts) {
    outcomes += other.outcomes
    for (code, count) in other.faults { faults[code, default: 0] += count }
    flagged += other.flagged
  }

  /// `duplicate=1 flagged=2 invalid=1 new=3`: one word a number, as the ledger keeps it.
  var text: String {
    let named = RowOutcome.allCases.map { "\($0)=\(outcomes[$0])" }
    let refused = RowFault.Code.allCases.map { "\($0.rawValue)=\(faults[$0] ?? 0)" }
    return (named + refused + ["flagged=\(flagged)"]).joined(separator: " ")
  }

  init(text: String) {
    var numbers: [Substring: Int] = [:]
    for word in text.split(separator: " ") {
      let parts = word.split(separator: "=")
      precondition(parts.count == 2, "the ledger's counts are words of name and number")
      numbers[parts[0]] = Int(parts[1])
    }
    for outcome in RowOutcome.allCases { outcomes.add(outcome, rows: numbers["\(outcome)"] ?? 0) }
    for code in RowFault.Code.allCases {
      if let count = numbers[Substring(code.rawValue)], count > 0 { faults[code] = count }
    }
    flagged = numbers["flagged"] ?? 0
  }
}

/// The ledger of files, one row an import, and quarantine, one row a refused row.
package enum ImportStore {
  /// Imports speak for the whole store: they stand under county 0.
  package static let county: Int64 = 0

  /// The import of the same bytes as the same kind and day, finished or not.
  package static func find(
    digest: String, kind: String, dated: Day, isComplete: Bool, on connection: Connection
  ) throws(Problem) -> ImportFile? {
    try connection.row(
      columns + " WHERE digest = ? AND kind = ? AND dated = ? AND is_complete = ? ORDER BY id DESC LIMIT 1",
      [.text(digest), .text(kind), .day(dated), .int(isComplete ? 1 : 0)], read)
  }

  /// Every import, in the order in which they began.
  package static func all(on connection: Connection) throws(Problem) -> [ImportFile] {
    try connection.rows(columns + " ORDER BY id", [], read)
  }

  /// Enters an import that has stored nothing yet, under the next number.
  package static func begin(
    kind: String, name: String, digest: String, size: Int64, dated: Day, isComplete: Bool,
    at instant: Instant,
    on connection: Connection
  ) throws(Problem) -> ImportFile {
    let number = try connection.number("SELECT COALESCE(MAX(id), 0) + 1 FROM import_file")
    let file = ImportFile(
      number: number, kind: kind, name: name, digest: digest, size: size, dated: dated,
      isComplete: isComplete,
      startedAt: instant, finishedAt: nil, doneOffset: 0, doneLine: 0, counts: ImportCounts())
    try connection.run(
      """
      INSERT INTO import_file (county, id, kind, name, digest, size, dated, is_complete, started_at,
        finished_at,
        done_offset, done_line, counts, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, 0, ?, 0)
      """,
      [
        .int(county), .int(number), .text(kind), .text(name), .text(digest), .int(size), .day(dated),
        .int(isComplete ? 1 : 0), .int(instant.milliseconds), .text(file.counts.text),
      ])
    return file
  }

  /// Notes how far the file has come, in the transaction that stored the rows.
  package static func advance(_ file: ImportFile, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      UPDATE import_file SET done_offset = ?, done_line = ?, counts = ?, finished_at = ?
      WHERE county = ? AND id = ?
      """,
      [
        .int(file.doneOffset), .int(file.doneLine), .text(file.counts.text),
        .int(file.finishedAt?.milliseconds), .int(county), .int(file.number),
      ])
    try revise(file, on: connection)
  }

  /// Notes that the file was compared with the store as it is now: later changes have a higher revision.
  package static func revise(_ file: ImportFile, on connection: Connection) throws(Problem) {
    let next = try connection.number("SELECT COALESCE(MAX(revision), 0) + 1 FROM import_file")
    try connection.run(
      "UPDATE import_file SET revision = ? WHERE county = ? AND id = ?",
      [.int(next), .int(county), .int(file.number)])
  }

  /// Those that stored rows after a revision, in the order of their numbers.
  package static func files(after revision: Int64, on connection: Connection) throws(Problem) -> [ImportFile]
  {
    try connection.rows(columns + " WHERE revision > ? ORDER BY id", [.int(revision)], read)
  }

  /// Rises with every transaction that stores rows of a file.
  package static func revision(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COALESCE(MAX(revision), 0) FROM import_file")
  }

  /// The revision of the registers that rows of a stored file may speak of, where some of these rows spoke of
  /// nobody known and one of the registers has changed since; nil where a second try would find the same.
  package static func retryRevision(
    of file: ImportFile, after kinds: [String], on connection: Connection
  ) throws(Problem) -> Int64? {
    guard file.counts.faults[.unknown] != nil else { return nil }
    let marks = kinds.map { _ in "?" }.joined(separator: ", ")
    return try connection.row(
      """
      SELECT MAX(r.revision) FROM import_file r JOIN import_file f ON r.revision > f.revision
      WHERE f.county = ? AND f.id = ? AND r.kind IN (\(marks))
      """, [.int(county), .int(file.number)] + kinds.map { .text($0) }
    ) { (row) throws(Problem) in row.optionalInt(0) } ?? nil
  }

  private static let columns = """
    SELECT id, kind, name, digest, size, dated, is_complete, started_at, finished_at, done_offset, done_line,
      counts
    FROM import_file
    """

  private static func read(_ row: Statement) throws(Problem) -> ImportFile {
    ImportFile(
      number: row.int(0), kind: row.text(1), name: row.text(2), digest: row.text(3), size: row.int(4),
      dated: row.day(5), isComplete: row.int(6) == 1, startedAt: Instant(milliseconds: row.int(7)),
      finishedAt: row.optionalInt(8).map { Instant(milliseconds: $0) }, doneOffset: Int(row.int(9)),
      doneLine: Int(row.int(10)), counts: ImportCounts(text: row.text(11)))
  }
}
