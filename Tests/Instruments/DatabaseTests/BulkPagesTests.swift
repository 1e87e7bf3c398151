// Page numbers are handed out once, and never that of the page for locks.

import Testing

@testable import Database

@Suite struct BulkPagesTests {
  @Test func numbersFollowTheFileAndAreGivenOnce() {
    let space = BulkSpace(after: 3, lockPage: 1_000)
    #expect(space.stretch(of: 4) == 4..<8)
    #expect(space.stretch(of: 2) == 8..<10)
    space.giveBack(6..<8)
    #expect(space.stretch(of: 64) == 6..<8, "what was given back comes first")
    #expect(space.stretch(of: 1) == 10..<11)
    let (pageCount, free) = space.settle()
    #expect(pageCount == 10)
    #expect(free == [])
  }

  @Test func thePageForLocksIsLeftOut() {
    let space = BulkSpace(after: 5, lockPage: 10)
    #expect(space.stretch(of: 8) == 6..<10)
    #expect(space.stretch(of: 8) == 11..<19)
    #expect(space.settle().pageCount == 18)
  }

  @Test func whatIsLeftAtTheEndIsCutOffAndTheRestIsFree() {
    let space = BulkSpace(after: 5, lockPage: 10)
    for _ in 0..<3 { _ = space.stretch(of: 8) }
    space.giveBack(8..<10)
    space.giveBack(11..<19)
    space.giveBack(22..<27)
    space.giveBack(20..<21)
    let (pageCount, free) = space.settle()
    #expect(pageCount == 21)
    #expect(free == [8, 9] + Array(11..<19) + [20])
  }

  @Test func aFileDoesNotEndWithThePageForLocks() {
    let space = BulkSpace(after: 5, lockPage: 10)
    _ = (space.stretch(of: 4), space.stretch(of: 4))
    space.giveBack(8..<10)
    space.giveBack(11..<15)
    let (pageCount, free) = space.settle()
    #expect(pageCount == 7)
    #expect(free == [])
  }

  static let sizes: [(UInt64, Int)] = [
    (0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (2_097_151, 3), ((1 << 56) - 1, 8), (1 << 56, 9),
    (.max, 9),
  ]

  @Test(arguments: sizes)
  func numbersTakeSevenBitsAByte(_ value: UInt64, _ size: Int) {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 8)
    defer { bytes.deallocate() }
    guard let base = bytes.baseAddress else { return }
    #expect(BulkVarint.size(value) == size)
    #expect(BulkVarint.write(value, to: base) - base == size)
    let read = bytes[..<size].enumerated().reduce(UInt64(0)) { sum, byte in
      byte.offset == 8 ? sum << 8 | UInt64(byte.element) : sum << 7 | UInt64(byte.element & 0x7F)
    }
    #expect(read == value)
  }
}
