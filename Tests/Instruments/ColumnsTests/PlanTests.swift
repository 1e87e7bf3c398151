// Plans over columns say of every row what the interpreter says: on random rules over random frames.

import RuleLanguage
import RuleValues
import Testing

@testable import Columns

@Suite struct PlanTests {
  /// A failure names the seed, the rule and the derived fields.
  @Test(arguments: 0..<16) func aPlanSaysWhatTheInterpreterSays(_ batch: Int) {
    var (rules, slow, mixed, verdicts) = (0, 0, 0, ComparedPlan.Verdicts())
    for seed in batch * 6 + 1...batch * 6 + 6 {
      var random = RandomPlan(seed: seed)
      rules += random.compared.rules.count
      slow += random.plan.unsupported.count
      mixed += random.plan.courses.count { !$0.isByRow && !$0.steps.isEmpty }
      for households in [13, 30, 0] {
        let frame = random.frame(households: households, calm: households == 13)
        let constants = random.constants()
        let outcome = random.plan.run(over: frame, rows: 0..<households, constants: constants, blockRows: 16)
        let found = random.compared.differences(outcome, frame, 0..<households, constants, &verdicts)
        #expect(found.isEmpty, "\(found.count) differences, the first: \(found.first ?? "")")
      }
    }
    // The test would say nothing if few rules had a columnar form, or if most said the same.
    #expect(slow * 10 < rules * 2, "\(slow) of \(rules) rules run row by row")
    #expect(mixed * 10 > rules && mixed * 2 < rules, "\(mixed) of \(rules) rules run in part row by row")
    let all = verdicts.hits + verdicts.misses + verdicts.faults
    #expect(min(verdicts.hits, verdicts.misses, verdicts.faults) * 10 > all, "\(verdicts)")
  }

  /// A run may begin anywhere, and rows outside of it, also those that it refers to, are as they were.
  @Test(arguments: 1...20) func aRunMayBeginInTheMiddle(_ seed: Int) {
    var random = RandomPlan(seed: 1_000 + seed, rules: 12, outputs: 6)
    let (frame, constants) = (random.frame(households: 40), random.constants())
    for _ in 0..<4 {
      let lower = random.chance.below(40)
      let rows = lower..<lower + random.chance.below(41 - lower)
      let outcome = random.plan.run(over: frame, rows: rows, constants: constants, blockRows: 8)
      #expect(outcome.rowCount == rows.count)
      var verdicts = ComparedPlan.Verdicts()
      let found = random.compared.differences(outcome, frame, rows, constants, &verdicts)
      #expect(found.isEmpty, "rows \(rows): \(found.first ?? "")")
    }
  }
}
