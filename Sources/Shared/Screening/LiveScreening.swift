// A screened city that follows changes: one household is screened again, and its places are counted anew.

package import Columns
package import Kernel
import RuleValues
package import Rules

/// Findings of a household that came and went with a change.
package struct FindingChange: Sendable {
  package let household: Int64
  package let place: PlaceCode
  /// In the order of the library.
  package let came: [Rule]
  package let went: [Rule]
}

/// Holds a city, which rules hold for each household, and the counts of all places, and keeps all of them
/// true while the register changes. Changed households lie beside the city's columns, which never change.
package struct LiveScreening: Sendable {
  package let city: City
  private let screener: Screener
  /// By rule, as the register stands now.
  package private(set) var hits: [Bitmap]
  package private(set) var tally: PlaceTally
  private var living: [Int64]
  private var rows = KeyIndex()
  /// Changed households by their rows, each with all that is known of it.
  private var households: [Int: CityPart] = [:]
  /// Outages of changed groups, by the numbers of the groups.
  private var outages: [Int: Table] = [:]
  /// What the households of each county are judged by.
  private let constants: [Int64: [String: Value]]
  private let livingOutput: Int?

  /// Screens the city once.
  package init(_ screener: Screener, city: City) throws(Problem) {
    try self.init(screener, screener.run(over: city))
  }

  /// - Parameter result: What `screener` answered under the city's own parameters.
  package init(_ screener: Screener, _ result: ScreeningResult) throws(Problem) {
    (self.screener, city) = (screener, result.city)
    hits = result.library.rules.indices.map { result.hits($0) }
    tally = result.tally()
    living = result.members()
    livingOutput = result.output(named: "living_members")
    rows.reserve(city.householdCount)
    for (row, number) in city.numbers.enumerated() { rows.insert(number, row: Int32(row)) }
    var constants: [Int64: [String: Value]] = [:]
    for (rows, values) in try screener.constants(of: city, overrides: [:]) {
      constants[city.places[rows.lowerBound] / 1_000_000_000] = values
    }
    self.constants = constants
  }

  /// How many households differ from the city's columns.
  package var changedCount: Int { households.count }

  /// Takes a change over and screens whom it concerns.
  /// **Shape**: a line for each household whose findings came or went, in the order of the city.
  /// **Problems**: an unknown household or group, and rows that fit no table; then nothing has changed.
  @discardableResult
  package mutating func apply(_ change: CityChange) throws(Problem) -> [FindingChange] {
    switch change {
    case .household(let number, let changes):
      let row = Int(rows.row(of: number))
      guard row >= 0 else { throw ScreeningProblems.unknownHousehold(number) }
      var part = part(of: row)
      for one in changes { try part.apply(one) }
      let found = screen(part, row..<row + 1)
      households[row] = part
      return take(found, row..<row + 1)
    case .group(let code, let changes):
      guard let group = tally.tree.group(of: code) else { throw ScreeningProblems.unknownGroup(code) }
      return try apply(changes, toGroup: group)
    }
  }

  private mutating func apply(_ changes: [RowChange], toGroup group: Int) throws(Problem) -> [FindingChange] {
    let run = tally.tree.rows(ofGroup: group)
    var part = CityPart(city, rows: run)
    if let known = outages[group] { part.setOutages(known) }
    for one in changes {
      guard one.record == "WaterOutage" else { throw ScreeningProblems.noRecord(one.record) }
      try part.apply(one)
    }
    guard let now = part.tables["WaterOutage"] else { throw ScreeningProblems.noRecord("WaterOutage") }
    outages[group] = now
    var changed: [FindingChange] = []
    let found = screen(part, run)
    for row in run {
      // A household that differs from the columns is screened as it is now.
      guard var own = households[row] else {
        changed += take(found.row(row - run.lowerBound), row..<row + 1)
        continue
      }
      own.setOutages(now)
      households[row] = own
      changed += take(screen(own, row..<row + 1), row..<row + 1)
    }
    return changed
  }

  /// A household as it stands now.
  package func household(_ number: Int64) -> City? {
    let row = Int(rows.row(of: number))
    return row < 0 ? nil : part(of: row).city
  }

  /// Screens the whole city anew, changed households included.
  package mutating func screenAll() throws(Problem) {
    let result = try screener.run(over: city)
    hits = result.library.rules.indices.map { result.hits($0) }
    tally = result.tally()
    living = result.members()
    for (group, table) in outages {
      var part = CityPart(city, rows: tally.tree.rows(ofGroup: group))
      part.setOutages(table)
      _ = take(screen(part, tally.tree.rows(ofGroup: group)), tally.tree.rows(ofGroup: group))
    }
    for (row, part) in households { _ = take(screen(part, row..<row + 1), row..<row + 1) }
  }

  /// Households with at least one risk.
  package var atRisk: Bitmap {
    var joined = Bitmap(length: city.householdCount)
    for (number, rule) in screener.library.rules.enumerated() where rule.kind == .risk {
      joined.formOr(hits[number])
    }
    return joined
  }

  private func part(of row: Int) -> CityPart {
    if let known = households[row] { return known }
    var part = CityPart(city, rows: row..<row + 1)
    if !outages.isEmpty, let table = outages[tally.tree.group(ofRow: row)] { part.setOutages(table) }
    return part
  }

  /// What was found of some neighbouring households: a mask over the rules and the living members of each.
  private struct Found {
    var rules: [Int64]
    var living: [Int64]

    func row(_ row: Int) -> Found { Found(rules: [rules[row]], living: [living[row]]) }
  }

  private func screen(_ part: CityPart, _ run: Range<Int>) -> Found {
    let county = city.places[run.lowerBound] / 1_000_000_000
    guard let constants = constants[county] else {
      preconditionFailure("every county of the city has its constants")
    }
    let frame = part.frame
    let outcome = screener.plan.run(
      over: frame, rows: 0..<run.count, constants: constants, blockRows: min(run.count, Plan.blockRows))
    var rules = [Int64](repeating: 0, count: run.count)
    for (number, hits) in outcome.hits.enumerated() { hits.forEach { rules[$0] |= 1 << Int64(number) } }
    let members = frame["Household"].lists["members"]
    let living =
      livingOutput.map { Array(outcome.outputs[$0].values) }
      ?? run.indices.map { Int64(members?.rows(of: $0 - run.lowerBound).count ?? 0) }
    return Found(rules: rules, living: living)
  }

  /// Moves bits and counts to what was found.
  private mutating func take(_ found: Found, _ run: Range<Int>) -> [FindingChange] {
    var changes: [FindingChange] = []
    for row in run {
      let (new, people) = (found.rules[row - run.lowerBound], found.living[row - run.lowerBound])
      var old: Int64 = 0
      for rule in hits.indices where hits[rule][row] { old |= 1 << Int64(rule) }
      guard old != new || living[row] != people else { continue }
      tally.move(
        group: tally.tree.group(ofRow: row), from: screener.share(old, living: Int(living[row])),
        to: screener.share(new, living: Int(people)))
      living[row] = people
      guard old != new else { continue }
      for rule in hits.indices where (old ^ new) >> Int64(rule) & 1 == 1 { hits[rule][row].toggle() }
      guard let place = PlaceCode(number: city.places[row]) else {
        preconditionFailure("a household of the register lives in a valid place")
      }
      changes.append(
        FindingChange(
          household: city.numbers[row], place: place, came: screener.rules(new & ~old),
          went: screener.rules(old & ~new)))
    }
    return changes
  }
}

extension CityPart {
  /// The outages of the part's one group.
  fileprivate mutating func setOutages(_ table: Table) {
    guard let group = tables["Group"], let list = group.lists["water_outages"] else { return }
    tables["WaterOutage"] = table
    tables["Group"] = Table(
      group.recordType, rowCount: group.rowCount, columns: group.columns,
      lists: ["water_outages": ChildList(table: list.table, counts: [table.rowCount])],
      references: group.references)
  }
}
