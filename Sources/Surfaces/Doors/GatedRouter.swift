// The router of all pages behind the gate: doors here, other pages by those who make them.

package import Entrance
package import Hummingbird
package import Kernel
package import Pages

/// A router with everything around the pages: headers, refusals as pages, the gate, the doors.
/// `others` answers what is no door; it may count on the gate having let the caller in.
package func gatedRouter<Context: CallerContext>(
  _ doors: Doors, gate: Gate<Context>, onFault: @escaping @Sendable (any Error) -> Void = { _ in },
  others: @escaping @Sendable (Request, Context) async throws -> Response
) -> Router<Context> {
  let router = Router(context: Context.self)
  let refusals = ProblemReplies<Context>(
    pageInContext: { notice, request, context in doors.refusal(notice, request, context.caller) },
    onFault: onFault)
  router.add(middleware: SecureHeaders())
  // Twice: what the gate refuses has no caller yet, what is refused behind it has.
  router.add(middleware: refusals)
  router.add(middleware: gate)
  router.add(middleware: refusals)
  let answer: @Sendable (Request, Context) async throws -> Response = { request, context in
    if let answer = try await doors.answer(request, context) { return answer }
    return try await others(request, context)
  }
  for path in ["/", "**"] {
    router.get(RouterPath(path), use: answer)
    router.post(RouterPath(path), use: answer)
    router.head(RouterPath(path)) { request, context in
      try await answer(request, context).createHeadResponse()
    }
  }
  return router
}

extension Doors {
  /// The page of a refusal: what happened, what to do, and nothing of the inside.
  func refusal(_ notice: ProblemNotice, _ request: Request, _ caller: Caller) -> HTML {
    let language = rememberedLanguage(of: request)
    var frame = caller.frame(brand: brand, language: language, address: .home)
    frame.title =
      switch notice.status {
      case 403: language.say("不能打开", "Not permitted")
      case 404: language.say("没有找到", "Not found")
      case 405: language.say("不能提交", "Cannot be sent")
      case 409: language.say("与现状冲突", "In conflict")
      case 413: language.say("内容太大", "Too large")
      case 503: language.say("暂时不能使用", "Not available now")
      case 500...: language.say("系统出错", "Something went wrong")
      default: language.say("无法处理", "Cannot be done")
      }
    let other: Language = language == .zh ? .en : .zh
    let button = buttonRow(
      ways(after: notice, request, caller, language).enumerated().map { index, way in
        buttonLink(way.words, way.address, isMain: index == 0)
      })
    let number = caller.request.isEmpty ? "" : " · \(caller.request)"
    let hasForm = notice.hasFiles || !notice.words.isEmpty
    let written = !hasForm ? caller.form?.sentences ?? [] : notice.words
    return frame.document(
      """
      <div class="narrow stack">\(card(notice.message(language), button))\
      \(writtenCard(written, hasFiles: notice.hasFiles, language))\
      <p class="faint" lang="\(other == .zh ? "zh-CN" : "en")">\(notice.message(other))</p>\
      <p class="faint"><code>\(notice.code)\(number)</code></p></div>
      """)
  }

  /// Where the reader goes on: back to the page whose form it was, and home; strangers sign in first.
  private func ways(
    after notice: ProblemNotice, _ request: Request, _ caller: Caller, _ language: Language
  ) -> [Choice] {
    var page: PageAddress?
    if request.method == .post {
      page = try? PageAddress(path: request.uri.path, query: request.uri.query ?? "")
      if case .door(.signOut) = page { page = nil }
    }
    // What the gate refuses has no caller: a form that is too old may be somebody's who is signed in.
    if caller.stage == .outside, page == nil || notice.code != FormBody.stale.code {
      let next = page.flatMap { $0.requirement == .open ? nil : LocalPath($0).text } ?? ""
      return [Choice(language.say("去登录", "Sign in"), .door(.signIn(next: next)))]
    }
    let home = Choice(language.say("回到首页", "Home"), .home)
    guard let page, page != .home else { return [home] }
    return [Choice(language.say("回到刚才的页面", "Back to the page"), page), home]
  }
}
