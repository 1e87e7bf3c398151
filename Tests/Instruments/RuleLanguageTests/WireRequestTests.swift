// Questions and answers as JSON: what is taken, what is refused with its reason, and how values are written.
import RuleLanguage
import RuleValues
import Testing

struct WireRequestTests {
  private func answer(_ json: String) -> String {
    do {
      return try WireRequest(json: json).answer().json
    } catch {
      return error.words.en
    }
  }

  @Test(arguments: [
    ("[1]", "The line is no JSON object."), ("{}", "The text expr is missing."),
    (#"{"expr":5}"#, "expr should be a text."),
    (#"{"expr":"1","container":5}"#, "container should be a text."),
    (#"{"expr":"1","check_only":"yes"}"#, "check_only should be true or false."),
    (#"{"expr":"1","type_env":"x"}"#, "type_env should be a list."),
    (#"{"expr":"1","type_env":[["x"]]}"#, "Each entry of type_env should be [name, type]."),
    (#"{"expr":"1","bindings":[]}"#, "bindings should be an object."),
  ])
  func aRequestOfTheWrongShapeIsToldWhatIsWrong(json: String, words: String) {
    #expect(answer(json) == words)
  }

  @Test func partsThatAreNullAreLeftOut() {
    let json = #"{"expr":"1","container":null,"type_env":null,"bindings":null,"disable_check":null}"#
    #expect(answer(json) == #"{"value":{"t":"int","v":"1"}}"#)
  }

  @Test func aLongContainerIsRefused() {
    let container = String(repeating: "a.", count: 600)
    #expect(answer(#"{"expr":"x","container":"\#(container)"}"#).hasPrefix("The container is longer"))
  }

  @Test(arguments: [
    #"{"t":"int","v":5}"#, #"{"t":"int","v":"9223372036854775808"}"#, #"{"t":"uint","v":"-1"}"#,
    #"{"t":"bytes","v":"!"}"#, #"{"t":"bool","v":"true"}"#, #"{"t":"null","v":5}"#,
    #"{"t":"mystery","v":"1"}"#,
    #"{"t":"timestamp","v":"10000-01-01T00:00:00Z"}"#, #"{"t":"duration","v":["90"]}"#,
    #"{"t":"duration","v":["1",-5]}"#, #"{"t":"duration","v":["999999999999999",0]}"#,
    #"{"t":"map","v":[[{"t":"int","v":"1"},{"t":"null"}],[{"t":"uint","v":"1"},{"t":"null"}]]}"#,
    #"{"t":"map","v":[[{"t":"double","v":"1.0"},{"t":"null"}]]}"#, #"{"t":"list","v":[{"t":"int","v":"x"}]}"#,
    "5",
  ])
  func aBoundValueThatCanNotBeReadIsNamed(value: String) {
    let json = #"{"expr":"1","bindings":{"x":\#(value)}}"#
    #expect(answer(json).contains("The value bound to x is no tagged value"))
    // Whether the text is sound can be told without it.
    #expect(answer(json.dropLast() + #","check_only":true}"#) == #"{"type":"int"}"#)
  }

  @Test(arguments: [
    ("'a\"\\\\\\n\\t\\r\\x01中'", #"{"t":"string","v":"a\"\\\n\t\r\u0001中"}"#),
    (
      "[1, 2u, -0.5, 1.0/0.0]",
      #"{"t":"list","v":[{"t":"int","v":"1"},{"t":"uint","v":"2"},{"t":"double","v":"-0.5"},"#
        + #"{"t":"double","v":"Infinity"}]}"#
    ),
    ("{'a': null}", #"{"t":"map","v":[[{"t":"string","v":"a"},{"t":"null"}]]}"#),
    ("duration('-1.5s')", #"{"t":"duration","v":["-1",-500000000]}"#),
    ("b'hi'", #"{"t":"bytes","v":"aGk="}"#),
    ("timestamp(0)", #"{"t":"timestamp","v":"1970-01-01T00:00:00Z"}"#),
    ("type(1)", #"{"t":"type","v":"int"}"#),
    ("optional.of(true)", #"{"t":"optional","v":{"t":"bool","v":true}}"#),
    ("optional.none()", #"{"t":"optional","v":null}"#), ("ip('::1')", #"{"t":"net.IP","v":"ip(\"::1\")"}"#),
  ])
  func aValueIsWrittenWithItsType(text: String, json: String) throws {
    #expect(try WireRequest(["expr": text]).answer().json == #"{"value":\#(json)}"#)
  }

  @Test(arguments: [("math", "abs(-1)", "1"), ("lists", "size(range(2))", "2"), ("a.b", "math.abs(-1)", "1")])
  func aFunctionIsLookedForInTheContainer(container: String, text: String, value: String) throws {
    let request = try WireRequest(["expr": text, "container": container])
    #expect(request.answer().json == #"{"value":{"t":"int","v":"\#(value)"}}"#)
  }
}
