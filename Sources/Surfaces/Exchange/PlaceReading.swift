// Reading one row of the list of places.

import Kernel
import Sheets

/// Where a sheet has the columns of a place, and what a row says.
struct PlaceReading {
  private let codes, levels, parents, names: SheetColumn
  /// The codes that were accepted so far: each row counts once, the first.
  private var accepted: Set<Int64> = []

  enum Checked {
    case usable(PlaceCode, name: String)
    case refused(RowFault)
  }

  init(_ sheet: Sheet) {
    codes = SheetColumn(known: "code", in: sheet)
    levels = SheetColumn(known: "level", in: sheet)
    parents = SheetColumn(known: "parent", in: sheet)
    names = SheetColumn(known: "name", in: sheet)
  }

  /// The place's code, where it can be read.
  func key(_ row: borrowing SheetReader) -> Int64? {
    var cells = CellFault()
    return cells.placeCode(row, codes)?.number
  }

  /// Whether a row can be taken; a code that was taken before is a double.
  mutating func check(_ row: borrowing SheetReader, in register: some KnownRegister) -> Checked {
    var cells = CellFault()
    let code = cells.placeCode(row, codes)
    let level = cells.number(row, levels, in: 1...5)
    let name = cells.text(row, names)
    // SQLite takes what stands before a zero byte for the whole name.
    if name.isEmpty || name.utf8.contains(0) {
      cells.malformed(
        row, names, zh: "地名不能为空，也不能含控制字符", en: "a place needs a name without control characters")
    }
    if let code, Int64(code.level.rawValue) != level {
      cells.malformed(
        row, levels, zh: "代码 \(code) 是第 \(code.level.rawValue) 级",
        en: "the code \(code) is of level \(code.level.rawValue)")
    }
    if let code, let parent = code.parent { checkParent(parent, row, register, &cells) }
    if let fault = cells.fault { return .refused(fault) }
    guard let code else { preconditionFailure("a row without a code has a fault") }
    guard accepted.insert(code.number).inserted else {
      return .refused(
        RowFault(.duplicate, line: row.line, column: "code", value: code.short, remedy: Remedies.double))
    }
    return .usable(code, name: name)
  }

  private func checkParent(
    _ parent: PlaceCode, _ row: borrowing SheetReader, _ register: some KnownRegister,
    _ cells: inout CellFault
  ) {
    guard PlaceCode(cells.text(row, parents)) == parent else {
      cells.malformed(row, parents, zh: "上级代码应为 \(parent)", en: "the parent must be \(parent)")
      return
    }
    if !register.hasPlace(parent) {
      cells.malformed(
        row, parents, zh: "上级 \(parent) 未登记，请先列出上级",
        en: "the parent \(parent) is not listed; list it first", code: .unknown)
    }
  }
}
