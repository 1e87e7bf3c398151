// Rows of the list of places: `code, level, parent, name`.

import Database
import Kernel
import Registry
import Sheets

final class PlaceRows: RowMerger {
  private let index: RegistryIndex
  private var reading: PlaceReading?
  private var mentioned: Mentioned

  init(index: RegistryIndex, isComplete: Bool) {
    self.index = index
    mentioned = Mentioned(isKept: isComplete)
  }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    reading = PlaceReading(sheet)
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    mention(row)
    switch check(row) {
    case .refused(let fault): return .refused(fault)
    case .usable(let code, let name):
      mentioned.add(county: code.county)
      return .merged(
        try PlaceStore.merge(code, name: name, origin: origin, index: index, on: connection), note: nil)
    }
  }

  func mention(_ row: borrowing SheetReader) {
    guard let reading else { preconditionFailure("a merger is opened before its first row") }
    mentioned.add(reading.key(row))
  }

  var looksBack: Bool { true }

  func recall(_ row: borrowing SheetReader) {
    mention(row)
    if row.fault == nil, case .usable(let code, _) = check(row) { mentioned.add(county: code.county) }
  }

  func finishComplete(_ origin: RowOrigin, connection: Connection) throws(Problem) -> Int {
    try PlaceStore.markGone(
      notIn: mentioned.keys, counties: mentioned.counties, origin: origin, index: index,
      connection: connection)
  }

  private func check(_ row: borrowing SheetReader) -> PlaceReading.Checked {
    guard var reading else { preconditionFailure("a merger is opened before its first row") }
    self.reading = nil
    defer { self.reading = reading }
    return reading.check(row, in: index)
  }
}
