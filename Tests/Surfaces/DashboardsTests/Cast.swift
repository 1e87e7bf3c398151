// The named cast of the page tests: a city of eleven counties, one village, a few households.
import Access
import Dashboards
import Kernel
import Pages

/// Delivers the cast; one household bears a hostile name, and some doors lead to faults on purpose.
struct Cast: DashboardSource {
  var stamp: ScreeningStamp? = ScreeningStamp(
    asOf: Day(number: 20_392), screenedAt: Instant(milliseconds: 1_761_955_500_000),
    ruleVersion: "2025-10-1a2b")
  var listed: [RiskHousehold] = Cast.riskHouseholds
  var listTotal = 63
  var feeds = Cast.feeds
  var refused = Cast.refused
  var fault: (any Error)?

  static let hostile = "<script>alert('xss')</script>\" onmouseover=\"x"

  static let map = """
    # code, row, column, phone row, phone column
    530602\t2\t1\t2\t2
    530621\t3\t1\t2\t1
    530622\t3\t0\t2\t0
    530623\t1\t3\t1\t3
    530624\t1\t2\t1\t2
    530625\t1\t1\t1\t1
    530626\t0\t2\t0\t2
    530627\t2\t4\t2\t4
    530628\t2\t3\t2\t3
    530629\t1\t4\t1\t4
    530681\t0\t3\t0\t3
    """

  static let rules: [RuleLabel] = [
    ("low-income", "收入低于监测线", "Income under the monitoring line", .red, "收入偏低", "low income"),
    ("income-fell", "收入下降超过三成", "Income fell by over 30%", .amber, "收入骤减", "income loss"),
    ("medical-cost", "自付医疗费一万元以上", "Self-paid medical cost of 10,000 yuan or more", .red, "因病", "illness"),
    ("dropout", "义务教育阶段辍学", "Dropped out of compulsory school", .red, "因学", "schooling"),
    ("housing", "住房为 C 级或 D 级", "Housing of grade C or D", .red, "住房", "housing"),
    ("water-unsafe", "饮水不安全", "Unsafe water", .amber, "饮水", "water"),
    ("jobless", "劳动力失业三个月以上", "All labour out of work for three months", .amber, "务工不稳", "unstable work"),
    ("short-work", "务工时间偏短", "Short work", .amber, "务工不稳", "unstable work"),
    ("elderly-only", "全家都是六十五岁以上老人", "Elderly only", .amber, "缺劳力", "no labour"),
    ("left-behind", "留守儿童", "Left-behind children", .amber, "缺劳力", "no labour"),
    ("disaster-loss", "受灾损失五千元以上", "Disaster loss of 5,000 yuan or more", .red, "因灾", "disaster"),
    ("overdue-loan", "贷款逾期", "Overdue loan", .amber, "债务", "debt"),
    ("vehicle", "有十万元以上车辆", "Vehicle of 100,000 yuan or more", .exclusion, "", ""),
    ("company", "有注册资金十万元以上公司", "Company of 100,000 yuan or more", .exclusion, "", ""),
  ].map { name, zh, en, severity, causeZh, causeEn in
    RuleLabel(
      name: name, title: Text(zh: zh, en: en), severity: severity, cause: Text(zh: causeZh, en: causeEn))
  }

  static func place(_ text: String, _ name: String) -> PlaceName {
    guard let code = PlaceCode(text) else { preconditionFailure("\(text) is a place of the cast") }
    return PlaceName(code, name)
  }

  static let city = place("5306", "昭通市")
  static let county = place("530627", "镇雄县")
  static let township = place("530627101", "青杠乡")
  static let village = place("530627101003", "红岩村")
  static let group = place("530627101003002", "二组")
  static let path = [city, county, township, village, group]

  static let counties: [(PlaceName, Int, Int)] = [
    (place("530602", "昭阳区"), 201_318, 57_420), (place("530621", "鲁甸县"), 110_424, 29_812),
    (place("530622", "巧家县"), 136_550, 41_760), (place("530623", "盐津县"), 91_022, 25_961),
    (place("530624", "大关县"), 65_131, 18_340), (place("530625", "永善县"), 104_220, 31_644),
    (place("530626", "绥江县"), 38_802, 10_015), (county, 318_760, 119_310),
    (place("530628", "彝良县"), 123_554, 42_903), (place("530629", "威信县"), 84_499, 25_402),
    (place("530681", "水富市"), 26_030, 6_110),
  ]

