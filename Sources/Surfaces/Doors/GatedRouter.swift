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

/// What was written and not taken, to be copied from here into the form.
private func unsent(_ words: [String], _ language: Language) -> HTML {
  guard !words.isEmpty else { return HTML() }
  let texts = words.map { "<p class=\"inside long\">\($0)</p>" as HTML }
  return card(
    language.say("您填写的内容还在这里", "What you wrote is still here"),
    hint: language.say("没有提交；可以复制后重新填写。", "It was not sent; copy it and fill it in again."), "\(texts)")
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
    let isOutside = caller.stage == .outside
    let way = Choice(
      isOutside ? language.say("去登录", "Sign in") : language.say("回到首页", "Home"),
      isOutside ? .door(.signIn(next: "")) : .home)
    let button = buttonRow([buttonLink(way.words, way.address, isMain: true)])
    let number = caller.request.isEmpty ? "" : " · \(caller.request)"
    let written = notice.words.isEmpty ? caller.form?.sentences ?? [] : notice.words
    return frame.document(
      """
      <div class="narrow stack">\(card(notice.message(language), button))\(unsent(written, language))\
      <p class="faint" lang="\(other == .zh ? "zh-CN" : "en")">\(notice.message(other))</p>\
      <p class="faint"><code>\(notice.code)\(number)</code></p></div>
      """)
  }
}
