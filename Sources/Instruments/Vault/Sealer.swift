// Seals and opens values, and makes the keyed hashes by which a sealed value is found.

import CSodium
import Crypto
import Foundation
package import Kernel

/// AES-256-GCM under the newest key of a ring. The nonce is made of value and context by a keyed hash, so
/// that no chance is needed; a value in one context always seals to the same bytes.
/// **Shape** of a sealed value: number of the key (1 byte), nonce (12), cipher text (as long as the value),
/// tag (16).
/// **Source**: NIST SP 800-38D; the nonce after RFC 8452, section 4, by SipHash-2-4 with 128 bits.
package struct Sealer: Sendable {
  /// What a sealed value is longer than the plain one.
  package static let overhead = 29

  package let ring: KeyRing
  /// The newest key first.
  private let boxes: [SealingBox]
  private let newest: SealingBox
  private let hashes: [LookupHash]

  /// A sealer whose look-up numbers belong to each key.
  package init(_ ring: KeyRing) {
    self.init(ring, hashes: ring.keys.reversed().map { LookupHash(Sealer.lookupSecret(of: $0)) })
  }

  /// A sealer whose look-up numbers stay the same whatever key seals.
  /// - Parameter secret: 32 bytes that a store keeps sealed.
  package init(_ ring: KeyRing, lookingUpBy secret: [UInt8]) {
    precondition(secret.count == SecretKey.size, "a secret for look-ups has the size of a key")
    self.init(ring, hashes: [LookupHash(secret)])
  }

  /// The same look-up numbers over another ring: what a store goes on with when its key file changes.
  package func renewed(with ring: KeyRing) -> Sealer { Sealer(ring, hashes: hashes) }

  /// A sealer for tests: it seals without the machine's instructions for AES.
  package init(portably ring: KeyRing) {
    let hashes = ring.keys.reversed().map { LookupHash(Sealer.lookupSecret(of: $0)) }
    self.init(ring, hashes: hashes, isFast: false)
  }

  private init(_ ring: KeyRing, hashes: [LookupHash], isFast: Bool = true) {
    (self.ring, self.hashes) = (ring, hashes)
    boxes = ring.keys.reversed().map { SealingBox($0, isFast: isFast) }
    newest = boxes[0]
  }

  /// What a store begins to look up by: made of a key, the same for the same key.
  package static func lookupSecret(of key: SecretKey) -> [UInt8] { key.derived("lookup") }

  // MARK: any context

  /// - Parameter context: where the value stands, such as `account.totp 42`: it opens nowhere else.
  package func seal(_ plain: [UInt8], as context: String) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: plain.count + Sealer.overhead)
    let context = Array(context.utf8)
    sealed.withUnsafeMutableBytes { sealed in
      plain.withUnsafeBytes { plain in
        context.withUnsafeBytes { newest.seal(plain, context: $0, into: sealed) }
      }
    }
    return sealed
  }

  /// **Problems**: `vault.seal.key` where the ring lacks the key, `vault.seal.broken` where bytes or context
  /// are not those that were sealed.
  package func open(_ sealed: [UInt8], as context: String) throws(Problem) -> [UInt8] {
    try open(sealed, context: Array(context.utf8))
  }

  // MARK: values in bulk

  /// Seals into memory of the caller, without asking for any.
  /// - Parameters:
  ///   - place: where the value stands; it opens nowhere else.
  ///   - sealed: as long as the value and `overhead`.
  package func seal(
    _ plain: UnsafeRawBufferPointer, at place: SealedPlace, into sealed: UnsafeMutableRawBufferPointer
  ) {
    place.withBytes { newest.seal(plain, context: $0, into: sealed) }
  }

  package func seal(_ plain: [UInt8], at place: SealedPlace) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: plain.count + Sealer.overhead)
    sealed.withUnsafeMutableBytes { sealed in plain.withUnsafeBytes { seal($0, at: place, into: sealed) } }
    return sealed
  }

  /// **Problems**: those of the other `open`.
  package func open(_ sealed: [UInt8], at place: SealedPlace) throws(Problem) -> [UInt8] {
    try open(sealed, context: place.withBytes { [UInt8]($0) })
  }

  /// Whether a value is sealed by the newest key.
  package func isNewest(_ sealed: [UInt8]) -> Bool { sealed.first == ring.current.number }

  // MARK: finding

  /// The number by which a value is found: a keyed hash under the newest key. Never negative.
  /// - Parameter use: what kind of value it is, such as `phone`: equal values of two kinds differ.
  package func lookup(_ plain: [UInt8], as use: String) -> Int64 { hashes[0].number(plain, use) }

  /// The numbers under all keys of the ring, the newest first; a single one where a store keeps its secret.
  package func lookups(_ plain: [UInt8], as use: String) -> [Int64] { hashes.map { $0.number(plain, use) } }

  /// The hash of one kind of values, for many of them.
  package func finder(of use: String) -> Finder { hashes[0].finder(use) }

  private func open(_ sealed: [UInt8], context: [UInt8]) throws(Problem) -> [UInt8] {
    guard sealed.count >= Sealer.overhead else { throw Sealer.broken }
    guard let box = boxes.first(where: { $0.number == sealed[0] }) else { throw Sealer.keyMissing(sealed[0]) }
    guard let opened = box.open(sealed, context: context) else { throw Sealer.broken }
    return opened
  }

  private static func keyMissing(_ number: UInt8) -> Problem {
    Problem(
      "vault.seal.key", .unavailable, zh: "缺少编号为 \(number) 的密钥，请检查密钥文件。",
      en: "The key \(number) is missing; check the key file.", details: ["key": String(number)])
  }

  private static let broken = Problem(
    "vault.seal.broken", .conflict, zh: "封存的数据已损坏，或密钥不对。",
    en: "Sealed data is damaged, or the key is another one.")
}

/// Where a sealed value stands, in nine bytes: what it is, and whose.
package struct SealedPlace: Sendable {
  /// One number a kind of value; never given anew.
  package let kind: UInt8
  package let subject: Int64

  package init(kind: UInt8, subject: Int64) { (self.kind, self.subject) = (kind, subject) }

  @inline(__always)
  func withBytes<Answer>(_ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
    var bytes = (subject.littleEndian, kind)
    return withUnsafeBytes(of: &bytes) { body(UnsafeRawBufferPointer(rebasing: $0[..<9])) }
  }
}
