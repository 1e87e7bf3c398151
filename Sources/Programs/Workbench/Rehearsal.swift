// A rehearsed year: made-up posts work through the clues of a store, in time, late, and wrongly.

package import Access
package import Casework
package import Database
package import Kernel
import Monitoring
package import Rules
import Synchronization
package import Vault

/// What decides a rehearsal, together with the store that it begins on.
package struct RehearsalPlan: Equatable, Sendable {
  package let seed: UInt64
  package let from: Day
  package let months: Int
  /// Households that a village begins to look into on a working day, at most.
  package let capacity: Int

  package init(seed: UInt64, from: Day, months: Int, capacity: Int = 1) {
    (self.seed, self.from, self.months, self.capacity) = (seed, from, months, max(1, capacity))
  }

  /// The first day that is no longer rehearsed.
  package var end: Day { from.adding(months: months) }
}

/// What happened in the rehearsed days.
package struct RehearsalTally: Equatable, Sendable {
  /// How often something was done, by the command's name.
  package var acts: [String: Int] = [:]
  /// How often something was refused, by the code.
  package var refusals: [String: Int] = [:]

  package init() {}
}

/// Chance of the journal's keys, drawn anew on each day so that a rehearsal can go on where it was stopped.
private final class RehearsedChance: Sendable {
  private let random = Mutex(SeededRandom(seed: 0))

  func begin(_ seed: UInt64) { random.withLock { $0 = SeededRandom(seed: seed) } }

