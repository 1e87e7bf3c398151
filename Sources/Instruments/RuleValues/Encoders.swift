// Bytes written as text and read back: base64.

extension Standard {
  package static let encoders: [Function] = [
    .one("base64.encode", [.free(.bytes, to: .string)]) { value throws(EvaluationFault.Reason) in
      guard case .bytes(let bytes) = value else { throw Function.noOverload("base64.encode", value) }
      try checkLength((bytes.count + 2) / 3 * 4)
      return .string(base64(bytes))
    },
    .one("base64.decode", [.free(.string, to: .bytes)]) { value throws(EvaluationFault.Reason) in
      guard case .string(let text) = value else { throw Function.noOverload("base64.decode", value) }
      guard let bytes = bytes(base64: Array(text.utf8)) else {
        throw .badArgument(
          function: "base64.decode", Wording(zh: "文本不是 base64。", en: "the text is not base64."))
      }
      return .bytes(bytes)
    },
  ]

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// What six bits each letter stands for; 64 for what is none.
  private static let sextets: [UInt8] = {
    var sextets = [UInt8](repeating: 64, count: 256)
    for (bits, letter) in alphabet.enumerated() { sextets[Int(letter)] = UInt8(bits) }
    return sextets
  }()

  private static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for a letter outside the alphabet, and for a length that no bytes have. Padding is either whole or
  /// left out; bits that no byte takes are not looked at.
  private static func bytes(base64 text: [UInt8]) -> [UInt8]? {
    let padding = text.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
    guard padding == 0 || text.count % 4 == 0, (text.count - padding) % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    var (bits, count) = (0, 0)
    for letter in text.dropLast(padding) {
      let sextet = sextets[Int(letter)]
      guard sextet < 64 else { return nil }
      bits = bits << 6 & 0xFFFF | Int(sextet)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
    return bytes
  }
}
