// One household with members and bills, for the tests of traces.
import RuleLanguage
import RuleValues

enum Cottage {
  static let vocabulary: Vocabulary = {
    var words = Vocabulary()
    words.records["household"] = .init(
      "household",
      fields: [
        "number": .init(.int), "income": .init(.int), "grade": .init(.int, always: false),
        "members": .init(.list(.record("person"))), "bills": .init(.list(.record("bill"))),
        "head": .init(.record("person")),
      ])
    words.records["person"] = .init("person", fields: ["name": .init(.string), "age": .init(.int)])
    words.records["bill"] = .init(
      "bill", fields: ["settled": .init(.timestamp), "kind": .init(.string), "self_paid": .init(.int)])
    words.variables = [
      "household": .init(.record("household")), "as_of": .init(.timestamp), "line": .init(.int),
      "anything": .init(.dyn),
    ]
    return words
  }()

  static let values: [String: Value] = [
    "household": row(
      "household",
      [
        "number": .int(7), "income": .int(850_000), "head": person("王秀英", 61),
        "members": .list([person("王秀英", 61), person("李小明", 9), person("李强", 34)]),
        "bills": .list([bill(400, "I", 900_000), bill(100, "I", 700_000), bill(20, "O", 400_000)]),
      ]),
    "as_of": .timestamp(Timestamp(day: 20_392)), "line": .int(870_000), "anything": .list([.int(1)]),
  ]

  private final class Row: Record {
    let typeName: String
    private let fields: [String: Value]

    init(_ typeName: String, _ fields: [String: Value]) { (self.typeName, self.fields) = (typeName, fields) }

    func field(_ name: String) -> Value? { fields[name] }
  }

  private static func row(_ type: String, _ fields: [String: Value]) -> Value { .record(Row(type, fields)) }

  private static func person(_ name: String, _ age: Int64) -> Value {
    row("person", ["name": .string(name), "age": .int(age)])
  }

  private static func bill(_ daysAgo: Int64, _ kind: String, _ fen: Int64) -> Value {
    let day = Timestamp(day: 20_392 - daysAgo)
    return row("bill", ["settled": .timestamp(day), "kind": .string(kind), "self_paid": .int(fen)])
  }
}
