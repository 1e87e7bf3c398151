// Amounts of yuan, counted exactly in fen.

/// A sum of money. Unit: fen (one hundredth of a yuan).
package struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let fen: Int64

  package init(fen: Int64) { self.fen = fen }
  package init(yuan: Int64) { fen = yuan * 100 }

  /// Reads a plain, non-negative number of yuan with at most two decimals; nil otherwise.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let money = bytes.withUnsafeBytes({ Money(bytes: $0) }) else { return nil }
    self = money
  }

  /// Reads `123`, `123.4` or `123.45` yuan from bytes; at most 13 digits before the point.
  package init?(bytes: UnsafeRawBufferPointer) {
    var value: Int64 = 0
    var decimals = -1
    var digits = 0
    for byte in bytes {
      if byte == 0x2E {
        guard decimals < 0, digits > 0 else { return nil }
        decimals = 0
      } else {
        let digit = Int64(byte) - 0x30
        guard (0...9).contains(digit) else { return nil }
        if decimals >= 0 { decimals += 1 } else { digits += 1 }
        guard digits <= 13, decimals <= 2 else { return nil }
        value = value * 10 + digit
      }
    }
    guard digits > 0, decimals != 0 else { return nil }
    switch decimals {
    case 1: fen = value * 10
    case 2: fen = value
    default: fen = value * 100
    }
  }

  /// Whole yuan, the rest cut off.
  package var yuan: Int64 { fen / 100 }

  /// `1,234.50` without the fen where they are zero: `1,234`.
  package var description: String {
    let rest = Int((fen % 100).magnitude)
    let sign = fen < 0 ? "-" : ""
    return sign + grouped((fen / 100).magnitude) + (rest == 0 ? "" : "." + padded(rest, 2))
  }

  package static func < (left: Money, right: Money) -> Bool { left.fen < right.fen }
  package static func + (left: Money, right: Money) -> Money { Money(fen: left.fen + right.fen) }
  package static func - (left: Money, right: Money) -> Money { Money(fen: left.fen - right.fen) }
}

/// Digits in groups of three: `1,234,567`.
package func grouped(_ value: some BinaryInteger) -> String {
  var digits = Array(String(value))
  let sign = digits.first == "-" ? String(digits.removeFirst()) : ""
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return sign + text
}
