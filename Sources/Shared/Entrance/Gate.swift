// The gate before every page: who is it, may they come in, and does a form come from these pages.

import Access
package import Hummingbird
package import Kernel
package import Pages

/// Knows the caller of each request, sends strangers to the sign-in, and checks what is sent.
/// Pages that no address names are for those inside: a stranger can't tell which there are.
package struct Gate<Context: CallerContext>: RouterMiddleware {
  private let keeper: any SessionKeeping
  private let clock: Clock
  private let isSecure: Bool
  private let chance: @Sendable (Int) -> [UInt8]
  private let count: @Sendable (Caller, Context, Request) -> Response?
  private let crowd = UploadCrowd(most: UploadLimits.forms)
  private let strangers = UploadCrowd(most: UploadLimits.formsOfStrangers)

  /// - Parameters:
  ///   - chance: hands out that many bytes that nobody can guess.
  ///   - count: told of each request of a session, before its body is read; answers where they are too many.
  package init(
    _ keeper: any SessionKeeping, clock: Clock, isSecure: Bool, chance: @escaping @Sendable (Int) -> [UInt8],
    count: @escaping @Sendable (Caller, Context, Request) -> Response? = { _, _, _ in nil }
  ) {
    (self.keeper, self.clock, self.isSecure, self.chance) = (keeper, clock, isSecure, chance)
    self.count = count
  }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    var context = context
    var caller = context.caller
    caller.at = clock.now()
    if caller.request.isEmpty { caller.request = Digest.hex(chance(12)) }
    let known = try await session(of: request, caller)
    var newcomer: String?
    let browser = SessionCookie.browser(isSecure: isSecure)
    if let known {
      caller.enter(known)
      if let refusal = count(caller, context, request) { return refusal }
    } else if let token = browser.read(request) {
      caller.formToken = token
    } else {
      caller.formToken = Digest.hex(chance(16))
      newcomer = caller.formToken
    }
    let address = try? PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    do throws(Problem) {
      if let way = try wayIn(address, request, caller) { return seeOther(way) }
    } catch { throw await unsent(error, request, address) }
    var response: Response
    if isRead(request) {
      context.caller = caller
      response = try await next(request, context)
    } else if let reader = files(of: request, address) {
      response = try await taking(request, reader, caller, address) { caller in
        context.caller = caller
        return try await next(request, context)
      }
    } else {
      caller.form = try await checkedForm(of: request, token: caller.formToken)
      context.caller = caller
      response = try await next(request, context)
    }
    // Forms that anybody may send are tied to the browser too; a file needs no cookie.
    if let newcomer, let address, address.requirement == .open || isDoor(address), !isFile(address) {
      response.headers.append(.init(name: .setCookie, value: browser.setting(newcomer)))
    }
    return response
  }

  private func session(of request: Request, _ caller: Caller) async throws(Problem) -> KnownSession? {
    guard let token = SessionCookie.session(isSecure: isSecure).read(request) else { return nil }
    return try await keeper.session(of: token, caller.act)
  }

  /// Where the caller has to go first; nil where nothing stands in the way.
  private func wayIn(_ address: PageAddress?, _ request: Request, _ caller: Caller) throws(Problem)
    -> PageAddress?
  {
    let requirement = address?.requirement ?? .signedIn
    guard requirement != .open, let first = caller.due(before: address, next: wanted(request)) else {
      return nil
    }
    guard isRead(request), !wantsJSON(request) else { throw Caller.nobody }
    return first
  }

  private func wanted(_ request: Request) -> String {
    guard isRead(request), let path = LocalPath(request.uri.string) else { return "" }
    return path.text == "/" ? "" : path.text
  }

  private func checkedForm(of request: Request, token: String) async throws -> FormBody {
    guard isOwn(request) else { throw foreign }
    let form = try await formBody(of: request)
    guard !token.isEmpty, areEqualSecrets(form["token"], token) else {
      throw RefusedForm(FormBody.stale, words: form.sentences)
    }
    return form
  }

  /// A form of these pages whose sender is signed in no more is read none the less: what was written in it
  /// comes back with the refusal.
  private func unsent(_ problem: Problem, _ request: Request, _ address: PageAddress?) async -> any Error {
    guard !isRead(request), isOwn(request) else { return problem }
    if let reader = files(of: request, address) {
      // In line with the other strangers: what they send is long, and nobody asked for it.
      guard (try? strangers.enter()) != nil else { return problem }
      defer { strangers.leave() }
      return await unsentUploads(of: request, reader, problem)
    }
    guard let form = try? await formBody(of: request) else { return problem }
    return RefusedForm(problem, words: form.sentences)
  }

  /// What reads the form's files, where its page takes any.
  private func files(of request: Request, _ address: PageAddress?) -> MultipartReader? {
    guard address?.takesFiles == true else { return nil }
    return MultipartReader(contentType: request.headers[.contentType] ?? "")
  }

  /// Files are read for those who may come in alone, and for a few at a time until they are answered.
  private func taking(
    _ request: Request, _ reader: MultipartReader, _ caller: Caller, _ address: PageAddress?,
    _ answer: (Caller) async throws -> Response
  ) async throws -> Response {
    guard isOwn(request) else { throw foreign }
    if let address {
      do throws(Problem) { _ = try admit(address, caller) } catch {
        throw await unsent(error, request, address)
      }
    }
    let crowd = caller.stage == .inside ? crowd : strangers
    try crowd.enter()
    defer { crowd.leave() }
    var caller = caller
    let (form, files) = try await uploads(of: request, reader, token: caller.formToken)
    (caller.form, caller.files) = (form, files)
    return try await answer(caller)
  }
}

extension Caller {
  /// What has to be done before a page of those inside can be shown.
  func due(before address: PageAddress?, next: String) -> PageAddress? {
    let first: PageAddress? =
      switch stage {
      case .outside: .door(.signIn(next: next))
      case .codeDue: .door(.signInCode(next: next))
      case .passwordDue: .door(.myPassword)
      case .enrolmentDue: .door(.myCode)
      case .postDue: .door(.choosePost(next: next))
      case .inside: nil
      }
    guard let first, address?.path != first.path else { return nil }
    return address == .door(.signOut) && stage != .outside ? nil : first
  }
}

private func isDoor(_ address: PageAddress) -> Bool { if case .door = address { true } else { false } }
private func isFile(_ address: PageAddress) -> Bool { if case .asset = address { true } else { false } }

private func isRead(_ request: Request) -> Bool { request.method == .get || request.method == .head }

/// Whether a browser says that the request comes from these pages. One that says nothing is refused.
private func isOwn(_ request: Request) -> Bool {
  let origin = request.headers[.origin]
  let site = HTTPFields.Element.Name("sec-fetch-site").flatMap { request.headers[$0] }
  if let site, site != "same-origin" { return false }
  guard let origin else { return site != nil }
  guard let authority = request.head.authority?.lowercased() else { return false }
  return ["http://\(authority)", "https://\(authority)"].contains(origin.lowercased())
}

private let foreign = Problem(
  "entrance.form.foreign", .notPermitted, zh: "这个表单不是从本系统的页面提交的，没有执行。请从本系统的页面重新操作。",
  en: "This form did not come from these pages, and nothing was done. Please start again from a page here.")

/// Sends the reader on to a page.
package func seeOther(_ address: PageAddress) -> Response { seeOther(LocalPath(address)) }

package func seeOther(_ path: LocalPath) -> Response {
  Response(status: .seeOther, headers: [.location: path.text, .cacheControl: "no-store"])
}
