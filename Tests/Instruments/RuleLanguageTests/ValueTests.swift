// Equality, maps and the text of values.
import RuleLanguage
import RuleValues
import Testing

struct ValueTests {
  @Test(arguments: [
    ("dyn(1) == 1u", true), ("dyn(1) == 1.0", true), ("dyn(1u) == 1.5", false),
    ("dyn(-1) == 18446744073709551615u", false),
    ("0.0 == -0.0", true), ("0.0 / 0.0 == 0.0 / 0.0", false), ("[1, dyn(2.0)] == [1.0, 2]", true),
    ("dyn(1) == true", false),
    ("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", true), ("{1: 'a'} == {dyn(1u): 'a'}", true),
    ("dyn(null) == 0", false),
    ("[1] == [1, 2]", false), ("type(1) == type(2)", true), ("dyn(1) < 1.5 && dyn(2u) > 1", true),
    ("'a' < 'b'", true),
    ("'Z' < 'a' && 'a' < '中'", true), ("b'\\x01' < b'\\x02'", true), ("2 in {1: 0, 2u: 0}", true),
    ("dyn(2.0) in [1, 2]", true),
    ("'' in {'': 1}", true), ("0.0 / 0.0 < 1.0 || 0.0 / 0.0 >= 1.0", false), ("false < true", true),
  ])
  func valuesCompareAcrossTypes(text: String, truth: Bool) throws {
    #expect(try Village.value(text) == .bool(truth))
  }

  @Test func aMapFindsByEqualKey() {
    let map = MapValue([
      (.int(1), .string("one")), (.uint(.max), .string("most")), (.bool(true), .string("yes")),
    ])
    #expect(map[.double(1)] == .string("one"))
    #expect(map[.uint(1)] == .string("one"))
    #expect(map[.uint(.max)] == .string("most"))
    #expect(map[.double(1.5)] == nil)
    #expect(map[.list([])] == nil)
    #expect(map.contains(.bool(true)))
    #expect(!map.contains(.bool(false)))
    #expect(map.count == 3)
  }

  @Test(arguments: [
    (Value.string("a\"\n\u{1}中"), "\"a\\\"\\n\\x01中\""), (.bytes([0, 65, 255]), "b\"\\x00A\\xff\""),
    (.uint(3), "3u"),
    (.double(2), "2.0"), (.list([.null, .bool(true)]), "[null, true]"),
    (.double(.infinity), "double(\"+Infinity\")"),
    (.map(MapValue([(.string("a"), .int(1))])), "{\"a\": 1}"),
    (.timestamp(Timestamp(day: 0)), "timestamp(\"1970-01-01T00:00:00Z\")"),
    (.duration(TimeSpan(seconds: 60)), "duration(\"60s\")"), (.type("int"), "int"),
  ])
  func aValueIsWrittenAsARuleWouldWriteIt(value: Value, text: String) {
    #expect(value.description == text)
  }

  @Test(arguments: [
    ("string(1.0)", "1"), ("string(-0.0045)", "-0.0045"), ("string(1e300)", "1e+300"),
    ("string(1e6)", "1e+06"),
    ("string(123456.0)", "123456"), ("string(1234567.5)", "1.2345675e+06"), ("string(0.0001)", "0.0001"),
    ("string(-0.00001)", "-1e-05"), ("string(-0.0)", "-0"),
    ("string(true)", "true"),
    ("string(b'\\xe4\\xb8\\xad')", "中"), ("string(7u)", "7"), ("string(as_of)", "2025-10-31T00:00:00Z"),
  ])
  func aValueConvertsToText(rule: String, text: String) throws {
    #expect(try Village.value(rule) == .string(text))
  }
}
