// The hash from keys to rows, against a dictionary.

import Columns
import Testing

@Suite struct KeyIndexTests {
  @Test func anEmptyIndexKnowsNoKey() {
    let index = KeyIndex()
    #expect(index.count == 0)
    for key in [0, -1, 1, Int64.min, .max] { #expect(index.row(of: key) == -1) }
    #expect(index.rows(of: []) == [])
  }

  @Test func theFirstRowOfAKeyStaysAndIsAnswered() {
    var index = KeyIndex(capacity: 0)
    #expect(index.insert(7, row: 3) == nil)
    #expect(index.insert(7, row: 9) == 3)
    #expect(index.row(of: 7) == 3)
    #expect(index.count == 1)
  }

  @Test func rowZeroAndKeyZeroAreAKeyAndARow() {
    var index = KeyIndex()
    #expect(index.insert(0, row: 0) == nil)
    #expect(index.insert(0, row: 1) == 0)
    #expect(index.row(of: 0) == 0)
    #expect(index.rows(of: [0, 1, 0]) == [0, -1, 0])
  }

  /// Keys that hash badly somewhere: neighbours, one bit each, only high bits, multiples of powers of two.
  static let hard: [[Int64]] = [
    Array(-500..<500),
    (0..<64).map { Int64(truncatingIfNeeded: UInt64(1) << UInt64($0)) },
    [0, -1, 1, .min, .max, .min + 1, .max - 1],
    (0..<1_000).map { Int64($0) << 48 },
    (0..<1_000).map { Int64($0) << 32 },
    (0..<1_000).map { Int64($0) &* 4_096 },
    (0..<1_000).map { Int64($0) &* 360_121_000_000 },
    // Multiples of the inverse of the hash's factor all begin at one end of the table.
    (0..<1_000).map { Int64(bitPattern: UInt64($0) &* 0xF1DE_83E1_9937_733D) },
  ]

  @Test(arguments: hard.indices, [0, 16, 5_000])
  func everyKeyIsFoundAndNoOther(_ number: Int, _ capacity: Int) {
    let keys = Self.hard[number]
    var index = KeyIndex(capacity: capacity)
    for (row, key) in keys.enumerated() { #expect(index.insert(key, row: Int32(row)) == nil) }
    #expect(index.count == keys.count)
    #expect(index.rows(of: keys) == keys.indices.map(Int32.init))
    let known = Set(keys)
    for key in keys {
      for other in [key &+ 1, ~key, key &* 3] where !known.contains(other) {
        #expect(index.row(of: other) == -1)
      }
    }
  }

  @Test(arguments: 1...8) func anyMixtureIsWhatADictionarySays(_ seed: Int) {
    var chance = Chance(seed)
    var (index, model) = (KeyIndex(capacity: chance.below(40)), [Int64: Int32]())
    let width = chance.pick([3, 8, 20, 63])
    for row in 0..<6_000 {
      let key = Int64(truncatingIfNeeded: chance.next()) >> Int64(63 - width)
      #expect(index.insert(key, row: Int32(row)) == model[key], "seed \(seed)")
      if model[key] == nil { model[key] = Int32(row) }
      if chance.once(in: 2_000) { index.reserve(chance.below(20_000)) }
    }
    #expect(index.count == model.count)
    for (key, row) in model { #expect(index.row(of: key) == row, "seed \(seed)") }
  }
}
