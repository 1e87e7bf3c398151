// One cell of a small column put in, changed or taken out.

import Columns
import Kernel
import RuleValues
import Rules

/// What becomes of a row's cell.
enum ColumnEdit {
  case replace(Value?)
  case insert(Value?)
  case remove

  fileprivate var value: Value? {
    switch self {
    case .replace(let value), .insert(let value): value
    case .remove: nil
    }
  }

  fileprivate func apply<Cell>(_ new: Cell, to cells: [Cell], at row: Int) -> [Cell] {
    var cells = cells
    switch self {
    case .replace: cells[row] = new
    case .insert: cells.insert(new, at: row)
    case .remove: cells.remove(at: row)
    }
    return cells
  }
}

extension Column {
  /// A column of the same kind with one cell edited; a number that does not fit widens it. A value of another
  /// kind counts as none.
  func edited(_ edit: ColumnEdit, at row: Int) -> Column {
    switch storage {
    case .bool(let cells):
      var truth: Bool?
      if case .bool(let value)? = edit.value { truth = value }
      return Column(
        .bool(edit.apply(truth == true ? 1 : 0, to: cells, at: row)), missing: marks(edit, truth, row))
    case .int8(let cells): return numbers(cells, edit, row) { .int8($0) }
    case .int16(let cells): return numbers(cells, edit, row) { .int16($0) }
    case .int32(let cells): return numbers(cells, edit, row) { .int32($0) }
    case .int64(let cells): return numbers(cells, edit, row) { .int64($0) }
    case .day(let cells):
      var day: Int32?
      if case .timestamp(let moment)? = edit.value { day = RuleTime.day(moment).number }
      return Column(.day(edit.apply(day ?? 0, to: cells, at: row)), missing: marks(edit, day, row))
    case .text(let codes, let dictionary):
      let texts = codes.indices.map { missing?[$0] == 1 ? nil : dictionary[Int(codes[$0])] }
      var text: String?
      if case .string(let value)? = edit.value { text = value }
      return .texts(edit.apply(text, to: texts, at: row))
    }
  }

  private func numbers<Cell: FixedWidthInteger>(
    _ cells: [Cell], _ edit: ColumnEdit, _ row: Int, _ storage: ([Cell]) -> Storage
  ) -> Column {
    var number: Int64?
    if case .int(let value)? = edit.value { number = value }
    if let cell = Cell(exactly: number ?? 0) {
      return Column(storage(edit.apply(cell, to: cells, at: row)), missing: marks(edit, number, row))
    }
    let wide = cells.indices.map { missing?[$0] == 1 ? nil : Int64(cells[$0]) }
    return .ints(edit.apply(number, to: wide, at: row))
  }

  /// Which rows have no value then.
  private func marks<Cell>(_ edit: ColumnEdit, _ cell: Cell?, _ row: Int) -> [UInt8]? {
    if missing == nil, cell != nil { return nil }
    if missing == nil, case .remove = edit { return nil }
    let marks = missing ?? [UInt8](repeating: 0, count: count)
    return edit.apply(cell == nil ? 1 : 0, to: marks, at: row)
  }
}
