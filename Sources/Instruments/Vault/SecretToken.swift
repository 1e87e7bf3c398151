// A random token for a browser or a link, of which the store keeps the digest alone.

import Crypto
import Foundation
import Kernel

/// **Shape**: 32 random bytes. Describing it tells nothing of them.
package struct SecretToken: Sendable, CustomStringConvertible {
  package static let size = 32

  private let bytes: [UInt8]

  /// - Parameter random: 32 fresh random bytes.
  package init(random: [UInt8]) {
    precondition(random.count == SecretToken.size, "a token has 32 random bytes")
    bytes = random
  }

  /// Reads what `secretText` wrote; nil where it is none.
  package init?(reading text: String) {
    guard text.utf8.count == 43 else { return nil }
    var plain: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x2B, 0x2F, 0x3D: return nil
      case 0x2D: plain.append(0x2B)
      case 0x5F: plain.append(0x2F)
      default: plain.append(byte)
      }
    }
    plain.append(0x3D)
    guard let data = Data(base64Encoded: Data(plain)), data.count == SecretToken.size else { return nil }
    bytes = [UInt8](data)
  }

  /// 43 characters that stand in a cookie and in an address: secret.
  package var secretText: String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// What the store keeps. **Shape**: 32 bytes of SHA-256.
  package var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }

  /// What forms must bring back: only the holder of the token can have it.
  package var formToken: String {
    let code = HMAC<SHA256>.authenticationCode(for: Data("form".utf8), using: SymmetricKey(data: bytes))
    return hexadecimal(Array(code), small: true)
  }

  package var description: String { "secret token" }

  /// The digest of a secret text that is itself beyond guessing, such as a recovery code.
  package static func digest(of text: String) -> [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }

  /// Whether bytes are equal, in a time that tells nothing but their count.
  package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
