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
    "household.name < household.code", "household.code >= household.group.name",
    "household.name < 'b'", "household.name in ['a', word, household.code]", "size(household.name) == 1",
    "household.name == household.group.name", "household.name.startsWith(word)",
    "'ab'.contains(household.name)",
    "int(household.name) == 12", "household.members.exists(p, p.job == household.name)",
    // Parts of dates, and the libraries.
    "household.since.getFullYear() > 2023", "household.members.exists(p, p.birth.getMonth() == few)",
    "math.greatest(household.number, 3, household.score) > 3", "math.abs(household.huge) > 3",
    "math.least(household.members.map(p, p.age)) < 2", "math.sign(household.score) == -1",
    "household.?score.orValue(few) > 2", "household.group.?code.hasValue()",
    "household.members.exists(p, p.?job.orValue('a') == household.?code.orValue(p.job))",
    "cel.bind(m, household.members, cel.bind(n, size(m), m.exists(p, p.age > n)))",
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

  static let mixed = [
    // Rows that would have to be crossed with one another.
    "household.members.exists(p, household.members.exists(q, q.age > p.age))",
    "household.members.exists(p, last(household.members).bills.exists(b, b.cost > p.age))",
    "household.members.exists(p, household.bills.exists(b, b.cost == p.wage))",
    "household.members.exists(p, p.school.bills.exists(b, b.cost > p.age))",
    "household.members.exists(p, p.age in household.members.map(q, q.age - 1))",
    // A part that columns do not hold.
    "size([household.number, 2]) == 2", "household.members[0].age > 2",
    "household.poor && double(household.number) > 0.5", "double(household.number) > 0.5 || household.sick",
    "!(household.name + 'x' == 'ax')", "household.sick ? double(household.score) > 0.5 : household.poor",
    "household.members.all(p, p.living || double(p.wage) > 0.5 + double(household.number))",
    "household.members.filter(p, p.living).exists(q, q.bills.exists(i, b, i > q.age))",
    "household.members.map(p, p.living, size([p.age])).exists(n, n == 1)",
    "sum(household.members.map(p, p.living, [p.age, p.wage][1])) > 1",
    "household.members.exists(p, p.bills.exists(b, household.poor && double(b.cost + p.age) > 0.5))",
    "household.group.outages.exists(o, double(o.kind) > 1.5)",
    "household.group.?code.or(household.?score).orValue(1) > 2",
    // Names that were bound, also to what has no columnar form, and hide others.
    "cel.bind(d, double(household.number), household.poor || d > 0.5)",
    "cel.bind(l, household.members.map(p, p.bills), household.poor && size(l) > 1)",
    "household.members.exists(p, cel.bind(q, p.wage, household.members.exists(p, p.wage == q)))",
    "cel.bind(q, household.number, household.members.exists(q, cel.bind(r, q.age, double(r) > 0.5)))",
    "cel.bind(q, 1, cel.bind(r, q + household.number, cel.bind(q, 2, household.poor && [q, r][1] > q)))",
    "household.members.exists(p, cel.bind(a, p, p.bills.exists(p, double(a.age + p.cost) > 0.5)))",
    "household.members.map(p, household).exists(h, double(h.number) > 0.5)",
    "household.members.exists(household, double(household.age) > 2.5)",
  ]

  static let byRow = [
    "household.group.outages.exists(o, o.start > household.since)",
    "household.score in household.group.outages.map(o, o.kind)",
    "household.poor < household.sick", "household == last(household.members).home",
    "household.name + 'x' == 'ax'", "double(household.number) > 0.5",
    "household.members.map(p, p.bills).exists(b, size(b) > 1)", "household.members == household.members",
    "[household.number].exists(n, n > 2)", "household.bills.map(b, b.cost).exists(c, double(c) > 0.5)",
    "(household.poor ? household.group : household.origin).wet", "household.number in []",
    // Moments and spans that may lie between two seconds.
    "timestamp(household.name) > as_of", "sum(household.bills.map(b, as_of - b.date)) > days(3)",
  ]

  @Test(arguments: columnar) func theRuleHasAColumnarForm(_ text: String) throws {
    let plan = try Self.expectSame(text)
    #expect(plan.unsupported.isEmpty && plan.courses[0].steps.isEmpty, "\(plan.courses)")
  }

  @Test(arguments: mixed) func aPartOfTheRuleRunsRowByRow(_ text: String) throws {
    let plan = try Self.expectSame(text)
    #expect(plan.unsupported.isEmpty && !plan.courses[0].steps.isEmpty, "\(plan.unsupported)")
  }

  @Test(arguments: byRow) func theRuleRunsRowByRow(_ text: String) throws {
    let plan = try Self.expectSame(text)
    #expect(plan.unsupported[0] != nil && plan.courses[0].isByRow)
  }

  private static func expectSame(_ text: String) throws -> Plan {
    let rule = try Checker.check(text, vocabulary: Town.vocabulary, expecting: .bool)
    let compared = ComparedPlan("by hand", rules: [rule], vocabulary: Town.vocabulary)
    var (chance, verdicts) = (Chance(11), ComparedPlan.Verdicts())
    for number in 0..<6 {
      let frame = Town.frame(households: 20, calm: number % 2 == 0, &chance)
      let constants = Town.constants(&chance)
      let outcome = compared.plan.run(over: frame, rows: 0..<20, constants: constants, blockRows: 9)
      let found = compared.differences(outcome, frame, 0..<20, constants, &verdicts)
      #expect(found.isEmpty, "\(found.first ?? "")")
    }
    return compared.plan
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
    #expect(compared.plan.courses.map(\.steps.isEmpty) == [false, true, true, false])
    #expect(compared.plan.courses[0].steps[0].reason.en.contains("Household.joined"))
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
