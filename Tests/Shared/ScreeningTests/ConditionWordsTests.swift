// The product's own rules over their own cases: what decided, and what a miss is short of, in words.

import Kernel
import RuleLanguage
import RuleTelling
import RuleValues
import Testing

@testable import Screening

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
    ("low_income", "最近一个已结账核算年度的人均纯收入 8,000 元，正好等于监测线 8,000 元，低于即预警"),
    ("near_line", "最近一个已结账核算年度的人均纯收入 9,600 元，正好等于监测线的 120%（9,600 元），低于即预警"),
    ("income_drop30", "最近一个已结账核算年度的家庭纯收入 28,000 元，正好等于预警标准 28,000 元，低于即预警"),
    ("med_10k", "近 12 个月医疗费用个人自付合计 9,999.99 元，距预警标准 10,000 元还差 0.01 元，达到即预警"),
    ("med_low_reimb", "报销金额 8,000 元，正好等于预警标准 8,000 元，低于即预警"),
    ("med_low_reimb", "结算日期 2025-11-01，再过 1 天即预警"),
    ("short_work", "家庭劳动力务工月数合计 6 个月，正好等于预警标准 6 个月，低于即预警"),
    ("water_outage30", "村民小组近 90 天累计停水天数 29 天，距预警标准 30 天还差 1 天，达到即预警"),
    ("insurance_unpaid", "监测日的周岁年龄 59 周岁，距预警标准 60 周岁还差 1 年，达到即预警"),
  ]) func aMissIsToldWithItsDistance(rule: String, sentence: String) throws {
    let told = try sentences(rule, .zh)
    #expect(told.contains(sentence), "\(told)")
  }

  @Test func whatIsAboveAThresholdIsToldAsAboveInEnglish() throws {
    #expect(
      try sentences("med_10k", .en).contains(
        "medical cost paid by the household itself within the last 12 months 9,999.99 yuan, 0.01 yuan "
          + "short of the warning level of 10,000 yuan; a warning once reached"))
  }

  @Test(arguments: [
    "earner_death", "housing_cd", "single_elderly", "elderly_only", "water_unsafe", "orphans",
  ])
  func whatHasNoMeasureIsNeverNear(rule: String) throws { #expect(try sentences(rule, .zh).isEmpty) }

  @Test(arguments: [
    ("low_income", "最近一个已结账核算年度的人均纯收入 7,999.99 元，低于监测线 8,000 元"),
    ("med_low_reimb", "结算日期 2025-02-01，晚于 2024-10-31"), ("med_low_reimb", "报销金额 7,999.99 元，低于 8,000 元"),
    ("dropout", "变动类别 辍学，不是复学"), ("major_ill_no_labour", "健康状况：大病"),
    ("minlife_stopped", "停发日期：有记录"),
    ("minlife_stopped", "最近一个已结账核算年度的人均纯收入 11,999 元，低于监测线的 150%（12,000 元）"),
  ]) func aReasonIsToldWithItsValue(rule name: String, words: String) throws {
    let library = try OwnRules.library.get()
    let rule = try #require(library.rule(name))
    let example = try #require(rule.cases.first { $0.expected == .hit })
    func told(_ reason: Reason) -> [String] {
      let below = reason.because.flatMap(told)
      guard below.isEmpty || reason.operands != nil, case .bool = reason.value else { return below }
      return below + [ConditionWords(library: library).holding(reason.trace).zh]
    }
    let all = try library.trace(example, of: rule).reason.map(told) ?? []
    #expect(all.contains(words), "\(all)")
  }
}
