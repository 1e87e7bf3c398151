// The feeds of the departments: whom they speak of, their columns, and what each may hold.

package import Kernel

/// One feed. Its sheet has `record_id`, then `pid`, `group_code` or `place_code`, and the columns below, by
/// name in any order.
package struct FeedKind: Sendable {
  /// Whom a row speaks of.
  package enum Key: String, Sendable {
    case person = "pid"
    case group = "group_code"
    /// A city, county, township or village.
    case place = "place_code"

    /// What the tables of the store call it.
    package var column: String {
      switch self {
      case .person: "person"
      case .group: "group_code"
      case .place: "place"
      }
    }

    /// The end of the name of the index by it.
    package var indexEnd: String {
      switch self {
      case .person: "_by_person"
      case .group: "_by_group"
      case .place: "_by_place"
      }
    }
  }

  /// What a column holds, and how it is stored.
  package enum Content: Sendable {
    /// A real day.
    case day
    /// A real day, or empty while it is still open.
    case openDay
    /// Yuan with up to two decimals, stored in fen.
    case money
    /// Whole yuan, stored in fen.
    case yuan
    /// A whole number in a range.
    case number(ClosedRange<Int64>)
    /// 0 or 1: no or yes.
    case flag
    /// A word of a list, stored as its number.
    case code([(word: String, number: Int64)])
    /// Any text.
    case text
    /// A text that must not be empty: what the row is called or found by.
    case name
  }

  package struct Column: Sendable {
    package let name: String
    package let content: Content
    package let title: Text

    package var isOptional: Bool {
      if case .openDay = content { return true }
      return false
    }

    package var isText: Bool {
      switch content {
      case .text, .name: true
      default: false
      }
    }

    package var isFlag: Bool {
      if case .flag = content { return true }
      return false
    }

    package var isDay: Bool {
      switch content {
      case .day, .openDay: true
      default: false
      }
    }
  }

  /// Two days of a row, of which the second never comes before the first. **Shape**: places of columns.
  package typealias DayOrder = (first: Int, second: Int)

  /// The sheet's name, for example `medical`.
  package let name: String
  /// The table in the store.
  package let table: String
  /// The record type in the vocabulary of rules.
  package let recordType: String
  package let title: Text
  package let key: Key
  /// The day that orders the rows of one person or group; nil for ledgers of places, whose rows stand in the
  /// order of their numbers.
  package let orderedBy: String?
  package let columns: [Column]
  package let dayOrders: [DayOrder]
  /// False for what not every city sends: reports leave it out where nothing came.
  package let isExpected: Bool

  /// - Parameter dayOrders: names of columns that hold days, in pairs.
  init(
    name: String, table: String, recordType: String, title: Text, key: Key, orderedBy: String? = nil,
    columns: [Column], dayOrders: [(String, String)] = [], isExpected: Bool = true
  ) {
    (self.name, self.table, self.recordType, self.title) = (name, table, recordType, title)
    (self.key, self.orderedBy, self.columns) = (key, orderedBy, columns)
    self.isExpected = isExpected && key != .place
    func place(_ name: String) -> Int {
      guard let place = columns.firstIndex(where: { $0.name == name && $0.isDay }) else {
        preconditionFailure("\(name) is a day of its feed")
      }
      return place
    }
    self.dayOrders = dayOrders.map { (place($0.0), place($0.1)) }
  }

  /// The feed of a sheet's name, nil where there is none.
  package static func named(_ name: String) -> FeedKind? { all.first { $0.name == name } }
}

extension FeedKind {
  package static let all: [FeedKind] =
    [
      medical, education, housing, water, employment, disaster, allowances, vehicles, companies, deaths,
      disability, loans, work, bindings, claims,
    ] + places

  static func column(_ name: String, _ content: Content, _ zh: String, _ en: String) -> Column {
    Column(name: name, content: content, title: Text(zh: zh, en: en))
  }

  private static let medical = FeedKind(
    name: "medical", table: "medical_bill", recordType: "MedicalBill",
    title: Text(zh: "医疗费用", en: "medical bills"),
    key: .person, orderedBy: "settle_date",
    columns: [
      column("settle_date", .day, "结算日期", "settled on"),
      column("hospital_level", .number(0...9), "医院等级", "hospital level"),
      column("kind", .text, "类别（I住院 O门诊）", "kind (I inpatient, O outpatient)"),
      column("total_cost", .money, "总费用", "total cost"),
      column("reimbursed", .money, "报销", "reimbursed"),
      column("self_paid", .money, "自付", "self-paid"),
    ])

  private static let education = FeedKind(
    name: "education", table: "school_event", recordType: "SchoolEvent",
    title: Text(zh: "学籍变动", en: "school events"),
    key: .person, orderedBy: "event_date",
    columns: [
      column("event_date", .day, "日期", "date"),
      column("event", .code([("return", 0), ("dropout", 1), ("suspend", 2)]), "变动（复学、辍学、休学）", "event"),
      column("stage", .number(0...9), "学段", "stage"),
    ])

  private static let housing = FeedKind(
    name: "housing", table: "housing_inspection", recordType: "HousingInspection",
    title: Text(zh: "住房鉴定", en: "housing inspections"), key: .person, orderedBy: "inspect_date",
    columns: [
      column("inspect_date", .day, "鉴定日期", "inspected on"),
      column("grade", .code(grades), "等级", "grade"),
      column("method", .text, "方法", "method"),
    ])

