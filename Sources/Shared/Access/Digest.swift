// A 32-byte digest that nobody can forge, by libsodium's BLAKE2b.

import CSodium
import Glibc
package import Kernel

/// **Source**: BLAKE2b with 32 bytes, RFC 7693.
package enum Digest {
  /// The digest of bytes.
  package static func of(_ bytes: [UInt8]) -> [UInt8] {
    precondition(sodium_init() >= 0, "libsodium starts on every machine we support")
    var digest = [UInt8](repeating: 0, count: 32)
    let code = crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
    precondition(code == 0, "a digest of 32 bytes can always be made")
    return digest
  }

  /// The digest of a file's bytes, and how many they are.
  /// **Problems**: `access.file.unreadable`.
  package static func ofFile(_ path: String) throws(Problem) -> (digest: [UInt8], size: Int64) {
    precondition(sodium_init() >= 0, "libsodium starts on every machine we support")
    guard let file = fopen(path, "rb") else { throw unreadable(path) }
    defer { fclose(file) }
    // The state's type is opaque to Swift; libsodium wants it on a 64-byte boundary.
    let memory = UnsafeMutableRawPointer.allocate(byteCount: crypto_generichash_statebytes(), alignment: 64)
    defer { memory.deallocate() }
    let state = OpaquePointer(memory)
    crypto_generichash_init(state, nil, 0, 32)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var size: Int64 = 0
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      crypto_generichash_update(state, buffer, UInt64(count))
      size += Int64(count)
    }
    guard ferror(file) == 0 else { throw unreadable(path) }
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_generichash_final(state, &digest, digest.count)
    return (digest, size)
  }

  /// Two digits a byte, small letters.
  package static func hex(_ bytes: [UInt8]) -> String { hexadecimal(bytes, small: true) }

  private static func unreadable(_ path: String) -> Problem {
    Problem(
      "access.file.unreadable", .unavailable, zh: "无法读取文件 \(path)。", en: "The file \(path) cannot be read.",
      details: ["path": path])
  }
}
