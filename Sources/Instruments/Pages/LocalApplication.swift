// The server, which serves this machine and no other until there is sign-in.

package import Hummingbird
package import Kernel

/// A host that only this machine can reach.
package struct LoopbackHost: Equatable, Sendable {
  package let name: String

  /// **Problems**: `pages.host.notLoopback` for any other host.
  package init(_ name: String) throws(Problem) {
    guard ["127.0.0.1", "::1", "localhost"].contains(name) else {
      throw Problem(
        "pages.host.notLoopback", .notPermitted,
        zh: "目前没有登录功能，只能在本机提供服务：请使用 127.0.0.1、::1 或 localhost，不能使用“\(name)”。",
        en: "There is no sign-in yet, so pages are served to this machine only: use 127.0.0.1, ::1 or "
          + "localhost, not “\(name)”.",
        details: ["host": name])
    }
    self.name = name
  }

  /// The address to type into a browser.
  package func url(port: Int) -> String { "http://\(name.contains(":") ? "[\(name)]" : name):\(port)/" }
}

/// The server of some pages, not yet running: `runService()` runs it until it is told to stop.
/// It says nothing of its own; `onRunning` is called once it accepts connections. Silent connections
/// are closed after 60 seconds.
package func localApplication<Context: RequestContext>(
  _ router: Router<Context>, host: LoopbackHost, port: Int,
  onRunning: @escaping @Sendable () async -> Void = {}
) -> some ApplicationProtocol where Context.Source == ApplicationRequestContextSource {
  Application(
    router: router,
    server: .http1(configuration: .init(idleTimeout: .seconds(60))),
    configuration: ApplicationConfiguration(address: .hostname(host.name, port: port)),
    onServerRunning: { _ in await onRunning() })
}

/// Refuses requests that name another host: a foreign site whose name was pointed at this machine must
/// not read pages through the reader's browser.
package struct LoopbackOnly<Context: RequestContext>: RouterMiddleware {
  package init() {}

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if let authority = request.head.authority, !isLoopback(authority) {
      throw Problem(
        "pages.host.foreign", .notPermitted, zh: "请通过 localhost 或 127.0.0.1 打开本系统。",
        en: "Please open these pages through localhost or 127.0.0.1.")
    }
    return try await next(request, context)
  }
}

/// Whether the host of `host:port` is this machine.
func isLoopback(_ authority: String) -> Bool {
  var host = Substring(authority)
  if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]"),
    host[colon...].dropFirst().allSatisfy({ $0.isASCII && $0.isNumber })
  {
    host = host[..<colon]
  }
  return ["localhost", "127.0.0.1", "[::1]"].contains(host.lowercased())
}
