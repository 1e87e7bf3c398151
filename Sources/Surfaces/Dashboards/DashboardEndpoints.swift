// The endpoints of the pages: an address is read, the source asked, a page laid out.

import Access
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

/// A router with everything around the pages (headers, refusals, loopback only) and the pages themselves.
/// - Parameter caller: fills in who asks, until there is a gate.
package func dashboardRouter<Context: CallerContext>(
  _ source: any DashboardSource, site: DashboardSite, context: Context.Type,
  caller: @escaping @Sendable (Request) throws(Problem) -> Caller
) -> Router<Context> {
  let router = Router(context: context)
  router.add(middleware: SecureHeaders())
  router.add(
    middleware: ProblemReplies(
      page: { notice, request in
        let language = rememberedLanguage(of: request)
        return notice.document(Caller().frame(brand: site.brand, language: language, address: .home))
      }, onFault: site.onFault))
  router.add(middleware: LoopbackOnly())
  router.add(middleware: FixedCaller(caller: caller))
  dashboardRoutes(on: router, source: source, site: site)
  return router
}

/// Stands where the gate will: every request comes from the one caller that is told.
private struct FixedCaller<Context: CallerContext>: RouterMiddleware {
  let caller: @Sendable (Request) throws(Problem) -> Caller

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.caller = try caller(request)
    if request.method == .post { context.caller.form = try await formBody(of: request) }
    return try await next(request, context)
  }
}

/// Adds the pages to a router: every path that a `PageAddress` of this room can be, and what its forms are
/// sent to. Refusals are thrown as `Problem`.
package func dashboardRoutes<Context: CallerContext>(
  on router: Router<Context>, source: any DashboardSource, site: DashboardSite
) {
  let answer: @Sendable (Request, Context) async throws -> Response = { request, context in
    try await dashboardAnswer(request, context.caller, source, site)
  }
  for path in ["/", "**"] {
    router.get(RouterPath(path), use: answer)
    router.post(RouterPath(path), use: answer)
    router.head(RouterPath(path)) { request, context in
      try await answer(request, context).createHeadResponse()
    }
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
  case .asset, .door: throw Problem.noAsset
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
  let told = quality.flatMap { $0.isTold ? $0 : nil }
  return try page.document(visit.frame, view: view, map: visit.site.map, quality: told)
}

extension Problem {
  fileprivate static let noAsset = Problem(
    "pages.asset.unknown", .notFound, zh: "没有这个文件，可能是旧版本的页面，请刷新。",
    en: "There is no such file; the page may be an old one, please reload.")
}
