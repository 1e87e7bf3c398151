// Fills one empty table or index, row by row in the order of its key.

package import Kernel

/// A row is one `append` for each column, in the order in which the table declares them, and then `endRow`.
///
/// **Order**: each row stands behind the one before it in the order of the key: NULL, numbers, texts and
/// blobs by their bytes. A breach ends the program.
/// Used by one thread at a time; several tables may be filled at once.
// Without the attribute the compiler keeps the bodies of inlinable methods from other rooms.
@usableFromInline
package final class BulkTable: @unchecked Sendable {
  @usableFromInline let row: UnsafeMutablePointer<BulkRow>
  private let shape: BulkShape
  private let pages: BulkPages
  private let tree: BulkTree
  /// Whether a row without long values is copied into its page as it is.
  private let isPlain: Bool
  private let rowidColumn: Int?
  private var record: UnsafeMutableRawBufferPointer
  private var isFinished = false
  /// How many rows have come.
  package var rowCount: Int { row.pointee.rowCount }

  init(_ shape: BulkShape, pages: BulkPages) {
    (self.shape, self.pages) = (shape, pages)
    tree = BulkTree(root: shape.root, isIndexTree: shape.isIndexTree, pages: pages)
    row = .allocate(capacity: 1)
    row.initialize(to: BulkRow(places: shape.places))
    let isInOrder = shape.places.elementsEqual(shape.places.indices)
    rowidColumn = shape.rowidColumn
    record = .allocate(byteCount: row.pointee.recordMost, alignment: 16)
    isPlain = isInOrder && shape.rowidColumn == nil && shape.places.count < 127
  }

  deinit {
    record.deallocate()
    row.pointee.deallocate()
    row.deallocate()
  }

  @inlinable @inline(__always)
  package func append(_ value: Int64) { row.pointee.append(value) }

  @inlinable @inline(__always)
  package func append(_ value: Int64?) {
    if let value { row.pointee.append(value) } else { row.pointee.appendNull() }
  }

  @inlinable @inline(__always)
  package func appendNull() { row.pointee.appendNull() }

  /// A text in UTF-8, which the caller has proven to be well formed.
  package func append(text bytes: UnsafeRawBufferPointer) { row.pointee.append(bytes, isText: true) }

  package func append(blob bytes: UnsafeRawBufferPointer) { row.pointee.append(bytes, isText: false) }

  package func append(_ text: String) {
    var text = text
    text.withUTF8 { row.pointee.append(UnsafeRawBufferPointer($0), isText: true) }
  }

  /// The row is whole.
  package func endRow() {
    let columns = row.pointee.columnCount
    precondition(row.pointee.column == columns, "a row has as many values as its table has columns")
    precondition(!isFinished, "no rows come after the last")
    let rowid = shape.isIndexTree ? 0 : nextRowid()
    if shape.isIndexTree && rowCount > 0 {
      precondition(
        row.pointee.isBehind(key: shape.keyCount, compared: shape.comparedCount),
        "rows come in the order of their key, each key once")
    }
    let size = columns + 1 + row.pointee.bodyCount
    if isPlain && !row.pointee.hasLong && size <= tree.localMost {
      // Whole steps may run over the end of a part; the next part, or the next cell, comes over that.
      let cell = tree.add(recordSize: size, rowid: rowid)
      cell.storeBytes(of: UInt8(columns + 1), as: UInt8.self)
      BulkTable.copy(columns, from: row.pointee.frame.types, to: cell + 1)
      BulkTable.copy(row.pointee.bodyCount, from: row.pointee.frame.body, to: cell + 1 + columns)
    } else {
      addRecord(rowid)
    }
    row.pointee.turn()
  }

  /// Writes what is left. May be called by the thread that fills the table; otherwise `BulkFile.finish` does.
  /// **Problems**: `database.unavailable` where the disk is full or fails.
  package func finish() throws(Problem) {
    precondition(row.pointee.column == 0, "the last row is whole")
    if !isFinished {
      isFinished = true
      tree.finish()
      pages.finish()
    }
    if pages.failure != 0 { throw DatabaseProblems.unwritten(pages.failure) }
  }

  /// Adds a row that is long or is stored in another order than it came.
  private func addRecord(_ rowid: Int64) {
    if row.pointee.recordMost > record.count {
      record.deallocate()
      record = .allocate(byteCount: row.pointee.recordMost * 2, alignment: 16)
    }
    guard let base = record.baseAddress else { preconditionFailure("a record has room") }
    let size = row.pointee.record(to: base, rowidColumn: rowidColumn)
    tree.add(UnsafeRawBufferPointer(rebasing: record[..<size]), rowid: rowid)
  }

  private func nextRowid() -> Int64 {
    guard let column = rowidColumn else { return Int64(rowCount) + 1 }
    precondition(row.pointee.frame.types[column] &- 1 < 9, "the key of a row is a number")
    let rowid = row.pointee.frame.values[column]
    precondition(
      rowCount == 0 || rowid > row.pointee.lastRowid, "rows come in the order of their key, each key once")
    row.pointee.lastRowid = rowid
    return rowid
  }

  /// Copies in steps of 16 bytes; both sides have room for a whole last step.
  @inline(__always)
  private static func copy(_ count: Int, from: UnsafeRawPointer, to: UnsafeMutableRawPointer) {
    var at = 0
    while at < count {
      (to + at).storeBytes(
        of: (from + at).loadUnaligned(as: SIMD2<UInt64>.self), as: SIMD2<UInt64>.self)
      at += 16
    }
  }
}
