// Columns give back the values they were made of, in the narrowest storage.

import Columns
import RuleLanguage
import RuleValues
import Testing

@Suite struct ColumnTests {
  static let ranges: [(values: [Int64?], bits: Int)] = [
    ([], 8), ([nil, nil], 8), ([0, -128, 127], 8), ([-129], 16), ([128, nil], 16), ([-32_768, 32_767], 16),
    ([-32_769], 32), ([32_768], 32), ([-2_147_483_648, 2_147_483_647, nil], 32), ([2_147_483_648], 64),
    ([-2_147_483_649, 1], 64), ([.min, .max, nil, 0], 64),
  ]

  @Test(arguments: ranges.indices) func wholeNumbersAreHeldAsNarrowAsTheyFit(_ number: Int) {
    let (values, bits) = Self.ranges[number]
    let column = Column.ints(values)
    let width =
      switch column.storage {
      case .int8: 8
      case .int16: 16
      case .int32: 32
      case .int64: 64
      default: 0
      }
    #expect(width == bits)
    #expect(column.count == values.count)
    for (row, value) in values.enumerated() { #expect(column.value(at: row) == value.map { .int($0) }) }
  }

  @Test func boolsAndDaysAndTextsReadBack() {
    let bools: [Bool?] = [true, nil, false]
    for (row, value) in bools.enumerated() {
      #expect(Column.bools(bools).value(at: row) == value.map { .bool($0) })
    }
    let days: [Int32?] = [0, -1, nil, 20_000]
    for (row, day) in days.enumerated() {
      let moment = day.map { Value.timestamp(Timestamp(seconds: Int64($0) * 86_400)) }
      #expect(Column.days(days).value(at: row) == moment)
    }
    let texts: [String?] = ["", nil, "低保", "", "é", "e\u{301}"]
    for (row, text) in texts.enumerated() {
      #expect(Column.texts(texts).value(at: row) == text.map { .string($0) })
    }
  }

  /// Two spellings of one letter are two texts, as in the rule language.
  @Test func aDictionaryNamesEachTextOnceInOrder() {
    guard case .text(let codes, let dictionary) = Column.texts(["b", "é", nil, "b", "e\u{301}", ""]).storage
    else {
      Issue.record("texts are held as codes")
      return
    }
    #expect(codes == [0, 1, 0, 0, 2, 3])
    #expect(dictionary.map { Array($0.utf8) } == ["b", "é", "e\u{301}", ""].map { Array($0.utf8) })
  }

  @Test func aMaskWithoutMarksIsDropped() {
    #expect(Column(.int8([1, 2]), missing: [0, 0]).missing == nil)
    #expect(Column.ints([1, 2]).missing == nil)
    #expect(Column.ints([1, nil]).missing == [0, 1])
  }

  /// Kernels compute with what stands in a missing row, so it has to be harmless.
  @Test func aRowWithoutAValueHoldsZero() {
    guard case .int64(let numbers) = Column(.int64([5, .max]), missing: [0, 1]).storage,
      case .bool(let bools) = Column(.bool([9, 1]), missing: [1, 0]).storage,
      case .text(let codes, _) = Column(.text(codes: [-7, 0], dictionary: ["a"]), missing: [1, 0]).storage,
      case .text(let none, let dictionary) = Column(.text(codes: [3], dictionary: []), missing: [1]).storage
    else {
      Issue.record("the storage is kept")
      return
    }
    #expect(numbers == [5, 0])
    #expect(bools == [0, 1])
    #expect(codes == [0, 0])
    #expect(none == [0] && dictionary.isEmpty)
  }

  @Test func childRowsFollowTheirParents() {
    let list = ChildList(table: "Child", counts: [2, 0, 3])
    #expect(list.offsets == [0, 2, 2, 5])
    #expect((0..<3).map { list.rows(of: $0) } == [0..<2, 2..<2, 2..<5])
    #expect(ChildList(table: "Child", counts: []).offsets == [0])
  }
}
