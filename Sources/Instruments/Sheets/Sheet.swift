// A CSV file held in memory: its header, its encoding, and readers over its rows.

package import Kernel

/// A sheet of rows with a header, ready to be read any number of times, from any thread.
package final class Sheet: Sendable {
  package let path: String
  /// The last part of the path.
  package let name: String
  package let encoding: SheetEncoding
  /// Names of the columns in order, without blanks around, each once.
  package let header: [String]
  /// Bytes of text, after decoding: what `SheetReader.offset` comes to at the end.
  package var byteCount: Int { bytes.count }

  let bytes: HeldBytes
  let firstRowOffset: Int
  let firstRowLine: Int

  /// Opens a sheet and reads its header.
  /// **Problems**: `sheets.file.missing` (notFound), `sheets.file.unreadable`, `sheets.encoding.unavailable`
  /// (unavailable), `sheets.file.empty`, `sheets.file.notText`, `sheets.header.unreadable`, `.blank`,
  /// `.duplicate`, `.tooWide` (invalid).
  package init(path: String) throws(Problem) {
    let mapped = try HeldBytes(mapping: path)
    guard !Sheet.isForeign(mapped) else { throw SheetsProblems.notText(path) }
    let encoding = SheetEncoding.decide(mapped)
    let bytes = encoding == .gb18030 ? try SheetEncoding.decodeGB18030(mapped, path: path) : mapped
    var reader = SheetReader(
      bytes, from: encoding.markLength, line: 1, columns: nil, capacity: Sheet.columnLimit)
    guard reader.next() else { throw SheetsProblems.empty(path) }
    header = try Sheet.names(reader, path: path)
    (firstRowOffset, firstRowLine) = (reader.offset, reader.nextLine)
    (self.path, self.encoding, self.bytes) = (path, encoding, bytes)
    name = path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The place of a column in every row, nil where the header does not name it.
  package func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// A reader before the first row, or before the row at `offset` to go on with an earlier reading.
  /// **Shape**: `offset` is what an earlier reader's `offset` said after a row; `line` is what its `nextLine`
  /// said, counted anew where it is nil.
  package func reader(from offset: Int? = nil, line: Int? = nil) -> SheetReader {
    let start = offset ?? firstRowOffset
    precondition((firstRowOffset...bytes.count).contains(start), "a sheet is read on from a row's end")
    let first = offset == nil ? firstRowLine : line ?? 1 + LineScan.breaks(bytes, from: 0, to: start)
    return SheetReader(bytes, from: start, line: first, columns: header.count, capacity: header.count)
  }

  /// More columns than this is no sheet of rows (spreadsheet programs end there too).
  package static let columnLimit = 16_384

  private static func names(_ reader: borrowing SheetReader, path: String) throws(Problem) -> [String] {
    guard reader.fault == nil else { throw SheetsProblems.headerUnreadable(path) }
    guard reader.fieldCount <= columnLimit else {
      throw SheetsProblems.headerTooWide(path, limit: columnLimit)
    }
    var names: [String] = []
    var seen: Set<String> = []
    for column in 0..<reader.fieldCount {
      let bytes = FieldValue.trimmed(reader.bytes(column))
      // UTF-16 without its mark, or a binary file.
      guard !bytes.contains(0) else { throw SheetsProblems.notText(path) }
      let name = String(decoding: bytes, as: UTF8.self)
      guard !name.isEmpty else { throw SheetsProblems.headerBlank(path, column: column + 1) }
      guard seen.insert(name).inserted else { throw SheetsProblems.headerTwice(path, name: name) }
      names.append(name)
    }
    return names
  }

  /// A workbook (a ZIP archive or an old compound file) or UTF-16 text: known by their first bytes.
  private static func isForeign(_ bytes: HeldBytes) -> Bool {
    let marks: [[UInt8]] = [[0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0], [0xFF, 0xFE], [0xFE, 0xFF]]
    return marks.contains { mark in
      bytes.count >= mark.count && mark.indices.allSatisfy { bytes.base[$0] == mark[$0] }
    }
  }
}
