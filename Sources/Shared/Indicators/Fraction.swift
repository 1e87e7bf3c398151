// A number as a fraction of whole numbers: exact until it is written, where it is rounded once.

import Kernel

/// **Shape**: reduced, the denominator above zero. What no longer fits in 128 bits is nil rather than wrong.
package struct Fraction: Sendable, Equatable {
  package let numerator: Int128
  package let denominator: Int128

  /// Nil for a denominator of zero.
  package init?(_ numerator: Int128, _ denominator: Int128 = 1) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let common = Fraction.commonDivisor(numerator, denominator) * (denominator < 0 ? -1 : 1)
    (self.numerator, self.denominator) = (numerator / common, denominator / common)
  }

  /// A plain decimal such as `-12.50`; nil for anything else.
  package init?(decimal text: String) {
    guard let found = text.wholeMatch(of: /(-?)([0-9]{1,18})(?:\.([0-9]{1,12}))?/) else { return nil }
    let behind = found.output.3.map(String.init) ?? ""
    guard let digits = Int128(String(found.output.2) + behind) else { return nil }
    self.init(found.output.1.isEmpty ? digits : -digits, Fraction.power(of: behind.count))
  }

  package static func decimals(in text: String) -> Int {
    text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
  }

  package var isZero: Bool { numerator == 0 }
  package var isNegative: Bool { numerator < 0 }

  package func plus(_ other: Fraction) -> Fraction? {
    guard let left = Fraction.product(numerator, other.denominator),
      let right = Fraction.product(other.numerator, denominator),
      let whole = Fraction.product(denominator, other.denominator)
    else { return nil }
    let (sum, tooLarge) = left.addingReportingOverflow(right)
    return tooLarge ? nil : Fraction(sum, whole)
  }

  package func minus(_ other: Fraction) -> Fraction? {
    Fraction(-other.numerator, other.denominator).flatMap(plus)
  }

  package func times(_ other: Fraction) -> Fraction? {
    // Common factors go first, so that the products stay small.
    guard let left = Fraction(numerator, other.denominator),
      let right = Fraction(other.numerator, denominator),
      let above = Fraction.product(left.numerator, right.numerator),
      let below = Fraction.product(left.denominator, right.denominator)
    else { return nil }
    return Fraction(above, below)
  }

  /// Nil where the other is zero.
  package func divided(by other: Fraction) -> Fraction? {
    Fraction(other.denominator, other.numerator).flatMap(times)
  }

  /// The nearest multiple of the last decimal, halves away from zero, in units of that decimal.
  package func rounded(to decimals: Int) -> Int128? {
    guard let scaled = Fraction.product(numerator.magnitudeSigned, Fraction.power(of: decimals)),
      let twice = Fraction.product(scaled, 2), let whole = Fraction.product(denominator, 2)
    else { return nil }
    let (sum, tooLarge) = twice.addingReportingOverflow(denominator)
    guard !tooLarge else { return nil }
    return sum / whole * (numerator < 0 ? -1 : 1)
  }

  /// `13,233` or `-0.50`, rounded to so many decimals; nil where it is too large to be written.
  package func text(_ decimals: Int, grouping: Bool = true) -> String? {
    guard let units = rounded(to: decimals) else { return nil }
    let size = units.magnitudeSigned
    let (whole, rest) = (size / Fraction.power(of: decimals), size % Fraction.power(of: decimals))
    let behind = String(rest)
    let tail =
      decimals == 0 ? "" : "." + String(repeating: "0", count: decimals - behind.count) + behind
    return (units < 0 ? "-" : "") + (grouping ? grouped(whole) : String(whole)) + tail
  }

  private static func product(_ left: Int128, _ right: Int128) -> Int128? {
    let (product, tooLarge) = left.multipliedReportingOverflow(by: right)
    return tooLarge || product == .min ? nil : product
  }

  private static func power(of decimals: Int) -> Int128 {
    (0..<decimals).reduce(1) { power, _ in power * 10 }
  }

  private static func commonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    var (left, right) = (left.magnitudeSigned, right.magnitudeSigned)
    while right != 0 { (left, right) = (right, left % right) }
    return max(left, 1)
  }
}

extension Int128 {
  fileprivate var magnitudeSigned: Int128 { self < 0 ? -self : self }
}
