// The library of lists: parts, ends, flattening, distinct elements, ranges, sorting.
import RuleValues
import Testing

struct ListLibraryTests {
  private static let four = list(.int(1), .int(2), .int(3), .int(4))

  @Test(
    arguments: [
      (1, 3, "[2, 3]"), (2, 4, "[3, 4]"), (0, 4, "[1, 2, 3, 4]"), (4, 4, "[]"), (0, 0, "[]"),
      (3, 2, "rule.badArgument"), (-1, 2, "rule.indexOutOfRange"), (0, -1, "rule.indexOutOfRange"),
      (0, 5, "rule.indexOutOfRange"), (5, 5, "rule.indexOutOfRange"), (0, .max, "rule.indexOutOfRange"),
    ] as [(Int64, Int64, String)])
  func aSliceLiesWithinItsList(start: Int64, end: Int64, slice: String) {
    #expect(call(on: Self.four, "slice", [.int(start), .int(end)]) == slice)
  }

  @Test func aSliceIsOfAListByWholeNumbers() {
    #expect(call(on: .string("abc"), "slice", [.int(0), .int(1)]) == "rule.noOverload")
    #expect(call(on: Self.four, "slice", [.uint(0), .int(1)]) == "rule.noOverload")
  }

  @Test(
    arguments: [
      (nil, "[1, 2, [3, [4]]]"), (0, "[1, [2, [3, [4]]], []]"), (1, "[1, 2, [3, [4]]]"),
      (2, "[1, 2, 3, [4]]"),
      (.max, "[1, 2, 3, 4]"), (-1, "rule.badArgument"),
    ] as [(Int64?, String)])
  func flatteningOpensSoManyLevels(depth: Int64?, flat: String) {
    let nested = list(.int(1), list(.int(2), list(.int(3), list(.int(4)))), list())
    #expect(call(on: nested, "flatten", depth.map { [.int($0)] } ?? []) == flat)
  }

  @Test(arguments: [Value.int(1), .list([])])
  func flatteningEndsWhereOneListStandsInAnotherManyTimes(leaf: Value) {
    var nested = leaf
    for _ in 0..<60 { nested = list(nested, nested) }
    #expect(call(on: nested, "flatten", [.int(.max)]) == "rule.tooLarge")
  }

  @Test(arguments: [(3, "[0, 1, 2]"), (0, "[]"), (-2, "[]"), (.max, "rule.tooLarge")] as [(Int64, String)])
  func aRangeCountsFromZero(count: Int64, range: String) {
    #expect(call("lists.range", [.int(count)]) == range)
  }

  @Test(
    arguments: [
      (list(.int(1), .int(2), .int(2), .int(1)), "[1, 2]"),
      (list(.int(1), .uint(1), .double(1), .double(1.5)), "[1, 1.5]"),
      (list(.double(0), .double(-0.0)), "[0.0]"),
      (list(.string("b"), .string("a"), .string("b"), .null, .null), "[\"b\", \"a\", null]"),
      (list(.string("\u{E9}"), .string("e\u{301}")), "[\"\u{E9}\", \"e\u{301}\"]"),
      (list(list(.int(1)), list(.uint(1)), list()), "[[1], []]"),
      (list(.bool(true), .int(1), .string("1"), .bytes([49])), "[true, 1, \"1\", b\"1\"]"),
      (list(.optional(nil), .optional(.int(1)), .optional(.double(1))), "[optional.none(), optional.of(1)]"),
      (
        list(.int(9_007_199_254_740_993), .double(0x1p53), .int(9_007_199_254_740_992)),
        "[9007199254740993, 9007199254740992]"
      ),
      (list(), "[]"), (.string("aa"), "rule.noOverload"),
    ] as [(Value, String)])
  func ofEqualElementsTheFirstStays(elements: Value, distinct: String) {
    #expect(call(on: elements, "distinct") == distinct)
  }

