// How a row meets what is stored: the same, a confirmation, older, or its successor.

import Kernel
import Testing

@testable import Registry

@Suite struct KnownRowTests {
  struct Case: Sendable {
    /// The stored row: what it says, its import, the day it was said for, and the day it was gone.
    let stored: (Int64, Int64, Int32, Int32?)
    /// The row that comes: what it says, its import and day.
    let row: (Int64, Int64, Int32)
    let meeting: KnownRow.Meeting

    init(_ stored: (Int64, Int64, Int32, Int32?), _ row: (Int64, Int64, Int32), _ meeting: KnownRow.Meeting) {
      (self.stored, self.row, self.meeting) = (stored, row, meeting)
    }
  }

  @Test(arguments: [
    Case((7, 1, 10, nil), (7, 2, 10), .same), Case((7, 1, 10, nil), (7, 2, 9), .same),
    Case((7, 1, 10, nil), (7, 2, 11), .confirmed), Case((7, 1, 10, nil), (8, 2, 11), .replaces),
    Case((7, 1, 10, nil), (8, 2, 10), .replaces), Case((7, 1, 10, nil), (8, 1, 10), .replaces),
    Case((7, 2, 10, nil), (8, 1, 10), .older), Case((7, 2, 10, nil), (8, 1, 11), .replaces),
    Case((7, 1, 10, nil), (8, 2, 9), .older), Case((7, 1, 10, 12), (7, 2, 12), .replaces),
    Case((7, 1, 10, 12), (7, 2, 11), .older), Case((7, 1, 10, 12), (8, 2, 11), .older),
    Case((7, 1, 10, 12), (8, 2, 13), .replaces), Case((7, 1, 10, 12), (7, 1, 10), .older),
  ])
  func aRowMeetsWhatIsStored(_ example: Case) {
    let stored = KnownRow(
      fingerprint: example.stored.0, importNumber: example.stored.1, dated: Day(number: example.stored.2),
      goneOn: example.stored.3.map { Day(number: $0) })
    let origin = RowOrigin(importNumber: example.row.1, line: 2, dated: Day(number: example.row.2))
    #expect(stored.meets(example.row.0, from: origin) == example.meeting)
    #expect(stored.isGone == (example.stored.3 != nil))
  }

  @Test func everyFieldOfAHouseholdCounts() {
    let base = Register.householdFacts(1)
    var others: [HouseholdFacts] = []
    func change(_ body: (inout HouseholdFacts) -> Void) {
      var facts = base
      body(&facts)
      others.append(facts)
    }
    change { $0.number = 2 }
    change { facts in PlaceCode(number: Register.secondGroup).map { facts.place = $0 } }
    change { $0.type = .general }
    change { $0.registeredYear = nil }
    change { $0.resettled = true }
    change { $0.housingGrade = nil }
    change { $0.housingGrade = 0 }
    change { $0.waterSafe = nil }
    change { $0.waterSafe = false }
    change { $0.phone = "1" }
    change { $0.incomes = [] }
    change { $0.incomes[0].wage += 1 }
    change { $0.incomes[0].operating += 1 }
    change { $0.incomes[0].property += 1 }
    change { $0.incomes[0].transfer += 1 }
    change { $0.incomes[0].operatingCost += 1 }
    change { $0.incomes[0] = Register.householdFacts(1, year: 2023).incomes[0] }
    #expect(Set(others.map(\.fingerprint) + [base.fingerprint]).count == others.count + 1)
    #expect(Register.householdFacts(1).fingerprint == base.fingerprint)
  }

  @Test func everyFieldOfAPersonCounts() {
    let base = Register.personFacts(1, in: 1)
    var others: [PersonFacts] = []
    func change(_ body: (inout PersonFacts) -> Void) {
      var facts = base
      body(&facts)
      others.append(facts)
    }
    change { $0.citizen = Register.citizen(2) }
    change { $0.household = 2 }
    change { $0.name = "王秀" }
    change { $0.sex = 1 }
    change { $0.birth = $0.birth.adding(days: 1) }
    change { $0.relation = 2 }
    change { $0.education = 4 }
    change { $0.schoolStatus = 1 }
    change { $0.health = 2 }
    change { $0.labour = 2 }
    change { $0.disabilityLevel = 1 }
    change { $0.medicalInsured = 0 }
    change { $0.pensionInsured = 0 }
    change { $0.workPlace = 0 }
    change { $0.workMonths = 0 }
    change { $0.monthlyWageFen = 0 }
    #expect(Set(others.map(\.fingerprint) + [base.fingerprint]).count == others.count + 1)
    #expect(base.attributes.count == 12)
  }
}
