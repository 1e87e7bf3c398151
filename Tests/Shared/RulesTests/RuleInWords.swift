// What the rules of the product say in words, so that a changed word is seen.

/// A rule by name, and its condition as a sentence.
struct RuleInWords: Sendable {
  let rule: String
  let zh: String
  let en: String

  init(_ rule: String, _ zh: String, _ en: String) { (self.rule, self.zh, self.en) = (rule, zh, en) }

  static let all: [RuleInWords] = [
    RuleInWords(
      "low_income",
      "家庭在世人数 > 0，且家庭纯收入 < 监测线（8,000 元）× 家庭在世人数",
      "living members > 0, and net income < monitoring line (8,000 yuan) × living members"),
    RuleInWords(
      "near_line",
      "同时满足：（1）家庭在世人数 > 0；（2）是脱贫户或监测户；（3）家庭纯收入 ≥ 监测线（8,000 元）× 家庭在世人数；（4）家庭纯收入 < 监测线（8,000 "
        + "元）× 家庭在世人数 × 接近线比例（120%）",
      "all of: (1) living members > 0; (2) the household is an out-of-poverty or a "
        + "monitored household; (3) net income ≥ monitoring line (8,000 yuan) × living members; "
        + "(4) net income < monitoring line (8,000 yuan) × living members × near-line share (120%)"),
    RuleInWords(
      "income_drop30",
      "上一年度家庭纯收入 > 0 元，且家庭纯收入 < 上一年度家庭纯收入 ×（100% − 降幅标准（30%））",
      "net income of the year before > 0 yuan, and net income < net income of the year "
        + "before × (100% − fall limit (30%))"),
    RuleInWords(
      "med_10k",
      "近 12 个月医疗费用个人自付合计 ≥ 医疗自付预警标准（10,000 元）",
      "self-paid medical cost of the last 12 months ≥ medical warning level (10,000 yuan)"),
    RuleInWords(
      "med_half_income",
      "近 12 个月医疗费用个人自付合计 ≥ 医疗自付起点（1,000 元），且近 12 个月医疗费用个人自付合计 ≥ 家庭纯收入 × 医疗负担比例（50%）",
      "self-paid medical cost of the last 12 months ≥ medical floor (1,000 yuan), and "
        + "self-paid medical cost of the last 12 months ≥ net income × medical share (50%)"),
    RuleInWords(
      "med_low_reimb",
      "全家医疗结算中至少有一笔符合：结算日期在截至监测日的 365 天内，且总费用 ≥ 大额标准（20,000 元），且报销金额 < 总费用 × 最低报销比例（40%）",
      "at least one of the medical bills of all members meets: day of settlement is within "
        + "the 365 days up to the screening day, and total cost ≥ big-bill level (20,000 yuan), "
        + "and amount reimbursed < total cost × lowest reimbursed share (40%)"),
    RuleInWords(
      "major_ill_no_labour",
      "同时满足：（1）家庭成员中至少有一名符合：健在，且健康状况为大病；（2）家庭劳动力人数 = 0",
      "all of: (1) at least one of the members meets: is alive, and health is major "
        + "illness; (2) labourers = 0"),
    RuleInWords(
      "dropout",
      "家庭成员中至少有一名符合：义务教育适龄（6 至 15 周岁，在世），且最近一条学籍变动为辍学或休学",
      "at least one of the members meets: is a living member of compulsory school age (6 to "
        + "15), and has a dropout or a suspension as the latest school event"),
    RuleInWords(
      "not_in_school",
      "家庭成员中至少有一名符合：义务教育适龄（6 至 15 周岁，在世），且在校生状况为非在校生，且残疾等级既不为一级，也不为二级",
      "at least one of the members meets: is a living member of compulsory school age (6 to "
        + "15), and school status is not in school, and disability level is neither level 1 nor "
        + "level 2"),
    RuleInWords(
      "student_burden",
      "高中阶段及以上在校生人数 ≥ 在校生人数标准（2 人），且家庭纯收入 < 监测线（8,000 元）× 家庭在世人数 × 低收入比例（150%）",
      "students in senior secondary school or above ≥ student limit (2 people), and net "
        + "income < monitoring line (8,000 yuan) × living members × low-income share (150%)"),
    RuleInWords(
      "housing_cd",
      "住房现有等级为危房等级（C 级）或更差",
      "housing grade now is danger grade (grade C) or worse"),
    RuleInWords(
      "housing_worse2",
      "同时满足：（1）最近一次住房安全鉴定的等级为 A 级、B 级、C 级、D 级之一；（2）档案登记的住房安全等级有记录；"
        + "（3）最近一次住房安全鉴定的等级比档案登记的住房安全等级差的级数 ≥ 预警级数（2 级）",
      "all of: (1) grade of the latest housing inspection is one of (grade A, grade B, "
        + "grade C, grade D); (2) registered housing grade is on record; (3) the grades by "
        + "which grade of the latest housing inspection is worse than registered housing grade "
        + "≥ grade limit (2 grades)"),
    RuleInWords(
      "housing_cd_vulnerable",
      "同时满足：（1）住房现有等级为危房等级（C 级）或更差；（2）未满 16 周岁的在世成员人数 > 0，或年满 65 周岁的在世成员人数 > 0",
      "all of: (1) housing grade now is danger grade (grade C) or worse; (2) living members "
        + "under 16 > 0, or living members of 65 or more > 0"),
    RuleInWords(
      "water_unsafe",
      "档案登记的饮水状况有记录，且登记的饮水状况为不安全",
      "registered water safety is on record, and the household has water registered as unsafe"),
    RuleInWords(
      "water_outage30",
      "所在村民小组的近 90 天累计停水天数 ≥ 停水预警天数（30 天）",
      "days without water within the last 90 days of the villager group ≥ outage limit (30 days)"),
    RuleInWords(
      "all_labour_jobless90",
      "家庭劳动力人数 > 0，且失业满 90 天的劳动力人数 = 家庭劳动力人数",
      "labourers > 0, and labourers out of work for 90 days or more = labourers"),
    RuleInWords(
      "top_earner_jobless90",
      "在世成员中最高的月工资 > 0 元，且失业满 90 天的在世成员中最高的月工资 = 在世成员中最高的月工资",
      "highest monthly wage among the living members > 0 yuan, and highest monthly wage "
        + "among the living members out of work for 90 days or more = highest monthly wage "
        + "among the living members"),
    RuleInWords(
      "zero_employment",
      "同时满足：（1）是脱贫户或监测户；（2）家庭劳动力人数 > 0；（3）务工人数 = 0",
      "all of: (1) the household is an out-of-poverty or a monitored household; (2) "
        + "labourers > 0; (3) members at work = 0"),
    RuleInWords(
      "short_work",
      "同时满足：（1）家庭劳动力人数 > 0；（2）家庭劳动力务工月数合计 > 0 个月；（3）家庭劳动力务工月数合计 < 人均务工月数标准（3 个月）× 家庭劳动力人数",
      "all of: (1) labourers > 0; (2) months worked by all labourers together > 0 months; "
        + "(3) months worked by all labourers together < limit of months per labourer (3 "
        + "months) × labourers"),
    RuleInWords(
      "disaster_5k",
      "近 12 个月受灾净损失 ≥ 受灾损失预警标准（5,000 元）",
      "net disaster loss of the last 12 months ≥ disaster warning level (5,000 yuan)"),
    RuleInWords(
      "disaster_quarter",
      "近 12 个月受灾净损失 ≥ 受灾损失起点（1,000 元），且近 12 个月受灾净损失 ≥ 家庭纯收入 × 受灾损失比例（25%）",
      "net disaster loss of the last 12 months ≥ disaster floor (1,000 yuan), and net "
        + "disaster loss of the last 12 months ≥ net income × disaster share (25%)"),
    RuleInWords(
      "new_disability_no_carer",
      "至少满足一项：（1）家庭成员中至少有一名符合「近 12 个月内新办一级或二级残疾人证（在世），且不是照料人」，且家中照料人人数 = 0；"
        + "（2）家庭成员中至少有一名符合「近 12 个月内新办一级或二级残疾人证（在世），且是照料人」，且家中照料人人数 = 1",
      "at least one of: (1) at least one of the members meets (is alive with a disability "
        + "certificate of level 1 or 2 issued within the last 12 months, and is not a carer), "
        + "and carers in the household = 0; (2) at least one of the members meets (is alive "
        + "with a disability certificate of level 1 or 2 issued within the last 12 months, and "
        + "is a carer), and carers in the household = 1"),
    RuleInWords(
      "single_elderly",
      "家庭在世人数 = 1，且年满 65 周岁的在世成员人数 = 1",
      "living members = 1, and living members of 65 or more = 1"),
    RuleInWords(
      "elderly_only",
      "家庭在世人数 ≥ 2，且年满 65 周岁的在世成员人数 = 家庭在世人数",
      "living members ≥ 2, and living members of 65 or more = living members"),
    RuleInWords(
      "left_behind_child",
      "同时满足：（1）未满 16 周岁的在世成员人数 > 0；（2）年满 18 周岁的在世成员人数 > 0；（3）家庭成员中没有一名符合：健在，且年龄为 18 周岁至 59 "
        + "周岁（含），且务工地点为未务工、乡镇内、县内、市内之一",
      "all of: (1) living members under 16 > 0; (2) living members of 18 or more > 0; (3) "
        + "none of the members meets: is alive, and age is 18 years to 59 years (inclusive), "
        + "and place of work is one of (no work away, within the township, within the county, "
        + "within the city)"),
    RuleInWords(
      "orphans",
      "未满 16 周岁的在世成员人数 > 0，且年满 18 周岁的在世成员人数 = 0",
      "living members under 16 > 0, and living members of 18 or more = 0"),
    RuleInWords(
      "earner_death",
      "家庭成员中至少有一名符合：近 12 个月内去世，且年龄为 18 周岁至 59 周岁（含）",
      "at least one of the members meets: died within the last 12 months, and age is 18 "
        + "years to 59 years (inclusive)"),
    RuleInWords(
      "insurance_unpaid",
      "同时满足：（1）是脱贫户或监测户；（2）家庭成员中至少有一名符合：健在，且「未参加基本医疗保险，或『年龄 ≥ 60 周岁，且未参加养老保险』」",
      "all of: (1) the household is an out-of-poverty or a monitored household; (2) at "
        + "least one of the members meets: is alive, and (has no basic medical insurance, or "
        + "(age ≥ 60 years, and has no pension insurance))"),
    RuleInWords(
      "minlife_stopped",
      "同时满足：（1）家庭在世人数 > 0；（2）低保享受记录中至少有一条符合：停发日期有记录，且停发日期在截至监测日的停发追溯期（180 天）内；"
        + "（3）低保享受记录中没有一条符合：起始日期不晚于监测日，且「停发日期没有记录，或停发日期晚于监测日」；（4）家庭纯收入 < 监测线（8,000 元）× 家庭在世人数 × "
        + "低收入比例（150%）",
      "all of: (1) living members > 0; (2) at least one of the minimum living allowances "
        + "meets: day it ended is on record, and day it ended is within the look-back period "
        + "(180 days) up to the screening day; (3) none of the minimum living allowances meets: "
        + "first day is not later than the screening day, and (day it ended is not on record, "
        + "or day it ended is later than the screening day); (4) net income < monitoring line "
        + "(8,000 yuan) × living members × low-income share (150%)"),
    RuleInWords(
      "loan_overdue",
      "逾期超过 30 天的贷款余额合计 ≥ 逾期预警标准（1,000 元）",
      "balance of loans more than 30 days overdue ≥ overdue warning level (1,000 yuan)"),
    RuleInWords(
      "excl_vehicle",
      "名下车辆中至少有一辆符合：价格 ≥ 车辆价格标准（100,000 元）",
      "at least one of the vehicles owned meets: price ≥ vehicle limit (100,000 yuan)"),
    RuleInWords(
      "excl_company",
      "名下企业中至少有一家符合：状态为在营，且出资额 ≥ 企业出资标准（100,000 元）",
      "at least one of the companies owned meets: status is active, and capital ≥ company "
        + "limit (100,000 yuan)"),
  ]
}
