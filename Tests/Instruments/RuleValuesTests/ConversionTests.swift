// Numbers made of texts and of other numbers.
import RuleValues
import Testing

struct ConversionTests {
  @Test(
    arguments: [
      ("12", "12", "12u", "12.0"), ("+1", "1", nil, "1.0"), ("-1", "-1", nil, "-1.0"),
      ("-0", "0", nil, "-0.0"),
      ("007", "7", "7u", "7.0"), ("1e3", nil, nil, "1000.0"), (".5", nil, nil, "0.5"),
      ("5.", nil, nil, "5.0"),
      ("0x1p3", nil, nil, "8.0"), ("0x1F", nil, nil, nil), ("1e-999", nil, nil, "0.0"),
      ("1e999", nil, nil, nil),
      ("-1e999", nil, nil, nil), ("inf", nil, nil, "double(\"+Infinity\")"),
      ("-Infinity", nil, nil, "double(\"-Infinity\")"), ("+inf", nil, nil, "double(\"+Infinity\")"),
      ("NaN", nil, nil, "double(\"NaN\")"), ("-nan", nil, nil, nil), ("nan(1)", nil, nil, nil),
      ("snan", nil, nil, nil),
      ("", nil, nil, nil), (" 1", nil, nil, nil), ("1 ", nil, nil, nil), ("1_000", nil, nil, nil),
      ("1\0", nil, nil, nil),
      ("٣", nil, nil, nil), ("9223372036854775808", nil, "9223372036854775808u", "9.223372036854776e+18"),
    ] as [(String, String?, String?, String?)])
  func aTextIsReadAsANumberOfTheType(text: String, int: String?, uint: String?, double: String?) {
    #expect(call("int", [.string(text)]) == int ?? "rule.badConversion")
    #expect(call("uint", [.string(text)]) == uint ?? "rule.badConversion")
    #expect(call("double", [.string(text)]) == double ?? "rule.badConversion")
  }

  @Test(
    arguments: [
      (1.9, "1", "1u"), (-7.9, "-7", nil), (-0.5, "0", nil), (0x1p63, nil, "9223372036854775808u"),
      (-0x1p63, nil, nil),
      (0x1p64, nil, nil), (1e99, nil, nil), (.nan, nil, nil), (-.infinity, nil, nil),
      (0x1.fffffffffffffp62, "9223372036854774784", "9223372036854774784u"),
    ] as [(Double, String?, String?)])
  func aDoubleOutOfRangeIsNoWholeNumber(number: Double, int: String?, uint: String?) {
    #expect(call("int", [.double(number)]) == int ?? "rule.overflow")
    #expect(call("uint", [.double(number)]) == uint ?? "rule.overflow")
  }
}
