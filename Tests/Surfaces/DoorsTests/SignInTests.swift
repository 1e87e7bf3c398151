// Signing in and one's own account, through the router.
import Access
import Kernel
import Pages
import Testing
import Vault

@Suite struct SignInTests {
  @Test func withoutAnAccountThePageTellsHowToBegin() async throws {
    let browser = Browser(try Town())
    #expect(try await browser.get("/sign-in").location == "/first-run")
    #expect(try await browser.get("/first-run").text.contains("shouwang admin first-link"))
  }

  @Test func theFirstLinkMakesTheThreeGuardians() async throws {
    let town = try Town()
    let city = try #require(Town.city)
    let path = "/links/" + (try town.keeper.firstLink(city: city, by: town.act).secretText)
    let browser = Browser(town)
    let answers = [
      "login": "sys", "name": "系统员", "securityLogin": "sec", "securityName": "安全员", "auditorLogin": "aud",
      "auditorName": "审计员", "new": Town.password, "again": Town.password,
    ]
    let done = try await browser.send(path, answers)
    #expect(done.status == 200 && done.oneTimeLinks.count == 2)
    #expect(try await browser.get(path).status == 403)
    for (link, login) in zip(done.oneTimeLinks, ["sec", "aud"]) {
      let set = try await browser.send(link, ["new": Town.password, "again": Town.password])
      #expect(set.location == "/sign-in")
      #expect(try await Browser(town).signIn(login).status == 303)
    }
  }

