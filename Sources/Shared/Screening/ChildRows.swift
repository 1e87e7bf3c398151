// Gathers the rows of a child table in any order and lays them out sorted by parent.

import Columns

/// Rows that belong to a parent row, with typed cells; laid out by parent, then by day and record number.
struct ChildRows {
  /// What a column holds and how the frame packs it.
  enum Packing {
    case int, day, bool, text
  }

  private let names: [String]
  private let packings: [Packing]
  private var parents: [Int32] = []
  /// Day and record number: what orders the rows of one parent.
  private var days: [Int32] = []
  private var records: [Int64] = []
  private var values: [[Int64]]
  private var missing: [[UInt8]?]
  private var dictionaries: [[String: Int64]]

  init(_ columns: [(name: String, packing: Packing)]) {
    names = columns.map(\.name)
    packings = columns.map(\.packing)
    values = columns.map { _ in [] }
    missing = columns.map { _ in nil }
    dictionaries = columns.map { _ in [:] }
  }

  var count: Int { parents.count }

  mutating func begin(parent: Int32, day: Int32, record: Int64) {
    parents.append(parent)
    days.append(day)
    records.append(record)
  }

  mutating func append(_ value: Int64, to column: Int) {
    values[column].append(value)
    if missing[column] != nil { missing[column]?.append(0) }
  }

  mutating func append(_ text: String, to column: Int) {
    let next = Int64(dictionaries[column].count)
    var code = next
    if let known = dictionaries[column][text] { code = known } else { dictionaries[column][text] = next }
    append(code, to: column)
  }

  mutating func appendMissing(to column: Int) {
    if missing[column] == nil { missing[column] = [UInt8](repeating: 0, count: values[column].count) }
    values[column].append(0)
    missing[column]?.append(1)
  }

  /// The table and its place under `parentCount` parents.
  func laidOut(_ recordType: String, parentCount: Int) -> (table: Table, list: ChildList) {
    let (order, offsets) = ordered(parentCount: parentCount)
    var columns: [String: Column] = ["record_number": ChildRows.pack(order.map { records[$0] }, missing: nil)]
    for (column, name) in names.enumerated() {
      let cells = order.map { values[column][$0] }
      let marks = missing[column].map { marks in order.map { marks[$0] } }
      columns[name] = pack(cells, missing: marks, column: column)
    }
    return (
      Table(recordType, rowCount: order.count, columns: columns),
      ChildList(table: recordType, offsets: offsets)
    )
  }

  /// A counting sort by parent, then a sort of each parent's few rows.
  private func ordered(parentCount: Int) -> (order: [Int], offsets: [Int32]) {
    var offsets = [Int32](repeating: 0, count: parentCount + 1)
    for parent in parents { offsets[Int(parent) + 1] += 1 }
    for parent in 0..<parentCount { offsets[parent + 1] += offsets[parent] }
    var next = offsets
    var order = [Int](repeating: 0, count: parents.count)
    for (row, parent) in parents.enumerated() {
      order[Int(next[Int(parent)])] = row
      next[Int(parent)] += 1
    }
    for parent in 0..<parentCount where offsets[parent + 1] - offsets[parent] > 1 {
      order[Int(offsets[parent])..<Int(offsets[parent + 1])].sort {
        (days[$0], records[$0]) < (days[$1], records[$1])
      }
    }
    return (order, offsets)
  }

  private func pack(_ cells: [Int64], missing: [UInt8]?, column: Int) -> Column {
    switch packings[column] {
    case .int: return ChildRows.pack(cells, missing: missing)
    case .bool: return Column(.bool(cells.map { UInt8($0) }), missing: missing)
    case .day: return Column(.day(cells.map { Int32($0) }), missing: missing)
    case .text:
      var dictionary = [String](repeating: "", count: dictionaries[column].count)
      for (text, code) in dictionaries[column] { dictionary[Int(code)] = text }
      return Column(.text(codes: cells.map { Int32($0) }, dictionary: dictionary), missing: missing)
    }
  }

  /// The narrowest storage that holds all values.
  static func pack(_ cells: [Int64], missing: [UInt8]?) -> Column {
    let (low, high) = cells.reduce(into: (Int64(0), Int64(0))) { range, value in
      range = (min(range.0, value), max(range.1, value))
    }
    if low >= -128, high <= 127 { return Column(.int8(cells.map { Int8($0) }), missing: missing) }
    if low >= -32_768, high <= 32_767 { return Column(.int16(cells.map { Int16($0) }), missing: missing) }
    if low >= Int64(Int32.min), high <= Int64(Int32.max) {
      return Column(.int32(cells.map { Int32($0) }), missing: missing)
    }
    return Column(.int64(cells), missing: missing)
  }
}
