// All keys of an installation: the newest seals, the older ones still open.

import Foundation
package import Kernel

/// **Shape**: never empty, numbers rising, the last one in use.
package struct KeyRing: Sendable, CustomStringConvertible {
  package let keys: [SecretKey]

  /// **Problems**: `vault.ring.empty`, `vault.ring.order` where numbers don't rise.
  package init(_ keys: [SecretKey]) throws(Problem) {
    guard !keys.isEmpty else {
      throw Problem("vault.ring.empty", .invalid, zh: "密钥文件里没有密钥。", en: "The key file holds no key.")
    }
    guard zip(keys, keys.dropFirst()).allSatisfy({ $0.number < $1.number }) else {
      throw Problem(
        "vault.ring.order", .invalid, zh: "密钥文件里的编号应逐行增大，不能重复。",
        en: "The numbers in the key file must rise from line to line.")
    }
    self.keys = keys
  }

  /// Reads lines `NUMBER BASE64`; empty lines and those that begin with `#` are passed over.
  /// **Problems**: `vault.ring.line` with its line; those of the other initialiser.
  package init(reading text: String) throws(Problem) {
    var keys: [SecretKey] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty || words[0].hasPrefix("#") { continue }
      guard words.count == 2, let number = UInt8(words[0]),
        let bytes = Data(base64Encoded: String(words[1])),
        let key = try? SecretKey(number: number, bytes: [UInt8](bytes))
      else {
        throw Problem(
          "vault.ring.line", .invalid, zh: "密钥文件第 \(index + 1) 行应为“编号 密钥”，密钥是 32 字节的 Base64。",
          en: "Line \(index + 1) of the key file must be a number and 32 bytes in Base64.",
          details: ["line": String(index + 1)])
      }
      keys.append(key)
    }
    try self.init(keys)
  }

  /// The ring with a newer key behind the others.
  /// **Problems**: `vault.ring.full` after number 255.
  package func adding(_ bytes: [UInt8]) throws(Problem) -> KeyRing {
    guard current.number < .max else {
      throw Problem("vault.ring.full", .conflict, zh: "密钥编号已用完。", en: "All numbers of keys are used up.")
    }
    return try KeyRing(keys + [SecretKey(number: current.number + 1, bytes: bytes)])
  }

  /// Whether no number means another key in another ring; they need not share one.
  package func agrees(with other: KeyRing) -> Bool {
    keys.allSatisfy { key in other.key(key.number).map { $0.bytes == key.bytes } ?? true }
  }

  /// The key that seals.
  package var current: SecretKey { keys[keys.count - 1] }

  package func key(_ number: UInt8) -> SecretKey? { keys.first { $0.number == number } }

  /// What `init(reading:)` reads: secret, for the key file alone.
  package var secretText: String {
    keys.map { "\($0.number) \(Data($0.bytes).base64EncodedString())\n" }.joined()
  }

  package var description: String { keys.map(\.description).joined(separator: ", ") }
}
