// The bits of a JPEG's scan, and the codes of Huffman that they are written in.

/// **Source**: ITU-T T.81, section F.2.2.5: a zero follows a byte of ones, or a marker that ends the scan.
struct BitReader {
  private let bytes: [UInt8]
  private var at: Int
  private var held: UInt32 = 0
  private var count = 0

  init(_ bytes: [UInt8], _ start: Int) { (self.bytes, at) = (bytes, start) }

  /// Zeros behind the end.
  mutating func take(_ wanted: Int) -> Int {
    if wanted == 0 { return 0 }
    fill(wanted)
    count -= wanted
    return Int(held >> UInt32(count)) & (1 << wanted - 1)
  }

  /// The next bits, left where they are.
  mutating func look(_ wanted: Int) -> Int {
    fill(wanted)
    return Int(held >> UInt32(count - wanted)) & (1 << wanted - 1)
  }

  mutating func drop(_ wanted: Int) { count -= wanted }

  private mutating func fill(_ wanted: Int) {
    while count < wanted {
      var next: UInt8 = 0
      if at < bytes.count {
        next = bytes[at]
        if next != 0xFF {
          at += 1
        } else if at + 1 < bytes.count, bytes[at + 1] == 0 {
          at += 2
        } else {
          next = 0
        }
      }
      held = held << 8 | UInt32(next)
      count += 8
    }
  }

  /// Goes on behind the mark between two stretches.
  mutating func passRestart() -> Bool {
    (held, count) = (0, 0)
    guard at + 1 < bytes.count, bytes[at] == 0xFF, (0xD0...0xD7).contains(bytes[at + 1]) else { return false }
    at += 2
    return true
  }

  /// Where the next marker stands that is no restart.
  var nextMarker: Int {
    var at = at
    while at + 1 < bytes.count {
      if bytes[at] == 0xFF, bytes[at + 1] != 0, bytes[at + 1] != 0xFF, !(0xD0...0xD7).contains(bytes[at + 1])
      {
        return at
      }
      at += 1
    }
    return bytes.count
  }
}

/// **Source**: ITU-T T.81, appendix C and section F.2.2.3.
struct HuffmanCode {
  /// By the next sixteen bits' first nine: length and value; length 0 for longer codes.
  private var short = [UInt16](repeating: 0, count: 512)
  private var most = [Int](repeating: -1, count: 17)
  private var first = [Int](repeating: 0, count: 17)
  private var offset = [Int](repeating: 0, count: 17)
  private let values: [UInt8]

  /// Nil where there are more codes than bits for them.
  init?(_ counts: [Int], _ values: [UInt8]) {
    self.values = values
    var (code, index) = (0, 0)
    for length in 1...16 {
      (first[length], offset[length]) = (code, index)
      for _ in 0..<counts[length - 1] {
        if length <= 9 {
          let entry = UInt16(length) << 8 | UInt16(values[index])
          let start = code << (9 - length)
          guard start + 1 << (9 - length) <= 512 else { return nil }
          for place in start..<start + 1 << (9 - length) { short[place] = entry }
        }
        (code, index) = (code + 1, index + 1)
      }
      guard code <= 1 << length else { return nil }
      most[length] = counts[length - 1] > 0 ? code - 1 : -1
      code <<= 1
    }
  }

  /// Nil for bits that are no code.
  func next(_ bits: inout BitReader) -> Int? {
    let all = bits.look(16)
    let entry = short[all >> 7]
    if entry != 0 {
      bits.drop(Int(entry >> 8))
      return Int(entry & 0xFF)
    }
    for length in 10...16 {
      let code = all >> (16 - length)
      if code <= most[length], code >= first[length] {
        bits.drop(length)
        return Int(values[offset[length] + code - first[length]])
      }
    }
    return nil
  }
}
