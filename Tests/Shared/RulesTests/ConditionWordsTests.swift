// The product's own rules over their own cases: what decided, and what a miss is short of, in words.

import Kernel
import RuleLanguage
import RuleTelling
import RuleValues
import Testing

@testable import Rules

@Suite struct ConditionWordsTests {
  @Test(arguments: RuleFilesTests.names) func everyHitHasReasonsAndNoMissHas(of name: String) throws {
    let library = try OwnRules.library.get()
    let rule = try #require(library.rule(name))
    for example in rule.cases {
      let trace = try library.trace(example, of: rule)
      switch example.expected {
      case .hit:
        let reason = try #require(trace.reason)
        #expect(trace.isTrue == true && !reason.because.isEmpty || reason.operands != nil, "\(example.line)")
        let known = reason.records.allSatisfy { ScreeningVocabulary.record($0.typeName) != nil }
        #expect(known && trace.missing?.isEmpty == true)
      case .miss:
        #expect(trace.isTrue == false, "\(name):\(example.line)")
        #expect(trace.missing?.isEmpty != true)
      case .fault: #expect(trace.isTrue == nil && trace.missing == nil && trace.reason == nil)
      }
    }
  }

  /// What the near miss cases say in words, those that are near.
  private func sentences(_ name: String, _ language: Language) throws -> [String] {
    let library = try OwnRules.library.get()
    let rule = try #require(library.rule(name))
    let words = ConditionWords(library: library)
    let reach = Reach(share: 0.2, span: TimeSpan(seconds: 30 * 86_400))
    return try rule.cases.compactMap { example in
      let near = try library.trace(example, of: rule).nearMiss(within: reach)?.map(words.missing)
      guard let near, !near.contains(where: { $0 == nil }) else { return nil }
      return near.compactMap { $0?.sentence(language) }.joined(separator: "; ")
    }
  }

  @Test(arguments: [
    ("low_income", "人均纯收入 8,000 元，正好等于监测线（8,000 元），低于即预警"),
    ("near_line", "人均纯收入 9,600 元，正好等于监测线的 120%（9,600 元），低于即预警"),
    ("income_drop30", "家庭纯收入 28,000 元，正好等于上一年度家庭纯收入的 70%（28,000 元），低于即预警"),
    ("med_10k", "近 12 个月医疗费用个人自付合计 9,999.99 元，距医疗自付预警标准（10,000 元）还差 0.01 元，达到即预警"),
    ("med_low_reimb", "报销金额 8,000 元，正好等于总费用的 40%（8,000 元），低于即预警"),
    ("med_low_reimb", "结算日期 2025-11-01，再过 1 天即预警"),
    ("short_work", "家庭劳动力务工月数合计 6 个月，正好等于 6 个月（3 个月 × 2 人），低于即预警"),
    ("water_outage30", "所在村民小组近 90 天累计停水天数 29 天，距停水预警天数（30 天）还差 1 天，达到即预警"),
    ("insurance_unpaid", "年龄 59 周岁，满 60 周岁即预警"),
  ]) func aMissIsToldWithItsDistance(rule: String, sentence: String) throws {
    let told = try sentences(rule, .zh)
    #expect(told.contains(sentence), "\(told)")
  }

