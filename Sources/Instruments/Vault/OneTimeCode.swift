// Codes of six digits that change every half minute, as an authenticator shows them.

import Crypto
import Foundation
package import Kernel

/// **Source**: RFC 6238 (SHA-1, steps of 30 s) over RFC 4226.
package struct OneTimeCode: Sendable {
  package static let stepSeconds: Int64 = 30
  /// As RFC 4226 recommends for SHA-1.
  package static let secretSize = 20

  package let secret: [UInt8]

  package init(secret: [UInt8]) { self.secret = secret }

  /// The number of the half minute in which an instant lies.
  package static func step(at instant: Instant) -> Int64 { instant.milliseconds / 1_000 / stepSeconds }

  /// The code of a step. **Shape**: `digits` digits, with zeros in front.
  package func code(step: Int64, digits: Int = 6) -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
    let mac = Array(
      HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(mac[19] & 0xF)
    let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
    let text = String(word % modulus)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// The step whose code this is: the present one or its neighbours, and only behind the last one that was
  /// used, so that a code opens once. Nil where it is none of them.
  package func step(of code: String, at instant: Instant, after used: Int64) -> Int64? {
    let now = OneTimeCode.step(at: instant)
    let given = Array(code.utf8)
    var found: Int64?
    for step in (now - 1)...(now + 1) where step > used {
      if SecretToken.equal(Array(self.code(step: step).utf8), given) { found = step }
    }
    return found
  }

  /// The secret as people type it into an authenticator.
  package var base32: String { OneTimeCode.base32(secret) }

  /// What an authenticator reads from a drawn code.
  package func address(account: String, issuer: String) -> String {
    var letters = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7F}"))
    letters.insert(charactersIn: "-._~")
    func escaped(_ text: String) -> String {
      text.addingPercentEncoding(withAllowedCharacters: letters) ?? ""
    }
    return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(base32)&issuer=\(escaped(issuer))"
      + "&algorithm=SHA1&digits=6&period=30"
  }

  /// RFC 4648, without padding.
  package static func base32(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var (text, held, bits) = ("", 0, 0)
    for byte in bytes {
      held = (held << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 5 {
        bits -= 5
        text.append(letters[held >> bits & 31])
      }
    }
    if bits > 0 { text.append(letters[held << (5 - bits) & 31]) }
    return text
  }
}
