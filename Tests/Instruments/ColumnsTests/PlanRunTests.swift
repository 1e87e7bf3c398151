// However a run is cut up, into blocks, parts or threads, it answers the same.

import RuleLanguage
import RuleValues
import Testing

@testable import Columns

@Suite struct PlanRunTests {
  @Test(arguments: 1...12) func blocksOfAnySizeAnswerTheSame(_ seed: Int) {
    var random = RandomPlan(seed: 2_000 + seed, rules: 12, outputs: 6)
    let (frame, constants) = (random.frame(households: 150), random.constants())
    let whole = Answers(random.plan.run(over: frame, rows: 0..<150, constants: constants))
    for blockRows in [1, 7, 64, 149, 1_024] {
      let blocks = random.plan.run(over: frame, rows: 0..<150, constants: constants, blockRows: blockRows)
      #expect(Answers(blocks) == whole, "seed \(seed), blocks of \(blockRows)")
    }
  }

  /// Parts begin and end at odd rows, some are empty, each has its own constants; tasks cut them up further.
  @Test(arguments: 1...12) func partsAndThreadsAnswerAsOneRunEach(_ seed: Int) {
    var random = RandomPlan(seed: 3_000 + seed, rules: 12, outputs: 6)
    let frame = random.frame(households: 150)
    let ends = ([0, 0, 150, 150] + (0..<4).map { _ in random.chance.below(151) }).sorted()
    let parts = zip(ends, ends.dropFirst()).map { Plan.Part(rows: $0..<$1, constants: random.constants()) }
    var wanted = Answers(like: random.plan)
    for part in parts {
      wanted.append(Answers(random.plan.run(over: frame, rows: part.rows, constants: part.constants)))
    }
    for threads in [1, 2, 5] {
      for taskRows in [1, 13, 64, 1_000] {
        let job = Job(random.plan, frame, parts, nil, blockRows: 32)
        let whole = random.plan.run(job, threads: threads, taskRows: taskRows)
        #expect(Answers(whole) == wanted, "seed \(seed), \(threads) threads, tasks of \(taskRows): \(ends)")
      }
      #expect(Answers(random.plan.run(over: frame, parts: parts, threads: threads)) == wanted)
    }
  }

  /// What is selected answers as if everything were run, the rest nothing.
  @Test(arguments: 1...8) func aSelectionAnswersAsTheWhole(_ seed: Int) {
    var random = RandomPlan(seed: 4_000 + seed, rules: 12, outputs: 6)
    let (frame, constants) = (random.frame(households: 150), random.constants())
    let parts = [Plan.Part(rows: 0..<150, constants: constants)]
    let whole = Answers(random.plan.run(over: frame, parts: parts, threads: 1))
    for _ in 0..<6 {
      let rules = Set((0..<12).filter { _ in random.chance.once(in: 3) })
      let outputs = Set((0..<6).filter { _ in random.chance.once(in: 3) })
      let selection = Plan.Selection(rules: rules, outputs: outputs)
      let some = random.plan.run(over: frame, parts: parts, threads: 2, selecting: selection)
      #expect(Answers(some, of: selection) == whole.only(selection))
      for output in 0..<6 where !outputs.contains(output) { #expect(some.outputs[output].values.isEmpty) }
    }
  }

  /// One runner over frame after frame, each with texts and lists of its own.
  @Test(arguments: 1...8) func aRunnerAnswersAsARunOfEachFrame(_ seed: Int) {
    var random = RandomPlan(seed: 5_000 + seed, rules: 12, outputs: 6)
    let constants = random.constants()
    let runner = PlanRunner(random.plan, constants: constants)
    for households in [1, 0, 40, 1, 3, 150, 2] {
      let frame = random.frame(households: households)
      let rows = households / 50..<households
      #expect(
        Answers(runner.run(over: frame, rows: rows))
          == Answers(random.plan.run(over: frame, rows: rows, constants: constants)),
        "seed \(seed), \(households) households")
    }
  }

