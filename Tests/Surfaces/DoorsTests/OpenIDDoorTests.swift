// Signing in by a provider, through the router: there, back, and everything that must not open.
import Access
import Hummingbird
import Kernel
import Pages
import Testing

@Suite struct OpenIDDoorTests {
  /// A town with a provider, and Li whose account belongs to the identity `u-17`.
  private func town(isSecure: Bool = false) throws -> (Town, FakeProvider) {
    let provider = try FakeProvider()
    let town = try Town(isSecure: isSecure, provider: provider)
    let li = try town.person("li", "李", role: "county_office")
    try town.keeper.linkIdentity(
      issuer: FakeProvider.issuer, subject: "u-17", to: li.id, by: town.act, as: nil)
    return (town, provider)
  }

  /// Goes to the provider and tells what it was asked for.
  private func leave(_ browser: Browser, next: String = "") async throws -> PageQuery {
    let query = next.isEmpty ? "" : "?next=" + PageQuery.encoded(next)
    let away = try await browser.get("/sign-in/with/openid\(query)")
    #expect(away.status == 303 && away.location.hasPrefix("https://id.example/auth?"))
    #expect(away.headers[.cacheControl] == "no-store")
    return try PageQuery(reading: String(away.location.split(separator: "?")[1]))
  }

  /// Where the provider sends the browser back to, for somebody who agreed there.
  private func agree(
    _ subject: String, _ asked: PageQuery, _ town: Town, _ provider: FakeProvider, code: String = "c1"
  ) -> String {
    provider.agree(subject, code: code, nonce: asked["nonce"] ?? "", at: town.watch.now)
    return "/sign-in/back/openid?state=\(asked["state"] ?? "")&code=\(code)"
  }

  @Test func whoeverTheProviderVouchesForComesInWhereTheyWantedTo() async throws {
    let (town, provider) = try town()
    let browser = Browser(town)
    #expect(try await browser.get("/sign-in").text.contains("href=\"/sign-in/with/openid\""))
    let asked = try await leave(browser, next: "/places/530627")
    #expect(asked["redirect_uri"] == "https://town.example/sign-in/back/openid")
    #expect(asked["code_challenge_method"] == "S256" && asked["response_type"] == "code")
    #expect(browser.cookies["provider"]?.contains(asked["state"] ?? "?") == false)
    let back = try await browser.get(agree("u-17", asked, town, provider))
    #expect(back.status == 303 && back.location == "/places/530627")
    #expect(browser.cookies["provider"] == nil && browser.cookies["session"] != nil)
    #expect(try await browser.get("/me").text.contains("李"))
    #expect(town.tries == [true])
  }

  @Test func cookiesOfAServerOverTLSAreBoundToIt() async throws {
    let (town, provider) = try town(isSecure: true)
    let browser = Browser(town)
    let asked = try await leave(browser)
    #expect(browser.cookies["__Host-provider"] != nil)
    let back = try await browser.get(agree("u-17", asked, town, provider))
    #expect(back.location == "/" && browser.cookies["__Host-session"] != nil)
    #expect(back.headers[values: .setCookie].allSatisfy { $0.contains("; Secure") })
  }

  @Test func aWrongStateOpensNothingAndUsesNothingUp() async throws {
    let (town, provider) = try town()
    let browser = Browser(town)
    let asked = try await leave(browser)
    let path = agree("u-17", asked, town, provider)
    let forged = try await browser.get("/sign-in/back/openid?state=forged&code=c1")
    #expect(forged.status == 403 && forged.text.contains("openid.state"))
    #expect(browser.cookies["session"] == nil && provider.exchanges == 0)
    #expect(try await browser.get(path).status == 303)
    #expect(town.tries == [false, true])
  }

