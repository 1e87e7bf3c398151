// What a clause of a template makes of each type of value.
import Foundation
import RuleValues
import Testing

struct StringFormatTests {
  @Test(
    arguments: [
      ("no substitution", [], "no substitution"), ("%%%s%%", ["text"], "%text%"),
      ("%d %s", [1, "A", "left over"], "1 A"), ("%d", [-12], "-12"),
      ("%d", [.uint(.max)], "18446744073709551615"),
      ("%d", [1.5], "1.5"), ("%d", [1e21], "1000000000000000000000"), ("%d", [.double(.nan)], "NaN"),
      ("%d", [.double(-.infinity)], "-Infinity"), ("%b", [5], "101"), ("%b", [-5], "-101"),
      ("%b", [true], "1"),
      ("%b", [false], "0"), ("%b", [.uint(64)], "1000000"), ("%o", [.uint(65535)], "177777"),
      ("%o", [-11], "-13"),
      ("%x", [-255], "-ff"), ("%X", [30], "1E"), ("%x", [.int(.min)], "-8000000000000000"),
      ("%x", ["Hello world!"], "48656c6c6f20776f726c6421"), ("%X", ["Hello ©"], "48656C6C6F20C2A9"),
      ("%x", [.bytes([0, 15, 255])], "000fff"), ("%X", [.bytes([0, 15, 255])], "000FFF"), ("%x", [""], ""),
      ("%f", [2.71828], "2.718280"), ("%f", [.uint(3)], "3.000000"), ("%f", [-3], "-3.000000"),
      ("%.3f", [1.2345], "1.234"), ("%.3f", [123.4999], "123.500"), ("%.0f", [1.5], "2"),
      ("%.0f", [2.5], "2"),
      ("%.0f", [0.5], "0"), ("%.0f", [-0.5], "-0"), ("%.1f", [0.05], "0.1"), ("%.1f", [0.25], "0.2"),
      ("%.1f", [0.006], "0.0"), ("%.2f", [9.999], "10.00"), ("%.0f", [1e22], "10000000000000000000000"),
      ("%.3f", [1e-300], "0.000"), ("%f", [.double(.infinity)], "Infinity"), ("%f", [.double(.nan)], "NaN"),
      ("%e", [.double(-.infinity)], "-Infinity"), ("%.6e", [1052.032911275], "1.052033e+03"),
      ("%e", [0], "0.000000e+00"), ("%e", [.uint(3)], "3.000000e+00"), ("%.0e", [2.5], "2e+00"),
      ("%.0e", [3.5], "4e+00"), ("%.1e", [9.96], "1.0e+01"), ("%.2e", [-1.5e-300], "-1.50e-300"),
      ("%.3e", [.double(.leastNonzeroMagnitude)], "4.941e-324"), ("%.3s", ["abcdef"], "abcdef"),
    ] as [(String, [Value], String)])
  func eachClauseWritesItsValue(template: String, values: [Value], expected: String) throws {
    #expect(try call("format", .string(template), .list(values)) == .string(expected))
  }

  @Test(
    arguments: [
      (.null, "null"), (true, "true"), (-7, "-7"), (.uint(7), "7"), (64.2, "64.2"), (1.0, "1"),
      (1e21, "1000000000000000000000"), (1e-7, "0.0000001"), (.double(-0.0), "-0"), (.double(.nan), "NaN"),
      (.double(.infinity), "Infinity"), (.bytes(Array("xyz".utf8)), "xyz"), (.bytes([0xFF]), "\u{FFFD}"),
      (.type("string"), "string"),
      (.timestamp(Timestamp(seconds: 0, nanos: 5_000_000)), "1970-01-01T00:00:00.005Z"),
      (.duration(TimeSpan(seconds: 6347)), "6347s"),
      (.duration(TimeSpan(seconds: -1, nanos: -500_000_000)), "-1.5s"),
      ([], "[]"), ([1, "a", [.null, 2.5], .duration(TimeSpan(seconds: 1))], "[1, a, [null, 2.5], 1s]"),
      (.map(MapValue([])), "{}"),
      (
        .map(MapValue([("b", [1]), (true, .double(.nan)), (10, "x"), (.uint(2), "y"), ("a", .null)])),
        "{10: x, 2: y, a: null, b: [1], true: NaN}"
      ),
    ] as [(Value, String)])
  func aValueIsWrittenAsText(value: Value, expected: String) throws {
    #expect(try call("format", "<%s>", .list([value])) == .string("<\(expected)>"))
  }

