// SQL that screens a few households again and moves the last run to what is found: only differences.

package import Access
import Columns
package import Database
package import Kernel
import Rules

/// What became of some households that were screened again.
package struct Refreshed: Sendable {
  package let households: Int
  /// A line for each household whose findings came or went.
  package let changes: [FindingChange]
}

extension ScreeningStore {
  /// Screens households again as of the last run's day, inside the caller's transaction: findings, masks and
  /// the counts of their places in that run become what a whole run would give. Faults of the run are left.
  /// - Parameter pass: the command of which this is a part.
  /// **Problems**: `screening.run.none`; `screening.refresh.rules` or `.day` where the last run was made with
  /// other rules or for another day than `day`; then nothing is written.
  package static func refresh(
    _ households: [Int64], with screener: Screener, asOf day: Day? = nil, in pass: DoorPass,
    on connection: Connection
  ) throws(Problem) -> Refreshed {
    guard let run = try lastRun(on: connection) else { throw ScreeningProblems.notScreened() }
    guard run.rules == screener.library.fingerprint else { throw ScreeningProblems.otherRules() }
    if let day, day != run.asOf { throw ScreeningProblems.otherDay(run.asOf, day) }
    var refresh = Refresh(screener: screener, run: run, wanted: households, connection: connection)
    for household in households { try refresh.look(at: household) }
    try refresh.finish(pass)
    return Refreshed(households: households.count, changes: refresh.changes)
  }
}

/// One refresh on its way. Counts are gathered and written once, at the end.
private struct Refresh {
  let screener: Screener
  let run: StoredRun
  let wanted: [Int64]
  let connection: Connection
  private(set) var changes: [FindingChange] = []
  private var groups: [Int64: ScreenedGroup] = [:]
  private var changedGroups: Set<Int64> = []
  private var deltas: [Int64: PlaceDelta] = [:]
  /// Where the wanted households were in the last run; read when the first is not where it lives now.
  private var former: [Int64: Int64]?
  private var cameCount = 0
  private var wentCount = 0

  init(screener: Screener, run: StoredRun, wanted: [Int64], connection: Connection) {
    (self.screener, self.run, self.wanted, self.connection) = (screener, run, wanted, connection)
  }

  private var noDelta: PlaceDelta { PlaceDelta(ruleCount: screener.library.rules.count) }

  /// A household as it was or is: where, what holds, and how many live in it.
  private struct Standing {
    let place: Int64
    let share: PlaceTally.Share
  }

  mutating func look(at household: Int64) throws(Problem) {
    let result = try screened(household)
    let old = try oldStanding(household, near: result?.city.places.first)
    let new = result.map { Standing(place: $0.city.places[0], share: screener.share($0)) }
    try saveFindings(household, result, old: old)
    try saveMask(household, result, old: old)
    move(household, from: old, to: new)
    tell(household, from: old, to: new)
  }

  private func screened(_ household: Int64) throws(Problem) -> ScreeningResult? {
    guard
      let county = try CityStore.county(ofHousehold: household, asOf: run.asOf, on: connection)
    else { return nil }
    let city = try CityStore.load(
      .household(county: county, number: household), asOf: run.asOf, on: connection)
    return city.householdCount == 0 ? nil : try screener.run(over: city)
  }

  private mutating func oldStanding(_ household: Int64, near place: Int64?) throws(Problem) -> Standing? {
    var place = place
    var living = try self.living(household, in: place)
    if living == nil {
      if former == nil { former = try formerPlaces() }
      place = former?[household]
      living = try self.living(household, in: place)
    }
    guard let place, let living else { return nil }
    let mask = try FindingStore.mask(household, place: place, on: connection)
    return Standing(place: place, share: screener.share(screener.rules(ofMask: mask), living: living))
  }

  private mutating func living(_ household: Int64, in place: Int64?) throws(Problem) -> Int? {
    guard let place else { return nil }
    return try group(place).living(household)
  }

  private mutating func group(_ place: Int64) throws(Problem) -> ScreenedGroup {
    if let known = groups[place] { return known }
    let group = try FindingStore.group(place, on: connection)
    groups[place] = group
    return group
  }

