// The cast's household in full, its feeds and its refused rows.
import Access
import Dashboards
import Kernel
import Pages

extension Cast {
  func export(
    _ code: PlaceCode, view: PlaceView, look: Look, for visitor: Access.Visitor
  ) async throws(Problem) -> HouseholdSheet {
    let page = try await place(code, view: view, for: visitor)
    return HouseholdSheet(
      place: page.place, households: listed, seesIncome: true, taker: visitor.name, at: look.act.at)
  }

  func reveal(
    county: Int64, number: Int64, look: Look, for visitor: Access.Visitor
  ) async throws(Problem) -> RevealPage {
    let page = try await household(county: county, number: number, for: visitor)
    return RevealPage(
      county: county, number: number, path: page.path, members: [(page.head, "530627198001010011")],
      phone: "13800000000", reason: look.reason)
  }

  func open(
    county: Int64, number: Int64, look: Look, for visitor: Access.Visitor
  ) async throws(Problem) -> HouseholdPage {
    try await household(county: county, number: number, for: visitor)
  }

  func household(
    county: Int64, number: Int64, for visitor: Access.Visitor
  ) async throws(Problem) -> HouseholdPage {
    guard county == 530_627, let one = listed.first(where: { $0.number == number }) else {
      throw Cast.missing("registry.household.unknown", "没有这一户。", "There is no such household.")
    }
    return HouseholdPage(
      county: county, number: number, head: one.head, path: Cast.path,
      type: Text(zh: "脱贫户", en: "out-of-poverty household"), stamp: stamp, members: Cast.members(one.head),
      incomes: Cast.incomes, living: Cast.living, findings: one.rules.map(Cast.finding),
      near: [
        NearFinding(
          rule: Cast.rules[1],
          sentence: Text(zh: "纯收入比上年下降 27.4%，差 2.6 个百分点。", en: "Net income fell by 27.4%, 2.6 points short."))
      ],
      refused: Array(refused.prefix(1)), monitoringLine: Money(yuan: 8_000))
  }

  private static func finding(_ rule: RuleLabel) -> HouseholdFinding {
    HouseholdFinding(
      rule: rule,
      sentence: Text(
        zh: "过去十二个月自付医疗费共 12,340 元，超过 10,000 元。",
        en: "Self-paid medical cost of twelve months is 12,340 yuan, over 10,000."),
      condition: Text(zh: "自付医疗费 ≥ 门槛（10,000 元）", en: "self-paid medical cost ≥ threshold (10,000 yuan)"),
      reasons: [
        Text(
          zh: "近 12 个月医疗费用个人自付合计 12,340 元，达到医疗自付预警标准（10,000 元）",
          en: "self-paid medical cost of the last 12 months 12,340 yuan, at least medical warning level "
            + "(10,000 yuan)")
      ],
      evidence: rule.severity == .exclusion
        ? []
        : [
          Evidence(
            what: Text(zh: "住院，县人民医院", en: "Inpatient, county hospital"), day: Day(number: 20_210),
            amount: Money(fen: 845_050), file: "medical.csv", line: 18_240),
          Evidence(
            what: Text(zh: "门诊 <b>", en: "Outpatient <b>"), day: nil, amount: Money(yuan: 3_889),
            file: "medical.csv",
            line: nil),
        ])
  }

