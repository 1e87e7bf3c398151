// Rules over columns: comparing, summing and asking any or all, over as many rows as a full city has.

import Columns
import Kernel
import RuleLanguage
import RuleValues

func columnBenchmarks() {
  // A rule's own work is what is left when reading the column is taken away, so each has one column only.
  measure(
    "columns-compare-int8", items: City.persons, on: { try City(rule: "person.age >= 60", of: "person") }
  ) {
    $0.run()
  }
  measure(
    "columns-compare-int32", items: City.persons,
    on: { try City(rule: "person.wage >= 500000", of: "person") }
  ) { $0.run() }
  let rules = [
    ("sum", "sum(household.members.map(m, m.wage)) >= 1000000"),
    ("any", "household.members.exists(m, m.age >= 60)"),
    ("all", "household.members.all(m, m.age < 60)"),
  ]
  for (name, rule) in rules {
    measure(
      "columns-\(name)-per-parent", items: City.persons, on: { try City(rule: rule, of: "household") }
    ) { $0.run() }
  }
}

/// 1.25 million households with 1 to 7 members, 5 million on the whole, and a rule about them.
private struct City {
  static let households = 1_250_000
  /// Four to a household on average, 28 in every seven of them.
  static let persons = 5_000_000

  private let plan: Plan
  private let frame: Frame
  private let rows: Range<Int>

  init(rule: String, of subject: String) throws {
    var random = SeededRandom(seed: 20_251_031)
    let order = [4, 1, 7, 2, 5, 3, 6]
    let counts = (0..<City.households).map { order[$0 % order.count] }
    precondition(counts.reduce(0, +) == City.persons, "there are as many members as persons")
    let ages = (0..<City.persons).map { _ in Int8(random.below(95)) }
    let wages = (0..<City.persons).map { _ in Int32(random.below(900_000)) }
    frame = Frame([
      "household": Table(
        "household", rowCount: City.households, lists: ["members": ChildList(table: "person", counts: counts)]
      ),
      "person": Table(
        "person", rowCount: City.persons,
        columns: ["age": Column(.int8(ages)), "wage": Column(.int32(wages))]),
    ])
    plan = Plan(
      rules: [try Checker.check(rule, vocabulary: Home.vocabulary)], subject: subject,
      subjectVariable: subject,
      derived: [], vocabulary: Home.vocabulary)
    precondition(plan.unsupported.isEmpty, "the rule has a columnar form")
    rows = 0..<frame[subject].rowCount
  }

  func run() -> Int { plan.run(over: frame, rows: rows, constants: [:]).hits[0].count }
}
