// A town of made-up households, as rows that tests add up by hand and as the columns that figures run over.

import Columns
import Indicators
import Kernel
import Rules
import Screening
import Snapshots

/// A generator that gives the same numbers for the same seed.
struct SeededNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}

struct SmallHousehold {
  var number: Int64
  var place: Int64
  var isBase: Bool
  /// Net income in fen by accounting year; a year may be missing.
  var incomes: [Int64: Int64]
  /// Ages of the members.
  var ages: [Int64]
}

enum SmallTown {
  static let day = Day(year: 2022, month: 12, day: 31) ?? .distantPast

  static func household(_ number: Int64, _ random: inout SeededNumbers) -> SmallHousehold {
    let (county, village) = (Int64(random.below(2)) + 2, Int64(random.below(3)) + 1)
    let place = 530_600_001_001_000 + county * 1_000_000_000 + village * 1_000 + Int64(random.below(2)) + 1
    var incomes: [Int64: Int64] = [:]
    for year in Int64(2021)...2022 where random.below(6) > 0 {
      incomes[year] = Int64(random.below(9_000_000)) - 100_000
    }
    return SmallHousehold(
      number: number, place: place, isBase: random.below(3) > 0, incomes: incomes,
      ages: (0..<random.below(6)).map { _ in Int64(random.below(90)) })
  }

  static func households(_ count: Int, _ random: inout SeededNumbers) -> [SmallHousehold] {
    (1...Int64(count)).map { household($0, &random) }
  }

  static func city(_ households: [SmallHousehold], asOf day: Day = day) -> City {
    let sorted = households.sorted { ($0.place, $0.number) < ($1.place, $1.number) }
    let years = sorted.map { $0.incomes.sorted { $0.key < $1.key } }
    let members = sorted.flatMap(\.ages)
    let none = [Int32](repeating: 0, count: members.count + 1)
    func cells(_ value: (Int64, Int64) -> Int64) -> Column {
      .ints(years.flatMap { $0.map { value($0.key, $0.value) } })
    }
    let zero = cells { _, _ in 0 }
    let frame = Frame([
      "Household": Table(
        "Household", rowCount: sorted.count,
        columns: ["type": .ints(sorted.map { $0.isBase ? 2 : 0 })],
        lists: [
          "members": ChildList(table: "Person", counts: sorted.map(\.ages.count)),
          "incomes": ChildList(table: "IncomeYear", counts: years.map(\.count)),
        ]),
      "Person": Table(
        "Person", rowCount: members.count, columns: ["age": .ints(members)],
        lists: ["deaths": ChildList(table: "Death", offsets: none)]),
      "Death": Table("Death", rowCount: 0, columns: ["death_date": .days([])]),
      "IncomeYear": Table(
        "IncomeYear", rowCount: years.reduce(0) { $0 + $1.count },
        columns: [
          "year": cells { year, _ in year }, "wage": cells { $1 }, "operating": zero, "property": zero,
          "transfer": zero, "operating_cost": zero,
        ]),
      "Statistic": statistics,
    ])
    return City(
      asOf: day, frame: frame, numbers: sorted.map(\.number), places: sorted.map(\.place),
      personIDs: members.indices.map { Int64($0) }, personHomes: members.map { _ in 530_602 },
      personNames: TextColumn(members.map { _ in "" }))
  }

  /// What the bureau says of the city.
  private static let statistics = Table(
    "Statistic", rowCount: 3,
    columns: [
      "place": .ints([530_600_000_000_000, 530_600_000_000_000, 530_602_000_000_000]),
      "series": .texts(["disposable", "disposable", "disposable"]),
      "until": .days(
        [2021, 2022, 2022].map { Day(year: $0, month: 12, day: 31)?.number }),
      "value": .ints([1_100_000, 1_336_900, 1_500_000]),
    ])
}

/// Figures of the small town.
enum SmallFigures {
  static let facts = [
    "facts/income_year_net.yaml": """
    on: IncomeYear
    name: net
    type: int
    display: money
    expression: income.wage - income.operating_cost
    zh: 纯收入
    en: net income
    """,
    "facts/household_net.yaml": """
    on: Household
    name: net
    type: int
    display: money
    expression: last(household.incomes.filter(i, i.year == income_year).map(i, i.net))
    zh: 家庭纯收入
    en: net income of the household
    """,
    "facts/household_in_base.yaml": """
    on: Household
    name: in_base
    type: bool
    display: bool
    expression: household.type == household_type.monitored
    zh: 监测户
    en: a monitored household
    """,
  ]

  static func sheet(_ code: String, _ order: Int, _ unit: String, _ decimals: Int, _ reading: String)
    -> String
  {
    """
    code: \(code)
    order: \(order)
    title: {zh: 指标, en: figure}
    formula: {zh: 算法, en: how}
    unit: \(unit)
    decimals: \(decimals)
    mechanism: M001
    owner: registry
    population: {zh: 全部, en: all}
    period: day
    \(reading)
    """
  }

  static var files: [String: String] {
    var files = facts
    files["homes.yaml"] = sheet("homes", 1, "households", 0, "numerator: {of: Household}")
    files["mean.yaml"] = sheet(
      "mean", 2, "yuan", 2,
      """
      numerator: {of: Household, among: household.in_base, value: household.net}
      denominator:
        of: Household
        among: household.in_base
        where: has(household.net)
        value: size(household.members)
      """)
    files["poor.yaml"] = sheet(
      "poor", 3, "households", 0,
      "numerator: {of: Household, among: household.in_base, where: household.net < 1000000}")
    files["growth.yaml"] = sheet(
      "growth", 4, "percent", 2, "growth: {of: mean, since: accounting_year}")
    files["old.yaml"] = sheet(
      "old", 5, "percent", 1, "numerator: {of: Person, where: person.age >= 60}\ndenominator: {of: Person}")
    files["stated.yaml"] = sheet("stated", 6, "yuan", 0, "reference: disposable")
    files["gap.yaml"] = sheet("gap", 7, "yuan", 2, "difference: {of: stated, less: mean}")
    files["more.yaml"] = sheet("more", 8, "yuan", 2, "change: {of: mean, since: accounting_year}")
    files["earlier.yaml"] = sheet("earlier", 9, "yuan", 0, "earlier: {of: stated, since: day}")
    files["richest.yaml"] = sheet(
      "richest", 11, "households", 0,
      "zero_is_missing: true\nnumerator: {of: Household, where: household.net > 90000000}")
    files["fallen.yaml"] = sheet("fallen", 12, "households", 0, "change: {of: poor, since: accounting_year}")
    files["worked.yaml"] = sheet("worked", 10, "persons", 0, "needs: [WorkYear]\nnumerator: {of: Person}")
    return files
  }
}
