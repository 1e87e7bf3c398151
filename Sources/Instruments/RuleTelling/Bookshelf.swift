// The words and the one reader that the examples of complaints speak of.

package import RuleLanguage
package import RuleValues

/// A library's reader with her loans, as a vocabulary and as a row.
package enum Bookshelf {
  package static let vocabulary: Vocabulary = {
    var words = Vocabulary()
    words.records["Reader"] = Vocabulary.RecordType(
      "Reader",
      fields: [
        "name": .init(.string, zh: "姓名", en: "name"), "age": .init(.int, zh: "年龄", en: "age"),
        "deposit": .init(.int, zh: "押金", en: "deposit in yuan"),
        "visits": .init(.int, zh: "到馆次数", en: "number of visits"),
        "is_member": .init(.bool, zh: "是否会员", en: "whether a member"),
        "joined": .init(.timestamp, zh: "办证日期", en: "day of joining"),
        "phone": .init(.string, always: false, zh: "电话", en: "telephone"),
        "fines": .init(.list(.int), zh: "罚款", en: "fines"),
        "loans": .init(.list(.record("Loan")), zh: "借阅记录", en: "loans"),
      ], zh: "读者", en: "reader")
    words.records["Loan"] = Vocabulary.RecordType(
      "Loan",
      fields: [
        "title": .init(.string, zh: "书名", en: "title"), "days": .init(.int, zh: "借阅天数", en: "days on loan"),
        "due": .init(.timestamp, zh: "应还日期", en: "day when due"),
      ], zh: "借阅记录", en: "loan")
    words.variables = [
      "reader": .init(.record("Reader"), zh: "读者", en: "the reader"),
      "today": .init(.timestamp, zh: "今天", en: "the day"),
      "limit": .init(.int, zh: "借阅上限", en: "the most books on loan"),
      "visitors": .init(.int, zh: "到馆人数", en: "visitors of the day"),
      "note": .init(.dyn, zh: "备注", en: "a note"),
    ]
    return words
  }()

  private final class Row: Record {
    let typeName: String
    let fields: [String: Value]
    init(_ typeName: String, _ fields: [String: Value]) { (self.typeName, self.fields) = (typeName, fields) }
    func field(_ name: String) -> Value? { fields[name] }
  }

  private static let loan = Row(
    "Loan", ["title": .string("红楼梦"), "days": .int(12), "due": .timestamp(Timestamp(day: 20_400))])

  /// The value of a name; none of `visitors`, which nobody has counted.
  package static func value(_ name: String) -> Value? {
    switch name {
    case "reader":
      .record(
        Row(
          "Reader",
          [
            "name": .string("张三"), "age": .int(34), "deposit": .int(200), "visits": .int(0),
            "is_member": .bool(true), "joined": .timestamp(Timestamp(day: 19_000)), "fines": .list([]),
            "loans": .list([.record(loan)]),
          ]))
    case "today": .timestamp(Timestamp(day: 20_392))
    case "limit": .int(10)
    case "note": .string("常客")
    default: nil
    }
  }

  /// How the rule ends for the reader: its value, or the fault.
  package static func run(_ rule: CheckedRule) -> Result<Value, EvaluationFault> {
    let program = Program(rule, vocabulary: vocabulary)
    return Result { () throws(EvaluationFault) in try program.evaluate(value, budget: 5_000) }
  }
}
