// SQL of daily reports: one small row each, and who has not reported.

import Database
import Kernel

enum DailyReportStore {
  private static let columns = "place, on_day, sequence, words, written_at, at, actor"

  /// What holds of a day, which is what was written last, and how many reports there are of it.
  static func current(
    of place: PlaceCode, on day: Day, _ connection: Connection
  ) throws(Problem) -> (report: DailyReport?, count: Int) {
    let all = try reports(of: place, on: day, connection)
    let last = all.max { ($0.writtenAt, $0.sequence) < ($1.writtenAt, $1.sequence) }
    return (last, all.count)
  }

  /// In the order in which they arrived.
  static func reports(
    of place: PlaceCode, on day: Day, _ connection: Connection
  ) throws(Problem) -> [DailyReport] {
    try connection.rows(
      """
      SELECT \(columns) FROM daily_report WHERE county = ? AND place = ? AND on_day = ? ORDER BY sequence
      """, [.int(place.county), .int(place.number), .day(day)], read)
  }

  static func add(_ report: DailyReport, post: String, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO daily_report (county, place, on_day, sequence, words, written_at, at, actor, post)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(report.place.county), .int(report.place.number), .day(report.day), .int(report.sequence),
        .text(report.words), .int(report.writtenAt.milliseconds), .int(report.at.milliseconds),
        .text(report.actor), .text(post),
      ])
  }

  /// When the first report of each place and day was written.
  static func first(
    in place: PlaceCode, from first: Day, through last: Day, on connection: Connection
  ) throws(Problem) -> [PlaceCode: [Day: Instant]] {
    let rows = try connection.rows(
      """
      SELECT place, on_day, MIN(written_at) FROM daily_report INDEXED BY daily_report_by_place
      WHERE place BETWEEN ? AND ? AND on_day BETWEEN ? AND ? GROUP BY place, on_day
      """, range(place) + [.day(first), .day(last)]
    ) { (row) throws(Problem) in (code(row.int(0)), row.day(1), Instant(milliseconds: row.int(2))) }
    return rows.reduce(into: [:]) { $0[$1.0, default: [:]][$1.1] = $1.2 }
  }

  /// How many places below each place of a level reported on a day, and how many of these in time.
  /// - Parameter minute: of the day, by which a report is in time.
  static func counts(
    in place: PlaceCode, by level: PlaceLevel, from first: Day, through last: Day, minute: Int,
    on connection: Connection
  ) throws(Problem) -> [PlaceCode: [Day: (made: Int, onTime: Int)]] {
    let rows = try connection.rows(
      """
      SELECT place / ? * ?, on_day, COUNT(*), SUM(written < on_day * 86400000 + ?) FROM (
        SELECT place, on_day, MIN(written_at) AS written FROM daily_report INDEXED BY daily_report_by_place
        WHERE place BETWEEN ? AND ? AND on_day BETWEEN ? AND ? GROUP BY place, on_day
      ) GROUP BY 1, 2
      """,
      [.int(level.step), .int(level.step), .int(Int64(minute - 480) * 60_000)] + range(place)
        + [.day(first), .day(last)]
    ) { (row) throws(Problem) in (code(row.int(0)), row.day(1), Int(row.int(2)), Int(row.int(3))) }
    return rows.reduce(into: [:]) { $0[$1.0, default: [:]][$1.1] = ($1.2, $1.3) }
  }

  /// The reports of changes of a place's parts, as they hold, the newest days first.
  static func changes(
    in place: PlaceCode, from first: Day, through last: Day, limit: Int, on connection: Connection
  ) throws(Problem) -> [DailyReport] {
    try connection.rows(
      """
      SELECT \(columns) FROM daily_report r WHERE place BETWEEN ? AND ? AND on_day BETWEEN ? AND ?
        AND words <> '' AND NOT EXISTS (SELECT 1 FROM daily_report n WHERE n.county = r.county
          AND n.place = r.place AND n.on_day = r.on_day
          AND (n.written_at, n.sequence) > (r.written_at, r.sequence))
      ORDER BY on_day DESC, place LIMIT ?
      """, range(place) + [.day(first), .day(last), .int(limit)], read)
  }

  private static func range(_ place: PlaceCode) -> [SQLValue] {
    [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
  }

  private static func code(_ number: Int64) -> PlaceCode {
    guard let place = PlaceCode(number: number) else {
      preconditionFailure("a report was stored with the code of its place")
    }
    return place
  }

  private static func read(_ row: Statement) throws(Problem) -> DailyReport {
    DailyReport(
      place: code(row.int(0)), day: row.day(1), sequence: Int(row.int(2)), words: row.text(3),
      writtenAt: Instant(milliseconds: row.int(4)), at: Instant(milliseconds: row.int(5)), actor: row.text(6))
  }
}
