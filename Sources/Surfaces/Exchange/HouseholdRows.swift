// Rows of the register of households.
import Database
import Kernel
import Registry
import Sheets

final class HouseholdRows: RowMerger {
  /// The columns of one accounting year's incomes.
  private struct IncomeColumns {
    let year: Int64
    let wage, operating, property, transfer, operatingCost: SheetColumn
  }

  private struct Columns {
    let number, group, type, resettled, grade, water: SheetColumn
    let registeredYear, phone: SheetColumn?
    let incomes: [IncomeColumns]
  }

  private let index: RegistryIndex
  private var columns: Columns?
  private var mentioned = Mentioned()
  private let isComplete: Bool

  init(index: RegistryIndex, isComplete: Bool) { (self.index, self.isComplete) = (index, isComplete) }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    columns = Columns(
      number: SheetColumn(known: "household_id", in: sheet), group: SheetColumn(known: "group_code", in: sheet),
      type: SheetColumn(known: "hh_type", in: sheet), resettled: SheetColumn(known: "resettled", in: sheet),
      grade: SheetColumn(known: "housing_grade", in: sheet), water: SheetColumn(known: "water_safe", in: sheet),
      registeredYear: SheetColumn("registered_year", in: sheet), phone: SheetColumn("phone", in: sheet),
      incomes: try HouseholdRows.incomeColumns(of: sheet))
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    guard let columns else { preconditionFailure("a merger is opened before its first row") }
    var cells = CellFault()
    let facts = read(row, columns, &cells)
    if let fault = cells.fault { return .refused(fault) }
    guard let facts else { preconditionFailure("a row without a place has a fault") }
    if HouseholdStore.isDouble(facts.number, origin: origin, index: index) {
      return .refused(
        RowFault(
          .duplicate, line: row.line, column: columns.number.name, value: String(facts.number),
          remedy: Remedies.double))
    }
    if isComplete { mentioned.add(facts.number, county: facts.place.county) }
    return .merged(
      try HouseholdStore.merge(facts, origin: origin, index: index, on: connection), note: nil)
  }

  func finishComplete(on day: Day, connection: Connection) throws(Problem) -> Int {
    try HouseholdStore.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, on: day, index: index, connection: connection)
  }

  private func read(_ row: borrowing SheetReader, _ columns: Columns, _ cells: inout CellFault) -> HouseholdFacts? {
    let number = cells.number(row, columns.number, in: 1...999_999_999_999_999_999)
    let place = cells.placeCode(row, columns.group, at: .group)
    if let place, !index.hasPlace(place) {
      cells.malformed(
        row, columns.group, zh: "村民小组未登记，请先导入区划或更正代码",
        en: "this villager group is not listed; import the list of places or correct the code", code: .unknown)
    }
    let type = HouseholdType(rawValue: cells.code(row, columns.type, in: HouseholdRows.types)) ?? .general
    let year = columns.registeredYear.flatMap { cells.optionalNumber(row, $0, in: 1949...2200) }
    let resettled = cells.number(row, columns.resettled, in: 0...1) == 1
    let grade = cells.optionalCode(row, columns.grade, in: FeedKind.grades)
    let water = cells.optionalNumber(row, columns.water, in: 0...1).map { $0 == 1 }
    var incomes: [IncomeYear] = []
    incomes.reserveCapacity(columns.incomes.count)
    for income in columns.incomes {
      incomes.append(
        IncomeYear(
          year: income.year, wage: cells.yuan(row, income.wage), operating: cells.yuan(row, income.operating),
          property: cells.yuan(row, income.property), transfer: cells.yuan(row, income.transfer),
          operatingCost: cells.yuan(row, income.operatingCost)))
    }
    let phone = columns.phone.flatMap { cells.isEmpty(row, $0) ? nil : row.text($0.index) }
    guard let place else { return nil }
    return HouseholdFacts(
      number: number, place: place, type: type, registeredYear: year, resettled: resettled, housingGrade: grade,
      waterSafe: water, phone: phone, incomes: incomes)
  }

  /// The years that the header names: all five heads of a year, or none of them.
  private static func incomeColumns(of sheet: Sheet) throws(Problem) -> [IncomeColumns] {
    let heads = ["wage", "oper", "prop", "trans", "exp"]
    var years: Set<Int64> = []
    for name in sheet.header {
      let parts = name.split(separator: "_")
      if parts.count == 2, heads.contains(String(parts[0])), let year = Int64(parts[1]), (1949...2200).contains(year) {
        years.insert(year)
      }
    }
    var all: [IncomeColumns] = []
    for year in years.sorted() {
      let found = heads.map { SheetColumn("\($0)_\(year)", in: sheet) }
      guard let wage = found[0], let operating = found[1], let property = found[2], let transfer = found[3],
        let cost = found[4]
      else {
        throw ExchangeProblems.missingColumns(
          sheet.name, kind: "households",
          columns: heads.map { "\($0)_\(year)" }.filter { sheet.column($0) == nil })
      }
      all.append(
        IncomeColumns(
          year: year, wage: wage, operating: operating, property: property, transfer: transfer, operatingCost: cost))
    }
    return all
  }

  private static let types: [(word: String, number: Int64)] = [
    ("G", HouseholdType.general.rawValue), ("T", HouseholdType.outOfPoverty.rawValue),
    ("M", HouseholdType.monitored.rawValue),
  ]
}
