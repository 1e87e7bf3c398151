// A 64-bit fingerprint of a row's content, to tell identical from changed.

/// Fowler-Noll-Vo 1a over values and bytes; the same content gives the same number on every machine.
// Inlined into the rooms that add up millions of rows.
@usableFromInline
package struct Fingerprint: Sendable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  @inlinable package init() {}

  @inlinable
  package mutating func add(_ value: Int64) {
    var rest = UInt64(bitPattern: value)
    // One round a byte would cost eight multiplications; a mixed word costs two and spreads as well.
    rest ^= rest >> 32
    rest &*= 0x9E37_79B9_7F4A_7C15
    state = (state ^ rest) &* 0x0000_0100_0000_01B3
    state ^= state >> 29
  }

  /// The length counts too, so that what follows cannot be taken for a part of it.
  @inlinable
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    add(Int64(bytes.count))
  }

  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  @inlinable package var value: Int64 { Int64(bitPattern: state) }
}
