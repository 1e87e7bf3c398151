// A rule is put into a sentence that says neither more nor less.
import RuleLanguage
import RuleTelling
import RuleValues
import Testing

struct SentenceTests {
  private static let values: [String: Value] = [
    "line": .int(800_000), "share": .int(25), "window": .int(180), "floor": .int(2),
  ]

  private func told(_ rule: String, _ values: [String: Value] = values) throws -> Wording {
    sentence(
      of: try Checker.check(rule, vocabulary: Hamlet.vocabulary), vocabulary: Hamlet.vocabulary,
      values: values)
  }

  private func expect(_ one: Told) throws {
    let words = try told(one.rule)
    #expect(words.zh == one.zh, "\(one.rule)")
    #expect(words.en == one.en, "\(one.rule)")
  }

  @Test(arguments: SentenceCases.comparisons) func numbersAreShownInTheUnitOfWhatTheyStandBeside(_ one: Told)
    throws
  { try expect(one) }

  @Test(arguments: SentenceCases.shares) func aHundredfoldBesideAPercentageIsAShare(_ one: Told) throws {
    try expect(one)
  }

  @Test(arguments: SentenceCases.grades) func gradesAndCodesAreSaidByName(_ one: Told) throws {
    try expect(one)
  }

  @Test(arguments: SentenceCases.logic) func andOrNotKeepTheirBrackets(_ one: Told) throws { try expect(one) }

  @Test(arguments: SentenceCases.days) func daysAreToldFromADay(_ one: Told) throws { try expect(one) }

  @Test(arguments: SentenceCases.rows) func rowsAreCountedAndJudged(_ one: Told) throws { try expect(one) }

  @Test(arguments: SentenceCases.others) func whatHasNoWordsIsQuoted(_ one: Told) throws { try expect(one) }

  @Test func aParameterWithoutAKnownValueIsOnlyNamed() throws {
    #expect(try told("household.income < line", [:]).zh == "家庭收入 < 监测线")
    let days = "household.since > as_of - days(window) && household.since <= as_of"
    #expect(try told(days, [:]).zh == "迁入日期在截至监测日的追溯期（天）内")
  }

  @Test func namesWithoutWordsAreSaidAsTheyAreWritten() throws {
    let rule = try Checker.check(
      "household.members.exists(m, m.age >= 60) && household.income < line", vocabulary: Cottage.vocabulary)
    let words = sentence(of: rule, vocabulary: Cottage.vocabulary)
    #expect(words.zh == "同时满足：（1）members中至少有一个符合：age ≥ 60；（2）income < line")
    #expect(words.en == "all of: (1) at least one of the members meets: age ≥ 60; (2) income < line")
  }

  /// Comparisons of a number, a day, a grade and a count of rows, plain and denied, with and without company.
  private static let variants: [String] = {
    let signs = ["<", "<=", ">", ">=", "==", "!="]
    let sides = [
      ("household.income", ["100000", "200000", "line", "line * 2", "line * household.size"]),
      (
        "household.debt * 100",
        ["household.income * 20", "household.income * 30", "household.income * share"]
      ),
      ("household.grade", ["0", "1", "2"]),
      ("household.since", ["as_of", "as_of - days(1)", "as_of - days(2)"]),
      ("size(household.members.filter(m, m.ill))", ["1", "2"]),
      ("size(household.members.filter(m, !m.ill))", ["1", "2"]),
    ]
    let plain = sides.flatMap { side in
      side.1.flatMap { limit in signs.map { "\(side.0) \($0) \(limit)" } }
    }
    let quantified = ["exists", "all", "exists_one"].flatMap { macro in
      [1, 2].flatMap { limit in
        signs.map { "household.members.\(macro)(m, m.age \($0) \(limit) && m.ill)" }
      }
    }
    let company = plain.prefix(6).flatMap { one in
      [
        "\(one) && household.poor", "\(one) || household.poor", "!(\(one) && household.poor)",
        "!(\(one) || household.poor)",
      ]
    }
    return plain + quantified + quantified.map { "!\($0)" } + company
  }()

  /// Rules that decide alike may be said alike; of these, all that sentences share do.
  private static let alike: [Set<String>] = [
    ["household.grade <= 0", "household.grade == 0", "household.grade < 1"],
    ["household.grade >= 2", "household.grade == 2", "household.grade > 1"],
    ["household.grade <= 1", "household.grade < 2"], ["household.grade > 0", "household.grade >= 1"],
  ]

  @Test func rulesThatDifferInAThresholdASignOrADenialAreSaidDifferently() throws {
    var known: [String: String] = [:]
    for language in Wording.Language.allCases {
      for rule in Self.variants {
        let words = try language.rawValue + told(rule)(language)
        guard let other = known.updateValue(rule, forKey: words) else { continue }
        #expect(Self.alike.contains { $0.isSuperset(of: [rule, other]) }, "\(rule) and \(other): \(words)")
      }
    }
  }
}
