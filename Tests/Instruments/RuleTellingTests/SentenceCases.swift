// Rules over numbers, shares and grades beside the sentences that they are in Chinese and in English.
import RuleLanguage
import RuleTelling
import RuleValues

struct Told: Sendable {
  let rule: String
  let zh: String
  let en: String

  init(_ rule: String, _ zh: String, _ en: String) { (self.rule, self.zh, self.en) = (rule, zh, en) }
}

enum SentenceCases {
  static let comparisons: [Told] = [
    Told(
      "household.income >= 1000000",
      "家庭收入 ≥ 10000.0 元",
      "income ≥ 10000.0 yuan"),
    Told(
      "0 < household.income",
      "0.0 元 < 家庭收入",
      "0.0 yuan < income"),
    Told(
      "household.size == 3",
      "人数 = 3 人",
      "size = 3 people"),
    Told(
      "household.size != 3",
      "人数 ≠ 3 人",
      "size ≠ 3 people"),
    Told(
      "household.income < line",
      "家庭收入 < 监测线（8000.0 元）",
      "income < line (8000.0 yuan)"),
    Told(
      "household.income > household.debt",
      "家庭收入 > 负债",
      "income > debt"),
    Told(
      "line * household.size > household.income",
      "监测线（8000.0 元）× 人数 > 家庭收入",
      "line (8000.0 yuan) × size > income"),
    Told(
      "household.income + 100000 >= household.debt - 50",
      "家庭收入 + 1000.0 元 ≥ 负债 − 0.50 元",
      "income + 1000.0 yuan ≥ debt − 0.50 yuan"),
    Told(
      "household.income * 2 <= household.debt",
      "家庭收入 × 2 ≤ 负债",
      "income × 2 ≤ debt"),
    Told(
      "household.income * household.debt > 100",
      "算式“household.income * household.debt > 100”成立",
      "the formula “household.income * household.debt > 100” is true"),
    Told(
      "household.income > household.size",
      "算式“household.income > household.size”成立",
      "the formula “household.income > household.size” is true"),
    Told(
      "household.income > 100 * 1000",
      "算式“household.income > 100 * 1000”成立",
      "the formula “household.income > 100 * 1000” is true"),
    Told(
      "household.income / household.size < line",
      "家庭收入 ÷ 人数（舍去不足 1 分的部分）< 监测线（8000.0 元）",
      "income ÷ size (what is less than 1 fen left out) < line (8000.0 yuan)"),
    Told(
      "household.income / household.debt > 2",
      "家庭收入 ÷ 负债（取整）> 2",
      "income ÷ debt (whole part) > 2"),
    Told(
      "household.size % 2 == 0",
      "人数除以 2 的余数 = 0",
      "the remainder of size by 2 = 0"),
    Told(
      "-household.income < 0",
      "−家庭收入 < 0.0 元",
      "−income < 0.0 yuan"),
    Told(
      "household.income - (household.debt - 100) > 0",
      "家庭收入 −（负债 − 1.0 元）> 0.0 元",
      "income − (debt − 1.0 yuan) > 0.0 yuan"),
    Told(
      "household.size / 2 > 1",
      "人数 ÷ 2（取整）> 1",
      "size ÷ 2 (whole part) > 1"),
    Told(
      "household.size * (household.size + 1) > 6",
      "人数 ×（人数 + 1 人）> 6",
      "size × (size + 1 people) > 6"),
  ]

  static let shares: [Told] = [
    Told(
      "household.debt * 100 >= household.income * share",
      "负债 ≥ 家庭收入 × 预警比例（25%）",
      "debt ≥ income × warning share (25%)"),
    Told(
      "household.debt * 100 >= household.income * 40",
      "负债 ≥ 家庭收入的 40%",
      "debt ≥ 40% of income"),
    Told(
      "household.income * share < 100 * household.debt",
      "家庭收入 × 预警比例（25%）< 负债",
      "income × warning share (25%) < debt"),
    Told(
      "household.debt * 100 > line * household.size * share",
      "负债 > 监测线（8000.0 元）× 人数 × 预警比例（25%）",
      "debt > line (8000.0 yuan) × size × warning share (25%)"),
    Told(
      "household.debt * 100 < household.income * (100 - share)",
      "负债 < 家庭收入 ×（100% − 预警比例（25%））",
      "debt < income × (100% − warning share (25%))"),
    Told(
      "household.income * share > 100",
      "算式“household.income * share > 100”成立",
      "the formula “household.income * share > 100” is true"),
    Told(
      "household.debt * 100 > household.income * 100",
      "负债 > 家庭收入的 100%",
      "debt > 100% of income"),
    Told(
      "household.debt * 100 > household.income * 20 * 5",
      "负债 × 100 > 家庭收入 × 20 × 5",
      "debt × 100 > income × 20 × 5"),
    Told(
      "household.size * 100 >= household.rooms * 150",
      "人数 ≥ 房间数的 150%",
      "size ≥ 150% of rooms"),
    Told(
      "share >= 25",
      "预警比例（25%）≥ 25%",
      "warning share (25%) ≥ 25%"),
  ]

  static let grades: [Told] = [
    Told(
      "household.grade == grade.C",
      "住房等级为 C 级",
      "housing grade is grade C"),
    Told(
      "household.grade >= grade.C",
      "住房等级为 C 级",
      "housing grade is grade C"),
    Told(
      "household.grade < 2",
      "住房等级为 A 级或 B 级",
      "housing grade is grade A or grade B"),
    Told(
      "household.grade >= floor",
      "住房等级为危房等级（C 级）或更差",
      "housing grade is danger grade (grade C) or worse"),
    Told(
      "household.grade < floor",
      "算式“household.grade < floor”成立",
      "the formula “household.grade < floor” is true"),
    Told(
      "household.grade - household.rated >= 2",
      "住房等级比登记等级差的级数 ≥ 2",
      "the grades from registered grade to housing grade ≥ 2"),
    Told(
      "household.grade - 1 == 2",
      "算式“household.grade - 1 == 2”成立",
      "the formula “household.grade - 1 == 2” is true"),
    Told(
      "household.kind in [1, 2]",
      "户类型为脱贫户或监测户",
      "kind is risen or watched"),
    Told(
      "!(household.kind in [1, 2])",
      "户类型既不为脱贫户，也不为监测户",
      "kind is neither risen nor watched"),
    Told(
      "household.kind in [0, 1, 2]",
      "户类型为一般户、脱贫户、监测户之一",
      "kind is one of (ordinary, risen, watched)"),
    Told(
      "household.kind != 1",
      "户类型不为脱贫户",
      "kind is not risen"),
    Told(
      "household.kind > floor",
      "算式“household.kind > floor”成立",
      "the formula “household.kind > floor” is true"),
    Told(
      "household.size in [1, 2, 3]",
      "人数为 1 人、2 人、3 人之一",
      "size is one of (1 people, 2 people, 3 people)"),
    Told(
      "household.name in ['a', 'b']",
      "户名为“a”或“b”",
      "name is “a” or “b”"),
    Told(
      "household.name == 'a'",
      "户名为“a”",
      "name is “a”"),
    Told(
      "household.name != 'A”'",
      "户名不为“A””",
      "name is not “A””"),
    Told(
      "household.kind in [household.rated]",
      "算式“household.kind in [household.rated]”成立",
      "the formula “household.kind in [household.rated]” is true"),
    Told(
      "household.rooms in household.members.map(m, m.age)",
      "房间数在「家庭成员的各名的年龄」之中",
      "rooms is among (age of each of the members)"),
  ]
}
