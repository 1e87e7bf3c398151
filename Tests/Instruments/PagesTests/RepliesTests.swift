// Answers over HTTP: headers, refusals, faults and languages.
import Hummingbird
import Kernel
import Pages
import Testing

private struct QuietSource: RequestContextSource {
  let logger = Application(router: Router()).logger
}

private struct QuietContext: RequestContext {
  typealias Source = QuietSource

  var coreContext: CoreRequestContextStorage
  init(source: QuietSource) { coreContext = CoreRequestContextStorage(source: source) }
}

private struct Leak: Error { let secret = "SELECT * FROM persons" }

private final class Collector: ResponseBodyWriter {
  var text = ""
  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

private func ask(
  _ method: HTTPRequest.Method = .get, path: String = "/", headers: HTTPFields = [:],
  then answer: @escaping @Sendable () throws -> Response
) async throws -> (status: Int, headers: HTTPFields, text: String) {
  let router = Router(context: QuietContext.self)
  router.add(middleware: SecureHeaders())
  router.add(
    middleware: ProblemReplies(
      page: { notice, request in
        "\(notice.status) \(notice.code) \(notice.message(rememberedLanguage(of: request)))"
      },
      onFault: { _ in }))
  router.get("/") { _, _ in try answer() }
  let head = HTTPRequest(
    method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers)
  let response = try await router.buildResponder().respond(
    to: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
    context: QuietContext(source: QuietSource()))
  let collector = Collector()
  try await response.body.write(collector)
  return (Int(response.status.code), response.headers, collector.text)
}

@Suite struct RepliesTests {
  @Test func aFileIsKeptByItsReaderAlone() async throws {
    let answer = try await ask { fileReply(Array("%PDF".utf8), .paper, name: "notice-1.pdf") }
    #expect(answer.status == 200 && answer.text == "%PDF")
    #expect(answer.headers[.contentType] == "application/pdf")
    #expect(answer.headers[.cacheControl] == "no-store")
    #expect(answer.headers[.contentDisposition] == "attachment; filename=\"notice-1.pdf\"")
  }

  @Test func aRefusalOfTheServerIsAPageInBothLanguagesForBrowsersAlone() async throws {
    func asked(_ headers: HTTPFields) -> Response? {
      let head = HTTPRequest(
        method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: headers)
      return refusalPage(
        Request(head: head, body: RequestBody(buffer: ByteBuffer())), status: 429,
        Text(zh: "请稍等", en: "wait <a while>"), brand: Text(zh: "守望", en: "Shouwang"))
    }
    #expect(asked([:]) == nil && asked([.accept: "application/json"]) == nil)
    for (cookie, tongue) in [("lang=zh", "zh-CN"), ("lang=en", "en")] {
      let answer = try #require(asked([.accept: "text/html,*/*;q=0.8", .cookie: cookie]))
      #expect(answer.status.code == 429 && answer.headers[.cacheControl] == "no-store")
      #expect(answer.headers[.contentSecurityPolicy] != nil)
      let collector = Collector()
      try await answer.body.write(collector)
      #expect(collector.text.contains("<html lang=\"\(tongue)\">") && collector.text.contains("请稍等"))
      #expect(collector.text.contains("wait &lt;a while&gt;"))
    }
  }

  @Test func aPageIsKeptByNoCacheAndLoadsNothingForeign() async throws {
    let answer = try await ask { reply("<p>页</p>") }
    #expect(answer.status == 200 && answer.text == "<p>页</p>")
    #expect(answer.headers[.cacheControl] == "no-store")
    #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
    #expect(answer.headers[.contentSecurityPolicy]?.contains("default-src 'none'; style-src 'self'") == true)
    #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
    #expect(answer.headers[.xContentTypeOptions] == "nosniff")
    #expect(answer.headers[values: .init("referrer-policy") ?? .age] == ["same-origin"])
  }

  @Test(arguments: [
    (Problem.Kind.invalid, 400), (.notPermitted, 403), (.notFound, 404), (.conflict, 409),
    (.unavailable, 503),
  ])
  func aProblemHasTheStatusOfItsKind(kind: Problem.Kind, status: Int) async throws {
    let answer = try await ask { throw Problem("room.noun.fault", kind, zh: "不行", en: "No") }
    #expect(answer.status == status)
    #expect(answer.text == "\(status) room.noun.fault 不行")
    #expect(answer.headers[.contentSecurityPolicy] != nil)
  }

  @Test func aFaultSaysNothingOfTheInside() async throws {
    let answer = try await ask { throw Leak() }
    #expect(answer.status == 500 && answer.text.hasPrefix("500 pages.fault"))
    #expect(!answer.text.contains("SELECT") && !answer.text.contains("Leak"))
  }

  @Test func anUnknownPathIsNotFoundAndAWriteIsNotAllowed() async throws {
    #expect(try await ask(path: "/x") { reply("") }.status == 404)
    let write = try await ask(.post) { reply("") }
    #expect(write.status == 405 && write.headers[.allow] == "GET, HEAD")
  }

  @Test func theCookieRemembersTheLanguage() async throws {
    let remembered = try await ask(path: "/x", headers: [.cookie: "a=b; lang=en"]) { reply("") }
    #expect(remembered.text.contains("There is no such page."))
    let unknown = try await ask(path: "/x", headers: [.cookie: "lang=fr"]) { reply("") }
    #expect(unknown.text.contains("没有这个页面"))
    let chosen = try await ask { reply("", remembering: .en) }
    #expect(chosen.headers[.setCookie]?.hasPrefix("lang=en; Path=/; Max-Age=31536000; SameSite=Lax") == true)
  }

  @Test func theAddressNamesTheContent() throws {
    let link = Stylesheet.address.link
    #expect(link.hasPrefix("/assets/") && link.hasSuffix(".css") && link.utf8.count == 28)
    #expect(try PageAddress(path: link) == Stylesheet.address)
  }

  @Test func onlyThePresentStylesheetIsServedAndKept() throws {
    guard case .asset(let name) = Stylesheet.address else {
      preconditionFailure("the stylesheet is an asset")
    }
    let file = try #require(asset(name))
    #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
    #expect(asset("0000000000000000.css") == nil)
  }
}
