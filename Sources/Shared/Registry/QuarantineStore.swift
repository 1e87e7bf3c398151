// SQL of quarantine: the rows that imports refused or took with a doubt, each with its place.

package import Database
package import Kernel
package import Sheets

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
  /// Where it belongs, as far as it could be told.
  package let place: PlaceCode?

  /// A row that was not stored.
  package init(
    _ fault: RowFault, raw: String, isKept: Bool, file: String, kind: String, place: PlaceCode? = nil
  ) {
    self.init(
      importNumber: 0, file: file, kind: kind, line: fault.line, code: fault.code.rawValue,
      column: fault.column, value: fault.value, remedy: fault.remedy, isKept: isKept, raw: raw,
      place: place)
  }

  init(
    importNumber: Int64, file: String, kind: String, line: Int, code: String, column: String, value: String,
    remedy: Text, isKept: Bool, raw: String, place: PlaceCode?
  ) {
    (self.importNumber, self.file, self.kind, self.line) = (importNumber, file, kind, line)
    (self.code, self.column, self.value) = (code, column, value)
    (self.remedy, self.isKept, self.raw, self.place) = (remedy, isKept, raw, place)
  }

  /// The value as screens show it: identity and telephone numbers in part only, also where they are wrong.
  package var maskedValue: String {
    // The numbers of records are nobody's.
    column == "record_id" ? value : Mask.digits(in: value)
  }
}

/// Which refused rows are asked for.
package struct QuarantineChoice: Sendable {
  /// Kinds of sheets, nil for all; none finds nothing.
  package var kinds: [String]?
  package var code: String?
  /// Codes of places: rows whose place is not known lie in none. Nil for all rows.
  package var within: ClosedRange<Int64>?

  package init(kinds: [String]? = nil, code: String? = nil, within: ClosedRange<Int64>? = nil) {
    (self.kinds, self.code, self.within) = (kinds, code, within)
  }

  fileprivate var sql: (condition: String, values: [SQLValue]) {
    var (conditions, values) = (["1"], [SQLValue]())
    if let within {
      conditions.append("q.place BETWEEN ? AND ?")
      values += [.int(within.lowerBound), .int(within.upperBound)]
    }
    if let kinds {
      conditions.append("q.kind IN (\(kinds.map { _ in "?" }.joined(separator: ", ")))")
      values += kinds.map { .text($0) }
    }
    if let code {
      conditions.append("q.code = ?")
      values.append(.text(code))
    }
    return (conditions.joined(separator: " AND "), values)
  }
}

extension ImportStore {
  /// Keeps a refused row, or one that was taken with a doubt; its last fault counts.
  /// Cell and row are sealed; what it is found by are keyed hashes of its numbers.
  /// - Parameters:
  ///   - raw: the row as it stood in the file, of which the first 2,000 characters are kept.
  ///   - place: where it belongs; nil where nothing tells, and then posts of the city alone see it.
  package static func quarantine(
    _ fault: RowFault, raw: String, kind: String, importNumber: Int64, isKept: Bool, place: PlaceCode?,
    on connection: Connection
  ) throws(Problem) {
    let seal = try connection.seal()
    let kept = String(raw.prefix(2_000))
    let text = QuarantineSeal.text(value: fault.value, raw: kept)
    try connection.run(
      """
      INSERT INTO quarantine (county, import, line, kind, code, column_name, value, remedy_zh, remedy_en,
        is_kept, raw, sealed, keys, place)
      VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, '', ?, ?, ?)
      ON CONFLICT (county, import, line) DO UPDATE SET
        code = excluded.code, column_name = excluded.column_name, sealed = excluded.sealed,
        keys = excluded.keys, place = excluded.place,
        remedy_zh = excluded.remedy_zh, remedy_en = excluded.remedy_en, is_kept = excluded.is_kept
      """,
      [
        .int(county), .int(importNumber), .int(fault.line), .text(kind), .text(fault.code.rawValue),
        .text(fault.column), .text(fault.remedy.zh), .text(fault.remedy.en), .int(isKept ? 1 : 0),
        .bytes(seal.seal(text, .refusedRow, of: QuarantineSeal.subject(importNumber, fault.line))),
        .bytes(QuarantineSeal.keys(of: kept, seal)), .int(place?.number),
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
    _ choice: QuarantineChoice = QuarantineChoice(), limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> [QuarantinedRow] {
    let seal = try connection.seal()
    let (condition, values) = choice.sql
    return try connection.rows(
      quarantineColumns + " WHERE \(condition) ORDER BY q.import, q.line LIMIT ? OFFSET ?",
      values + [.int(limit), .int(offset)]
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
    _ choice: QuarantineChoice = QuarantineChoice(), on connection: Connection
  ) throws(Problem) -> Int {
    let (condition, values) = choice.sql
    return Int(try connection.number("SELECT COUNT(*) FROM quarantine q WHERE \(condition)", values))
  }

  /// The same by kind of sheet and fault. **Shape**: in order of kind and code; `kept` are those that were
  /// taken with a doubt, among `rows`.
  package static func quarantinedCounts(
    _ choice: QuarantineChoice = QuarantineChoice(), on connection: Connection
  ) throws(Problem) -> [(kind: String, code: String, rows: Int, kept: Int)] {
    let (condition, values) = choice.sql
    return try connection.rows(
      """
      SELECT q.kind, q.code, COUNT(*), SUM(q.is_kept) FROM quarantine q WHERE \(condition)
      GROUP BY q.kind, q.code ORDER BY q.kind, q.code
      """, values
    ) { (row) throws(Problem) in (row.text(0), row.text(1), Int(row.int(2)), Int(row.int(3))) }
  }

  private static let quarantineColumns = """
    SELECT q.import, f.name, q.kind, q.line, q.code, q.column_name, q.sealed, q.remedy_zh, q.remedy_en,
      q.is_kept, q.place
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
      isKept: row.int(9) == 1, raw: raw, place: row.optionalInt(10).flatMap { PlaceCode(number: $0) })
  }
}
