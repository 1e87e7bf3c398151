// The keyed hashes by which sealed values are found.

import CSodium
import Crypto
import Foundation
import Synchronization

/// **Source**: SipHash-2-4, Aumasson and Bernstein 2012, under a key for each kind of value.
final class LookupHash: Sendable {
  private let secret: [UInt8]
  /// By use: deriving a key costs a hundred times what using it does.
  private let made = Mutex<[String: Finder]>([:])

  init(_ secret: [UInt8]) { self.secret = secret }

  func number(_ plain: [UInt8], _ use: String) -> Int64 { plain.withUnsafeBytes { finder(use).number($0) } }

  func finder(_ use: String) -> Finder {
    made.withLock { made in
      if let finder = made[use] { return finder }
      let finder = derived(use)
      made[use] = finder
      return finder
    }
  }

  private func derived(_ use: String) -> Finder {
    let key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), info: Data("shouwang find \(use)".utf8),
      outputByteCount: 16)
    return Finder(key: key.withUnsafeBytes { [UInt8]($0) })
  }
}

/// The look-up numbers of one kind of values. **Shape** of a number: 0 to 2^63 - 1.
package struct Finder: Sendable {
  private let key: ShortKey

  init(key: [UInt8]) { self.key = ShortKey(key) }

  package func number(_ plain: UnsafeRawBufferPointer) -> Int64 {
    var hash: UInt64 = 0
    let start = plain.baseAddress?.assumingMemoryBound(to: UInt8.self)
    withUnsafeMutableBytes(of: &hash) { hash in
      guard let hash = hash.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      key.withBytes { _ = crypto_shorthash_siphash24(hash, start, UInt64(plain.count), $0) }
    }
    return Int64(bitPattern: UInt64(littleEndian: hash) & UInt64(Int64.max))
  }

  /// Of a number as its eight bytes, the last one first.
  package func number(_ value: Int64) -> Int64 {
    var value = value.littleEndian
    return withUnsafeBytes(of: &value) { number($0) }
  }

  package func number(_ text: String) -> Int64 {
    var text = text
    return text.withUTF8 { number(UnsafeRawBufferPointer($0)) }
  }
}

/// A key of 16 bytes where it stands. An array would be retained at each use, for millions of values.
struct ShortKey: Sendable {
  private let words: SIMD2<UInt64>

  init(_ bytes: [UInt8]) {
    precondition(bytes.count == 16, "a key for short values has 16 bytes")
    words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
  }

  @inline(__always)
  func withBytes(_ body: (UnsafePointer<UInt8>) -> Void) {
    withUnsafeBytes(of: words) { bytes in
      if let base = bytes.baseAddress { body(base.assumingMemoryBound(to: UInt8.self)) }
    }
  }
}
