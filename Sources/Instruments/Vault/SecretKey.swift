// A secret of 32 bytes with its number.

import Crypto
import Foundation
package import Kernel

/// One key of a ring. Its bytes are never printed: describing it tells its number alone.
package struct SecretKey: Sendable, CustomStringConvertible {
  package static let size = 32

  /// From 1 to 255; a sealed value names it in one byte.
  package let number: UInt8
  let bytes: [UInt8]

  /// **Problems**: `vault.key.size` where the bytes are not 32 or the number is 0.
  package init(number: UInt8, bytes: [UInt8]) throws(Problem) {
    guard number > 0, bytes.count == SecretKey.size else {
      throw Problem(
        "vault.key.size", .invalid, zh: "密钥应为 32 字节，编号为 1 至 255。",
        en: "A key has 32 bytes and a number from 1 to 255.")
    }
    (self.number, self.bytes) = (number, bytes)
  }

  /// A secret for one use, as long as the key.
  func derived(_ use: String) -> [UInt8] {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: bytes), info: Data("shouwang \(use)".utf8),
      outputByteCount: SecretKey.size
    ).withUnsafeBytes { [UInt8]($0) }
  }

  package var description: String { "key \(number)" }
}
