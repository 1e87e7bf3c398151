// Sign-in by a provider that others wrote, over the network of this machine.
import Access
import Kernel
import OpenID
import Pages
import Testing

@Suite(.enabled(if: Glewlwyd.isInstalled, "glewlwyd is not installed; bin/setup test brings it"))
struct RealProviderTests {
  private static let redirect = "https://town.example/sign-in/back/openid"
  private static let (client, secret) = ("shouwang", "town & secret")
  private static let (user, password) = ("li", "Paper-Lantern-9")

  /// From the page of sign-in to the provider, its sign-in, and back.
  private func walk(_ browser: Browser, _ provider: Glewlwyd) async throws -> Visit {
    let away = try await browser.get("/sign-in/with/openid?next=%2Fme")
    #expect(away.status == 303 && away.location.hasPrefix(provider.issuer + "/auth?"))
    let back = try await provider.visit(
      away.location, client: Self.client, user: Self.user, password: Self.password)
    #expect(back.hasPrefix(Self.redirect + "?"))
    return try await browser.get(String(back.dropFirst("https://town.example".count)))
  }

  @Test func aStrangerIsLinkedAndThenComesIn() async throws {
    let provider = try Glewlwyd()
    defer { provider.stop() }
    try await provider.begin(
      client: Self.client, secret: Self.secret, redirect: Self.redirect, user: Self.user,
      password: Self.password)
    let town = try Town(
      issuer: provider.issuer, secret: Self.secret, provider: NetworkProviderClient())
    let li = try town.person("li.si", "李四", role: "county_office")
    let browser = Browser(town)

    let stranger = try await walk(browser, provider)
    #expect(stranger.status == 403 && stranger.text.contains("doors.provider.stranger"))
    let told = try #require(stranger.text.firstRange(of: "this id: "))
    let subject = String(stranger.text[told.upperBound...].prefix { $0.isASCII && $0 != "<" })
    try town.keeper.linkIdentity(
      issuer: provider.issuer, subject: subject, to: li.id, by: town.act, as: nil)

    let back = try await walk(browser, provider)
    #expect(back.status == 303 && back.location == "/me")
    #expect(try await browser.get("/me").text.contains("李四"))
    #expect(town.tries == [false, true])

    let liar = try Town(issuer: provider.issuer, secret: "wrong", provider: NetworkProviderClient())
    let refused = try await walk(Browser(liar), provider)
    #expect(refused.status == 403 && refused.text.contains("openid.refused"))
  }
}
