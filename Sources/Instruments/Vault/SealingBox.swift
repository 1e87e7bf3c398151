// What one key of a ring seals with: by the machine's own AES where it has one.

import CSodium
import Crypto
import Foundation

/// Both ways give the same bytes; a test holds them together.
final class SealingBox: @unchecked Sendable {
  let number: UInt8
  private let key: SymmetricKey
  private let nonceKey: ShortKey
  /// The key laid out for the processor, nil where it has no AES. Written once, here.
  private let schedule: UnsafeMutableRawPointer?

  init(_ key: SecretKey, isFast: Bool = true) {
    precondition(sodium_init() >= 0, "libsodium starts on every machine we support")
    number = key.number
    let secret = key.derived("seal")
    self.key = SymmetricKey(data: secret)
    nonceKey = ShortKey(Array(key.derived("nonce").prefix(16)))
    guard isFast, crypto_aead_aes256gcm_is_available() == 1 else {
      schedule = nil
      return
    }
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: crypto_aead_aes256gcm_statebytes(), alignment: 64)
    let code = crypto_aead_aes256gcm_beforenm(SealingBox.state(memory), secret)
    precondition(code == 0, "a key of 32 bytes can be laid out")
    schedule = memory
  }

  deinit {
    guard let schedule else { return }
    sodium_memzero(schedule, crypto_aead_aes256gcm_statebytes())
    schedule.deallocate()
  }

  func seal(
    _ plain: UnsafeRawBufferPointer, context: UnsafeRawBufferPointer,
    into sealed: UnsafeMutableRawBufferPointer
  ) {
    precondition(sealed.count == plain.count + Sealer.overhead, "a sealed value is 29 bytes longer")
    guard let base = sealed.baseAddress else { preconditionFailure("a sealed value is not empty") }
    base.storeBytes(of: number, as: UInt8.self)
    makeNonce(plain, context, at: base + 1)
    guard let schedule else { return sealPortably(plain, context, base) }
    let code = crypto_aead_aes256gcm_encrypt_afternm(
      (base + 13).assumingMemoryBound(to: UInt8.self), nil, bytes(plain), UInt64(plain.count), bytes(context),
      UInt64(context.count), nil, (base + 1).assumingMemoryBound(to: UInt8.self), SealingBox.state(schedule))
    precondition(code == 0, "values of the register can be sealed")
  }

  /// Nil where bytes or context are not those that were sealed.
  func open(_ sealed: [UInt8], context: [UInt8]) -> [UInt8]? {
    guard let schedule else {
      guard let box = try? AES.GCM.SealedBox(combined: sealed[1...]),
        let plain = try? AES.GCM.open(box, using: key, authenticating: context)
      else { return nil }
      return [UInt8](plain)
    }
    var plain = [UInt8](repeating: 0, count: sealed.count - Sealer.overhead)
    let code = sealed.withUnsafeBufferPointer { sealed -> Int32 in
      guard let base = sealed.baseAddress else { return -1 }
      return crypto_aead_aes256gcm_decrypt_afternm(
        &plain, nil, nil, base + 13, UInt64(sealed.count - 13), context, UInt64(context.count), base + 1,
        SealingBox.state(schedule))
    }
    return code == 0 ? plain : nil
  }

  private func sealPortably(
    _ plain: UnsafeRawBufferPointer, _ context: UnsafeRawBufferPointer, _ base: UnsafeMutableRawPointer
  ) {
    guard let nonce = try? AES.GCM.Nonce(data: Data(bytes: base + 1, count: 12)),
      let box = try? AES.GCM.seal(Data(plain), using: key, nonce: nonce, authenticating: Data(context))
    else { preconditionFailure("a nonce of 12 bytes and a key of 32 always seal") }
    for (offset, byte) in (box.ciphertext + box.tag).enumerated() {
      base.storeBytes(of: byte, toByteOffset: 13 + offset, as: UInt8.self)
    }
  }

  /// Twelve bytes of a keyed hash over the length of the context, the context and the value.
  private func makeNonce(
    _ plain: UnsafeRawBufferPointer, _ context: UnsafeRawBufferPointer, at target: UnsafeMutableRawPointer
  ) {
    let count = 8 + context.count + plain.count
    withUnsafeTemporaryAllocation(byteCount: count + 16, alignment: 8) { memory in
      guard let base = memory.baseAddress else { return }
      base.storeBytes(of: UInt64(context.count).littleEndian, as: UInt64.self)
      if let start = context.baseAddress { (base + 8).copyMemory(from: start, byteCount: context.count) }
      if let start = plain.baseAddress {
        (base + 8 + context.count).copyMemory(from: start, byteCount: plain.count)
      }
      let hash = base + count
      nonceKey.withBytes { key in
        _ = crypto_shorthash_siphashx24(
          hash.assumingMemoryBound(to: UInt8.self), base.assumingMemoryBound(to: UInt8.self), UInt64(count),
          key)
      }
      target.copyMemory(from: hash, byteCount: 12)
    }
  }

  private func bytes(_ buffer: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
    buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
  }

  private static func state(_ memory: UnsafeMutableRawPointer) -> UnsafeMutablePointer<
    crypto_aead_aes256gcm_state
  > {
    memory.assumingMemoryBound(to: crypto_aead_aes256gcm_state.self)
  }
}
