// A provider in memory: signs what a test wants it to sign, and counts what it is asked.
import Foundation
import JWTKit
import Kernel
import OpenID
import Synchronization

struct Claims: JWTPayload {
  var iss: String? = "https://id.example"
  var sub: String? = "u-17"
  var aud: [String]? = ["shouwang"]
  var exp: Double? = 1_760_000_300
  var nbf: Double?
  var nonce: String?
  var azp: String?
  var name: String? = "王五"
  var email: String? = "w@example.org"

  func verify(using algorithm: some JWTAlgorithm) throws {}
}

final class FakeProvider: ProviderClient {
  struct State {
    var directory = """
      {"issuer":"https://id.example","authorization_endpoint":"https://id.example/auth",
       "token_endpoint":"https://id.example/token","jwks_uri":"https://id.example/keys"}
      """
    var keys = "{\"keys\":[]}"
    var token = ""
    var tokenStatus = 200
    var asked: [String] = []
    var form = ""
  }

  let state = Mutex(State())

  func ask(_ url: String, form: String?) async throws(Problem) -> ProviderAnswer {
    state.withLock { state in
      state.asked.append(url)
      switch url {
      case "https://id.example/.well-known/openid-configuration":
        return ProviderAnswer(status: 200, body: state.directory)
      case "https://id.example/keys": return ProviderAnswer(status: 200, body: state.keys)
      case "https://id.example/token":
        state.form = form ?? ""
        let token = "{\"id_token\":\"\(state.token)\"}"
        let isGiven = state.tokenStatus == 200
        return ProviderAnswer(
          status: state.tokenStatus, body: isGiven ? token : "{\"error\":\"invalid_grant\"}")
      default: return ProviderAnswer(status: 404, body: "")
      }
    }
  }

  func count(_ end: String) -> Int { state.withLock { $0.asked.count { $0.hasSuffix(end) } } }

  /// Signs with a key and shows the key under its name.
  func sign(_ claims: Claims, with key: ES256PrivateKey, named name: String) async throws {
    let token = try await FakeProvider.signed(claims, with: key, named: name)
    let point = try present(key.publicKey.parameters)
    let jwk =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"\(name)\","
      + "\"x\":\"\(point.x)\",\"y\":\"\(point.y)\"}"
    state.withLock { ($0.token, $0.keys) = (token, "{\"keys\":[\(jwk)]}") }
  }

  static func signed(_ claims: Claims, with key: ES256PrivateKey, named name: String) async throws -> String {
    let keys = JWTKeyCollection()
    await keys.add(ecdsa: key, kid: JWKIdentifier(string: name))
    return try await keys.sign(claims, kid: JWKIdentifier(string: name))
  }
}

struct NoPoint: Error {}

private func present<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw NoPoint() }
  return value
}
