// A made-up town for tests: its vocabulary, and frames of random rows with every awkward value.

import Columns
import RuleLanguage
import RuleValues

enum Town {
  /// Which values a field's column is filled with.
  enum Style { case small, money, extreme, any }

  struct Field {
    let name: String
    let type: CELType
    var style = Style.any
    var optional = false
  }

  struct TableShape {
    let name: String
    let record: String
    var lists: [(field: String, table: String)] = []
    var references: [(field: String, table: String)] = []
  }

  static let subject = "Household"

  static let fields: [String: [Field]] = [
    "Household": [
      Field(name: "number", type: .int, style: .money),
      Field(name: "score", type: .int, style: .small, optional: true),
      Field(name: "huge", type: .int, style: .extreme), Field(name: "poor", type: .bool),
      Field(name: "sick", type: .bool, optional: true), Field(name: "name", type: .string),
      Field(name: "code", type: .string, optional: true), Field(name: "since", type: .timestamp),
      Field(name: "until", type: .timestamp, optional: true),
    ],
    "Person": [
      Field(name: "age", type: .int, style: .small),
      Field(name: "wage", type: .int, style: .money, optional: true),
      Field(name: "luck", type: .int, style: .extreme, optional: true), Field(name: "living", type: .bool),
      Field(name: "job", type: .string, optional: true), Field(name: "birth", type: .timestamp),
    ],
    "Bill": [
      Field(name: "cost", type: .int, style: .money),
      Field(name: "paid", type: .int, style: .money, optional: true),
      Field(name: "kind", type: .string), Field(name: "date", type: .timestamp),
      Field(name: "settled", type: .bool, optional: true),
    ],
    "Event": [
      Field(name: "kind", type: .int, style: .small), Field(name: "start", type: .timestamp),
      Field(name: "end", type: .timestamp, optional: true),
      Field(name: "note", type: .string, optional: true),
    ],
    "Group": [
      Field(name: "code", type: .int, style: .small, optional: true), Field(name: "wet", type: .bool),
      Field(name: "name", type: .string), Field(name: "founded", type: .timestamp, optional: true),
    ],
    "School": [
      Field(name: "rank", type: .int, style: .money), Field(name: "open", type: .bool, optional: true),
    ],
  ]

  static let tables = [
    TableShape(
      name: "Household", record: "Household",
      lists: [("members", "Person"), ("bills", "HouseholdBill"), ("visits", "HouseholdEvent")],
      references: [("group", "Group"), ("origin", "Group")]),
    TableShape(
      name: "Person", record: "Person", lists: [("bills", "PersonBill"), ("events", "PersonEvent")],
      references: [("school", "School"), ("home", "Household")]),
    TableShape(name: "HouseholdBill", record: "Bill", references: [("payer", "Group")]),
    TableShape(name: "PersonBill", record: "Bill", references: [("payer", "Group")]),
    TableShape(name: "HouseholdEvent", record: "Event"),
    TableShape(name: "PersonEvent", record: "Event"),
    TableShape(name: "GroupEvent", record: "Event"),
    TableShape(
      name: "Group", record: "Group", lists: [("outages", "GroupEvent")], references: [("school", "School")]),
    TableShape(
      name: "School", record: "School", lists: [("bills", "SchoolBill")], references: [("group", "Group")]),
    TableShape(name: "SchoolBill", record: "Bill", references: [("payer", "Group")]),
  ]

  static let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    for (record, own) in fields {
      var type = Vocabulary.RecordType(
        record,
        fields: Dictionary(uniqueKeysWithValues: own.map { ($0.name, .init($0.type, always: !$0.optional)) }))
      for table in tables where table.record == record {
        for (field, child) in table.lists {
          type.fields[field] = .init(.list(.record(Town.recordType(of: child))))
        }
        for (field, target) in table.references {
          type.fields[field] = .init(.record(Town.recordType(of: target)), always: false)
        }
      }
      vocabulary.records[record] = type
    }
    vocabulary.variables = [
      "household": .init(.record(subject)), "as_of": .init(.timestamp), "limit": .init(.int),
      "few": .init(.int),
      "flag": .init(.bool), "word": .init(.string), "grace": .init(.duration), "no_number": .init(.int),
      "no_flag": .init(.bool), "no_word": .init(.string), "no_day": .init(.timestamp),
      "grade.C": .init(.int, value: .int(2)), "kind.inpatient": .init(.string, value: .string("I")),
    ]
    return vocabulary
  }()

  private static func recordType(of table: String) -> String {
    tables.first { $0.name == table }?.record ?? table
  }

  /// Constants of a run; those whose names begin with `no_` are never given, others sometimes aren't.
  static func constants(_ chance: inout Chance) -> [String: Value] {
    var values: [String: Value] = [
      "as_of": .timestamp(Timestamp(seconds: Int64(19_800 + chance.below(400)) * 86_400)),
      "limit": .int(chance.pick([0, 3, 40, 90_000, .max])), "few": .int(Int64(chance.below(4))),
      "flag": .bool(chance.once(in: 2)), "word": .string(chance.pick(words)),
      "grace": .duration(TimeSpan(seconds: Int64(chance.below(300)) * 43_200)),
    ]
    for name in ["limit", "flag", "word", "grace"] where chance.once(in: 12) { values[name] = nil }
    return values
  }

  /// Two spellings of é, a family of emoji, zero bytes, beginnings of one another.
  static let words = [
    "", "I", "II", "O", "低保", "低", "é", "e\u{301}", "👩‍👩‍👧", "a\u{0}b", "a", "ab", "12", "-7", " ",
  ]
}

