// How rules run, told in words.

import Kernel
import RuleLanguage
import RuleValues
import Rules
import Screening
import Testing

@Suite struct PlanTextTests {
  @Test func howARuleRunsIsToldInBothLanguages() throws {
    let columnar = try Screener(SmallRules.library())
    #expect(try columnar.planText("R03", .zh) == "运行方式\n  整条规则按列运行。\n")
    #expect(columnar.rowByRow.isEmpty)
    let library = try SmallRules.library(
      "crowded/rule.cel", "household.living >= crowd",
      "double(household.living)\n  >= 0.5 && household.living >= crowd")
    let mixed = try Screener(library)
    #expect(
      try mixed.planText("crowded", .zh) == """
        运行方式
          除以下各处外按列运行。
          1. double(household.living) >= 0.5
             逐行计算：农户
             计算范围：“household.living >= crowd”成立或无法判断
             原因：“double”用于 int

        """)
    #expect(
      try mixed.planText("crowded", .en) == """
        How it runs
          It runs over columns, but for these parts.
          1. double(household.living) >= 0.5
             row by row: household
             only where: household.living >= crowd is true or can't be judged
             why: double on int

        """)
    #expect(mixed.rowByRow["crowded"]?.zh == "有 1 处逐行计算，如 double(household.living) >= 0.5（“double”用于 int）")
    #expect(throws: Problem.self) { try mixed.planText("crowdet", .zh) }
  }

  @Test func aRuleWithoutAColumnarFormIsNamedAsAWhole() throws {
    let library = try SmallRules.library(
      "crowded/rule.cel", "household.living >= crowd", "double(household.living) >= double(crowd)")
    let screener = try Screener(library)
    #expect(screener.rowByRow["crowded"]?.en == "all of it household by household (double on int)")
    let page = try screener.planText("crowded", .zh)
    #expect(page.contains("整条规则不能按列运行，逐户计算。") && page.contains("计算范围：全部"))
  }

  @Test func everyShippedRuleRunsWhollyOverColumns() throws {
    let screener = try Screener(OwnRules.library.get())
    #expect(screener.rowByRow.isEmpty)
    for rule in screener.library.rules {
      #expect(try screener.planText(rule.name, .en) == "How it runs\n  All of the rule runs over columns.\n")
    }
  }
}
