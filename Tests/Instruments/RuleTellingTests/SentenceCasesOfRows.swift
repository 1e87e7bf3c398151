// Rules over conditions, days and rows beside the sentences that they are in Chinese and in English.
import RuleLanguage
import RuleTelling
import RuleValues

extension SentenceCases {
  static let logic: [Told] = [
    Told(
      "household.size > 1 && household.rooms < 2",
      "人数 > 1 人，且房间数 < 2",
      "size > 1 people, and rooms < 2"),
    Told(
      "household.size > 1 || household.rooms < 2",
      "人数 > 1 人，或房间数 < 2",
      "size > 1 people, or rooms < 2"),
    Told(
      "household.size > 1 && (household.rooms < 2 || household.poor)",
      "同时满足：（1）人数 > 1 人；（2）房间数 < 2，或是困难户",
      "all of: (1) size > 1 people; (2) rooms < 2, or the household is poor"),
    Told(
      "household.size > 1 && household.rooms < 2 && household.poor",
      "同时满足：（1）人数 > 1 人；（2）房间数 < 2；（3）是困难户",
      "all of: (1) size > 1 people; (2) rooms < 2; (3) the household is poor"),
    Told(
      "household.size > 1 || household.rooms < 2 && household.poor",
      "至少满足一项：（1）人数 > 1 人；（2）房间数 < 2，且是困难户",
      "at least one of: (1) size > 1 people; (2) rooms < 2, and the household is poor"),
    Told(
      "!(household.size > 1 && household.rooms < 2)",
      "并非「人数 > 1 人，且房间数 < 2」",
      "not (size > 1 people, and rooms < 2)"),
    Told(
      "!(household.size > 1)",
      "人数 ≤ 1 人",
      "size ≤ 1 people"),
    Told(
      "!household.poor",
      "不是困难户",
      "the household is not poor"),
    Told(
      "!!household.poor",
      "是困难户",
      "the household is poor"),
    Told(
      "household.wet && !household.wet",
      "渗水：是，且渗水：否",
      "damp: yes, and damp: no"),
    Told(
      "(household.size > 1 && household.poor) == household.wet",
      "「人数 > 1 人，且是困难户」与「渗水：是」同时成立或同时不成立",
      "(size > 1 people, and the household is poor) and (damp: yes) are both true or both false"),
    Told(
      "household.poor != household.wet",
      "「是困难户」与「渗水：是」恰有一项成立",
      "just one of (the household is poor) and (damp: yes) is true"),
    Told(
      "household.poor == true",
      "是困难户",
      "the household is poor"),
    Told(
      "household.poor != true",
      "不是困难户",
      "the household is not poor"),
    Told(
      "true",
      "恒成立",
      "always true"),
    Told(
      "!true",
      "恒不成立",
      "never true"),
    Told(
      "!(household.score < 1.5)",
      "并非「得分 < 1.5」",
      "not (score < 1.5)"),
    Told(
      "household.size > 1 ? household.poor : household.wet",
      "若「人数 > 1 人」，则须「是困难户」，否则须「渗水：是」",
      "if (size > 1 people), then (the household is poor), otherwise (damp: yes)"),
    Told(
      "(household.size > 1 ? household.income : household.debt) > 100000",
      "「若『人数 > 1 人』，则取家庭收入，否则取负债」> 1000.0 元",
      "(if (size > 1 people), then income, otherwise debt) > 1000.0 yuan"),
    Told(
      "household.size >= 2 && household.size <= 5",
      "人数为 2 人至 5 人（含）",
      "size is 2 people to 5 people (inclusive)"),
    Told(
      "household.income >= 100 && household.income <= line",
      "家庭收入为 1.0 元至监测线（8000.0 元）（含）",
      "income is 1.0 yuan to line (8000.0 yuan) (inclusive)"),
    Told(
      "household.size > 2 && household.size <= 5",
      "人数 > 2 人，且人数 ≤ 5 人",
      "size > 2 people, and size ≤ 5 people"),
  ]

