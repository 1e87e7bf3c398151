// Reading one row of the register of households.

import Kernel
import Registry
import Sheets

/// Where a sheet has the columns of a household, and what a row says.
struct HouseholdReading: Sendable {
  /// The columns of one accounting year's incomes.
  struct IncomeColumns: Sendable {
    let year: Int64
    let wage, operating, property, transfer, operatingCost: SheetColumn

    init(of year: Int64, in sheet: Sheet) {
      self.year = year
      wage = SheetColumn(known: "wage_\(year)", in: sheet)
      operating = SheetColumn(known: "oper_\(year)", in: sheet)
      property = SheetColumn(known: "prop_\(year)", in: sheet)
      transfer = SheetColumn(known: "trans_\(year)", in: sheet)
      operatingCost = SheetColumn(known: "exp_\(year)", in: sheet)
    }
  }

  let number, group, type, resettled, grade, water: SheetColumn
  let registeredYear, phone, account: SheetColumn?
  let incomes: [IncomeColumns]

  init(_ sheet: Sheet) {
    number = SheetColumn(known: "household_id", in: sheet)
    group = SheetColumn(known: "group_code", in: sheet)
    type = SheetColumn(known: "hh_type", in: sheet)
    resettled = SheetColumn(known: "resettled", in: sheet)
    grade = SheetColumn(known: "housing_grade", in: sheet)
    water = SheetColumn(known: "water_safe", in: sheet)
    registeredYear = SheetColumn("registered_year", in: sheet)
    phone = SheetColumn("phone", in: sheet)
    account = SheetColumn("bank_account", in: sheet)
    incomes = HouseholdReading.incomeYears(of: sheet).map { IncomeColumns(of: $0, in: sheet) }
  }

  /// The household's number, where it can be read.
  func key(_ row: borrowing SheetReader) -> Int64? { FieldValue.int(row.bytes(number.index)) }

  /// What the row says, nil with a fault noted where its place cannot be read.
  func facts(
    _ row: borrowing SheetReader, in register: some KnownRegister, _ cells: inout CellFault
  ) -> HouseholdFacts? {
    let household = cells.number(row, number, in: 1...999_999_999_999_999_999)
    let place = cells.placeCode(row, group, at: .group)
    if let place, !register.hasPlace(place) {
      cells.malformed(
        row, group, zh: "村民小组未登记，请先导入区划或更正代码",
        en: "this villager group is not listed; import the list of places or correct the code",
        code: .unknown)
    }
    let standing = HouseholdType(rawValue: cells.code(row, type, in: HouseholdReading.types)) ?? .general
    let year = registeredYear.flatMap { cells.optionalNumber(row, $0, in: 1949...2200) }
    let isResettled = cells.number(row, resettled, in: 0...1) == 1
    let housing = cells.optionalCode(row, grade, in: FeedKind.grades)
    let isWaterSafe = cells.optionalNumber(row, water, in: 0...1).map { $0 == 1 }
    var years: [IncomeYear] = []
    years.reserveCapacity(incomes.count)
    for income in incomes {
      years.append(
        IncomeYear(
          year: income.year, wage: cells.yuan(row, income.wage), operating: cells.yuan(row, income.operating),
          property: cells.yuan(row, income.property), transfer: cells.yuan(row, income.transfer),
          operatingCost: cells.yuan(row, income.operatingCost)))
    }
    let telephone = phone.flatMap { cells.isEmpty(row, $0) ? nil : cells.text(row, $0) }
    let bank = account.flatMap { cells.isEmpty(row, $0) ? nil : cells.text(row, $0) }
    guard let place else { return nil }
    return HouseholdFacts(
      number: household, place: place, type: standing, registeredYear: year, resettled: isResettled,
      housingGrade: housing, waterSafe: isWaterSafe, phone: telephone, account: bank, incomes: years)
  }

  /// The columns of the years of which the header names some but not all five heads.
  static func missingIncomeColumns(of sheet: Sheet) -> [String] {
    incomeYears(of: sheet).flatMap { year in incomeHeads.map { "\($0)_\(year)" } }
      .filter { sheet.column($0) == nil }
  }

  private static let incomeHeads = ["wage", "oper", "prop", "trans", "exp"]

  /// The years that the header names, in order.
  static func incomeYears(of sheet: Sheet) -> [Int64] {
    let years = sheet.header.compactMap { name -> Int64? in
      let parts = name.split(separator: "_", omittingEmptySubsequences: false)
      guard parts.count == 2, incomeHeads.contains(String(parts[0])) else { return nil }
      return Int64(parts[1]).flatMap { (1949...2200).contains($0) ? $0 : nil }
    }
    return Set(years).sorted()
  }

  static let types: [(word: String, number: Int64)] = [
    ("G", HouseholdType.general.rawValue), ("T", HouseholdType.outOfPoverty.rawValue),
    ("M", HouseholdType.monitored.rawValue),
  ]
}
