// The record types that rules see: household, group and person.

import Kernel
import RuleLanguage
import RuleValues

extension ScreeningVocabulary {
  static let households: [ScreeningRecord] = [
    ScreeningRecord(
      "Household", "household", "农户", "household",
      [
        ScreeningField("number", .number, "户编号", "household number"),
        ScreeningField("type", .code("household_type"), "农户类型", "household type"),
        ScreeningField("registered_year", .number, always: false, "建档年份", "year of registration"),
        ScreeningField("resettled", .flag, "易地扶贫搬迁户", "relocated"),
        ScreeningField("housing_grade", .grade, always: false, "档案登记的住房安全等级", "registered housing grade"),
        ScreeningField("water_safe", .flag, always: false, "档案登记的饮水状况（是否安全）", "registered water safety"),
        ScreeningField("county", .number, "县级区划代码（六位）", "six digits of the county"),
        ScreeningField("group", .record("Group"), "所在村民小组", "villager group"),
        ScreeningField("incomes", .rows("IncomeYear"), "各核算年度收入", "incomes by accounting year"),
        ScreeningField("members", .rows("Person"), "家庭成员（含已去世的）", "members, those who died included"),
        ScreeningField("medical_bills", .rows("MedicalBill"), "全家医疗结算", "medical bills of all members"),
        ScreeningField("housing_inspections", .rows("HousingInspection"), "住房安全鉴定", "housing inspections"),
        ScreeningField("disaster_losses", .rows("DisasterLoss"), "受灾损失", "disaster losses"),
        ScreeningField("allowances", .rows("Allowance"), "低保享受记录", "minimum living allowances"),
        ScreeningField("vehicles", .rows("Vehicle"), "名下车辆", "vehicles owned"),
        ScreeningField("companies", .rows("Company"), "名下企业", "companies owned"),
        ScreeningField("loans", .rows("Loan"), "贷款", "loans"),
        ScreeningField("bindings", .rows("Binding"), "与经营主体的双绑", "bindings to firms and co-ops"),
        ScreeningField("claims", .rows("Claim"), "防贫保险理赔", "claims on the insurance"),
        ScreeningField("episodes", .rows("Episode"), "监测个案", "monitoring cases"),
        ScreeningField("measures", .rows("Measure"), "帮扶措施", "assistance measures"),
      ]),
    ScreeningRecord(
      "Group", "group", "村民小组", "villager group",
      [
        ScreeningField("code", .number, "小组代码（十五位）", "fifteen digits of the group"),
        ScreeningField("water_outages", .rows("WaterOutage"), "停水记录", "water outages"),
      ]),
    ScreeningRecord(
      "IncomeYear", "income", "核算年度收入", "income of an accounting year", orderedBy: "year",
      [
        ScreeningField("year", .number, "核算年度（上年 10 月至当年 9 月）", "accounting year, October to September"),
        ScreeningField("wage", .money, "工资性收入", "wage income"),
        ScreeningField("operating", .money, "生产经营性收入", "operating income"),
        ScreeningField("property", .money, "财产性收入", "property income"),
        ScreeningField("transfer", .money, "转移性收入", "transfer income"),
        ScreeningField("operating_cost", .money, "生产经营性支出", "operating cost"),
      ]),
  ]

  static let people: [ScreeningRecord] = [
    ScreeningRecord(
      "Person", "person", "家庭成员", "household member",
      [
        ScreeningField("id_checked", .flag, "身份证号校验码相符", "the identity number's check character is right"),
        ScreeningField("sex", .code("sex"), "性别", "sex"),
        ScreeningField("birth", .day, "出生日期", "day of birth"),
        ScreeningField("age", .age, "年龄", "age"),
        ScreeningField(
          "relation", .number, "与户主关系（1 户主，2 配偶，3 子女，4 子女配偶，5 孙辈，6 父母）",
          "relation to the head: 1 head, 2 spouse, 3 child, 4 child in law, 5 grandchild, 6 parent"),
        ScreeningField("education", .number, "文化程度（0 至 5）", "education, 0 to 5"),
        ScreeningField("school_status", .code("school"), "在校生状况", "school status"),
        ScreeningField("health", .code("health"), "健康状况", "health"),
        ScreeningField("labour", .code("labour"), "劳动能力", "ability to work"),
        ScreeningField("disability_level", .number, "残疾等级（0 无，1 至 4 级）", "disability level, 0 none, 1 to 4"),
        ScreeningField("medical_insured", .flag, "已参加基本医疗保险", "has basic medical insurance"),
        ScreeningField("pension_insured", .flag, "已参加养老保险", "has pension insurance"),
        ScreeningField("work_place", .code("work_place"), "务工地点", "place of work"),
        ScreeningField("work_months", .months, "本年务工月数", "months worked this year"),
        ScreeningField("monthly_wage", .money, "月工资", "monthly wage"),
        ScreeningField("school_events", .rows("SchoolEvent"), "学籍变动", "school events"),
        ScreeningField("job_losses", .rows("JobLoss"), "失业登记", "job losses"),
        ScreeningField("deaths", .rows("Death"), "死亡登记", "deaths on record"),
        ScreeningField(
          "disability_certificates", .rows("DisabilityCertificate"), "残疾人证", "disability certificates"),
        ScreeningField("work_years", .rows("WorkYear"), "务工年度记录", "work by accounting year"),
      ])
  ]

  static let recordNumber = ScreeningField("record_number", .number, "部门数据的记录号", "record number of the feed")
}
