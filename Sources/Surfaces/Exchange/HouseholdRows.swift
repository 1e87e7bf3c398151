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

    init(of year: Int64, in sheet: Sheet) {
      self.year = year
      wage = SheetColumn(known: "wage_\(year)", in: sheet)
      operating = SheetColumn(known: "oper_\(year)", in: sheet)
      property = SheetColumn(known: "prop_\(year)", in: sheet)
      transfer = SheetColumn(known: "trans_\(year)", in: sheet)
      operatingCost = SheetColumn(known: "exp_\(year)", in: sheet)
    }
  }

  private struct Columns {
    let number, group, type, resettled, grade, water: SheetColumn
    let registeredYear, phone: SheetColumn?
    let incomes: [IncomeColumns]
  }

  private let index: RegistryIndex
  private var columns: Columns?
  private var doubles = RowDoubles()
  private var mentioned: Mentioned

  init(index: RegistryIndex, isComplete: Bool) {
    self.index = index
    mentioned = Mentioned(isKept: isComplete)
  }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    columns = Columns(
      number: SheetColumn(known: "household_id", in: sheet),
      group: SheetColumn(known: "group_code", in: sheet),
      type: SheetColumn(known: "hh_type", in: sheet), resettled: SheetColumn(known: "resettled", in: sheet),
      grade: SheetColumn(known: "housing_grade", in: sheet),
      water: SheetColumn(known: "water_safe", in: sheet),
      registeredYear: SheetColumn("registered_year", in: sheet), phone: SheetColumn("phone", in: sheet),
      incomes: HouseholdRows.incomeYears(of: sheet).map { IncomeColumns(of: $0, in: sheet) })
    doubles = RowDoubles(sheet, number: key) { row in
      var cells = CellFault()
      return self.read(row, &cells) != nil && cells.fault == nil ? 0 : nil
    }
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    mention(row)
    var cells = CellFault()
    let facts = read(row, &cells)
    if let fault = cells.fault { return .refused(fault) }
    guard let facts else { preconditionFailure("a row without a place has a fault") }
    if doubles.isLoser(line: row.line) {
      return .refused(
        RowFault(
          .duplicate, line: row.line, column: "household_id", value: String(facts.number),
          remedy: Remedies.double))
    }
    mentioned.add(county: facts.place.county)
    return .merged(
      try HouseholdStore.merge(facts, origin: origin, index: index, on: connection), note: nil)
  }

  func mention(_ row: borrowing SheetReader) { mentioned.add(key(row)) }

  var looksBack: Bool { mentioned.isKept }

  func recall(_ row: borrowing SheetReader) {
    mention(row)
    var cells = CellFault()
    guard row.fault == nil, let facts = read(row, &cells), cells.fault == nil else { return }
    mentioned.add(county: facts.place.county)
  }

  func finishComplete(_ origin: RowOrigin, connection: Connection) throws(Problem) -> Int {
    try HouseholdStore.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, origin: origin, index: index,
      connection: connection)
  }

  private func key(_ row: borrowing SheetReader) -> Int64? {
    columns.flatMap { FieldValue.int(row.bytes($0.number.index)) }
  }

  private func read(_ row: borrowing SheetReader, _ cells: inout CellFault) -> HouseholdFacts? {
    guard let columns else { preconditionFailure("a merger is opened before its first row") }
    let number = cells.number(row, columns.number, in: 1...999_999_999_999_999_999)
    let place = cells.placeCode(row, columns.group, at: .group)
    if let place, !index.hasPlace(place) {
      cells.malformed(
        row, columns.group, zh: "村民小组未登记，请先导入区划或更正代码",
        en: "this villager group is not listed; import the list of places or correct the code",
        code: .unknown)
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
    let phone = columns.phone.flatMap { cells.isEmpty(row, $0) ? nil : cells.text(row, $0) }
    guard let place else { return nil }
    return HouseholdFacts(
      number: number, place: place, type: type, registeredYear: year, resettled: resettled,
      housingGrade: grade, waterSafe: water, phone: phone, incomes: incomes)
  }

  /// The columns of the years of which the header names some but not all five heads.
  static func missingIncomeColumns(of sheet: Sheet) -> [String] {
    incomeYears(of: sheet).flatMap { year in incomeHeads.map { "\($0)_\(year)" } }
      .filter { sheet.column($0) == nil }
  }

  private static let incomeHeads = ["wage", "oper", "prop", "trans", "exp"]

  /// The years that the header names, in order.
  private static func incomeYears(of sheet: Sheet) -> [Int64] {
    let years = sheet.header.compactMap { name -> Int64? in
      let parts = name.split(separator: "_", omittingEmptySubsequences: false)
      guard parts.count == 2, incomeHeads.contains(String(parts[0])) else { return nil }
      return Int64(parts[1]).flatMap { (1949...2200).contains($0) ? $0 : nil }
    }
    return Set(years).sorted()
  }

  private static let types: [(word: String, number: Int64)] = [
    ("G", HouseholdType.general.rawValue), ("T", HouseholdType.outOfPoverty.rawValue),
    ("M", HouseholdType.monitored.rawValue),
  ]
}
