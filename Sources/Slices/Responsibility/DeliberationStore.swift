// SQL of deliberations and their stages.

import Casework
import Database
import Kernel

enum DeliberationStore {
  static func next(county: Int64, on connection: Connection) throws(Problem) -> DeliberationNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM deliberation WHERE county = ?", [.int(county)])
    return DeliberationNumber(county: county, number: last + 1)
  }

  /// Keeps a matter; of its stages only those that are new are written.
  static func save(_ matter: Deliberation, on connection: Connection) throws(Problem) {
    let key: [SQLValue] = [.int(matter.id.county), .int(matter.id.number)]
    try connection.run(
      """
      INSERT INTO deliberation (county, number, place, title, begun_on, begun_by) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO NOTHING
      """,
      key + [.int(matter.place.number), .text(matter.title), .day(matter.begunOn), .text(matter.begunBy)])
    for (index, held) in matter.held.enumerated() {
      try connection.run(
        """
        INSERT INTO deliberation_stage (county, deliberation, position, stage, held_on, entitled, present,
          agreed, against, abstained, words, actor)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (county, deliberation, position) DO NOTHING
        """,
        key + [
          .int(index + 1), .text(held.stage), .day(held.heldOn), .int(held.entitled), .int(held.present),
          .int(held.agreed), .int(held.against), .int(held.abstained), .text(held.words), .text(held.actor),
        ])
    }
  }

  static func matter(_ id: DeliberationNumber, on connection: Connection) throws(Problem) -> Deliberation? {
    let found = try connection.row(
      "\(head) WHERE county = ? AND number = ?", [.int(id.county), .int(id.number)], read)
    guard var matter = found else { return nil }
    matter.held = try held(matter.id, on: connection)
    return matter
  }

  /// Of a place's subtree, the newest first.
  static func matters(
    in place: PlaceCode, limit: Int, on connection: Connection
  ) throws(Problem) -> [Deliberation] {
    let rows = try connection.rows(
      "\(head) WHERE place BETWEEN ? AND ? ORDER BY begun_on DESC, county, number DESC LIMIT ?",
      [.int(place.subtree.lowerBound), .int(place.subtree.upperBound), .int(limit)], read)
    return try rows.map { (row) throws(Problem) in
      var matter = row
      matter.held = try held(row.id, on: connection)
      return matter
    }
  }

  private static let head = "SELECT county, number, place, title, begun_on, begun_by FROM deliberation"

  private static func held(_ id: DeliberationNumber, on connection: Connection) throws(Problem) -> [StageHeld]
  {
    try connection.rows(
      """
      SELECT stage, held_on, entitled, present, agreed, against, abstained, words, actor
      FROM deliberation_stage WHERE county = ? AND deliberation = ? ORDER BY position
      """, [.int(id.county), .int(id.number)]
    ) { (row) throws(Problem) in
      StageHeld(
        row.text(0), on: row.day(1), entitled: Int(row.int(2)), present: Int(row.int(3)),
        agreed: Int(row.int(4)), against: Int(row.int(5)), abstained: Int(row.int(6)), words: row.text(7),
        actor: row.text(8))
    }
  }

  private static func read(_ row: Statement) throws(Problem) -> Deliberation {
    guard let place = PlaceCode(number: row.int(2)) else {
      preconditionFailure("a matter was stored with the code of its place")
    }
    return Deliberation(
      id: DeliberationNumber(county: row.int(0), number: row.int(1)), place: place, title: row.text(3),
      begunOn: row.day(4), begunBy: row.text(5))
  }
}