  /// Counts that look like those of a screening: each rule finds its own part of the households at risk.
  static func counts(_ households: Int, _ hit: Int) -> RiskCounts {
    let parts = [66, 104, 24, 3, 40, 26, 13, 173, 133, 124, 7, 31, 28, 12]
    return RiskCounts(
      households: households, persons: households * 38 / 10, hit: hit, candidates: hit - hit / 41,
      byRule: parts.enumerated().map { $0.offset == 3 && hit < 40 ? 0 : hit * $0.element / 1_000 })
  }

  static func sum(_ rows: [PlaceRow]) -> RiskCounts {
    RiskCounts(
      households: rows.map(\.counts.households).reduce(0, +),
      persons: rows.map(\.counts.persons).reduce(0, +),
      hit: rows.map(\.counts.hit).reduce(0, +), candidates: rows.map(\.counts.candidates).reduce(0, +),
      byRule: rules.indices.map { index in rows.map { $0.counts.byRule[index] }.reduce(0, +) })
  }

  private static let risky: [(String, Int, [Int], Int64?)] = [
    ("陈某明", 6, [0, 2], 6_120), ("王某芳", 3, [4], 11_204), (hostile, 1, [8], nil),
    ("罗某云", 5, [1, 7, 12], 9_310),
    ("马某贵", 4, [11], 12_870), ("苏某琴", 2, [8, 9], 8_911),
  ]

  static let riskHouseholds: [RiskHousehold] = risky.enumerated().map { index, one in
    RiskHousehold(
      county: 530_627, number: Int64(5_306_270_000 + index), head: one.0, group: index % 2 == 0 ? "二组" : "一组",
      members: one.1, rules: one.2.map { rules[$0] }, incomePerHead: one.3.map { Money(yuan: $0) })
  }

  func place(_ code: PlaceCode, view: PlaceView, for visitor: Access.Visitor) async throws(Problem)
    -> PlacePage
  {
    let depth = Cast.path.firstIndex { $0.code == code }
    guard let depth else {
      throw Cast.missing("registry.place.unknown", "没有这个地区。", "There is no such place.")
    }
    let children: [PlaceRow] =
      switch depth {
      case 0: Cast.counties.map { PlaceRow($0.0, Cast.counts($0.1, $0.2)) }
      case 1: [PlaceRow(Cast.township, Cast.counts(9_120, 2_861))]
      case 2:
        [
          PlaceRow(Cast.village, Cast.counts(612, 211)),
          PlaceRow(Cast.place("530627101004", Cast.hostile), Cast.counts(407, 120)),
        ]
      case 3:
        [
          PlaceRow(Cast.place("530627101003001", "一组"), Cast.counts(88, 21)),
          PlaceRow(Cast.group, Cast.counts(102, 42)),
          PlaceRow(Cast.place("530627101003003", "三组"), Cast.counts(12, 7)),
        ]
      default: []
      }
    let rows = listed.filter { view.rule == nil || $0.rules.map(\.name).contains(view.rule) }
    let total = view.rule == nil ? listTotal : rows.count
    let isPast = (view.page - 1) * 50 >= max(1, total)
    return PlacePage(
      path: Array(Cast.path.prefix(depth + 1)), stamp: stamp, rules: Cast.rules,
      totals: children.isEmpty ? Cast.counts(102, 42) : Cast.sum(children), children: children,
      households: depth < 3
        ? nil
        : RiskHouseholds(
          rows: isPast ? [] : rows, position: ListPosition(page: view.page, pageSize: 50, total: total)))
  }

  func today(for visitor: Access.Visitor) async throws(Problem) -> TodayPage {
    let page = try await place(Cast.city.code, view: .plain, for: visitor)
    return TodayPage(
      place: Cast.city, stamp: stamp, totals: page.totals, urgent: 21, watched: 34, change: -3,
      households: listed.prefix(2).map { one in
        UrgentHousehold(
          county: one.county, number: one.number, head: one.head, group: one.group, severity: .red,
          sentence: Text(zh: "人均纯收入 <低>。", en: "Income is <low>."), rules: one.rules.count)
      }, refused: 12, subject: nil)
  }

