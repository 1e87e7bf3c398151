// The measures of living follow the register: a change that alters neither day nor number is seen.

import Columns
import Foundation
import Kernel
import Rules
import Screening
import Snapshots
import Synchronization
import Testing
import Wellbeing

@testable import Cockpit

private let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
  .standardized

private let rules = Result { () throws(RuleLibraryProblems) in
  try RuleLibrary.load(root.appending(path: "rules").path)
}

private let day = Day(year: 2022, month: 12, day: 31) ?? .distantPast

/// A household of one member a wage. **Unit**: fen.
private func city(wages: [Int64]) -> City {
  let count = wages.count
  let ones = wages.map { _ in 1 }
  func none(_ rows: Int) -> [Int32] { [Int32](repeating: 0, count: rows + 1) }
  let zero = Column.ints(wages.map { _ in 0 })
  let frame = Frame([
    "Household": Table(
      "Household", rowCount: count,
      columns: ["housing_grade": zero, "water_safe": .bools(wages.map { _ in Optional(true) })],
      lists: [
        "members": ChildList(table: "Person", counts: ones),
        "incomes": ChildList(table: "IncomeYear", counts: ones),
        "housing_inspections": ChildList(table: "HousingInspection", offsets: none(count)),
      ]),
    "Person": Table(
      "Person", rowCount: count,
      columns: [
        "age": .ints(wages.map { _ in 40 }), "school_status": zero, "disability_level": zero,
        "medical_insured": .bools(wages.map { _ in Optional(true) }),
      ], lists: ["deaths": ChildList(table: "Death", offsets: none(count))]),
    "Death": Table("Death", rowCount: 0, columns: ["death_date": .days([])]),
    "HousingInspection": Table(
      "HousingInspection", rowCount: 0, columns: ["grade": .ints([]), "inspect_date": .days([])]),
    "IncomeYear": Table(
      "IncomeYear", rowCount: count,
      columns: [
        "year": .ints(wages.map { _ in 2022 }), "wage": .ints(wages.map { Optional($0) }), "operating": zero,
        "property": zero, "transfer": zero, "operating_cost": zero,
      ]),
  ])
  return City(
    asOf: day, frame: frame, numbers: wages.indices.map { Int64($0 + 1) },
    places: wages.map { _ in 530_602_001_001_001 }, personIDs: wages.indices.map { Int64($0) },
    personHomes: wages.map { _ in 530_602 }, personNames: TextColumn(wages.map { _ in "" }))
}

@Suite struct LivingDeskTests {
  private final class Waiting: Sendable {
    let work = Mutex<[@Sendable () -> Void]>([])

    func finish() {
      let all = work.withLock { work in
        defer { work = [] }
        return work
      }
      for one in all { one() }
    }
  }

  @Test func aChangedWageIsSeenThoughDayAndNumberAreTheSame() throws {
    let path = root.appending(path: "Resources/zhaotong/wellbeing.yaml").path
    let waiting = Waiting()
    let desk = LivingDesk(try WellbeingBook.load(path, library: rules.get())) { work in
      waiting.work.withLock { $0.append(work) }
    }
    let place = try #require(PlaceCode("530602"))
    func mean(_ wages: [Int64], state: String, cases: Int64 = 1) throws -> (Double?, Bool) {
      let found = try #require(
        try desk.survey(CockpitCity(city(wages: wages), state: state, cases: cases)))
      return (found.survey.measures(of: place).mean, found.isCurrent)
    }
    #expect(try mean([600_000, 800_000], state: "1") == (700_000, true))
    #expect(try mean([600_000, 1_000_000], state: "2") == (700_000, false))
    waiting.finish()
    #expect(try mean([600_000, 1_000_000], state: "2") == (800_000, true))
    // No measure of the file speaks of cases.
    #expect(try mean([600_000, 1_000_000], state: "2", cases: 9) == (800_000, true))
    // While the city is loaded, those from before are shown.
    #expect(try desk.survey(nil)?.isCurrent == false)
  }
}