  private func formerPlaces() throws(Problem) -> [Int64: Int64] {
    let wanted = Set(wanted)
    var places: [Int64: Int64] = [:]
    try FindingStore.eachGroup(on: connection) { place, group in
      for number in group.numbers where wanted.contains(number) { places[number] = place }
    }
    return places
  }

  private mutating func saveFindings(
    _ household: Int64, _ result: ScreeningResult?, old: Standing?
  ) throws(Problem) {
    var left: [String: StoredFinding] = [:]
    if let old {
      let county = old.place / 1_000_000_000
      left = try FindingStore.findings(of: household, county: county, on: connection)
    }
    var found: [RuleFinding] = []
    if let result {
      found = try screener.findings(result.outcome, row: 0, at: result.city.places[0], asOf: run.asOf)
    }
    try FindingStore.move(household, from: left, to: found, on: connection)
  }

  private func saveMask(_ household: Int64, _ result: ScreeningResult?, old: Standing?) throws(Problem) {
    let new = result.map { HouseholdMask($0) }
    if let old, old.share.rules != 0, old.place != result?.city.places[0] || new?.mask == 0 {
      try FindingStore.removeMask(household, place: old.place, on: connection)
    }
    guard let result, let new, new.mask != 0 else { return }
    try FindingStore.put(new, of: household, place: result.city.places[0], on: connection)
  }

  private mutating func move(_ household: Int64, from old: Standing?, to new: Standing?) {
    guard old?.place != new?.place || old?.share != new?.share else { return }
    let none = noDelta
    for (standing, sign) in [(old, -1), (new, 1)] {
      guard let standing else { continue }
      guard let place = PlaceCode(number: standing.place) else {
        preconditionFailure("a household of the register lives in a valid place")
      }
      for level in PlaceLevel.allCases {
        guard let above = place.ancestor(at: level) else { continue }
        deltas[above.number, default: none].add(standing.share, sign)
      }
    }
    guard old?.place != new?.place || old?.share.living != new?.share.living else { return }
    if let old, old.place != new?.place { set(household, living: nil, in: old.place) }
    if let new { set(household, living: new.share.living, in: new.place) }
  }

  private mutating func set(_ household: Int64, living: Int?, in place: Int64) {
    groups[place, default: ScreenedGroup()].set(household, living: living)
    changedGroups.insert(place)
  }

  private mutating func tell(_ household: Int64, from old: Standing?, to new: Standing?) {
    let (was, is_) = (old?.share.rules ?? 0, new?.share.rules ?? 0)
    guard was != is_, let place = (new ?? old).flatMap({ PlaceCode(number: $0.place) }) else { return }
    let change = FindingChange(
      household: household, place: place, came: screener.rules(is_ & ~was), went: screener.rules(was & ~is_))
    changes.append(change)
    (cameCount, wentCount) = (cameCount + change.came.count, wentCount + change.went.count)
  }

  mutating func finish(_ pass: DoorPass) throws(Problem) {
    for place in changedGroups.sorted() {
      try FindingStore.put(groups[place] ?? ScreenedGroup(), place: place, on: connection)
    }
    var city = noDelta
    for (place, delta) in deltas.sorted(by: { $0.key < $1.key }) {
      try FindingStore.add(delta, to: place, run: run.number, on: connection)
      if PlaceCode(number: place)?.level == .city { city.add(delta) }
    }
    guard !deltas.isEmpty else { return }
    try FindingStore.add(city, findings: cameCount - wentCount, toRun: run.number, on: connection)
    try ScreeningStore.tell(changes, ofHouseholds: wanted.count, run: run.number, pass, on: connection)
  }
}

extension ScreeningStore {
  /// The journal's entry of households that were screened again.
  static func tell(
    _ changes: [FindingChange], ofHouseholds count: Int, run: Int64, _ pass: DoorPass,
    on connection: Connection
  ) throws(Problem) {
    let told = Outcome(
      subject: String(run),
      details: JSONText.object([
        "households": String(count), "changed": String(changes.count),
        "came": String(changes.reduce(0) { $0 + $1.came.count }),
        "went": String(changes.reduce(0) { $0 + $1.went.count }),
      ]))
    try pass.note("screening.refresh", told, county: 0, on: connection)
  }
}
