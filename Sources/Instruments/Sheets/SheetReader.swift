// A cursor over the rows of a sheet that makes no string until it is asked for one.

import Glibc

/// Reads a sheet row by row. A reader is one cursor and cannot be copied; a sheet gives as many as one likes.
package struct SheetReader: ~Copyable {
  /// Line of the sheet where this row begins; the first line is 1.
  package private(set) var line: Int
  /// Bytes of the sheet up to the end of this row and its line end: where a later reader goes on.
  package var offset: Int { position }
  /// Line on which the next row can begin, for `Sheet.reader(from:line:)`.
  package internal(set) var nextLine: Int
  /// How many fields this row has, also where the header promises another number.
  package internal(set) var fieldCount = 0
  /// Why this row cannot be used, nil for a good one.
  package internal(set) var fault: SheetFault?

  /// Longer rows are no rows. Unit: bytes.
  package static let rowLimit = 1 << 20

  struct Field {
    var start: UnsafePointer<UInt8>
    var count: Int
  }

  let held: HeldBytes
  let base: UnsafePointer<UInt8>
  let end: Int
  /// Where the next row begins.
  var position: Int
  var rowStart: Int
  /// The end of this row without its line end.
  var rowEnd: Int
  let fields: UnsafeMutablePointer<Field>
  let capacity: Int
  /// Content of quoted fields without their doubled quotes: as long as a row at most.
  var unquoted: UnsafeMutablePointer<UInt8>?
  var unquotedCount = 0
  private let columns: Int?

  init(_ bytes: HeldBytes, from start: Int, line: Int, columns: Int?, capacity: Int) {
    held = bytes
    (base, end) = (bytes.base, bytes.count)
    (position, rowStart, rowEnd) = (start, start, start)
    (self.line, nextLine) = (line, line)
    (self.columns, self.capacity) = (columns, capacity)
    fields = .allocate(capacity: capacity)
  }

  deinit {
    fields.deallocate()
    unquoted?.deallocate()
  }

  /// Goes to the next row that is not blank; false at the end of the sheet.
  package mutating func next() -> Bool {
    skipBlankLines()
    guard position < end else { return false }
    (line, rowStart, fieldCount, unquotedCount, fault) = (nextLine, position, 0, 0, nil)
    let mayHoldMore = splitRow()
    if fault != nil { return true }
    if mayHoldMore, UTF8Check.of(base + rowStart, count: rowEnd - rowStart) == .broken {
      fault = .wrongEncoding
    } else if let columns, columns != fieldCount {
      fault = .columnCount(expected: columns, found: fieldCount)
    }
    return true
  }

  /// The content of a field: without its quotes, with its blanks; empty where the row has no such field.
  /// Valid until the next call of `next()`, while the reader lives.
  @inline(__always)
  package func bytes(_ column: Int) -> UnsafeRawBufferPointer {
    precondition(column >= 0 && column < capacity, "a column that the header names")
    guard column < fieldCount else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: fields[column].start, count: fields[column].count)
  }

  /// The content of a field as text; what is not UTF-8 shows as `�`.
  package func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

  /// The whole row as it stands in the sheet, without its line end.
  package var rawText: String {
    String(decoding: UnsafeBufferPointer(start: base + rowStart, count: rowEnd - rowStart), as: UTF8.self)
  }

  private mutating func skipBlankLines() {
    while position < end, base[position] <= 0x20 {
      var at = position
      while at < end, base[at] == 0x20 || base[at] == 0x09 { at &+= 1 }
      if at == end {
        position = end
      } else if base[at] == 0x0A || base[at] == 0x0D {
        position = LineScan.afterBreak(base, at: at, to: end)
        nextLine &+= 1
      } else {
        return
      }
    }
  }
}
