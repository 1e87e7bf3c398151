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
  /// The table of the whole city: the table at hand may lack columns that nothing reads.
  private let whole: Table

  init(_ table: Table, _ change: RowChange, in part: CityPart) {
    (self.table, self.change, asOf) = (table, change, part.asOf)
    whole = part.whole[change.record]
    record = ScreeningVocabulary.record(change.record)
  }

  /// The same change to another table.
  private init(_ table: Table, _ edit: TableEdit) {
    (self.table, change, record, asOf, whole) = (table, edit.change, edit.record, edit.asOf, edit.whole)
  }

  func with(_ table: Table) -> TableEdit { TableEdit(table, self) }

  /// By record type: the fields that each of its rows has.
  private static let always: [String: [String]] = Dictionary(
    uniqueKeysWithValues: ScreeningVocabulary.records.map { record in
      (record.name, record.fields.filter { $0.always && $0.type.isScalar }.map(\.name))
    })

  /// What rows are found and put in order by, in any table.
  static let columnsOfPlaces = Set(
    ["year", "record_number"] + ScreeningVocabulary.records.compactMap(\.orderedBy))

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
      columns: columns(at: row) { name in new[name].map { .replace($0) } },
      lists: table.lists, references: table.references)
  }

  func isWithoutRows(_ row: Int) -> Bool { table.lists.values.allSatisfy { $0.rows(of: row).isEmpty } }

  func removing(_ row: Int) -> Table {
    Table(
      table.recordType, rowCount: table.rowCount - 1, columns: columns(at: row) { _ in .remove },
      lists: table.lists.mapValues { $0.without(row) }, references: table.references)
  }

  /// The lists of the new row are empty.
  /// - Parameter isKnown: Whether it was a row before, of which `cells` may lack what nothing reads.
  func inserting(_ cells: [String: Value], at row: Int, isKnown: Bool) throws(Problem) -> Table {
    var cells = try complete(cells)
    if whole.columns[keyColumn] != nil { cells[keyColumn] = .int(change.key) }
    for name in isKnown ? [] : TableEdit.always[change.record] ?? [] where cells[name] == nil {
      throw ScreeningProblems.incomplete(change.record, name)
    }
    return Table(
      table.recordType, rowCount: table.rowCount + 1,
      columns: columns(at: row) { .insert(cells[$0]) },
      lists: table.lists.mapValues { $0.with(row) }, references: table.references)
  }

  /// The cells, checked, with the age that follows from a day of birth.
  private func complete(_ cells: [String: Value]) throws(Problem) -> [String: Value] {
    var cells = cells
    if let name = cells.keys.filter({ whole.columns[$0] == nil }).min() {
      throw ScreeningProblems.noColumn(change.record, name)
    }
    if case .timestamp(let birth)? = cells["birth"], change.record == "Person" {
      cells["age"] = .int(Int64(RuleTime.day(birth).age(on: asOf)))
    }
    return cells
  }

  /// - Parameter edit: What becomes of the row's cell in the column of a name; nil where it stays.
  private func columns(at row: Int, _ edit: (String) -> ColumnEdit?) -> [String: Column] {
    var columns = table.columns
    var place = columns.startIndex
    while place != columns.endIndex {
      if let edit = edit(columns[place].key) {
        columns.values[place] = columns.values[place].edited(edit, at: row)
      }
      columns.formIndex(after: &place)
    }
    return columns
  }
}

extension ChildList {
  fileprivate func without(_ row: Int) -> ChildList {
    precondition(offsets[row + 1] == offsets[row], "a row that goes has no rows")
    var offsets = offsets
    offsets.remove(at: row)
    return ChildList(table: table, offsets: offsets, isSmall: true)
  }

  fileprivate func with(_ row: Int) -> ChildList {
    var offsets = offsets
    offsets.insert(offsets[row], at: row)
    return ChildList(table: table, offsets: offsets, isSmall: true)
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
