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

  fileprivate var heads: [Int64] { [wage, operating, property, transfer, operatingCost] }

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
  /// The bank account that measures are paid to.
  package var account: String?
  package var incomes: [IncomeYear]

  package init(
    number: Int64, place: PlaceCode, type: HouseholdType, registeredYear: Int64?, resettled: Bool,
    housingGrade: Int64?, waterSafe: Bool?, phone: String?, account: String? = nil, incomes: [IncomeYear]
  ) {
    (self.number, self.place, self.type, self.registeredYear) = (number, place, type, registeredYear)
    (self.resettled, self.housingGrade, self.waterSafe) = (resettled, housingGrade, waterSafe)
    (self.phone, self.account, self.incomes) = (phone, account, incomes)
  }

  var fingerprint: Int64 {
    var (phone, account) = (phone ?? "", account ?? "")
    let head: [Int64] = [
      number, place.number, type.rawValue, registeredYear ?? -1, resettled ? 1 : 0, housingGrade ?? -1,
      waterSafe.map { $0 ? 1 : 0 } ?? -1,
    ]
    return phone.withUTF8 { phone in
      account.withUTF8 { account in
        HouseholdFacts.fingerprint(
          head: head, phone: UnsafeRawBufferPointer(phone), account: UnsafeRawBufferPointer(account),
          years: incomes.map(\.year), amounts: incomes.flatMap(\.heads))
      }
    }
  }

  /// What tells a household's row from another.
  /// - Parameters:
  ///   - head: number, place, type, registered year, resettled, housing grade and water, -1 for none.
  ///   - amounts: five a year: wage, operating, property, transfer, operating cost.
  package static func fingerprint(
    head: [Int64], phone: UnsafeRawBufferPointer, account: UnsafeRawBufferPointer, years: [Int64],
    amounts: [Int64]
  ) -> Int64 {
    var fingerprint = Fingerprint()
    for value in head { fingerprint.add(value) }
    fingerprint.add(phone)
    // Sheets of before have no accounts; what they said is still told by the same number.
    if !account.isEmpty { fingerprint.add(account) }
    for (place, year) in years.enumerated() {
      fingerprint.add(year)
      for head in 0..<5 { fingerprint.add(amounts[place * 5 + head]) }
    }
    return fingerprint.value
  }
}
