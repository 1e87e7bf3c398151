// Rows of the register of persons.

import Database
import Kernel
import Registry
import Sheets

final class PersonRows: RowMerger {
  private let index: RegistryIndex
  private let ids: IDSource
  private let instant: Instant
  private var reading: PersonReading?
  private var doubles = RowDoubles()
  private var mentioned: Mentioned

  init(index: RegistryIndex, ids: IDSource, at instant: Instant, isComplete: Bool) {
    (self.index, self.ids, self.instant) = (index, ids, instant)
    mentioned = Mentioned(isKept: isComplete)
  }

  /// Of rows with one identity number that of the smallest household number counts.
  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    reading = PersonReading(sheet)
    doubles = RowDoubles(sheet, number: key) { row in
      var cells = CellFault()
      let facts = self.read(row, &cells)
      return cells.fault == nil ? facts?.household : nil
    }
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    mention(row)
    var cells = CellFault()
    let facts = read(row, &cells)
    if let fault = cells.fault { return .refused(fault) }
    guard let facts, let reading else {
      preconditionFailure("a row without an identity number has a fault")
    }
    if doubles.isLoser(line: row.line) { return .refused(reading.duplicate(row)) }
    mentioned.add(county: index.county(of: facts.household))
    let outcome = try PersonStore.merge(
      facts, origin: origin, ids: ids, at: instant, index: index, on: connection)
    if outcome == .invalid { return .refused(reading.collision(row)) }
    let note = facts.idIsRight ? nil : reading.checkNote(row)
    return .merged(outcome, note: note)
  }

  func mention(_ row: borrowing SheetReader) { mentioned.add(key(row)) }

  var looksBack: Bool { mentioned.isKept }

  func recall(_ row: borrowing SheetReader) {
    mention(row)
    var cells = CellFault()
    guard row.fault == nil, let facts = read(row, &cells), cells.fault == nil else { return }
    mentioned.add(county: index.county(of: facts.household))
  }

  func finishComplete(_ origin: RowOrigin, connection: Connection) throws(Problem) -> Int {
    try PersonStore.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, origin: origin, index: index,
      connection: connection)
  }

  private func key(_ row: borrowing SheetReader) -> Int64? { reading.flatMap { $0.key(row) } }

  private func read(_ row: borrowing SheetReader, _ cells: inout CellFault) -> PersonFacts? {
    guard let reading else { preconditionFailure("a merger is opened before its first row") }
    return reading.facts(row, in: index, &cells)
  }
}
