// SQL that keeps what a run found: findings, masks, the households of groups, counts of places.

import Database
import Kernel
import Rules

enum FindingStore {
  /// Puts the findings and masks of a run in the place of the last run's, and its counts beside theirs.
  static func replaceAll(
    by result: ScreeningResult, counts: [PlaceCount], run: Int64, on connection: Connection
  ) throws(Problem) {
    // Without a condition SQLite frees whole tables, not row after row.
    for table in ["finding", "household_mask", "screened_group"] {
      try connection.run("DELETE FROM \(table)")
    }
    try saveFindings(result, on: connection)
    try saveMasks(result, on: connection)
    try UrgencyStore.noteChange(on: connection)
    try saveGroups(result, on: connection)
    try saveCounts(counts, run: run, on: connection)
  }

  /// In the order of the key, so that the table grows at its end.
  private static func saveFindings(_ result: ScreeningResult, on connection: Connection) throws(Problem) {
    let statement = try connection.statement(
      "INSERT INTO finding (county, household, rule, place, version, facts) VALUES (?, ?, ?, ?, ?, ?)")
    let names = result.library.rules.map { ArraySlice($0.name.utf8) }
    let versions = result.library.rules.map { ArraySlice($0.ruleVersion.utf8) }
    let (numbers, places) = (result.city.numbers, result.city.places)
    let cutter = try FindingCutter(result)
    let pieces = Lookahead(count: cutter.count) { cutter.piece($0) }
    for number in 0..<cutter.count {
      let piece = pieces.take(number)
      statement.bind(1, piece.county)
      var start = 0
      for finding in piece.rows.indices {
        let (row, rule, end) = (Int(piece.rows[finding]), Int(piece.rules[finding]), Int(piece.ends[finding]))
        statement.bind(2, numbers[row])
        statement.bind(3, utf8: names[rule])
        statement.bind(4, places[row])
        statement.bind(5, utf8: versions[rule])
        statement.bind(6, utf8: piece.facts[start..<end])
        try statement.run()
        start = end
      }
    }
  }

  private static func saveMasks(_ result: ScreeningResult, on connection: Connection) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO household_mask (county, place, household, mask, per_head, members) VALUES (?, ?, ?, ?, ?, ?)
      """)
    let (masks, members) = (result.masks(), result.members())
    let income = result.output(named: "net_income")
    for (row, mask) in masks.enumerated() where mask != 0 {
      let net = income.flatMap { result.value($0, row) }
      let own = HouseholdMask(mask, members: members[row], netIncome: net)
      statement.bind(1, result.city.places[row] / 1_000_000_000)
      statement.bind(2, result.city.places[row])
      statement.bind(3, result.city.numbers[row])
      statement.bind(4, own.mask)
      statement.bind(5, own.perHead)
      statement.bind(6, own.members)
      try statement.run()
    }
  }

  private static func saveGroups(_ result: ScreeningResult, on connection: Connection) throws(Problem) {
    let statement = try connection.statement(
      "INSERT INTO screened_group (county, place, households) VALUES (?, ?, ?)")
    let (tree, members) = (result.city.tree, result.members())
    for group in tree.groups {
      var households = ScreenedGroup()
      for row in tree.rows(ofGroup: group) {
        households.append(result.city.numbers[row], living: Int(members[row]))
      }
      statement.bind(1, tree.places[group].county)
      statement.bind(2, tree.places[group].number)
      statement.bind(3, households.bytes)
      try statement.run()
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
    for count in counts.sorted(by: { $0.place < $1.place }) {
      bind(count, run: run, to: statement)
      try statement.run()
    }
  }

  static func bind(_ count: PlaceCount, run: Int64, to statement: Statement) {
    statement.bind(1, count.place.county)
    statement.bind(2, count.place.number)
    statement.bind(3, run)
    statement.bind(4, count.households)
    statement.bind(5, count.persons)
    statement.bind(6, count.hit)
    statement.bind(7, count.candidates)
    var text: [UInt8] = []
    text.reserveCapacity(count.rules.count * 6)
    for (rule, number) in count.rules.enumerated() {
      if rule > 0 { text.append(UInt8(ascii: " ")) }
      text.append(decimal: Int64(number))
    }
    statement.bind(8, utf8: text[...])
  }
}
