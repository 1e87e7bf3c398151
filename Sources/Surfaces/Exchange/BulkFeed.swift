// The rows of a scanned feed: those that count, each with the person, group or place it speaks of.

import Database
import Kernel
import Registry
import Sheets

struct BulkFeed: Sendable {
  private(set) var sheet: BulkSheet
  let reading: FeedReading
  /// By row of the scan: the row of the person in the scan of persons, or where the group or place stands in
  /// the list of codes; -1 for one that does not count.
  private(set) var subjects: [Int32]

  var scan: SheetScan { sheet.scan }
  var kind: FeedKind { reading.kind }

  // The columns of the scan: these two, then those of the feed.
  static let record = 0
  static let subject = 1
  static let values = 2

  static func cells(_ reading: FeedReading) -> [ScanCell] {
    let subject: ScanCell.Content =
      switch reading.kind.key {
      case .person: .citizen
      case .group: .digits(15)
      // Codes of places are of several lengths, and their ledgers short: each row is read by itself.
      case .place: .digits(15)
      }
    let cells = [
      ScanCell(reading.number.index, .number(1...999_999_999_999_999_999)),
      ScanCell(reading.subject.index, subject),
    ]
    return cells
      + zip(reading.columns, reading.kind.columns).map { ScanCell($0.index, BulkFeed.content($1.content)) }
  }

  private static func content(_ content: FeedKind.Content) -> ScanCell.Content {
    switch content {
    case .day: .day
    case .openDay: .openDay
    case .money: .money
    case .yuan: .yuan(0...999_999_999_999)
    case .number(let range): .number(range)
    case .flag: .number(0...1)
    case .code(let words): .code(words)
    case .text, .name: .text
    }
  }

  /// - Parameter find: the subjects of cells, -1 where one is not known.
  init(
    _ scan: SheetScan, _ reading: FeedReading, in register: some KnownRegister,
    find: (UnsafeBufferPointer<Int64>) -> [Int32]
  ) {
    sheet = BulkSheet(scan)
    self.reading = reading
    let cells = UnsafeBufferPointer(rebasing: scan.columns[BulkFeed.subject].longs.prefix(scan.rowCount))
    subjects = find(cells)
    for row in doubtful() { subjects[row] = -1 }
    let unusual = subjects.indices.filter { subjects[$0] < 0 }.map { Int32($0) }
    take(unusual, register, find)
    refuseDoubles()
    sheet.close()
  }

  /// Rows that scan well and yet may be wrong as a whole: a name that is empty, days in the wrong order.
  private func doubtful() -> [Int] {
    let columns = kind.columns.indices.map { scan.columns[BulkFeed.values + $0].values }
    var doubtful: [Int] = []
    for (place, column) in kind.columns.enumerated() {
      guard case .name = column.content else { continue }
      for row in subjects.indices {
        let text = scan.text(columns[place][row])
        if text.isEmpty || text.contains(0) { doubtful.append(row) }
      }
    }
    for order in kind.dayOrders {
      let (first, second) = (columns[order.first], columns[order.second])
      for row in subjects.indices where first[row] > second[row] && second[row] != second.none {
        doubtful.append(row)
      }
    }
    return doubtful
  }

  private mutating func take(
    _ rows: [Int32], _ register: some KnownRegister, _ find: (UnsafeBufferPointer<Int64>) -> [Int32]
  ) {
    let (columns, scan, reading) = (scan.columns, scan, reading)
    var found: [(row: Int, subject: Int32)] = []
    sheet.lookCloser(at: rows) { row, cells in
      reading.facts(row, in: register, &cells)
    } take: { row, facts, reader in
      columns[BulkFeed.record][row] = facts.record
      for (place, value) in facts.values.enumerated() {
        let column = columns[BulkFeed.values + place]
        switch value {
        case .null: column[row] = column.none
        case .int(let number): column[row] = number
        case .text(let text): column[row] = scan.keep(text)
        case .bytes: preconditionFailure("a feed holds numbers and text")
        }
      }
      found.append((row, BulkFeed.subject(of: reader, reading, facts, find)))
    }
    for (row, subject) in found { subjects[row] = subject }
  }

  private static func subject(
    of reader: borrowing SheetReader, _ reading: FeedReading, _ facts: FeedFacts,
    _ find: (UnsafeBufferPointer<Int64>) -> [Int32]
  ) -> Int32 {
    var key = facts.subject
    if case .person = reading.kind.key {
      guard let citizen = CellFault.number(of: reader, reading.subject).id else {
        preconditionFailure("a usable row has an identity number")
      }
      key = Int64(bitPattern: citizen.packed)
    }
    let subject = [key].withUnsafeBufferPointer(find)[0]
    precondition(subject >= 0, "a usable row speaks of somebody known")
    return subject
  }

  /// Of rows with one record number the first that counts is taken.
  private mutating func refuseDoubles() {
    let records = scan.columns[BulkFeed.record].longs
    var index = NumberIndex(capacity: scan.rowCount)
    for row in subjects.indices where subjects[row] >= 0 {
      guard index.insert(records[row], row: Int32(row)) != nil else { continue }
      let reader = scan.reader(at: row)
      sheet.refuse(row, FeedReading.duplicate(records[row], line: reader.line), raw: reader.rawText)
      subjects[row] = -1
    }
  }
}
