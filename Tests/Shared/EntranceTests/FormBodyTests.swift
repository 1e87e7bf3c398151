// Fields of forms: read strictly, few and small.
import Entrance
import Kernel
import Testing

@Suite struct FormBodyTests {
  @Test func fieldsAreReadInTheirOrderAndTheFirstOfANameCounts() throws {
    let body = try FormBody("reason=%E6%A0%B8%E5%AE%9E+1&a=&reason=2")
    #expect(body["reason"] == "核实 1" && body["a"] == "" && body["b"] == nil)
    #expect(body.fields.map(\.name) == ["reason", "a"])
  }

  @Test(arguments: [("a=%zz", "pages.query.encoding"), ("a=%FF", "pages.query.encoding")])
  func brokenTextIsRefused(text: String, code: String) {
    let problem = #expect(throws: Problem.self) { try FormBody(text) }
    #expect(problem?.code == code)
  }

  @Test func tooManyFieldsAreRefused() throws {
    let some = (1...FormBody.mostFields).map { "f\($0)=1" }
    #expect(try FormBody(some.joined(separator: "&")).fields.count == 100)
    let problem = #expect(throws: Problem.self) {
      try FormBody((some + ["g=1"]).joined(separator: "&"))
    }
    #expect(problem?.code == "entrance.form.large")
  }
}
