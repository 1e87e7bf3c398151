// A live screening beside the last run: changes are judged in memory, and differences are written.

package import Access
import Columns
package import Database
package import Kernel
import Rules

/// Keeps the last run of a store true while the register changes, without reading households: findings, masks
/// and counts in the store are those of the memory. Whoever changes the register past it makes it stale; of
/// other programs and of other runs it learns by itself.
package struct LiveStore {
  package private(set) var screening: LiveScreening
  private let run: Int64
  /// Grows with every transaction of other connections.
  private var version: Int64

  /// - Parameter result: What `screener` finds of the register as it stands.
  /// **Problems**: `screening.run.none`; `screening.refresh.rules` or `.day` where the last run was made with
  /// other rules or for another day; `screening.live.stale` where it found something else.
  package init(_ screener: Screener, _ result: ScreeningResult, on connection: Connection) throws(Problem) {
    guard let run = try ScreeningStore.lastRun(on: connection) else { throw ScreeningProblems.notScreened() }
    guard run.rules == screener.library.fingerprint else { throw ScreeningProblems.otherRules() }
    guard run.asOf == result.city.asOf else {
      throw ScreeningProblems.otherDay(run.asOf, result.city.asOf)
    }
    screening = try LiveScreening(screener, result)
    for number in screening.tally.tree.places.indices where screening.tally.tree.parents[number] < 0 {
      let count = screening.tally.count(number)
      let stored = try FindingQueryStore.counts(of: count.place, run: run.number, on: connection)
      guard stored == count else { throw ScreeningProblems.staleMemory() }
    }
    guard run.households == result.city.householdCount, run.findings == result.findingCount else {
      throw ScreeningProblems.staleMemory()
    }
    self.run = run.number
    version = try LiveStore.version(on: connection)
  }

  /// Changes the register and the last run in one transaction. Where it fails, nothing has changed in the
  /// store or in memory.
  /// - Parameter body: Writes the register, notes what it did, and answers what it changed there. It is not
  ///   asked where the command's key came before: then nothing changes.
  /// **Problems**: those of the door; `screening.live.stale` where another program wrote to the store or
  /// another run was kept; those of `LiveScreening.apply`, and the body's own.
  package mutating func write(
    to database: Database, _ command: Command, by act: Act, as visitor: Visitor?,
    _ body: (Connection, DoorPass) throws(Problem) -> [CityChange]
  ) throws(Problem) -> Refreshed {
    var former = Former()
    do throws(Problem) {
      return try database.write { (connection) throws(Problem) in
        try check(connection)
        let pass = try DoorPass.open(command, by: act, as: visitor, on: connection)
        guard pass.answer == nil else { return Refreshed(households: 0, changes: []) }
        var steps: [LiveStep] = []
        for change in try body(connection, pass) { steps += try screening.follow(change, &former) }
        let refreshed = try keep(LiveStore.joined(steps), pass, connection)
        _ = try pass.end(String(refreshed.households), on: connection)
        return refreshed
      }
    } catch {
      screening.putBack(former)
      throw error
    }
  }

  private func check(_ connection: Connection) throws(Problem) {
    guard try LiveStore.version(on: connection) == version,
      try connection.number("SELECT MAX(id) FROM screening_run WHERE county = 0") == run
    else { throw ScreeningProblems.staleMemory() }
  }

  private static func version(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("PRAGMA data_version")
  }

  /// One step a household: from before its first to after its last.
  private static func joined(_ steps: [LiveStep]) -> [LiveStep] {
    guard steps.count > 1 else { return steps }
    var places: [Int: Int] = [:]
    var joined: [LiveStep] = []
    for var step in steps {
      if let place = places[step.row] {
        step.old = joined[place].old
        joined[place] = step
      } else {
        places[step.row] = joined.count
        joined.append(step)
      }
    }
    return joined
  }

  private func keep(_ steps: [LiveStep], _ pass: DoorPass, _ connection: Connection) throws(Problem)
    -> Refreshed
  {
    var changes: [FindingChange] = []
    var groups: Set<Int> = []
    var (persons, findings) = (0, 0)
    for step in steps {
      try keepFindings(step, connection)
      try keepMask(step, connection)
      guard step.old != step.new else { continue }
      groups.insert(screening.tally.tree.group(ofRow: step.row))
      persons += step.new.living - step.old.living
      findings += step.new.rules.nonzeroBitCount - step.old.rules.nonzeroBitCount
      if step.old.living != step.new.living { try keepLiving(step, connection) }
      if let change = screening.tell(row: step.row, from: step.old, to: step.new) { changes.append(change) }
    }
    if !groups.isEmpty {
      try keepCounts(groups, connection)
      var moved = PlaceDelta(ruleCount: 0)
      moved.persons = persons
      try FindingStore.add(moved, findings: findings, toRun: run, on: connection)
      try ScreeningStore.tell(changes, ofHouseholds: steps.count, run: run, pass, on: connection)
    }
    return Refreshed(households: steps.count, changes: changes)
  }

  private func keepFindings(_ step: LiveStep, _ connection: Connection) throws(Problem) {
    guard step.old.rules != 0 || step.new.rules != 0 else { return }
    let (household, place) = (screening.city.numbers[step.row], screening.city.places[step.row])
    var left: [String: StoredFinding] = [:]
    if step.old.rules != 0 {
      left = try FindingStore.findings(of: household, county: place / 1_000_000_000, on: connection)
    }
    let found = try screening.screener.findings(
      step.outcome, row: step.place, at: place, asOf: screening.city.asOf)
    try FindingStore.move(household, from: left, to: found, on: connection)
  }

  private func keepMask(_ step: LiveStep, _ connection: Connection) throws(Problem) {
    let (household, place) = (screening.city.numbers[step.row], screening.city.places[step.row])
    guard step.new.rules != 0 else {
      if step.old.rules != 0 { try FindingStore.removeMask(household, place: place, on: connection) }
      return
    }
    let income = screening.screener.incomeOutput.flatMap { output -> Int64? in
      let column = step.outcome.outputs[output]
      return column.missing?[step.place] == 1 ? nil : column.values[step.place]
    }
    let mask = HouseholdMask(
      screening.screener.mask(ofRules: step.new.rules), members: Int64(step.new.living), netIncome: income)
    try FindingStore.put(mask, of: household, place: place, on: connection)
  }

  private func keepLiving(_ step: LiveStep, _ connection: Connection) throws(Problem) {
    let place = screening.city.places[step.row]
    var group = try FindingStore.group(place, on: connection)
    group.set(screening.city.numbers[step.row], living: step.new.living)
    try FindingStore.put(group, place: place, on: connection)
  }

  /// Those of groups and of all places above them.
  private func keepCounts(_ groups: Set<Int>, _ connection: Connection) throws(Problem) {
    var places: Set<Int> = []
    for group in groups {
      var place = group
      while place >= 0, places.insert(place).inserted { place = Int(screening.tally.tree.parents[place]) }
    }
    let counts = places.sorted().map { screening.tally.count($0) }
    guard try FindingStore.set(counts, run: run, on: connection) else {
      throw ScreeningProblems.staleMemory()
    }
  }
}