  static let days: [Told] = [
    Told(
      "has(household.rated)",
      "登记等级有记录",
      "registered grade is on record"),
    Told(
      "!has(household.rated)",
      "登记等级没有记录",
      "registered grade is not on record"),
    Told(
      "has(household.head.school)",
      "户主的就读学校有记录",
      "school of the head is on record"),
    Told(
      "household.since > as_of - days(30) && household.since <= as_of",
      "迁入日期在截至监测日的 30 天内",
      "day of arrival is within the 30 days up to the screening day"),
    Told(
      "household.since <= as_of && household.since > as_of - days(window)",
      "迁入日期在截至监测日的追溯期（180 天）内",
      "day of arrival is within the look-back period (180 days) up to the screening day"),
    Told(
      "household.since >= as_of - days(30) && household.since <= as_of",
      "迁入日期不早于监测日前 30 天，且迁入日期不晚于监测日",
      "day of arrival is not earlier than 30 days before the screening day, and day of "
        + "arrival is not later than the screening day"),
    Told(
      "household.since < as_of - days(30)",
      "迁入日期早于监测日前 30 天",
      "day of arrival is earlier than 30 days before the screening day"),
    Told(
      "household.since == timestamp('2025-01-31T00:00:00Z')",
      "迁入日期就是 2025-01-31",
      "day of arrival is 2025-01-31"),
    Told(
      "as_of - household.since >= days(90)",
      "从迁入日期到监测日的时间 ≥ 90 天",
      "the time from day of arrival to the screening day ≥ 90 days"),
    Told(
      "(as_of - household.since).getHours() / 24 > 30",
      "从迁入日期到监测日的时间（整天数）> 30",
      "the time from day of arrival to the screening day (whole days) > 30"),
    Told(
      "(as_of - household.since).getHours() > 30",
      "从迁入日期到监测日的时间（整小时数）> 30",
      "the time from day of arrival to the screening day (whole hours) > 30"),
    Told(
      "household.since + days(1) != as_of",
      "迁入日期后 1 天不是监测日",
      "1 day after day of arrival is not the screening day"),
    Told(
      "household.since.getFullYear() == 2024",
      "迁入日期的年份 = 2024",
      "the year of day of arrival = 2024"),
    Told(
      "household.since > timestamp('2025-01-31T08:00:00Z')",
      "迁入日期晚于 2025-01-31T08:00:00Z",
      "day of arrival is later than 2025-01-31T08:00:00Z"),
    Told(
      "duration('36h') < as_of - household.since",
      "36 小时 < 从迁入日期到监测日的时间",
      "36 hours < the time from day of arrival to the screening day"),
    Told(
      "as_of - days(-3) < household.since",
      "监测日 − 算式“days(-3)”早于迁入日期",
      "the screening day − the formula “days(-3)” is earlier than day of arrival"),
  ]

