// Sign-in by a provider, and everything that is refused on the way.
import Foundation
import JWTKit
import Kernel
import OpenID
import Synchronization
import Testing

private let at = Instant(milliseconds: 1_760_000_000_000)
private let settings = OpenIDSettings(
  issuer: "https://id.example", clientID: "shouwang", clientSecret: "s&e", redirect: "https://here/back")

@Suite struct OpenIDTests {
  private let provider = FakeProvider()
  private let key = ES256PrivateKey()
  private let random = (0..<96).map { UInt8($0) }

  private func begun() async throws -> (OpenIDProvider, PendingSignIn) {
    let here = OpenIDProvider(settings, client: provider)
    return (here, try await here.begin(random: random).pending)
  }

  /// The code of the refusal and its claim, empty where somebody got in.
  private func refusal(
    _ query: [String: String] = [:], _ change: (inout Claims) -> Void = { _ in }
  ) async throws -> String {
    let (here, pending) = try await begun()
    var claims = Claims()
    claims.nonce = pending.nonce
    change(&claims)
    try await provider.sign(claims, with: key, named: "a")
    do throws(Problem) {
      _ = try await here.finish(
        ["state": pending.state, "code": "c"].merging(query) { $1 }, pending, at: at)
      return ""
    } catch {
      return error.code + (error.details["claim"].map { " " + $0 } ?? "")
    }
  }

  @Test func whoSignedInIsWhomTheProviderNames() async throws {
    let (here, pending) = try await begun()
    var claims = Claims()
    claims.nonce = pending.nonce
    try await provider.sign(claims, with: key, named: "a")
    let who = try await here.finish(["state": pending.state, "code": "c d"], pending, at: at)
    #expect(who.issuer == "https://id.example" && who.subject == "u-17" && who.name == "王五")
    let form = provider.state.withLock { $0.form }
    #expect(form.contains("code=c%20d&redirect_uri=https%3A%2F%2Fhere%2Fback&client_id=shouwang"))
    #expect(form.contains("code_verifier=\(pending.verifier)") && form.hasSuffix("client_secret=s%26e"))
  }

  @Test func theBrowserIsSentWithAChallengeAndNoSecret() async throws {
    let here = OpenIDProvider(settings, client: provider)
    let (url, pending) = try await here.begin(random: random)
    #expect(url.hasPrefix("https://id.example/auth?response_type=code&client_id=shouwang&"))
    #expect(url.contains("state=\(pending.state)") && url.contains("nonce=\(pending.nonce)"))
    #expect(url.contains("code_challenge_method=S256") && !url.contains(pending.verifier))
    #expect(pending.verifier.utf8.count == 43 && !url.contains("s%26e"))
  }

  @Test func eachClaimIsHeldAgainstThisSignIn() async throws {
    #expect(try await refusal() == "")
    #expect(try await refusal { $0.iss = "https://evil.example" } == "openid.token iss")
    #expect(try await refusal { $0.aud = ["other"] } == "openid.token aud")
    #expect(try await refusal { $0.aud = ["shouwang", "other"] } == "openid.token aud")
    #expect(try await refusal { $0.azp = "other" } == "openid.token aud")
    #expect(try await refusal { $0.nonce = "other" } == "openid.token nonce")
    #expect(try await refusal { $0.nonce = nil } == "openid.token nonce")
    #expect(try await refusal { $0.exp = 1_759_999_900 } == "openid.token exp")
    #expect(try await refusal { $0.exp = 1_759_999_960 } == "")
    #expect(try await refusal { $0.nbf = 1_760_000_100 } == "openid.token nbf")
    #expect(try await refusal { $0.sub = "" } == "openid.token sub")
    #expect(try await refusal { $0.exp = nil } == "openid.token signature")
  }

  @Test func whatTheBrowserBringsIsHeldAgainstWhatBegan() async throws {
    #expect(try await refusal(["state": "other"]) == "openid.state")
    #expect(try await refusal(["iss": "https://evil.example"]) == "openid.token iss")
    #expect(try await refusal(["error": "access_denied"]) == "openid.refused")
    #expect(try await refusal(["code": ""]) == "openid.answer")
    provider.state.withLock { $0.tokenStatus = 400 }
    #expect(try await refusal() == "openid.refused")
  }

  private func finish(_ token: String) async throws -> String {
    let (here, pending) = try await begun()
    provider.state.withLock { $0.token = token }
    do throws(Problem) {
      _ = try await here.finish(["state": pending.state, "code": "c"], pending, at: at)
      return ""
    } catch {
      return error.code + (error.details["claim"].map { " " + $0 } ?? "")
    }
  }

  private func part(_ json: String) -> String {
    Data(json.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-")
      .replacing("/", with: "_")
  }

  @Test func onlyTheProvidersOwnKeySigns() async throws {
    try await provider.sign(Claims(), with: key, named: "a")
    let foreign = try await FakeProvider.signed(Claims(), with: ES256PrivateKey(), named: "a")
    #expect(try await finish(foreign) == "openid.token signature")
    let claims = part("{\"iss\":\"https://id.example\",\"sub\":\"x\",\"aud\":\"shouwang\",\"exp\":1}")
    #expect(try await finish(part("{\"alg\":\"none\"}") + ".\(claims).") == "openid.token alg")
    let shared = part("{\"alg\":\"HS256\",\"kid\":\"a\"}")
    #expect(try await finish(shared + ".\(claims).AAAA") == "openid.token alg")
    #expect(try await finish("a.b") == "openid.token form")
    #expect(try await finish("") == "openid.token form")
  }

  @Test func aNewKeyIsAskedForOnceAMinute() async throws {
    let (here, pending) = try await begun()
    var claims = Claims()
    claims.nonce = pending.nonce
    let query = ["state": pending.state, "code": "c"]
    try await provider.sign(claims, with: key, named: "a")
    _ = try await here.finish(query, pending, at: at)
    try await provider.sign(claims, with: ES256PrivateKey(), named: "b")
    await #expect(throws: Problem.self) { try await here.finish(query, pending, at: at) }
    #expect(provider.count("/keys") == 1)
    let later = Instant(milliseconds: at.milliseconds + 60_000)
    #expect(try await here.finish(query, pending, at: later).subject == "u-17")
    #expect(provider.count("/keys") == 2 && provider.count("openid-configuration") == 1)
  }

  @Test(arguments: [
    "{}", "no json", "{\"issuer\":\"https://evil.example\"}",
    """
    {"issuer":"https://id.example","authorization_endpoint":"http://id.example/auth",
     "token_endpoint":"https://id.example/token","jwks_uri":"https://id.example/keys"}
    """,
  ])
  func aProviderThatDescribesAnotherIsRefused(directory: String) async throws {
    provider.state.withLock { $0.directory = directory }
    let here = OpenIDProvider(settings, client: provider)
    let problem = await #expect(throws: Problem.self) { try await here.begin(random: random) }
    #expect(problem?.code == "openid.answer")
  }
}
