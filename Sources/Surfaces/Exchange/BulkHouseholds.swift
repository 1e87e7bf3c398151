// The households of a scanned sheet: those that count, in the order of their places.

import Kernel
import Registry
import Sheets

struct BulkHouseholds: Sendable {
  private(set) var sheet: BulkSheet
  let reading: HouseholdReading
  /// Rows of the scan in order of place and number.
  private(set) var order: [Int32] = []
  /// By row of the scan: its place in the order, -1 for one that does not count.
  private(set) var rank: [Int32] = []
  private(set) var index: NumberIndex

  var scan: SheetScan { sheet.scan }
  var years: [Int64] { reading.incomes.map(\.year) }

  // The columns of the scan.
  static let number = 0
  static let place = 1
  static let type = 2
  static let resettled = 3
  static let grade = 4
  static let water = 5
  /// Five heads a year, from here on.
  static let incomes = 6
  var registeredYear: Int? { reading.registeredYear == nil ? nil : 6 + 5 * years.count }
  var phone: Int? {
    reading.phone == nil ? nil : 6 + 5 * years.count + (reading.registeredYear == nil ? 0 : 1)
  }

  var account: Int? {
    guard reading.account != nil else { return nil }
    return 6 + 5 * years.count + (reading.registeredYear == nil ? 0 : 1) + (reading.phone == nil ? 0 : 1)
  }

  static func cells(_ reading: HouseholdReading) -> [ScanCell] {
    let yuan = ScanCell.Content.yuan(0...999_999_999_999)
    var cells = [
      ScanCell(reading.number.index, .number(1...999_999_999_999_999_999)),
      ScanCell(reading.group.index, .digits(15)),
      ScanCell(reading.type.index, .code(HouseholdReading.types)),
      ScanCell(reading.resettled.index, .number(0...1)),
      ScanCell(reading.grade.index, .optionalCode(FeedKind.grades)),
      ScanCell(reading.water.index, .optionalNumber(0...1)),
    ]
    for year in reading.incomes {
      let heads = [year.wage, year.operating, year.property, year.transfer, year.operatingCost]
      cells += heads.map { ScanCell($0.index, yuan) }
    }
    if let year = reading.registeredYear { cells.append(ScanCell(year.index, .optionalNumber(1949...2200))) }
    if let phone = reading.phone { cells.append(ScanCell(phone.index, .text)) }
    if let account = reading.account { cells.append(ScanCell(account.index, .text)) }
    return cells
  }

  init(_ scan: SheetScan, _ reading: HouseholdReading, in register: some KnownRegister) {
    sheet = BulkSheet(scan)
    self.reading = reading
    index = NumberIndex(capacity: scan.rowCount)
    take(unusualRows(register), register)
    refuseDoubles()
    sheet.close()
    putInOrder()
  }

  /// Rows whose group is not known: among them all that hold zeros.
  private func unusualRows(_ register: some KnownRegister) -> [Int32] {
    let places = scan.columns[BulkHouseholds.place].longs
    var rows: [Int32] = []
    var (last, isKnown): (Int64, Bool) = (0, false)
    for row in 0..<scan.rowCount {
      if places[row] != last {
        last = places[row]
        isKnown = PlaceCode(number: last).map { $0.level == .group && register.hasPlace($0) } ?? false
      }
      if !isKnown { rows.append(Int32(row)) }
    }
    return rows
  }

  private mutating func take(_ rows: [Int32], _ register: some KnownRegister) {
    let (columns, scan, years) = (scan.columns, scan, years)
    let (registeredYear, phone, account) = (registeredYear, phone, account)
    sheet.lookCloser(at: rows) { [reading] row, cells in
      reading.facts(row, in: register, &cells)
    } take: { row, facts, _ in
      columns[BulkHouseholds.number][row] = facts.number
      columns[BulkHouseholds.place][row] = facts.place.number
      columns[BulkHouseholds.type][row] = facts.type.rawValue
      columns[BulkHouseholds.resettled][row] = facts.resettled ? 1 : 0
      columns[BulkHouseholds.grade][row] = facts.housingGrade ?? columns[BulkHouseholds.grade].none
      columns[BulkHouseholds.water][row] =
        facts.waterSafe.map { $0 ? 1 : 0 } ?? columns[BulkHouseholds.water].none
      for (year, income) in zip(years.indices, facts.incomes) {
        let heads = [income.wage, income.operating, income.property, income.transfer, income.operatingCost]
        for (head, value) in heads.enumerated() {
          columns[BulkHouseholds.incomes + year * 5 + head][row] = value
        }
      }
      if let registeredYear {
        columns[registeredYear][row] = facts.registeredYear ?? columns[registeredYear].none
      }
      if let phone { columns[phone][row] = scan.keep(facts.phone ?? "") }
      if let account { columns[account][row] = scan.keep(facts.account ?? "") }
    }
  }

  private mutating func refuseDoubles() {
    let numbers = scan.columns[BulkHouseholds.number].longs
    let refused = sheet.refused
    for row in 0..<scan.rowCount where refused.isEmpty || !refused.contains(Int32(row)) {
      guard index.insert(numbers[row], row: Int32(row)) != nil else { continue }
      let reader = scan.reader(at: row)
      let fault = RowFault(
        .duplicate, line: reader.line, column: "household_id", value: String(numbers[row]),
        remedy: Remedies.double)
      sheet.refuse(row, fault, raw: reader.rawText)
    }
  }

  private mutating func putInOrder() {
    let (numbers, places) = (
      scan.columns[BulkHouseholds.number].longs, scan.columns[BulkHouseholds.place].longs
    )
    let refused = sheet.refused
    order.reserveCapacity(scan.rowCount)
    var isSorted = true
    var last: (Int64, Int64) = (0, 0)
    for row in 0..<scan.rowCount where refused.isEmpty || !refused.contains(Int32(row)) {
      let key = (places[row], numbers[row])
      if key < last { isSorted = false }
      last = key
      order.append(Int32(row))
    }
    if !isSorted {
      order.sort { (places[Int($0)], numbers[Int($0)]) < (places[Int($1)], numbers[Int($1)]) }
    }
    rank = [Int32](repeating: -1, count: scan.rowCount)
    for (place, row) in order.enumerated() { rank[Int(row)] = Int32(place) }
  }
}
