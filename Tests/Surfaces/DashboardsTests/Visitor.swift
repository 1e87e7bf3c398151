// A visitor of the pages without a socket: asks the router, keeps what came back.
import Access
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
    let post = post
    let router = dashboardRouter(
      source, site: DashboardSite(map: map), context: VisitorContext.self
    ) { _ throws(Problem) in
      var caller = Caller()
      (caller.visitor, caller.formToken, caller.at) = (
        post, "t0ken", Instant(milliseconds: 1_761_955_500_000)
      )
      if post != nil { caller.stage = .inside }
      return caller
    }
    var headers = headers
    if method == .post { headers[.contentType] = "application/x-www-form-urlencoded" }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost:8080", path: link, headerFields: headers)
    let response = try await router.buildResponder().respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: form))),
      context: VisitorContext(source: VisitorSource()))
    let collector = Collector()
    try await response.body.write(collector)
    return Visit(status: Int(response.status.code), headers: response.headers, text: collector.text)
  }
}

private final class Collector: ResponseBodyWriter {
  var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
