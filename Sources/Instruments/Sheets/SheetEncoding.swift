// Which encoding a sheet is in, and the way from GB18030 to UTF-8.

import Glibc
import Kernel

/// The encodings that sheets come in.
package enum SheetEncoding: String, Sendable {
  case utf8 = "UTF-8"
  /// Spreadsheet programs put three bytes first to say that the rest is UTF-8.
  case utf8WithMark = "UTF-8 (BOM)"
  /// The national encoding; includes GBK and GB2312.
  case gb18030 = "GB18030"

  /// How many bytes stand before the text.
  var markLength: Int { self == .utf8WithMark ? 3 : 0 }

  /// Decides from the first lines that hold more than ASCII: a sheet is UTF-8 unless more of them break UTF-8
  /// than show Chinese in it. A few broken lines in a good sheet so stay faults of their rows.
  static func decide(_ bytes: HeldBytes) -> SheetEncoding {
    if bytes.count >= 3, bytes.base[0] == 0xEF, bytes.base[1] == 0xBB, bytes.base[2] == 0xBF {
      return .utf8WithMark
    }
    var broken = 0
    var wide = 0
    var at = 0
    while at < bytes.count, broken + wide < linesLookedAt {
      let next = nextNonASCII(bytes, from: at)
      guard next < bytes.count else { break }
      var first = next
      while first > at, bytes.base[first - 1] != 0x0A, bytes.base[first - 1] != 0x0D { first -= 1 }
      var end = next
      while end < bytes.count, bytes.base[end] != 0x0A, bytes.base[end] != 0x0D { end += 1 }
      switch UTF8Check.of(bytes.base + first, count: end - first) {
      case .broken: broken += 1
      case .wide: wide += 1
      case .ascii, .short: break
      }
      at = end
    }
    return broken > wide ? .gb18030 : .utf8
  }

  /// GB18030 text as UTF-8 in memory. Bytes that are no GB18030 become 0xFF, which no reader takes for UTF-8:
  /// their rows show a fault of encoding.
  static func decodeGB18030(_ bytes: HeldBytes, path: String) throws(Problem) -> HeldBytes {
    guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1
    else { throw SheetsProblems.decoderMissing(path) }
    defer { iconv_close(converter) }
    // A single byte becomes one (ASCII, or the mark of a broken byte); two or four become four at most.
    let capacity = bytes.count * 2 + 8
    guard let memory = malloc(capacity) else { throw SheetsProblems.unreadable(path, error: ENOMEM) }
    var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: bytes.base)
      .assumingMemoryBound(to: CChar.self)
    var sourceLeft = bytes.count
    var target: UnsafeMutablePointer<CChar>? = memory.assumingMemoryBound(to: CChar.self)
    var targetLeft = capacity
    while sourceLeft > 0 {
      let result = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
      guard result == -1 else { break }
      precondition(errno != E2BIG && targetLeft > 0, "decoded text is at most twice as long")
      target?.pointee = CChar(bitPattern: 0xFF)
      target = target.map { $0 + 1 }
      targetLeft -= 1
      source = source.map { $0 + 1 }
      sourceLeft -= 1
    }
    return HeldBytes(owning: memory.assumingMemoryBound(to: UInt8.self), count: capacity - targetLeft)
  }

  private static let linesLookedAt = 10_000

  private static func nextNonASCII(_ bytes: HeldBytes, from start: Int) -> Int {
    var at = start
    while at &+ 8 <= bytes.count {
      let word = UnsafeRawPointer(bytes.base + at).loadUnaligned(as: UInt64.self) & highBits
      if word != 0 { return at &+ word.trailingZeroBitCount / 8 }
      at &+= 8
    }
    while at < bytes.count, bytes.base[at] < 0x80 { at &+= 1 }
    return at
  }
}
