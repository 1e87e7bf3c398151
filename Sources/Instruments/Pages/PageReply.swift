// Answers over HTTP: a page, the stylesheet, and the headers that keep both safe.

package import Hummingbird
package import Kernel

/// A page as an answer. Pages name people: no cache keeps one.
package func reply(_ page: HTML, status: Int = 200, remembering language: Language? = nil) -> Response {
  var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
  if let language {
    headers[.setCookie] = "lang=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"
  }
  return Response(
    status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(string: page.text)))
}

/// An answer for programs. No cache keeps it either.
package func jsonReply(_ text: String, status: Int = 200) -> Response {
  Response(
    status: .init(code: status),
    headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
    body: .init(byteBuffer: ByteBuffer(string: text + "\n")))
}

/// Whether a request asks for JSON and no page.
package func wantsJSON(_ request: Request) -> Bool {
  (request.headers[.accept] ?? "").hasPrefix("application/json")
}

/// The stylesheet or the script under its present name; nil for any other name.
package func asset(_ name: String) -> Response? {
  let known = [
    (Stylesheet.address, "text/css", Stylesheet.text),
    (ScreenScript.address, "text/javascript", ScreenScript.text),
  ]
  guard let (_, kind, text) = known.first(where: { $0.0 == .asset(name) }) else { return nil }
  return Response(
    status: .ok,
    headers: [.contentType: "\(kind); charset=utf-8", .cacheControl: "public, max-age=31536000, immutable"],
    body: .init(byteBuffer: ByteBuffer(string: text)))
}

/// The language of a request: what the address says, else what the cookie remembers, else Chinese.
/// **Shape**: `chosen` is set where the address says it, and is then to be remembered.
/// **Problems**: `pages.address.parameter` for a language that there is not.
package func language(of request: Request) throws(Problem) -> (language: Language, chosen: Language?) {
  if let word = try PageQuery(reading: request.uri.query ?? "")["lang"] {
    guard let chosen = Language(rawValue: word) else { throw PageAddress.parameter("lang") }
    return (chosen, chosen)
  }
  return (rememberedLanguage(of: request), nil)
}

/// The language that the reader's browser remembers; Chinese where it remembers none.
package func rememberedLanguage(of request: Request) -> Language {
  for header in request.headers[values: .cookie] {
    for pair in header.split(separator: ";") {
      let item = pair.drop { $0 == " " }
      if item.hasPrefix("lang="), let language = Language(rawValue: String(item.dropFirst(5))) {
        return language
      }
    }
  }
  return .zh
}

/// Sets on every answer what browsers need to keep a page to itself.
package struct SecureHeaders<Context: RequestContext>: RouterMiddleware {
  package init() {}

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    secured(try await next(request, context))
  }
}

private func secured(_ response: Response) -> Response {
  var response = response
  for (name, value) in safety {
    // A file from outside is kept to itself more strictly than a page, the big screen has its one script,
    // the app for phones a few more.
    if let own = response.headers[name], [sandbox, live, appPolicy, appPermissions].contains(own) {
      continue
    }
    response.headers[name] = value
  }
  return response
}

/// A refusal of the server itself as a page, in the reader's language first and in the other below; nil for
/// who asks for no page.
package func refusalPage(_ request: Request, status: Int, _ message: Text, brand: Text) -> Response? {
  guard (request.headers[.accept] ?? "").contains("text/html") else { return nil }
  let language = rememberedLanguage(of: request)
  let other: Language = language == .zh ? .en : .zh
  var frame = PageFrame(
    brand: brand, tabs: [], language: language, address: .home, title: language.say("请稍等", "Please wait"))
  frame.hasSearch = false
  let tongue = other == .zh ? "zh-CN" : "en"
  let words: HTML = """
    <div class="inside"><p class="lead">\(message(language))</p>\
    <p class="remark" lang="\(tongue)">\(message(other))</p></div>
    """
  let content: HTML = "<div class=\"narrow stack\">\(card(frame.title, words))</div>"
  return secured(reply(frame.document(content), status: status))
}

typealias FieldName = HTTPFields.Element.Name

let policyName = name("content-security-policy")
let permissionsName = name("permissions-policy")
/// Nothing of what is shown may run, ask or reach anything.
private let sandbox = "default-src 'none'; sandbox"
private let policy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
  + "frame-ancestors 'none'"
private let live = policy + "; script-src 'self'; connect-src 'self'"

/// A page with the script of the big screen, which listens to this server and no other.
package func liveReply(_ page: HTML) -> Response {
  var response = reply(page)
  response.headers[policyName] = live
  return response
}

private let safety: [(FieldName, String)] = [
  (policyName, policy),
  (name("x-content-type-options"), "nosniff"),
  (name("x-frame-options"), "DENY"),
  (name("referrer-policy"), "same-origin"),
  (permissionsName, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
  (name("cross-origin-opener-policy"), "same-origin"),
  (name("cross-origin-resource-policy"), "same-origin"),
]

func name(_ text: String) -> FieldName {
  guard let name = FieldName(text) else { preconditionFailure("\(text) is a header's name") }
  return name
}

/// What a file that is sent can be.
package enum FileKind: String, Sendable {
  case paper = "application/pdf"
  case workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

/// What somebody sent in, shown as it is or, where browsers would do more with it than show it, as a file to
/// keep. The reader's own browser may hold it for a while, nothing between may.
/// **Shape**: `name` with its ending, plain ASCII. **Unit**: seconds.
package func pictureReply(_ bytes: [UInt8], type: String, name: String, isShown: Bool, for seconds: Int)
  -> Response
{
  Response(
    status: .ok,
    headers: [
      .contentType: type, .cacheControl: "private, max-age=\(seconds)",
      .contentDisposition: "\(isShown ? "inline" : "attachment"); filename=\"\(name)\"",
      policyName: sandbox,
    ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
}

/// A file to keep. No cache keeps it: it names people. **Shape**: `name` with its ending, plain ASCII.
package func fileReply(_ bytes: [UInt8], _ kind: FileKind, name: String) -> Response {
  let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
  precondition(isPlain, "the name of a file can stand in a header")
  return Response(
    status: .ok,
    headers: [
      .contentType: kind.rawValue, .cacheControl: "no-store",
      .contentDisposition: "attachment; filename=\"\(name)\"",
    ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
}

/// Where a reader may be sent on: never to another host, whatever a link said.
/// **Shape**: begins with one slash; printable ASCII without backslash, at most 1,000 bytes.
package struct LocalPath: Equatable, Sendable {
  package let text: String

  /// Nil for everything else: `//host`, `/\host`, line breaks, other schemes, percent-coded slashes in front.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.first == 0x2F, bytes.count <= 1_000,
      bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x5C }), bytes.count == 1 || bytes[1] != 0x2F
    else { return nil }
    self.text = text
  }

  package init(_ address: PageAddress) { text = address.link }
}
