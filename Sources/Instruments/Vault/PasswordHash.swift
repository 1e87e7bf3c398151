// A password as the store keeps it: salted, and made slow to guess by scrypt.

import Crypto
import CryptoExtras
import Foundation

/// **Shape** as text: `scrypt$17$8$1$SALT$HASH`, the logarithm of N, r, p, then 16 and 32 bytes in Base64.
/// **Source**: RFC 7914; costs after the OWASP Password Storage Cheat Sheet.
package struct PasswordHash: Sendable, CustomStringConvertible {
  /// What one guess costs. **Unit**: memory of 128 × r × 2^logN bytes.
  package struct Cost: Sendable, Equatable {
    package let logN, blockSize, parallelism: Int

    package init(logN: Int, blockSize: Int = 8, parallelism: Int = 1) {
      precondition((1...22).contains(logN), "a cost beyond this memory would stop the machine")
      (self.logN, self.blockSize, self.parallelism) = (logN, blockSize, parallelism)
    }

    /// 128 MiB and about a third of a second.
    package static let full = Cost(logN: 17)
  }

  package let cost: Cost
  private let salt, hash: [UInt8]

  /// - Parameter salt: 16 fresh random bytes.
  package init(of password: String, salt: [UInt8], cost: Cost) {
    precondition(salt.count >= 16, "a salt of less bytes may stand twice")
    (self.cost, self.salt) = (cost, salt)
    hash = PasswordHash.derived(password, salt, cost)
  }

  /// A hash that no password has, and that is as slow to compare with as others of its cost.
  package static func decoy(cost: Cost) -> PasswordHash {
    PasswordHash(cost: cost, salt: [UInt8](repeating: 0, count: 16), hash: [UInt8](repeating: 0, count: 32))
  }

  private init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
    (self.cost, self.salt, self.hash) = (cost, salt, hash)
  }

  /// Reads the text form; nil where it is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "scrypt", let logN = Int(parts[1]), (1...22).contains(logN),
      let blockSize = Int(parts[2]), (1...32).contains(blockSize), let parallelism = Int(parts[3]),
      (1...16).contains(parallelism), let salt = Data(base64Encoded: parts[4]),
      let hash = Data(base64Encoded: parts[5]), salt.count >= 16, hash.count == 32
    else { return nil }
    cost = Cost(logN: logN, blockSize: blockSize, parallelism: parallelism)
    (self.salt, self.hash) = ([UInt8](salt), [UInt8](hash))
  }

  /// Compares in a time that doesn't depend on where the hashes differ.
  package func matches(_ password: String) -> Bool {
    SecretToken.equal(PasswordHash.derived(password, salt, cost), hash)
  }

  /// The text form, which the store keeps.
  package var stored: String {
    let (salt, hash) = (Data(salt).base64EncodedString(), Data(hash).base64EncodedString())
    return "scrypt$\(cost.logN)$\(cost.blockSize)$\(cost.parallelism)$\(salt)$\(hash)"
  }

  package var description: String { "scrypt \(cost.logN)" }

  private static func derived(_ password: String, _ salt: [UInt8], _ cost: Cost) -> [UInt8] {
    // The same letters in another Unicode spelling are the same password.
    let spelled = Data(password.precomposedStringWithCompatibilityMapping.utf8)
    guard
      let key = try? KDF.Scrypt.deriveKey(
        from: spelled, salt: salt, outputByteCount: 32, rounds: 1 << cost.logN, blockSize: cost.blockSize,
        parallelism: cost.parallelism)
    else { preconditionFailure("scrypt accepts costs within these limits") }
    return key.withUnsafeBytes { [UInt8]($0) }
  }
}
