// SQL that reads the findings of the last screening for the intake of clues.

import Casework
import Database
import Kernel

/// A finding as the intake needs it.
struct ClueFinding {
  let household: Int64
  let place: Int64
  let rule: String
}

enum ClueIntakeStore {
  /// Findings of whole households behind one, by household; `limit` households at most.
  static func findings(
    county: Int64, after household: Int64, exclusions: Int64, limit: Int, on connection: Connection
  ) throws(Problem) -> [ClueFinding] {
    let last = try connection.number(
      """
      SELECT COALESCE(MAX(household), 0) FROM (SELECT DISTINCT household FROM finding
        WHERE county = ? AND household > ? ORDER BY household LIMIT ?)
      """, [.int(county), .int(household), .int(limit)])
    return try connection.rows(
      """
      SELECT f.household, f.place, f.rule FROM finding f
      JOIN household_mask m
        ON m.county = f.place / 1000000000 AND m.place = f.place AND m.household = f.household
      WHERE f.county = ? AND f.household > ? AND f.household <= ? AND m.mask & ? = 0
      ORDER BY f.household, f.rule
      """, [.int(county), .int(household), .int(last), .int(exclusions)]
    ) { (row) throws(Problem) in
      ClueFinding(household: row.int(0), place: row.int(1), rule: row.text(2))
    }
  }
}
