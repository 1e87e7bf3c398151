// The endpoints of looks at what is kept apart: a form asks for the reason, and what it is sent is answered.

import Access
import Entrance
import Hummingbird
import Kernel
import Pages

/// Answers what a form of these pages sends. The gate has checked its token before.
func look(
  _ request: Request, _ caller: Caller, _ source: any DashboardSource, _ site: DashboardSite
) async throws -> Response {
  let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
  switch address {
  case .export, .reveal, .opening: break
  default: throw HTTPError(.notFound)
  }
  guard let visitor = try admit(address, caller) else { throw HTTPError(.notFound) }
  let reason = caller.form?["reason"] ?? ""
  let look = try Look(caller.act, reason: reason)
  let (language, chosen) = try language(of: request)
  let frame = caller.frame(brand: site.brand, language: language, address: address)
  switch address {
  case .export(let code, let view):
    let sheet = try await source.export(code, view: view, look: look, for: visitor)
    return download(sheet.text(language), as: sheet.fileName)
  case .reveal(let county, let number):
    let page = try await source.reveal(county: county, number: number, look: look, for: visitor)
    return reply(page.document(frame), remembering: chosen)
  case .opening(let county, let number):
    let page = try await source.open(county: county, number: number, look: look, for: visitor)
    return reply(page.document(frame), remembering: chosen)
  default: throw HTTPError(.notFound)
  }
}

/// A sheet as a file to keep. **Shape**: `name` is plain ASCII.
private func download(_ text: String, as name: String) -> Response {
  Response(
    status: .ok,
    headers: [
      .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
      .contentDisposition: "attachment; filename=\"\(name)\"",
    ], body: .init(byteBuffer: ByteBuffer(string: text)))
}