  private static func members(_ head: String) -> [HouseholdMember] {
    let good = Text(zh: "健康", en: "good")
    let ordinary = Text(zh: "普通劳动力", en: "ordinary")
    let none = Text(zh: "无劳动能力", en: "none")
    return [
      HouseholdMember(
        name: head, relation: Text(zh: "户主", en: "head"), sex: .male, age: 52, maskedID: "530627**********1X",
        health: Text(zh: "患大病", en: "major illness"), labour: Text(zh: "弱劳动力", en: "weak"),
        work: Text(zh: "未务工", en: "no work")),
      HouseholdMember(
        name: "李某英", relation: Text(zh: "配偶", en: "spouse"), sex: .female, age: 49,
        maskedID: "530627**********24",
        health: good, labour: ordinary, work: Text(zh: "县内 7 个月", en: "county, 7 months")),
      HouseholdMember(
        name: "陈小某", relation: Text(zh: "之子", en: "child"), sex: .male, age: 13,
        maskedID: "530627**********35",
        health: good, labour: none, work: Text(zh: "在校", en: "at school"),
        flags: [Text(zh: "证件校验码不符", en: "wrong check digit")]),
      HouseholdMember(
        name: "陈某发", relation: Text(zh: "之父", en: "parent"), sex: .male, age: nil,
        maskedID: "530627**********17",
        health: Text(zh: "不详", en: "unknown"), labour: none, work: Text(zh: "–", en: "–"), isLiving: false),
    ]
  }

  private static let incomes = [
    income(2025, [11_200, 8_400, 0, 3_060, 4_300], perHead: 6_120),
    income(2024, [16_000, 9_100, 200, 2_900, 3_000], perHead: 8_400),
  ]

  private static func income(_ year: Int, _ yuan: [Int64], perHead: Int64) -> IncomeRow {
    IncomeRow(
      year: AccountingYear(year), wage: Money(yuan: yuan[0]), operating: Money(yuan: yuan[1]),
      property: Money(yuan: yuan[2]), transfer: Money(yuan: yuan[3]), operatingCost: Money(yuan: yuan[4]),
      perHead: Money(yuan: perHead))
  }

  private static let living: [NamedValue] = [
    NamedValue(
      name: Text(zh: "住房等级", en: "Housing grade"),
      value: Text(zh: "C 级（2025-06-12 鉴定）", en: "C (inspected 2025-06-12)")),
    NamedValue(name: Text(zh: "饮水", en: "Water"), value: Text(zh: "安全", en: "safe")),
    NamedValue(name: Text(zh: "易地搬迁", en: "Relocated"), value: Text(zh: "否", en: "no")),
    NamedValue(name: Text(zh: "建档年份", en: "Registered"), value: Text(zh: "2014 年", en: "2014")),
  ]

  static let feeds: [FeedQuality] = [
    ("households", "农户", "households", 1_300_310, 0, 0, 0, 12, 1_300_298),
    ("persons", "人员", "persons", 5_030_220, 1_811, 0, 640, 102, 5_027_667),
    ("medical", "医保结算", "medical bills", 1_502_450, 2_301, 3_604, 6_230, 911, 1_489_404),
    ("education", "学籍变动", "school events", 24_050, 130, 0, 0, 0, 23_920),
    ("housing", "住房鉴定", "housing inspections", 65_260, 0, 131, 130, 264, 64_735),
    ("water", "供水中断", "water outages", 8_870, 12, 0, 30, 4, 8_824),
    ("loans", "小额信贷", "loans", 80_110, 130, 129, 0, 0, 79_851),
  ].map { feed, zh, en, total, malformed, check, unknown, duplicate, accepted in
    FeedQuality(
      feed: feed, title: Text(zh: zh, en: en), total: total, malformed: malformed, badCheck: check,
      unknown: unknown, duplicate: duplicate, accepted: accepted,
      lastImport: feed == "water" ? nil : Instant(milliseconds: 1_761_952_000_000))
  }

  static let refused: [RefusedRow] = [
    ("medical", "medical.csv", 1_204, "pid", "53062719730512401Z", RowFault.malformed),
    ("medical", "medical.csv", 3_377, "pid", "530627197305124015", .badCheck),
    ("medical", "medical.csv", 4_010, "settle_date", hostile, .malformed),
    ("loans", "loans.csv", 87, "record_id", "L0000087", .duplicate),
    ("water", "water.csv", 9, "group_code", "", .unknown),
  ].map { feed, file, line, column, value, fault in
    RefusedRow(
      feed: feed, file: file, line: line, column: column, value: value, fault: fault,
      remedy: Text(zh: "请数据提供部门核对后重新报送这一行。", en: "Ask the department to check the row and send it again."))
  }
}
