// Texts of scanned rows as places in a dictionary.

import Columns
import Glibc
import Sheets

/// Equal bytes get one place; the texts of most columns are few and follow each other.
struct BulkText {
  private var texts: [String] = []
  /// Short texts by their bytes as a number, long ones as they are.
  private var short: [UInt64: Int32] = [:]
  private var long: [String: Int32] = [:]
  private var recent: [(word: UInt64, code: Int32)] = []

  static func column(_ scan: SheetScan, _ column: HeldColumn, _ order: [Int32]) -> Column {
    var book = BulkText()
    let references = column.longs
    let codes = order.map { book.code(of: scan.text(references[Int($0)])) }
    return Column(.text(codes: codes, dictionary: book.texts))
  }

  private mutating func code(of bytes: UnsafeRawBufferPointer) -> Int32 {
    guard bytes.count < 8 else {
      let text = String(decoding: bytes, as: UTF8.self)
      if let code = long[text] { return code }
      long[text] = Int32(texts.count)
      texts.append(text)
      return Int32(texts.count - 1)
    }
    // The count is the eighth byte, so that trailing zeros tell texts apart.
    var word = UInt64(bytes.count) << 56
    for (place, byte) in bytes.enumerated() { word |= UInt64(byte) << UInt64(place * 8) }
    for entry in recent where entry.word == word { return entry.code }
    if let code = short[word] { return code }
    let code = Int32(texts.count)
    short[word] = code
    if recent.count < 8 { recent.append((word, code)) }
    texts.append(String(decoding: bytes, as: UTF8.self))
    return code
  }
}
