// A vocabulary with words and units for the tests of sentences.
import RuleLanguage
import RuleTelling
import RuleValues

enum Hamlet {
  static let vocabulary: Vocabulary = {
    var words = Vocabulary()
    words.records["Household"] = .init(
      "Household",
      fields: [
        "income": .init(.int, zh: "家庭收入，全年", en: "income, of the year", unit: yuan),
        "debt": .init(.int, zh: "负债", en: "debt", unit: yuan),
        "size": .init(.int, zh: "人数", en: "size", unit: count("persons", "人", "people")),
        "rooms": .init(.int, zh: "房间数", en: "rooms"), "score": .init(.double, zh: "得分", en: "score"),
        "grade": .init(.int, zh: "住房等级", en: "housing grade", unit: grade),
        "rated": .init(.int, always: false, zh: "登记等级", en: "registered grade", unit: grade),
        "kind": .init(.int, zh: "户类型", en: "kind", unit: kind), "name": .init(.string, zh: "户名", en: "name"),
        "since": .init(.timestamp, zh: "迁入日期", en: "day of arrival"),
        "poor": .init(.bool, zh: "是否困难", en: "poor", claim: poor), "wet": .init(.bool, zh: "渗水", en: "damp"),
        "members": .init(.list(.record("Person")), zh: "家庭成员（含外出的）", en: "members, those away included"),
        "head": .init(.record("Person"), zh: "户主", en: "head"),
      ], zh: "农户", en: "household", counter: "户")
    words.records["Person"] = .init(
      "Person",
      fields: [
        "age": .init(.int, zh: "年龄", en: "age", unit: count("age", "周岁", "years")),
        "wage": .init(.int, zh: "月工资", en: "wage", unit: yuan),
        "ill": .init(
          .bool, zh: "患病", en: "ill",
          claim: .init(holds: Wording(zh: "患病", en: "is ill"), fails: Wording(zh: "未患病", en: "is not ill"))),
        "school": .init(.string, always: false, zh: "就读学校", en: "school"),
      ], zh: "成员", en: "member", counter: "名")
    words.variables = [
      "household": .init(.record("Household")),
      "as_of": .init(.timestamp, zh: "监测日", en: "the screening day"),
      "line": .init(.int, zh: "监测线", en: "line", unit: yuan),
      "share": .init(.int, zh: "预警比例：占收入", en: "warning share: of the income", unit: percent),
      "window": .init(.int, zh: "追溯期", en: "look-back period", unit: count("days", "天", "days")),
      "floor": .init(.int, zh: "危房等级", en: "danger grade", unit: grade), "anything": .init(.dyn),
      "grade.C": .init(.int, value: .int(2), zh: "C 级", en: "grade C", unit: grade),
    ]
    return words
  }()

  private static let poor = Vocabulary.Claim(
    holds: Wording(zh: "是困难户", en: "is poor"), fails: Wording(zh: "不是困难户", en: "is not poor"))

  private static func number(_ value: Value) -> Int64? {
    if case .int(let number) = value { number } else { nil }
  }

  private static let yuan: Vocabulary.Unit = {
    var unit = Vocabulary.Unit("yuan", .amount) { value, language in
      number(value).map { "\($0 / 100).\($0 % 100)" + (language == .zh ? " 元" : " yuan") }
    }
    unit.smallest = Wording(zh: " 1 分", en: "1 fen")
    return unit
  }()

  private static let percent = Vocabulary.Unit("percent", .share) { value, _ in number(value).map { "\($0)%" }
  }

  private static func count(_ name: String, _ zh: String, _ en: String) -> Vocabulary.Unit {
    Vocabulary.Unit(name, .plain) { value, language in
      number(value).map { "\($0) " + (language == .zh ? zh : en) }
    }
  }

  private static let grade: Vocabulary.Unit = {
    var unit = named("grade", [0: ("A 级", "grade A"), 1: ("B 级", "grade B"), 2: ("C 级", "grade C")])
    unit.comparisons[Operator.greaterOrEqual] = Wording(zh: "为{}或更差", en: "is {} or worse")
    unit.difference = Wording(zh: "{a}比{b}差的级数", en: "the grades from {b} to {a}")
    return unit
  }()

  private static let kind = named(
    "kind", [0: ("一般户", "ordinary"), 1: ("脱贫户", "risen"), 2: ("监测户", "watched")])

  private static func named(_ name: String, _ words: [Int64: (zh: String, en: String)]) -> Vocabulary.Unit {
    var unit = Vocabulary.Unit(name, .order) { value, language in
      number(value).flatMap { words[$0] }.map { language == .zh ? $0.zh : $0.en }
    }
    unit.members = words.keys.sorted()
    return unit
  }
}
