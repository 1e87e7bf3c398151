// The named codes of the registry, for example `household_type.monitored`.

import Kernel
import RuleLanguage
import RuleValues

extension ScreeningVocabulary {
  package static let constants: [ScreeningConstant] = registered + caseConstants

  private static let registered: [ScreeningConstant] = [
    ScreeningConstant("grade", "A", 0, "A 级", "grade A"),
    ScreeningConstant("grade", "B", 1, "B 级", "grade B"),
    ScreeningConstant("grade", "C", 2, "C 级", "grade C"),
    ScreeningConstant("grade", "D", 3, "D 级", "grade D"),
    ScreeningConstant("household_type", "general", 0, "一般农户", "ordinary household"),
    ScreeningConstant("household_type", "out_of_poverty", 1, "脱贫户", "out-of-poverty household"),
    ScreeningConstant("household_type", "monitored", 2, "监测户", "monitored household"),
    ScreeningConstant("sex", "male", 1, "男", "male"),
    ScreeningConstant("sex", "female", 2, "女", "female"),
    ScreeningConstant("school", "none", 0, "非在校生", "not in school"),
    ScreeningConstant("school", "kindergarten", 1, "学前教育", "kindergarten"),
    ScreeningConstant("school", "primary", 2, "小学", "primary school"),
    ScreeningConstant("school", "junior", 3, "初中", "junior secondary school"),
    ScreeningConstant("school", "senior", 4, "高中阶段", "senior secondary school"),
    ScreeningConstant("school", "tertiary", 5, "高等教育", "tertiary education"),
    ScreeningConstant("health", "good", 1, "健康", "good"),
    ScreeningConstant("health", "chronic", 2, "长期慢性病", "chronic illness"),
    ScreeningConstant("health", "major_illness", 3, "大病", "major illness"),
    ScreeningConstant("health", "disabled", 4, "残疾", "disabled"),
    ScreeningConstant("labour", "ordinary", 1, "普通劳动力", "ordinary labour"),
    ScreeningConstant("labour", "skilled", 2, "技能劳动力", "skilled labour"),
    ScreeningConstant("labour", "weak", 3, "弱劳动力或半劳动力", "weak or half labour"),
    ScreeningConstant("labour", "none", 4, "无劳动力", "no labour"),
    ScreeningConstant("work_place", "none", 0, "未务工", "no work away"),
    ScreeningConstant("work_place", "township", 1, "乡镇内", "within the township"),
    ScreeningConstant("work_place", "county", 2, "县内", "within the county"),
    ScreeningConstant("work_place", "city", 3, "市内", "within the city"),
    ScreeningConstant("work_place", "province", 4, "省内市外", "elsewhere in the province"),
    ScreeningConstant("work_place", "outside", 5, "省外", "outside the province"),
    ScreeningConstant("school_event", "returned", 0, "复学", "returned"),
    ScreeningConstant("school_event", "dropout", 1, "辍学", "dropped out"),
    ScreeningConstant("school_event", "suspended", 2, "休学", "suspended"),
    ScreeningConstant("binding_form", "firm", 0, "龙头企业", "firm"),
    ScreeningConstant("binding_form", "firm_coop", 1, "龙头企业加合作社", "firm and co-op"),
    ScreeningConstant("binding_form", "firm_coop_base", 2, "龙头企业加合作社加基地", "firm, co-op and base"),
    ScreeningConstant("entity_kind", "firm", 0, "龙头企业", "firm"),
    ScreeningConstant("entity_kind", "coop", 1, "合作社", "co-op"),
    ScreeningConstant("project_class", "person", 0, "到人到户", "for persons and households"),
    ScreeningConstant("project_class", "industry", 1, "产业发展", "industry"),
    ScreeningConstant("project_class", "infrastructure", 2, "基础设施", "infrastructure"),
    ScreeningConstant("policy_level", "city", 0, "市级", "of the city"),
    ScreeningConstant("policy_level", "county", 1, "县级", "of a county"),
    ScreeningConstant("task_kind", "key_task", 0, "重点任务", "key task"),
    ScreeningConstant("task_kind", "gap", 1, "短板弱项", "gap"),
    ScreeningConstant("task_kind", "fund_measure", 2, "资金措施", "measure on funds"),
    ScreeningConstant("task_kind", "review_round", 3, "评审批次", "round of review"),
  ]
  // What sentences about rules say beside the names.

