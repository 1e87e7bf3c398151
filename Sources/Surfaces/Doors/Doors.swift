// The endpoints of the doors: an address is read, the desk asked, a page laid out or the reader sent on.

package import Access
package import Entrance
package import Hummingbird
package import Kernel
package import Pages

/// A part of the home page, handed in by the room whose work it shows; nil where this caller has none.
package typealias HomePart = @Sendable (Caller, Language) async throws(Problem) -> HTML?

/// The pages of the doors, over a desk.
package struct Doors: Sendable {
  let desk: DoorDesk
  let brand: Text
  /// Whether the pages come over TLS.
  let isSecure: Bool
  let homeParts: [HomePart]
  /// Where the pages are found, such as `https://shouwang.example`: for links that are told.
  private(set) var origin: String

  package init(
    _ desk: DoorDesk, brand: Text, isSecure: Bool, origin: String = "",
    homeParts: [HomePart] = []
  ) {
    (self.desk, self.brand, self.isSecure) = (desk, brand, isSecure)
    (self.origin, self.homeParts) = (origin, homeParts)
  }

  /// The answer to a request for the home page or a door; nil for pages of others.
  /// **Problems**: those of the desk, `access.permission.missing`, `pages.method.readOnly`.
  package func answer<Context: CallerContext>(_ request: Request, _ context: Context) async throws(Problem)
    -> Response?
  {
    let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    let door: DoorAddress?
    switch address {
    case .home: door = nil
    case .door(let found): door = found
    default: return nil
    }
    _ = try admit(address, context.caller)
    let (language, chosen) = try language(of: request)
    let look = Look(
      caller: context.caller, language: language, address: address,
      frame: context.caller.frame(brand: brand, language: language, address: address),
      agent: String((request.headers[.userAgent] ?? "").prefix(200)), query: request.uri.query ?? "",
      kept: SessionCookie.provider(isSecure: isSecure).read(request) ?? "")
    let doors = reached(by: request)
    let answer = try await door.asyncMap { (door) throws(Problem) in try await doors.answer(door, look) }
    guard let answer else { return try await reply(home(look), remembering: chosen) }
    return response(answer, chosen, isHead: request.method == .head)
  }

  /// Where no address was set, links name the one that was asked; the server has checked it.
  private func reached(by request: Request) -> Doors {
    guard origin.isEmpty, let authority = request.head.authority else { return self }
    var doors = self
    doors.origin = "\(isSecure ? "https" : "http")://\(authority)"
    return doors
  }

  private func answer(_ door: DoorAddress, _ look: Look) async throws(Problem) -> Answer {
    switch door {
    case .signIn(let next): try await signIn(next, look)
    case .signInCode(let next): try await code(next, look)
    case .signOut: try signOut(look)
    case .openIDStart(let provider, let next): try await start(provider, next, look)
    case .openIDReturn(let provider): try await comeBack(provider, look)
    case .oneTimeLink(let token): try await oneTimeLink(token, look)
    case .firstRun: .page(firstRun(look))
    case .choosePost(let next): try choosePost(next, look)
    case .me: .page(me(look))
    case .myPassword: try await password(look)
    case .myCode: try enrolment(look)
    case .mySessions: try sessions(look)
    case .myDelegation: try delegation(look)
    case .accounts(let view): .page(try accounts(view, look))
    case .account(let number): try account(number, look)
    case .newAccount: try newAccount(look)
    case .posts(let view): .page(try posts(view, look))
    case .post(let number): try post(number, look)
    case .handOver(let number): try handOver(number, look)
    case .newPost(let account): try newPost(account, look)
    case .journal(let view): try journal(view, look)
    case .journalEntry(let county, let sequence): .page(try journalEntry(county, sequence, look))
    case .system: .page(try await system(look))
    case .style: .page(style(look))
    }
  }

  private func response(_ answer: Answer, _ chosen: Language?, isHead: Bool) -> Response {
    let cookie = SessionCookie.session(isSecure: isSecure)
    var response: Response
    switch answer {
    case .page(let page, let status, let token):
      response = reply(page, status: status, remembering: chosen)
      if let token { response.headers.append(.init(name: .setCookie, value: cookie.setting(token))) }
    case .goTo(let path): response = seeOther(path)
    case .enter(let token, let path, let byProvider):
      response = seeOther(path)
      response.headers.append(.init(name: .setCookie, value: cookie.setting(token)))
      if byProvider {
        response.headers.append(
          .init(name: .setCookie, value: SessionCookie.provider(isSecure: isSecure).clearing))
      }
    case .leave(let path):
      response = seeOther(path)
      response.headers.append(.init(name: .setCookie, value: cookie.clearing))
    case .away(let url, let kept):
      response = Response(status: .seeOther, headers: [.location: url, .cacheControl: "no-store"])
      response.headers.append(
        .init(name: .setCookie, value: SessionCookie.provider(isSecure: isSecure).setting(kept)))
    }
    return isHead ? response.createHeadResponse() : response
  }
}