  @Test func whatIsShortOfAThresholdIsToldSoInEnglish() throws {
    let told = try sentences("med_10k", .en)
    #expect(
      told.contains(
        "self-paid medical cost of the last 12 months: 9,999.99 yuan, 0.01 yuan short of the medical "
          + "warning level (10,000 yuan); a warning once reached"), "\(told)")
  }

  @Test(arguments: [
    "earner_death", "housing_cd", "single_elderly", "elderly_only", "water_unsafe", "orphans",
  ])
  func whatHasNoMeasureIsNeverNear(rule: String) throws { #expect(try sentences(rule, .zh).isEmpty) }

  /// What the first hit of the rule says decided it.
  private func reasons(_ name: String) throws -> [ExplainedReason] {
    let library = try OwnRules.library.get()
    let rule = try #require(library.rule(name))
    let example = try #require(rule.cases.first { $0.expected == .hit })
    let reason = try #require(try library.trace(example, of: rule).reason)
    return ReasonList(
      words: ConditionWords(library: library, constants: try library.constants(asOf: example.asOf)),
      name: { _ in nil }
    ).reasons(reason)
  }

  @Test(arguments: [
    ("low_income", ["人均纯收入 7,999.99 元，低于监测线（8,000 元）"]),
    ("near_line", ["人均纯收入 9,599 元，达到监测线（8,000 元），且低于监测线的 120%（9,600 元）", "是脱贫户或监测户，农户类型为脱贫户"]),
    ("income_drop30", ["家庭纯收入 27,999 元，低于上一年度家庭纯收入的 70%（28,000 元）"]),
    ("med_half_income", ["近 12 个月医疗费用个人自付合计 10,000 元，达到家庭纯收入的 50%（10,000 元）"]),
    (
      "med_low_reimb",
      [
        "总费用 20,000 元，达到大额标准（20,000 元）", "报销金额 7,999.99 元，低于总费用的 40%（8,000 元）",
        "结算日期 2025-02-01，在截至监测日的 365 天内",
      ]
    ),
    ("dropout", ["义务教育适龄（6 至 15 周岁，在世），年龄 14 周岁", "最近一条学籍变动为辍学或休学，变动类别为辍学"]),
    ("major_ill_no_labour", ["健康状况为大病", "家庭劳动力人数 0 人"]),
    ("not_in_school", ["义务教育适龄（6 至 15 周岁，在世），年龄 6 周岁", "在校生状况为非在校生", "残疾等级为无残疾"]),
    (
      "housing_worse2",
      [
        "最近一次住房安全鉴定的等级为 D 级，档案登记的住房安全"
          + "等级为 B 级，最近一次住房安全鉴定的等级比档案登记的住房安全等级差的级数 ≥ 预警级数（2 级）"
      ]
    ),
    ("water_unsafe", ["登记的饮水状况为不安全"]),
    ("earner_death", ["近 12 个月内去世，死亡日期 2024-11-01", "年龄 45 周岁，已满 18 周岁，且不超过 59 周岁"]),
    ("insurance_unpaid", ["是脱贫户或监测户，农户类型为脱贫户", "未参加基本医疗保险"]),
    ("short_work", ["家庭劳动力务工月数合计 5 个月，低于 6 个月（3 个月 × 2 人）"]),
    ("zero_employment", ["是脱贫户或监测户，农户类型为脱贫户", "家庭劳动力人数 2 人", "务工人数 0 人"]),
    (
      "new_disability_no_carer",
      ["近 12 个月内新办一级或二级残疾人证（在世），发证日期 2025-03-01，残疾等级为二级", "不是照料人，年龄 70 周岁，劳动能力为无劳动力", "家中照料人人数 0 人"]
    ), ("elderly_only", ["家庭在世人数 2 人，达到 2 人", "年满 65 周岁的在世成员人数 2 人，与家庭在世人数相同"]),
    ("minlife_stopped", ["人均纯收入 11,999 元，低于监测线的 150%（12,000 元）", "停发日期 2025-06-30，在截至监测日的 180 天内"]),
  ]) func theReasonsAreFewAndTelling(rule: String, words: [String]) throws {
    let told = try reasons(rule).map(\.words.zh)
    #expect(told == words, "\(told)")
  }

  @Test(arguments: RuleFilesTests.names) func noReasonShowsTheRuleLanguage(of name: String) throws {
    let told = try reasons(name)
    #expect((1...ReasonList.most).contains(told.count))
    #expect(Set(told.map(\.words)).count == told.count)
    for reason in told {
      #expect(!reason.words.zh.contains("_") && !reason.words.en.contains("_"))
      #expect(!reason.words.zh.contains("算式") && !reason.words.en.contains("formula"))
    }
  }

  @Test func aPartWithoutWordsIsLeftOutWhileOthersRemain() throws {
    func told(_ heads: [(String, isPlain: Bool)]) -> [String] {
      ReasonList.telling(
        heads.map {
          ToldCondition(head: Text(zh: $0.0, en: $0.0), source: "", about: nil, uses: [], isPlain: $0.isPlain)
        }
      ).map(\.words.zh)
    }
    #expect(told([("甲", true), ("算式", false)]) == ["甲"])
    #expect(told([("算式", false)]) == ["算式"])
  }
}