extension Town {
  /// Random rows. Child tables may have rows before the first and after the last parent's.
  /// In a calm frame every value and reference is there and no list is empty, so that few rules fault.
  static func frame(households: Int, calm: Bool = false, _ chance: inout Chance) -> Frame {
    let least = calm ? 1 : 0
    var counts = [
      "Household": households, "Group": least + chance.below(6), "School": least + chance.below(6),
    ]
    var lists: [String: [String: ChildList]] = [:]
    for shape in tables.filter({ counts[$0.name] != nil }) + tables.filter({ counts[$0.name] == nil }) {
      for (field, child) in shape.lists {
        let most = chance.pick([1, 3, 4, 6, 14])
        // Parents without child rows are passed over where most are such.
        let isSparse = !calm && chance.once(in: 6)
        var offsets = [Int32(chance.below(3))]
        for _ in 0..<counts[shape.name, default: 0] {
          let children = isSparse && !chance.once(in: 9) ? 0 : max(least, chance.below(most + 2) - 1)
          offsets.append(offsets[offsets.count - 1] + Int32(children))
        }
        counts[child] = Int(offsets[offsets.count - 1]) + chance.below(3)
        lists[shape.name, default: [:]][field] = ChildList(table: child, offsets: offsets)
      }
    }
    var made: [String: Table] = [:]
    for shape in tables {
      let rows = counts[shape.name, default: 0]
      var (columns, references): ([String: Column], [String: Reference]) = ([:], [:])
      for field in fields[shape.record, default: []] {
        columns[field.name] = column(field, rows, calm, &chance)
      }
      for (field, target) in shape.references {
        let targets = counts[target, default: 0]
        let rows = (0..<rows).map { _ in
          targets == 0 || !calm && chance.once(in: 9) ? -1 : Int32(chance.below(targets))
        }
        references[field] = Reference(table: target, rows: rows)
      }
      made[shape.name] = Table(
        shape.record, rowCount: rows, columns: columns, lists: lists[shape.name] ?? [:],
        references: references)
    }
    return Frame(made)
  }

  private static func column(_ field: Field, _ rows: Int, _ calm: Bool, _ chance: inout Chance) -> Column {
    let gaps = field.optional && !calm ? chance.pick([1, 3, 5, 9, 9, 1_000]) : 0
    func values<Item>(_ make: (inout Chance) -> Item) -> [Item?] {
      (0..<rows).map { _ in gaps > 0 && chance.once(in: gaps) ? nil : make(&chance) }
    }
    switch field.type {
    case .bool: return .bools(values { $0.once(in: 2) })
    case .timestamp: return .days(values { day(&$0) })
    case .string: return .texts(values { $0.pick(words) })
    default:
      let numbers = values { number(calm && $0.once(in: 2) ? .small : field.style, &$0) }
      guard chance.once(in: 4) else { return .ints(numbers) }
      return Column(.int64(numbers.map { $0 ?? 77 }), missing: numbers.map { $0 == nil ? 1 : 0 })
    }
  }

  private static func day(_ chance: inout Chance) -> Int32 {
    chance.once(in: 40)
      ? chance.pick([.min, .max, 0, -1, -719_162, 2_932_896]) : Int32(19_000 + chance.below(1_200))
  }

  private static func number(_ style: Style, _ chance: inout Chance) -> Int64 {
    switch style {
    case .small, .any: Int64(chance.below(9)) - 1
    case .money:
      chance.pick([0, 100, -128, 127, 128, 40_000, -32_769, 3_000_000_000, Int64(chance.below(100_000))])
    case .extreme:
      chance.pick([
        .min, .max, .min + 1, .max - 1, 1 << 62, -1 << 62, 1 << 41, 0, -1, 1, Int64(chance.below(50)),
      ])
    }
  }
}
