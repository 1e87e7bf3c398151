// Parts of rules that run row by row: for which rows, and how a plan tells of them.

import RuleLanguage
import RuleValues
import Testing

@testable import Columns

@Suite struct PlanSelectionTests {
  /// Twelve households: `poor` in four, `sick` true in four, false in four and missing in four; `score` is
  /// missing in six. Each has two members, of whom every third is alive, and the members have a bill each.
  private static let frame: Frame = {
    let (rows, members) = (0..<12, 0..<24)
    return Frame([
      "Household": Table(
        "Household", rowCount: 12,
        columns: [
          "poor": .bools(rows.map { $0 % 3 == 0 }), "sick": .bools(rows.map { [true, false, nil][$0 / 4] }),
          "number": .ints(rows.map { Int64($0) }), "score": .ints(rows.map { $0 % 2 == 0 ? 0 : nil }),
          "name": .texts(rows.map { "\($0)" }),
        ], lists: ["members": ChildList(table: "Person", counts: rows.map { _ in 2 })],
        references: ["group": Reference(table: "Group", rows: rows.map { Int32($0 % 2) })]),
      "Person": Table(
        "Person", rowCount: 24,
        columns: ["living": .bools(members.map { $0 % 3 == 0 }), "age": .ints(members.map { Int64($0) })],
        lists: ["bills": ChildList(table: "Bill", counts: members.map { _ in 1 })]),
      "Bill": Table("Bill", rowCount: 24, columns: ["cost": .ints(members.map { Int64($0) })]),
      "Group": Table("Group", rowCount: 2, columns: ["code": .ints([1, 2])]),
    ])
  }()

  private static func compared(_ texts: [String], derived: [(name: String, text: String)] = []) throws
    -> ComparedPlan
  {
    var vocabulary = Town.vocabulary
    var fields: [DerivedField] = []
    for (name, text) in derived {
      let rule = try Checker.check(text, vocabulary: vocabulary)
      fields.append(DerivedField(record: "Household", name: name, variable: "household", rule: rule))
      vocabulary.records["Household"]?.fields[name] = .init(rule.type, always: false)
    }
    let rules = try texts.map { try Checker.check($0, vocabulary: vocabulary, expecting: .bool) }
    return ComparedPlan("selection", rules: rules, derived: fields, vocabulary: vocabulary)
  }

  /// How often the interpreter is asked, after a look at whether all answers are right.
  private static func runs(_ compared: ComparedPlan, rows: Range<Int> = 0..<12) -> Int {
    var verdicts = ComparedPlan.Verdicts()
    let outcome = compared.plan.run(over: frame, rows: rows, constants: ["few": .int(3)], blockRows: 5)
    let found = compared.differences(outcome, frame, rows, ["few": .int(3)], &verdicts)
    #expect(found.isEmpty, "\(found.first ?? "")")
    return outcome.rowRuns
  }

  /// `slow` stands for a test that the interpreter has to make.
  static let selections: [(text: String, runs: Int)] = [
    ("household.poor", 0), ("slow", 12), ("!slow", 12),
    // Where the other side is true, or an error.
    ("household.poor && slow", 4), ("slow && household.poor", 4), ("household.sick && slow", 8),
    ("slow && household.poor && household.sick", 3), ("(slow && household.poor) && household.sick", 3),
    ("household.poor && (slow && household.sick)", 3), ("!(slow && household.poor)", 4),
    // Where the other side is false, or an error.
    ("household.poor || slow", 8), ("slow || household.sick", 8),
    ("slow || household.poor || household.sick", 6),
    ("household.poor && (household.sick || slow)", 2), ("household.poor || (household.sick && slow)", 5),
    ("household.poor && (slow || household.sick)", 2), ("household.poor && !(slow || household.sick)", 2),
    // Where the test of a choice is true, or false; where it is an error nothing is chosen.
    ("household.sick ? slow : household.poor", 4), ("household.sick ? household.poor : slow", 4),
    ("household.sick ? slow : slow", 8), ("slow ? household.poor : household.sick", 12),
    ("household.poor && (household.sick ? slow : household.poor)", 2),
    // The first of two slow ones decides for the second.
    ("slow && slower", 23), ("household.poor && slow && slower", 7), ("slower && slow && household.poor", 7),
    // A number inside a test.
    ("household.poor && int(double(household.number)) + 1 > 3", 4),
    // Child rows of selected rows, and those in a list.
    ("household.members.exists(p, late)", 24), ("household.poor && household.members.exists(p, late)", 8),
    ("household.members.exists(p, p.living && late)", 8),
    ("household.members.filter(p, p.living).exists(p, late)", 8),
    ("household.members.exists(p, household.poor && late)", 8),
    ("size(household.members.map(p, p.living, int(double(p.age) * 2.0)).filter(n, n > 3)) > 0", 8),
    ("household.poor && household.members.exists(p, p.living && late)", 4),
    ("household.members.exists(p, p.bills.exists(b, p.living && double(b.cost + p.age) > 9.0))", 8),
    // A part that only speaks of the household runs once for each.
    ("household.members.exists(p, p.living && slow)", 12),
    // Through a reference.
    ("household.poor && double(household.group.code) > 1.5", 4),
    // A name for a slow value is used where it is needed.
    ("cel.bind(s, slow, household.poor && s)", 4), ("cel.bind(s, slow, household.poor)", 0),
  ]

