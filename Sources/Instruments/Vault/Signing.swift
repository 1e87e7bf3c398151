// Signatures by which a file proves that it is as it was written.

import Crypto
import Foundation
package import Kernel

/// The secret half of a pair; describing it tells nothing of it. **Source**: Ed25519, RFC 8032.
package struct SigningKey: Sendable, CustomStringConvertible {
  private let key: Curve25519.Signing.PrivateKey

  /// - Parameter random: 32 fresh random bytes.
  /// **Problems**: `vault.signing.key` where they are not 32.
  package init(random: [UInt8]) throws(Problem) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: random) else {
      throw VerifyingKey.unfit
    }
    self.key = key
  }

  /// Reads what `secretText` wrote, with blanks around it.
  /// **Problems**: `vault.signing.key`.
  package init(reading text: String) throws(Problem) {
    try self.init(random: VerifyingKey.bytes(of: text))
  }

  /// 32 bytes in Base64: secret, for the key file alone.
  package var secretText: String { key.rawRepresentation.base64EncodedString() }

  package var verifying: VerifyingKey { VerifyingKey(key.publicKey) }

  /// **Shape**: 64 bytes.
  package func signature(of text: String) -> [UInt8] {
    guard let signature = try? key.signature(for: Data(text.utf8)) else {
      preconditionFailure("a key of Ed25519 signs whatever it is given")
    }
    return [UInt8](signature)
  }

  package var description: String { "signing key" }
}

/// The half that everybody may have.
package struct VerifyingKey: Sendable {
  private let key: Curve25519.Signing.PublicKey

  fileprivate init(_ key: Curve25519.Signing.PublicKey) { self.key = key }

  /// Reads what `text` wrote, with blanks around it.
  /// **Problems**: `vault.signing.key`.
  package init(reading text: String) throws(Problem) {
    let bytes = try VerifyingKey.bytes(of: text)
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
      throw VerifyingKey.unfit
    }
    self.key = key
  }

  /// 32 bytes in Base64.
  package var text: String { key.rawRepresentation.base64EncodedString() }

  package func signed(_ signature: [UInt8], _ text: String) -> Bool {
    key.isValidSignature(signature, for: Data(text.utf8))
  }

  fileprivate static func bytes(of text: String) throws(Problem) -> [UInt8] {
    let word = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let data = Data(base64Encoded: word), data.count == 32 else { throw unfit }
    return [UInt8](data)
  }

  fileprivate static let unfit = Problem(
    "vault.signing.key", .invalid, zh: "签名密钥应为 32 字节的 Base64。",
    en: "A key for signatures is 32 bytes in Base64.")
}
