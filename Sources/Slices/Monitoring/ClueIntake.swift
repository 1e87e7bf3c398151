// Findings of a screening become clues: each household and cause once, every rule a source.

package import Access
import Casework
import Database
package import Kernel
package import Rules

/// What came of a run's findings in one county.
package struct IntakeCount: Equatable, Sendable {
  package var opened = 0
  package var merged = 0
  /// Households that are under monitoring for that very cause.
  package var covered = 0
  /// Whether the run was taken before: the counts are those of the first time.
  package var isRepeated = false

  package init() {}
  package var text: String { "\(opened) \(merged) \(covered)" }
  package init?(_ text: String) {
    let numbers = text.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 3 else { return nil }
    (opened, merged, covered) = (numbers[0], numbers[1], numbers[2])
  }
}

extension Monitoring {
  /// Takes the findings of the last run in one county, those of households with an exclusion aside.
  /// The key is the run's: taken twice, nothing changes.
  /// - Parameter rules: the library that was run.
  package func takeFindings(
    ofRun run: Int64, county: Int64, rules: RuleLibrary, _ asking: Asking
  ) throws(Problem) -> IntakeCount {
    let command = Command(
      "clue.take", permission: .clueReport, key: "run \(run) \(county)", body: rules.fingerprint)
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: county) {
      (connection) throws(Problem) in
      var intake = try Intake(self, rules, county: county, asking, connection)
      try intake.run()
      return Outcome(
        answer: intake.count.text, subject: "run \(run)",
        details: JSONText.object([
          "opened": String(intake.count.opened), "merged": String(intake.count.merged),
          "covered": String(intake.count.covered),
        ]), about: JournalSubject(place: PlaceCode(number: county * 1_000_000_000)))
    }
    guard var count = IntakeCount(answer.text) else {
      preconditionFailure("the answer of an intake is three counts")
    }
    count.isRepeated = answer.isRepeated
    return count
  }
}

/// One walk along the findings of a county.
private struct Intake {
  private let steps: ClueSteps
  private let rules: [String: Rule]
  private let exclusions: Int64
  private let county: Int64
  private let day: Day
  private let connection: Connection
  private let covered: [Int64: [RuleCause]]
  private let known: [Int64: [Clue]]
  private var next: Int64
  private(set) var count = IntakeCount()

  init(
    _ monitoring: Monitoring, _ library: RuleLibrary, county: Int64, _ asking: Asking,
    _ connection: Connection
  ) throws(Problem) {
    (self.county, self.connection, day) = (county, connection, asking.today)
    steps = ClueSteps(monitoring.book, today: asking.today, by: asking.act.actor)
    rules = Dictionary(
      library.rules.filter { $0.kind == .risk && $0.cause != nil }.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    exclusions = library.rules.filter { $0.kind == .exclusion }.reduce(0) { $0 | $1.bit }
    covered = try EpisodeStore.openRisks(county: county, on: connection)
    known = try ClueStore.unclosed(county: county, on: connection)
    next = try ClueStore.next(county: county, on: connection).number
  }

  mutating func run() throws(Problem) {
    var batch: [ClueFinding] = []
    var last: Int64 = 0
    repeat {
      batch = try ClueIntakeStore.findings(
        county: county, after: last, exclusions: exclusions, limit: 20_000, on: connection)
      var start = 0
      while start < batch.count {
        var end = start
        while end < batch.count, batch[end].household == batch[start].household { end += 1 }
        try take(batch[start..<end])
        start = end
      }
      if let household = batch.last?.household { last = household }
    } while !batch.isEmpty
  }

  /// The findings of one household.
  private mutating func take(_ findings: ArraySlice<ClueFinding>) throws(Problem) {
    guard let first = findings.first, let place = PlaceCode(number: first.place) else { return }
    let covered = covered[first.household] ?? []
    let known = known[first.household] ?? []
    var clues: [RuleCause: Clue] = [:]
    for clue in known { clues[clue.cause] = clue }
    var order: [RuleCause] = []
    for finding in findings {
      guard let rule = rules[finding.rule], let cause = rule.cause else { continue }
      if clues[cause] == nil, covered.contains(cause) {
        count.covered += 1
        continue
      }
      let report = ClueReport(
        cause: cause, severity: rule.severity, source: ClueSource(.deptWarning, on: day, by: rule.name),
        checkWithin: rule.checkWithinDays)
      if let clue = clues[cause] {
        clues[cause] = try steps.merged(clue, report)
      } else {
        let id = ClueNumber(county: county, number: next)
        next += 1
        clues[cause] = try steps.opened(report, id, household: first.household, place: place)
      }
      if !order.contains(cause) { order.append(cause) }
    }
    for cause in order { try keep(clues[cause], among: known) }
  }

  private mutating func keep(_ clue: Clue?, among known: [Clue]) throws(Problem) {
    guard let clue else { return }
    let before = known.first { $0.id == clue.id }
    if before == clue { return }
    if before == nil { count.opened += 1 } else { count.merged += 1 }
    try ClueStore.save(clue, isNew: before == nil, on: connection)
  }
}
