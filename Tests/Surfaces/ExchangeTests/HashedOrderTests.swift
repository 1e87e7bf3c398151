// Entries over hashes come out as a plain sort has them, also where the keys are no hashes.

import Kernel
import Testing

@testable import Exchange

@Suite struct HashedOrderTests {
  private func isSorted(_ keys: [Int64]) -> Bool {
    var entries = keys.enumerated().map { place, key in
      HashedEntry(key: key, subject: Int64(place), county: Int32(place % 7))
    }
    // Equal keys stay as they came, so that their subjects rise.
    let expected = entries.sorted { ($0.key, $0.subject) < ($1.key, $1.subject) }
    HashedOrder.sort(&entries)
    return entries.map(\.subject) == expected.map(\.subject)
      && entries.allSatisfy { $0.key == keys[Int($0.subject)] && $0.county == Int32($0.subject % 7) }
  }

  @Test(arguments: [0, 1, 2, 3, 100, 20_000])
  func hashesAreSorted(count: Int) {
    var random = SeededRandom(seed: UInt64(count))
    let keys = (0..<count).map { _ in Int64(bitPattern: random.next() >> 1) }
    #expect(isSorted(keys))
    #expect(isSorted(keys.map { $0 >> 60 }), "few keys, each many times")
    #expect(isSorted(keys.prefix(500).map { $0 >> 40 }), "keys that crowd at one end")
  }

  @Test func endsOfTheRangeAreSorted() {
    #expect(isSorted([.max, 0, .max, 1, .max - 1, 0]))
  }
}
