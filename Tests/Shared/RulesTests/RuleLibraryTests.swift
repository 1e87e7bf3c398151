// What a loaded library tells of its rules: facts, words, fingerprints, text for the command line.

import Kernel
import RuleLanguage
import RuleValues
import Rules
import Testing

@Suite struct RuleLibraryTests {
  @Test func aRuleKnowsItsFactsInTheOrderOfComputing() throws {
    let rule = try #require(RuleSample.library().rule("crowded"))
    #expect(rule.facts == [Fact.Key("Person", "alive"), Fact.Key("Household", "living")])
    #expect(rule.parameterNames == ["crowd"])
    #expect(rule.bit == 8)
  }

  @Test func factsStandBehindThoseTheyUse() throws {
    let library = try OwnRules.library.get()
    var done = Set<Fact.Key>()
    for fact in library.facts {
      #expect(done.isSuperset(of: fact.uses), "\(fact.key) stands before what it uses")
      done.insert(fact.key)
    }
  }

  @Test func aRuleIsFoundByNameAndByCode() throws {
    let library = try RuleSample.library()
    #expect(library.rule("R03")?.name == "crowded")
    #expect(library.rule("R04") == nil)
  }

  @Test func theSentenceFillsEveryPlaceAndSaysWhatIsNotKnown() throws {
    let library = try RuleSample.library()
    let rule = try #require(library.rule("crowded"))
    let values: [String: Value] = ["household.living": .int(1200), "crowd": .int(2)]
    struct Missing: Error {}
    func look(_ expression: CheckedRule) throws -> Value {
      guard let value = values[normalForm(of: expression.root)] else { throw Missing() }
      return value
    }
    #expect(rule.sentence(.zh, evaluate: look) == "在世 1,200 人，达到 2 人。")
    #expect(rule.sentence(.en, evaluate: look) == "1,200 people of 2 people.")
    #expect(rule.sentence(.zh) { _ in throw Missing() } == "在世 不详 人，达到 不详。")
  }

  @Test func aFailedCaseIsNamedWithItsLine() throws {
    let library = try RuleSample.library("crowded/cases.yaml", "[{}]", "[{}, {}]")
    let outcomes = library.runCases()
    #expect(outcomes.map(\.passed) == [true, false, true])
    #expect(
      library.testText(outcomes, .en) == """
        ✗ crowded/cases.yaml:2 one: expected no hit, got hit.
        rules: 1, cases: 3, passed: 2, failed: 1

        """)
  }

  @Test func aFaultSaysWhatIsMissing() throws {
    let outcomes = try OwnRules.library.get().runCases(of: "low_income")
    let fault = try #require(outcomes.first { $0.answer == .fault }?.fault)
    #expect(fault.zh == "缺少数据：家庭纯收入（最近一个已结账核算年度）。")
    #expect(outcomes.count { $0.fault != nil } == 1)
  }

  @Test func theFingerprintChangesWithARuleButNotWithItsCases() throws {
    let before = try RuleSample.library()
    let sameCases = try RuleSample.library("crowded/cases.yaml", "两人", "二人")
    let other = try RuleSample.library("facts/person_alive.yaml", "<=", "<")
    #expect(before.fingerprint.utf8.count == 16)
    #expect(before.fingerprint == sameCases.fingerprint)
    #expect(before.fingerprint != other.fingerprint)
    #expect(before.rule("crowded")?.fingerprint == sameCases.rule("crowded")?.fingerprint)
    #expect(before.rule("crowded")?.fingerprint != other.rule("crowded")?.fingerprint)
  }

  @Test func aCountyOfACaseHasItsOwnParameters() throws {
    let library = try RuleSample.library(
      "crowded/rule.yaml", "default: 2,", "default: 2, by_county: {530627: 3},")
    let cases = RuleSample.cases.replacing(
      "household: {members: [{age", with: "household: {county: 530627, members: [{age")
    var files = RuleSample.files
    files["crowded/rule.yaml"] = RuleSample.ruleSheet.replacing(
      "default: 2,", with: "default: 2, by_county: {530627: 3},")
    files["crowded/cases.yaml"] = cases
    #expect(library.runCases().map(\.answer) == [.hit, .miss, .miss])
    let county = try RuleLibrary(files: files)
    #expect(county.runCases().map(\.answer) == [.miss, .miss, .miss])
  }

  @Test func theListStandsInColumnsAlsoWithChineseText() throws {
    let lines = try RuleSample.library().listText(.zh).split(separator: "\n")
    #expect(lines[0] == "代码  规则     名称  类别  级别  核查时限  风险类型     用例")
    #expect(lines[1] == "R03   crowded  人多  风险  红色  3 天      04 缺劳动力  3")
    #expect(lines[2].hasPrefix("共 1 条规则（风险 1，排除项 0），2 个事实，2 个参数；版本 "))
  }

  @Test(arguments: [Language.zh, .en]) func thePageOfARuleHoldsAllItsParts(language: Language) throws {
    let page = try RuleSample.library().showText("crowded", language)
    let parts =
      language == .zh
      ? ["R03 crowded  人多", "household.living >= crowd", "crowd = 2 人", "在世人数", "{crowd}", "试验", "两人"]
      : [
        "R03 crowded  Crowded", "household.living >= crowd", "crowd = 2 people", "living members", "a trial",
        "two",
      ]
    for part in parts { #expect(page.contains(part), "\(part) is missing in \(page)") }
  }

  @Test func theValuesOfAParameterAreShownByDateAndCounty() throws {
    let page = try RuleSample.library(
      "crowded/rule.yaml", "default: 2,",
      "default: 2, from: [{date: 2025-01-01, value: 3}],"
        + " by_county: {530627: 4, 530629: [{date: 2026-01-01, value: 5}]},"
    ).showText("crowded", .zh)
    #expect(page.contains("crowd = 2 人；2025-01-01 起 3 人；530627 县：4 人；530629 县：2026-01-01 起 5 人"))
  }

  @Test func anUnknownRuleIsRefusedWithTheNearestName() throws {
    let library = try RuleSample.library()
    do {
      _ = try library.showText("crowdet", .zh)
      Issue.record("crowdet is no rule")
    } catch {
      #expect(error.code == "screening.rule.unknown")
      #expect(error.message.en == "There is no rule crowdet; did you mean crowded?")
    }
  }
}