  func search(_ words: String, page: Int, for visitor: Access.Visitor) async throws(Problem) -> SearchPage {
    let hits = listed.filter { $0.head.contains(words) || String($0.number) == words }
    return SearchPage(
      hits: page > 1
        ? []
        : hits.enumerated().map { index, one in
          SearchHit(
            county: one.county, number: one.number, head: one.head,
            member: index % 2 == 1
              ? NamedValue(name: Text(zh: "陈小某", en: "陈小某"), value: Text(zh: "之子", en: "child")) : nil,
            path: Cast.path, riskCount: one.rules.count)
        },
      position: ListPosition(page: page, pageSize: 50, total: hits.count))
  }

  func rules(for visitor: Access.Visitor) async throws(Problem) -> RulesPage {
    let totals = try await place(Cast.city.code, view: .plain, for: visitor).totals
    return RulesPage(
      stamp: stamp, rules: zip(Cast.rules, totals.byRule).map { (rule: $0.0, households: $0.1) },
      households: totals.households)
  }

  func rule(_ name: String, for visitor: Access.Visitor) async throws(Problem) -> RulePage {
    guard let index = Cast.rules.firstIndex(where: { $0.name == name }) else {
      throw Cast.missing("screening.rule.unknown", "没有这条规则。", "There is no such rule.")
    }
    return RulePage(
      rule: Cast.rules[index], code: "R05", stamp: stamp,
      condition: "household.living.size() > 0 &&\n  household.net_income < line * household.living.size()",
      inWords: Text(
        zh: "在世人数 > 0，且家庭纯收入 < 监测线 × 在世人数", en: "living members > 0, and net income < line × living members"),
      parameters: [
        RuleParameter(
          name: "line", title: Text(zh: "监测线（每人每年）", en: "Monitoring line (a person and year)"),
          value: Text(zh: "8,000 元", en: "8,000 yuan"),
          exceptions: [Text(zh: "镇雄县 2025-01-01 起 8,700 元", en: "Zhenxiong from 2025-01-01: 8,700 yuan")],
          written: "8000")
      ],
      facts: index > 0
        ? []
        : [
          RuleFact(
            name: "Household.net_income", meaning: Text(zh: "家庭纯收入 <合计>", en: "net income <sum>"),
            inWords: Text(zh: "最近一年各项收入减去生产经营支出", en: "all incomes of the last year less operating costs"))
        ],
      sentence: Text(
        zh: "人均纯收入 {income}，低于监测线 {line}。", en: "Net income a head of {income} is under the line {line}."),
      source: Text(zh: "云南省防返贫监测工作方案 <2025>", en: "Provincial plan of monitoring <2025>"),
      places: Cast.counties.map {
        (place: $0.0, found: Cast.counts($0.1, $0.2).byRule[index], households: $0.1)
      })
  }

  func trial(
    _ name: String, values: [String: String], for visitor: Access.Visitor
  ) async throws(Problem) -> TrialPage {
    let page = try await rule(name, for: visitor)
    let lines = Cast.counties.map {
      TrialLine(place: $0.0, before: $0.2, after: $0.2 + 1_300, entering: 1_302, leaving: 2)
    }
    return TrialPage(
      rule: page.rule, asOf: stamp?.asOf ?? .distantPast, parameters: page.parameters,
      lines: values.isEmpty ? nil : lines,
      rules: [(rule: page.rule, before: 1_300, after: 1_200)], milliseconds: 37)
  }

  func quality(for visitor: Access.Visitor) async throws(Problem) -> QualityPage { QualityPage(feeds: feeds) }

  func quarantine(
    _ view: QuarantineView, for visitor: Access.Visitor
  ) async throws(Problem) -> QuarantinePage {
    if fault != nil { throw Problem("database.busy", .unavailable, zh: "数据库正忙。", en: "The store is busy.") }
    let rows = refused.filter {
      (view.feed == nil || $0.feed == view.feed) && (view.fault == nil || $0.fault.rawValue == view.fault)
    }
    return QuarantinePage(
      rows: view.page > 1 ? [] : rows,
      position: ListPosition(page: view.page, pageSize: 50, total: rows.count),
      feeds: feeds.map { (feed: $0.feed, title: $0.title) })
  }

  static func missing(_ code: String, _ zh: String, _ en: String) -> Problem {
    Problem(code, .notFound, zh: zh, en: en)
  }
}
