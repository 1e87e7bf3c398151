// SQL of self-reports: persons sealed, the query code kept as a hash alone.

package import Database
import Foundation
package import Kernel
import Vault

package enum SelfReportStore {
  /// Keeps a new report.
  /// - Parameter code: its query code, of which the store keeps only a hash.
  /// **Problems**: `database.locked`.
  package static func add(
    _ report: SelfReport, _ form: SelfReportForm, code: String, on connection: Connection
  ) throws(Problem) {
    let told = JSONText.array([form.name, form.citizen, form.phone, form.words].map(JSONText.quoted))
    let sealed = try connection.sealer().seal(Array(told.utf8), as: context(report.id))
    try connection.run(
      """
      INSERT INTO self_report (county, number, code, told_on, place, household, clue, told)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(report.id.county), .int(report.id.number), .bytes(SecretToken.digest(of: code)),
        .day(report.toldOn), .int(report.place.number), .int(report.household), .int(report.clue),
        .bytes(sealed),
      ])
  }

  package static func next(county: Int64, on connection: Connection) throws(Problem) -> SelfReportNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM self_report WHERE county = ?", [.int(county)])
    return SelfReportNumber(county: county, number: last + 1)
  }

  /// What is known of a report later: its household, its clue, the answer, a complaint.
  package static func save(_ report: SelfReport, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      UPDATE self_report SET household = ?, clue = ?, answer = ?, answered_on = ?, complained_on = ?
      WHERE county = ? AND number = ?
      """,
      [
        .int(report.household), .int(report.clue), .text(report.answer), .day(report.answeredOn),
        .day(report.complainedOn), .int(report.id.county), .int(report.id.number),
      ])
  }

  /// The report of a query code; nil for none.
  package static func report(code: String, on connection: Connection) throws(Problem) -> SelfReport? {
    try connection.row(
      "SELECT \(columns) FROM self_report WHERE code = ?", [.bytes(SecretToken.digest(of: code))], read)
  }

  package static func report(_ id: SelfReportNumber, on connection: Connection) throws(Problem) -> SelfReport?
  {
    try connection.row(
      "SELECT \(columns) FROM self_report WHERE county = ? AND number = ?",
      [.int(id.county), .int(id.number)], read)
  }

  /// Reports that fit no household and have no answer, the oldest first.
  package static func waiting(
    in place: PlaceCode, limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> [SelfReport] {
    try connection.rows(
      """
      SELECT \(columns) FROM self_report WHERE \(isWaiting) ORDER BY told_on, county, number
      LIMIT ? OFFSET ?
      """,
      [
        .int(place.subtree.lowerBound), .int(place.subtree.upperBound), .int(limit), .int(offset),
      ], read)
  }

  package static func countWaiting(in place: PlaceCode, on connection: Connection) throws(Problem) -> Int {
    Int(
      try connection.number(
        "SELECT COUNT(*) FROM self_report WHERE \(isWaiting)",
        [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]))
  }

  private static let isWaiting = "clue IS NULL AND answered_on IS NULL AND place BETWEEN ? AND ?"

  /// What the reporter wrote.
  /// **Problems**: `database.locked`; `vault.seal.key`, `vault.seal.broken`.
  package static func form(of report: SelfReport, on connection: Connection) throws(Problem)
    -> SelfReportForm?
  {
    let sealer = try connection.sealer()
    let told = try connection.row(
      "SELECT told FROM self_report WHERE county = ? AND number = ?",
      [.int(report.id.county), .int(report.id.number)]
    ) { (row) throws(Problem) in try sealer.open(row.bytes(0), as: context(report.id)) }
    guard let told, let texts = try? JSONDecoder().decode([String].self, from: Data(told)), texts.count == 4
    else { return nil }
    return SelfReportForm(
      name: texts[0], citizen: texts[1], phone: texts[2], words: texts[3], place: report.place)
  }

  /// How many values each key seals. **Shape**: by number of key.
  package static func counts(on connection: Connection) throws(Problem) -> [UInt8: Int64] {
    let rows = try connection.rows("SELECT substr(told, 1, 1), COUNT(*) FROM self_report GROUP BY 1") {
      (row) throws(Problem) in (row.bytes(0), row.int(1))
    }
    return rows.reduce(into: [:]) { $0[$1.0.first ?? 0, default: 0] += $1.1 }
  }

  /// Seals a batch anew under the newest key. **Shape**: how many, 0 when all are.
  package static func reseal(atMost limit: Int, on connection: Connection) throws(Problem) -> Int {
    let sealer = try connection.sealer()
    let rows = try connection.rows(
      "SELECT county, number, told FROM self_report WHERE substr(told, 1, 1) <> ? LIMIT ?",
      [.bytes([sealer.ring.current.number]), .int(limit)]
    ) { (row) throws(Problem) in
      (id: SelfReportNumber(county: row.int(0), number: row.int(1)), told: row.bytes(2))
    }
    for row in rows {
      let fresh = sealer.seal(try sealer.open(row.told, as: context(row.id)), as: context(row.id))
      try connection.run(
        "UPDATE self_report SET told = ? WHERE county = ? AND number = ?",
        [.bytes(fresh), .int(row.id.county), .int(row.id.number)])
    }
    return rows.count
  }

  /// Deletes what a household told of itself.
  package static func erase(household: Int64, county: Int64, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      DELETE FROM report_complaint WHERE county = ? AND number IN (
        SELECT number FROM self_report WHERE county = ? AND household = ?)
      """, [.int(county), .int(county), .int(household)])
    try connection.run(
      "DELETE FROM self_report WHERE county = ? AND household = ?", [.int(county), .int(household)])
  }

  private static func context(_ id: SelfReportNumber) -> String { "self-report \(id)" }

  static let columns =
    "county, number, told_on, place, household, clue, answer, answered_on, complained_on"

  static func read(_ row: Statement) throws(Problem) -> SelfReport {
    guard let place = PlaceCode(number: row.int(3)) else {
      preconditionFailure("a report was stored with its place")
    }
    var report = SelfReport(
      id: SelfReportNumber(county: row.int(0), number: row.int(1)), toldOn: row.day(2), place: place,
      household: row.optionalInt(4), clue: row.optionalInt(5))
    (report.answer, report.answeredOn) = (row.optionalText(6), row.optionalDay(7))
    report.complainedOn = row.optionalDay(8)
    return report
  }
}

/// Complaints: one a day of each report, listed by place until the report has its answer.
package enum ComplaintStore {
  /// Keeps a complaint. **Problems**: `casework.report.complained` for a second one of the same day.
  package static func add(_ complaint: ReportComplaint, on connection: Connection) throws(Problem) {
    let (county, number) = (complaint.report.county, complaint.report.number)
    let known = try connection.number(
      "SELECT COUNT(*) FROM report_complaint WHERE county = ? AND number = ? AND on_day = ?",
      [.int(county), .int(number), .day(complaint.on)])
    guard known == 0 else { throw SelfReportProblems.complained }
    try connection.run(
      "INSERT INTO report_complaint (county, number, on_day, place, level) VALUES (?, ?, ?, ?, ?)",
      [
        .int(county), .int(number), .day(complaint.on), .int(complaint.place.number),
        .text("\(complaint.level)"),
      ])
  }

  /// Reports below a place of which somebody complained to one of some levels and which have no answer; those
  /// with the oldest last complaint first.
  package static func open(
    in place: PlaceCode, heardBy levels: [PlaceLevel], limit: Int, offset: Int = 0,
    on connection: Connection
  ) throws(Problem) -> [ComplainedReport] {
    try connection.rows(
      """
      SELECT \(SelfReportStore.columns), last_day, late_place, level, complaints
      FROM (\(last(levels))) last
      JOIN self_report ON county = of_county AND number = of_number
      WHERE \(hasNoAnswer) ORDER BY last_day, county, number LIMIT ? OFFSET ?
      """, bounds(place) + [.int(limit), .int(offset)], read)
  }

  package static func countOpen(
    in place: PlaceCode, heardBy levels: [PlaceLevel], on connection: Connection
  ) throws(Problem) -> Int {
    Int(
      try connection.number(
        """
        SELECT COUNT(*) FROM (\(last(levels))) last
        JOIN self_report ON county = of_county AND number = of_number WHERE \(hasNoAnswer)
        """, bounds(place)))
  }

  private static func bounds(_ place: PlaceCode) -> [SQLValue] {
    [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
  }

  private static let hasNoAnswer = """
    answered_on IS NULL AND NOT EXISTS (
      SELECT 1 FROM clue WHERE clue.county = self_report.county AND clue.number = self_report.clue
        AND clue.closed_on IS NOT NULL)
    """

  /// The last complaint of each report. SQLite takes the other columns from the row of the greatest day.
  private static func last(_ levels: [PlaceLevel]) -> String {
    let names = levels.map { "'\($0)'" }.joined(separator: ", ")
    return """
      SELECT county of_county, number of_number, MAX(on_day) last_day, place late_place, level,
        COUNT(*) complaints
      FROM report_complaint WHERE place BETWEEN ? AND ? AND level IN (\(names)) GROUP BY county, number
      """
  }

  private static func read(_ row: Statement) throws(Problem) -> ComplainedReport {
    let report = try SelfReportStore.read(row)
    guard let place = PlaceCode(number: row.int(10)),
      let level = PlaceLevel.allCases.first(where: { "\($0)" == row.text(11) })
    else { preconditionFailure("a complaint was stored with its place and level") }
    return ComplainedReport(
      report: report,
      complaint: ReportComplaint(report.id, on: row.day(9), place: place, level: level),
      count: Int(row.int(12)))
  }
}
