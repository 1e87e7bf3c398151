// A whole sheet as typed columns, read by several threads.

import Glibc

/// What a column of a sheet holds, for scanning.
package struct ScanCell: Sendable {
  package enum Content: Sendable {
    case number(ClosedRange<Int64>)
    /// A number of just so many digits, the first of them no zero.
    case digits(Int)
    /// Empty for no value.
    case optionalNumber(ClosedRange<Int64>)
    /// Yuan in whole numbers; unit of the result: fen.
    case yuan(ClosedRange<Int64>)
    /// Yuan with decimals; unit of the result: fen.
    case money
    /// Unit of the result: days since 1970-01-01.
    case day
    /// Empty for no value.
    case openDay
    /// One of some words of up to sixteen bytes, as its number.
    case code([(word: String, number: Int64)])
    case optionalCode([(word: String, number: Int64)])
    /// An identity number, packed; its bits turned where the check character is wrong.
    case citizen
    /// Where the text stands in the sheet: see `SheetScan.text`.
    case text
  }

  let column: Int
  let content: Content

  /// - Parameter column: its place in the header.
  package init(_ column: Int, _ content: Content) { (self.column, self.content) = (column, content) }

  var width: HeldColumn.Width {
    func holds(_ range: ClosedRange<Int64>, times factor: Int64) -> HeldColumn.Width {
      let (low, high) = (range.lowerBound * factor, range.upperBound * factor)
      if low > Int64(Int8.min), high <= Int64(Int8.max) { return .one }
      return low > Int64(Int32.min) && high <= Int64(Int32.max) ? .four : .eight
    }
    switch content {
    case .number(let range), .optionalNumber(let range): return holds(range, times: 1)
    case .digits: return .eight
    case .yuan(let range): return range.upperBound > 1 << 40 ? .eight : holds(range, times: 100)
    case .code(let words), .optionalCode(let words):
      return holds(0...(words.map(\.number).max() ?? 0), times: 1)
    case .day, .openDay: return .four
    case .money, .citizen, .text: return .eight
    }
  }
}

/// Rows keep the order of the sheet. A row that has an unusual cell, or that cannot be split, holds zeros:
/// its own reader says what stands in it.
package final class SheetScan: @unchecked Sendable {  // each stretch is filled by one thread
  package let sheet: Sheet
  /// One a cell asked for, in that order.
  package let columns: [HeldColumn]
  /// By row: the line of the sheet where it begins, and the offset in bytes.
  package let lines: HeldColumn
  package let offsets: HeldColumn
  package private(set) var rowCount = 0
  let cells: [ScanCell]
  /// Texts that do not stand in the sheet as they are meant.
  private var kept: [HeldBytes] = []

  init(_ sheet: Sheet, _ cells: [ScanCell], rowLimit: Int) {
    (self.sheet, self.cells) = (sheet, cells)
    columns = cells.map { HeldColumn($0.width, count: rowLimit) }
    lines = HeldColumn(.four, count: rowLimit)
    offsets = HeldColumn(.eight, count: rowLimit)
  }

  /// Joins what stretches brought, in order.
  func finish(_ parts: [(firstRow: Int, rows: Int)]) {
    for part in parts {
      if part.firstRow != rowCount {
        for column in columns + [lines, offsets] {
          column.move(from: part.firstRow, to: rowCount, count: part.rows)
        }
      }
      rowCount += part.rows
    }
  }

  /// A reader that stands on a row.
  package func reader(at row: Int) -> SheetReader {
    var reader = sheet.reader(from: Int(offsets[row]), line: Int(lines[row]))
    let isThere = reader.next()
    precondition(isThere, "a scanned row can be read again")
    return reader
  }

  /// The bytes of a text that a `text` column names. Valid while the scan lives.
  package func text(_ reference: Int64) -> UnsafeRawBufferPointer {
    guard reference >= 0 else {
      let bytes = kept[Int(~reference)]
      return UnsafeRawBufferPointer(start: bytes.base, count: bytes.count)
    }
    let (offset, count) = (Int(reference >> 24), Int(reference & 0xFF_FFFF))
    precondition(offset + count <= sheet.bytes.count, "a text lies in its sheet")
    return UnsafeRawBufferPointer(start: sheet.bytes.base + offset, count: count)
  }

  /// Keeps a text and answers what names it.
  package func keep(_ text: String) -> Int64 {
    let utf8 = Array(text.utf8)
    guard let memory = malloc(max(1, utf8.count))?.assumingMemoryBound(to: UInt8.self) else {
      preconditionFailure("there is memory for a text")
    }
    memory.initialize(from: utf8, count: utf8.count)
    kept.append(HeldBytes(owning: memory, count: utf8.count))
    return ~Int64(kept.count - 1)
  }
}
