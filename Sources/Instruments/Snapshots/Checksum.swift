// A fast checksum over words: it tells damage, not forgery.

/// Four lanes, each takes every fourth word. A lane's step is a permutation of its states, so
/// that a single changed word always changes the sum.
struct Checksum {
  private var lanes: SIMD4<UInt64> = [
    0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5,
  ]
  private var length: UInt64 = 0
  private static let factor: UInt64 = 0x9FB2_1C65_1E98_DF25
  /// Bytes that are taken together: all pieces but the last hold a whole number of them.
  static let stride = 32

  init() {}

  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var sum = Checksum()
    sum.add(bytes)
    return sum.value
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    precondition(length % UInt64(Checksum.stride) == 0, "only the last piece may end within a stride")
    length += UInt64(bytes.count)
    guard let base = bytes.baseAddress else { return }
    var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
    var place = 0
    while place + Checksum.stride <= bytes.count {
      a = Checksum.mix(a, base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      b = Checksum.mix(b, base.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
      c = Checksum.mix(c, base.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self))
      d = Checksum.mix(d, base.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self))
      place += Checksum.stride
    }
    while place < bytes.count {
      a = Checksum.mix(a, UInt64(bytes[place]))
      place += 1
    }
    lanes = [a, b, c, d]
  }

  var value: UInt64 {
    var value = length
    for lane in 0..<4 {
      value = Checksum.mix(value, lanes[lane])
      value ^= value >> 32
    }
    return value
  }

  @inline(__always)
  private static func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = lane ^ UInt64(littleEndian: word)
    return (mixed << 29 | mixed >> 35) &* factor
  }
}
