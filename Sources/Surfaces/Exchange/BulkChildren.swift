// Lays out what hangs under households, persons and groups: rows sorted by parent, day and record number.

import Columns
import Kernel
import Registry
import Screening
import Sheets

extension BulkLayout {
  /// A feed's rows under their persons, households or groups.
  func children(of feed: BulkFeed) -> Piece {
    let (owner, list, parents, parentCount) = parents(of: feed)
    let scan = feed.scan
    guard let dayColumn = feed.kind.columns.firstIndex(where: { $0.name == feed.kind.orderedBy }) else {
      preconditionFailure("a feed of persons or groups is ordered by one of its days")
    }
    let days = scan.columns[BulkFeed.values + dayColumn].ints
    let records = scan.columns[BulkFeed.record].longs
    let (order, offsets) = BulkLayout.ordered(parents, parentCount, days: days, records: records)
    let table = Table(feed.kind.recordType, rowCount: order.count, columns: columns(of: feed, order))
    return .children(owner, list, table, ChildList(table: table.recordType, offsets: offsets))
  }

  private func columns(of feed: BulkFeed, _ order: [Int32]) -> [String: Column] {
    let (scan, record) = (feed.scan, feed.kind.recordType)
    var columns: [String: Column] = [:]
    if reads(record, "record_number") {
      columns["record_number"] = BulkColumn.narrow(scan.columns[BulkFeed.record].longs, order)
    }
    for (place, column) in feed.kind.columns.enumerated() where reads(record, column.name) {
      let held = scan.columns[BulkFeed.values + place]
      switch column.content {
      case .day, .openDay: columns[column.name] = BulkColumn.days(held, order)
      case .text, .name: columns[column.name] = BulkText.column(scan, held, order)
      case .flag: columns[column.name] = BulkColumn.bools(held, order)
      case .money, .yuan, .number, .code: columns[column.name] = BulkColumn.ints(held, order)
      }
    }
    return columns
  }

  /// The rows of a ledger of places, by place and record number.
  func ledger(_ feed: BulkFeed) -> Piece {
    let codes = register.places.codes
    let records = feed.scan.columns[BulkFeed.record].longs
    let order = feed.subjects.indices.filter { feed.subjects[$0] >= 0 }.map { Int32($0) }.sorted {
      let (left, right) = (Int($0), Int($1))
      return (codes[Int(feed.subjects[left])].number, records[left])
        < (codes[Int(feed.subjects[right])].number, records[right])
    }
    var columns = columns(of: feed, order)
    if reads(feed.kind.recordType, "place") {
      columns["place"] = Column.ints(order.map { codes[Int(feed.subjects[Int($0)])].number })
    }
    return .ledger(Table(feed.kind.recordType, rowCount: order.count, columns: columns))
  }

  /// What a feed is that did not come.
  func nothing(of kind: FeedKind) -> Piece {
    let table = CityStore.noRows(of: kind)
    guard kind.key != .place else { return .ledger(table) }
    let (owner, list, parentCount) = place(of: kind)
    let offsets = [Int32](repeating: 0, count: parentCount + 1)
    return .children(owner, list, table, ChildList(table: kind.recordType, offsets: offsets))
  }

  /// A row a household and year.
  var incomes: Piece {
    let (bulk, years) = (register.households, register.households.years)
    let (order, columns) = (bulk.order, bulk.scan.columns)
    let count = order.count * years.count
    let year = years.isEmpty ? [] : (0..<count).map { Optional(years[$0 % years.count]) }
    var table: [String: Column] = [:]
    for name in ["record_number", "year"] where reads("IncomeYear", name) { table[name] = Column.ints(year) }
    for (head, name) in ["wage", "operating", "property", "transfer", "operating_cost"].enumerated()
    where reads("IncomeYear", name) {
      let heads = years.indices.map { columns[BulkHouseholds.incomes + $0 * 5 + head].longs }
      table[name] = BulkLayout.interleaved(heads, order)
    }
    let offsets = (0...order.count).map { Int32($0 * years.count) }
    return .children(
      .household, "incomes", Table("IncomeYear", rowCount: count, columns: table),
      ChildList(table: "IncomeYear", offsets: offsets))
  }

