// The library `sets`: lists compared as the sets of their elements.
import RuleValues
import Testing

struct SetLibraryTests {
  @Test(
    arguments: [
      (list(), list(), "true", "true", "false"),
      (list(), list(.int(1)), "false", "false", "false"),
      (list(.int(1)), list(), "true", "false", "false"),
      (list(.int(1), .int(2), .int(3), .int(4)), list(.int(2), .int(3)), "true", "false", "true"),
      (list(.int(1), .double(2), .uint(3)), list(.double(1), .uint(2), .int(3)), "true", "true", "true"),
      (list(.int(1)), list(.uint(1), .double(1)), "true", "true", "true"),
      (list(.int(1), .int(2)), list(.int(2), .int(3)), "false", "false", "true"),
      (list(.string("1")), list(.int(1)), "false", "false", "false"),
      (
        list(list(.int(1)), list(.int(2), .int(3))), list(list(.int(1), .int(2)), list(.int(2), .double(3))),
        "false", "false", "true"
      ),
      (list(.double(.nan)), list(.double(.nan)), "false", "false", "false"),
      (list(.int(1)), .int(1), "rule.noOverload", "rule.noOverload", "rule.noOverload"),
    ] as [(Value, Value, String, String, String)])
  func listsAreComparedAsSets(
    left: Value, right: Value, contains: String, equivalent: String, intersects: String
  ) {
    #expect(call("sets.contains", [left, right]) == contains)
    #expect(call("sets.equivalent", [left, right]) == equivalent)
    #expect(call("sets.intersects", [left, right]) == intersects)
  }

  @Test func longListsTakeNoLongerThanTheirLengthAsks() {
    let left = Value.list((0..<200_000).map { .int($0) })
    let right = Value.list((0..<200_000).map { .double(Double($0)) })
    #expect(call("sets.equivalent", [left, right]) == "true")
  }

  @Test func aListThatStandsInAnotherManyTimesEndsTheWork() {
    var nested = list()
    for _ in 0..<60 { nested = list(nested, nested) }
    #expect(call("sets.contains", [list(nested), list(nested)]) == "rule.budgetSpent")
  }
}
