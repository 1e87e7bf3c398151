// Operators at the edges of their ranges: every pair of awkward numbers, every width.

import RuleLanguage
import RuleValues
import Testing

@testable import Columns

@Suite struct PlanOperatorTests {
  static let numbers: [Int64] = [
    .min, .min + 1, -9_223_372_037, -1 << 40, -2_147_483_649, -32_769, -129, -2, -1, 0, 1, 2, 127, 128,
    32_768,
    2_147_483_647, 2_147_483_648, 1 << 40, 253_402_300_800, 1 << 62, .max - 1, .max,
  ]
  static let days: [Int32] = [.min, -719_163, -719_162, -1, 0, 1, 19_800, 2_932_896, 2_932_897, .max]

  static let vocabulary: Vocabulary = {
    var vocabulary = Vocabulary()
    let int = Vocabulary.Field(.int)
    vocabulary.records["Household"] = .init(
      "Household",
      fields: [
        "a": int, "b": int, "tiny": int, "short": int, "middle": int, "some": .init(.int, always: false),
        "day": .init(.timestamp), "other": .init(.timestamp), "yes": .init(.bool), "perhaps": .init(.bool),
        "parts": .init(.list(.record("Part"))),
      ])
    vocabulary.records["Part"] = .init(
      "Part", fields: ["value": int, "on": .init(.bool), "day": .init(.timestamp)])
    vocabulary.variables = [
      "household": .init(.record("Household")), "given": .init(.int), "lost": .init(.int),
    ]
    return vocabulary
  }()

  /// Every pair of the numbers in `a` and `b`, and parts of every kind.
  static let frame: Frame = {
    let pairs = numbers.flatMap { a in numbers.map { (a, $0) } }
    let rows = pairs.indices
    func cycled<Item>(_ items: [Item], by step: Int = 1) -> [Item] {
      rows.map { items[$0 / step % items.count] }
    }
    let counts = rows.map { [0, 1, 2, 3, 3][$0 % 5] }
    let parts = counts.reduce(0, +)
    return Frame([
      "Household": Table(
        "Household", rowCount: pairs.count,
        columns: [
          "a": .ints(pairs.map(\.0)), "b": .ints(pairs.map(\.1)),
          "tiny": Column(.int8(cycled([.min, -2, -1, 0, 1, 2, 127]))),
          "short": Column(.int16(cycled([.min, -129, -1, 0, 2, 128, .max]))),
          "middle": Column(.int32(cycled([.min, -32_769, -1, 0, 2, 32_768, .max]))),
          "some": .ints(cycled([nil, 4, nil, .max, -1])), "day": .days(cycled(days)),
          "other": .days(cycled(days, by: 10)),
          "yes": .bools(cycled([true, false, nil])), "perhaps": .bools(cycled([true, false, nil], by: 3)),
        ], lists: ["parts": ChildList(table: "Part", counts: counts)]),
      "Part": Table(
        "Part", rowCount: parts,
        columns: [
          "value": .ints((0..<parts).map { numbers[$0 * 7 % numbers.count] }),
          "on": .bools((0..<parts).map { $0 % 4 != 1 }),
          "day": .days((0..<parts).map { days[$0 % days.count] }),
        ]),
    ])
  }()

  /// Both the tests and the values of the texts, at every row; all of them have a columnar form.
  private static func expectSame(rules: [String] = [], outputs: [String] = []) throws {
    func checked(_ texts: [String]) throws -> [CheckedRule] {
      try texts.map { try Checker.check($0, vocabulary: vocabulary) }
    }
    let compared = ComparedPlan(
      "operators", rules: try checked(rules), outputs: try checked(outputs), vocabulary: vocabulary)
    #expect(compared.plan.unsupported.isEmpty && compared.plan.slowOutputs.isEmpty)
    let rows = 0..<frame["Household"].rowCount
    let constants: [String: Value] = ["given": .int(-1)]
    var verdicts = ComparedPlan.Verdicts()
    let found = compared.differences(
      compared.plan.run(over: frame, rows: rows, constants: constants, blockRows: 100), frame, rows,
      constants,
      &verdicts)
    #expect(found.isEmpty, "\(found.count) differences, the first: \(found.first ?? "")")
  }

  @Test(arguments: ["+", "-", "*", "/", "%"]) func arithmeticOverflowsWhereTheInterpreterSays(_ sign: String)
    throws
  {
    try Self.expectSame(
      outputs: [
        "household.a \(sign) household.b", "household.some \(sign) household.b", "lost \(sign) household.a",
      ]
        + ["given", "0", "1", "-1", "3", "-9223372036854775808", "9223372036854775807"].flatMap {
          ["household.a \(sign) \($0)", "\($0) \(sign) household.a", "household.tiny \(sign) \($0)"]
        })
  }

