// A table of a frame made ready to be read row by row: each field under its number.

import RuleValues

/// How one field of a table's rows is read. One object a field, so that reading it copies nothing.
class RowField {
  func value(at row: Int, _ context: RowContext) -> Value? { nil }

  /// The child rows of a row and their table; nil where the field is no list of rows.
  func children(of row: Int) -> (table: Int, rows: Range<Int>)? { nil }
}

private final class ColumnField: RowField {
  private let column: Column

  init(_ column: Column) { self.column = column }

  override func value(at row: Int, _ context: RowContext) -> Value? { column.value(at: row) }
}

private final class ChildField: RowField {
  private let list: ChildList
  private let table: Int

  init(_ list: ChildList, table: Int) { (self.list, self.table) = (list, table) }

  override func value(at row: Int, _ context: RowContext) -> Value? {
    .list(list.rows(of: row).map { .record(RowRecord(context, table, $0)) })
  }

  override func children(of row: Int) -> (table: Int, rows: Range<Int>)? { (table, list.rows(of: row)) }
}

private final class ReferenceField: RowField {
  private let reference: Reference
  private let table: Int

  init(_ reference: Reference, table: Int) { (self.reference, self.table) = (reference, table) }

  override func value(at row: Int, _ context: RowContext) -> Value? {
    let other = reference.rows[row]
    return other < 0 ? nil : .record(RowRecord(context, table, Int(other)))
  }
}

/// What it holds never changes, nor do the fields.
final class RowTable: @unchecked Sendable {
  let name: String
  let recordType: String
  let rowCount: Int
  private let byText: [String: RowField]
  private let byNumber: [RowField?]

  /// - Parameter places: The number of each table by name.
  init(_ name: String, _ table: Table, places: [String: Int]) {
    (self.name, recordType, rowCount) = (name, table.recordType, table.rowCount)
    // A column stands before a list of its name, and a list before a reference.
    var fields: [String: RowField] = table.references.compactMapValues { reference in
      places[reference.table].map { ReferenceField(reference, table: $0) }
    }
    for (name, list) in table.lists { fields[name] = places[list.table].map { ChildField(list, table: $0) } }
    for (name, column) in table.columns { fields[name] = ColumnField(column) }
    byText = fields
    let numbered = fields.map { (number: FieldKey(ofRecords: $0.key).number, field: $0.value) }
    var byNumber = [RowField?](repeating: nil, count: (numbered.map(\.number).max() ?? -1) + 1)
    for (number, field) in numbered { byNumber[number] = field }
    self.byNumber = byNumber
  }

  func field(_ name: FieldKey) -> RowField? {
    guard name.number >= 0 else { return byText[name.text] }
    return name.number < byNumber.count ? byNumber[name.number] : nil
  }
}
