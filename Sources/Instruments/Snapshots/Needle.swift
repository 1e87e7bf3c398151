// A run of bytes that is looked for in many texts at once.

/// ASCII letters are compared as small ones.
struct Needle {
  let bytes: [UInt8]
  private let first: SIMD32<UInt8>
  private let last: SIMD32<UInt8>
  /// The bit that parts small letters from large ones where the first or last byte is a letter, else 0.
  private let firstCase: SIMD32<UInt8>
  private let lastCase: SIMD32<UInt8>

  init(_ text: String) {
    bytes = text.utf8.map(Needle.small)
    let (head, tail) = (bytes.first ?? 0, bytes.last ?? 0)
    (first, last) = (SIMD32(repeating: head), SIMD32(repeating: tail))
    firstCase = SIMD32(repeating: Needle.isLetter(head) ? 0x20 : 0)
    lastCase = SIMD32(repeating: Needle.isLetter(tail) ? 0x20 : 0)
  }

  /// Tells the rows of a range that hold the bytes, ascending, at most `limit`.
  func find(in texts: TextColumn, _ range: Range<Int>, limit: Int, _ tell: (Int) -> Void) {
    guard !range.isEmpty, !bytes.isEmpty else { return }
    let end = Int(texts.offsets[range.upperBound])
    var place = Int(texts.offsets[range.lowerBound])
    var told = 0
    texts.bytes.withUnsafeBytes { all in
      while told < limit, let found = next(in: all, place..<end) {
        let row = texts.row(ofByte: found)
        let next = Int(texts.offsets[row + 1])
        if found + bytes.count <= next {
          tell(row)
          told += 1
          place = next
        } else {
          // The end of one text and the beginning of the next are no part of either.
          place = found + 1
        }
      }
    }
  }

  /// Looks at 32 places together: few of them have both the first and the last byte where they should be.
  private func next(in all: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    guard let base = all.baseAddress, range.count >= bytes.count else { return nil }
    precondition(range.lowerBound >= 0 && range.upperBound <= all.count, "a search is inside the bytes")
    let (reach, end) = (bytes.count - 1, range.upperBound - bytes.count + 1)
    var place = range.lowerBound
    while place + 32 <= end {
      let heads = base.loadUnaligned(fromByteOffset: place, as: SIMD32<UInt8>.self) | firstCase
      let tails = base.loadUnaligned(fromByteOffset: place + reach, as: SIMD32<UInt8>.self) | lastCase
      let both = (heads .== first) .& (tails .== last)
      let words = unsafeBitCast(both, to: SIMD4<UInt64>.self)
      if words[0] | words[1] | words[2] | words[3] != 0 {
        for lane in 0..<32 where both[lane] && isHere(base + place + lane) { return place + lane }
      }
      place += 32
    }
    while place < end {
      if isHere(base + place) { return place }
      place += 1
    }
    return nil
  }

  private func isHere(_ start: UnsafeRawPointer) -> Bool {
    for (offset, byte) in bytes.enumerated() {
      if Needle.small(start.load(fromByteOffset: offset, as: UInt8.self)) != byte { return false }
    }
    return true
  }

  private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
