// Packed bytes come back whole, repeated ones get few, and broken ones are told.
import Packing
import Testing

@Suite struct GzipTests {
  @Test(arguments: [0, 1, 2, 100, 70_000])
  func whatIsPackedComesBack(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 5) }
    let packed = Gzip.packed(bytes)
    #expect(packed.prefix(2).elementsEqual([0x1F, 0x8B]))
    #expect(Gzip.whole(packed, most: count) == bytes)
  }

  @Test func repeatedWordsGetFew() {
    let bytes = Array(String(repeating: "红岩村三组二十七号 ", count: 2_000).utf8)
    #expect(Gzip.packed(bytes).count < bytes.count / 50)
  }

  @Test func whatIsBrokenCutOrTooLongIsNothing() {
    let bytes = Array("雨水泡了房子".utf8)
    let packed = Gzip.packed(bytes)
    var turned = packed
    turned[packed.count - 6] ^= 0xFF
    #expect(Gzip.whole(turned, most: 100) == nil)
    #expect(Gzip.whole(Array(packed.dropLast()), most: 100) == nil)
    #expect(Gzip.whole(packed + [0], most: 100) == nil)
    #expect(Gzip.whole(packed, most: bytes.count - 1) == nil)
    #expect(Gzip.whole([], most: 100) == nil)
    #expect(Gzip.whole(bytes, most: 100) == nil)
  }
}
