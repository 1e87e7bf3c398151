// A registered household as people look at it: place, members, incomes, living conditions.

package import Kernel

/// A member as of a day; codes as the register sends them.
package struct MemberRecord: Sendable {
  package let id: PersonID
  package let home: Int64
  package let citizen: CitizenID
  package let idIsRight: Bool
  package let name: String
  package let relation: Int64
  package let sex: Int64
  package let birth: Day
  package let education: Int64
  package let schoolStatus: Int64
  package let health: Int64
  package let labour: Int64
  package let disabilityLevel: Int64
  package let isMedicallyInsured: Bool
  package let isPensionInsured: Bool
  package let workPlace: Int64
  package let workMonths: Int64
  package let monthlyWage: Money
  /// The first reported day of death, nil for the living.
  package let death: Day?
}

/// A household as of a day.
package struct HouseholdRecord: Sendable {
  package let county: Int64
  package let number: Int64
  package let place: PlaceCode
  package let type: HouseholdType
  package let registeredYear: Int64?
  package let isResettled: Bool
  package let housingGrade: Int64?
  package let isWaterSafe: Bool?
  /// Head first, then by relation and age.
  package let members: [MemberRecord]
  /// Oldest year first.
  package let incomes: [IncomeYear]

  package var head: MemberRecord? { members.first { $0.relation == 1 } ?? members.first }
}

/// A household that a search found, and by which member.
package struct HouseholdMatch: Sendable {
  package let county: Int64
  package let number: Int64
  package let place: PlaceCode
  package let head: String
  package let member: String

  package init(county: Int64, number: Int64, place: PlaceCode, head: String, member: String) {
    (self.county, self.number, self.place) = (county, number, place)
    (self.head, self.member) = (head, member)
  }
}
