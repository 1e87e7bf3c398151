// The decimal digits of a double, all of them and exact, and how they are rounded and written.

/// The magnitude of a finite number as 0.d₁d₂d₃… × 10^point. There is no rounding before the one that is
/// asked for, so that a half is told from what merely looks like one.
struct DecimalDigits {
  /// From 0 to 9, the first of them not 0; none for zero.
  private(set) var digits: [UInt8]
  private(set) var point: Int

  /// The exact value: at most 767 digits that count.
  init(exactly number: Double) {
    var whole = WholeNumber(number.significandBitPattern | (number.isNormal ? 1 << 52 : 0))
    let exponent = (number.isNormal ? Int(number.exponentBitPattern) : 1) - 1_075
    // A half is five tenths: dividing by a power of two is multiplying by that of five, and a shift.
    whole.multiply(by: exponent < 0 ? 5 : 2, times: abs(exponent))
    let all = whole.digits
    digits = all
    point = all.count + min(0, exponent)
    dropLastZeros()
  }

  /// The fewest digits that read back as the number.
  init(shortest number: Double) {
    let text = number.magnitude.description
    let halves = text.split(separator: "e")
    let parts = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    let written = halves[0].utf8.filter(\.isDigit).map { $0 - UInt8(ascii: "0") }
    digits = Array(written.drop { $0 == 0 })
    point = parts[0].count - (written.count - digits.count)
    if halves.count > 1 { point += Int(halves[1]) ?? 0 }
    dropLastZeros()
  }

  /// To so many digits behind the point; halves go to the even neighbour.
  func fixed(decimals: Int) -> String {
    let rounded = rounded(to: point + decimals)
    let whole = rounded.point > 0 ? rounded.text(0..<rounded.point) : "0"
    guard decimals > 0 else { return whole }
    return whole + "." + rounded.text(rounded.point..<(rounded.point + decimals))
  }

  /// One digit before the point, so many behind it, and an exponent of at least two digits.
  func scientific(decimals: Int) -> String {
    let rounded = rounded(to: decimals + 1)
    let exponent = digits.isEmpty ? 0 : rounded.point - 1
    let fraction = decimals > 0 ? "." + rounded.text(1..<(decimals + 1)) : ""
    return rounded.text(0..<1) + fraction + "e" + (exponent < 0 ? "-" : "+") + abs(exponent).padded(2)
  }

  /// Without an exponent, and with no more decimals than there are.
  var plain: String { fixed(decimals: max(0, digits.count - point)) }

  private func text(_ range: Range<Int>) -> String {
    String(
      decoding: range.map { UInt8(ascii: "0") + (digits.indices.contains($0) ? digits[$0] : 0) },
      as: UTF8.self)
  }

  private func rounded(to count: Int) -> DecimalDigits {
    guard count < digits.count else { return self }
    var rounded = self
    guard count >= 0 else {
      rounded.digits = []
      return rounded
    }
    rounded.digits = Array(digits[..<count])
    let isOdd = (rounded.digits.last ?? 0) % 2 == 1
    let isMoreThanHalf = digits[count] > 5 || (digits[count] == 5 && (count + 1 < digits.count || isOdd))
    if isMoreThanHalf { rounded.increment() }
    return rounded
  }

  private mutating func increment() {
    var place = digits.count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  private mutating func dropLastZeros() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }
}

/// A whole number of any size, nine decimal digits a word, the lowest first.
private struct WholeNumber {
  private var words: [UInt64]

  init(_ number: UInt64) {
    words = [number % Self.base, number / Self.base % Self.base, number / Self.base / Self.base]
  }

  mutating func multiply(by factor: UInt64, times: Int) {
    var left = times
    while left > 0 {
      var step: UInt64 = 1
      // As many factors at once as still leave room for a word and a carry.
      while left > 0, step < 1 << 28 { (step, left) = (step * factor, left - 1) }
      multiply(by: step)
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for place in words.indices {
      let product = words[place] * factor + carry
      words[place] = product % Self.base
      carry = product / Self.base
    }
    while carry > 0 {
      words.append(carry % Self.base)
      carry /= Self.base
    }
  }

  /// From the highest down, the first not 0.
  var digits: [UInt8] {
    var digits: [UInt8] = []
    for word in words {
      var rest = word
      for _ in 0..<9 {
        digits.append(UInt8(rest % 10))
        rest /= 10
      }
    }
    return Array(digits.reversed().drop { $0 == 0 })
  }

  private static let base: UInt64 = 1_000_000_000
}
