// A small vocabulary and a few rows for the tests of this room.
import RuleLanguage
import RuleValues

enum Village {
  static let vocabulary: Vocabulary = {
    var words = Vocabulary()
    words.records["household"] = Vocabulary.RecordType(
      "household",
      fields: [
        "number": .init(.int), "income": .init(.int), "grade": .init(.int, always: false),
        "members": .init(.list(.record("person"))), "bills": .init(.list(.record("bill"))),
        "head": .init(.record("person")),
      ])
    words.records["person"] = Vocabulary.RecordType(
      "person",
      fields: ["name": .init(.string), "age": .init(.int), "birth": .init(.timestamp, always: false)])
    words.records["bill"] = Vocabulary.RecordType(
      "bill", fields: ["settled": .init(.timestamp), "kind": .init(.string), "self_paid": .init(.int)])
    words.variables = [
      "household": .init(.record("household")), "as_of": .init(.timestamp), "line": .init(.int),
      "grade.A": .init(.int, value: .int(0)), "grade.C": .init(.int, value: .int(2)),
      "grade.D": .init(.int, value: .int(3)), "anything": .init(.dyn),
    ]
    return words
  }()

  final class Row: Record {
    let typeName: String
    let fields: [String: Value]
    init(typeName: String, fields: [String: Value]) { (self.typeName, self.fields) = (typeName, fields) }
    func field(_ name: String) -> Value? { fields[name] }
  }

  static func row(_ type: String, _ fields: [String: Value]) -> Value {
    .record(Row(typeName: type, fields: fields))
  }

  static let asOf = Timestamp(day: 20_392)

  static func person(_ name: String, age: Int64) -> Value {
    row("person", ["name": .string(name), "age": .int(age)])
  }

  static func bill(_ daysAgo: Int64, _ kind: String, _ fen: Int64) -> Value {
    row(
      "bill",
      [
        "settled": .timestamp(Timestamp(day: 20_392 - daysAgo)), "kind": .string(kind),
        "self_paid": .int(fen),
      ])
  }

  static let household: Value = row(
    "household",
    [
      "number": .int(7), "income": .int(850_000), "head": person("王秀英", age: 61),
      "members": .list([person("王秀英", age: 61), person("李小明", age: 9), person("李强", age: 34)]),
      "bills": .list([bill(400, "I", 900_000), bill(100, "I", 700_000), bill(20, "O", 400_000)]),
    ])

  static let values: [String: Value] = [
    "household": household, "as_of": .timestamp(asOf), "line": .int(870_000), "anything": .list([.int(1)]),
  ]

  /// The value of a rule over the household above.
  static func value(_ rule: String) throws -> Value {
    let checked = try Checker.check(rule, vocabulary: vocabulary, most: .max)
    return try Program(checked, vocabulary: vocabulary).evaluate { values[$0] }
  }

  /// The code of the fault that a rule ends in, nil where it gives a value.
  static func fault(_ rule: String) throws -> String? {
    let program = Program(try Checker.check(rule, vocabulary: vocabulary, most: .max), vocabulary: vocabulary)
    do {
      _ = try program.evaluate { values[$0] }
      return nil
    } catch {
      return error.code
    }
  }

  /// The complaints about a text, rendered; empty where there are none.
  static func complaints(_ text: String, _ language: Wording.Language = .en, expecting: CELType? = nil)
    -> String
  {
    do {
      _ = try Checker.check(text, vocabulary: vocabulary, expecting: expecting)
      return ""
    } catch {
      return error.rendered(language)
    }
  }

  static func codes(_ text: String, expecting: CELType? = nil) -> [String] {
    do {
      _ = try Checker.check(text, vocabulary: vocabulary, expecting: expecting)
      return []
    } catch {
      return error.all.map { String($0.code.dropFirst("rule.".count)) }
    }
  }
}
