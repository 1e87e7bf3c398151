// A visitor of the pages without a socket: asks the router, keeps what came back.
import Dashboards
import Hummingbird
import Kernel
import Pages

struct VisitorSource: RequestContextSource {
  let logger = Application(router: Router()).logger
}

struct VisitorContext: RequestContext {
  typealias Source = VisitorSource

  var coreContext: CoreRequestContextStorage

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

  func ask(_ link: String, _ method: HTTPRequest.Method = .get) async throws -> Visit {
    let router = dashboardRouter(source, site: DashboardSite(map: map), context: VisitorContext.self)
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost:8080", path: link, headerFields: headers)
    let response = try await router.buildResponder().respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer())),
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
