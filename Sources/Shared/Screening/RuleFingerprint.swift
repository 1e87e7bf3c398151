// A short text that changes when the text of a rule changes.

/// FNV-1a with 64 bits, the public hash of Fowler, Noll and Vo: the same everywhere, no guard against intent.
package struct RuleFingerprint: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    // An end mark that no text holds keeps "ab", "c" apart from "a", "bc".
    add(0xFF)
  }

  /// Sixteen hex digits.
  package var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
}