  static let rows: [Told] = [
    Told(
      "household.members.exists(m, m.age >= 60)",
      "家庭成员中至少有一名符合：年龄 ≥ 60 周岁",
      "at least one of the members meets: age ≥ 60 years"),
    Told(
      "!household.members.exists(m, m.age >= 60)",
      "家庭成员中没有一名符合：年龄 ≥ 60 周岁",
      "none of the members meets: age ≥ 60 years"),
    Told(
      "household.members.all(m, m.age >= 60 && m.ill)",
      "家庭成员中每一名都符合：年龄 ≥ 60 周岁，且患病",
      "each of the members meets: age ≥ 60 years, and is ill"),
    Told(
      "!household.members.all(m, m.ill)",
      "并非「家庭成员中每一名都符合『患病』」",
      "not (each of the members meets (is ill))"),
    Told(
      "household.members.exists_one(m, !m.ill)",
      "家庭成员中恰好有一名符合：未患病",
      "just one of the members meets: is not ill"),
    Told(
      "household.members.exists(m, m.ill) && household.poor",
      "同时满足：（1）家庭成员中至少有一名符合：患病；（2）是困难户",
      "all of: (1) at least one of the members meets: is ill; (2) the household is poor"),
    Told(
      "household.members.exists(m, m.age < 16 || m.ill) || household.poor",
      "至少满足一项：（1）家庭成员中至少有一名符合：年龄 < 16 周岁，或患病；（2）是困难户",
      "at least one of: (1) at least one of the members meets: age < 16 years, or is ill; "
        + "(2) the household is poor"),
    Told(
      "household.members.filter(m, m.ill).exists(m, m.age > 60)",
      "家庭成员中符合「患病」的至少有一名符合：年龄 > 60 周岁",
      "at least one of the members with (is ill) meets: age > 60 years"),
    Told(
      "household.members.map(m, m.wage).exists(w, w > 100000)",
      "家庭成员的月工资中至少有一个符合：该值 > 1000.0 元",
      "at least one of wage of each of the members meets: the value > 1000.0 yuan"),
    Told(
      "size(household.members) > 3",
      "家庭成员的数量 > 3",
      "the number of the members > 3"),
    Told(
      "size(household.members.filter(m, m.age >= 18 && m.ill)) >= 2",
      "家庭成员中符合「年龄 ≥ 18 周岁，且患病」的数量 ≥ 2",
      "the number of the members with (age ≥ 18 years, and is ill) ≥ 2"),
    Told(
      "household.members.size() > 3",
      "家庭成员的数量 > 3",
      "the number of the members > 3"),
    Told(
      "household.members.filter(m, m.ill).filter(n, n.age > 3).size() > 1",
      "家庭成员中符合「患病」且「年龄 > 3 周岁」的数量 > 1",
      "the number of the members with (is ill) and (age > 3 years) > 1"),
    Told(
      "sum(household.members.map(m, m.wage)) > 100000",
      "家庭成员的月工资合计 > 1000.0 元",
      "the sum of wage over the members > 1000.0 yuan"),
    Told(
      "sum(household.members.filter(m, m.ill).map(m, m.wage - 100)) > 100000",
      "家庭成员中符合「患病」的「月工资 − 1.0 元」合计 > 1000.0 元",
      "the sum of (wage − 1.0 yuan) over the members with (is ill) > 1000.0 yuan"),
    Told(
      "sum(household.members.map(m, m.ill, m.wage)) > 0",
      "家庭成员中符合「患病」的月工资合计 > 0.0 元",
      "the sum of wage over the members with (is ill) > 0.0 yuan"),
    Told(
      "max(household.members.map(m, m.wage)) >= line",
      "家庭成员的月工资最大值 ≥ 监测线（8000.0 元）",
      "the largest wage among the members ≥ line (8000.0 yuan)"),
    Told(
      "min(household.members.map(m, m.age)) < 6",
      "家庭成员的年龄最小值 < 6 周岁",
      "the smallest age among the members < 6 years"),
    Told(
      "last(household.members).age > 3",
      "家庭成员的最后一名的年龄 > 3 周岁",
      "age of the last of the members > 3 years"),
    Told(
      "last(household.members.map(m, m.ill))",
      "家庭成员的最后一名的「患病」成立",
      "(is ill) of the last of the members is true"),
    Told(
      "household.members[0].age > 3",
      "家庭成员的第 1 项的年龄 > 3 周岁",
      "age of item 1 of the members > 3 years"),
    Told(
      "household.members.exists(m, m.age > household.rooms)",
      "家庭成员中至少有一名符合：年龄 > 农户的房间数",
      "at least one of the members meets: age > rooms of the household"),
    Told(
      "household.members.exists(m, household.members.exists(n, n.age > m.age))",
      "家庭成员（记为 m）中至少有一名符合：农户的家庭成员中至少有一名符合「年龄 > m 的年龄」",
      "at least one of the members (each called m) meets: at least one of the members of "
        + "the household meets (age > age of m)"),
    Told(
      "household.head.age > 3",
      "户主的年龄 > 3 周岁",
      "age of the head > 3 years"),
    Told(
      "household.head.ill",
      "户主患病",
      "the head is ill"),
    Told(
      "!household.head.ill",
      "户主未患病",
      "the head is not ill"),
    Told(
      "household.members.exists(m, m == household.head)",
      "家庭成员中至少有一名符合：该成员 = 农户的户主",
      "at least one of the members meets: that member = head of the household"),
    Told(
      "[1, 2].exists(n, n > household.size)",
      "（1、2）中至少有一个符合：该值 > 农户的人数",
      "at least one of (1, 2) meets: the value > size of the household"),
    Told(
      "household.members.exists(m, m.age % 2 == 0)",
      "家庭成员中至少有一名符合：年龄除以 2 的余数 = 0",
      "at least one of the members meets: the remainder of age by 2 = 0"),
    Told(
      "household.members.exists(m, string(m.age) == '3')",
      "家庭成员（记为 m）中至少有一名符合：算式“string(m.age)”为“3”",
      "at least one of the members (each called m) meets: the formula “string(m.age)” is “3”"),
    Told(
      "household.members.map(m, m.age) == [1]",
      "家庭成员的各名的年龄 =（1 周岁）",
      "age of each of the members = (1 years)"),
    Told(
      "sum([household.income, household.debt]) > 100",
      "（家庭收入、负债）的合计 > 1.0 元",
      "the sum of (income, debt) > 1.0 yuan"),
  ]

