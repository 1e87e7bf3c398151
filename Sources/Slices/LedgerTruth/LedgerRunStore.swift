// SQL that keeps what a run over the ledger found: new issues, changed ones, and those that are gone.

import Columns
package import Database
package import Kernel
import Registry
import Rules
package import Screening
import Sheets

/// A run that was kept. **Unit**: issues.
package struct LedgerRun: Equatable, Sendable {
  package let number: Int64
  package let asOf: Day
  package let at: Instant
  /// The fingerprint of the rules.
  package let rules: String
  package let households: Int
  package let persons: Int
  /// What the rules found, issues of before among it.
  package var found = 0
  package var opened = 0
  /// Found no more: to be rechecked.
  package var gone = 0
}

package enum LedgerRunStore {
  package static func last(on connection: Connection) throws(Problem) -> LedgerRun? {
    try connection.row(
      """
      SELECT id, as_of, at, rules, households, persons, found, opened, gone FROM ledger_run
      WHERE county = 0 ORDER BY id DESC LIMIT 1
      """
    ) { (row) throws(Problem) in
      LedgerRun(
        number: row.int(0), asOf: row.day(1), at: Instant(milliseconds: row.int(2)), rules: row.text(3),
        households: Int(row.int(4)), persons: Int(row.int(5)), found: Int(row.int(6)),
        opened: Int(row.int(7)), gone: Int(row.int(8)))
    }
  }

  /// Opens, changes and takes note, county by county in the order of the keys; closes nothing.
  /// - Parameter result: What the rules on the ledger find of the whole register.
  /// **Problems**: `ledger.run.earlier`.
  package static func keep(
    _ result: ScreeningResult, at instant: Instant, on connection: Connection
  ) throws(Problem) -> LedgerRun {
    let last = try last(on: connection)
    if let last, result.city.asOf < last.asOf { throw LedgerProblems.earlierDay(last.asOf) }
    let counts = result.placeCounts()
    let persons = counts.filter { $0.place.level == .city }.reduce(0) { $0 + $1.persons }
    var run = LedgerRun(
      number: (last?.number ?? 0) + 1, asOf: result.city.asOf, at: instant, rules: result.library.fingerprint,
      households: result.city.householdCount, persons: persons)
    var merger = try LedgerMerger(run: run, library: result.library, on: connection)
    try merger.merge(result)
    try merger.mergeRefusedRows()
    (run.found, run.opened, run.gone) = (merger.found, merger.opened, merger.gone)
    try save(run, on: connection)
    try save(counts, on: connection)
    return run
  }

  private static func save(_ run: LedgerRun, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO ledger_run (county, id, as_of, at, rules, households, persons, found, opened, gone)
      VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(run.number), .day(run.asOf), .int(run.at.milliseconds), .text(run.rules), .int(run.households),
        .int(run.persons), .int(run.found), .int(run.opened), .int(run.gone),
      ])
  }

  private static func save(_ counts: [PlaceCount], on connection: Connection) throws(Problem) {
    try connection.run("DELETE FROM ledger_place")
    let statement = try connection.statement(
      "INSERT INTO ledger_place (county, place, households, persons) VALUES (?, ?, ?, ?)")
    for count in counts {
      try statement.run([
        .int(count.place.county), .int(count.place.number), .int(count.households), .int(count.persons),
      ])
    }
  }
}

/// Brings the issues of a store to what a run found.
struct LedgerMerger {
  let run: LedgerRun
  let library: RuleLibrary
  let connection: Connection
  private(set) var found = 0
  private(set) var opened = 0
  private(set) var gone = 0
  private let insertion: Statement
  private let change: Statement
  private let leave: Statement

