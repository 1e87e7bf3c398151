// The hot path of reading: one pass over a row finds its fields and its end.

import Glibc

extension SheetReader {
  /// Splits the row that begins at `rowStart` and moves behind it.
  /// **Shape**: true where the row may hold more than ASCII, so that its encoding is worth a look.
  mutating func splitRow() -> Bool {
    var cursor = rowStart
    var fieldStart = rowStart
    var seen: UInt64 = 0
    scanning: while cursor < end {
      let word = eightBytes(at: cursor)
      seen |= word
      var marks = SheetReader.marks(word)
      while marks != 0 {
        let at = cursor &+ marks.trailingZeroBitCount >> 3
        marks &= marks &- 1
        switch base[at] {
        case 0x2C:
          put(fieldStart, at)
          fieldStart = at &+ 1
        case 0x0A, 0x0D:
          put(fieldStart, at)
          finish(at: at)
          return seen & highBits != 0
        case 0x22 where at == fieldStart:
          guard let after = putQuoted(opening: at) else {
            recover(from: at, as: .unclosedQuote)
            return true
          }
          seen = highBits
          if after == end || base[after] != 0x2C {
            finish(at: after)
            return true
          }
          (cursor, fieldStart) = (after &+ 1, after &+ 1)
          if cursor == end { break scanning }
          continue scanning
        default:
          break  // a blank, a quote inside a field or a control character: content
        }
      }
      cursor &+= 8
      if cursor &- rowStart > SheetReader.rowLimit {
        recover(from: cursor, as: .tooLong)
        return true
      }
    }
    put(fieldStart, end)
    finish(at: end)
    return seen & highBits != 0
  }

  /// Eight bytes of the sheet; past its end they read as `-`, which marks nothing.
  @inline(__always)
  private func eightBytes(at cursor: Int) -> UInt64 {
    if cursor &+ 8 <= end {
      return UnsafeRawPointer(base + cursor).loadUnaligned(as: UInt64.self).littleEndian
    }
    var word: UInt64 = 0x2D2D_2D2D_2D2D_2D2D
    for index in 0..<(end &- cursor) {
      let shift = UInt64(index &* 8)
      word = word & ~(0xFF << shift) | UInt64(base[cursor &+ index]) << shift
    }
    return word
  }

  /// The top bit of every byte that is `,` or below, so also line ends and quotes: adding 0x53 to the lower
  /// seven bits reaches the top bit exactly from `-` on.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    ~(((word & ~highBits) &+ 0x5353_5353_5353_5353) | word) & highBits
  }

  @inline(__always)
  private mutating func put(_ start: Int, _ stop: Int) {
    if fieldCount < capacity { fields[fieldCount] = Field(start: base + start, count: stop &- start) }
    fieldCount &+= 1
  }

  @inline(__always)
  private mutating func finish(at lineEnd: Int) {
    rowEnd = lineEnd
    nextLine &+= 1
    position = lineEnd < end ? LineScan.afterBreak(base, at: lineEnd, to: end) : end
  }

  /// Ends a row that cannot be split at the first line end, so that one stray quote costs one line.
  private mutating func recover(from start: Int, as fault: SheetFault) {
    self.fault = fault
    finish(at: LineScan.lineEnd(base, from: min(start, end), to: end))
  }

  /// Reads the quoted field that opens here.
  /// **Shape**: the offset of the comma, line end or sheet end after it,
  /// nil where the quote is not closed as it should be.
  private mutating func putQuoted(opening: Int) -> Int? {
    let limit = min(end, rowStart + SheetReader.rowLimit)
    var from = opening + 1
    var isDoubled = false
    while from < limit, let found = memchr(base + from, 0x22, limit - from) {
      let quote = from + (UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - (base + from))
      if quote + 1 < end, base[quote + 1] == 0x22 {
        isDoubled = true
        from = quote + 2
        continue
      }
      var after = quote + 1
      while after < end, base[after] == 0x20 || base[after] == 0x09 { after += 1 }
      guard after == end || base[after] == 0x2C || base[after] == 0x0A || base[after] == 0x0D else {
        return nil
      }
      nextLine += LineScan.breaks(base, from: opening, to: quote)
      if isDoubled { putUnquoted(opening + 1, quote) } else { put(opening + 1, quote) }
      return after
    }
    return nil
  }

  private mutating func putUnquoted(_ start: Int, _ stop: Int) {
    let memory = unquoted ?? .allocate(capacity: SheetReader.rowLimit)
    unquoted = memory
    let first = unquotedCount
    var at = start
    while at < stop {
      precondition(unquotedCount < SheetReader.rowLimit, "unquoted content is shorter than its row")
      memory[unquotedCount] = base[at]
      unquotedCount += 1
      at += base[at] == 0x22 ? 2 : 1
    }
    if fieldCount < capacity {
      fields[fieldCount] = Field(start: memory + first, count: unquotedCount - first)
    }
    fieldCount += 1
  }
}
