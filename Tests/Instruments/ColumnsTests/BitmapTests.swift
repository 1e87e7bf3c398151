// One bit a row, against a plain list of truths.

import Testing

@testable import Columns

@Suite struct BitmapTests {
  static let lengths = [0, 1, 7, 63, 64, 65, 127, 128, 200, 1_000]

  private static func drawnBits(_ length: Int, _ chance: inout Chance) -> [Bool] {
    let density = chance.pick([1, 2, 9])
    return (0..<length).map { _ in chance.once(in: density) }
  }

  private static func bitmap(_ truths: [Bool]) -> Bitmap {
    var bitmap = Bitmap(length: truths.count)
    for (bit, truth) in truths.enumerated() { bitmap[bit] = truth }
    return bitmap
  }

  /// Bits beyond the length stay 0, so that equal bits make equal bitmaps.
  private static func expect(_ bitmap: Bitmap, is truths: [Bool], _ note: Comment) {
    #expect(bitmap.bits == truths.indices.filter { truths[$0] }, note)
    #expect(bitmap == Self.bitmap(truths), note)
  }

  @Test(arguments: lengths) func bitsCountsAndRangesAgree(_ length: Int) {
    var chance = Chance(length)
    let truths = Self.drawnBits(length, &chance)
    let bitmap = Self.bitmap(truths)
    Self.expect(bitmap, is: truths, "length \(length)")
    #expect(bitmap.count == truths.count { $0 })
    #expect(bitmap.isEmpty == !truths.contains(true))
    for _ in 0..<50 {
      let lower = chance.below(length + 1)
      let range = lower..<lower + chance.below(length - lower + 1)
      #expect(bitmap.count(in: range) == truths[range].count { $0 }, "\(range)")
    }
  }

  @Test(arguments: lengths) func clearingABitLeavesTheOthers(_ length: Int) {
    var bitmap = Bitmap(length: length)
    for bit in 0..<length { bitmap[bit] = true }
    #expect(bitmap.count == length)
    for bit in stride(from: 0, to: length, by: 3) { bitmap[bit] = false }
    #expect(bitmap.bits == (0..<length).filter { $0 % 3 != 0 })
  }

  @Test(arguments: lengths) func andOrAndNotGoBitByBit(_ length: Int) {
    var chance = Chance(length + 1)
    let (left, right) = (Self.drawnBits(length, &chance), Self.drawnBits(length, &chance))
    var (both, either, rest) = (Self.bitmap(left), Self.bitmap(left), Self.bitmap(left))
    both.formAnd(Self.bitmap(right))
    either.formOr(Self.bitmap(right))
    rest.formAndNot(Self.bitmap(right))
    Self.expect(both, is: zip(left, right).map { $0 && $1 }, "and")
    Self.expect(either, is: zip(left, right).map { $0 || $1 }, "or")
    Self.expect(rest, is: zip(left, right).map { $0 && !$1 }, "and not")
  }

  /// Bytes land at any offset, whole words and crumbs, and what was set stays.
  @Test(arguments: 1...40) func settingFromBytesAddsBits(_ seed: Int) {
    var chance = Chance(seed)
    let before = Self.drawnBits(chance.below(400) + 1, &chance)
    let place = chance.below(before.count)
    let bytes = (0..<chance.below(before.count - place + 1)).map { _ in UInt8(chance.below(2)) }
    var bitmap = Self.bitmap(before)
    bytes.withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return }
      bitmap.set(first, bytes.count, at: place)
    }
    var after = before
    for (offset, byte) in bytes.enumerated() where byte == 1 { after[place + offset] = true }
    Self.expect(bitmap, is: after, "seed \(seed): \(bytes.count) of \(before.count) at \(place)")
  }

  @Test(arguments: 1...40) func insertingMovesBitsUp(_ seed: Int) {
    var chance = Chance(seed)
    let before = Self.drawnBits(chance.below(400) + 1, &chance)
    let place = chance.below(before.count)
    let part = Self.drawnBits(chance.below(before.count - place + 1), &chance)
    var bitmap = Self.bitmap(before)
    bitmap.insert(Self.bitmap(part), at: place)
    var after = before
    for (offset, truth) in part.enumerated() where truth { after[place + offset] = true }
    Self.expect(bitmap, is: after, "seed \(seed): \(part.count) of \(before.count) at \(place)")
  }
}
