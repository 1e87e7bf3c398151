// SQL of screening: the last run with its findings, and counts per place.

import Access
import Columns
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
    try saveCounts(counts, run: run.number, on: connection)
    try saveMasks(result, on: connection)
    try saveFindings(result, on: connection)
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

  private static func saveCounts(_ counts: [PlaceCount], run: Int64, on connection: Connection)
    throws(Problem)
  {
    let statement = try connection.statement(
      """
      INSERT INTO place_count (county, place, run, households, persons, hit, candidates, rules)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    for count in counts {
      try statement.run([
        .int(count.place.county), .int(count.place.number), .int(run), .int(count.households),
        .int(count.persons),
        .int(count.hit), .int(count.candidates), .text(count.rules.map(String.init).joined(separator: " ")),
      ])
    }
  }

  private static func saveMasks(_ result: ScreeningResult, on connection: Connection) throws(Problem) {
    try connection.run("DELETE FROM household_mask")
    let statement = try connection.statement(
      """
      INSERT INTO household_mask (county, place, household, mask, per_head, members) VALUES (?, ?, ?, ?, ?, ?)
      """)
    let masks = result.masks()
    let members = result.members()
    let income = result.output(named: "net_income")
    for (row, mask) in masks.enumerated() where mask != 0 {
      statement.bind(1, result.city.places[row] / 1_000_000_000)
      statement.bind(2, result.city.places[row])
      statement.bind(3, result.city.numbers[row])
      statement.bind(4, mask)
      let net = income.flatMap { result.value($0, row) }
      statement.bind(5, members[row] > 0 ? net.map { $0 / members[row] } : nil)
      statement.bind(6, members[row])
      try statement.run()
    }
  }

  /// Findings in order of household, each with the facts and parameters that its rule names.
  private static func saveFindings(_ result: ScreeningResult, on connection: Connection) throws(Problem) {
    try connection.run("DELETE FROM finding")
    let statement = try connection.statement(
      "INSERT INTO finding (county, household, rule, place, version, facts) VALUES (?, ?, ?, ?, ?, ?)")
    let facts = FindingFacts(result)
    for (county, rows) in result.city.countyRanges {
      let constants = try facts.constants(of: county)
      for row in rows {
        for (rule, definition) in result.library.rules.enumerated() where result.hits(rule)[row] {
          statement.bind(1, county)
          statement.bind(2, result.city.numbers[row])
          statement.bind(3, definition.name)
          statement.bind(4, result.city.places[row])
          statement.bind(5, definition.ruleVersion)
          statement.bind(6, facts.json(rule: rule, row: row, constants: constants))
          try statement.run()
        }
      }
    }
  }
}