  @Test func mapsAreDistinctByContentWhateverTheOrderOfTheirEntries() {
    let one = Value.map(MapValue([(.string("a"), .int(1)), (.string("b"), .int(2))]))
    let other = Value.map(MapValue([(.string("b"), .uint(2)), (.string("a"), .double(1))]))
    let third = Value.map(MapValue([(.string("b"), .int(1)), (.string("a"), .int(2))]))
    #expect(call(on: list(one, other, third), "distinct") == list(one, third).description)
  }

  @Test func aValueWithANaNInItIsLikeNone() {
    let elements = list(.double(.nan), .double(.nan), list(.double(.nan)), list(.double(.nan)))
    #expect(call(on: elements, "distinct") == elements.description)
  }

  @Test(
    arguments: [
      (list(.int(3), .int(1), .int(2)), "[1, 2, 3]"),
      (list(.uint(3), .uint(1)), "[1u, 3u]"),
      (list(.double(0.5), .double(-.infinity)), "[double(\"-Infinity\"), 0.5]"),
      (list(.bool(true), .bool(false)), "[false, true]"),
      (
        list(.string("b"), .string("\u{FF5E}"), .string("\u{1F600}"), .string("B"), .string("")),
        "[\"\", \"B\", \"b\", \"\u{FF5E}\", \"\u{1F600}\"]"
      ),
      (list(.bytes([2]), .bytes([1, 9])), "[b\"\\x01\\t\", b\"\\x02\"]"),
      (
        list(.duration(TimeSpan(seconds: 9)), .duration(TimeSpan(seconds: 2))),
        "[duration(\"2s\"), duration(\"9s\")]"
      ),
      (
        list(.timestamp(Timestamp(seconds: 1)), .timestamp(Timestamp(seconds: 0))),
        "[timestamp(\"1970-01-01T00:00:00Z\"), timestamp(\"1970-01-01T00:00:01Z\")]"
      ),
      (list(), "[]"),
      (list(.int(1), .string("b")), "rule.badArgument"), (list(.int(1), .uint(2)), "rule.badArgument"),
      (list(.double(1), .double(.nan)), "rule.badArgument"),
      (list(list(.int(1))), "rule.noOverload"), (list(.null), "rule.noOverload"),
      (.string("ba"), "rule.noOverload"),
    ] as [(Value, String)])
  func sortingPutsValuesOfOneTypeInTheirOrder(elements: Value, sorted: String) {
    #expect(call(on: elements, "sort") == sorted)
  }

  @Test func elementsWithEqualKeysStayInTheirOrder() throws {
    let names = ["foo", "bar", "baz", "qux"].map(Value.string)
    let keys = [3, 1, 3, 1].map(Value.int)
    #expect(try Standard.sorted(names, by: keys, "sortBy") == ["bar", "qux", "foo", "baz"].map(Value.string))
    #expect(try Standard.sorted([], by: [], "sortBy") == [])
  }

  @Test func theEndsOfAnEmptyListAreNotThere() {
    #expect(call(on: Self.four, "first") == "optional.of(1)")
    #expect(call(on: Self.four, "last") == "optional.of(4)")
    #expect(call(on: list(), "first") == "optional.none()")
    #expect(call(on: list(), "last") == "optional.none()")
    #expect(call("last", [Self.four]) == "4")
    #expect(call(on: .string("ab"), "first") == "rule.noOverload")
  }

  @Test func longListsTakeNoLongerThanTheirLengthAsks() throws {
    let numbers = (0..<200_000).map { Value.int($0 * 7_919 % 200_000) }
    let texts = Value.list(numbers.map { .string($0.description) })
    let neighbours = Value.list((0..<200_000).map { .uint(.max - $0) })
    #expect(call(on: .int(0), "size") == "rule.noOverload")
    for elements in [Value.list(numbers), texts, neighbours] {
      for name in ["distinct", "sort"] {
        guard case .list(let result) = try value(name, [elements], isMember: true) else {
          Issue.record("\(name) gave no list")
          continue
        }
        #expect(result.count == 200_000)
      }
    }
  }
}
