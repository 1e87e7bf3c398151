// Reads strings and bytes: plain, raw and triple-quoted, with all escapes.

import RuleValues

extension Lexer {
  /// What stands before an opening quote here (`r`, `b`, `br`, or nothing); nil where no string begins.
  func stringPrefix() -> (length: Int, isRaw: Bool, isBytes: Bool)? {
    var length = 0
    let isBytes = byte(length) | 0x20 == UInt8(ascii: "b")
    if isBytes { length += 1 }
    let isRaw = byte(length) | 0x20 == UInt8(ascii: "r")
    if isRaw { length += 1 }
    let quote = byte(length)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    return (length, isRaw, isBytes)
  }

  /// Reads from the opening quote on.
  mutating func string(from start: Int, isRaw: Bool, isBytes: Bool) {
    let quote = byte()
    let isTriple = byte(1) == quote && byte(2) == quote
    place += isTriple ? 3 : 1
    var content: [UInt8] = []
    var isSound = true
    while !closes(quote, isTriple: isTriple) {
      guard place < bytes.count, isTriple || byte() != UInt8(ascii: "\n") && byte() != UInt8(ascii: "\r")
      else {
        if !isTriple, closedInChinese(quote, from: start) { return }
        complaints.append(.unclosedString(Span(start, place), isTriple: isTriple))
        return add(.broken, from: start)
      }
      if byte() == UInt8(ascii: "\\"), !isRaw {
        isSound = escape(into: &content, isBytes: isBytes) && isSound
      } else {
        content.append(byte())
        place += 1
      }
    }
    place += isTriple ? 3 : 1
    let text: Value = isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
    add(isSound ? .literal(text) : .broken, from: start)
  }

  /// `"abc”`: text that a Chinese quotation mark was meant to close; it ends there.
  private mutating func closedInChinese(_ quote: UInt8, from start: Int) -> Bool {
    let closers: Set<Unicode.Scalar> = quote == UInt8(ascii: "\"") ? ["”", "“", "＂"] : ["’", "‘", "＇"]
    let opened = (bytes[start...].firstIndex(of: quote) ?? start) + 1
    var end = opened
    while end < place, !closers.contains(scalar(at: end)) { end += UTF8.width(scalar(at: end)) }
    guard end < place else { return false }
    let text = source.string(Span(opened, end))
    place = end + UTF8.width(scalar(at: end))
    complaints.append(.chineseQuotes(Span(start, place), text: text))
    add(.literal(.string(text)), from: start)
    return true
  }

  private func closes(_ quote: UInt8, isTriple: Bool) -> Bool {
    byte() == quote && place < bytes.count && (!isTriple || byte(1) == quote && byte(2) == quote)
  }

  /// One escape, from its backslash; false where there is no such escape (told already).
  private mutating func escape(into content: inout [UInt8], isBytes: Bool) -> Bool {
    let start = place
    let letter = byte(1)
    place += min(2, bytes.count - place)
    let value: UInt32?
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): value = digits(2, base: 16)
    case UInt8(ascii: "u") where !isBytes: value = digits(4, base: 16)
    case UInt8(ascii: "U") where !isBytes: value = digits(8, base: 16)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      place -= 1
      value = digits(3, base: 8)
    default: value = Self.simpleEscapes[letter]
    }
    if let value, isBytes, value < 256 {
      content.append(UInt8(value))
      return true
    }
    if let value, !isBytes, let scalar = Unicode.Scalar(value) {
      content.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      return true
    }
    while place < bytes.count, UTF8.isContinuation(byte()) { place += 1 }
    complaints.append(.badEscape(Span(start, place), text: source.string(Span(start, place))))
    return false
  }

  private mutating func digits(_ count: Int, base: UInt32) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = byte().hexDigit, digit < base else { return nil }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: base)
      if overflow { return nil }
      value = shifted + digit
      place += 1
    }
    return value
  }

  private static let simpleEscapes: [UInt8: UInt32] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10,
    UInt8(ascii: "v"): 11, UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13, UInt8(ascii: "\\"): 92,
    UInt8(ascii: "?"): 63, UInt8(ascii: "\""): 34, UInt8(ascii: "'"): 39, UInt8(ascii: "`"): 96,
  ]
}
