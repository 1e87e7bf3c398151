// Writes a CSV file through one large buffer, without strings for numbers.

import Glibc
package import Kernel

/// Writes the rows of a sheet, field by field. The file appears under its name only when it is complete.
/// Not shared between threads.
package final class SheetWriter {
  private let path: String
  private let partialPath: String
  private var descriptor: Int32
  private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: SheetWriter.capacity)
  private var count = 0
  private var fieldsInRow = 0
  private var rowHasContent = false
  private var error: Int32 = 0

  private static let capacity = 1 << 20
  private static let longestNumber = 24

  /// Begins a sheet at `path`, as `path.partial` until `finish()`.
  /// `marked` puts the three bytes first that spreadsheet programs take for UTF-8.
  /// **Problems**: `sheets.file.unwritable`.
  package init(path: String, header: [String], marked: Bool = false) throws(Problem) {
    (self.path, partialPath) = (path, path + ".partial")
    descriptor = open(partialPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SheetsProblems.unwritable(path, error: errno) }
    if marked { for byte: UInt8 in [0xEF, 0xBB, 0xBF] { append(byte) } }
    for name in header { field(name) }
    if !header.isEmpty { try endRow() }
  }

  deinit {
    buffer.deallocate()
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(partialPath)
  }

  /// A field of text, in quotes where the text needs them.
  package func field(_ text: String) {
    var text = text
    text.withUTF8 { field(UnsafeRawBufferPointer($0)) }
  }

  /// A field of text given as UTF-8, in quotes where the text needs them.
  package func field(_ bytes: UnsafeRawBufferPointer) {
    separate(hasContent: !bytes.isEmpty)
    guard bytes.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
      append(bytes)
      return
    }
    append(0x22)
    for byte in bytes {
      if byte == 0x22 { append(byte) }
      append(byte)
    }
    append(0x22)
  }

  package func field(_ number: some BinaryInteger) {
    separate()
    reserve(SheetWriter.longestNumber)
    if number < 0 { append(0x2D) }
    appendDigits(UInt64(number.magnitude), width: 1)
  }

  /// `YYYY-MM-DD`.
  package func field(_ day: Day) {
    separate()
    reserve(SheetWriter.longestNumber)
    let compact = UInt64(day.compact)
    appendDigits(compact / 10_000, width: 4)
    append(0x2D)
    appendDigits(compact / 100 % 100, width: 2)
    append(0x2D)
    appendDigits(compact % 100, width: 2)
  }

  /// Yuan with two decimals: `1234.50`.
  package func field(_ money: Money) {
    separate()
    reserve(SheetWriter.longestNumber)
    if money.fen < 0 { append(0x2D) }
    appendDigits(UInt64(money.fen.magnitude / 100), width: 1)
    append(0x2E)
    appendDigits(UInt64(money.fen.magnitude % 100), width: 2)
  }

  package func emptyField() { separate(hasContent: false) }

  /// Ends the row. A row of one empty field is written as `""`, because a blank line is no row.
  /// **Problems**: `sheets.file.unwritable`.
  package func endRow() throws(Problem) {
    if fieldsInRow == 1, !rowHasContent {
      append(0x22)
      append(0x22)
    }
    append(0x0A)
    (fieldsInRow, rowHasContent) = (0, false)
    if count > SheetWriter.capacity / 2 { flush() }
    try check()
  }

  /// Writes what is left, makes it durable and gives the file its name.
  /// **Problems**: `sheets.file.unwritable`; the partial file is then removed.
  package func finish() throws(Problem) {
    precondition(descriptor >= 0, "a sheet is finished once")
    flush()
    if error == 0, fsync(descriptor) != 0 { error = errno }
    let closed = close(descriptor)
    descriptor = -1
    if error == 0, closed != 0 || rename(partialPath, path) != 0 { error = errno }
    if error != 0 { unlink(partialPath) }
    try check()
  }

  private func check() throws(Problem) {
    guard error == 0 else { throw SheetsProblems.unwritable(path, error: error) }
  }

  private func separate(hasContent: Bool = true) {
    if fieldsInRow > 0 { append(0x2C) }
    fieldsInRow += 1
    rowHasContent = rowHasContent || hasContent
  }

  @inline(__always)
  private func append(_ byte: UInt8) {
    if count == SheetWriter.capacity { flush() }
    buffer[count] = byte
    count += 1
  }

  private func append(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      reserve(1)
      let part = rest.prefix(SheetWriter.capacity - count)
      UnsafeMutableRawBufferPointer(start: buffer + count, count: part.count)
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
      count += part.count
      rest = rest.dropFirst(part.count)
    }
  }

  private func appendDigits(_ number: UInt64, width: Int) {
    var digits = 1
    var bound: UInt64 = 10
    while digits < 20, number >= bound {
      digits += 1
      let (next, isOver) = bound.multipliedReportingOverflow(by: 10)
      if isOver { break }
      bound = next
    }
    var rest = number
    let length = max(digits, width)
    for index in stride(from: length - 1, through: 0, by: -1) {
      buffer[count + index] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
      rest /= 10
    }
    count += length
  }

  private func reserve(_ length: Int) {
    if count + length > SheetWriter.capacity { flush() }
  }

  private func flush() {
    var done = 0
    while done < count, error == 0 {
      let written = write(descriptor, buffer + done, count - done)
      if written >= 0 { done += written } else if errno != EINTR { error = errno }
    }
    count = 0
  }
}