  @Test(arguments: selections) func aSlowPartRunsForTheRowsThatAreOpen(text: String, runs: Int) throws {
    let text = text.replacing("slower", with: "double(household.number) > 1.5")
      .replacing("slow", with: "(double(household.number) > 0.5)")
      .replacing("late", with: "double(p.age) > 9.0")
    let asked = try Self.runs(Self.compared([text]))
    #expect(asked == runs, "\(text)")
  }

  @Test func someRowsAskOnlyForThemselves() throws {
    let compared = try Self.compared(["household.poor && double(household.number) > 0.5"])
    #expect(Self.runs(compared, rows: 1..<7) == 2)
    #expect(Self.runs(compared, rows: 4..<4) == 0)
  }

  /// The interpreter's own errors decide nothing where the columns decide, and are errors elsewhere.
  @Test func errorsOfEitherSideCountAsTheLanguageSays() throws {
    let sides = [
      "household.poor", "household.sick", "household.score == 0", "double(1 / household.score) > 0.5",
      "double(household.number / household.number) > 0.5", "double(household.score) < 0.5",
    ]
    let pairs = sides.flatMap { left in
      sides.flatMap { right in
        ["\(left) && \(right)", "\(left) || \(right)", "!(\(left) && \(right)) || \(left)"]
          + sides.map { "(\(left)) ? (\(right)) : (\($0))" }
      }
    }
    let asked = try Self.runs(Self.compared(pairs))
    // Each of the three slow sides is wanted of each row by one rule or another, and asked once.
    #expect(asked == 3 * 12)
  }

  @Test func aDerivedFieldIsComputedWhereItIsNeeded() throws {
    let derived = [("tall", "double(household.number) > 0.5"), ("label", "household.name + '户'")]
    #expect(try Self.runs(Self.compared(["household.poor && household.tall"], derived: derived)) == 4)
    #expect(try Self.runs(Self.compared(["household.poor && has(household.tall)"], derived: derived)) == 4)
    let labelled = try Self.compared(["household.poor && household.label.endsWith('户')"], derived: derived)
    #expect(Self.runs(labelled) == 4)
  }

  /// Four rows for the first two, eight for the third, three of them the same.
  @Test func whatTwoRulesShareIsAskedOnce() throws {
    let slow = "double(household.number) > 0.5"
    let rules = ["household.poor && \(slow)", "!(\(slow) && household.poor)", "household.sick && \(slow)"]
    #expect(try Self.runs(Self.compared(rules)) == 9)
  }

  @Test func aPlanTellsWhatRunsRowByRowAndWhere() throws {
    let plan = try Self.compared(
      [
        "household.poor && household.score > 1", "double(household.number) > 0.5",
        "double(household.number) > 0.5 && household.poor && (household.sick || household.tall)",
        "household.members.filter(p, p.living).exists(p, household.sick ? [1, p.age][1] > 2 : false)",
      ], derived: [("tall", "household.poor < household.sick")]
    ).plan
    #expect(plan.courses.map(\.isByRow) == [false, true, false, false])
    #expect(plan.courses[0].steps.isEmpty && plan.unsupported.keys.sorted() == [1])
    #expect(plan.courses[1].steps.map(\.reason.en) == ["double on int"])
    let steps = plan.courses[2].steps
    #expect(steps.map(\.text) == ["double(household.number) > 0.5", "household.poor < household.sick"])
    #expect(steps.map(\.field) == [nil, "Household.tall"])
    #expect(steps[0].conditions.map(\.en) == ["household.poor is true or can't be judged"])
    #expect(steps[0].conditions.map(\.zh) == ["“household.poor”成立或无法判断"])
    #expect(
      steps[1].conditions.map(\.en) == [
        "household.poor && double(household.number) > 0.5 is true or can't be judged",
        "household.sick is false or can't be judged",
      ])
    let inner = try #require(plan.courses[3].steps.first)
    #expect(inner.text == "[1, p.age][1]" && inner.record == "Person")
    #expect(
      inner.conditions.map(\.en) == [
        "it is in household.members.filter(p, p.living)", "household.sick is true",
      ])
  }

  /// The instructions of rules without a slow part are what they were: none but the operators they name.
  @Test func aRuleOverColumnsHasNoInstructionsForSelections() throws {
    let plain = try Self.compared(["household.poor && (household.sick || household.score > 1)"]).plan
    let operations = plain.schedule(of: plain.everything).passes.flatMap(\.instructions).filter {
      $0.sink == nil
    }
    .map(\.operation)
    #expect(operations.count == 3)
    let guarded = try Self.compared([
      "household.poor && (household.sick || household.score > 1)",
      "household.poor && double(household.number) > 0.5",
    ]).plan
    let all = guarded.schedule(of: guarded.everything).passes.flatMap(\.instructions)
    #expect(all.count { if case .byRow = $0.operation { true } else { false } } == 1)
  }
}
