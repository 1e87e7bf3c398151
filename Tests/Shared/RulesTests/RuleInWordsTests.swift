// The rules of the product as plain sentences, and the parameters that stand in them.

import Kernel
import RuleLanguage
import RuleValues
import Rules
import Testing

@Suite struct RuleInWordsTests {
  @Test func everyRuleIsInTheTable() throws {
    #expect(try OwnRules.library.get().rules.map(\.name) == RuleInWords.all.map(\.rule))
  }

  @Test(arguments: RuleInWords.all) func theRuleSaysTheSame(_ one: RuleInWords) throws {
    let rule = try #require(try OwnRules.library.get().rule(one.rule))
    #expect(rule.inWords.zh == one.zh)
    #expect(rule.inWords.en == one.en)
  }

  @Test func noRuleAndNoFactNeedsAFormula() throws {
    let library = try OwnRules.library.get()
    for words in library.rules.map(\.inWords) + library.facts.map(\.inWords) {
      #expect(!words.zh.contains("算式") && !words.zh.contains("_"), "\(words.zh)")
      #expect(!words.en.contains("formula") && !words.en.contains("_"), "\(words.en)")
    }
  }

  @Test func aFactIsAYesOrNoInItsOwnWords() throws {
    let fact = try #require(try OwnRules.library.get().fact(Fact.Key("Person", "newly_severe")))
    #expect(fact.inWords.zh == "同时满足：（1）健在；（2）残疾人证中至少有一本符合：发证日期在截至监测日的 365 天内，且残疾等级为一级或二级")
  }

  @Test func theParameterInForceStandsInTheSentenceOfAHousehold() throws {
    let library = try OwnRules.library.get()
    let rule = try #require(library.rule("low_income"))
    let day = try #require(Day("2025-10-31"))
    let constants = try library.constants(asOf: day, overrides: ["line": "8700"])
    #expect(
      library.conditionInWords(of: rule, constants).zh == "家庭在世人数 > 0，且家庭纯收入 < 监测线（8,700 元）× 家庭在世人数")
  }

  @Test func aParameterThatDiffersByCountyIsNamedWithoutAValue() throws {
    let library = try RuleSample.library(
      "crowded/rule.yaml", "default: 2,", "default: 2, by_county: {530627: 3},")
    #expect(library.rule("crowded")?.inWords.zh == "在世人数 ≥ 人数")
    #expect(try RuleSample.library().rule("crowded")?.inWords.zh == "在世人数 ≥ 人数（2 人）")
  }

  @Test func aValueWithoutWordsStandsInTheOutlineAsComputed() throws {
    let library = try RuleSample.library(
      "crowded/rule.yaml", "{household.living} 人", "{size(string(household.living)) | count} 人")
    let rule = try #require(library.rule("crowded"))
    #expect(rule.zh.outline(.zh, library.vocabulary) == "在世 〔按数据计算〕 人，达到 〔人数〕。")
    #expect(rule.en.outline(.en, library.vocabulary) == "〔living members〕 of 〔how many〕.")
  }

  @Test func noOutlineOfTheProductShowsCode() throws {
    let library = try OwnRules.library.get()
    for rule in library.rules {
      let outline = rule.zh.outline(.zh, library.vocabulary) + rule.en.outline(.en, library.vocabulary)
      #expect(!outline.contains("_") && !outline.contains("算式"), "\(rule.name): \(outline)")
    }
  }

  @Test func aYesOrNoHasBothStatementsOrNone() {
    let problems = RuleSample.problems(
      "facts/person_alive.yaml", "zh: 健在", "holds: {zh: 健在, en: lives}\nzh: 健在")
    #expect(problems.text(.en).contains("fails"))
  }
}