  /// The yes or no of a field as a statement.
  static let claims: [String: Vocabulary.Claim] = [
    "Episode.is_emergency": claim("先救助后程序", "按程序识别", "is an emergency", "is no emergency"),
    "Episode.carried_over": claim(
      "由原有台账转入", "在本系统识别", "was carried over", "began here"),
    "Episode.notice_shown": claim(
      "识别公示有凭证", "识别公示没有凭证", "has evidence of its notice", "has no evidence of its notice"),
    "Episode.by_help": claim("因帮扶消除", "自然消除", "was ended by help", "ended naturally"),
    "Household.resettled": claim("是易地扶贫搬迁户", "不是易地扶贫搬迁户", "is relocated", "is not relocated"),
    "Household.water_safe": claim(
      "登记的饮水状况为安全", "登记的饮水状况为不安全", "has water registered as safe", "has water registered as unsafe"),
    "Person.id_checked": claim(
      "身份证号校验码相符", "身份证号校验码不符", "has a right identity number", "has a wrong identity number"),
    "Person.medical_insured": claim(
      "已参加基本医疗保险", "未参加基本医疗保险", "has basic medical insurance", "has no basic medical insurance"),
    "Person.pension_insured": claim(
      "已参加养老保险", "未参加养老保险", "has pension insurance", "has no pension insurance"),
    "WorkYear.organised": claim("是有组织输出", "不是有组织输出", "was organised", "was not organised"),
    "WorkYear.certificate": claim("持有技能证书", "没有技能证书", "has a certificate", "has no certificate"),
    "Project.passed": claim("已通过评审", "未通过评审", "has passed the review", "has not passed the review"),
    "Site.large": claim("是万人以上安置区", "不是万人以上安置区", "is a large site", "is not a large site"),
  ]

  private static func claim(
    _ holdsZh: String, _ failsZh: String, _ holdsEn: String, _ failsEn: String
  ) -> Vocabulary.Claim {
    Vocabulary.Claim(
      holds: Wording(zh: holdsZh, en: holdsEn), fails: Wording(zh: failsZh, en: failsEn))
  }

  /// What the departments' letters stand for.
  static let letters: [String: [String: Text]] = [
    "Company.status": ["A": Text(zh: "在营", en: "active"), "C": Text(zh: "注销", en: "closed")],
    "MedicalBill.kind": ["I": Text(zh: "住院", en: "inpatient"), "O": Text(zh: "门诊", en: "outpatient")],
  ]

  /// What numbers without a named constant stand for.
  static let levels: [String: [Int64: Text]] = [
    "Person.disability_level": disability.merging([0: Text(zh: "无残疾", en: "none")]) { first, _ in first },
    "DisabilityCertificate.level": disability,
  ]

  private static let disability: [Int64: Text] = [
    1: Text(zh: "一级", en: "level 1"), 2: Text(zh: "二级", en: "level 2"), 3: Text(zh: "三级", en: "level 3"),
    4: Text(zh: "四级", en: "level 4"),
  ]

  static func letterUnit(_ words: [String: Text]) -> Vocabulary.Unit {
    Vocabulary.Unit("letter", .plain) { value, language in
      guard case .string(let letter) = value else { return nil }
      return words[letter]?(language == .zh ? .zh : .en)
    }
  }

  /// The Chinese measure words of the records that are not counted as 条.
  static let counters = [
    "Household": "户", "Group": "个", "Person": "名", "MedicalBill": "笔", "HousingInspection": "次",
    "WaterOutage": "次", "DisasterLoss": "次", "Vehicle": "辆", "Company": "家", "Loan": "笔",
    "DisabilityCertificate": "本", "Binding": "份", "Claim": "笔", "Entity": "家", "Premium": "笔",
    "Project": "个", "Site": "个", "Demo": "个", "Policy": "项", "Task": "项", "Statistic": "项",
    "Episode": "个", "Measure": "项",
  ]
}
