// The endpoints of the pages: an address is read, the source asked, a page laid out.

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
/// - Parameter checksHost: false where the server before the router refuses foreign hosts.
package func dashboardRouter<Context: RequestContext>(
  _ source: any DashboardSource, site: DashboardSite, context: Context.Type = BasicRequestContext.self,
  checksHost: Bool = true
) -> Router<Context> {
  let router = Router(context: context)
  router.add(middleware: SecureHeaders())
  router.add(
    middleware: ProblemReplies(
      page: { notice, request in
        notice.document(frame(site, rememberedLanguage(of: request), .home))
      }, onFault: site.onFault))
  if checksHost { router.add(middleware: LoopbackOnly()) }
  dashboardRoutes(on: router, source: source, site: site)
  return router
}

/// Adds the pages to a router: every path that a `PageAddress` can be. Refusals are thrown as `Problem`.
package func dashboardRoutes<Context: RequestContext>(
  on router: Router<Context>, source: any DashboardSource, site: DashboardSite
) {
  let answer: @Sendable (Request, Context) async throws -> Response = { request, _ in
    try await response(to: request, source, site)
  }
  for path in ["/", "**"] {
    router.get(RouterPath(path), use: answer)
    router.head(RouterPath(path)) { request, context in
      try await answer(request, context).createHeadResponse()
    }
  }
}

private func response(
  to request: Request, _ source: any DashboardSource, _ site: DashboardSite
) async throws(Problem) -> Response {
  let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
  if case .asset(let name) = address {
    guard let file = asset(name) else { throw Problem.noAsset }
    return file
  }
  let (language, chosen) = try language(of: request)
  let page = try await page(address, frame(site, language, address), source, site)
  return reply(page, remembering: chosen)
}

private func page(
  _ address: PageAddress, _ frame: PageFrame, _ source: any DashboardSource, _ site: DashboardSite
) async throws(Problem) -> HTML {
  switch address {
  case .home: try await place(source.root(), .plain, frame, source, site)
  case .place(let code, let view): try await place(code, view, frame, source, site)
  case .household(let county, let number):
    try await source.household(county: county, number: number).document(frame)
  case .search(let words, _) where words.isEmpty: SearchPage.blank(frame)
  case .search(let words, let page):
    try await source.search(words, page: page).document(frame, words: words)
  case .rules: try await source.rules().document(frame)
  case .rule(let name): try await source.rule(name).document(frame)
  case .trial(let name, let values):
    try await source.trial(name, values: values).document(frame, values: values)
  case .quality: try await source.quality().document(frame)
  case .quarantine(let view): try await source.quarantine(view).document(frame, view: view)
  case .asset: throw Problem.noAsset
  }
}

/// The page of the top of the tree also tells how the data arrived.
private func place(
  _ code: PlaceCode, _ view: PlaceView, _ frame: PageFrame, _ source: any DashboardSource,
  _ site: DashboardSite
) async throws(Problem) -> HTML {
  let page = try await source.place(code, view: view)
  let quality = page.path.count == 1 ? try await source.quality() : nil
  return try page.document(frame, view: view, map: site.map, quality: quality)
}

private func frame(_ site: DashboardSite, _ language: Language, _ address: PageAddress) -> PageFrame {
  PageFrame(
    brand: site.brand,
    tabs: [
      Tab(Text(zh: "监测总览", en: "Overview"), .home),
      Tab(Text(zh: "筛查规则", en: "Rules"), .rules),
      Tab(Text(zh: "数据质量", en: "Data quality"), .quality),
      Tab(Text(zh: "退回记录", en: "Refused rows"), .quarantine(QuarantineView())),
    ],
    language: language, address: address, title: site.brand(language))
}

extension Problem {
  fileprivate static let noAsset = Problem(
    "pages.asset.unknown", .notFound, zh: "没有这个文件，可能是旧版本的页面，请刷新。",
    en: "There is no such file; the page may be an old one, please reload.")
}
