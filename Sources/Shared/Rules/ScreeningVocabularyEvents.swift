// The record types that the departments' files bring: bills, losses, certificates, loans.

import Kernel
import RuleLanguage
import RuleValues

extension ScreeningVocabulary {
  static let events: [ScreeningRecord] = [
    ScreeningRecord(
      "MedicalBill", "bill", "医疗结算", "medical bill", orderedBy: "settle_date",
      [
        recordNumber,
        ScreeningField("settle_date", .day, "结算日期", "day of settlement"),
        ScreeningField("hospital_level", .number, "医院等级", "hospital level"),
        ScreeningField("kind", .text, "类别（I 住院，O 门诊）", "kind: I inpatient, O outpatient"),
        ScreeningField("total_cost", .money, "总费用", "total cost"),
        ScreeningField("reimbursed", .money, "报销金额", "amount reimbursed"),
        ScreeningField("self_paid", .money, "个人自付", "amount paid by the household"),
      ]),
    ScreeningRecord(
      "SchoolEvent", "event", "学籍变动", "school event", orderedBy: "event_date",
      [
        recordNumber,
        ScreeningField("event_date", .day, "变动日期", "day of the event"),
        ScreeningField("event", .code("school_event"), "变动类别", "kind of event"),
        ScreeningField("stage", .number, "学段", "school stage"),
      ]),
    ScreeningRecord(
      "HousingInspection", "inspection", "住房安全鉴定", "housing inspection", orderedBy: "inspect_date",
      [
        recordNumber,
        ScreeningField("inspect_date", .day, "鉴定日期", "day of inspection"),
        ScreeningField("grade", .grade, "鉴定等级", "grade found"),
        ScreeningField("method", .text, "鉴定方式", "method"),
      ]),
    ScreeningRecord(
      "WaterOutage", "outage", "停水", "water outage", orderedBy: "start_date",
      [
        recordNumber,
        ScreeningField("start_date", .day, "停水日期", "first day without water"),
        ScreeningField("end_date", .day, always: false, "恢复供水日期", "day of return, absent while it lasts"),
        ScreeningField("cause", .text, "原因", "cause"),
      ]),
    ScreeningRecord(
      "JobLoss", "loss", "失业登记", "job loss", orderedBy: "lost_date",
      [
        recordNumber,
        ScreeningField("lost_date", .day, "失业日期", "day the job was lost"),
        ScreeningField("reason", .text, "失业原因", "reason"),
        ScreeningField(
          "reemployed_date", .day, always: false, "再就业日期", "day of re-employment, absent while jobless"),
      ]),
    ScreeningRecord(
      "DisasterLoss", "loss", "受灾损失", "disaster loss", orderedBy: "event_date",
      [
        recordNumber,
        ScreeningField("event_date", .day, "受灾日期", "day of the disaster"),
        ScreeningField("kind", .text, "灾种", "kind of disaster"),
        ScreeningField("loss", .money, "损失金额", "loss"),
        ScreeningField("compensation", .money, "补偿金额", "compensation"),
      ]),
    ScreeningRecord(
      "Allowance", "allowance", "低保", "minimum living allowance", orderedBy: "start_date",
      [
        recordNumber,
        ScreeningField("start_date", .day, "起始日期", "first day"),
        ScreeningField("end_date", .day, always: false, "停发日期", "day it ended, absent while it runs"),
        ScreeningField("monthly_amount", .money, "月保障金额", "amount a month"),
        ScreeningField("persons", .count, "保障人数", "persons covered"),
      ]),
    ScreeningRecord(
      "Vehicle", "vehicle", "车辆", "vehicle", orderedBy: "reg_date",
      [
        recordNumber,
        ScreeningField("plate", .text, "车牌号", "plate"),
        ScreeningField("reg_date", .day, "登记日期", "day of registration"),
        ScreeningField("price", .money, "价格", "price"),
      ]),
    ScreeningRecord(
      "Company", "company", "企业", "company", orderedBy: "reg_date",
      [
        recordNumber,
        ScreeningField("uscc", .text, "统一社会信用代码", "social credit code"),
        ScreeningField("role", .text, "担任角色", "role"),
        ScreeningField("capital", .money, "出资额", "capital"),
        ScreeningField("status", .text, "状态（A 在营，C 注销）", "status: A active, C closed"),
        ScreeningField("reg_date", .day, "登记日期", "day of registration"),
      ]),
    ScreeningRecord(
      "Death", "death", "死亡登记", "death on record", orderedBy: "death_date",
      [
        recordNumber,
        ScreeningField("death_date", .day, "死亡日期", "day of death"),
        ScreeningField("cause", .text, "死因", "cause"),
      ]),
    ScreeningRecord(
      "DisabilityCertificate", "certificate", "残疾人证", "disability certificate", orderedBy: "cert_date",
      [
        recordNumber,
        ScreeningField("cert_date", .day, "发证日期", "day of issue"),
        ScreeningField("level", .number, "残疾等级（1 至 4）", "level, 1 to 4"),
        ScreeningField("category", .text, "残疾类别", "category"),
      ]),
    ScreeningRecord(
      "Loan", "loan", "贷款", "loan", orderedBy: "due_date",
      [
        recordNumber,
        ScreeningField("principal", .money, "贷款本金", "principal"),
        ScreeningField("balance", .money, "贷款余额", "balance"),
        ScreeningField("due_date", .day, "到期日期", "day it falls due"),
      ]),
    ScreeningRecord(
      "WorkYear", "work", "务工年度记录", "year of work", orderedBy: "until",
      [
        recordNumber,
        ScreeningField("until", .day, "核算年度末（9 月 30 日）", "last day of the accounting year"),
        ScreeningField("work_place", .code("work_place"), "务工地点", "place of work"),
        ScreeningField("months", .months, "务工月数", "months worked"),
        ScreeningField("monthly_wage", .money, "月工资", "monthly wage"),
        ScreeningField("organised", .flag, "有组织输出", "sent by an organised party"),
        ScreeningField("certificate", .flag, "持有技能证书", "holds a skill certificate"),
      ]),
    ScreeningRecord(
      "Binding", "binding", "双绑", "binding", orderedBy: "start_date",
      [
        recordNumber,
        ScreeningField("entity", .text, "经营主体信用代码", "credit code of the firm or co-op"),
        ScreeningField("form", .code("binding_form"), "绑定形式", "form of the binding"),
        ScreeningField("start_date", .day, "绑定日期", "first day"),
        ScreeningField("end_date", .day, always: false, "解除日期", "day it ended, absent while it holds"),
      ]),
    ScreeningRecord(
      "Claim", "claim", "防贫保险理赔", "insurance claim", orderedBy: "event_date",
      [
        recordNumber,
        ScreeningField("cause", .text, "出险原因", "cause"),
        ScreeningField("event_date", .day, "出险日期", "day of the event"),
        ScreeningField("paid_date", .day, always: false, "赔付日期", "day it was paid, absent until then"),
        ScreeningField("amount", .money, "理赔金额", "amount"),
      ]),
  ]
}
