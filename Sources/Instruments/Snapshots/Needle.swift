// A run of bytes that is looked for in many texts at once.

/// ASCII letters are compared as small ones.
struct Needle {
  let bytes: [UInt8]
  /// The first and the last byte, eight times each.
  private let first: UInt64
  private let last: UInt64
  /// The bit that parts small letters from large ones where the first or last byte is a letter, else 0.
  private let firstCase: UInt64
  private let lastCase: UInt64

  init(_ text: String) {
    bytes = text.utf8.map(Needle.small)
    let (head, tail) = (bytes.first ?? 0, bytes.last ?? 0)
    (first, last) = (Needle.ones &* UInt64(head), Needle.ones &* UInt64(tail))
    firstCase = Needle.ones &* (Needle.isLetter(head) ? 0x20 : 0)
    lastCase = Needle.ones &* (Needle.isLetter(tail) ? 0x20 : 0)
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

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

  /// Looks at eight places together: few of them have both the first and the last byte where they should be.
  private func next(in all: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    guard let base = all.baseAddress, range.count >= bytes.count else { return nil }
    precondition(range.lowerBound >= 0 && range.upperBound <= all.count, "a search is inside the bytes")
    let (reach, end) = (bytes.count - 1, range.upperBound - bytes.count + 1)
    let (first, last, firstCase, lastCase) = (first, last, firstCase, lastCase)
    let (ones, highs) = (Needle.ones, Needle.ones << 7)
    var place = range.lowerBound
    while place + 8 <= end {
      let heads = base.loadUnaligned(fromByteOffset: place, as: UInt64.self) | firstCase
      let tails = base.loadUnaligned(fromByteOffset: place + reach, as: UInt64.self) | lastCase
      // A byte of it is 0 where both fit; the next line has a bit left if and only if some byte is.
      let apart = (heads ^ first) | (tails ^ last)
      if (apart &- ones) & ~apart & highs != 0 {
        for lane in 0..<8 where isHere(base + place + lane) { return place + lane }
      }
      place += 8
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
