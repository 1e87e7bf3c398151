// What a form and a cookie may hold, and what the addresses of the doors demand.
import Access
import Entrance
import Kernel
import Pages
import Testing

@Suite struct LocalPathTests {
  @Test(arguments: [
    "", "a", "//a", "/\\a", "/a b", "/a\n", "/\u{7F}", "https://a",
    "/" + String(repeating: "a", count: 1_000),
  ])
  func onlyPathsOfOursAreFollowed(text: String) { #expect(LocalPath(text) == nil) }

  @Test(arguments: ["/", "/a", "/a//b", "/a?b=%2F%2F"])
  func aPathOfOursIsKept(text: String) { #expect(LocalPath(text)?.text == text) }

  @Test(arguments: [
    ("/place/530602", "/place/530602"), ("//evil.example", "/"), ("https://evil.example", "/"),
    ("/\\evil.example", "/"), ("/a\r\nSet-Cookie: x", "/"), ("", "/"), (nil, "/"), ("/a?b=c", "/a?b=c"),
  ])
  func aRedirectStaysHere(asked: String?, path: String) {
    #expect((asked.flatMap { LocalPath($0) }?.text ?? "/") == path)
  }

  @Test func aFormIsReadStrictly() throws {
    let form = try FormBody(reading: "a=%20x%20&p=%20y%20&key=12345678".utf8)
    #expect(form["a"] == "x" && form.exact("p") == " y " && form.key == "12345678" && form["none"].isEmpty)
    for text in ["a=1&a=1", "a=%f", "a=%C3", "a=%00"] {
      #expect(throws: Problem.self) { try FormBody(reading: text.utf8) }
    }
    #expect(throws: Problem.self) { try FormBody(reading: [0x61, 0x3D, 0xFF]) }
  }

  @Test func nobodyWithoutAPostComesToAPageThatNeedsPermission() {
    var caller = Caller()
    #expect(throws: Problem.self) { try admit(.rules, caller) }
    #expect(throws: Problem.self) { try admit(.door(.me), caller) }
    #expect(throws: Never.self) { try admit(.door(.signIn(next: "")), caller) }
    caller.stage = .postDue
    #expect(throws: Never.self) { try admit(.door(.me), caller) }
    #expect(throws: Problem.self) { try admit(.rules, caller) }
  }

  @Test func tickedBoxesAreTheWordsBehindTheirPrefix() throws {
    let form = try FormBody(reading: "risks.05=1&risks.01=1&risks.07=0&other=1&risksx.02=1".utf8)
    #expect(form.ticked("risks") == "05 01" && form.ticked("none").isEmpty)
  }
}
