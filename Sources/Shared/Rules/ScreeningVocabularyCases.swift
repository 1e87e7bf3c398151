// The record types that monitoring itself brings: episodes and measures, with the codes of where they stand.

import Kernel
import RuleLanguage
import RuleValues

extension ScreeningVocabulary {
  static let cases: [ScreeningRecord] = [
    ScreeningRecord(
      "Episode", "episode", "监测个案", "monitoring case", orderedBy: "opened_on",
      [
        ScreeningField("number", .number, "个案编号（县内）", "number of the case within its county"),
        ScreeningField(
          "object_type", .code("object_type"), always: false, "监测对象类型（认定的，或核实时拟定的）",
          "type of monitored household, decided or proposed"),
        ScreeningField("state", .code("episode_state"), "监测日的状态", "state on the screening day"),
        ScreeningField("opened_on", .day, "线索发现日期", "day of the first clue"),
        ScreeningField("registered_on", .day, always: false, "纳入日期", "day of registration"),
        ScreeningField("eliminated_on", .day, always: false, "风险消除日期", "day the risk was eliminated"),
        ScreeningField("ended_on", .day, always: false, "个案结束日期", "day the case ended, however it did"),
        ScreeningField(
          "causes", .text, "风险代码（以 | 分隔，如 01|07）", "codes of the risks, joined by |: 01|07"),
        ScreeningField("is_emergency", .flag, "先救助后程序", "help before procedure"),
        ScreeningField("carried_over", .flag, "由原有台账转入", "carried over from an older ledger"),
        ScreeningField(
          "earlier", .number, always: false, "上一个案编号（风险再次发生时）", "the case before it, where a risk came back"),
        ScreeningField("due_on", .day, "识别认定应办结日期", "day by which it has to be identified"),
        ScreeningField(
          "income_per_head", .money, always: false, "识别时人均参考收入", "income a head at the verification"),
        ScreeningField(
          "wage", .money, always: false, "识别时十二个月的工资性收入", "wages of twelve months at the verification"),
        ScreeningField("line", .money, always: false, "识别时的监测线", "the line at the verification"),
        ScreeningField("notice_days", .number, always: false, "识别公示天数", "days that the notice hung"),
        ScreeningField("notice_shown", .flag, always: false, "识别公示有凭证", "the notice has its evidence"),
        ScreeningField("by_help", .flag, always: false, "因帮扶消除（否则为自然消除）", "ended by help, not naturally"),
      ]),
    ScreeningRecord(
      "Measure", "measure", "帮扶措施", "assistance measure", orderedBy: "opened_on",
      [
        ScreeningField("number", .number, "措施编号（县内）", "number of the measure within its county"),
        ScreeningField("episode", .number, "所属个案编号", "number of its case"),
        ScreeningField("group", .text, "措施类别代码（如 100A40）", "code of its group, such as 100A40"),
        ScreeningField("kind", .code("measure_kind"), "开发式或保障式", "development or protective"),
        ScreeningField("state", .code("measure_state"), "监测日的状态", "state on the screening day"),
        ScreeningField("cause", .text, "针对的风险代码", "code of the risk that it answers"),
        ScreeningField("opened_on", .day, "计划日期", "day it was planned"),
        ScreeningField("due_on", .day, "应完成日期", "day it is due"),
        ScreeningField("started_on", .day, always: false, "开始日期", "day it began"),
        ScreeningField("done_on", .day, always: false, "完成日期", "day it was done"),
        ScreeningField("cancelled_on", .day, always: false, "取消日期", "day it was cancelled"),
        ScreeningField("amount", .money, always: false, "金额", "amount"),
        ScreeningField(
          "case_state", .code("episode_state"), "所属个案在监测日的状态", "state of its case on the screening day"),
      ]),
  ]

  static let caseConstants: [ScreeningConstant] = [
    ScreeningConstant("object_type", "unstable", 1, "脱贫不稳定户", "unstable out-of-poverty household"),
    ScreeningConstant("object_type", "marginal", 2, "边缘易致贫户", "marginal household prone to poverty"),
    ScreeningConstant("object_type", "sudden", 3, "突发严重困难户", "household in sudden severe difficulty"),
    ScreeningConstant("episode_state", "identifying", 1, "识别认定中", "being identified"),
    ScreeningConstant("episode_state", "monitored", 2, "监测帮扶中", "registered and helped"),
    ScreeningConstant("episode_state", "eliminated", 3, "风险消除", "risk eliminated"),
    ScreeningConstant("episode_state", "refused", 4, "不纳入", "not included"),
    ScreeningConstant("episode_state", "extinct", 5, "整户消亡", "household extinct"),
    ScreeningConstant("episode_state", "moved_out", 6, "整户迁移", "household moved out"),
    ScreeningConstant("episode_state", "wrongly_included", 7, "错纳清退", "wrongly included"),
    ScreeningConstant("measure_kind", "development", 1, "开发式帮扶", "development"),
    ScreeningConstant("measure_kind", "protective", 2, "保障式帮扶", "protective"),
    ScreeningConstant("measure_state", "planned", 1, "已计划", "planned"),
    ScreeningConstant("measure_state", "started", 2, "实施中", "under way"),
    ScreeningConstant("measure_state", "done", 3, "已完成", "done"),
    ScreeningConstant("measure_state", "cancelled", 4, "已取消", "cancelled"),
  ]
}
