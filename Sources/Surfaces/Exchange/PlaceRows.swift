// Rows of the list of places: `code, level, parent, name`.
import Database
import Kernel
import Registry
import Sheets

final class PlaceRows: RowMerger {
  private struct Columns {
    let code, level, parent, name: SheetColumn
  }

  private let index: RegistryIndex
  private var columns: Columns?
  private var seen: Set<Int64> = []
  private var counties: Set<Int64> = []

  init(index: RegistryIndex) { self.index = index }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    columns = Columns(
      code: SheetColumn(known: "code", in: sheet), level: SheetColumn(known: "level", in: sheet),
      parent: SheetColumn(known: "parent", in: sheet), name: SheetColumn(known: "name", in: sheet))
  }

  func merge(
    _ row: borrowing SheetReader, origin: RowOrigin, on connection: Connection
  ) throws(Problem) -> MergedRow {
    guard let columns else { preconditionFailure("a merger is opened before its first row") }
    var cells = CellFault()
    let code = cells.placeCode(row, columns.code)
    let level = cells.number(row, columns.level, in: 1...5)
    let name = String(decoding: FieldValue.trimmed(row.bytes(columns.name.index)), as: UTF8.self)
    if name.isEmpty { cells.malformed(row, columns.name, zh: "地名不能为空", en: "a place needs a name") }
    if let code, Int64(code.level.rawValue) != level {
      cells.malformed(
        row, columns.level, zh: "代码 \(code) 是第 \(code.level.rawValue) 级",
        en: "the code \(code) is of level \(code.level.rawValue)")
    }
    if let code, let parent = code.parent {
      checkParent(parent, row, columns.parent, &cells)
    }
    if let fault = cells.fault { return .refused(fault) }
    guard let code else { preconditionFailure("a row without a code has a fault") }
    if !seen.insert(code.number).inserted {
      return .refused(
        RowFault(.duplicate, line: row.line, column: "code", value: code.short, remedy: Remedies.double))
    }
    counties.insert(code.county)
    return .merged(
      try PlaceStore.merge(code, name: name, origin: origin, index: index, on: connection), note: nil)
  }

  func finishComplete(on day: Day, connection: Connection) throws(Problem) -> Int {
    var gone = 0
    for place in try PlaceStore.all(asOf: day, on: connection)
    where !seen.contains(place.code.number) && counties.contains(place.code.county) {
      try PlaceStore.end(place.code, on: day, index: index, connection: connection)
      gone += 1
    }
    return gone
  }

  private func checkParent(
    _ parent: PlaceCode, _ row: borrowing SheetReader, _ column: SheetColumn, _ cells: inout CellFault
  ) {
    let given = String(decoding: FieldValue.trimmed(row.bytes(column.index)), as: UTF8.self)
    guard PlaceCode(given) == parent else {
      cells.malformed(row, column, zh: "上级代码应为 \(parent)", en: "the parent must be \(parent)")
      return
    }
    if !index.hasPlace(parent) {
      cells.malformed(
        row, column, zh: "上级 \(parent) 未登记，请先列出上级", en: "the parent \(parent) is not listed; list it first",
        code: .unknown)
    }
  }
}