  static let others: [Told] = [
    Told(
      "cel.bind(x, household.size + 1, x > 3)",
      "以 x 代表「人数 + 1 人」，x > 3 人",
      "with x for (size + 1 people), x > 3 people"),
    Told(
      "cel.bind(x, 1, household.size > 3)",
      "人数 > 3 人",
      "size > 3 people"),
    Told(
      "household.name.contains('a')",
      "户名包含“a”",
      "name contains “a”"),
    Told(
      "!household.name.startsWith('a')",
      "并非「户名以“a”开头」",
      "not (name starts with “a”)"),
    Told(
      "household.name.endsWith('a')",
      "户名以“a”结尾",
      "name ends with “a”"),
    Told(
      "size(household.name) > 3",
      "户名的字符数 > 3",
      "the number of characters of name > 3"),
    Told(
      "household.name + 'b' == 'ab'",
      "户名 + “b”为“ab”",
      "name + “b” is “ab”"),
    Told(
      "household.members.all(i, m, i < m.age)",
      "算式“household.members.all(i, m, i < m.age)”成立",
      "the formula “household.members.all(i, m, i < m.age)” is true"),
    Told(
      "anything == null",
      "anything = 空值",
      "anything = nothing"),
    Told(
      "anything.x > 3",
      "算式“anything.x” > 3",
      "the formula “anything.x” > 3"),
    Told(
      "type(anything) == int",
      "算式“type(anything)” = 算式“int”",
      "the formula “type(anything)” = the formula “int”"),
    Told(
      "household.score > 1.5",
      "得分 > 1.5",
      "score > 1.5"),
    Told(
      "household.income",
      "家庭收入",
      "income"),
    Told(
      "household.since",
      "迁入日期",
      "day of arrival"),
    Told(
      "household.members.filter(m, m.ill)",
      "家庭成员中符合「患病」的各名",
      "the members with (is ill)"),
    Told(
      "household.size > 1 ? 'a' : 'b'",
      "若「人数 > 1 人」，则取“a”，否则取“b”",
      "if (size > 1 people), then “a”, otherwise “b”"),
    Told(
      "size('“”')",
      "““””的字符数",
      "the number of characters of ““””"),
    Told(
      "[] == []",
      "算式“[]” = 算式“[]”",
      "the formula “[]” = the formula “[]”"),
  ]
}
