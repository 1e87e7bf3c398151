// What decided a rule, and what one that does not hold is missing.
import RuleLanguage
import RuleValues
import Testing

@testable import RuleTelling

@Suite struct TraceTests {
  /// Cottage's household, with `person.elderly` and `household.late_bills` as fields of their own rules.
  static let vocabulary: Vocabulary = {
    var words = Cottage.vocabulary
    words.variables["person"] = .init(.record("person"))
    words.records["person"]?.fields["elderly"] = .init(.bool)
    words.records["household"]?.fields["recent_cost"] = .init(.int)
    return words
  }()

  static func field(_ record: String, _ field: String) -> TracedField? {
    let texts = [
      "person.elderly": ("person", "person.age >= 65"),
      "household.recent_cost": (
        "household",
        "sum(household.bills.filter(b, b.settled > as_of - duration('2640h')).map(b, b.self_paid))"
      ),
    ]
    guard let (variable, text) = texts[record + "." + field],
      let rule = try? Checker.check(text, vocabulary: vocabulary)
    else { return nil }
    return TracedField(variable: variable, rule: rule, vocabulary: vocabulary)
  }

  /// A row whose fields with rules of their own are computed by the interpreter.
  final class Row: Record {
    let row: any Record
    init(_ row: any Record) { self.row = row }
    var typeName: String { row.typeName }

    func field(_ name: String) -> Value? {
      if let own = TraceTests.field(typeName, name) {
        return try? Program(own.rule, vocabulary: own.vocabulary)
          .evaluate { $0 == own.variable ? .record(self) : Cottage.values[$0] }
      }
      return row.field(name).map(Row.wrapped)
    }

    static func wrapped(_ value: Value) -> Value {
      switch value {
      case .record(let record): .record(Row(record))
      case .list(let elements): .list(elements.map(wrapped))
      default: value
      }
    }
  }

  static func trace(_ text: String) throws -> Trace {
    let rule = try Checker.check(text, vocabulary: vocabulary)
    return try Tracer(vocabulary: vocabulary, fields: field).trace(rule) { name in
      Cottage.values[name].map(Row.wrapped)
    }
  }

  /// The reasons at the bottom, as the rule says them, with what tells the element.
  static func leaves(_ reason: Reason, _ element: Value? = nil) -> [String] {
    let element = reason.element ?? element
    let below = reason.because.flatMap { leaves($0, element) }
    return below.isEmpty ? [reason.trace.text + told(element.map { [$0] } ?? [])] : below
  }

  static func told(_ elements: [Value]) -> String {
    elements.map { element in
      guard case .record(let record) = element else { return " @ \(element.description)" }
      return " @ " + ((record.field("name") ?? record.field("self_paid"))?.description ?? "?")
    }.joined()
  }

  static func missing(_ text: String) throws -> [String]? {
    try trace(text).missing?.map { condition in
      let distance = condition.distance.map { " \($0.rises ? "+" : "-")\($0.amount.description)" } ?? ""
      return "\(condition.wanted ? "" : "not ")\(condition.trace.text)\(distance)\(told(condition.elements))"
    }
  }

  @Test(arguments: [
    ("line > 5 || line > 9999999", ["line > 5"]), ("line > 5 || line > 6", ["line > 5", "line > 6"]),
    ("line > 5 && line > 6", ["line > 5", "line > 6"]),
    ("!(line < 5 && line > 6)", ["line < 5"]), ("!(line < 5 || line < 6)", ["line < 5", "line < 6"]),
    ("line > 5 ? line > 6 : line > 7", ["line > 5", "line > 6"]),
    ("household.members.exists(p, p.age > 30)", ["p.age > 30 @ \"王秀英\"", "p.age > 30 @ \"李强\""]),
    (
      "household.members.all(p, p.age > 3)",
      ["p.age > 3 @ \"王秀英\"", "p.age > 3 @ \"李小明\"", "p.age > 3 @ \"李强\""]
    ),
    ("!household.members.all(p, p.age > 30)", ["p.age > 30 @ \"李小明\""]),
    ("household.members.exists_one(p, p.age > 60)", ["p.age > 60 @ \"王秀英\""]),
    ("size(household.members.filter(p, p.age < 18)) == 1", ["p.age < 18 @ \"李小明\""]),
    (
      "household.bills.filter(b, b.kind == 'I').exists(b, b.self_paid > 800000)",
      ["b.kind == 'I' @ 900000", "b.self_paid > 800000 @ 900000"]
    ),
    (
      "last(household.bills.filter(b, b.kind == 'I').map(b, b.self_paid)) > 5",
      ["b.kind == 'I' @ 700000", "b.self_paid @ 700000"]
    ),
    (
      "cel.bind(cost, household.recent_cost, cost > 5)",
      [
        "b.settled > as_of - duration('2640h') @ 700000", "b.settled > as_of - duration('2640h') @ 400000",
        "b.self_paid @ 700000", "b.self_paid @ 400000",
      ]
    ),
    ("household.grade > 3 || line > 5", ["line > 5"]),
  ]) func aTrueRuleRestsOnWhatDecided(rule: String, reasons: [String]) throws {
    let reason = try #require(try TraceTests.trace(rule).reason)
    #expect(reason.trace.isTrue == true)
    #expect(TraceTests.leaves(reason) == reasons)
  }