  @Test func noRowsAndNoPartsAnswerNothing() {
    var random = RandomPlan(seed: 1)
    let (empty, full) = (random.frame(households: 0), random.frame(households: 5))
    let constants = random.constants()
    for outcome in [
      random.plan.run(over: empty, rows: 0..<0, constants: constants),
      random.plan.run(over: full, rows: 3..<3, constants: constants),
      random.plan.run(over: empty, parts: [], threads: 2),
      random.plan.run(over: empty, parts: [Plan.Part(rows: 0..<0, constants: constants)], threads: 2),
    ] {
      #expect(outcome.rowCount == 0)
      #expect(outcome.hits.count == random.compared.rules.count && outcome.hits.allSatisfy { $0.length == 0 })
      #expect(outcome.faults.allSatisfy { $0 == nil })
      #expect(outcome.outputs.count == random.compared.outputs.count)
      #expect(outcome.outputs.allSatisfy { $0.values.isEmpty })
    }
  }

  /// A moment between two seconds has no columnar form: such constants put the whole part row by row.
  @Test func aConstantBetweenTwoSecondsIsKept() throws {
    let rule = try Checker.check("household.since + grace > as_of", vocabulary: Town.vocabulary)
    let output = try Checker.check("household.since - as_of", vocabulary: Town.vocabulary)
    let compared = ComparedPlan("nanos", rules: [rule], outputs: [output], vocabulary: Town.vocabulary)
    #expect(compared.plan.unsupported.isEmpty)
    var chance = Chance(7)
    let frame = Town.frame(households: 90, &chance)
    for (moment, span) in [(Int32(0), Int32(0)), (1, 0), (999_999_999, 1), (0, 500_000_000)] {
      let constants: [String: Value] = [
        "as_of": .timestamp(Timestamp(seconds: 19_500 * 86_400, nanos: moment)),
        "grace": .duration(TimeSpan(seconds: 86_400, nanos: span)),
      ]
      let outcome = compared.plan.run(over: frame, rows: 0..<90, constants: constants)
      var verdicts = ComparedPlan.Verdicts()
      let found = compared.differences(outcome, frame, 0..<90, constants, &verdicts)
      #expect(found.isEmpty, "\(found.first ?? "")")
    }
  }

  @Test func anOutcomeHasNoMaskWhereNothingIsMissing() throws {
    let rules = try ["household.poor", "household.poor || household.group.wet"].map {
      try Checker.check($0, vocabulary: Town.vocabulary)
    }
    let output = try Checker.check("size(household.members)", vocabulary: Town.vocabulary)
    let plan = Plan(rules: rules, derived: [], outputs: [output], vocabulary: Town.vocabulary)
    var chance = Chance(3)
    let frame = Town.frame(households: 64, &chance)
    let outcome = plan.run(over: frame, parts: [Plan.Part(rows: 0..<64, constants: [:])], threads: 2)
    #expect(outcome.faults[0] == nil)
    #expect(outcome.faults[1] != nil)
    #expect(outcome.outputs[0].missing == nil)
  }
}

/// An outcome as plain lists, to be compared.
private struct Answers: Equatable {
  var hits: [[Bool]]
  var faults: [[Bool]]
  var outputs: [[Int64?]]

  init(like plan: Plan) {
    hits = plan.rules.map { _ in [] }
    (faults, outputs) = (hits, plan.outputs.map { _ in [] })
  }

  init(_ outcome: Outcome, of selection: Plan.Selection? = nil) {
    let rows = 0..<outcome.rowCount
    hits = outcome.hits.map { bits in rows.map { bits[$0] } }
    faults = outcome.faults.map { bits in rows.map { bits?[$0] ?? false } }
    outputs = outcome.outputs.enumerated().map { number, output in
      guard selection?.outputs.contains(number) ?? true else { return [] }
      return rows.map { output.missing?[$0] == 1 ? nil : output.values[$0] }
    }
  }

  /// What a run of the selection alone answers.
  func only(_ selection: Plan.Selection) -> Answers {
    var some = self
    for rule in hits.indices where !selection.rules.contains(rule) {
      some.hits[rule] = hits[rule].map { _ in false }
      some.faults[rule] = some.hits[rule]
    }
    for output in outputs.indices where !selection.outputs.contains(output) { some.outputs[output] = [] }
    return some
  }

  mutating func append(_ other: Answers) {
    for rule in hits.indices {
      hits[rule] += other.hits[rule]
      faults[rule] += other.faults[rule]
    }
    for output in outputs.indices { outputs[output] += other.outputs[output] }
  }
}
