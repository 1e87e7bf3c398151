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
  let screener: Screener
  /// By rule, as the register stands now.
  package private(set) var hits: [Bitmap]
  package private(set) var tally: PlaceTally
  private var living: [Int64]
  private var rows = KeyIndex()
  /// The city's rows with the columns that rules read and rows are found by.
  private let lean: Frame
  /// Every table of that frame without rows.
  private let empty: [String: Table]
  /// Changed households by their rows, each with all that rules read of it.
  private var households: [Int: CityPart] = [:]
  /// Outages of changed groups, by the numbers of the groups.
  private var outages: [Int: Table] = [:]

  /// Screens the city once.
  package init(_ screener: Screener, city: City) throws(Problem) {
    try self.init(screener, screener.run(over: city))
  }

  /// - Parameter result: What `screener` answered under the city's own parameters.
  package init(_ screener: Screener, _ result: ScreeningResult) throws(Problem) {
    (self.screener, city) = (screener, result.city)
    lean = city.frame.keeping(screener.fieldNames.union(TableEdit.columnsOfPlaces))
    empty = CityPart(city, lean, rows: 0..<0).tables
    hits = result.library.rules.indices.map { result.hits($0) }
    tally = result.tally()
    living = result.members()
    rows.reserve(city.householdCount)
    for (row, number) in city.numbers.enumerated() { rows.insert(number, row: Int32(row)) }
  }

  /// How many households differ from the city's columns.
  package var changedCount: Int { households.count }

  /// Takes a change over and screens whom it concerns.
  /// **Shape**: a line for each household whose findings came or went, in the order of the city.
  /// **Problems**: an unknown household or group, and rows that fit no table; then nothing has changed.
  @discardableResult
  package mutating func apply(_ change: CityChange) throws(Problem) -> [FindingChange] {
    var former = Former()
    do throws(Problem) {
      let steps = try follow(change, &former)
      return steps.compactMap { tell(row: $0.row, from: $0.old, to: $0.new) }
    } catch {
      putBack(former)
      throw error
    }
  }

  /// The same, row by row that was looked at.
  mutating func follow(_ change: CityChange, _ former: inout Former) throws(Problem) -> [LiveStep] {
    switch change {
    case .household(let number, let changes):
      let row = Int(rows.row(of: number))
      guard row >= 0 else { throw ScreeningProblems.unknownHousehold(number) }
      var part = part(of: row)
      for one in changes { try part.apply(one) }
      let found = try screen(part, row..<row + 1)
      former.parts.append((row, households.updateValue(part, forKey: row)))
      return [take(row, found, 0, &former)]
    case .group(let code, let changes):
      guard let group = tally.tree.group(of: code) else { throw ScreeningProblems.unknownGroup(code) }
      return try follow(changes, ofGroup: group, &former)
    }
  }

  private mutating func follow(
    _ changes: [RowChange], ofGroup group: Int, _ former: inout Former
  ) throws(Problem) -> [LiveStep] {
    let run = tally.tree.rows(ofGroup: group)
    var part = CityPart(city, lean, rows: run, from: empty)
    if let known = outages[group] { part.setOutages(known) }
    for one in changes {
      guard one.record == "WaterOutage" else { throw ScreeningProblems.noRecord(one.record) }
      try part.apply(one)
    }
    guard let now = part.tables["WaterOutage"] else { throw ScreeningProblems.noRecord("WaterOutage") }
    let found = try screen(part, run)
    former.outages.append((group, outages.updateValue(now, forKey: group)))
    var steps: [LiveStep] = []
    for row in run {
      // A household that differs from the columns is screened as it is now.
      guard var own = households[row] else {
        steps.append(take(row, found, row - run.lowerBound, &former))
        continue
      }
      own.setOutages(now)
      former.parts.append((row, households.updateValue(own, forKey: row)))
      steps.append(take(row, try screen(own, row..<row + 1), 0, &former))
    }
    return steps
  }

  /// Puts back what was noted while changes were followed.
  mutating func putBack(_ former: Former) {
    for (row, part) in former.parts.reversed() { households[row] = part }
    for (group, table) in former.outages.reversed() { outages[group] = table }
    for (row, share) in former.shares.reversed() {
      move(row, from: screener.share(rules(ofRow: row), living: Int(living[row])), to: share)
    }
  }

  /// A household as it stands now. **Shape**: with the columns only that the library's rules read.
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
    var former = Former()
    for (group, table) in outages {
      let run = tally.tree.rows(ofGroup: group)
      var part = CityPart(city, lean, rows: run, from: empty)
      part.setOutages(table)
      let found = try screen(part, run)
      for row in run { _ = take(row, found, row - run.lowerBound, &former) }
    }
    for (row, part) in households { _ = take(row, try screen(part, row..<row + 1), 0, &former) }
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
    var part = CityPart(city, lean, rows: row..<row + 1, from: empty)
    if !outages.isEmpty, let table = outages[tally.tree.group(ofRow: row)] { part.setOutages(table) }
    return part
  }

  private func screen(_ part: CityPart, _ run: Range<Int>) throws(Problem) -> Found {
    let frame = part.frame
    let outcome = try screener.run(
      over: frame, rows: 0..<run.count, asOf: city.asOf, county: city.places[run.lowerBound] / 1_000_000_000)
    guard screener.livingOutput == nil else { return Found(outcome: outcome, members: nil) }
    return Found(outcome: outcome, members: frame["Household"].lists["members"])
  }

  /// What was found of some neighbouring households.
  private struct Found {
    let outcome: Outcome
    /// Where the library has no fact of living members.
    let members: ChildList?
  }

  /// Moves bits and counts to what was found of a row.
  private mutating func take(_ row: Int, _ found: Found, _ place: Int, _ former: inout Former) -> LiveStep {
    let old = screener.share(rules(ofRow: row), living: Int(living[row]))
    let people =
      screener.livingOutput.map { Int(found.outcome.outputs[$0].values[place]) }
      ?? found.members?.rows(of: place).count ?? 0
    let new = screener.share(screener.rules(found.outcome, row: place), living: people)
    if old != new {
      former.shares.append((row, old))
      move(row, from: old, to: new)
    }
    return LiveStep(row: row, old: old, new: new, outcome: found.outcome, place: place)
  }

  private func rules(ofRow row: Int) -> Int64 {
    var rules: Int64 = 0
    for rule in hits.indices where hits[rule][row] { rules |= 1 << Int64(rule) }
    return rules
  }

  private mutating func move(_ row: Int, from old: PlaceTally.Share, to new: PlaceTally.Share) {
    tally.move(group: tally.tree.group(ofRow: row), from: old, to: new)
    living[row] = Int64(new.living)
    var rest = old.rules ^ new.rules
    while rest != 0 {
      hits[rest.trailingZeroBitCount][row].toggle()
      rest &= rest - 1
    }
  }

  /// Nil where no finding came or went.
  func tell(row: Int, from old: PlaceTally.Share, to new: PlaceTally.Share) -> FindingChange? {
    guard old.rules != new.rules else { return nil }
    guard let place = PlaceCode(number: city.places[row]) else {
      preconditionFailure("a household of the register lives in a valid place")
    }
    return FindingChange(
      household: city.numbers[row], place: place, came: screener.rules(new.rules & ~old.rules),
      went: screener.rules(old.rules & ~new.rules))
  }
}

/// A household that was screened again with a change.
struct LiveStep {
  let row: Int
  var old: PlaceTally.Share
  let new: PlaceTally.Share
  /// What was found, and where the household stands in it.
  let outcome: Outcome
  let place: Int
}

/// What stood before some changes, in the order in which it was left.
struct Former {
  var parts: [(row: Int, part: CityPart?)] = []
  var outages: [(group: Int, table: Table?)] = []
  var shares: [(row: Int, share: PlaceTally.Share)] = []
}

extension CityPart {
  /// The outages of the part's one group.
  fileprivate mutating func setOutages(_ table: Table) {
    guard let group = tables["Group"], let list = group.lists["water_outages"] else { return }
    tables["WaterOutage"] = table
    tables["Group"] = Table(
      group.recordType, rowCount: group.rowCount, columns: group.columns,
      lists: ["water_outages": ChildList(table: list.table, counts: [table.rowCount], isSmall: true)],
      references: group.references)
  }
}
