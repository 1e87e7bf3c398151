// Seals and opens values, and makes the keyed hashes by which a sealed value is found.

import Crypto
import Foundation
package import Kernel

/// AES-256-GCM under the newest key of a ring. The nonce is made of value and context by a keyed hash, so that
/// no chance is needed and no nonce stands for two values; a value in one context always seals to the same bytes.
/// **Shape** of a sealed value: number of the key (1 byte), nonce (12), cipher text (as long as the value), tag (16).
/// **Source**: NIST SP 800-38D; the nonce after RFC 8452, section 4, by HMAC-SHA256.
package struct Sealer: Sendable {
  package let ring: KeyRing
  private let secrets: [UInt8: Secrets]

  /// What is derived from one key of the ring, each for one use.
  private struct Secrets: Sendable {
    let seal, nonce, lookup: SymmetricKey

    init(_ key: SecretKey) {
      func derived(_ use: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
          inputKeyMaterial: SymmetricKey(data: key.bytes), info: Data("shouwang \(use)".utf8),
          outputByteCount: 32)
      }
      (seal, nonce, lookup) = (derived("seal"), derived("nonce"), derived("lookup"))
    }
  }

  package init(_ ring: KeyRing) {
    self.ring = ring
    secrets = Dictionary(uniqueKeysWithValues: ring.keys.map { ($0.number, Secrets($0)) })
  }

  /// - Parameter context: where the value stands, such as `person.citizen 42`: it opens nowhere else.
  package func seal(_ plain: [UInt8], as context: String) -> [UInt8] {
    let secrets = newest
    var code = HMAC<SHA256>(key: secrets.nonce)
    code.update(data: Data("\(context.utf8.count):\(context)".utf8))
    code.update(data: plain)
    let nonce = Array(code.finalize().prefix(12))
    guard let fixed = try? AES.GCM.Nonce(data: nonce),
      let box = try? AES.GCM.seal(
        plain, using: secrets.seal, nonce: fixed, authenticating: Data(context.utf8))
    else { preconditionFailure("a nonce of 12 bytes and a key of 32 always seal") }
    return [ring.current.number] + nonce + box.ciphertext + box.tag
  }

  /// **Problems**: `vault.seal.key` where the ring lacks the key, `vault.seal.broken` where bytes or context are
  /// not those that were sealed.
  package func open(_ sealed: [UInt8], as context: String) throws(Problem) -> [UInt8] {
    guard sealed.count >= 29 else { throw Sealer.broken }
    guard let secrets = secrets[sealed[0]] else {
      throw Problem(
        "vault.seal.key", .unavailable, zh: "缺少编号为 \(sealed[0]) 的密钥，请检查密钥文件。",
        en: "The key \(sealed[0]) is missing; check the key file.", details: ["key": String(sealed[0])])
    }
    let opened: Data?
    do {
      let box = try AES.GCM.SealedBox(combined: sealed[1...])
      opened = try AES.GCM.open(box, using: secrets.seal, authenticating: Data(context.utf8))
    } catch { opened = nil }
    guard let opened else { throw Sealer.broken }
    return [UInt8](opened)
  }

  /// The number by which a value is found: a keyed hash under the newest key.
  /// - Parameter use: what kind of value it is, such as `phone`: equal values of two kinds have other numbers.
  package func lookup(_ plain: [UInt8], as use: String) -> Int64 { lookup(plain, use, newest) }

  /// The numbers under all keys of the ring, the newest first: a store that is being sealed anew holds several.
  package func lookups(_ plain: [UInt8], as use: String) -> [Int64] {
    ring.keys.reversed().compactMap { secrets[$0.number] }.map { lookup(plain, use, $0) }
  }

  private func lookup(_ plain: [UInt8], _ use: String, _ secrets: Secrets) -> Int64 {
    var code = HMAC<SHA256>(key: secrets.lookup)
    code.update(data: Data("\(use.utf8.count):\(use)".utf8))
    code.update(data: plain)
    return code.finalize().prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }

  private var newest: Secrets {
    guard let secrets = secrets[ring.current.number] else { preconditionFailure("a ring has its newest key") }
    return secrets
  }

  private static let broken = Problem(
    "vault.seal.broken", .conflict, zh: "封存的数据已损坏，或密钥不对。",
    en: "Sealed data is damaged, or the key is another one.")
}
