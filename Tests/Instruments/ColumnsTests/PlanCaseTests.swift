// Rules picked by hand: what has a columnar form, what has none, and that both are right.

import RuleLanguage
import RuleValues
import Testing

@testable import Columns

@Suite struct PlanCaseTests {
  static let columnar = [
    // Outer rows in sight of inner lists.
    "household.members.exists(p, p.bills.exists(b, b.cost > p.age && household.poor))",
    "household.members.all(p, p.bills.exists_one(b, p.events.exists(e, e.kind == p.age)))",
    "household.members.exists(p, size(p.bills.filter(b, b.cost > sum(p.events.map(e, e.kind)))) > few)",
    "last(household.members).bills.exists(b, b.cost > household.number)",
    "household.bills.exists(b, size(household.members) > 2 && b.cost > household.score)",
    // A constant search above the rows in sight.
    "household.members.exists(p, 5 in [3, household.score])",
    "household.members.all(p, few in [few, household.score])",
    // Names that hide others.
    "household.members.exists(x, x.bills.exists(x, x.cost > 0))",
    "household.members.exists(household, household.age > 3)",
    "household.members.all(as_of, as_of.birth > as_of.birth)",
    // Through references, also back to the subject's own table.
    "household.group.outages.exists(o, o.kind > 3)", "last(household.group.outages).kind in [few, 2]",
    "household.members.all(p, p.home.members.exists(q, q.age == 3))",
    "household.members.exists(p, p.school.group.school.rank == p.home.number)",
    "size(household.bills.map(b, b.payer)) == size(household.bills)",
    "household.bills.map(b, b.payer).exists(g, g.wet && household.poor)",
    // Presence of values, rows and lists.
    "has(household.score)", "has(household.group)", "has(household.members)", "has(household.group.outages)",
    "has(last(household.members).school.group)", "household.members.all(p, has(p.wage) || has(p.job))",
    // Texts.
    "household.name < 'b'", "household.name in ['a', word, household.code]", "size(household.name) == 1",
    "household.name == household.group.name", "household.name.startsWith(word)",
    "'ab'.contains(household.name)",
    "int(household.name) == 12", "household.members.exists(p, p.job == household.name)",
    // Faults that decide, or do not.
    "no_flag || household.poor", "!(no_flag && household.poor)", "no_flag ? household.poor : household.poor",
    "household.members.exists(p, p.wage / p.age > 0)", "household.members.all(p, p.wage / p.age > 0)",
    "household.members.exists_one(p, p.wage / p.age > 0)",
    "size(household.members.map(p, p.wage / p.age)) >= 0",
    "size(household.members.filter(p, p.wage / p.age > 0)) >= 0",
    "3 in household.members.map(p, p.wage / p.age)",
    "size(household.members.map(p, p.living, p.wage)) > 1",
    "sum(household.members.map(p, p.living, p.wage)) > 1",
    "household.members.map(p, p.school).exists(s, s.rank >= 0)",
    "household.members.map(p, p.school).all(s, true)",
    "[1, few, 5].exists(x, x > limit)", "[1, 2, no_number].exists(x, x == 1)", "min([few, no_number]) == 1",
  ]

  static let byRow = [
    // Rows that would have to be crossed with one another.
    "household.members.exists(p, household.members.exists(q, q.age > p.age))",
    "household.members.exists(p, last(household.members).bills.exists(b, b.cost > p.age))",
    "household.members.exists(p, household.bills.exists(b, b.cost == p.wage))",
    "household.members.exists(p, p.school.bills.exists(b, b.cost > p.age))",
    "household.group.outages.exists(o, o.start > household.since)",
    "household.members.exists(p, p.age in household.members.map(q, q.age - 1))",
    "household.score in household.group.outages.map(o, o.kind)",
    // What columns do not hold.
    "household.poor < household.sick", "household == last(household.members).home",
    "household.name + 'x' == 'ax'",
    "household.name < household.code", "household.since.getFullYear() > 2023",
    "double(household.number) > 0.5",
    "household.members.map(p, p.bills).exists(b, size(b) > 1)", "size([household.number, 2]) == 2",
    "household.members == household.members", "household.members[0].age > 2",
    "[household.number].exists(n, n > 2)",
    "(household.poor ? household.group : household.origin).wet", "household.number in []",
  ]

  @Test(arguments: columnar) func theRuleHasAColumnarForm(_ text: String) throws {
    try Self.expectSame(text, true)
  }

  @Test(arguments: byRow) func theRuleRunsRowByRow(_ text: String) throws { try Self.expectSame(text, false) }

  private static func expectSame(_ text: String, _ isColumnar: Bool) throws {
    let rule = try Checker.check(text, vocabulary: Town.vocabulary, expecting: .bool)
    let compared = ComparedPlan("by hand", rules: [rule], vocabulary: Town.vocabulary)
    #expect((compared.plan.unsupported[0] == nil) == isColumnar, "\(compared.plan.unsupported)")
    var (chance, verdicts) = (Chance(11), ComparedPlan.Verdicts())
    for number in 0..<6 {
      let frame = Town.frame(households: 20, calm: number % 2 == 0, &chance)
      let constants = Town.constants(&chance)
      let outcome = compared.plan.run(over: frame, rows: 0..<20, constants: constants, blockRows: 9)
      let found = compared.differences(outcome, frame, 0..<20, constants, &verdicts)
      #expect(found.isEmpty, "\(found.first ?? "")")
    }
  }

  /// A derived field without a columnar form takes only the rules with it that read it.
  @Test func aDerivedFieldTakesItsReadersAlong() throws {
    var vocabulary = Town.vocabulary
    var derived: [DerivedField] = []
    for (name, text) in [("joined", "household.name + household.code"), ("twice", "household.score * 2")] {
      let rule = try Checker.check(text, vocabulary: vocabulary)
      derived.append(DerivedField(record: "Household", name: name, variable: "household", rule: rule))
      vocabulary.records["Household"]?.fields[name] = .init(rule.type, always: false)
    }
    let rules = try [
      "size(household.joined) > 2", "household.twice > 4", "household.poor", "has(household.joined)",
    ]
    .map { try Checker.check($0, vocabulary: vocabulary) }
    let output = try Checker.check("household.joined", vocabulary: vocabulary)
    let compared = ComparedPlan(
      "derived", rules: rules, outputs: [output], derived: derived, vocabulary: vocabulary)
    #expect(compared.plan.unsupported.keys.sorted() == [0, 3])
    #expect(compared.plan.unsupported[0]?.contains("Household.joined") == true)
    var (chance, verdicts) = (Chance(5), ComparedPlan.Verdicts())
    let frame = Town.frame(households: 40, &chance)
    let constants = Town.constants(&chance)
    let outcome = compared.plan.run(over: frame, rows: 0..<40, constants: constants)
    let found = compared.differences(outcome, frame, 0..<40, constants, &verdicts)
    #expect(found.isEmpty, "\(found.first ?? "")")
    // A text is no number, so an output of that type has none.
    #expect(outcome.outputs[0].missing == [UInt8](repeating: 1, count: 40))
  }
}
