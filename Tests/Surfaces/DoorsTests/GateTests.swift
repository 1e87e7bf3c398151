// The gate through the router: strangers, tokens, origins, bodies, and where a reader is sent on.
import Hummingbird
import Kernel
import Pages
import Testing

@Suite struct GateTests {
  @Test(arguments: [
    "/", "/places/5306", "/households/530602/12", "/rules", "/journal", "/nothing", "/accounts",
  ])
  func aStrangerIsSentToTheSignIn(path: String) async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let visit = try await Browser(town).get(path)
    #expect(visit.status == 303 && visit.text.isEmpty)
    let next = path == "/" ? "" : "?next=" + PageQuery.encoded(path)
    #expect(visit.location == "/sign-in" + next)
  }

  @Test func aStrangersFormIsRefused() async throws {
    let visit = try await Browser(try Town()).post("/accounts/new", ["name": "x"])
    #expect(visit.status == 403 && visit.text.contains("access.visitor.none"))
  }

  @Test(arguments: [
    "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nSet-Cookie: x=1", "evil", "\\\\evil",
    "/\t/evil", "/\u{4E2D}",
  ])
  func nobodyIsSentToAnotherHost(next: String) async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let visit = try await Browser(town).signIn("li", next: next)
    #expect(visit.status == 303 && visit.location == "/")
  }

  @Test func theReaderGoesOnToWhereTheyWantedToGo() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let visit = try await Browser(town).signIn("li", next: "/places/530627?page=2")
    #expect(visit.status == 303 && visit.location == "/places/530627?page=2")
  }

  @Test func aFormWithoutItsTokenIsRefused() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    try await browser.signIn("li")
    for token in ["", "0000", String(repeating: "a", count: 43)] {
      let visit = try await browser.post("/sign-out", ["token": token])
      #expect(visit.status == 403 && visit.text.contains("entrance.form.stale"))
    }
    #expect(try await browser.get("/me").status == 200)
  }

  @Test func theTokenOfAnotherSessionIsRefused() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let (one, two) = (Browser(town), Browser(town))
    try await one.signIn("li")
    try await two.signIn("li")
    let token = try await two.get("/me").field("token")
    let visit = try await one.post("/sign-out", ["token": token])
    #expect(visit.status == 403 && visit.text.contains("entrance.form.stale"))
  }

  /// Somebody who wrote for an hour and is signed in no more finds the words again; secrets do not come back.
  @Test func whatWasWrittenComesBackWithTheRefusal() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    let fields = ["reason": "户主住院三个月 <b>", "password": "秘密-很长很长很长很长很长很长", "day": "2026-03-01"]
    let outside = try await browser.post("/accounts/new", fields)
    #expect(outside.status == 403 && outside.text.contains("户主住院三个月 &lt;b&gt;"))
    try await browser.signIn("li")
    let stale = try await browser.post("/sign-out", fields.merging(["token": "old"]) { $1 })
    #expect(stale.status == 403 && stale.text.contains("户主住院三个月 &lt;b&gt;"))
    for visit in [outside, stale] { #expect(!visit.text.contains("秘密") && !visit.text.contains("<b>")) }
    let foreign = try await browser.post("/sign-out", fields, [.origin: "http://evil.example"])
    #expect(foreign.status == 403 && !foreign.text.contains("户主住院"))
  }

  /// The same for a form with files: what was written comes back, and that files have to be chosen again.
  @Test func whatWasWrittenBesideFilesComesBackToo() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    func part(_ head: String, _ content: String) -> String {
      "--b\r\nContent-Disposition: form-data; \(head)\r\n\r\n\(content)\r\n"
    }
    let path = "/households/530602/12/visit"
    func send(
      _ browser: Browser, token: String, photo: String, _ more: HTTPFields = [:]
    ) async throws -> Visit {
      let body =
        part("name=\"token\"", token) + part("name=\"findings\"", "屋顶漏雨 <b>")
        + part("name=\"photo\"; filename=\"\(photo)\"", photo.isEmpty ? "" : "PNG-bytes-of-a-photo")
        + part("name=\"note\"", "屋顶的照片") + "--b--\r\n"
      var headers: HTTPFields = [.contentType: "multipart/form-data; boundary=b"]
      for field in more { headers[field.name] = field.value }
      return try await browser.raw(path, body, headers)
    }
    let browser = Browser(town)
    let outside = try await send(browser, token: "x", photo: "a.png")
    #expect(outside.text.contains("access.visitor.none"))
    #expect(outside.text.contains("href=\"/sign-in?next=\(PageQuery.encoded(path))\""))
    let plain = try await send(browser, token: "x", photo: "")
    #expect(plain.status == 403 && !plain.text.contains("请重新选择"))
    try await browser.signIn("li")
    let stale = try await send(browser, token: "old", photo: "a.png")
    #expect(stale.text.contains("entrance.form.stale") && stale.text.contains("href=\"\(path)\""))
    for visit in [outside, stale] {
      #expect(visit.status == 403 && visit.text.contains("照片和文件没有收下，请重新选择"))
    }
    for visit in [outside, stale, plain] {
      #expect(visit.text.contains("屋顶漏雨 &lt;b&gt;") && visit.text.contains("屋顶的照片"))
      #expect(!visit.text.contains("PNG-bytes") && !visit.text.contains("<b>"))
    }
    let foreign = try await send(browser, token: "old", photo: "a.png", [.origin: "http://evil.example"])
    #expect(foreign.status == 403 && !foreign.text.contains("漏雨"))
  }

  @Test func aProgramIsRefusedInJSON() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    let json: HTTPFields = [.accept: "application/json"]
    let outside = try await browser.get("/rules", json)
    #expect(outside.status == 403 && outside.text.hasPrefix("{\"code\":\"access.visitor.none\""))
    try await browser.signIn("li")
    let stale = try await browser.post(
      "/sign-out", ["token": "old"], [.origin: "http://town.example", .accept: "application/json"])
    #expect(stale.status == 403 && stale.text.hasPrefix("{\"code\":\"entrance.form.stale\""))
    #expect(try await browser.get("/nothing", json).text.hasPrefix("{\"code\":\"pages.address.unknown\""))
  }

  static let foreign: [HTTPFields] = [
    [.origin: "http://evil.example"], [.origin: "null"], [.origin: "http://town.example.evil"],
    [.origin: "http://town.example", .secFetchSite: "cross-site"], [.secFetchSite: "same-site"],
  ]

  @Test(arguments: foreign)
  func aFormOfAnotherSiteIsRefused(headers: HTTPFields) async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    try await browser.signIn("li")
    let token = try await browser.get("/me").field("token")
    let visit = try await browser.post("/sign-out", ["token": token], headers)
    #expect(visit.status == 403 && visit.text.contains("entrance.form.foreign"))
    #expect(try await browser.post("/sign-out", ["token": token]).location == "/sign-in")
  }

  @Test func aRefusalIsAPageInBothLanguages() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    try await browser.signIn("li")
    for (path, status, code) in [("/nothing", 404, "pages.address.unknown"), ("/journal", 403, "permission")]
    {
      let visit = try await browser.get(path)
      #expect(visit.status == status && visit.text.contains(code))
      #expect(visit.text.contains("<html lang=\"zh-CN\">") && visit.text.contains("lang=\"en\">"))
      #expect(visit.text.contains("href=\"/\"") && visit.headers[.contentSecurityPolicy] != nil)
      browser.cookies["lang"] = "en"
      let english = try await browser.get(path)
      #expect(english.status == status && english.text.contains("<html lang=\"en\">"))
      browser.cookies["lang"] = nil
    }
  }

  @Test func aBodyThatIsNoFormIsRefused() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    try await browser.signIn("li")
    let json = try await browser.raw("/sign-out", "{}", [.contentType: "application/json"])
    #expect(json.status == 400 && json.text.contains("entrance.form.kind"))
    for body in ["a=%zz", "a=%ff", "a=1&a=2", "a=%00", (0..<101).map { "a\($0)=1" }.joined(separator: "&")] {
      let visit = try await browser.raw("/sign-out", body)
      #expect(visit.status == 400 && visit.text.contains("entrance.form.malformed"), "\(body.prefix(20))")
    }
    let large = try await browser.raw("/sign-out", "a=" + String(repeating: "x", count: 65_536))
    #expect(large.status == 413)
  }

  @Test func theSessionsCookieIsOutOfReach() async throws {
    let town = try Town(isSecure: true)
    try town.person("li", "李", role: "county_office")
    let visit = try await Browser(town).signIn("li")
    let cookie = try #require(visit.headers[values: .setCookie].first { $0.hasPrefix("__Host-session=") })
    for word in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] { #expect(cookie.contains(word)) }
    #expect(!cookie.contains("Domain"))
  }

  @Test func aSessionThatWasPlantedIsNotTakenOver() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    browser.cookies["session"] = String(repeating: "A", count: 43)
    try await browser.signIn("li")
    let first = try #require(browser.cookies["session"])
    #expect(first != String(repeating: "A", count: 43))
  }

  @Test func aPageWithoutPermissionAndAPageThatIsNoneTellNothing() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    try await browser.signIn("li")
    for path in [
      "/accounts", "/accounts/1", "/posts", "/journal", "/journal/0/1", "/system", "/accounts/new",
    ] {
      let visit = try await browser.get(path)
      #expect(visit.status == 403 && visit.text.contains("access.permission.missing"), "\(path)")
    }
    #expect(try await browser.get("/nothing").status == 404)
    #expect(try await browser.get("/me/../accounts").status == 404)
    #expect(try await browser.get("/%2e%2e/etc/passwd").status == 404)
  }

  @Test func anIdleSessionEnds() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let browser = Browser(town)
    try await browser.signIn("li")
    town.watch.pass(minutes: 29)
    #expect(try await browser.get("/me").status == 200)
    town.watch.pass(minutes: 31)
    #expect(try await browser.get("/me").location == "/sign-in?next=%2Fme")
  }
}

extension HTTPFields.Element.Name {
  static var secFetchSite: Self {
    guard let name = Self("sec-fetch-site") else { preconditionFailure("a header's name") }
    return name
  }
}
