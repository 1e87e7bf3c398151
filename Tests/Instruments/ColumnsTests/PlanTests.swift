// Plans over columns say of every row what the interpreter says: on random rules over random frames.

import RuleLanguage
import Testing

@testable import Columns

@Suite struct PlanTests {
  @Test(arguments: 1...16) func aPlanSaysWhatTheInterpreterSays(_ seed: Int) {
    var random = RandomPlan(seed: seed)
    var verdicts = RandomPlan.Verdicts()
    for households in [13, 40, 0] {
      let frame = Town.frame(households: households, calm: households == 13, &random.chance)
      let constants = Town.constants(&random.chance)
      let outcome = random.plan.run(over: frame, rows: 0..<households, constants: constants, blockRows: 16)
      let found = random.differences(outcome, frame, 0..<households, constants, &verdicts)
      #expect(found.isEmpty, "\(found.count) differences, the first: \(found.first ?? "")")
    }
    // The test would say nothing if no rule had a columnar form, or if all said the same.
    #expect(random.plan.unsupported.count * 2 <= random.rules.count, "seed \(seed): \(random.plan.unsupported)")
    #expect(verdicts.hits > 0 && verdicts.misses > 0 && verdicts.faults > 0, "seed \(seed): \(verdicts)")
  }
}
