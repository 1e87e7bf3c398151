// A provider of sign-ins in memory, which signs for whom a test tells it to.
import Foundation
import Kernel
import OpenID
import Synchronization
import Vault

final class FakeProvider: ProviderClient, Sendable {
  static let issuer = "https://id.example"

  private struct State {
    /// Statements by code, each given out once.
    var statements: [String: String] = [:]
    var isAway = false
    var exchanges = 0
  }

  private let key: SigningKey
  private let state = Mutex(State())

  init() throws { key = try SigningKey(random: [UInt8](repeating: 5, count: 32)) }

  var exchanges: Int { state.withLock { $0.exchanges } }

  func leave() { state.withLock { $0.isAway = true } }

  /// Somebody signs in there and is sent back with a code.
  func agree(_ subject: String, code: String, nonce: String, at instant: Instant) {
    let expiry = instant.milliseconds / 1_000 + 300
    let claims = """
      {"iss":"https://id.example","sub":"\(subject)","aud":"shouwang","exp":\(expiry),"nonce":"\(nonce)"}
      """
    let text = [#"{"alg":"EdDSA","kid":"a"}"#, claims].map { base64(Array($0.utf8)) }.joined(separator: ".")
    let token = "\(text).\(base64(key.signature(of: text)))"
    state.withLock { $0.statements[code] = token }
  }

  func ask(_ url: String, form: String?) async throws(Problem) -> ProviderAnswer {
    if state.withLock({ $0.isAway }) {
      throw Problem("openid.unreachable", .unavailable, zh: "无法连接", en: "It cannot be reached.")
    }
    switch url {
    case FakeProvider.issuer + "/.well-known/openid-configuration":
      return ProviderAnswer(
        status: 200,
        body: """
          {"issuer":"https://id.example","authorization_endpoint":"https://id.example/auth",
          "token_endpoint":"https://id.example/token","jwks_uri":"https://id.example/keys"}
          """)
    case FakeProvider.issuer + "/keys":
      let x = key.verifying.text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
      return ProviderAnswer(
        status: 200,
        body: #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"a","alg":"EdDSA","x":"\#(x)"}]}"#)
    default: return exchange(form ?? "")
    }
  }

  private func exchange(_ form: String) -> ProviderAnswer {
    let code = form.split(separator: "&").first { $0.hasPrefix("code=") }.map { String($0.dropFirst(5)) }
    let token = state.withLock { state in
      state.exchanges += 1
      return state.statements.removeValue(forKey: code ?? "")
    }
    guard let token else { return ProviderAnswer(status: 400, body: #"{"error":"invalid_grant"}"#) }
    return ProviderAnswer(status: 200, body: #"{"id_token":"\#(token)"}"#)
  }

  private func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
