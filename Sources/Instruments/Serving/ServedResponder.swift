// Around all pages: who asks, how often, how much, how it is told in log and counts.

package import Hummingbird
import Kernel
import Logging
import NIOCore

/// The context before the pages' own is made.
package struct DoorContext: InitializableFromSource {
  private let channel: any Channel
  private let logger: Logger

  package init(source: ApplicationRequestContextSource) {
    (channel, logger) = (source.channel, source.logger)
  }

  var source: ApplicationRequestContextSource {
    ApplicationRequestContextSource(channel: channel, logger: logger)
  }
}

/// Hands what may pass to the pages behind.
package struct ServedResponder<Inner: HTTPResponder>: HTTPResponder
where Inner.Context: InitializableFromSource<ApplicationRequestContextSource> {
  private let inner: Inner
  private let office: ServerOffice
  private let prepare: @Sendable (inout Inner.Context, Visit) -> Void

  /// - Parameter prepare: tells the pages' context of the visit.
  package init(
    _ inner: Inner, office: ServerOffice,
    prepare: @escaping @Sendable (inout Inner.Context, Visit) -> Void = { _, _ in }
  ) {
    (self.inner, self.office, self.prepare) = (inner, office, prepare)
  }

  package func respond(to request: Request, context: DoorContext) async throws -> Response {
    let start = office.clock.now()
    let peer = context.source.channel.remoteAddress?.ipAddress ?? ""
    let visit = visit(of: request, peer: peer)
    var response = await answer(request, visit, peer: peer, context.source)
    if let name = HTTPFields.Element.Name("x-request-id") { response.headers[name] = visit.request }
    if response.status == .serviceUnavailable, response.headers[.retryAfter] == nil {
      response.headers[.retryAfter] = String(ServerOffice.retrySeconds)
    }
    if visit.isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    note(request, visit, response, milliseconds: office.clock.now().milliseconds - start.milliseconds)
    return response
  }

  private func visit(of request: Request, peer: String) -> Visit {
    let settings = office.settings
    let isTrusted = settings.isBehindProxy && settings.proxies.contains(peer)
    func told(_ name: String) -> [String] {
      HTTPFields.Element.Name(name).map { request.headers[values: $0] } ?? []
    }
    let given = isTrusted ? told("x-request-id").first : nil
    let isWhole = given.map { id in
      (8...64).contains(id.utf8.count)
        && id.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
        }
    }
    return Visit(
      request: isWhole == true ? given ?? "" : office.newRequest(),
      client: settings.client(peer: peer, forwarded: told("x-forwarded-for")),
      isSecure: settings.certificate != nil || isTrusted && told("x-forwarded-proto").last == "https")
  }

  private func answer(
    _ request: Request, _ visit: Visit, peer: String, _ source: ApplicationRequestContextSource
  ) async -> Response {
    if let reply = ownPage(request, visit, peer: peer) { return reply }
    guard let authority = request.head.authority, namesOneHost(request, authority) else {
      return Refusal.broken.response
    }
    guard office.settings.serves(authority) else { return Refusal.foreignHost.response }
    if let seconds = office.take(visit.client, office.rateClass(request.head)) {
      return office.tooOften(request, seconds: seconds)
    }
    let most = office.settings.limits.bodyBytes(for: request.uri.path)
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most {
      return tooLarge
    }
    var request = request
    let counted = CountedBody(request.body, most: most)
    request.body = RequestBody(asyncSequence: counted)
    var context = Inner.Context(source: source)
    prepare(&context, visit)
    do {
      let response = try await inner.respond(to: request, context: context)
      return counted.isTooLarge ? tooLarge : response
    } catch {
      if counted.isTooLarge { return tooLarge }
      if let refusal = error as? any HTTPResponseError { return plainReply("", status: refusal.status) }
      office.logger.error("fault", metadata: ["request": "\(visit.request)", "kind": "\(type(of: error))"])
      return Refusal.failed.response
    }
  }

  /// Of two hosts a proxy might read one and this server the other.
  private func namesOneHost(_ request: Request, _ authority: String) -> Bool {
    let others = HTTPFields.Element.Name("host").map { request.headers[values: $0] } ?? []
    return request.head.path?.hasPrefix("/") == true && others.allSatisfy { $0 == authority }
  }

  private var tooLarge: Response {
    var response = Refusal.largeBody.response
    response.headers[.connection] = "close"
    return response
  }

  /// Health and counts, which are no pages.
  private func ownPage(_ request: Request, _ visit: Visit, peer: String) -> Response? {
    guard request.method == .get || request.method == .head else { return nil }
    switch request.uri.path {
    case "/health/live": return plainReply("live\n")
    case "/health/ready":
      guard let problem = office.obstacle() else { return plainReply("ready\n") }
      return plainReply("\(problem.code)\n", status: .serviceUnavailable)
    case "/metrics":
      guard mayMeasure(request, visit, peer: peer) else { return Refusal.closed.response }
      office.measure(office.metrics)
      return plainReply(office.metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
    default: return nil
    }
  }

  /// A request that a proxy hands on comes from elsewhere, also where the proxy is on this machine.
  private func mayMeasure(_ request: Request, _ visit: Visit, peer: String) -> Bool {
    let isForwarded = HTTPFields.Element.Name("x-forwarded-for").map { request.headers[$0] != nil } ?? false
    let isHere = ["127.0.0.1", "::1"].contains(peer) && !isForwarded
    // A page of elsewhere whose name was made to point here brings that name.
    let isNamed = request.head.authority.map(office.settings.serves) ?? true
    if isHere, isNamed, !office.settings.isBehindProxy { return true }
    guard let token = office.settings.metricsToken, let given = request.headers[.authorization] else {
      return false
    }
    return areEqualSecrets(given, "Bearer \(token)")
  }

  private func note(_ request: Request, _ visit: Visit, _ response: Response, milliseconds: Int64) {
    let kind = office.rateClass(request.head).rawValue
    let status = String(response.status.code)
    office.metrics.count("shouwang_requests_total", [("class", kind), ("status", status)])
    office.metrics.observe(
      "shouwang_request_seconds", [("class", kind)], seconds: Double(max(0, milliseconds)) / 1_000)
    var fields: Logger.Metadata = [
      "request": "\(visit.request)", "method": "\(knownMethod(request.method))",
      "path": "\(office.template(request.uri.path))", "status": "\(status)", "ms": "\(milliseconds)",
      "client": "\(visit.client)",
    ]
    if let bytes = response.body.contentLength { fields["bytes"] = "\(bytes)" }
    if let account = visit.notedAccount { fields["account"] = "\(account)" }
    office.logger.info("request", metadata: fields)
  }

  private func knownMethod(_ method: HTTPRequest.Method) -> String {
    let known: [HTTPRequest.Method] = [.get, .head, .post, .put, .delete, .options, .patch]
    return known.contains(method) ? method.rawValue : "OTHER"
  }
}
