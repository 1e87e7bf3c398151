// Values of cells in the form that nearly all have, some bytes at a time.

import Kernel

/// Each reader answers nil for anything unusual, also for what another spelling would allow: such a row gets
/// a closer look. What is answered is what `FieldValue` and `CitizenID` would answer.
enum FastCell {
  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// A whole number of 1 to 18 digits and nothing else.
  /// - Parameter room: how many bytes before the cell may be read.
  @inline(__always)
  static func number(_ start: UnsafePointer<UInt8>, _ count: Int, room: Int) -> Int64? {
    if count == 1 {
      let digit = start[0] &- 0x30
      return digit <= 9 ? Int64(digit) : nil
    }
    guard count > 1, count <= 16, room &+ count >= 8 else { return slowNumber(start, count) }
    if count <= 8 { return upToEight(start, count) }
    guard let low = upToEight(start + (count &- 8), 8), let high = upToEight(start, count &- 8) else {
      return nil
    }
    return high &* 100_000_000 &+ low
  }

  /// Yuan with none, one or two decimals. Unit: fen.
  @inline(__always)
  static func money(_ start: UnsafePointer<UInt8>, _ count: Int, room: Int) -> Int64? {
    guard count > 0 else { return nil }
    var whole = count
    var fen: Int64 = 0
    if count >= 4, start[count &- 3] == 0x2E {
      whole = count &- 3
      let (tens, ones) = (start[count &- 2] &- 0x30, start[count &- 1] &- 0x30)
      guard tens <= 9, ones <= 9 else { return nil }
      fen = Int64(tens) &* 10 &+ Int64(ones)
    } else if count >= 3, start[count &- 2] == 0x2E {
      whole = count &- 2
      let tens = start[count &- 1] &- 0x30
      guard tens <= 9 else { return nil }
      fen = Int64(tens) &* 10
    }
    guard whole <= 13, let yuan = number(start, whole, room: room) else { return nil }
    return yuan &* 100 &+ fen
  }

  /// A real day of the years 1800 to 2299, written `YYYY-MM-DD`. Unit: days since 1970-01-01.
  @inline(__always)
  static func day(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    guard count == 10 else { return nil }
    let word = eight(start)
    // The digits of year and month, with the hyphens between them made into zeros.
    guard word & 0xFF00_00FF_0000_0000 == 0x2D00_002D_0000_0000 else { return nil }
    let digits = (word & 0x00FF_FF00_FFFF_FFFF) | 0x3000_0030_0000_0000
    guard isDigits(digits) else { return nil }
    let values = digits &- zeros
    func digit(_ place: UInt64) -> Int { Int(truncatingIfNeeded: values >> (place &* 8) & 15) }
    let year = digit(0) &* 1_000 &+ digit(1) &* 100 &+ digit(2) &* 10 &+ digit(3)
    let month = digit(5) &* 10 &+ digit(6)
    let (tens, ones) = (start[8] &- 0x30, start[9] &- 0x30)
    guard tens <= 9, ones <= 9 else { return nil }
    let day = Int(tens) &* 10 &+ Int(ones)
    return days(year, month, day)
  }

  /// Days from 1970-01-01 to a day, nil where there is none.
  @inline(__always)
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int32? {
    guard year >= 1_800, year < 2_300, month >= 1, month <= 12, day >= 1 else { return nil }
    let isLeap = year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
    // Lengths less 28, two bits a month.
    let extra = month == 2 ? (isLeap ? 1 : 0) : 0b11_10_11_10_11_11_10_11_10_11_00_11 >> (month &* 2 &- 2) & 3
    guard day <= 28 &+ extra else { return nil }
    // Years and months counted from March, so that the leap day is a year's last.
    let years = month <= 2 ? year &- 1 : year
    let months = month <= 2 ? month &+ 9 : month &- 3
    let before = years &* 365 &+ years / 4 &- years / 100 &+ years / 400 &+ (153 &* months &+ 2) / 5
    return Int32(truncatingIfNeeded: before &+ day &- 1 &- 719_468)
  }

  /// An identity number, packed; negative (all bits turned) where the check character is wrong.
  @inline(__always)
  static func citizen(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count == 18 else { return nil }
    let (first, second) = (eight(start), eight(start + 8))
    let last = start[16] &- 0x30
    guard isDigits(first), isDigits(second), last <= 9 else { return nil }
    let given: Int
    switch start[17] {
    case 0x30...0x39: given = Int(start[17] &- 0x30)
    case 0x58: given = 10
    default: return nil
    }
    // Digits times weights, four at a time: the top lane of each product is the sum of four.
    let (a, b) = (first &- zeros, second &- zeros)
    let sum =
      weighed(a, 7, 10, 8, 2) &+ weighed(a >> 8, 9, 5, 4, 1) &+ weighed(b, 6, 7, 10, 8)
      &+ weighed(b >> 8, 3, 9, 5, 4) &+ Int(last) &* 2
    let number = (joined(first) &* 100_000_000 &+ joined(second)) &* 10 &+ Int64(last)
    let packed = number << 4 | Int64(given)
    // The check values of the remainders 0 to 10, four bits each.
    let expected = 0x234_5678_9A01 >> (sum % 11 &* 4) & 15
    return expected == given ? packed : ~packed
  }

  /// A word of up to sixteen bytes as two numbers, for comparing.
  struct Word: Equatable {
    var head: UInt64 = 0
    var tail: UInt64 = 0
  }

  @inline(__always)
  static func word(_ start: UnsafePointer<UInt8>, _ count: Int) -> Word? {
    guard count > 0, count <= 16 else { return nil }
    var word = Word()
    for index in 0..<min(count, 8) { word.head |= UInt64(start[index]) &<< UInt64(index &* 8) }
    if count > 8 { for index in 8..<count { word.tail |= UInt64(start[index]) &<< UInt64(index &* 8 &- 64) } }
    return word
  }

  @inline(__always)
  private static func upToEight(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    // The bytes before the number are read too and taken for leading zeros.
    let keep = ~UInt64(0) &<< UInt64((8 &- count) &* 8)
    let word = eight(start + (count &- 8)) & keep | zeros & ~keep
    return isDigits(word) ? joined(word) : nil
  }

  private static func slowNumber(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int64? {
    guard count > 0, count <= 18 else { return nil }
    var value: Int64 = 0
    for index in 0..<count {
      let digit = start[index] &- 0x30
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  @inline(__always)
  private static func eight(_ start: UnsafePointer<UInt8>) -> UInt64 {
    UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian
  }

  @inline(__always)
  private static func isDigits(_ word: UInt64) -> Bool {
    (word & 0xF0F0_F0F0_F0F0_F0F0) | ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4
      == 0x3333_3333_3333_3333
  }

  /// Eight digits as one number: pairs, then fours, then all.
  @inline(__always)
  private static func joined(_ word: UInt64) -> Int64 {
    var value = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2_561) >> 8
    value = ((value & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
    value = ((value & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32
    return Int64(bitPattern: value)
  }

  @inline(__always)
  private static func weighed(_ digits: UInt64, _ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) -> Int {
    let lanes = digits & 0x00FF_00FF_00FF_00FF
    return Int(truncatingIfNeeded: (lanes &* (a << 48 | b << 32 | c << 16 | d)) >> 48)
  }
}
