// The households of a group as bytes, and numbers as digits.

import Testing

@testable import Screening

@Suite struct ScreenedGroupTests {
  @Test func householdsAreFoundChangedAndTakenOut() {
    var group = ScreenedGroup()
    let numbers: [Int64] = [5_306_020_000_001, 1, .max, 256]
    for (place, number) in numbers.enumerated() { group.append(number, living: place * 300) }
    #expect(group.numbers == numbers)
    #expect(numbers.map { group.living($0) } == [0, 300, 600, 900])
    #expect(group.living(2) == nil)
    group.set(1, living: 7)
    group.set(.max, living: nil)
    #expect(Set(group.numbers) == [5_306_020_000_001, 1, 256] && group.living(1) == 7)
    #expect(ScreenedGroup(bytes: group.bytes) == group)
  }

  @Test func aNumberHasItsDigits() {
    for number in [0, 7, -7, 10, 1_200_000, .max, .min] as [Int64] {
      var bytes: [UInt8] = []
      bytes.append(decimal: number)
      #expect(String(decoding: bytes, as: UTF8.self) == String(number))
    }
  }

  @Test func piecesComeInOrder() {
    let pieces = Lookahead(count: 50) { $0 * $0 }
    for number in 0..<50 { #expect(pieces.take(number) == number * number) }
  }
}