  @Test func anotherBrowserCannotFinishWhatOneBegan() async throws {
    let (town, provider) = try town()
    let asked = try await leave(Browser(town))
    let path = agree("u-17", asked, town, provider)
    let other = Browser(town)
    #expect(try await other.get(path).status == 403)
    _ = try await leave(other)
    #expect(try await other.get(path).text.contains("openid.state"))
    #expect(other.cookies["session"] == nil && provider.exchanges == 0)
  }

  @Test func whatCameBackOnceDoesNotComeBackAgain() async throws {
    let (town, provider) = try town()
    let browser = Browser(town)
    let asked = try await leave(browser)
    let kept = browser.cookies["provider"]
    let path = agree("u-17", asked, town, provider)
    #expect(try await browser.get(path).status == 303)
    let thief = Browser(town)
    thief.cookies["provider"] = kept
    let again = try await thief.get(agree("u-17", asked, town, provider))
    #expect(again.status == 403 && again.text.contains("doors.provider.stale"))
    #expect(thief.cookies["session"] == nil && provider.exchanges == 1)
  }

  @Test func afterTenMinutesItIsTooLate() async throws {
    let (town, provider) = try town()
    let browser = Browser(town)
    let asked = try await leave(browser)
    let path = agree("u-17", asked, town, provider)
    town.watch.pass(minutes: 10)
    let late = try await browser.get(path)
    #expect(late.status == 403 && late.text.contains("doors.provider.stale"))
    #expect(provider.exchanges == 0)
  }

  @Test(arguments: ["", "00", "zz", "0123456789abcdef0123456789abcdef"])
  func whatThisServerDidNotKeepIsRefused(kept: String) async throws {
    let (town, _) = try town()
    let browser = Browser(town)
    browser.cookies["provider"] = kept
    let visit = try await browser.get("/sign-in/back/openid?state=&code=c1")
    #expect(visit.status == 403 && visit.text.contains("doors.provider.stale"))
  }

  @Test func aStrangerIsToldWhatTheAdministratorNeeds() async throws {
    let (town, provider) = try town()
    let browser = Browser(town)
    let asked = try await leave(browser)
    let visit = try await browser.get(agree("u-18<b>", asked, town, provider))
    #expect(visit.status == 403 && visit.text.contains("doors.provider.stranger"))
    #expect(visit.text.contains("u-18&lt;b&gt;") && browser.cookies["session"] == nil)
    #expect(town.tries == [false])
  }

  @Test func anAccountThatIsShutStaysShut() async throws {
    let (town, provider) = try town()
    try town.keeper.disableAccount(town.keeper.account(login: "li").id, by: town.act, as: nil)
    let browser = Browser(town)
    let asked = try await leave(browser)
    let visit = try await browser.get(agree("u-17", asked, town, provider))
    #expect(visit.status == 403 && visit.text.contains("access.account.disabled"))
  }

  @Test func theProvidersNoAndItsAbsenceAreTold() async throws {
    let (town, provider) = try town()
    let browser = Browser(town)
    let asked = try await leave(browser)
    let refused = try await browser.get(
      "/sign-in/back/openid?state=\(asked["state"] ?? "")&error=access_denied")
    #expect(refused.status == 403 && refused.text.contains("openid.refused"))
    let unreachable = try FakeProvider()
    unreachable.leave()
    let visit = try await Browser(try Town(provider: unreachable)).get("/sign-in/with/openid")
    #expect(visit.status == 503 && visit.text.contains("openid.unreachable"))
  }

  @Test func aProviderThatThereIsNotIsNotFound() async throws {
    let (town, _) = try town()
    #expect(try await Browser(town).get("/sign-in/with/other").status == 404)
    #expect(try await Browser(town).get("/sign-in/back/other?state=a&code=b").status == 404)
  }

  @Test func aWayOutOfThesePagesIsNotFollowed() async throws {
    let (town, provider) = try town()
    let browser = Browser(town)
    let asked = try await leave(browser, next: "https://evil.example/")
    #expect(try await browser.get(agree("u-17", asked, town, provider)).location == "/")
  }
}
