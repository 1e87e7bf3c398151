// What rules compute over rows: values, faults, what an observer hears, and the bounds of an evaluation.
import RuleLanguage
import RuleValues
import Testing

struct ProgramTests {
  @Test(arguments: [
    ("household.income < line", Value.bool(true)), ("grade.C + 1 == grade.D", .bool(true)),
    ("has(household.grade)", .bool(false)),
    ("has(household.grade) && household.grade >= grade.C", .bool(false)),
    ("household.head.name", .string("王秀英")), ("size(household.members)", .int(3)),
    ("household.members.exists(p, p.age >= 60)", .bool(true)),
    ("household.members.all(p, p.age > 9)", .bool(false)),
    ("household.members.exists_one(p, p.age < 18)", .bool(true)),
    ("household.members.filter(p, p.age < 18).map(p, p.name)", .list([.string("李小明")])),
    (
      "sum(household.bills.filter(b, b.settled > as_of - days(365)).map(b, b.self_paid))", .int(1_100_000)
    ),
    ("household.bills.map(b, b.kind == 'I', b.self_paid)", .list([.int(900_000), .int(700_000)])),
    ("last(household.bills).kind", .string("O")), ("max(household.bills.map(b, b.self_paid))", .int(900_000)),
    ("min([3, 1, 2])", .int(1)), ("sum([])", .int(0)), ("sum([1.5, 2.0])", .double(3.5)),
    ("sum([duration('1h'), duration('30m')])", .duration(TimeSpan(seconds: 5_400))),
    ("max([timestamp('2020-01-01T00:00:00Z'), as_of]) == as_of", .bool(true)),
    ("household.members.exists(p, household.bills.exists(b, b.self_paid > p.age * 20000))", .bool(true)),
    ("as_of.getFullYear() - 1", .int(2024)), ("string(days(2))", .string("172800s")),
    ("household.income < line ? 'low' : 'ok'", .string("low")),
    ("household.head == household.head", .bool(false)),
    ("type(household.income) == int", .bool(true)), ("household.grade > 1 || true", .bool(true)),
    ("true || household.grade > 1", .bool(true)), ("false && 1 / 0 > 1", .bool(false)),
    ("7 / 2 == 3 && -7 % 3 == -1", .bool(true)), ("!false || true", .bool(true)),
  ])
  func aRuleGivesItsValue(rule: String, value: Value) throws {
    let got = try Village.value(rule)
    #expect(got == value && got.typeName == value.typeName)
  }

  @Test(arguments: [
    ("household.grade > 1", "noSuchField"), ("household.grade > 1 && true", "noSuchField"),
    ("household.members.map(p, p.birth)", "noSuchField"), ("1 / 0", "divisionByZero"),
    ("1u % 0u", "divisionByZero"),
    ("9223372036854775807 + line", "overflow"), ("-(-9223372036854775807 - 1)", "overflow"),
    ("0u - 1u", "overflow"),
    ("uint(line - 870001)", "overflow"), ("int(1e19)", "overflow"), ("[1][1]", "indexOutOfRange"),
    ("[1][-1]", "indexOutOfRange"), ("{1: 2}[3]", "noSuchKey"), ("last([])", "emptyList"),
    ("max([])", "emptyList"),
    ("min(household.bills.filter(b, false).map(b, b.self_paid))", "emptyList"),
    ("anything < 1", "noOverload"),
    ("anything.exists(x, x)", "noOverload"), ("anything && true", "noOverload"),
    ("int('x')", "badConversion"),
    ("timestamp('2025-02-30T00:00:00Z')", "badConversion"), ("duration('5')", "badConversion"),
    ("{1: 2, 1u: 3}", "duplicateKey"), ("as_of.getHours('Nowhere')", "badTimeZone"),
    ("days(106752)", "timeOutOfRange"), ("timestamp('9999-12-31T00:00:00Z') + days(1)", "timeOutOfRange"),
    ("timestamp(253402300800)", "timeOutOfRange"),
    ("days(9223372036854775807)", "overflow"),
  ])
  func aRuleThatCannotBeComputedSaysWhy(rule: String, code: String) throws {
    #expect(try Village.fault(rule) == "rule." + code)
  }

  @Test func aMissingVariableIsToldByName() throws {
    let rule = try Checker.check("line > 1 && household.income > 1", vocabulary: Village.vocabulary)
    let program = Program(rule, vocabulary: Village.vocabulary)
    #expect(program.names.sorted() == ["household", "line"])
    let fault = #expect(throws: EvaluationFault.self) {
      try program.evaluate { $0 == "line" ? .int(2) : nil }
    }
    #expect(fault?.reason == .unknownVariable("household"))
    #expect(fault?.en.contains("household") == true && fault?.zh.contains("household") == true)
    #expect(fault?.span == Span(12, 21))
  }

  @Test func aFaultCountsOnlyIfNothingElseDecides() throws {
    #expect(try Village.value("[0, 1].exists(x, 1 / x == 1)") == .bool(true))
    #expect(try Village.value("[0, 2].all(x, 1 / x == 1)") == .bool(false))
    #expect(try Village.fault("[0, 2].exists(x, 1 / x == 1)") == "rule.divisionByZero")
    #expect(try Village.fault("[0, 1].all(x, 1 / x == 1)") == "rule.divisionByZero")
    #expect(try Village.fault("[1, 0].exists_one(x, 1 / x == 1)") == "rule.divisionByZero")
  }

  @Test func anObserverHearsWhichRowsDecided() throws {
    let rule = try Checker.check(
      "household.bills.filter(b, b.kind == 'I').exists(b, b.self_paid < 800000)",
      vocabulary: Village.vocabulary)
    var heard: [(Comprehension, Value, Value)] = []
    let value = try Program(rule, vocabulary: Village.vocabulary).evaluate({ Village.values[$0] }) {
      guard case .record(let row) = $0.element, let paid = row.field("self_paid") else { return }
      heard.append(($0.kind, paid, $0.result))
    }
    #expect(value == .bool(true))
    #expect(
      heard.map { "\($0.0.rawValue) \($0.1) \($0.2)" } == [
        "filter 900000 true", "filter 700000 true", "filter 400000 false", "exists 900000 false",
        "exists 700000 true",
      ])
  }

  @Test func aLoopVariableHidesAVariableOfTheSameName() throws {
    #expect(try Village.value("[1].map(line, line + 1)") == .list([.int(2)]))
    #expect(try Village.value("[1].map(line, .line)") == .list([.int(870_000)]))
    #expect(try Village.value("[1].map(x, [2].map(x, x))") == .list([.list([.int(2)])]))
  }

  @Test func evaluationIsBounded() throws {
    let ten = "[1,2,3,4,5,6,7,8,9,10]"
    let nest = (1...9).reduce("true") { text, level in "\(ten).all(x\(level), \(text))" }
    #expect(try Village.fault(nest) == "rule.budgetSpent")
    let doubling = (1...60).reduce("['ab']") { text, level in "\(text).map(x, x + x)" }
    #expect(try Village.fault(doubling) == "rule.tooLarge")
    let shared = (1...100).reduce("[1]") { text, level in "\(text).map(x, [x, x])" }
    #expect(try Village.fault("[\(shared)].exists(s, s == s)") == "rule.budgetSpent")
    #expect(try Village.fault("[\(shared)].exists(s, s in [s])") == "rule.budgetSpent")
    let swallowed = "\(nest) || true"
    #expect(try Village.fault(swallowed) == "rule.budgetSpent")
  }
}
