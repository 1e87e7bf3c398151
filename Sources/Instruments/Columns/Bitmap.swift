// One bit a row: which rows a rule hit.

/// Bits are numbered from 0; those beyond `length` in the last word are always 0.
package struct Bitmap: Hashable, Sendable {
  package let length: Int
  package private(set) var words: [UInt64]

  package init(length: Int) {
    precondition(length >= 0, "a bitmap has no negative length")
    self.length = length
    self.words = [UInt64](repeating: 0, count: (length + 63) / 64)
  }

  package subscript(_ bit: Int) -> Bool {
    get {
      precondition(bit >= 0 && bit < length, "the bit lies inside the bitmap")
      return words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }
    set {
      precondition(bit >= 0 && bit < length, "the bit lies inside the bitmap")
      let mask: UInt64 = 1 << UInt64(bit & 63)
      if newValue { words[bit >> 6] |= mask } else { words[bit >> 6] &= ~mask }
    }
  }

  /// How many bits are set.
  package var count: Int {
    var total = 0
    for word in words { total += word.nonzeroBitCount }
    return total
  }

  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// How many bits of the range are set: for example the hits of one village, whose households are
  /// neighbours.
  package func count(in range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= length, "the range lies inside the bitmap")
    guard !range.isEmpty else { return 0 }
    let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
    let head = ~UInt64(0) << UInt64(range.lowerBound & 63)
    let tail = ~UInt64(0) >> UInt64(63 - (range.upperBound - 1) & 63)
    if first == last { return (words[first] & head & tail).nonzeroBitCount }
    var total = (words[first] & head).nonzeroBitCount + (words[last] & tail).nonzeroBitCount
    for place in first + 1..<last { total += words[place].nonzeroBitCount }
    return total
  }

  /// Calls `body` with each set bit, ascending.
  package func forEach(_ body: (Int) throws -> Void) rethrows {
    for (place, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        try body(place << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }

  /// The set bits, ascending.
  package var bits: [Int] {
    var bits: [Int] = []
    bits.reserveCapacity(count)
    forEach { bits.append($0) }
    return bits
  }
}

extension Bitmap {
  package mutating func formAnd(_ other: Bitmap) { combine(other) { $0 & $1 } }
  package mutating func formOr(_ other: Bitmap) { combine(other) { $0 | $1 } }
  /// Clears what is set in the other.
  package mutating func formAndNot(_ other: Bitmap) { combine(other) { $0 & ~$1 } }

  private mutating func combine(_ other: Bitmap, _ merge: (UInt64, UInt64) -> UInt64) {
    precondition(length == other.length, "bitmaps of one length")
    for place in words.indices { words[place] = merge(words[place], other.words[place]) }
  }
}

// Filling from bytes and from parts.
extension Bitmap {
  /// Sets the bits from `place` on where a byte is 1; bits that are set already stay.
  mutating func set(_ bytes: UnsafePointer<UInt8>, _ count: Int, at place: Int) {
    precondition(place >= 0 && place + count <= length, "bits lie inside the bitmap")
    words.withUnsafeMutableBufferPointer { words in
      var row = 0
      if place % 8 == 0 {
        let raw = UnsafeRawPointer(bytes)
        if place % 64 == 0 {
          while row + 64 <= count {
            var word: UInt64 = 0
            for eight in 0..<8 { word |= Bitmap.eightBits(raw, row + eight &* 8) << UInt64(eight &* 8) }
            words[(place + row) >> 6] |= word
            row += 64
          }
        }
        while row + 8 <= count {
          words[(place + row) >> 6] |= Bitmap.eightBits(raw, row) << UInt64((place + row) & 63)
          row += 8
        }
      }
      while row < count {
        words[(place + row) >> 6] |= UInt64(bytes[row] & 1) << UInt64((place + row) & 63)
        row += 1
      }
    }
  }

  /// Eight bytes of 0 or 1 as bits: the product gathers their lowest bits in its highest byte.
  @inline(__always)
  private static func eightBits(_ bytes: UnsafeRawPointer, _ row: Int) -> UInt64 {
    let eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: row, as: UInt64.self))
    return (eight &* 0x0102_0408_1020_4080) >> 56
  }

  /// Sets the bits of another bitmap, moved up by `place`.
  mutating func insert(_ part: Bitmap, at place: Int) {
    precondition(place >= 0 && place + part.length <= length, "bits lie inside the bitmap")
    let (first, shift) = (place >> 6, UInt64(place & 63))
    words.withUnsafeMutableBufferPointer { words in
      part.words.withUnsafeBufferPointer { part in
        for number in part.indices { words[first + number] |= part[number] << shift }
        // What a word loses above goes into the next, which there is only where something is lost.
        guard shift > 0 else { return }
        for number in part.indices where part[number] >> (64 - shift) != 0 {
          words[first + number + 1] |= part[number] >> (64 - shift)
        }
      }
    }
  }
}
