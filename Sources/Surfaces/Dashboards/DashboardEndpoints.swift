// The endpoints of the pages: an address is read, the source asked, a page laid out.

import Access
package import Charts
package import Entrance
package import Hummingbird
package import Kernel
package import Pages

/// What the pages need to know besides their source.
package struct DashboardSite: Sendable {
  /// The name in the top bar.
  package let brand: Text
  /// Squares of the operator's own map; empty for none.
  package let map: TileMap
  /// Told of every fault that is not a `Problem`; pages never show one.
  package let onFault: @Sendable (any Error) -> Void

  package init(
    brand: Text = Text(zh: "守望 · 防返贫监测", en: "Shouwang · poverty watch"), map: TileMap = TileMap(),
    onFault: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    (self.brand, self.map, self.onFault) = (brand, map, onFault)
  }
}

/// The answer to one request for these pages, or to a form of theirs.
/// **Problems**: those of the source, and `access.permission.missing`.
package func dashboardAnswer(
  _ request: Request, _ caller: Caller, _ source: any DashboardSource, _ site: DashboardSite
) async throws -> Response {
  guard request.method == .post else { return try await response(to: request, caller, source, site) }
  return try await look(request, caller, source, site)
}

private func response(
  to request: Request, _ caller: Caller, _ source: any DashboardSource, _ site: DashboardSite
) async throws(Problem) -> Response {
  let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
  let visitor = try admit(address, caller)
  if case .asset(let name) = address {
    guard let file = asset(name) else { throw Problem.noAsset }
    return file
  }
  guard let visitor else { throw Problem.noAsset }
  let (language, chosen) = try language(of: request)
  let visit = Visit(
    visitor: visitor, token: caller.formToken,
    frame: caller.frame(brand: site.brand, language: language, address: address), site: site)
  return reply(try await page(address, visit, source), remembering: chosen)
}

/// One request for a page.
private struct Visit {
  let visitor: Visitor
  let token: String
  let frame: PageFrame
  let site: DashboardSite
}

private func page(
  _ address: PageAddress, _ visit: Visit, _ source: any DashboardSource
) async throws(Problem) -> HTML {
  let (visitor, frame) = (visit.visitor, visit.frame)
  switch address {
  case .home: return try await home(visit, source)
  case .place(let code, let view): return try await place(code, view, visit, source)
  case .household(let county, let number):
    let page = try await source.household(county: county, number: number, for: visitor)
    guard page.isUsualWork else { return ask(.opening, .opening(county: county, number: number), visit) }
    return page.document(frame)
  case .opening(let county, let number), .reveal(let county, let number):
    // Asked first, so that a form for what lies outside is refused as the page is.
    _ = try await source.household(county: county, number: number, for: visitor)
    if case .reveal = address { return ask(.reveal, address, visit) }
    return ask(.opening, address, visit)
  case .export(let code, _):
    _ = try await source.place(code, view: .plain, for: visitor)
    return ask(.export, address, visit)
  case .search(let words, _) where words.isEmpty: return SearchPage.blank(frame)
  case .search(let words, let page):
    return try await source.search(words, page: page, for: visitor).document(frame, words: words)
  case .rules: return try await source.rules(for: visitor).document(frame)
  case .rule(let name): return try await source.rule(name, for: visitor).document(frame)
  case .trial(let name, let values):
    return try await source.trial(name, values: values, for: visitor).document(frame, values: values)
  case .quality: return try await source.quality(for: visitor).document(frame)
  case .quarantine(let view):
    return try await source.quarantine(view, for: visitor).document(frame, view: view)
  case .placeLedgers, .placeLedger, .figures, .asset, .door, .ledger, .monitoring, .evidence, .pairing,
    .field, .cockpit, .briefings, .duties, .messages:
    throw Problem.noAsset
  }
}

/// The page that asks for the reason; its way back leads to where the question came from.
private func ask(_ question: LookQuestion, _ address: PageAddress, _ visit: Visit) -> HTML {
  let back: PageAddress =
    switch address {
    case .export(let code, let view): .place(code, view)
    case .reveal(let county, let number): .household(county: county, number: number)
    default: .home
    }
  return question.document(visit.frame, address: address, back: back, token: visit.token)
}

/// The visitor's own place; posts without places, such as guardians, have nothing here.
private func home(_ visit: Visit, _ source: any DashboardSource) async throws(Problem) -> HTML {
  try visit.visitor.demand(.placeRead)
  return try await place(visit.visitor.place, .plain, visit, source)
}

/// The page of the visitor's own place also tells how the data arrived.
private func place(
  _ code: PlaceCode, _ view: PlaceView, _ visit: Visit, _ source: any DashboardSource
) async throws(Problem) -> HTML {
  let page = try await source.place(code, view: view, for: visit.visitor)
  let isOwn = code == visit.visitor.place && visit.visitor.mayOpen(.quality)
  let quality = isOwn ? try await source.quality(for: visit.visitor) : nil
  let told = quality.flatMap { $0.isWhole ? $0 : nil }
  return try page.document(visit.frame, view: view, map: visit.site.map, quality: told)
}

extension Problem {
  fileprivate static let noAsset = Problem(
    "pages.asset.unknown", .notFound, zh: "没有这个文件，可能是旧版本的页面，请刷新。",
    en: "There is no such file; the page may be an old one, please reload.")
}
