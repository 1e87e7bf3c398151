// A visitor of the pages without a socket, who comes through the gate and keeps what came back.
import Access
import Charts
import Dashboards
import Entrance
import Hummingbird
import Kernel
import Pages

struct VisitorSource: RequestContextSource {
  let logger = Application(router: Router()).logger
}

struct VisitorContext: CallerContext {
  typealias Source = VisitorSource

  var coreContext: CoreRequestContextStorage
  var caller = Caller()

  init(source: VisitorSource) { coreContext = CoreRequestContextStorage(source: source) }
}

/// What a visitor got.
struct Visit {
  let status: Int
  let headers: HTTPFields
  let text: String

  /// Everything that the page's links and forms point to, as it stands in the attributes.
  var targets: [String] {
    text.split(separator: "<").flatMap { element in
      [" href=\"", " action=\""].compactMap { target(in: element, after: $0) }
    }
  }

  private func target(in element: Substring, after name: String) -> String? {
    guard let start = element.firstRange(of: name)?.upperBound else { return nil }
    return String(element[start...].prefix { $0 != "\"" }).replacing("&amp;", with: "&").replacing(
      "&#39;", with: "'")
  }
}

/// Visits the pages of a source.
struct Visitor {
  var source = Cast()
  var map = TileMap()
  var headers: HTTPFields = [:]
  /// Who asks; nil for nobody signed in.
  var post: Access.Visitor? = Visitor.office

  /// A post with everything that a business post can have.
  static let office = Access.Visitor(
    account: "office", name: "办公室", post: PostID(number: 1),
    role: Role(
      name: "office", title: Text(zh: "办公室", en: "office"), levels: [.city],
      permissions: Set(Permission.allCases.filter { !$0.isGuardian })), place: Cast.city.code)

  func ask(
    _ link: String, _ method: HTTPRequest.Method = .get, form: String = ""
  ) async throws -> Visit {
    var (headers, form) = (headers, form)
    let cookies = [headers[.cookie], "session=\(OnePost.token)"].compactMap(\.self)
    headers[.cookie] = cookies.joined(separator: "; ")
    if method != .get && method != .head {
      headers[.contentType] = "application/x-www-form-urlencoded"
      headers[.origin] = "http://localhost:8080"
      if !form.contains("token=") { form += "&token=\(OnePost.formToken)" }
    }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost:8080", path: link, headerFields: headers)
    let response = try await router().buildResponder().respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: form))),
      context: VisitorContext(source: VisitorSource()))
    let collector = Collector()
    try await response.body.write(collector)
    return Visit(status: Int(response.status.code), headers: response.headers, text: collector.text)
  }

  private func router() -> Router<VisitorContext> {
    let (source, site) = (source, DashboardSite(map: map))
    let router = Router(context: VisitorContext.self)
    router.add(middleware: SecureHeaders())
    router.add(
      middleware: ProblemReplies(
        page: { notice, request in "\(notice.code) \(notice.message(rememberedLanguage(of: request)))" },
        onFault: site.onFault))
    let clock = Clock { Instant(milliseconds: 1_761_955_500_000) }
    router.add(
      middleware: Gate(OnePost(post: post), clock: clock, isSecure: false) {
        [UInt8](repeating: 7, count: $0)
      })
    for method in [HTTPRequest.Method.get, .head, .post] {
      for path in ["/", "**"] {
        router.on(RouterPath(path), method: method) { request, context in
          let answer = try await dashboardAnswer(request, context.caller, source, site)
          return method == .head ? answer.createHeadResponse() : answer
        }
      }
    }
    return router
  }
}

/// Keeps one session, of one post; none where nobody is signed in.
private struct OnePost: SessionKeeping {
  static let token = "0123456789abcdef"
  static let formToken = "t0ken"

  let post: Access.Visitor?

  func session(of token: String, _ act: Act) async throws(Problem) -> KnownSession? {
    guard let post, token == OnePost.token else { return nil }
    return KnownSession(
      session: nil, stage: .inside, account: post.account, name: post.name, visitor: post,
      formToken: OnePost.formToken)
  }
}

private final class Collector: ResponseBodyWriter {
  var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
