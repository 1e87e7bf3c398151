// The pages of households, rules, searches and data quality: what they say.
import Dashboards
import Kernel
import Pages
import Testing

@Suite struct PageBodiesTests {
  @Test func aHouseholdIsExplainedWithItsEvidence() async throws {
    let text = try await Visitor().ask("/households/530627/5306270000").text
    for words in [
      "陈某明家", "命中 2 条规则，要入户核实", "低于监测线", "过去十二个月自付医疗费共 12,340 元，超过 10,000 元。",
      "8,450.50 元", "medical.csv 第 18240 行", "530627**********1X", "18,360 元", "已故", "证件校验码不符", "差 2.6 个百分点",
      "其中在世 3 人", "依据规则：自付医疗费 ≥ 门槛（10,000 元）",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func aTrialShowsWhoEntersAndLeaves() async throws {
    let form = try await Visitor().ask("/rules/low-income").text
    #expect(form.contains("action=\"/rules/low-income/trial\""))
    #expect(form.contains("name=\"line\" maxlength=\"20\" autocomplete=\"off\" value=\"8000\""))
    let page = try await Visitor().ask("/rules/low-income/trial?line=8%22700").text
    for words in ["1,302", "用时 37 毫秒", "全市风险户", "value=\"8&quot;700\"", "−100", "只试算"] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(try await Visitor().ask("/rules/low-income/trial").text.contains("取值与现在相同"))
    #expect(try await Visitor().ask("/rules/none/trial").status == 404)
  }

  @Test func theMostUrgentFindingStandsFirstAndIsTheVerdict() {
    func finding(_ name: String, _ severity: Severity) -> HouseholdFinding {
      HouseholdFinding(
        rule: RuleLabel(
          name: name, title: Text(zh: name, en: name), severity: severity, cause: Text(zh: "", en: "")),
        sentence: Text(zh: name, en: name), condition: Text(zh: "", en: ""), reasons: [], evidence: [])
    }
    let page = HouseholdPage(
      county: 530_627, number: 1, head: "", path: Cast.path, type: Text(zh: "一般农户", en: "ordinary"),
      stamp: Cast().stamp, members: [], incomes: [], living: [],
      findings: [
        finding("a", .amber), finding("b", .exclusion), finding("c", .red), finding("d", .amber),
        finding("e", .red),
      ])
    #expect(page.findings.map(\.rule.name) == ["c", "e", "a", "d", "b"])
    #expect(page.risks.first?.sentence.zh == "c")
  }

  @Test func anUrgentFindingStandsAboveAWatchedOneOfAnEarlierRule() async throws {
    var source = Cast()
    source.listed = [
      RiskHousehold(
        county: 530_627, number: 1, head: "", group: "", members: 1, rules: [Cast.rules[1], Cast.rules[0]],
        incomePerHead: nil)
    ]
    let text = try await Visitor(source: source).ask("/households/530627/1").text
    let urgent = try #require(text.firstRange(of: "<h3>收入低于监测线"))
    let watched = try #require(text.firstRange(of: "<h3>收入下降超过三成"))
    #expect(urgent.lowerBound < watched.lowerBound)
  }

  @Test func anExclusionAsksForTheAssetsFirst() async throws {
    #expect(try await Visitor().ask("/households/530627/5306270003").text.contains("但有排除情形"))
  }

  @Test func aHouseholdWithoutFindingsIsFine() async throws {
    let page = HouseholdPage(
      county: 530_627, number: 1, head: "", path: Cast.path, type: Text(zh: "一般农户", en: "ordinary"),
      stamp: Cast().stamp, members: [], incomes: [], living: [], findings: [])
    var source = Cast()
    source.listed = [
      RiskHousehold(
        county: 530_627, number: 1, head: "", group: "", members: 0, rules: [], incomePerHead: nil)
    ]
    #expect(!page.isExcluded && page.risks.isEmpty)
    let text = try await Visitor(source: source).ask("/households/530627/1").text
    #expect(text.contains("第 1 户") && text.contains("没有规则命中"))
  }

  @Test(arguments: [
    ("/search?q=%E9%BE%98", "没有找到“龘”"), ("/search?q=77", "没有这个户编号的农户"), ("/search", "输入姓名、证件号码、电话、户编号或地名"),
    ("/search?q=%E6%9F%90&page=3", "结果只有 1 页"), ("/quarantine?feed=education", "没有符合条件的退回记录"),
    ("/quarantine?page=4", "记录只有 1 页"),
  ])
  func nothingFoundSaysWhy(link: String, words: String) async throws {
    let visit = try await Visitor().ask(link)
    #expect(visit.status == 200 && visit.text.contains(words))
  }

  @Test func aSearchShowsThePlaceOfEveryHousehold() async throws {
    let visit = try await Visitor().ask("/search?q=%E9%99%88")
    #expect(visit.targets.contains("/households/530627/5306270000"))
    #expect(visit.targets.contains("/places/530627101003002"))
    #expect(visit.text.contains("value=\"陈\""))
  }

  @Test func aRuleShowsItsTextAndItsParameters() async throws {
    let visit = try await Visitor().ask("/rules/low-income")
    #expect(visit.text.contains("household.living.size() &gt; 0 &amp;&amp;"))
    #expect(visit.text.contains("在世人数 &gt; 0，且家庭纯收入 &lt; 监测线 × 在世人数"))
    #expect(visit.text.contains("镇雄县 2025-01-01 起 8,700 元"))
    #expect(visit.targets.contains("/places/530627?sort=low-income&order=down#matrix"))
    #expect(visit.text.contains("基本信息") && visit.text.contains("R05 low-income"))
  }

  @Test func aRuleListsItsFactsOnlyWhereItUsesAny() async throws {
    let text = try await Visitor().ask("/rules/low-income").text
    for words in ["所用事实", "家庭纯收入 &lt;合计&gt;", "最近一年各项收入减去生产经营支出", "<code>Household.net_income</code>"] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(try await !Visitor().ask("/rules/vehicle").text.contains("所用事实"))
  }

  @Test func countsOfFaultsLeadToTheirRows() async throws {
    let visit = try await Visitor().ask("/quality")
    #expect(visit.targets.contains("/quarantine?feed=medical&fault=bad_check"))
    #expect(!visit.targets.contains("/quarantine?feed=education&fault=bad_check"))
    #expect(visit.text.contains("从未导入") && visit.text.contains("8,011,270"))
  }

  @Test func withoutDataThePagesSayWhatToDo() async throws {
    var source = Cast()
    (source.feeds, source.refused) = ([], [])
    let visitor = Visitor(source: source)
    #expect(try await visitor.ask("/quality").text.contains("还没有导入数据"))
    #expect(try await visitor.ask("/quarantine").text.contains("没有退回的记录"))
  }
}