  func bytes(_ count: Int) -> [UInt8] {
    random.withLock { random in (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
  }
}

/// Lives through days one after another. Where it stands is told by the store alone: each day is drawn from
/// the seed, the day, and what the store says in its morning.
package struct Rehearsal {
  /// Runs the rules over the register as of a day; answers the run's number.
  package typealias Screening = (Day, Act) throws(Problem) -> Int64

  let monitoring: Monitoring
  let roles: RoleBook
  let plan: RehearsalPlan
  /// By county, in order.
  let homes: [(county: Int64, homes: [RehearsedHome])]
  package internal(set) var tally = RehearsalTally()
  var random = SeededRandom(seed: 0)
  var today: Day
  private let rules: RuleLibrary
  private let screen: Screening
  private let chance = RehearsedChance()
  private var check: MonitoringCheck
  private var prefix = ""
  private var number: Int64 = 0

  /// **Problems**: those of the database.
  package init(
    _ database: Database, _ book: ProcedureBook, _ roles: RoleBook, _ rules: RuleLibrary, sealer: Sealer,
    plan: RehearsalPlan, screen: @escaping Screening
  ) throws(Problem) {
    (self.roles, self.rules, self.plan, self.screen) = (roles, rules, plan, screen)
    today = plan.from
    monitoring = Monitoring(database, book: book, sealer: sealer, chance: { [chance] in chance.bytes($0) })
    check = MonitoringCheck(MonitoringInvariants(book))
    homes = try database.read { (connection) throws(Problem) in
      try RehearsalStore.homes(asOf: plan.from, on: connection)
    }
  }

  /// Lives through one day, and looks whether everything that must hold does.
  /// **Problems**: `monitoring.rehearsal.surprise`, `.accepted`, `.broken`, each with seed and day.
  package mutating func live(_ day: Day) throws(Problem) {
    try begin(day)
    if day == plan.from || day.adding(days: 1).dayOfMonth == 1 { try takeFindings() }
    for (county, homes) in homes {
      try reports(county, homes)
      if isWorkingDay { try openings(county) }
      try procedures(county)
      if isWorkingDay { try help(county) }
      try visits(county)
      if homes.count > 1 { try wrongs(county, homes) }
    }
    try end()
  }

  package var book: ProcedureBook { monitoring.book }

  var isWorkingDay: Bool { (Int(today.number) + 3) % 7 < 5 }

  private mutating func begin(_ day: Day) throws(Problem) {
    today = day
    let mark = UInt64(truncatingIfNeeded: Int64(day.number)) &* 0x9E37_79B9_7F4A_7C15
    random = SeededRandom(seed: plan.seed ^ mark)
    chance.begin(plan.seed &+ mark)
    // A day that was broken off goes on under other names.
    let begun = try read { (connection) throws(Problem) in
      try RehearsalStore.entries(on: day, connection)
    }
    (prefix, number) = ("rehearsal \(plan.seed) \(day) \(begun)", 0)
  }

  /// Every household's findings become clues.
  private mutating func takeFindings() throws(Problem) {
    let asking = machine()
    let run = try screen(today, asking.act)
    for (county, _) in homes {
      _ = try monitoring.takeFindings(ofRun: run, county: county, rules: rules, asking)
      count("clue.take")
    }
  }

  private mutating func end() throws(Problem) {
    let breaches = try monitoring.database.read { (connection) throws(Problem) in
      try check.breaches(on: connection)
    }
    if let first = breaches.first {
      throw RehearsalProblems.broken(plan.seed, today, breaches.count, first)
    }
    let act = machine().act
    try monitoring.database.write { [plan, today] (connection) throws(Problem) in
      try RehearsalMark(seed: plan.seed, from: plan.from, last: today).keep(act, on: connection)
    }
  }

  // MARK: who acts

  /// Somebody in a post at a place, a little later than who acted before.
  mutating func post(_ role: String, at place: PlaceCode?, _ subject: String? = nil) -> Asking {
    guard let place, let known = roles.role(role) else { return machine() }
    let line = subject.flatMap { roles.subject($0) }
    let account = ["rehearsal", role, place.short, line?.name].compactMap { $0 }.joined(separator: ".")
    let visitor = Visitor(
      account: account, name: account, post: PostID(number: 1), role: known, place: place, subject: line)
    return asking(account, visitor)
  }

  /// The machine itself.
  mutating func machine() -> Asking { asking("local:rehearsal", nil) }

  private mutating func asking(_ actor: String, _ visitor: Visitor?) -> Asking {
    number += 1
    // From nine o'clock in China, a tenth of a second each.
    let at = Instant(milliseconds: Int64(today.number) * 86_400_000 + 3_600_000 + number * 100)
    let key = "\(prefix).\(number)"
    return Asking(Act(actor: actor, at: at, request: key), as: visitor, key: key)
  }

  // MARK: what is done

  /// Whether something was done that may be refused only with one of some codes.
  @discardableResult
  mutating func tries(
    _ name: String, orElse codes: Set<String> = [], _ body: (Monitoring) throws(Problem) -> Void
  ) throws(Problem) -> Bool {
    do throws(Problem) {
      try body(monitoring)
      count(name)
      return true
    } catch {
      guard codes.contains(error.code) else {
        throw RehearsalProblems.surprise(plan.seed, today, name, error)
      }
      tally.refusals[error.code, default: 0] += 1
      return false
    }
  }

  /// Something wrong, which has to be refused with one of some codes.
  mutating func errs(
    _ name: String, _ codes: String..., body: (Monitoring) throws(Problem) -> Void
  ) throws(Problem) {
    if try tries(name, orElse: Set(codes), body) {
      throw RehearsalProblems.accepted(plan.seed, today, name, codes)
    }
  }

  private mutating func count(_ name: String) { tally.acts[name, default: 0] += 1 }

  func read<Answer>(_ body: (Connection) throws(Problem) -> Answer) throws(Problem) -> Answer {
    try monitoring.database.read(body)
  }

  // MARK: chance

  /// So many times in ten thousand.
  mutating func happens(_ share: Int) -> Bool { random.below(10_000) < share }

  mutating func one<Element>(of list: [Element]) -> Element? {
    list.isEmpty ? nil : list[random.below(list.count)]
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.below(range.upperBound - range.lowerBound + 1)
  }
}

/// What a rehearsal stops at.
package enum RehearsalProblems {
  private static func problem(
    _ code: String, _ seed: UInt64, _ day: Day, _ zh: String, _ en: String
  ) -> Problem {
    Problem(
      "monitoring.rehearsal.\(code)", .conflict, zh: "演练（种子 \(seed)）在 \(day)：\(zh)",
      en: "Rehearsal with seed \(seed), \(day): \(en)", details: ["seed": "\(seed)", "day": "\(day)"])
  }

  static func surprise(_ seed: UInt64, _ day: Day, _ name: String, _ error: Problem) -> Problem {
    problem(
      "surprise", seed, day, "\(name) 意外被拒绝（\(error.code)）：\(error.message.zh)",
      "\(name) was refused unexpectedly (\(error.code)): \(error.message.en)")
  }

  static func accepted(_ seed: UInt64, _ day: Day, _ name: String, _ codes: [String]) -> Problem {
    let wanted = codes.joined(separator: ", ")
    return problem(
      "accepted", seed, day, "\(name) 本应被拒绝（\(wanted)），却办成了。",
      "\(name) should have been refused (\(wanted)) and was done.")
  }

  static func broken(_ seed: UInt64, _ day: Day, _ count: Int, _ first: MonitoringBreach) -> Problem {
    problem(
      "broken", seed, day, "\(count) 处不变量不成立，首先是 \(first.subject)：\(first.words.zh)",
      "\(count) invariants are broken; first \(first.subject): \(first.words.en)")
  }
}