/// What an endpoint answers.
enum Answer: Sendable {
  /// A token sets the session's cookie.
  case page(HTML, status: Int = 200, entering: String? = nil)
  case goTo(LocalPath)
  /// Sets the session's cookie, and takes away what was kept for a provider.
  case enter(token: String, LocalPath, byProvider: Bool = false)
  /// Takes it away.
  case leave(LocalPath)
  /// To the provider who vouches for the reader.
  case away(String, kept: String)

  static func goTo(_ address: PageAddress) -> Answer { .goTo(LocalPath(address)) }
}

/// One request as the pages see it.
struct Look: Sendable {
  let caller: Caller
  let language: Language
  let address: PageAddress
  let frame: PageFrame
  let agent: String
  let query: String
  /// What the browser kept while a provider vouched for the reader.
  let kept: String

  /// Nil for a request that only reads.
  var form: FormBody? { caller.form }

  func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

  /// A page under a title, its cards handed in.
  func page(_ title: String, tab: PageAddress? = nil, isNarrow: Bool = false, _ content: HTML) -> HTML {
    var frame = frame
    (frame.title, frame.tab) = (title, tab)
    return frame.document("<div class=\"\(isNarrow ? "narrow stack" : "stack")\">\(content)</div>")
  }

  /// A form of this page, or of another, tied to the session and to this showing.
  func form(
    to action: PageAddress? = nil, _ fields: [FormField], hidden: [(name: String, value: String)] = [],
    submit: String, tone: Form.Tone = .plain, back: Choice? = nil, _ problem: Problem? = nil
  ) -> Form {
    var form = Form(
      action: action ?? address, token: caller.formToken, key: caller.request, fields: fields, hidden: hidden,
      submit: submit, tone: tone, back: back)
    guard let problem else { return form }
    let words = problem.message(language)
    if let index = fields.firstIndex(where: { $0.name == problem.details["field"] }) {
      form.fields[index].error = words
    } else {
      form.error = words
    }
    return form
  }

  /// The way to the next page of a list; nothing at its end.
  func further(_ next: PageAddress?) -> HTML {
    guard let next else { return HTML() }
    return buttonRow([buttonLink(say("下一页", "Next page"), next)])
  }

  /// A list to choose from in the filter over a table.
  func choice(_ name: String, _ label: String, _ options: [FormOption], _ chosen: String?) -> HTML {
    let items = options.map { option -> HTML in
      let on = attribute("selected", option.value == chosen ?? "" ? "" : nil)
      return "<option value=\"\(option.value)\"\(on)>\(option.words)</option>"
    }
    return "<label>\(label)<select name=\"\(name)\">\(items)</select></label>"
  }

  /// Where to go on to: a path of ours, else home.
  func goOn(_ next: String) -> LocalPath { LocalPath(next) ?? LocalPath(.home) }
}

extension Problem {
  /// The same refusal, told at a field of a form.
  func at(_ field: String) -> Problem {
    var details = details
    details["field"] = field
    return Problem(code, kind, zh: message.zh, en: message.en, details: details)
  }

  /// A field that was left empty or cannot be read.
  static func field(_ name: String, zh: String, en: String) -> Problem {
    Problem("doors.form.field", .invalid, zh: zh, en: en, details: ["field": name])
  }

  /// The status under which a refused form is shown again.
  var formStatus: Int { kind.httpStatus }
}

extension Optional {
  fileprivate func asyncMap<Out>(_ change: (Wrapped) async throws(Problem) -> Out) async throws(Problem)
    -> Out?
  {
    guard let self else { return nil }
    return try await change(self)
  }
}
