// Whether a run of bytes is well-formed UTF-8.

/// What a run of bytes looks like to a reader who expects UTF-8.
enum UTF8Check: Equatable {
  /// Nothing above 127: the same text in every encoding.
  case ascii
  /// Well-formed, but no character of three or more bytes: GB18030 text can look so by accident.
  case short
  /// Well-formed with characters of three or more bytes, as all Chinese is.
  case wide
  /// Not UTF-8.
  case broken

  static func of(_ bytes: UnsafePointer<UInt8>, count: Int) -> UTF8Check {
    var result = UTF8Check.ascii
    var at = 0
    while at < count {
      if at &+ 8 <= count {
        let word = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
        if word & highBits == 0 {
          at &+= 8
          continue
        }
      }
      let lead = bytes[at]
      if lead < 0x80 {
        at &+= 1
        continue
      }
      let length = sequence(bytes + at, available: count &- at, lead: lead)
      if length == 0 { return .broken }
      if length > 2 { result = .wide } else if result == .ascii { result = .short }
      at &+= length
    }
    return result
  }

  /// Bytes of the well-formed character that starts here with a lead byte above 127; 0 where there is none.
  /// **Source**: The Unicode Standard, table 3-7.
  private static func sequence(_ bytes: UnsafePointer<UInt8>, available: Int, lead: UInt8) -> Int {
    func follows(_ index: Int) -> Bool { bytes[index] & 0xC0 == 0x80 }
    switch lead {
    case 0xC2...0xDF:
      return available >= 2 && follows(1) ? 2 : 0
    case 0xE0...0xEF:
      guard available >= 3, follows(1), follows(2) else { return 0 }
      let overlong = lead == 0xE0 && bytes[1] < 0xA0
      let surrogate = lead == 0xED && bytes[1] > 0x9F
      return overlong || surrogate ? 0 : 3
    case 0xF0...0xF4:
      guard available >= 4, follows(1), follows(2), follows(3) else { return 0 }
      let overlong = lead == 0xF0 && bytes[1] < 0x90
      let tooHigh = lead == 0xF4 && bytes[1] > 0x8F
      return overlong || tooHigh ? 0 : 4
    default:
      return 0
    }
  }
}

/// The top bit of each of eight bytes.
let highBits: UInt64 = 0x8080_8080_8080_8080
