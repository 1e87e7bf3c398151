// The library `math`: greatest and least, rounding, signs, bits.
import RuleValues
import Testing

struct MathLibraryTests {
  @Test(
    arguments: [
      ([.int(5)], "5", "5"),
      ([.uint(5)], "5u", "5u"),
      ([.double(-5.5)], "-5.5", "-5.5"),
      ([.int(3), .int(-3)], "3", "-3"),
      ([.int(1), .double(1)], "1", "1"),
      ([.double(1), .uint(1)], "1.0", "1.0"),
      ([.uint(.max), .int(.min)], "18446744073709551615u", "-9223372036854775808"),
      ([.int(.max), .uint(.max)], "18446744073709551615u", "9223372036854775807"),
      ([list(.double(5.4), .int(10), .uint(3), .double(-5))], "10", "-5.0"),
      ([list(.int(2))], "2", "2"),
    ] as [([Value], String, String)])
  func greatestAndLeastKeepTheTypeOfTheirNumberAndTheFirstOfEquals(
    values: [Value], greatest: String, least: String
  ) {
    #expect(call("math.greatest", values) == greatest)
    #expect(call("math.least", values) == least)
  }

  @Test(
    arguments: [
      ([list()], "rule.emptyList"),
      ([.string("1")], "rule.noOverload"),
      ([.null], "rule.noOverload"),
      ([.int(1), .string("1")], "rule.noOverload"),
      ([.bool(true), .int(1)], "rule.noOverload"),
      ([list(.string("a"))], "rule.noOverload"),
      ([list(.int(1), .string("a"))], "rule.noOverload"),
      ([list(list(.int(1)))], "rule.noOverload"),
      ([.int(1), .double(.nan)], "rule.badArgument"),
      ([list(.double(.nan), .int(1))], "rule.badArgument"),
    ] as [([Value], String)])
  func whatHasNoOrderHasNoGreatest(values: [Value], code: String) {
    #expect(call("math.greatest", values) == code)
    #expect(call("math.least", values) == code)
  }

  @Test func thePairsOfUnlikeNumbersGiveAnyNumber() throws {
    let overloads = try #require(Standard.function("math.least", 2, isMember: false)).overloads
    #expect(overloads.count == 9)
    for overload in overloads {
      let isAlike = overload.parameters[0] == overload.parameters[1]
      #expect(overload.result == (isAlike ? overload.parameters[0] : .dyn))
    }
  }

  @Test(
    arguments: [
      (1.5, "2.0", "1.0", "2.0", "1.0"),
      (-1.5, "-1.0", "-2.0", "-2.0", "-1.0"),
      (2.5, "3.0", "2.0", "3.0", "2.0"),
      (-0.4, "-0.0", "-1.0", "-0.0", "-0.0"),
      (0.49999999999999994, "1.0", "0.0", "0.0", "0.0"),
      (1e300, "1e+300", "1e+300", "1e+300", "1e+300"),
      (
        .infinity, "double(\"+Infinity\")", "double(\"+Infinity\")", "double(\"+Infinity\")",
        "double(\"+Infinity\")"
      ),
      (.nan, "double(\"NaN\")", "double(\"NaN\")", "double(\"NaN\")", "double(\"NaN\")"),
    ] as [(Double, String, String, String, String)])
  func aHalfIsRoundedAwayFromZero(number: Double, up: String, down: String, round: String, cut: String) {
    #expect(call("math.ceil", [.double(number)]) == up)
    #expect(call("math.floor", [.double(number)]) == down)
    #expect(call("math.round", [.double(number)]) == round)
    #expect(call("math.trunc", [.double(number)]) == cut)
  }

  @Test(
    arguments: [
      (1, "false", "false", "true"), (.nan, "true", "false", "false"), (.infinity, "false", "true", "false"),
      (-.infinity, "false", "true", "false"),
    ] as [(Double, String, String, String)])
  func everyDoubleIsOfOneKind(number: Double, isNaN: String, isInfinite: String, isFinite: String) {
    #expect(call("math.isNaN", [.double(number)]) == isNaN)
    #expect(call("math.isInf", [.double(number)]) == isInfinite)
    #expect(call("math.isFinite", [.double(number)]) == isFinite)
  }