  @Test func oneNumberGoesThroughEveryFunction() throws {
    try Self.expectSame(outputs: [
      "-household.a", "-household.some", "int(household.a)", "days(household.a)",
      "days(household.a).getHours()",
      "days(household.middle) + days(household.short)", "days(household.middle) - days(household.short)",
      "sum([household.a, household.b, household.tiny])", "min([household.a, household.b, given])",
      "max([household.some, household.b])", "household.perhaps ? household.a : household.some",
    ])
  }

  @Test(arguments: ["a", "tiny", "short", "middle", "some"])
  func aColumnOfAnyWidthComparesWithAnyConstant(_ field: String) throws {
    let signs = ["<", "<=", ">", ">=", "==", "!="]
    let constants = Self.numbers.map { "\($0)" } + ["given", "lost", "household.b"]
    try Self.expectSame(
      rules: signs.flatMap { sign in
        constants.enumerated().map { place, constant in
          place % 3 == 0 ? "\(constant) \(sign) household.\(field)" : "household.\(field) \(sign) \(constant)"
        }
      })
  }

  @Test(arguments: ["<", "<=", ">", ">=", "==", "!="]) func daysCompareWithMomentsBetweenThem(_ sign: String)
    throws
  {
    let moments = [
      "0001-01-01T00:00:00Z", "0001-01-01T00:00:01Z", "1969-12-30T23:59:59Z", "1969-12-31T00:00:00Z",
      "1969-12-31T00:00:01Z", "1970-01-01T00:00:00Z", "1970-01-01T23:59:59Z", "2024-03-18T00:00:00Z",
      "2024-03-18T12:00:00Z", "9999-12-31T23:59:59Z",
    ].map { "timestamp('\($0)')" }
    try Self.expectSame(
      rules: moments.map { "household.day \(sign) \($0)" } + moments.map { "\($0) \(sign) household.day" }
        + ["household.day \(sign) household.other"])
  }

  @Test func timesOutOfRangeAreFaults() throws {
    let spans = [
      "days(0)", "days(1)", "days(-1)", "days(106751)", "days(household.middle)", "duration('1s')",
    ]
    try Self.expectSame(
      outputs: ["household.day - household.other", "int(household.day)"]
        + spans.flatMap { ["household.day + \($0)", "\($0) + household.day", "household.day - \($0)"] })
  }

  /// Three values of each of two operands; the faults of one side do not count where the other decides.
  @Test func logicHasThreeValues() throws {
    let (left, right) = ("household.yes", "household.perhaps")
    try Self.expectSame(
      rules: ["&&", "||", "==", "!="].map { "\(left) \($0) \(right)" }
        + [
          "!\(left)", "\(left) ? \(right) : !\(right)", "\(left) in [\(right), true]",
          "has(\(left)) && \(right)",
        ])
  }

  @Test func sumsOverflowOnTheWayAsTheInterpretersDo() throws {
    let lists = [
      "household.parts.map(p, p.value)", "household.parts.filter(p, p.on).map(p, p.value)",
      "household.parts.map(p, p.on, p.value / 2)", "household.parts.map(p, p.value % 1099511627776)",
      "household.parts.map(p, p.value + household.a)", "household.parts.map(p, household.some)",
    ]
    try Self.expectSame(
      outputs: lists.flatMap { list in ["sum", "min", "max", "last", "size"].map { "\($0)(\(list))" } }
        + ["min", "max", "last"].map { "\($0)(household.parts.map(p, p.day))" })
  }

  /// No single value is near the limit here, only the sums are.
  @Test(arguments: [39, 40, 52, 58, 59, 60, 61]) func manyLargeValuesAddUp(_ bit: Int64) throws {
    let counts = Array(0..<24)
    let signs: [Int64] = [1, 1, 1, -1, 1]
    let values = (0..<counts.reduce(0, +)).map { signs[$0 / 30 % signs.count] << bit }
    let frame = Frame([
      "Household": Table(
        "Household", rowCount: counts.count, lists: ["parts": ChildList(table: "Part", counts: counts)]),
      "Part": Table(
        "Part", rowCount: values.count,
        columns: ["value": .ints(values), "on": .bools(values.indices.map { $0 % 3 != 1 })]),
    ])
    let outputs = try ["sum(household.parts.map(p, p.value))", "sum(household.parts.map(p, p.on, p.value))"]
      .map { try Checker.check($0, vocabulary: Self.vocabulary) }
    let compared = ComparedPlan("sums", rules: [], outputs: outputs, vocabulary: Self.vocabulary)
    let rows = 0..<counts.count
    var verdicts = ComparedPlan.Verdicts()
    let found = compared.differences(
      compared.plan.run(over: frame, rows: rows, constants: [:]), frame, rows, [:], &verdicts)
    #expect(found.isEmpty, "\(found.count) differences, the first: \(found.first ?? "")")
  }
}
