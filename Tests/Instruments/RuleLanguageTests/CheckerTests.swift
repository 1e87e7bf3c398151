// Which type the checker finds for a rule, and what its names refer to.
import RuleLanguage
import RuleValues
import Testing

struct CheckerTests {
  @Test(arguments: [
    ("1 + 2", CELType.int), ("[1, 2]", .list(.int)), ("[1, 'a']", .list(.dyn)), ("[]", .list(.dyn)),
    ("[[], [1]]", .list(.list(.int))), ("{'a': 1}", .map(.string, .int)),
    ("{'a': 1, 'b': 'c'}", .map(.string, .dyn)),
    ("household", .record("household")), ("household.members", .list(.record("person"))),
    ("household.members.map(p, p.age)", .list(.int)),
    ("household.members.filter(p, p.age > 1)", .list(.record("person"))),
    ("household.members[0].birth", .timestamp), ("last(household.bills).kind", .string),
    ("sum(household.bills.map(b, b.self_paid))", .int), ("sum([])", .int), ("max([1.0])", .double),
    ("as_of - as_of", .duration), ("as_of - days(3)", .timestamp), ("as_of > as_of", .bool),
    ("1 < 1.5", .bool),
    ("anything", .dyn), ("anything.foo.bar", .dyn), ("anything + 1", .int), ("anything ? 1 : 2", .int),
    ("dyn(1) == 'a'", .bool), ("true ? [] : [1]", .list(.int)), ("type(1)", .type(.int)), ("grade.C", .int),
    ("int", .type(.int)), ("has(household.grade)", .bool), ("{1: 'a'}[1]", .string),
    ("size('a') + size([])", .int),
    ("null", .null), ("as_of == null", .bool), ("b'a' + b'b'", .bytes), ("anything.map(x, x.y)", .list(.dyn)),
  ])
  func aRuleHasItsType(text: String, type: CELType) throws {
    #expect(try Checker.check(text, vocabulary: Village.vocabulary).type == type)
  }

  @Test func everyNodeHasATypeWithNothingOpen() throws {
    let rule = try Checker.check(
      "[[]].exists(x, x == [1] || size(x) > household.income) ? {} : {'a': []}",
      vocabulary: Village.vocabulary)
    #expect(rule.types.count >= 14)
    for type in rule.types.values { #expect(!"\(type)".contains("parameter") && !holdsOpen(type)) }
  }

  @Test func theLongestDeclaredNameIsTheReference() throws {
    var words = Village.vocabulary
    words.variables["grade"] = .init(.map(.string, .int))
    let rule = try Checker.check("grade.C + grade.other", vocabulary: words)
    #expect(rule.references.values.sorted() == ["grade", "grade.C"])
    guard case .call(_, _, let sides) = rule.root.form else {
      Issue.record("a sum is a call")
      return
    }
    #expect(rule.references[sides[0].id] == "grade.C")
    #expect(rule.references[sides[1].id] == nil)
    let value = try Program(rule, vocabulary: words).evaluate { name in
      name == "grade" ? .map(MapValue([(.string("other"), .int(40))])) : nil
    }
    #expect(value == .int(42))
  }

  @Test func aLoopVariableIsNoReference() throws {
    let rule = try Checker.check("[1].all(line, line > 0)", vocabulary: Village.vocabulary)
    #expect(rule.references.isEmpty)
  }

  @Test func aContainerIsSearchedFromWithinOutwards() throws {
    var words = Vocabulary()
    words.container = "a.b"
    words.variables = ["a.x": .init(.int, value: .int(1)), "x": .init(.int, value: .int(2))]
    let rule = try Checker.check("[x, .x]", vocabulary: words)
    #expect(try Program(rule, vocabulary: words).evaluate { _ in nil } == .list([.int(1), .int(2)]))
  }

  @Test func aTextReadWithoutTypesRunsAsFarAsItCan() throws {
    let rule = try Checker.parse("'a' + 1 == 2 || true || nowhere", vocabulary: Village.vocabulary)
    #expect(rule.types.isEmpty)
    #expect(try Program(rule, vocabulary: Village.vocabulary).evaluate { _ in nil } == .bool(true))
    #expect(throws: Complaints.self) { try Checker.parse("1 +", vocabulary: Village.vocabulary) }
  }

  private func holdsOpen(_ type: CELType) -> Bool {
    switch type {
    case .parameter: true
    case .list(let element), .type(let element): holdsOpen(element)
    case .map(let key, let value): holdsOpen(key) || holdsOpen(value)
    default: false
    }
  }
}
