// Values read straight from the bytes of a field, without a string between.

package import Kernel

/// Parsers of one field each. Blanks around a value never matter.
package enum FieldValue {
  /// The bytes without blanks around them: space, tab, no-break space and the wide space of Chinese typing.
  @inline(__always)
  package static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return bytes }
    let first = base.load(as: UInt8.self)
    let last = base.load(fromByteOffset: bytes.count &- 1, as: UInt8.self)
    // Nothing but these can begin or end a blank.
    if first > 0x20, first != 0xC2, first != 0xE3, last > 0x20, last != 0xA0, last != 0x80 { return bytes }
    return trimmedSlowly(bytes)
  }

  /// A whole number of ASCII digits, at most 18 of them; a leading minus only where it is allowed.
  package static func int(_ bytes: UnsafeRawBufferPointer, allowsMinus: Bool = false) -> Int64? {
    let bytes = trimmed(bytes)
    var at = 0
    let negative = allowsMinus && bytes.count > 0 && bytes[0] == 0x2D
    if negative { at = 1 }
    let digits = bytes.count &- at
    guard digits > 0, digits <= 18 else { return nil }
    var value: Int64 = 0
    while at < bytes.count {
      let digit = bytes[at] &- 0x30
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ Int64(digit)  // 18 digits stay below 2^63
      at &+= 1
    }
    return negative ? -value : value
  }

  /// A real day written `YYYY-MM-DD`.
  package static func day(_ bytes: UnsafeRawBufferPointer) -> Day? { Day(bytes: trimmed(bytes)) }

  /// A plain, non-negative number of yuan with at most two decimals.
  package static func money(_ bytes: UnsafeRawBufferPointer) -> Money? { Money(bytes: trimmed(bytes)) }

  private static func trimmedSlowly(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var start = 0
    var end = bytes.count
    while start < end {
      let length = blank(startingAt: start, in: bytes, end: end)
      if length == 0 { break }
      start += length
    }
    while start < end {
      let length = blank(endingAt: end, in: bytes, start: start)
      if length == 0 { break }
      end -= length
    }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  private static func blank(startingAt at: Int, in bytes: UnsafeRawBufferPointer, end: Int) -> Int {
    if bytes[at] == 0x20 || bytes[at] == 0x09 { return 1 }
    if at + 2 <= end, bytes[at] == 0xC2, bytes[at + 1] == 0xA0 { return 2 }
    if at + 3 <= end, bytes[at] == 0xE3, bytes[at + 1] == 0x80, bytes[at + 2] == 0x80 { return 3 }
    return 0
  }

  private static func blank(endingAt end: Int, in bytes: UnsafeRawBufferPointer, start: Int) -> Int {
    for length in 1...3 where end - length >= start {
      if blank(startingAt: end - length, in: bytes, end: end) == length { return length }
    }
    return 0
  }
}
