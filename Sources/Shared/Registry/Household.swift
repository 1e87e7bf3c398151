// A household as a register describes it.

package import Kernel

/// The household's standing in the programme.
package enum HouseholdType: Int64, CaseIterable, Sendable {
  case general = 0
  case outOfPoverty = 1
  case monitored = 2
}

/// Income of one accounting year by its five heads. Unit: fen.
/// **Source**: net income is wage + operating + property + transfer − operating cost.
package struct IncomeYear: Hashable, Sendable {
  package let year: Int64
  package var wage: Int64
  package var operating: Int64
  package var property: Int64
  package var transfer: Int64
  package var operatingCost: Int64

  package init(
    year: Int64, wage: Int64, operating: Int64, property: Int64, transfer: Int64, operatingCost: Int64
  ) {
    (self.year, self.wage, self.operating) = (year, wage, operating)
    (self.property, self.transfer, self.operatingCost) = (property, transfer, operatingCost)
  }

  package var net: Int64 { wage + operating + property + transfer - operatingCost }
}

/// What a register says of one household; nil where it leaves a cell empty.
package struct HouseholdFacts: Sendable {
  package var number: Int64
  package var place: PlaceCode
  package var type: HouseholdType
  package var registeredYear: Int64?
  package var resettled: Bool
  package var housingGrade: Int64?
  package var waterSafe: Bool?
  package var phone: String?
  package var incomes: [IncomeYear]

  package init(
    number: Int64, place: PlaceCode, type: HouseholdType, registeredYear: Int64?, resettled: Bool,
    housingGrade: Int64?, waterSafe: Bool?, phone: String?, incomes: [IncomeYear]
  ) {
    (self.number, self.place, self.type, self.registeredYear) = (number, place, type, registeredYear)
    (self.resettled, self.housingGrade, self.waterSafe) = (resettled, housingGrade, waterSafe)
    (self.phone, self.incomes) = (phone, incomes)
  }

  var fingerprint: Int64 {
    var fingerprint = Fingerprint()
    fingerprint.add(number)
    fingerprint.add(place.number)
    fingerprint.add(type.rawValue)
    fingerprint.add(registeredYear ?? -1)
    fingerprint.add(resettled ? 1 : 0)
    fingerprint.add(housingGrade ?? -1)
    fingerprint.add(waterSafe.map { $0 ? 1 : 0 } ?? -1)
    fingerprint.add(phone ?? "")
    for income in incomes {
      fingerprint.add(income.year)
      for amount in [income.wage, income.operating, income.property, income.transfer, income.operatingCost] {
        fingerprint.add(amount)
      }
    }
    return fingerprint.value
  }
}
