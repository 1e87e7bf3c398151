// The ledgers of places: firms, premiums, projects, sites, demos, policies, tasks and published statistics.

import Kernel

extension FeedKind {
  static let places: [FeedKind] = [
    entities, premiums, projects, sites, demos, policies, tasks, statistics,
  ]

  private static let entities = FeedKind(
    name: "entities", table: "place_entity", recordType: "Entity",
    title: Text(zh: "经营主体", en: "firms and co-ops"), key: .place,
    columns: [
      column("kind", .code([("firm", 0), ("coop", 1)]), "类型（企业、合作社）", "kind"),
      column("name", .name, "名称", "name"),
      column("credit_code", .name, "统一社会信用代码", "credit code"),
      column("start_date", .day, "起", "from"),
      column("end_date", .openDay, "止", "until"),
    ], dayOrders: [("start_date", "end_date")])

  private static let premiums = FeedKind(
    name: "premiums", table: "place_premium", recordType: "Premium",
    title: Text(zh: "防贫保险保费", en: "insurance premiums"), key: .place,
    columns: [
      column("insurer", .name, "承保机构", "insurer"),
      column("start_date", .day, "起", "from"),
      column("end_date", .openDay, "止", "until"),
      column("amount", .money, "保费", "premium"),
    ], dayOrders: [("start_date", "end_date")])

  private static let projects = FeedKind(
    name: "projects", table: "place_project", recordType: "Project", title: Text(zh: "项目", en: "projects"),
    key: .place,
    columns: [
      column("name", .name, "名称", "name"),
      column(
        "class", .code([("person", 0), ("industry", 1), ("infrastructure", 2)]),
        "类别（到人到户、产业发展、基础设施）", "class"),
      column("amount", .money, "资金", "funds"),
      column("review_round", .number(0...99), "评审批次（0 未评审）", "round of review, 0 for none"),
      column("reviewed_on", .openDay, "评审日期", "reviewed on"),
      column("passed", .flag, "评审通过", "passed"),
      column("started_on", .openDay, "开工日期", "started on"),
      column("finished_on", .openDay, "完工日期", "finished on"),
    ], dayOrders: [("started_on", "finished_on")])

  private static let sites = FeedKind(
    name: "sites", table: "place_site", recordType: "Site",
    title: Text(zh: "易地搬迁安置点", en: "resettlement sites"), key: .place,
    columns: [
      column("name", .name, "名称", "name"),
      column("opened_on", .day, "入住日期", "opened on"),
      column("large", .flag, "万人以上安置区", "over 10,000 people"),
    ])

  private static let demos = FeedKind(
    name: "demos", table: "place_demo", recordType: "Demo", title: Text(zh: "示范点", en: "demonstration sites"),
    key: .place,
    columns: [
      column("name", .name, "名称", "name"),
      column("started_on", .day, "启动日期", "started on"),
      column("opened_on", .openDay, "建成日期", "opened on"),
    ], dayOrders: [("started_on", "opened_on")])

  private static let policies = FeedKind(
    name: "policies", table: "place_policy", recordType: "Policy", title: Text(zh: "政策文件", en: "policies"),
    key: .place,
    columns: [
      column("title", .name, "标题", "title"),
      column("level", .code([("city", 0), ("county", 1)]), "层级（市级、县级）", "level"),
      column("issued_on", .day, "印发日期", "issued on"),
      column("end_date", .openDay, "废止日期", "ended on"),
    ], dayOrders: [("issued_on", "end_date")])

  private static let tasks = FeedKind(
    name: "tasks", table: "place_task", recordType: "Task", title: Text(zh: "重点任务", en: "tasks"), key: .place,
    columns: [
      column("title", .name, "标题", "title"),
      column(
        "kind", .code([("key_task", 0), ("gap", 1), ("fund_measure", 2), ("review_round", 3)]),
        "类别（重点任务、短板、资金措施、评审批次）", "kind"),
      column("set_on", .day, "下达日期", "set on"),
      column("due_on", .openDay, "完成时限", "due on"),
      column("done_on", .openDay, "完成日期", "done on"),
    ], dayOrders: [("set_on", "due_on"), ("set_on", "done_on")])

  private static let statistics = FeedKind(
    name: "statistics", table: "place_statistic", recordType: "Statistic",
    title: Text(zh: "统计数据", en: "published statistics"), key: .place,
    columns: [
      column("series", .name, "指标", "series"),
      column("until", .day, "期末日期", "last day of the period"),
      column("value", .money, "数值", "value"),
      column("source", .text, "来源", "source"),
      column("published_on", .day, "发布日期", "published on"),
    ], dayOrders: [("until", "published_on")])
}
