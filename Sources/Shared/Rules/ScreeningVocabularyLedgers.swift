// The record types of the ledgers of places: they hang under no household, and rules do not see them.

import Kernel
import RuleLanguage
import RuleValues

extension ScreeningVocabulary {
  package static let ledgers: [ScreeningRecord] = [
    ledger(
      "Entity", "entity", "经营主体", "firm or co-op",
      [
        ScreeningField("kind", .code("entity_kind"), "类型", "kind"),
        ScreeningField("name", .text, "名称", "name"),
        ScreeningField("credit_code", .text, "统一社会信用代码", "credit code"),
        ScreeningField("start_date", .day, "起始日期", "first day"),
        ScreeningField("end_date", .day, always: false, "终止日期", "day it ended, absent while it works"),
      ]),
    ledger(
      "Premium", "premium", "防贫保险保费", "insurance premium",
      [
        ScreeningField("insurer", .text, "承保机构", "insurer"),
        ScreeningField("start_date", .day, "保险起期", "first day insured"),
        ScreeningField("end_date", .day, always: false, "保险止期", "last day insured, absent where it is open"),
        ScreeningField("amount", .money, "保费", "premium"),
      ]),
    ledger(
      "Project", "project", "项目", "project",
      [
        ScreeningField("name", .text, "名称", "name"),
        ScreeningField("class", .code("project_class"), "类别", "class"),
        ScreeningField("amount", .money, "资金", "funds"),
        ScreeningField("review_round", .count, "评审批次（0 未评审）", "round of review, 0 for none"),
        ScreeningField("reviewed_on", .day, always: false, "评审日期", "day of the review"),
        ScreeningField("passed", .flag, "评审通过", "passed the review"),
        ScreeningField("started_on", .day, always: false, "开工日期", "day it began"),
        ScreeningField("finished_on", .day, always: false, "完工日期", "day it was finished"),
      ]),
    ledger(
      "Site", "site", "易地搬迁安置点", "resettlement site",
      [
        ScreeningField("name", .text, "名称", "name"),
        ScreeningField("opened_on", .day, "入住日期", "day it opened"),
        ScreeningField("large", .flag, "万人以上安置区", "is for over 10,000 people"),
      ]),
    ledger(
      "Demo", "demo", "示范点", "demonstration site",
      [
        ScreeningField("name", .text, "名称", "name"),
        ScreeningField("started_on", .day, "启动日期", "day it was started"),
        ScreeningField("opened_on", .day, always: false, "建成日期", "day it opened, absent until then"),
      ]),
    ledger(
      "Policy", "policy", "政策文件", "policy",
      [
        ScreeningField("title", .text, "标题", "title"),
        ScreeningField("level", .code("policy_level"), "层级", "level"),
        ScreeningField("issued_on", .day, "印发日期", "day of issue"),
        ScreeningField("end_date", .day, always: false, "废止日期", "day it ended, absent while it holds"),
      ]),
    ledger(
      "Task", "task", "重点任务", "task",
      [
        ScreeningField("title", .text, "标题", "title"),
        ScreeningField("kind", .code("task_kind"), "类别", "kind"),
        ScreeningField("set_on", .day, "下达日期", "day it was set"),
        ScreeningField("due_on", .day, always: false, "完成时限", "day it is due"),
        ScreeningField("done_on", .day, always: false, "完成日期", "day it was done, absent until then"),
      ]),
    ledger(
      "Statistic", "statistic", "统计数据", "published statistic",
      [
        ScreeningField("series", .text, "指标", "series"),
        ScreeningField("until", .day, "期末日期", "last day of the period"),
        ScreeningField("value", .money, "数值", "value"),
        ScreeningField("source", .text, "来源", "source"),
        ScreeningField("published_on", .day, "发布日期", "day of publication"),
      ]),
  ]

  private static func ledger(
    _ name: String, _ variable: String, _ zh: String, _ en: String, _ fields: [ScreeningField]
  ) -> ScreeningRecord {
    let place = ScreeningField("place", .number, "区划代码（十五位）", "fifteen digits of the place")
    return ScreeningRecord(name, variable, zh, en, [recordNumber, place] + fields)
  }
}
