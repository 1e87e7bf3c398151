// Rows of a department's feed: checked in a fixed order, then linked to a person or a group.

import Database
import Kernel
import Registry
import Sheets

/// A row is malformed, or its identity number is wrong, or it speaks of nobody known, or it is a double, or
/// it is accepted: the first that holds, in this order, so that the quality report counts each row once.
final class FeedRows: RowMerger {
  private let kind: FeedKind
  private let store: FeedStore
  private let index: RegistryIndex
  private let records = FeedIndex()
  /// The only records that the sheet speaks of, nil where that is not known.
  private let mentionedRecords: Set<Int64>?
  private var reading: FeedReading?
  private var doubles = RowDoubles()
  private var mentioned: Mentioned

  init(_ kind: FeedKind, index: RegistryIndex, records: Set<Int64>?, isComplete: Bool) {
    (self.kind, self.index, mentionedRecords) = (kind, index, records)
    store = FeedStore(kind)
    mentioned = Mentioned(isKept: isComplete)
  }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    reading = FeedReading(kind, sheet)
    try store.load(records, mentionedRecords, on: connection)
    doubles = RowDoubles(sheet, number: key) { row in
      var cells = CellFault()
      return self.facts(row, &cells) == nil ? nil : 0
    }
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    mention(row)
    var cells = CellFault()
    guard let facts = facts(row, &cells) else {
      guard let fault = cells.fault else { preconditionFailure("a row without facts has a fault") }
      return .refused(fault)
    }
    if doubles.isLoser(line: row.line) {
      return .refused(FeedReading.duplicate(facts.record, line: row.line))
    }
    mentioned.add(county: facts.county)
    let outcome = try store.merge(facts, origin: origin, index: records, on: connection)
    if outcome == .invalid, let reading { return .refused(reading.collision(row)) }
    return .merged(outcome, note: nil)
  }

  func mention(_ row: borrowing SheetReader) { mentioned.add(key(row)) }

  var looksBack: Bool { mentioned.isKept }

  func recall(_ row: borrowing SheetReader) {
    mention(row)
    var cells = CellFault()
    if row.fault == nil, let facts = facts(row, &cells) { mentioned.add(county: facts.county) }
  }

  func finishComplete(_ origin: RowOrigin, connection: Connection) throws(Problem) -> Int {
    try store.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, origin: origin, index: records,
      connection: connection)
  }

  private func key(_ row: borrowing SheetReader) -> Int64? { reading.flatMap { $0.key(row) } }

  private func facts(_ row: borrowing SheetReader, _ cells: inout CellFault) -> FeedFacts? {
    guard let reading else { preconditionFailure("a merger is opened before its first row") }
    return reading.facts(row, in: index, &cells)
  }
}
