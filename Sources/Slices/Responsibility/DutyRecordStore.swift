// SQL of records of periods.

import Database
import Foundation
import Kernel

enum DutyRecordStore {
  private static let columns = "place, cadence, subject, first_day, sequence, held_on, answers, at, actor"

  /// Of one unit and period, in the order in which they were made.
  static func records(
    of unit: DutyUnit, _ cadence: Cadence, _ period: WorkPeriod, on connection: Connection
  ) throws(Problem) -> [DutyRecord] {
    try connection.rows(
      """
      SELECT \(columns) FROM duty_record WHERE county = ? AND place = ? AND cadence = ? AND subject = ?
        AND first_day = ? ORDER BY sequence
      """,
      [
        .int(unit.place.county), .int(unit.place.number), .text(cadence.code), .text(unit.subject),
        .day(period.first),
      ]
    ) { (row) throws(Problem) in read(row, period) }
  }

  static func add(_ record: DutyRecord, post: String, on connection: Connection) throws(Problem) {
    let answers = JSONText.object(
      record.answers.sorted { $0.key < $1.key }.map { ($0.key, JSONText.quoted($0.value)) })
    try connection.run(
      """
      INSERT INTO duty_record (county, place, cadence, subject, first_day, sequence, held_on, answers, at,
        actor, post)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(record.unit.place.county), .int(record.unit.place.number), .text(record.cadence),
        .text(record.unit.subject), .day(record.period.first), .int(record.sequence), .day(record.heldOn),
        .text(answers), .int(record.at.milliseconds), .text(record.actor), .text(post),
      ])
  }

  /// When the first record of each unit and period was made.
  static func first(
    _ cadence: Cadence, in place: PlaceCode, from first: Day, through last: Day, on connection: Connection
  ) throws(Problem) -> [DutyUnit: [Day: Instant]] {
    let rows = try connection.rows(
      """
      SELECT place, subject, first_day, MIN(at) FROM duty_record INDEXED BY duty_record_by_cadence
      WHERE cadence = ? AND place BETWEEN ? AND ? AND first_day BETWEEN ? AND ?
      GROUP BY place, subject, first_day
      """,
      [
        .text(cadence.code), .int(place.subtree.lowerBound), .int(place.subtree.upperBound), .day(first),
        .day(last),
      ]
    ) { (row) throws(Problem) in
      (DutyUnit(code(row.int(0)), subject: row.text(1)), row.day(2), Instant(milliseconds: row.int(3)))
    }
    return rows.reduce(into: [:]) { $0[$1.0, default: [:]][$1.1] = $1.2 }
  }

  private static func read(_ row: Statement, _ period: WorkPeriod) -> DutyRecord {
    DutyRecord(
      unit: DutyUnit(code(row.int(0)), subject: row.text(2)), cadence: row.text(1), period: period,
      sequence: Int(row.int(4)), heldOn: row.day(5), answers: answers(row.text(6)),
      at: Instant(milliseconds: row.int(7)), actor: row.text(8))
  }

  private static func answers(_ text: String) -> [String: String] {
    guard let answers = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else {
      preconditionFailure("a record was stored with its answers")
    }
    return answers
  }

  private static func code(_ number: Int64) -> PlaceCode {
    guard let place = PlaceCode(number: number) else {
      preconditionFailure("a record was stored with the code of its place")
    }
    return place
  }
}
