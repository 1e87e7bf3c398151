// SQL of screening: the last run with its findings, and counts per place.

package import Access
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
  /// - Parameter key: comes again where the same run is asked for again, which is answered by the run that is
  ///   kept; empty takes the request's name.
  /// **Problems**: `access.permission.missing`, `access.command.key` where the key stands for a run of
  /// another day or of other rules.
  package static func save(
    _ result: ScreeningResult, by act: Act, as visitor: Visitor?, key: String = "", on connection: Connection
  ) throws(Problem) -> StoredRun {
    let command = Command(
      "screening.run", permission: .screeningRun, key: key,
      body: "\(result.city.asOf) \(result.library.fingerprint)")
    let answer = try Door.run(command, by: act, as: visitor, county: 0, on: connection) {
      (connection) throws(Problem) in
      let run = try store(result, at: act.at, on: connection)
      return Outcome(
        answer: String(run), subject: String(run),
        details: JSONText.object([
          "asOf": JSONText.quoted(result.city.asOf.description),
          "rules": JSONText.quoted(result.library.fingerprint),
          "households": String(result.city.householdCount), "findings": String(result.findingCount),
        ]))
    }
    guard let run = try stored("WHERE id = ?", [.int(Int64(answer.text))], on: connection) else {
      preconditionFailure("a run that was answered is kept")
    }
    return run
  }

  private static func store(
    _ result: ScreeningResult, at instant: Instant, on connection: Connection
  ) throws(Problem) -> Int64 {
    let counts = result.placeCounts()
    let cities = counts.filter { $0.place.level == .city }
    let run = StoredRun(
      number: try connection.number("SELECT COALESCE(MAX(id), 0) + 1 FROM screening_run"),
      asOf: result.city.asOf,
      at: instant, rules: result.library.fingerprint, households: result.city.householdCount,
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
    return run.number
  }

  package static func lastRun(on connection: Connection) throws(Problem) -> StoredRun? {
    try stored("ORDER BY id DESC LIMIT 1", [], on: connection)
  }

  private static func stored(
    _ which: String, _ values: [SQLValue], on connection: Connection
  ) throws(Problem) -> StoredRun? {
    try connection.row(
      "SELECT id, as_of, at, rules, households, persons, findings, faults FROM screening_run \(which)", values
    ) { (row) throws(Problem) in
      StoredRun(
        number: row.int(0), asOf: row.day(1), at: Instant(milliseconds: row.int(2)), rules: row.text(3),
        households: Int(row.int(4)), persons: Int(row.int(5)), findings: Int(row.int(6)),
        faults: Int(row.int(7)))
    }
  }
}
