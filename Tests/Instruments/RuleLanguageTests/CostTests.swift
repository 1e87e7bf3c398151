// The worst case of a rule: what is cheap, what grows, and what is refused with its place.
import RuleLanguage
import RuleValues
import Testing

struct CostTests {
  private static let vocabulary: Vocabulary = {
    var words = Village.vocabulary
    words.records["household"]?.fields["members"] = .init(.list(.record("person")), most: 30)
    words.records["household"]?.fields["bills"] = .init(.list(.record("bill")), most: 100)
    words.records["household"]?.fields["burden"] = .init(.int, cost: 5_000)
    words.variables["names"] = .init(.list(.string), most: 10)
    return words
  }()

  private func steps(_ text: String) throws -> Int {
    try Checker.check(text, vocabulary: Self.vocabulary, most: .max).cost(Self.vocabulary).steps
  }

  @Test func aComparisonTakesAStepForEachNode() throws {
    #expect(try steps("household.income < 8500") == 5)
  }

  @Test func aLoopTakesItsStepsForEachElementThereMayBe() throws {
    let test = try steps("household.number > 1")
    #expect(try steps("household.members.exists(m, m.age > 1)") == 2 + 30 * (test + 1))
    let nested = try steps("household.members.exists(m, household.bills.exists(b, b.self_paid > m.age))")
    #expect(nested > 30 * 100 * 6 && nested < 30 * 100 * 10)
  }

  @Test func aFieldThatIsComputedCostsWhatItTakes() throws {
    #expect(try steps("household.burden > 1") > 5_000)
    #expect(try steps("household.members.all(m, household.burden > m.age)") > 150_000)
  }

  @Test(arguments: [
    ("names.map(n, n + n)", "names"), ("[1, 2, 3].map(x, x * 2)", "[1, 2, 3]"),
    ("cel.bind(x, household.members, x.filter(m, m.age > 1))", "household.members"),
  ])
  func whatAMacroGivesIsAsLongAsWhatItRunsOver(longer: String, shorter: String) throws {
    let loop = ".all(x, true)"
    let whole = try steps(longer + loop)
    #expect(try whole - steps(longer) == steps(shorter + loop) - steps(shorter))
  }

  @Test(arguments: [
    "household.members.map(m, household.bills.map(b, household.members.map(n, n.age)))",
    "lists.range(900).all(a, lists.range(900).all(b, a != b))",
    "household.members.all(m, household.bills.all(b, m.name.matches(b.kind + b.kind + b.kind + b.kind)))",
  ])
  func whatMayTakeTooLongIsRefusedWithItsPlace(text: String) throws {
    let complaints = #expect(throws: Complaints.self) {
      try Checker.check(text, vocabulary: Self.vocabulary, most: 50_000)
    }
    let complaint = try #require(complaints?.all.first)
    #expect(complaint.code == "rule.tooCostly" && complaints?.all.count == 1)
    #expect(complaint.span.upper > complaint.span.lower)
  }

  @Test func numbersTooLargeToTellStayBelowTheCeiling() throws {
    let text =
      String(repeating: "household.bills.all(b, ", count: 20) + "true" + String(repeating: ")", count: 20)
    #expect(try steps(text) == 1_000_000_000_000)
  }
}
