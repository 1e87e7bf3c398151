// Bytes as two digits each.

/// Capital letters, as SQLite writes them.
/// - Parameter small: with small letters.
package func hexadecimal(_ bytes: [UInt8], small: Bool = false) -> String {
  let letters: UInt8 = small ? 0x61 - 10 : 0x41 - 10
  func digit(_ half: UInt8) -> UInt8 { half + (half < 10 ? 0x30 : letters) }
  return String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
    for (place, byte) in bytes.enumerated() {
      digits[2 * place] = digit(byte >> 4)
      digits[2 * place + 1] = digit(byte & 15)
    }
    return bytes.count * 2
  }
}

/// Nil where a text is not made of pairs of digits.
package func bytes(hexadecimal text: String) -> [UInt8]? {
  let digits = Array(text.utf8)
  guard digits.count.isMultiple(of: 2) else { return nil }
  var bytes: [UInt8] = []
  for place in stride(from: 0, to: digits.count, by: 2) {
    guard let byte = UInt8(String(decoding: digits[place...place + 1], as: UTF8.self), radix: 16) else {
      return nil
    }
    bytes.append(byte)
  }
  return bytes
}
