// The product's own measures over a few households, and every refusal of their file.

import Columns
import Foundation
import Inequality
import Kernel
import Rules
import Screening
import Snapshots
import Testing
import Wellbeing

private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
  .standardized

private let rules = Result { () throws(RuleLibraryProblems) in
  try RuleLibrary.load(root.appending(path: "rules").path)
}

private let small = """
  income: household.net_income
  people: household.living_members
  lines: [{code: floor, value: 7000, zh: 线, en: line}]
  cutoff: 1
  dimensions:
    - {code: water, weight: 1, lacking: "!household.water_safe", zh: 水, en: water}
  """

/// A household of one year's wage. **Unit**: fen.
private struct Home {
  let place: Int64
  var wage: Int64? = 1_000_000
  var members = 1
  var isWaterSafe: Bool? = true
  var isInsured = true
}

private let day = Day(year: 2022, month: 12, day: 31) ?? .distantPast
private let east: Int64 = 530_602_001_001_001
private let west: Int64 = 530_621_001_001_001

/// The columns that measures read, and the empty lists that facts of other rules read.
private func city(_ homes: [Home]) -> City {
  let members = homes.flatMap { home in (0..<home.members).map { _ in home } }
  let years = homes.map { $0.wage == nil ? 0 : 1 }
  let wages = homes.compactMap(\.wage)
  let zero = Column.ints(wages.map { _ in 0 })
  func none(_ rows: Int) -> [Int32] { [Int32](repeating: 0, count: rows + 1) }
  let people = members.count
  let frame = Frame([
    "Household": Table(
      "Household", rowCount: homes.count,
      columns: [
        "housing_grade": .ints(homes.map { _ in 0 }), "water_safe": .bools(homes.map(\.isWaterSafe)),
      ],
      lists: [
        "members": ChildList(table: "Person", counts: homes.map(\.members)),
        "incomes": ChildList(table: "IncomeYear", counts: years),
        "housing_inspections": ChildList(table: "HousingInspection", offsets: none(homes.count)),
      ]),
    "Person": Table(
      "Person", rowCount: people,
      columns: [
        "age": .ints(members.map { _ in 40 }), "school_status": .ints(members.map { _ in 0 }),
        "disability_level": .ints(members.map { _ in 0 }),
        "medical_insured": .bools(members.map { Optional($0.isInsured) }),
      ], lists: ["deaths": ChildList(table: "Death", offsets: none(people))]),
    "Death": Table("Death", rowCount: 0, columns: ["death_date": .days([])]),
    "HousingInspection": Table(
      "HousingInspection", rowCount: 0, columns: ["grade": .ints([]), "inspect_date": .days([])]),
    "IncomeYear": Table(
      "IncomeYear", rowCount: wages.count,
      columns: [
        "year": .ints(wages.map { _ in 2022 }), "wage": .ints(wages.map { Optional($0) }), "operating": zero,
        "property": zero, "transfer": zero, "operating_cost": zero,
      ]),
  ])
  return City(
    asOf: day, frame: frame, numbers: homes.indices.map { Int64($0 + 1) }, places: homes.map(\.place),
    personIDs: (0..<people).map { Int64($0) }, personHomes: members.map { _ in 530_602 },
    personNames: TextColumn(members.map { _ in "" }))
}

private func place(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

@Suite struct WellbeingSurveyTests {
  private func survey(_ homes: [Home]) throws -> WellbeingSurvey {
    let path = root.appending(path: "Resources/zhaotong/wellbeing.yaml").path
    return try WellbeingSurvey(try WellbeingBook.load(path, library: rules.get()), over: city(homes))
  }

  @Test func aPlaceHasTheMeasuresOfItsPeople() throws {
    let survey = try survey([
      Home(place: east, wage: 600_000, isInsured: false), Home(place: east, wage: 2_400_000, members: 2),
      Home(place: west, wage: 900_000, isWaterSafe: false, isInsured: false),
    ])
    let all = survey.measures(of: try place("5306"))
    let plain = Distribution([
      .init(income: 600_000, people: 1), .init(income: 2_400_000, people: 2),
      .init(income: 900_000, people: 1),
    ])
    #expect(all.people == 4 && all.mean == plain.mean && all.gini == plain.gini && all.theil == plain.theil)
    #expect(all.lorenz == plain.lorenz(parts: 10))
    #expect(all.poverty.map(\.line.code) == ["floor", "line", "low"])
    #expect(all.poverty.map { $0.poverty?.poor } == [1, 1, 2])
    let parts = try #require(all.parts)
    #expect(abs(parts.between + parts.within - (all.theil?.value ?? 0)) < 1e-12 && parts.between > 0)
    // Income and medical care lack the first, medical care and water the third.
    let lacks = try #require(all.lacks.poverty(cutoff: 2))
    #expect(lacks.poor == 2 && lacks.headcount == 0.5 && lacks.intensity == 0.4)
    let own = survey.measures(of: try place("530621"))
    #expect(own.people == 1 && own.parts?.between == 0 && own.mean == 900_000)
    #expect(survey.measures(of: try place("530622")).mean == nil)
  }

  @Test func whatIsNotKnownIsLeftOutAndCounted() throws {
    let survey = try survey([Home(place: east, wage: nil, members: 3), Home(place: east, isWaterSafe: nil)])
    let found = survey.measures(of: try place("530602"))
    #expect(found.people == 4 && found.untold.income == 3 && found.untold.lacks == 4)
    #expect(found.mean == 1_000_000 && found.lacks.people == 0)
  }
}

@Suite struct WellbeingBookTests {
  @Test func aSmallFileIsRead() throws {
    let book = try WellbeingBook(small, library: rules.get())
    #expect(book.lines.map(\.code) == ["floor"] && book.dimensions.map(\.weight) == [1] && book.cutoff == 1)
  }

  @Test(arguments: [
    ("income: household.net_income", "income: household.nett_income", "income"),
    ("income: household.net_income", "", "entry income is missing"),
    ("income: household.net_income", "income: household.water_safe", "income"),
    ("value: 7000", "value: 0", "from 1 to 10000000"),
    ("value: 7000", "parameter: nothing", "no such parameter"),
    ("value: 7000", "value: 7000, parameter: line", "Give value"), ("cutoff: 1", "cutoff: 2", "from 1 to 1 "),
    ("cutoff: 1", "", "cutoff"), ("weight: 1", "weight: 0", "from 1 to 100"),
    ("code: water", "code: Water", "code"),
    ("zh: 水, en: water", "zh: 水", "entry en is missing"),
    ("cutoff: 1", "cutoff: 1\nmost: 3", "no entry called most"),
    ("\"!household.water_safe\"", "\"!household.water_saf\"", "water_saf"),
    ("lines: [{code: floor, value: 7000, zh: 线, en: line}]", "lines: []", "lines needs"),
    ("income: household.net_income", "income: [", "wellbeing.yaml:"),
  ])
  func aFaultIsNamed(part: String, instead: String, word: String) throws {
    let library = try rules.get()
    let text = small.replacingOccurrences(of: part, with: instead)
    #expect(text != small)
    let problems = #expect(throws: RuleLibraryProblems.self) { try WellbeingBook(text, library: library) }
    #expect(problems?.text(.en).contains(word) == true, "\(problems?.text(.en) ?? "")")
  }
}
