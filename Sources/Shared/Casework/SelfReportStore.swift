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
      "DELETE FROM self_report WHERE county = ? AND household = ?", [.int(county), .int(household)])
  }

  private static func context(_ id: SelfReportNumber) -> String { "self-report \(id)" }

  private static let columns =
    "county, number, told_on, place, household, clue, answer, answered_on, complained_on"

  private static func read(_ row: Statement) throws(Problem) -> SelfReport {
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