  @Test(
    arguments: [
      (.int(-11), "11", "-1"), (.int(0), "0", "0"), (.int(.max), "9223372036854775807", "1"),
      (.int(.min), "rule.overflow", "-1"), (.uint(7), "7u", "1u"), (.uint(0), "0u", "0u"),
      (.double(-11.5), "11.5", "-1.0"), (.double(-0.0), "0.0", "0.0"),
      (.double(-.infinity), "double(\"+Infinity\")", "-1.0"),
      (.double(.nan), "double(\"NaN\")", "double(\"NaN\")"),
      (.bool(true), "rule.noOverload", "rule.noOverload"),
    ] as [(Value, String, String)])
  func theSizeAndTheSignOfANumberAreOfItsType(number: Value, size: String, sign: String) {
    #expect(call("math.abs", [number]) == size)
    #expect(call("math.sign", [number]) == sign)
  }

  @Test(
    arguments: [
      (.int(81), "9.0"), (.uint(2), "1.4142135623730951"), (.double(0.25), "0.5"),
      (.int(-1), "double(\"NaN\")"), (.string("4"), "rule.noOverload"),
    ] as [(Value, String)])
  func aRootIsADouble(number: Value, root: String) {
    #expect(call("math.sqrt", [number]) == root)
  }

  @Test(arguments: ["ceil", "floor", "round", "trunc", "isNaN", "isInf", "isFinite"])
  func aWholeNumberIsNotRounded(name: String) {
    #expect(call("math." + name, [.int(1)]) == "rule.noOverload")
  }

  @Test(
    arguments: [
      (.int(4), .int(-2), "4", "-2", "-6"), (.int(1), .int(3), "1", "3", "2"),
      (.uint(1), .uint(3), "1u", "3u", "2u"),
      (.uint(2), .string(""), "rule.noOverload", "rule.noOverload", "rule.noOverload"),
      (.uint(1), .int(1), "rule.noOverload", "rule.noOverload", "rule.noOverload"),
    ] as [(Value, Value, String, String, String)])
  func bitsAreJoinedWithinOneType(left: Value, right: Value, and: String, or: String, xor: String) {
    #expect(call("math.bitAnd", [left, right]) == and)
    #expect(call("math.bitOr", [left, right]) == or)
    #expect(call("math.bitXor", [left, right]) == xor)
  }

  @Test(
    arguments: [
      (.int(1), "-2"), (.int(-1), "0"), (.uint(0), "18446744073709551615u"), (.double(1), "rule.noOverload"),
    ] as [(Value, String)])
  func everyBitIsTurned(number: Value, turned: String) {
    #expect(call("math.bitNot", [number]) == turned)
  }

  @Test(
    arguments: [
      (.int(1), .int(2), "4", "0"),
      (.int(-1024), .int(3), "-8192", "2305843009213693824"),
      (.int(1), .int(63), "-9223372036854775808", "0"),
      (.int(-1), .int(63), "-9223372036854775808", "1"),
      (.int(-1), .int(64), "0", "0"),
      (.int(-1), .int(.max), "0", "0"),
      (.int(7), .int(0), "7", "7"),
      (.uint(1024), .int(2), "4096u", "256u"),
      (.uint(1), .int(200), "0u", "0u"),
      (.uint(1), .int(-1), "rule.badArgument", "rule.badArgument"),
      (.int(1), .uint(1), "rule.noOverload", "rule.noOverload"),
      (.double(4.3), .int(1), "rule.noOverload", "rule.noOverload"),
    ] as [(Value, Value, String, String)])
  func zerosFollowAShiftOnBothSides(number: Value, places: Value, left: String, right: String) {
    #expect(call("math.bitShiftLeft", [number, places]) == left)
    #expect(call("math.bitShiftRight", [number, places]) == right)
  }
}
