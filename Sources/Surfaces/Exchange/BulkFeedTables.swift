// Fills the table of a feed of a new store, and the index of its persons, groups or places.

import Database
import Kernel
import Registry
import Sheets

struct BulkFeedTables {
  private let feed: BulkFeed
  private let register: BulkRegister
  private let orders: BulkOrders
  private let number: Int64
  private let dated: Day

  /// A row by what orders it.
  private struct Entry {
    let county: Int64
    let subject: Int64
    let record: Int64
    let row: Int32
  }

  /// A column of the sheet, without its words.
  private struct Column {
    let values: HeldValues
    let isText: Bool
    let isOptional: Bool
  }

  init(_ tables: BulkTables, _ feed: BulkFeed) {
    (self.feed, register, orders, dated) = (feed, tables.register, tables.orders, tables.dated)
    number = tables.importNumber(feed.kind.name)
  }

  func fill(_ table: BulkTable, _ index: BulkTable) {
    var entries = entries
    entries.sort { ($0.county, $0.record) < ($1.county, $1.record) }
    let columns = feed.kind.columns.indices.map { place in
      Column(
        values: feed.scan.columns[BulkFeed.values + place].values,
        isText: feed.kind.columns[place].isText, isOptional: feed.kind.columns[place].isOptional)
    }
    let lines = feed.scan.lines.values
    for entry in entries { fillRow(entry, columns, line: lines[Int(entry.row)], table) }
    entries.sort { ($0.county, $0.subject, $0.record) < ($1.county, $1.subject, $1.record) }
    // The county of a place is the beginning of its code: the order is the same.
    let isByPlace = feed.kind.key == .place
    for entry in entries {
      index.append(isByPlace ? entry.subject : entry.county)
      index.append(isByPlace ? entry.county : entry.subject)
      index.append(entry.record)
      index.endRow()
    }
  }

  private var entries: [Entry] {
    let records = feed.scan.columns[BulkFeed.record].longs
    let (persons, codes) = (register.persons, register.places.codes)
    var entries: [Entry] = []
    entries.reserveCapacity(feed.subjects.count)
    for (row, subject) in feed.subjects.enumerated() where subject >= 0 {
      let subject = Int(subject)
      let (county, key) =
        feed.kind.key == .person
        ? (Int64(orders.counties[Int(persons.households[subject])]), orders.ids[subject])
        : (codes[subject].county, codes[subject].number)
      entries.append(Entry(county: county, subject: key, record: records[row], row: Int32(row)))
    }
    return entries
  }

  private func fillRow(_ entry: Entry, _ columns: [Column], line: Int64, _ table: BulkTable) {
    let row = Int(entry.row)
    var fingerprint = Fingerprint()
    fingerprint.add(entry.subject)
    table.append(entry.county)
    table.append(entry.record)
    table.append(entry.subject)
    for column in columns {
      let value = column.values[row]
      if column.isText {
        let text = feed.scan.text(value)
        table.append(text: text)
        fingerprint.add(text)
      } else if column.isOptional, value == column.values.none {
        table.appendNull()
        fingerprint.add(Int64.min)
      } else {
        table.append(value)
        fingerprint.add(value)
      }
    }
    table.appendNull()
    table.append(Int64(dated.number))
    table.append(fingerprint.value)
    table.append(number)
    table.append(line)
    table.endRow()
  }
}
