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

/// A refused or flagged row, as it is kept.
package struct QuarantinedRow: Sendable {
  package let importNumber: Int64
  package let file: String
  package let kind: String
  package let line: Int
  package let code: String
  package let column: String
  package let value: String
  package let remedy: Text
  package let isKept: Bool
  package let raw: String

  /// A row that was not stored.
  package init(_ fault: RowFault, raw: String, isKept: Bool, file: String, kind: String) {
    self.init(
      importNumber: 0, file: file, kind: kind, line: fault.line, code: fault.code.rawValue,
      column: fault.column, value: fault.value, remedy: fault.remedy, isKept: isKept, raw: raw)
  }

  init(
    importNumber: Int64, file: String, kind: String, line: Int, code: String, column: String, value: String,
    remedy: Text, isKept: Bool, raw: String
  ) {
    (self.importNumber, self.file, self.kind, self.line) = (importNumber, file, kind, line)
    (self.code, self.column, self.value) = (code, column, value)
    (self.remedy, self.isKept, self.raw) = (remedy, isKept, raw)
  }

  /// The value as screens show it: identity and telephone numbers in part only, also where they are wrong.
  package var maskedValue: String {
    // The numbers of records are nobody's.
    column == "record_id" ? value : Mask.digits(in: value)
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

  /// Rises with every transaction that stores rows of a file.
  package static func revision(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COALESCE(MAX(revision), 0) FROM import_file")
  }

  /// True where rows of a stored file spoke of nobody known, and one of the registers they may speak of has
  /// changed since.
  package static func isWorthRetrying(
    _ file: ImportFile, after kinds: [String], on connection: Connection
  ) throws(Problem) -> Bool {
    guard file.counts.faults[.unknown] != nil else { return false }
    let marks = kinds.map { _ in "?" }.joined(separator: ", ")
    return try connection.number(
      """
      SELECT COUNT(*) FROM import_file r JOIN import_file f ON r.revision > f.revision
      WHERE f.county = ? AND f.id = ? AND r.kind IN (\(marks))
      """, [.int(county), .int(file.number)] + kinds.map { .text($0) }) > 0
  }

  /// Keeps a refused row, or one that was taken with a doubt; its last fault counts.
  /// Cell and row are sealed; what it is found by are keyed hashes of its numbers.
  /// - Parameter raw: the row as it stood in the file, of which the first 2,000 characters are kept.
  package static func quarantine(
    _ fault: RowFault, raw: String, kind: String, importNumber: Int64, isKept: Bool, on connection: Connection
  ) throws(Problem) {
    let seal = try connection.seal()
    let kept = String(raw.prefix(2_000))
    let text = QuarantineSeal.text(value: fault.value, raw: kept)
    try connection.run(
      """
      INSERT INTO quarantine (county, import, line, kind, code, column_name, value, remedy_zh, remedy_en,
        is_kept, raw, sealed, keys)
      VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, '', ?, ?)
      ON CONFLICT (county, import, line) DO UPDATE SET
        code = excluded.code, column_name = excluded.column_name, sealed = excluded.sealed,
        keys = excluded.keys,
        remedy_zh = excluded.remedy_zh, remedy_en = excluded.remedy_en, is_kept = excluded.is_kept
      """,
      [
        .int(county), .int(importNumber), .int(fault.line), .text(kind), .text(fault.code.rawValue),
        .text(fault.column), .text(fault.remedy.zh), .text(fault.remedy.en), .int(isKept ? 1 : 0),
        .bytes(seal.seal(text, .refusedRow, of: QuarantineSeal.subject(importNumber, fault.line))),
        .bytes(QuarantineSeal.keys(of: kept, seal)),
      ])
  }

  /// The lines of an import that quarantine holds, with the code of the fault.
  package static func quarantinedLines(
    of importNumber: Int64, on connection: Connection
  ) throws(Problem) -> [Int: String] {
    let lines = try connection.rows(
      "SELECT line, code FROM quarantine WHERE county = ? AND import = ?", [.int(county), .int(importNumber)]
    ) { (row) throws(Problem) in (Int(row.int(0)), row.text(1)) }
    return Dictionary(uniqueKeysWithValues: lines)
  }

  /// The rows of a feed that were refused by a code, by import and line; nothing of them is opened.
  package static func quarantinedPlaces(
    kind: String, code: RowFault.Code, on connection: Connection
  ) throws(Problem) -> [(importNumber: Int64, line: Int64)] {
    try connection.rows(
      "SELECT import, line FROM quarantine WHERE kind = ? AND code = ? AND is_kept = 0 ORDER BY import, line",
      [.text(kind), .text(code.rawValue)]
    ) { (row) throws(Problem) in (row.int(0), row.int(1)) }
  }

  /// One refused row, nil where it is in quarantine no more.
  package static func quarantined(
    importNumber: Int64, line: Int64, on connection: Connection
  ) throws(Problem) -> QuarantinedRow? {
    let seal = try connection.seal()
    return try connection.row(
      quarantineColumns + " WHERE q.county = ? AND q.import = ? AND q.line = ?",
      [.int(county), .int(importNumber), .int(line)]
    ) { (row) throws(Problem) in try readQuarantined(row, seal) }
  }

  /// Takes a row out of quarantine that a later run of the same import could store.
  package static func release(line: Int, importNumber: Int64, on connection: Connection) throws(Problem) {
    try connection.run(
      "DELETE FROM quarantine WHERE county = ? AND import = ? AND line = ?",
      [.int(county), .int(importNumber), .int(line)])
  }

  /// Refused and flagged rows in order of import and line. **Shape**: at most `limit` rows after `offset`.
  package static func quarantined(
    kind: String? = nil, code: String? = nil, limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> [QuarantinedRow] {
    let seal = try connection.seal()
    return try connection.rows(
      quarantineColumns + """
         WHERE (? IS NULL OR q.kind = ?) AND (? IS NULL OR q.code = ?)
        ORDER BY q.import, q.line LIMIT ? OFFSET ?
        """,
      [.text(kind), .text(kind), .text(code), .text(code), .int(limit), .int(offset)]
    ) { (row) throws(Problem) in try readQuarantined(row, seal) }
  }

  /// Refused rows that name one of some numbers as a whole word, in order of import and line.
  /// - Parameter keys: numbers of households, or identity numbers.
  package static func quarantined(
    naming keys: [String], limit: Int, on connection: Connection
  ) throws(Problem) -> [QuarantinedRow] {
    guard !keys.isEmpty else { return [] }
    let seal = try connection.seal()
    let condition = keys.map { _ in "instr(q.keys, ?) > 0" }.joined(separator: " OR ")
    return try connection.rows(
      quarantineColumns + " WHERE \(condition) ORDER BY q.import, q.line LIMIT ?",
      keys.map { .bytes(QuarantineSeal.key(of: $0, seal)) } + [.int(limit)]
    ) { (row) throws(Problem) in try readQuarantined(row, seal) }
  }

  /// How many rows the same question finds in all.
  package static func quarantinedCount(
    kind: String? = nil, code: String? = nil, on connection: Connection
  ) throws(Problem) -> Int {
    Int(
      try connection.number(
        "SELECT COUNT(*) FROM quarantine WHERE (? IS NULL OR kind = ?) AND (? IS NULL OR code = ?)",
        [.text(kind), .text(kind), .text(code), .text(code)]))
  }

  private static let quarantineColumns = """
    SELECT q.import, f.name, q.kind, q.line, q.code, q.column_name, q.sealed, q.remedy_zh, q.remedy_en,
      q.is_kept
    FROM quarantine q JOIN import_file f ON f.county = q.county AND f.id = q.import
    """

  private static func readQuarantined(_ row: Statement, _ seal: PersonalSeal) throws(Problem)
    -> QuarantinedRow
  {
    let subject = QuarantineSeal.subject(row.int(0), Int(row.int(3)))
    guard let (value, raw) = QuarantineSeal.parts(try seal.text(row.bytes(6), .refusedRow, of: subject))
    else {
      throw PersonalDataProblems.damaged
    }
    return QuarantinedRow(
      importNumber: row.int(0), file: row.text(1), kind: row.text(2), line: Int(row.int(3)),
      code: row.text(4), column: row.text(5), value: value, remedy: Text(zh: row.text(7), en: row.text(8)),
      isKept: row.int(9) == 1, raw: raw)
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
