// The tables of one screening: columns, lists of child rows, references.

/// Tables by name. A table's name and its record type differ where one record type has several tables,
/// for example the bills of persons and the bills of households.
package struct Frame: Sendable {
  package let tables: [String: Table]

  /// Checks that every list and reference points into a table of the right size.
  package init(_ tables: [String: Table]) {
    self.tables = tables
    if let fault = Frame.fault(in: tables) { preconditionFailure(fault) }
  }

  /// What is wrong with the links between tables from outside the program, nil where they are sound.
  package static func fault(in tables: [String: Table]) -> String? {
    for (name, table) in tables {
      for (list, children) in table.lists {
        guard let rows = tables[children.table]?.rowCount, children.offsets.count == table.rowCount + 1,
          children.isAscending(upTo: rows)
        else { return "\(name).\(list): one offset a row and one more, ascending inside the child table" }
      }
      for (field, reference) in table.references {
        guard let rows = tables[reference.table]?.rowCount, reference.rows.count == table.rowCount,
          reference.isInside(rows)
        else { return "\(name).\(field): one reference a row, to rows of the table, or -1" }
      }
    }
    return nil
  }

  package subscript(_ name: String) -> Table {
    guard let table = tables[name] else { preconditionFailure("the frame has no table \(name)") }
    return table
  }
}

/// Rows of one record type, column by column.
package struct Table: Sendable {
  package let recordType: String
  package let rowCount: Int
  package let columns: [String: Column]
  package let lists: [String: ChildList]
  package let references: [String: Reference]

  package init(
    _ recordType: String, rowCount: Int, columns: [String: Column] = [:], lists: [String: ChildList] = [:],
    references: [String: Reference] = [:]
  ) {
    precondition(rowCount >= 0 && rowCount < Int(Int32.max), "row numbers are Int32")
    for (name, column) in columns {
      precondition(column.count == rowCount, "\(recordType).\(name): one value a row")
    }
    (self.recordType, self.rowCount, self.columns) = (recordType, rowCount, columns)
    (self.lists, self.references) = (lists, references)
  }
}

/// The child rows of each row: row r has `offsets[r]..<offsets[r + 1]` of the child table, which is sorted
/// by parent.
package struct ChildList: Sendable {
  package let table: String
  package let offsets: [Int32]
  /// The most child rows that one parent has.
  let longest: Int
  /// The parents that have child rows, where they are few.
  let owners: Owners?

  /// - Parameter isSmall: Are there so few parents that passing over those without child rows gains nothing?
  package init(table: String, offsets: [Int32], isSmall: Bool = false) {
    (self.table, self.offsets) = (table, offsets)
    var (longest, count) = (Int32(0), 0)
    for (start, end) in zip(offsets, offsets.dropFirst()) {
      longest = max(longest, end &- start)
      count += end == start ? 0 : 1
    }
    self.longest = Int(longest)
    owners =
      !isSmall && count * ChildList.parentsPerOwner < offsets.count ? Owners(offsets, count: count) : nil
  }

  /// Where at least so many parents come on one with child rows, the others are passed over.
  static let parentsPerOwner = 2

  struct Owners: Sendable {
    let rows: [Int32]
    /// Where each one's child rows begin, and where the last one's end.
    let offsets: [Int32]

    init(_ all: [Int32], count: Int) {
      var (rows, offsets): ([Int32], [Int32]) = ([], [])
      rows.reserveCapacity(count)
      offsets.reserveCapacity(count + 1)
      for row in 0..<max(0, all.count - 1) where all[row] != all[row + 1] {
        rows.append(Int32(row))
        offsets.append(all[row])
      }
      (self.rows, self.offsets) = (rows, offsets + [all.last ?? 0])
    }
  }

  /// From the number of child rows of each parent row.
  package init(table: String, counts: [Int], isSmall: Bool = false) {
    var offsets: [Int32] = [0]
    offsets.reserveCapacity(counts.count + 1)
    var end = 0
    for count in counts {
      end += count
      offsets.append(Int32(end))
    }
    self.init(table: table, offsets: offsets, isSmall: isSmall)
  }

  package func rows(of parent: Int) -> Range<Int> { Int(offsets[parent])..<Int(offsets[parent + 1]) }

  fileprivate func isAscending(upTo rows: Int) -> Bool {
    // The signs of all offsets and of all steps: none is set where every one goes up from 0. No early end,
    // so that the compiler can take many at once.
    let signs = offsets.withUnsafeBufferPointer { offsets in
      var signs: Int32 = 0
      for row in 0..<max(0, offsets.count - 1) { signs |= offsets[row] | (offsets[row + 1] &- offsets[row]) }
      return signs
    }
    return signs >= 0 && Int(offsets.last ?? 0) <= rows && offsets.last ?? 0 >= 0
  }
}

/// One row of another table for each row, -1 for none.
package struct Reference: Sendable {
  package let table: String
  package let rows: [Int32]

  package init(table: String, rows: [Int32]) { (self.table, self.rows) = (table, rows) }

  fileprivate func isInside(_ count: Int) -> Bool {
    var (low, high) = (Int32(-1), Int32(-1))
    for row in rows { (low, high) = (min(low, row), max(high, row)) }
    return low >= -1 && Int(high) < count
  }
}