  private static let water = FeedKind(
    name: "water", table: "water_outage", recordType: "WaterOutage",
    title: Text(zh: "停水", en: "water outages"),
    key: .group, orderedBy: "start_date",
    columns: [
      column("start_date", .day, "开始", "from"),
      column("end_date", .openDay, "恢复", "until"),
      column("cause", .text, "原因", "cause"),
    ])

  private static let employment = FeedKind(
    name: "employment", table: "job_loss", recordType: "JobLoss", title: Text(zh: "失业", en: "job losses"),
    key: .person, orderedBy: "lost_date",
    columns: [
      column("lost_date", .day, "失业日期", "lost on"),
      column("reason", .text, "原因", "reason"),
      column("reemployed_date", .openDay, "再就业日期", "re-employed on"),
    ])

  private static let disaster = FeedKind(
    name: "disaster", table: "disaster_loss", recordType: "DisasterLoss",
    title: Text(zh: "灾害损失", en: "disaster losses"),
    key: .person, orderedBy: "event_date",
    columns: [
      column("event_date", .day, "日期", "date"),
      column("kind", .text, "灾种", "kind"),
      column("loss", .money, "损失", "loss"),
      column("compensation", .money, "赔付", "compensation"),
    ])

  private static let allowances = FeedKind(
    name: "minlife", table: "allowance", recordType: "Allowance",
    title: Text(zh: "低保", en: "minimum living allowances"), key: .person, orderedBy: "start_date",
    columns: [
      column("start_date", .day, "起", "from"),
      column("end_date", .openDay, "止", "until"),
      column("monthly_amount", .yuan, "月保障金", "monthly amount"),
      column("persons", .number(0...99), "保障人数", "persons"),
    ])

  private static let vehicles = FeedKind(
    name: "vehicles", table: "vehicle", recordType: "Vehicle", title: Text(zh: "车辆", en: "vehicles"),
    key: .person, orderedBy: "reg_date",
    columns: [
      column("plate", .text, "车牌", "plate"),
      column("reg_date", .day, "登记日期", "registered on"),
      column("price", .yuan, "价格", "price"),
    ])

  private static let companies = FeedKind(
    name: "companies", table: "company", recordType: "Company", title: Text(zh: "企业", en: "companies"),
    key: .person, orderedBy: "reg_date",
    columns: [
      column("uscc", .text, "统一社会信用代码", "credit code"),
      column("role", .text, "身份", "role"),
      column("capital", .yuan, "注册资本", "capital"),
      column("status", .text, "状态（A存续 C注销）", "status (A active, C closed)"),
      column("reg_date", .day, "登记日期", "registered on"),
    ])

  private static let deaths = FeedKind(
    name: "deaths", table: "death", recordType: "Death", title: Text(zh: "死亡", en: "deaths"),
    key: .person, orderedBy: "death_date",
    columns: [column("death_date", .day, "日期", "date"), column("cause", .text, "原因", "cause")])

  private static let disability = FeedKind(
    name: "disability", table: "disability_certificate", recordType: "DisabilityCertificate",
    title: Text(zh: "残疾人证", en: "disability certificates"), key: .person, orderedBy: "cert_date",
    columns: [
      column("cert_date", .day, "发证日期", "issued on"),
      column("level", .number(1...4), "等级", "level"),
      column("category", .text, "类别", "category"),
    ])

  private static let loans = FeedKind(
    name: "loans", table: "loan", recordType: "Loan", title: Text(zh: "小额贷款", en: "micro-loans"),
    key: .person, orderedBy: "due_date",
    columns: [
      column("principal", .yuan, "本金", "principal"),
      column("balance", .yuan, "余额", "balance"),
      column("due_date", .day, "到期日", "due on"),
    ])

  private static let work = FeedKind(
    name: "work", table: "work_year", recordType: "WorkYear", title: Text(zh: "务工", en: "work by year"),
    key: .person, orderedBy: "until",
    columns: [
      column("until", .day, "核算年度末（9 月 30 日）", "last day of the accounting year"),
      column("work_place", .number(0...5), "务工地点", "place of work"),
      column("months", .number(0...12), "务工月数", "months worked"),
      column("monthly_wage", .money, "月工资", "monthly wage"),
      column("organised", .flag, "有组织输出", "sent by an organised party"),
      column("certificate", .flag, "持有技能证书", "holds a skill certificate"),
    ], isExpected: false)

  private static let bindings = FeedKind(
    name: "bindings", table: "binding", recordType: "Binding", title: Text(zh: "双绑", en: "bindings"),
    key: .person, orderedBy: "start_date",
    columns: [
      column("entity", .name, "经营主体信用代码", "credit code of the entity"),
      column("form", .code(bindingForms), "绑定形式", "form"),
      column("start_date", .day, "起", "from"),
      column("end_date", .openDay, "止", "until"),
    ], dayOrders: [("start_date", "end_date")], isExpected: false)

  private static let claims = FeedKind(
    name: "claims", table: "insurance_claim", recordType: "Claim",
    title: Text(zh: "防贫保险理赔", en: "insurance claims"),
    key: .person, orderedBy: "event_date",
    columns: [
      column("cause", .text, "原因", "cause"),
      column("event_date", .day, "出险日期", "date of the event"),
      column("paid_date", .openDay, "赔付日期", "paid on"),
      column("amount", .money, "金额", "amount"),
    ], dayOrders: [("event_date", "paid_date")], isExpected: false)

  private static let bindingForms: [(word: String, number: Int64)] = [
    ("firm", 0), ("firm_coop", 1), ("firm_coop_base", 2),
  ]

  package static let grades: [(word: String, number: Int64)] = [("A", 0), ("B", 1), ("C", 2), ("D", 3)]
}
