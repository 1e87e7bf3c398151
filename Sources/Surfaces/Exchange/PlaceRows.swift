// Rows of the list of places: `code, level, parent, name`.

import Database
import Kernel
import Registry
import Sheets

final class PlaceRows: RowMerger {
  private struct Columns {
    let code, level, parent, name: SheetColumn
  }

  private enum Checked {
    case usable(PlaceCode, name: String)
    case refused(RowFault)
  }

  private let index: RegistryIndex
  private var columns: Columns?
  /// The codes that were accepted so far: each row counts once, the first.
  private var accepted: Set<Int64> = []
  private var mentioned: Mentioned

  init(index: RegistryIndex, isComplete: Bool) {
    self.index = index
    mentioned = Mentioned(isKept: isComplete)
  }

  func open(_ sheet: Sheet, on connection: Connection) throws(Problem) {
    columns = Columns(
      code: SheetColumn(known: "code", in: sheet), level: SheetColumn(known: "level", in: sheet),
      parent: SheetColumn(known: "parent", in: sheet), name: SheetColumn(known: "name", in: sheet))
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
    guard let columns else { preconditionFailure("a merger is opened before its first row") }
    var cells = CellFault()
    mentioned.add(cells.placeCode(row, columns.code)?.number)
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

  private func check(_ row: borrowing SheetReader) -> Checked {
    guard let columns else { preconditionFailure("a merger is opened before its first row") }
    var cells = CellFault()
    let code = cells.placeCode(row, columns.code)
    let level = cells.number(row, columns.level, in: 1...5)
    let name = cells.text(row, columns.name)
    if name.isEmpty { cells.malformed(row, columns.name, zh: "地名不能为空", en: "a place needs a name") }
    if let code, Int64(code.level.rawValue) != level {
      cells.malformed(
        row, columns.level, zh: "代码 \(code) 是第 \(code.level.rawValue) 级",
        en: "the code \(code) is of level \(code.level.rawValue)")
    }
    if let code, let parent = code.parent { checkParent(parent, row, columns.parent, &cells) }
    if let fault = cells.fault { return .refused(fault) }
    guard let code else { preconditionFailure("a row without a code has a fault") }
    guard accepted.insert(code.number).inserted else {
      return .refused(
        RowFault(.duplicate, line: row.line, column: "code", value: code.short, remedy: Remedies.double))
    }
    return .usable(code, name: name)
  }

  private func checkParent(
    _ parent: PlaceCode, _ row: borrowing SheetReader, _ column: SheetColumn, _ cells: inout CellFault
  ) {
    guard PlaceCode(cells.text(row, column)) == parent else {
      cells.malformed(row, column, zh: "上级代码应为 \(parent)", en: "the parent must be \(parent)")
      return
    }
    if !index.hasPlace(parent) {
      cells.malformed(
        row, column, zh: "上级 \(parent) 未登记，请先列出上级",
        en: "the parent \(parent) is not listed; list it first", code: .unknown)
    }
  }
}
