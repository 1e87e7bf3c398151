// SQL of screening: the last run with its findings, and counts per place.

import Access
package import Database
package import Kernel
import Rules

/// What is known of a stored run.
package struct StoredRun: Sendable {
  package let number: Int64
  package let asOf: Day
  package let at: Instant
  /// The fingerprint of the rule library.
  package let rules: String
  package let households: Int
  package let persons: Int
  package let findings: Int
  package let faults: Int
}

package enum ScreeningStore {
  /// Keeps a run: its findings take the place of the last run's, its counts stand beside those of earlier
  /// runs.
  package static func save(_ result: ScreeningResult, act: Act, on connection: Connection) throws(Problem)
    -> StoredRun
  {
    let counts = result.placeCounts()
    let cities = counts.filter { $0.place.level == .city }
    let run = StoredRun(
      number: try connection.number("SELECT COALESCE(MAX(id), 0) + 1 FROM screening_run"),
      asOf: result.city.asOf,
      at: act.at, rules: result.library.fingerprint, households: result.city.householdCount,
      persons: cities.reduce(0) { $0 + $1.persons }, findings: result.findingCount, faults: result.faultCount)
    try connection.run(
      """
      INSERT INTO screening_run (county, id, as_of, at, rules, households, persons, findings, faults)
      VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(run.number), .day(run.asOf), .int(run.at.milliseconds), .text(run.rules), .int(run.households),
        .int(run.persons), .int(run.findings), .int(run.faults),
      ])
    try FindingStore.replaceAll(by: result, counts: counts, run: run.number, on: connection)
    try JournalStore.append(
      act, county: 0, action: "screening.run", subject: String(run.number),
      details: JSONText.object([
        "asOf": JSONText.quoted(run.asOf.description), "rules": JSONText.quoted(run.rules),
        "households": String(run.households), "findings": String(run.findings),
      ]), on: connection)
    return run
  }

  package static func lastRun(on connection: Connection) throws(Problem) -> StoredRun? {
    try connection.row(
      """
      SELECT id, as_of, at, rules, households, persons, findings, faults FROM screening_run
      ORDER BY id DESC LIMIT 1
      """
    ) { (row) throws(Problem) in
      StoredRun(
        number: row.int(0), asOf: row.day(1), at: Instant(milliseconds: row.int(2)), rules: row.text(3),
        households: Int(row.int(4)), persons: Int(row.int(5)), findings: Int(row.int(6)),
        faults: Int(row.int(7)))
    }
  }
}
