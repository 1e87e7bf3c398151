// The five rules of `shouwang cel bench`, and the record types that they speak of.

import Kernel
import RuleLanguage
import RuleValues

struct BenchRule {
  let name: Text
  let expression: String
}

enum BenchRules {
  static let all: [BenchRule] = [
    BenchRule(
      name: Text(zh: "收入低于监测线", en: "income line"), expression: "household.income_per_capita < 810000"),
    BenchRule(
      name: Text(zh: "有残疾的成年人", en: "disabled adult"),
      expression: "household.members.exists(m, m.alive && m.disabled && m.age >= 18)"),
    BenchRule(
      name: Text(zh: "支出负担重而无低保", en: "burden without grant"),
      expression: "(household.medical_paid >= 1000000 || household.tuition >= 800000)"
        + " && !household.minimum_living"),
    BenchRule(
      name: Text(zh: "无劳动年龄的就业者", en: "no working-age earner"),
      expression: "!household.members.exists(m, m.alive && m.age >= 16 && m.age < 60 && m.working)"),
    BenchRule(
      name: Text(zh: "饮水或住房不安全", en: "unsafe water or house"),
      expression: "!household.water_safe || household.house_grade >= 3"),
  ]

  /// Amounts are in fen, ages in years.
  static let vocabulary: Vocabulary = {
    var words = Vocabulary()
    words.records["Household"] = Vocabulary.RecordType(
      "Household",
      fields: [
        "income_per_capita": .init(.int), "medical_paid": .init(.int), "tuition": .init(.int),
        "house_grade": .init(.int), "minimum_living": .init(.bool), "water_safe": .init(.bool),
        "members": .init(.list(.record("Person"))),
      ])
    words.records["Person"] = Vocabulary.RecordType(
      "Person",
      fields: [
        "age": .init(.int), "disabled": .init(.bool), "working": .init(.bool), "alive": .init(.bool),
      ])
    words.variables["household"] = .init(.record("Household"))
    return words
  }()

  /// `[{"name":…,"expression":…}]`, for other engines.
  static var json: String {
    JSONText.array(
      all.map {
        JSONText.object([
          "name": JSONText.quoted($0.name.en), "expression": JSONText.quoted($0.expression),
        ])
      })
  }
}