  @Test func aComparisonTellsItsTwoSides() throws {
    let operands = try #require(try TraceTests.trace("household.income < line").reason?.operands)
    #expect(operands.left.description == "850000" && operands.right.description == "870000")
    #expect(operands.sign == Operator.less)
  }

  @Test func anAbsorbedFaultIsTold() throws {
    let reason = try #require(try TraceTests.trace("household.grade > 3 || line > 5").reason)
    #expect(reason.absorbed.map(\.code) == ["rule.noSuchField"])
    let one = try TraceTests.trace("household.members.exists(p, 10 / (p.age - 9) >= 0)").reason
    #expect(one?.absorbed.map(\.code) == ["rule.divisionByZero"])
  }

  @Test func rowsAreThoseThatDecided() throws {
    func costs(_ rule: String) throws -> [Int64] {
      try (TraceTests.trace(rule).reason?.records ?? []).compactMap { record in
        if case .int(let cost)? = record.field("self_paid") { cost } else { nil }
      }
    }
    #expect(try costs("household.bills.exists(b, b.kind == 'O')") == [400_000])
    #expect(try Set(costs("household.recent_cost > 5")) == [700_000, 400_000])
    #expect(try costs("max(household.bills.map(b, b.self_paid)) > 5") == [900_000])
    #expect(try costs("size(household.bills) == 3") == [900_000, 700_000, 400_000])
    #expect(try costs("household.income > 5").isEmpty)
  }

  @Test(arguments: [
    ("household.income < 800000", ["household.income < 800000 -50001"]),
    ("household.income >= 900000", ["household.income >= 900000 +50000"]),
    ("!(household.income <= 850000)", ["not (household.income <= 850000) +1"]),
    ("household.income > 900000 && line < 5", ["household.income > 900000 +50001", "line < 5 -869996"]),
    ("household.income > 900000 && line > 5", ["household.income > 900000 +50001"]),
    ("household.income > 9000000 || household.income > 900000", ["household.income > 900000 +50001"]),
    ("household.members.exists(p, p.age >= 65)", ["p.age >= 65 +4 @ \"王秀英\""]),
    ("household.members.exists(p, p.elderly)", ["person.age >= 65 +4 @ \"王秀英\""]),
    ("household.head.elderly", ["person.age >= 65 +4 @ \"王秀英\""]),
    (
      "household.members.all(p, p.age > 40)",
      ["p.age > 40 +32 @ \"李小明\"", "p.age > 40 +7 @ \"李强\""]
    ),
    ("!household.members.exists(p, p.age < 20)", ["not p.age < 20 +11 @ \"李小明\""]),
    ("household.members.exists_one(p, p.age < 40)", ["not p.age < 40 +6 @ \"李强\""]),
    ("household.members.exists_one(p, p.age > 70)", ["p.age > 70 +10 @ \"王秀英\""]),
    ("household.income == 5", ["household.income == 5"]),
    ("household.members.exists(p, p.name == '张三' && p.age > 5)", ["p.name == '张三' @ \"王秀英\""]),
    ("line > 5 ? line > 900000 : line > 5", ["line > 900000 +30001"]),
    ("as_of > timestamp('2030-01-01T00:00:00Z')", ["as_of > timestamp('2030-01-01T00:00:00Z') +"]),
  ]) func aFalseRuleIsMissingTheNearest(rule: String, wanted: [String]) throws {
    let missing = try #require(try TraceTests.missing(rule))
    let isSame = missing.count == wanted.count && zip(missing, wanted).allSatisfy { $0.hasPrefix($1) }
    #expect(isSame, "\(missing)")
  }

  @Test func whatHoldsIsMissingNothingAndWhatIsUnknownCannotTurn() throws {
    #expect(try TraceTests.missing("line > 5")?.isEmpty == true)
    #expect(try TraceTests.missing("household.grade > 3") == nil)
    #expect(try TraceTests.missing("household.grade > 3 && line < 5") == nil)
    #expect(try TraceTests.missing("[1].filter(x, x > 5).exists(x, x > 7)") == nil)
  }

  @Test(arguments: [
    ("household.income < 800000", 0.07, true), ("household.income < 800000", 0.06, false),
    ("household.income > 900000 && line < 5", 0.2, false), ("household.income == 5", 0.2, false),
    ("household.income < 0", 0.2, false), ("household.income > 5", 0.2, false),
    ("as_of > timestamp('2025-11-10T00:00:00Z')", 0, true),
    ("as_of > timestamp('2026-11-10T00:00:00Z')", 0, false),
    ("duration('9h') >= duration('10h')", 0.1, true), ("9.0 >= 10.0", 0.1, true),
  ]) func aMissIsNearOnlyWithinReach(rule: String, share: Double, isNear: Bool) throws {
    let reach = Reach(share: share, span: TimeSpan(seconds: 30 * 86_400))
    #expect((try TraceTests.trace(rule).nearMiss(within: reach) != nil) == isNear)
  }

  @Test func aTraceEndsWithItsBudget() throws {
    let rule = try Checker.check(
      "household.members.all(p, household.members.all(q, p.age + q.age > 0))",
      vocabulary: TraceTests.vocabulary)
    #expect(throws: EvaluationFault.self) {
      try Tracer(vocabulary: TraceTests.vocabulary).trace(rule, budget: 12) { Cottage.values[$0] }
    }
  }
}
