// A plan of random rules over random derived fields, and random frames to run it over.

import Columns
import RuleLanguage
import RuleValues

struct RandomPlan {
  let compared: ComparedPlan
  /// The grammar's generator, to go on making frames with.
  var chance: Chance

  var plan: Plan { compared.plan }

  init(seed: Int, derived derivedCount: Int = 14, rules ruleCount: Int = 24, outputs outputCount: Int = 8) {
    var grammar = RuleGrammar(seed, Town.vocabulary)
    let derived = grammar.derivedFields(derivedCount)
    let scope: RuleGrammar.Scope = [("household", .record(Town.subject))]
    let types: [CELType] = [.int, .int, .bool, .timestamp, .duration]
    let rules = (0..<ruleCount).map { grammar.rule(.bool, scope, depth: 2 + $0 % 4) }
    let outputs = (0..<outputCount).map { grammar.rule(types[$0 % types.count], scope, depth: 2 + $0 % 3) }
    compared = ComparedPlan(
      "seed \(seed)", rules: rules, outputs: outputs, derived: derived, vocabulary: grammar.vocabulary)
    chance = grammar.chance
  }

  mutating func frame(households: Int, calm: Bool = false) -> Frame {
    Town.frame(households: households, calm: calm, &chance)
  }

  mutating func constants() -> [String: Value] { Town.constants(&chance) }
}
