// SQL of single rows of the last run: one household's findings and mask, one group, one place.

import Database
import Kernel

/// What is kept of a household that some rule holds for. **Unit**: fen a living member.
struct HouseholdMask {
  let mask: Int64
  let perHead: Int64?
  let members: Int64

  init(_ mask: Int64, members: Int64, netIncome: Int64?) {
    (self.mask, self.members) = (mask, members)
    perHead = members > 0 ? netIncome.map { $0 / members } : nil
  }

  /// Of a run over one household.
  init(_ result: ScreeningResult) {
    self.init(
      result.masks()[0], members: result.members()[0],
      netIncome: result.output(named: "net_income").flatMap { result.value($0, 0) })
  }
}

/// A finding as it is stored, beside its rule and household.
struct StoredFinding: Equatable {
  let county: Int64
  let place: Int64
  let version: String
  let facts: String
}

/// A finding of one rule, by its name.
struct RuleFinding {
  let rule: String
  let stored: StoredFinding
}

extension FindingStore {
  /// Makes a household's findings those of `found`, where `left` are those that are stored: only differences
  /// are written.
  static func move(
    _ household: Int64, from left: [String: StoredFinding], to found: [RuleFinding],
    on connection: Connection
  ) throws(Problem) {
    var left = left
    for finding in found {
      let known = left[finding.rule]
      // One of another county has a key of its own, and goes.
      if known?.county == finding.stored.county { left[finding.rule] = nil }
      if known == finding.stored { continue }
      try put(finding.stored, rule: finding.rule, of: household, on: connection)
    }
    for (rule, finding) in left {
      try remove(rule, of: household, county: finding.county, on: connection)
    }
  }

  /// A household's findings by rule.
  static func findings(of household: Int64, county: Int64, on connection: Connection) throws(Problem)
    -> [String: StoredFinding]
  {
    let statement = try connection.statement(
      "SELECT rule, place, version, facts FROM finding WHERE county = ? AND household = ?")
    defer { statement.reset() }
    statement.bind(1, county)
    statement.bind(2, household)
    var findings: [String: StoredFinding] = [:]
    while try statement.step() {
      findings[statement.text(0)] = StoredFinding(
        county: county, place: statement.int(1), version: statement.text(2), facts: statement.text(3))
    }
    return findings
  }

  static func put(_ finding: StoredFinding, rule: String, of household: Int64, on connection: Connection)
    throws(Problem)
  {
    try connection.statement(
      """
      INSERT OR REPLACE INTO finding (county, household, rule, place, version, facts)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    ).run([
      .int(finding.county), .int(household), .text(rule), .int(finding.place), .text(finding.version),
      .text(finding.facts),
    ])
  }

  static func remove(_ rule: String, of household: Int64, county: Int64, on connection: Connection)
    throws(Problem)
  {
    try connection.statement("DELETE FROM finding WHERE county = ? AND household = ? AND rule = ?")
      .run([.int(county), .int(household), .text(rule)])
  }

  /// 0 where no rule held.
  static func mask(_ household: Int64, place: Int64, on connection: Connection) throws(Problem) -> Int64 {
    let statement = try connection.statement(
      "SELECT mask FROM household_mask WHERE county = ? AND place = ? AND household = ?")
    defer { statement.reset() }
    statement.bind([.int(place / 1_000_000_000), .int(place), .int(household)])
    return try statement.step() ? statement.int(0) : 0
  }

  /// Writes the mask where it is not the same already.
  static func put(_ mask: HouseholdMask, of household: Int64, place: Int64, on connection: Connection)
    throws(Problem)
  {
    try connection.statement(
      """
      INSERT INTO household_mask (county, place, household, mask, per_head, members) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, place, household) DO UPDATE
      SET mask = excluded.mask, per_head = excluded.per_head, members = excluded.members
      WHERE mask <> excluded.mask OR per_head IS NOT excluded.per_head OR members <> excluded.members
      """
    ).run([
      .int(place / 1_000_000_000), .int(place), .int(household), .int(mask.mask), .int(mask.perHead),
      .int(mask.members),
    ])
    try UrgencyStore.noteChange(on: connection)
  }

  static func removeMask(_ household: Int64, place: Int64, on connection: Connection) throws(Problem) {
    try connection.statement(
      "DELETE FROM household_mask WHERE county = ? AND place = ? AND household = ?"
    ).run([.int(place / 1_000_000_000), .int(place), .int(household)])
    try UrgencyStore.noteChange(on: connection)
  }

  /// The households of a group, none where it had none.
  static func group(_ place: Int64, on connection: Connection) throws(Problem) -> ScreenedGroup {
    let statement = try connection.statement(
      "SELECT households FROM screened_group WHERE county = ? AND place = ?")
    defer { statement.reset() }
    statement.bind([.int(place / 1_000_000_000), .int(place)])
    return ScreenedGroup(bytes: try statement.step() ? statement.bytes(0) : [])
  }

  static func eachGroup(on connection: Connection, _ body: (Int64, ScreenedGroup) -> Void) throws(Problem) {
    let statement = try connection.statement("SELECT place, households FROM screened_group")
    defer { statement.reset() }
    while try statement.step() { body(statement.int(0), ScreenedGroup(bytes: statement.bytes(1))) }
  }

  /// A group without households has no row.
  static func put(_ group: ScreenedGroup, place: Int64, on connection: Connection) throws(Problem) {
    let key: [SQLValue] = [.int(place / 1_000_000_000), .int(place)]
    guard !group.bytes.isEmpty else {
      return try connection.statement("DELETE FROM screened_group WHERE county = ? AND place = ?").run(key)
    }
    try connection.statement(
      "INSERT OR REPLACE INTO screened_group (county, place, households) VALUES (?, ?, ?)"
    ).run(key + [.bytes(group.bytes)])
  }

  /// Moves the counts of a place in a run; a place without households has none.
  static func add(_ delta: PlaceDelta, to place: Int64, run: Int64, on connection: Connection)
    throws(Problem)
  {
    guard !delta.isZero, let code = PlaceCode(number: place) else { return }
    let known = try FindingQueryStore.counts(of: code, run: run, on: connection)
    let moved = delta.moved(known ?? PlaceCount(place: code, ruleCount: delta.rules.count))
    if moved.households == 0 {
      return try connection.statement("DELETE FROM place_count WHERE county = ? AND place = ? AND run = ?")
        .run([.int(code.county), .int(place), .int(run)])
    }
    let statement = try connection.statement(
      """
      INSERT OR REPLACE INTO place_count (county, place, run, households, persons, hit, candidates, rules)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    bind(moved, run: run, to: statement)
    try statement.run()
  }

  /// Writes what places of a run have now; false where the run has no such place.
  static func set(_ counts: [PlaceCount], run: Int64, on connection: Connection) throws(Problem) -> Bool {
    let statement = try connection.statement(
      """
      UPDATE place_count SET households = ?4, persons = ?5, hit = ?6, candidates = ?7, rules = ?8
      WHERE county = ?1 AND place = ?2 AND run = ?3
      """)
    for count in counts {
      bind(count, run: run, to: statement)
      try statement.run()
      guard connection.changes == 1 else { return false }
    }
    return true
  }

  /// Moves the sums of a run.
  static func add(_ delta: PlaceDelta, findings: Int, toRun run: Int64, on connection: Connection)
    throws(Problem)
  {
    try connection.statement(
      """
      UPDATE screening_run SET households = households + ?, persons = persons + ?, findings = findings + ?
      WHERE id = ?
      """
    ).run([.int(delta.households), .int(delta.persons), .int(findings), .int(run)])
  }
}