  @Test(arguments: [
    "%a", "%E", "%S", "%", "%.", "%.f", "%.3", "%.1001f", "%.99999999999999999999f", "%-3d", "%5d", "% d",
    "%户",
  ])
  func aClauseThatThereIsNotIsRefused(template: String) {
    let fault = #expect(throws: EvaluationFault.Reason.self) { try call("format", .string(template), [1]) }
    #expect(fault?.refuses("format") == true)
  }

  @Test func aClauseWithoutAValueIsOutOfRange() {
    #expect(throws: EvaluationFault.Reason.indexOutOfRange(2)) { try call("format", "%d %d %d", [0, 1]) }
    #expect(throws: EvaluationFault.Reason.indexOutOfRange(0)) { try call("format", "%s", []) }
  }

  @Test func aClauseRefusesValuesOfOtherTypes() {
    let span = Value.duration(TimeSpan(seconds: 1))
    let refused: [(String, [Value])] = [
      ("%d", [.null, "1", true, span, [], .bytes([]), .type("int")]), ("%f", [.null, "NaN", true, span]),
      ("%e", [.null, "1", true, span]), ("%b", [.null, "abc", 0.5, span]), ("%o", [.null, "1", 0.5, true]),
      ("%x", [.null, 0.5, true, span, []]), ("%X", [.null, 0.5, true]),
      ("%s", [.optional(nil), [1, .optional(1)], .map(MapValue([(1, .optional(1))]))]),
    ]
    for (template, values) in refused {
      for value in values {
        let fault = #expect(throws: EvaluationFault.Reason.self) {
          try call("format", .string(template), .list([value]))
        }
        #expect(fault?.refuses("format") == true, "\(template) \(value)")
      }
    }
    let fault = #expect(throws: EvaluationFault.Reason.self) { try call("format", "%s", "text") }
    #expect(fault?.isNoOverload == true)
  }

  /// Thirty lists, each holding the one before it twice: a thousand million values as text.
  @Test func aListThatUnfoldsWithoutEndIsTooLarge() {
    var list: Value = [1]
    for _ in 0..<30 { list = .list([list, list]) }
    #expect(throws: EvaluationFault.Reason.tooLarge) { try call("format", "%s", .list([list])) }
    let long = Value.string(String(repeating: "a", count: 600_000))
    #expect(throws: EvaluationFault.Reason.tooLarge) { try call("format", "%x", .list([long])) }
    #expect(throws: EvaluationFault.Reason.tooLarge) { try call("format", "%s%s", .list([long, long])) }
  }

  @Test func digitsAreThoseOfTheCLibrary() throws {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    for round in 0..<2_000 {
      bits ^= bits << 13
      bits ^= bits >> 7
      bits ^= bits << 17
      let wide = Double(bitPattern: bits)
      // Every other number is one that a bill could hold.
      let number = round % 2 == 0 && wide.isFinite ? wide : Double(Int64(bitPattern: bits) >> 30) / 1_000
      let precision = Int(bits % 25)
      for clause in ["f", "e"] {
        let expected = String(format: "%.\(precision)\(clause)", number)
        #expect(
          try call("format", .string("%.\(precision)\(clause)"), .list([.double(number)]))
            == .string(expected))
      }
      guard case .string(let plain) = try call("format", "%s", .list([.double(number)])) else { continue }
      #expect(Double(plain) == number)
      #expect(!plain.contains("e"))
    }
  }
}