  @Test func aWrongPasswordSaysNeitherWhichNorWhose() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let wrong = try await Browser(town).signIn("li", "Wrong-Bridge-42")
    let unknown = try await Browser(town).signIn("nobody", "Wrong-Bridge-42")
    for visit in [wrong, unknown] {
      #expect(visit.status == 403 && visit.text.contains("role=\"alert\""))
      #expect(!visit.text.contains("Wrong-Bridge-42"))
    }
    #expect(wrong.text.contains("登录名或密码不正确") && unknown.text.contains("登录名或密码不正确"))
  }

  @Test func afterFiveFailuresTheRightPasswordIsRefusedToo() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    for _ in 0..<5 {
      _ = try await Browser(town).signIn("li", "Wrong-Bridge-42")
      town.watch.pass(minutes: 1)
    }
    let visit = try await Browser(town).signIn("li")
    #expect(visit.status == 403 && visit.text.contains("已锁定"))
    town.watch.pass(minutes: 30)
    #expect(try await Browser(town).signIn("li").status == 303)
  }

  @Test func whatWasTypedComesBackEscaped() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let visit = try await Browser(town).signIn("\"><script>alert(1)</script>", "x")
    #expect(!visit.text.contains("<script") && visit.text.contains("&quot;&gt;&lt;script&gt;"))
  }

  @Test func aPostThatNeedsACodeAsksForAnAuthenticatorAndThenForItsCode() async throws {
    let town = try Town()
    try town.person("aud", "审计员", role: "auditor", at: "5306")
    let browser = Browser(town)
    try await browser.signIn("aud")
    #expect(try await browser.get("/journal").location == "/me/code")
    let scan = try await browser.send("/me/code", [:])
    #expect(scan.text.contains("<svg class=\"qr\""))
    let secret = try #require(scan.text.split(separator: "<code>").dropFirst().first?.prefix { $0 != "<" })
    let wrong = try await browser.send("/me/code", ["code": "000000"])
    #expect(wrong.status == 403)
    let again = try await browser.send("/me/code", [:])
    let now = try #require(again.text.split(separator: "<code>").dropFirst().first?.prefix { $0 != "<" })
    #expect(secret.count == 32 && now.count == 32)
    let code = OneTimeCode(secret: base32(now)).code(step: OneTimeCode.step(at: town.watch.now))
    let done = try await browser.send("/me/code", ["code": code])
    #expect(done.status == 200 && done.text.components("<code>") == 10)
    #expect(try await browser.get("/journal").status == 200)

    let next = Browser(town)
    #expect(try await next.signIn("aud").status == 303)
    #expect(try await next.get("/journal").location == "/sign-in/code?next=%2Fjournal")
    #expect(try await next.send("/sign-in/code", ["code": code]).status == 403)
    town.watch.pass(minutes: 1)
    let later = OneTimeCode(secret: base32(now)).code(step: OneTimeCode.step(at: town.watch.now))
    #expect(try await next.send("/sign-in/code", ["code": later]).status == 303)
    #expect(try await next.get("/journal").status == 200)
  }

  @Test func aChangedPasswordHoldsAndTheOtherSessionsEnd() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let (one, two) = (Browser(town), Browser(town))
    try await one.signIn("li")
    try await two.signIn("li")
    let differing = try await one.send(
      "/me/password", ["old": Town.password, "new": "Green-Bridge-42", "again": "Green-Bridge-43"])
    #expect(differing.status == 400 && differing.text.contains("href=\"#f-again\""))
    let short = try await one.send("/me/password", ["old": Town.password, "new": "a", "again": "a"])
    #expect(short.status == 400)
    let done = try await one.send(
      "/me/password", ["old": Town.password, "new": "Green-Bridge-42", "again": "Green-Bridge-42"])
    #expect(done.location == "/")
    #expect(try await two.get("/me").status == 303)
    #expect(try await Browser(town).signIn("li").status == 403)
    #expect(try await Browser(town).signIn("li", "Green-Bridge-42").status == 303)
  }

  @Test func anOldPasswordIsToBeChangedFirst() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    town.watch.pass(minutes: 91 * 24 * 60)
    let browser = Browser(town)
    try await browser.signIn("li")
    #expect(try await browser.get("/").location == "/me/password")
    #expect(try await browser.get("/me/password").text.contains("已到期"))
  }

  @Test func oneChoosesAmongSeveralPosts() async throws {
    let town = try Town()
    let li = try town.person("li", "李", role: "county_office")
    let place = try #require(PlaceCode("530628"))
    let other = try town.keeper.appoint(
      Appointment(account: li.id, role: "county_office", place: place, from: town.watch.now.day()),
      by: town.act, as: nil)
    let browser = Browser(town)
    try await browser.signIn("li")
    #expect(try await browser.get("/").location == "/me/posts")
    #expect(try await browser.send("/me/posts", ["post": "\(other)"]).location == "/")
    #expect(try await browser.get("/").text.contains("Place 530628"))
    #expect(try await browser.send("/me/posts", ["post": "1"]).status == 404)
  }

  @Test func sessionsAreListedAndEnded() async throws {
    let town = try Town()
    try town.person("li", "李", role: "county_office")
    let (one, two) = (Browser(town), Browser(town))
    try await one.signIn("li")
    try await two.signIn("li")
    #expect(try await one.get("/me/sessions").text.components("本次登录") == 1)
    #expect(try await one.send("/me/sessions", ["session": ""]).location == "/me/sessions")
    #expect(try await two.get("/me").status == 303)
    #expect(try await one.send("/me/sessions", ["session": "00"]).status == 403)
    #expect(try await one.send("/sign-out", [:]).location == "/sign-in")
    #expect(one.cookies["session"] == nil)
  }

  @Test func aDeputyIsNamedForDays() async throws {
    let town = try Town()
    try town.person("li", "李", role: "village", at: "530627101003")
    try town.person("wang", "王")
    let browser = Browser(town)
    try await browser.signIn("li")
    let unknown = try await browser.send(
      "/me/delegation", ["deputy": "zhao", "from": "2026-01-01", "until": "2026-01-08"])
    #expect(unknown.status == 404 && unknown.text.contains("href=\"#f-deputy\""))
    let day = try await browser.send(
      "/me/delegation", ["deputy": "wang", "from": "soon", "until": "2026-01-08"])
    #expect(day.status == 400 && day.text.contains("href=\"#f-from\""))
    let today = town.watch.now.day()
    let done = try await browser.send(
      "/me/delegation",
      ["deputy": "wang", "from": "\(today)", "until": "\(today.adding(days: 7))"])
    #expect(done.location == "/me/delegation")
    #expect(try await browser.get("/me/delegation").text.contains("王"))
    let deputy = Browser(town)
    try await deputy.signIn("wang")
    #expect(try await deputy.get("/").text.contains("Place 530627101003"))
  }
}

extension String {
  /// How often a text occurs.
  func components(_ text: String) -> Int { ranges(of: text).count }
}

/// RFC 4648 Base32 without padding.
func base32(_ text: some StringProtocol) -> [UInt8] {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
  var (bits, value, bytes): (Int, UInt32, [UInt8]) = (0, 0, [])
  for letter in text {
    value = value << 5 | UInt32(letters.firstIndex(of: letter) ?? 0)
    bits += 5
    if bits >= 8 {
      bits -= 8
      bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(bits)))
    }
  }
  return bytes
}
