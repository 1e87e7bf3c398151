// Bytes as two digits each.

/// Capital letters, as SQLite writes them.
/// - Parameter small: with small letters.
package func hexadecimal(_ bytes: [UInt8], small: Bool = false) -> String {
  String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
    for (place, byte) in bytes.enumerated() {
      digits[2 * place] = digit(byte >> 4, small: small)
      digits[2 * place + 1] = digit(byte & 15, small: small)
    }
    return bytes.count * 2
  }
}

private func digit(_ half: UInt8, small: Bool = false) -> UInt8 {
  half + (half < 10 ? 0x30 : small ? 0x61 - 10 : 0x41 - 10)
}

/// Letters, digits and `-._~` as they are, every other byte as `%XX`.
package func percentEncoded(_ plain: String) -> String {
  var bytes: [UInt8] = []
  for byte in plain.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
    default: bytes += [0x25, digit(byte >> 4), digit(byte & 15)]
    }
  }
  return String(decoding: bytes, as: UTF8.self)
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
