// The keys that a few rows speak of, so that a small import reads no more of the register than it needs.

import Kernel
import Registry
import Sheets

/// Where a sheet names households, persons and records.
struct SheetKeys {
  private var household: SheetColumn?
  private var citizen: SheetColumn?
  private var record: (column: SheetColumn, feed: FeedKind)?

  init(_ sheet: Sheet, _ kind: SheetKind) {
    switch kind {
    case .regions: break
    case .households: household = HouseholdReading(sheet).number
    case .persons:
      let columns = PersonReading(sheet).columns
      (citizen, household) = (columns[0], columns[1])
    case .feed(let feed):
      let reading = FeedReading(feed, sheet)
      record = (reading.number, feed)
      if feed.key == .person { citizen = reading.subject }
    }
  }

  /// What sheets speak of, nil where they have more rows than `most` together.
  static func of(_ sheets: [(sheet: Sheet, kind: SheetKind)], most: Int) -> RegistryKeys? {
    var keys = RegistryKeys()
    var rows = 0
    for (sheet, kind) in sheets {
      let reading = SheetKeys(sheet, kind)
      var reader = sheet.reader()
      while reader.next() {
        rows += 1
        guard rows <= most else { return nil }
        // Of a row that cannot be split nothing is asked.
        if reader.fault == nil { reading.add(reader, to: &keys) }
      }
    }
    return keys
  }

  private func add(_ row: borrowing SheetReader, to keys: inout RegistryKeys) {
    if let household, let number = FieldValue.int(row.bytes(household.index)) {
      keys.households.insert(number)
    }
    if let citizen, let id = CellFault.number(of: row, citizen).id {
      keys.citizens.insert(Int64(bitPattern: id.packed))
    }
    if let record, let number = FieldValue.int(row.bytes(record.column.index)) {
      keys.records[record.feed.name, default: []].insert(number)
    }
  }
}