  private static func interleaved(_ years: [UnsafeBufferPointer<Int64>], _ order: [Int32]) -> Column {
    let count = order.count * years.count
    var high: Int64 = 0
    for year in years { for row in order { high = max(high, year[Int(row)]) } }
    func filled<Number: FixedWidthInteger>(_ type: Number.Type) -> [Number] {
      [Number](unsafeUninitializedCapacity: count) { values, filled in
        for (offset, year) in years.enumerated() {
          var place = offset
          for row in order {
            values[place] = Number(truncatingIfNeeded: year[Int(row)])
            place += years.count
          }
        }
        filled = count
      }
    }
    if high <= 127 { return Column(.int8(filled(Int8.self))) }
    if high <= 32_767 { return Column(.int16(filled(Int16.self))) }
    return high <= Int64(Int32.max) ? Column(.int32(filled(Int32.self))) : Column(.int64(filled(Int64.self)))
  }

  private func place(of kind: FeedKind) -> (Owner, String, Int) {
    guard kind.key == .person else { return (.group, "water_outages", groups.codes.count) }
    let list = CityStore.list(of: kind)
    return list.isPersonal
      ? (.person, list.name, register.persons.order.count) : (.household, list.name, numbers.count)
  }

  /// By row of the scan: the parent it hangs under, -1 for none.
  private func parents(of feed: BulkFeed) -> (Owner, String, [Int32], Int) {
    let (owner, list, count) = place(of: feed.kind)
    let persons = register.persons
    switch owner {
    case .person: return (owner, list, feed.subjects.map { $0 < 0 ? -1 : persons.rank[Int($0)] }, count)
    case .household:
      return (owner, list, feed.subjects.map { $0 < 0 ? -1 : persons.households[Int($0)] }, count)
    case .group:
      var rows = KeyIndex(capacity: groups.codes.count)
      for (row, code) in groups.codes.enumerated() { rows.insert(code, row: Int32(row)) }
      let codes = register.places.codes
      return (owner, list, feed.subjects.map { $0 < 0 ? -1 : rows.row(of: codes[Int($0)].number) }, count)
    }
  }

  /// A counting sort by parent, in which the few rows of each stay sorted by day and record number.
  private static func ordered(
    _ parents: [Int32], _ parentCount: Int, days: UnsafeBufferPointer<Int32>,
    records: UnsafeBufferPointer<Int64>
  ) -> (order: [Int32], offsets: [Int32]) {
    var offsets = [Int32](repeating: 0, count: parentCount + 1)
    for parent in parents where parent >= 0 { offsets[Int(parent) + 1] += 1 }
    for parent in 0..<parentCount { offsets[parent + 1] += offsets[parent] }
    var next = offsets
    var crowded: Set<Int> = []
    func precedes(_ row: Int32, _ other: Int32) -> Bool {
      (days[Int(row)], records[Int(row)]) < (days[Int(other)], records[Int(other)])
    }
    let order = [Int32](unsafeUninitializedCapacity: Int(offsets[parentCount])) { order, count in
      for row in parents.indices where parents[row] >= 0 {
        let parent = Int(parents[row])
        var place = Int(next[parent])
        let first = Int(offsets[parent])
        next[parent] += 1
        order[place] = Int32(row)
        // Each row moves up past those of its parent that come after it; among many that would never end.
        guard place - first < 50 else {
          crowded.insert(parent)
          continue
        }
        while place > first, precedes(order[place], order[place - 1]) {
          order.swapAt(place, place - 1)
          place -= 1
        }
      }
      count = Int(offsets[parentCount])
      for parent in crowded {
        order[Int(offsets[parent])..<Int(offsets[parent + 1])].sort(by: precedes)
      }
    }
    return (order, offsets)
  }
}
