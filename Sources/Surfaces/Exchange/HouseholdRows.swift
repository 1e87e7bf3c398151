// Rows of the register of households.

import Database
import Kernel
import Registry
import Sheets

final class HouseholdRows: RowMerger {
  private let index: RegistryIndex
  private var reading: HouseholdReading?
  private var doubles = RowDoubles()
  private var mentioned: Mentioned

  init(index: RegistryIndex, isComplete: Bool) {
    self.index = index
    mentioned = Mentioned(isKept: isComplete)
  }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    reading = HouseholdReading(sheet)
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

  private func key(_ row: borrowing SheetReader) -> Int64? { reading.flatMap { $0.key(row) } }

  private func read(_ row: borrowing SheetReader, _ cells: inout CellFault) -> HouseholdFacts? {
    guard let reading else { preconditionFailure("a merger is opened before its first row") }
    return reading.facts(row, in: index, &cells)
  }
}