  init(run: LedgerRun, library: RuleLibrary, on connection: Connection) throws(Problem) {
    (self.run, self.library, self.connection) = (run, library, connection)
    insertion = try connection.statement(
      """
      INSERT INTO ledger_issue (county, id, rule, version, household, import, line, place, is_block, facts,
        found_run, found_on, due, previous)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    change = try connection.statement(
      "UPDATE ledger_issue SET version = ?, facts = ?, place = ?, gone_run = NULL WHERE county = ? AND id = ?"
    )
    leave = try connection.statement("UPDATE ledger_issue SET gone_run = ? WHERE county = ? AND id = ?")
  }

  /// By what an issue is found again.
  private struct Key: Hashable {
    let rule: String
    let subject: LedgerSubject
  }

  /// A rule as issues know it.
  private struct Origin {
    let code: String
    let version: String
    let severity: RuleSeverity
    let days: Int
  }

  mutating func merge(_ result: ScreeningResult) throws(Problem) {
    let ranges = Dictionary(uniqueKeysWithValues: result.city.countyRanges.map { ($0.county, $0.rows) })
    let facts = FindingFacts(result)
    let masks = result.masks()
    let stored = try connection.rows(
      "SELECT DISTINCT county FROM ledger_issue WHERE household > 0"
    ) { (row) throws(Problem) in row.int(0) }
    for county in Set(stored).union(ranges.keys).sorted() {
      var known = try known(ofCounty: county, households: true)
      let rows = ranges[county] ?? 0..<0
      try meet(rows, of: county, masks, facts, result, &known)
      try drop(known, ofCounty: county, sparing: undecided(result, rows))
    }
  }

  private mutating func meet(
    _ rows: Range<Int>, of county: Int64, _ masks: [Int64], _ facts: FindingFacts, _ result: ScreeningResult,
    _ known: inout [Key: KnownIssue]
  ) throws(Problem) {
    let constants = try facts.constants(of: county)
    let origins = library.rules.map {
      Origin(code: $0.code, version: $0.ruleVersion, severity: $0.severity, days: $0.checkWithinDays)
    }
    let bits = library.rules.map(\.bit)
    var next = try nextNumber(ofCounty: county)
    for row in rows where masks[row] != 0 {
      let place = result.city.places[row]
      for rule in bits.indices where masks[row] & bits[rule] != 0 {
        let key = Key(rule: origins[rule].code, subject: .household(result.city.numbers[row]))
        let issue = FoundIssue(
          version: origins[rule].version, facts: facts.text(rule: rule, row: row, constants: constants),
          place: place)
        try take(key, origins[rule], issue, county, known.removeValue(forKey: key), &next)
      }
    }
  }

  /// Rows of feeds that speak of nobody registered: help that reaches people outside the ledger. They are the
  /// city's, as long as the store has one city alone: a refused row tells no place.
  mutating func mergeRefusedRows() throws(Problem) {
    let cities = try PlaceStore.cities(asOf: run.asOf, on: connection)
    guard cities.count == 1 else { return }
    let (city, county) = (cities[0].code.number, cities[0].code.county)
    var known = try known(ofCounty: county, households: false)
    var next = try nextNumber(ofCounty: county)
    for rule in library.unwritten {
      guard case .told(let feeds, let severity, let days) = rule.standing else { continue }
      let origin = Origin(code: rule.code, version: rule.code, severity: severity, days: days)
      for feed in feeds {
        let rows = try ImportStore.quarantinedPlaces(kind: feed, code: .unknown, on: connection)
        for row in rows {
          let key = Key(
            rule: rule.code, subject: .refusedRow(importNumber: row.importNumber, line: row.line))
          let issue = FoundIssue(
            version: rule.code, facts: "{\"feed\":\(JSONText.quoted(feed))}", place: city)
          try take(key, origin, issue, county, known.removeValue(forKey: key), &next)
        }
      }
    }
    try drop(known, ofCounty: county, sparing: [])
  }

  private mutating func take(
    _ key: Key, _ origin: Origin, _ issue: FoundIssue, _ county: Int64, _ known: KnownIssue?,
    _ next: inout Int64
  ) throws(Problem) {
    found += 1
    switch LedgerIssueSteps.turn(known, found: issue) {
    case .nothing, .gone: return
    case .changed:
      guard let known else { preconditionFailure("what is changed is known") }
      try change.run([
        .text(issue.version), .text(issue.facts), .int(issue.place), .int(county), .int(known.number),
      ])
    case .new(let previous):
      try insert(key, origin, issue, county, next, previous)
      next += 1
      opened += 1
    }
  }

  private func insert(
    _ key: Key, _ origin: Origin, _ issue: FoundIssue, _ county: Int64, _ number: Int64, _ previous: Int64?
  ) throws(Problem) {
    let (importNumber, line): (Int64, Int64) =
      if case .refusedRow(let importNumber, let line) = key.subject { (importNumber, line) } else { (0, 0) }
    try insertion.run([
      .int(county), .int(number), .text(origin.code), .text(issue.version), .int(key.subject.household ?? 0),
      .int(importNumber), .int(line), .int(issue.place), .int(origin.severity == .block ? 1 : 0),
      .text(issue.facts), .int(run.number), .day(run.asOf), .day(begun.adding(days: origin.days)),
      .int(previous),
    ])
  }

  /// The days to answer count from when it was told, which may be long after the day that was looked at.
  private var begun: Day { max(run.asOf, run.at.day()) }

  /// What is known and was not found; a rule that is no longer there says nothing, nor does one that cannot
  /// be judged.
  private mutating func drop(
    _ known: [Key: KnownIssue], ofCounty county: Int64, sparing undecided: Set<Key>
  ) throws(Problem) {
    let codes = Set(library.rules.map(\.code) + library.unwritten.map(\.code))
    let left = known.filter { codes.contains($0.key.rule) && !undecided.contains($0.key) }
    for issue in left.values.sorted(by: { $0.number < $1.number })
    where LedgerIssueSteps.turn(issue, found: nil) == .gone {
      try leave.run([.int(run.number), .int(county), .int(issue.number)])
      gone += 1
    }
  }

  private func undecided(_ result: ScreeningResult, _ rows: Range<Int>) -> Set<Key> {
    var keys: Set<Key> = []
    for (number, rule) in library.rules.enumerated() {
      guard let faults = result.faults(number) else { continue }
      for row in rows where faults[row] {
        keys.insert(Key(rule: rule.code, subject: .household(result.city.numbers[row])))
      }
    }
    return keys
  }

  /// The latest issue of each rule and subject.
  private func known(ofCounty county: Int64, households: Bool) throws(Problem) -> [Key: KnownIssue] {
    let statement = try connection.statement(
      """
      SELECT id, rule, household, import, line, version, facts, place, fixed_at, gone_run, confirmed_at,
        closed_at, assigned_at
      FROM ledger_issue WHERE county = ? AND household \(households ? ">" : "=") 0 ORDER BY id
      """)
    defer { statement.reset() }
    statement.bind([.int(county)])
    var known: [Key: KnownIssue] = [:]
    while try statement.step() {
      let household = statement.int(2)
      let subject: LedgerSubject =
        household > 0
        ? .household(household) : .refusedRow(importNumber: statement.int(3), line: statement.int(4))
      let state: LedgerState =
        if !statement.isNull(11) {
          .closed
        } else if !statement.isNull(10) {
          .confirmed
        } else if !statement.isNull(8) || !statement.isNull(9) {
          .fixed
        } else {
          statement.isNull(12) ? .open : .assigned
        }
      known[Key(rule: statement.text(1), subject: subject)] = KnownIssue(
        number: statement.int(0), state: state, isGone: !statement.isNull(9), version: statement.text(5),
        facts: statement.text(6), place: statement.int(7))
    }
    return known
  }

  private func nextNumber(ofCounty county: Int64) throws(Problem) -> Int64 {
    try connection.number(
      "SELECT COALESCE(MAX(id), 0) + 1 FROM ledger_issue WHERE county = ?", [.int(county)])
  }
}
