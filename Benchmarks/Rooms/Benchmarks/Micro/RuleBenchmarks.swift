// The rule language: a text checked, and a checked rule asked of single rows.

import RuleLanguage
import RuleValues

func ruleBenchmarks() {
  let text = """
    household.income < line
    && household.members.exists(m, m.age >= 16 && m.age < 60 && m.wage == 0)
    && (sum(household.bills.filter(b, b.settled > as_of - duration("8760h") && b.settled <= as_of)
      .map(b, b.self_paid)) >= 1000000
      || household.members.filter(m, m.age > 70).size() > 1
      || household.bills.all(b, b.self_paid > 50000) && !(household.number in [1, 2, 3]))
    && sum(household.members.map(m, m.wage)) * 12 < household.income + 500000
    """
  measure("rules-check", items: 100, on: { Home.vocabulary }) { vocabulary in
    var nodes = 0
    for _ in 0..<100 { nodes += try Checker.check(text, vocabulary: vocabulary, most: .max).root.id }
    return nodes
  }
  let program = {
    let checked = try Checker.check(text, vocabulary: Home.vocabulary, most: .max)
    return (Program(checked, vocabulary: Home.vocabulary), Home.values)
  }
  measure("rules-row", items: 5_000, on: program) { program, values in
    var held = 0
    for _ in 0..<5_000 where try program.holds({ values[$0] }) { held += 1 }
    return held
  }
}

/// One household with three members and three bills, and the words to speak of it.
enum Home {
  static let vocabulary: Vocabulary = {
    var words = Vocabulary()
    let household: [String: Vocabulary.Field] = [
      "number": .init(.int), "income": .init(.int), "members": .init(.list(.record("person"))),
      "bills": .init(.list(.record("bill"))),
    ]
    words.records = [
      "household": .init("household", fields: household),
      "person": .init("person", fields: ["age": .init(.int), "wage": .init(.int)]),
      "bill": .init("bill", fields: ["settled": .init(.timestamp), "self_paid": .init(.int)]),
    ]
    words.variables = [
      "household": .init(.record("household")), "person": .init(.record("person")),
      "as_of": .init(.timestamp), "line": .init(.int),
    ]
    return words
  }()

  static let values: [String: Value] = [
    "household": row(
      "household",
      [
        "number": .int(7), "income": .int(850_000),
        "members": .list(
          [(61, 0), (9, 0), (34, 0)].map { row("person", ["age": .int($0), "wage": .int($1)]) }),
        "bills": .list([(400, 900_000), (100, 700_000), (20, 400_000)].map(bill)),
      ]), "as_of": .timestamp(day(ago: 0)), "line": .int(870_000),
  ]

  private static func day(ago days: Int64) -> Timestamp { Timestamp(seconds: (20_392 - days) * 86_400) }

  private static func bill(_ daysAgo: Int64, _ fen: Int64) -> Value {
    row("bill", ["settled": .timestamp(day(ago: daysAgo)), "self_paid": .int(fen)])
  }

  private static func row(_ type: String, _ fields: [String: Value]) -> Value { .record(Row(type, fields)) }

  private final class Row: Record {
    let typeName: String
    private let fields: [String: Value]

    init(_ typeName: String, _ fields: [String: Value]) { (self.typeName, self.fields) = (typeName, fields) }

    func field(_ name: String) -> Value? { fields[name] }
  }
}
