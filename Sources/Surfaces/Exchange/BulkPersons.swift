// The persons of a scanned sheet: those that count, in the order of their households.

import Kernel
import Registry
import Sheets

struct BulkPersons: Sendable {
  private(set) var sheet: BulkSheet
  let reading: PersonReading
  /// By row of the scan: the household's place in the order of households, -1 for one that does not count.
  private(set) var households: [Int32]
  /// Finds rows of the scan by identity number.
  private(set) var table: CitizenTable
  /// Rows of the scan in order of household, in each in the order of the sheet.
  private(set) var order: [Int32] = []
  /// By row of the scan: its place in the order, -1 for one that does not count.
  private(set) var rank: [Int32] = []

  var scan: SheetScan { sheet.scan }

  // The columns of the scan stand in the order of `PersonReading.columns`.
  static let citizen = 0
  static let household = 1
  static let name = 2
  static let sex = 3
  static let birth = 4
  static let relation = 5
  static let wage = 15

  static func cells(_ reading: PersonReading) -> [ScanCell] {
    let contents: [ScanCell.Content] =
      [.citizen, .number(1...999_999_999_999_999_999), .text, .number(1...2), .day]
      + [
        1...99, 0...9, 0...5, 1...4, 1...4, 0...4, 0...1, 0...1, 0...5, 0...12,
      ].map { .number($0) } + [.yuan(0...999_999_999_999)]
    return zip(reading.columns, contents).map { ScanCell($0.index, $1) }
  }

  init(
    _ scan: SheetScan, _ reading: PersonReading, of homes: BulkHouseholds, in register: some KnownRegister
  ) {
    sheet = BulkSheet(scan)
    self.reading = reading
    households = Shares.filled(scan.rowCount) { BulkPersons.link(scan, $0, to: homes, $1) }
    table = CitizenTable(scan.columns[BulkPersons.citizen], households: [])
    let unusual = households.indices.filter { households[$0] < 0 }.map { Int32($0) }
    take(unusual, of: homes, register)
    table = CitizenTable(scan.columns[BulkPersons.citizen], households: households)
    refuseDoubles(homes)
    flagWrongChecks()
    sheet.close()
    putInOrder(householdCount: homes.order.count)
  }

  private static let births: ClosedRange<Int32> = {
    guard let first = Day(year: 1850, month: 1, day: 1), let last = Day(year: 2200, month: 12, day: 31) else {
      preconditionFailure("these days are real")
    }
    return first.number...last.number
  }()

  /// The households of rows; -1 for rows that need a closer look, among them all that hold zeros.
  private static func link(
    _ scan: SheetScan, _ rows: Range<Int>, to homes: BulkHouseholds,
    _ households: UnsafeMutablePointer<Int32>
  ) {
    let numbers = scan.columns[household].longs
    let (birth, names) = (scan.columns[birth].ints, scan.columns[name].longs)
    var place = 0
    var (last, home): (Int64, Int32) = (0, -1)
    let births = births
    for row in rows {
      if numbers[row] != last {
        last = numbers[row]
        home = homes.index.row(of: last, near: &place).map { homes.rank[Int($0)] } ?? -1
      }
      // A name of no bytes is a reference that ends in zeros.
      let isUsual = home >= 0 && births.contains(birth[row]) && names[row] & 0xFF_FFFF != 0
      households[row] = isUsual ? home : -1
    }
  }

  private mutating func take(
    _ rows: [Int32], of homes: BulkHouseholds, _ register: some KnownRegister
  ) {
    let (columns, scan) = (scan.columns, scan)
    var found: [(row: Int, home: Int32)] = []
    sheet.lookCloser(at: rows) { [reading] row, cells in
      reading.facts(row, in: register, &cells)
    } take: { row, facts, _ in
      let packed = Int64(bitPattern: facts.citizen.packed)
      let values = [
        facts.idIsRight ? packed : ~packed, facts.household, scan.keep(facts.name), facts.sex,
        Int64(facts.birth.number), facts.relation, facts.education, facts.schoolStatus, facts.health,
        facts.labour, facts.disabilityLevel, facts.medicalInsured, facts.pensionInsured, facts.workPlace,
        facts.workMonths, facts.monthlyWageFen,
      ]
      for (column, value) in values.enumerated() { columns[column][row] = value }
      var place = 0
      guard let home = homes.index.row(of: facts.household, near: &place) else {
        preconditionFailure("a usable row names a household that counts")
      }
      found.append((row, homes.rank[Int(home)]))
    }
    for (row, home) in found { households[row] = home }
  }

  /// Of rows with one identity number that of the smallest household number counts, then the first.
  private mutating func refuseDoubles(_ homes: BulkHouseholds) {
    let numbers = scan.columns[BulkPersons.household].longs
    var winners: [Int32: Int32] = [:]
    var losers: [Int32] = []
    for (row, first) in table.repeats {
      let winner = winners[first] ?? first
      if numbers[Int(row)] < numbers[Int(winner)] {
        losers.append(winner)
        winners[first] = row
      } else {
        losers.append(row)
      }
    }
    for (first, winner) in winners.sorted(by: { $0.key < $1.key }) { table.replace(first, by: winner) }
    for row in losers.sorted() {
      let reader = scan.reader(at: Int(row))
      sheet.refuse(Int(row), reading.duplicate(reader), raw: reader.rawText)
      households[Int(row)] = -1
    }
  }

  private mutating func flagWrongChecks() {
    let citizens = scan.columns[BulkPersons.citizen].longs
    for row in 0..<scan.rowCount where citizens[row] < 0 && households[row] >= 0 {
      let reader = scan.reader(at: row)
      sheet.flag(row, reading.checkNote(reader), raw: reader.rawText)
    }
  }

  /// By household, in the order of households: the first of its members in the order of persons, and the end.
  func memberOffsets(of householdCount: Int) -> [Int32] {
    var offsets = [Int32](repeating: 0, count: householdCount + 1)
    for row in order { offsets[Int(households[Int(row)]) + 1] += 1 }
    for home in 0..<householdCount { offsets[home + 1] += offsets[home] }
    return offsets
  }

  private mutating func putInOrder(householdCount: Int) {
    var isSorted = true
    var last: Int32 = 0
    order.reserveCapacity(households.count)
    for row in 0..<households.count where households[row] >= 0 {
      if households[row] < last { isSorted = false }
      last = households[row]
      order.append(Int32(row))
    }
    if !isSorted { order = BulkOrder.byParent(order, parents: households, parentCount: householdCount) }
    rank = [Int32](repeating: -1, count: households.count)
    for (place, row) in order.enumerated() { rank[Int(row)] = Int32(place) }
  }
}

/// Orders rows by a parent's number, without changing the order of rows of one parent.
enum BulkOrder {
  static func byParent(_ rows: [Int32], parents: [Int32], parentCount: Int) -> [Int32] {
    var next = [Int32](repeating: 0, count: parentCount + 1)
    for row in rows { next[Int(parents[Int(row)]) + 1] += 1 }
    for parent in 0..<parentCount { next[parent + 1] += next[parent] }
    return [Int32](unsafeUninitializedCapacity: rows.count) { order, count in
      for row in rows {
        let parent = Int(parents[Int(row)])
        order[Int(next[parent])] = row
        next[parent] += 1
      }
      count = rows.count
    }
  }
}
