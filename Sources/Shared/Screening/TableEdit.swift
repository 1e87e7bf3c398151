// One row of a small table put in, changed or taken out.

import Columns
import Kernel
import RuleLanguage
import RuleValues
import Rules

struct TableEdit {
  private let table: Table
  private let change: RowChange
  private let record: ScreeningRecord?
  private let asOf: Day

  init(_ table: Table, _ change: RowChange, asOf: Day) {
    (self.table, self.change, self.asOf) = (table, change, asOf)
    record = ScreeningVocabulary.record(change.record)
  }

  private var keyColumn: String { change.record == "IncomeYear" ? "year" : "record_number" }

  /// The row with the key of the change.
  func row(in rows: Range<Int>) -> Int? {
    rows.first { table.columns[keyColumn]?.value(at: $0) == .int(change.key) }
  }

  /// What the row has.
  func cells(_ row: Int) -> [String: Value] { table.columns.compactMapValues { $0.value(at: row) } }

  /// Whether the change gives the row another place among those of its parent.
  func moves(_ row: Int) -> Bool {
    guard let order = record?.orderedBy, let new = change.cells?[order] else { return false }
    return table.columns[order]?.value(at: row) != new
  }

  /// Rows stand by day, then by record number.
  func place(of cells: [String: Value], in rows: Range<Int>) -> Int {
    guard let order = record?.orderedBy else { return rows.upperBound }
    let own = (TableEdit.rank(cells[order]), change.key)
    return rows.first { row in
      (
        TableEdit.rank(table.columns[order]?.value(at: row)),
        TableEdit.rank(table.columns[keyColumn]?.value(at: row))
      ) > own
    } ?? rows.upperBound
  }

  private static func rank(_ value: Value?) -> Int64 {
    switch value {
    case .int(let number)?: number
    case .timestamp(let moment)?: moment.seconds
    default: 0
    }
  }

  func replacing(_ row: Int) throws(Problem) -> Table {
    let new = try complete(change.cells ?? [:])
    return Table(
      table.recordType, rowCount: table.rowCount,
      columns: columns { name, values in
        if let value = new[name] { values[row] = value }
      }, lists: table.lists, references: table.references)
  }

  func isWithoutRows(_ row: Int) -> Bool { table.lists.values.allSatisfy { $0.rows(of: row).isEmpty } }

  func removing(_ row: Int) -> Table {
    Table(
      table.recordType, rowCount: table.rowCount - 1, columns: columns { $1.remove(at: row) },
      lists: table.lists.mapValues { $0.without(row) }, references: table.references)
  }

  /// The lists of the new row are empty.
  func inserting(_ cells: [String: Value], at row: Int) throws(Problem) -> Table {
    var cells = try complete(cells)
    if record?.field(keyColumn) != nil { cells[keyColumn] = .int(change.key) }
    for field in record?.fields ?? [] where field.always && field.type.isScalar && cells[field.name] == nil {
      throw ScreeningProblems.incomplete(change.record, field.name)
    }
    return Table(
      table.recordType, rowCount: table.rowCount + 1, columns: columns { $1.insert(cells[$0], at: row) },
      lists: table.lists.mapValues { $0.with(row) }, references: table.references)
  }

  /// The cells, checked, with the age that follows from a day of birth.
  private func complete(_ cells: [String: Value]) throws(Problem) -> [String: Value] {
    var cells = cells
    for name in cells.keys.sorted() where table.columns[name] == nil {
      throw ScreeningProblems.noColumn(change.record, name)
    }
    if case .timestamp(let birth)? = cells["birth"], change.record == "Person" {
      cells["age"] = .int(Int64(RuleTime.day(birth).age(on: asOf)))
    }
    return cells
  }

  private func columns(_ edit: (String, inout [Value?]) -> Void) -> [String: Column] {
    var columns: [String: Column] = [:]
    for (name, column) in table.columns {
      var values = (0..<column.count).map(column.value)
      edit(name, &values)
      columns[name] = column.like(values)
    }
    return columns
  }
}

extension Column {
  /// A column of the same kind with other values; whole numbers in the narrowest storage.
  fileprivate func like(_ values: [Value?]) -> Column {
    switch storage {
    case .bool:
      return .bools(
        values.map { value in
          if case .bool(let truth)? = value { truth } else { nil }
        })
    case .int8, .int16, .int32, .int64:
      return .ints(
        values.map { value in
          if case .int(let number)? = value { number } else { nil }
        })
    case .day:
      return .days(
        values.map { value in
          if case .timestamp(let moment)? = value { RuleTime.day(moment).number } else { nil }
        })
    case .text:
      return .texts(
        values.map { value in
          if case .string(let text)? = value { text } else { nil }
        })
    }
  }
}

extension ChildList {
  fileprivate func without(_ row: Int) -> ChildList {
    precondition(offsets[row + 1] == offsets[row], "a row that goes has no rows")
    var offsets = offsets
    offsets.remove(at: row)
    return ChildList(table: table, offsets: offsets)
  }

  fileprivate func with(_ row: Int) -> ChildList {
    var offsets = offsets
    offsets.insert(offsets[row], at: row)
    return ChildList(table: table, offsets: offsets)
  }
}

extension CELType {
  fileprivate var isScalar: Bool {
    switch self {
    case .int, .bool, .timestamp, .string: true
    default: false
    }
  }
}
