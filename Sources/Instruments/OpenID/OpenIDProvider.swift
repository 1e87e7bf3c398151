// Sign-in by a provider: the way there with a code to come back with, and what comes back checked.

import Crypto
import Foundation
import JWTKit
package import Kernel

/// Authorization code with PKCE. **Source**: OpenID Connect Core 1.0, Discovery 1.0, RFC 6749,
/// RFC 7636, RFC 9207.
package actor OpenIDProvider {
  private struct Directory: Decodable {
    let issuer: String
    let authorization_endpoint: String
    let token_endpoint: String
    let jwks_uri: String
  }

  private struct TokenAnswer: Decodable { let id_token: String }
  private struct TokenRefusal: Decodable { let error: String }

  /// Signatures by the provider's private key alone: what is signed by a shared secret, or not at all, is
  /// refused.
  private static let algorithms: Set<String> = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
  ]

  private let settings: OpenIDSettings
  private let client: any ProviderClient
  private var directory: Directory?
  private var keys: (collection: JWTKeyCollection, names: Set<String>)?
  /// Keys are asked for anew at most once a minute, whatever tokens name.
  private var keysAskedAt: Int64?

  package init(_ settings: OpenIDSettings, client: any ProviderClient = NetworkProviderClient()) {
    (self.settings, self.client) = (settings, client)
  }

  /// Where to send the browser, and what to keep until it is back.
  /// - Parameter random: 96 bytes of chance, made for this sign-in alone.
  /// **Problems**: `openid.unreachable`, `openid.answer` where the provider does not describe itself.
  package func begin(random: [UInt8]) async throws(Problem) -> (url: String, pending: PendingSignIn) {
    precondition(random.count == 96, "a sign-in takes 96 bytes of chance")
    let directory = try await readDirectory()
    let pending = PendingSignIn(
      state: Self.base64(random[0..<32]), nonce: Self.base64(random[32..<64]),
      verifier: Self.base64(random[64..<96]))
    let challenge = Self.base64(SHA256.hash(data: Data(pending.verifier.utf8)))
    let query = Self.form([
      ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", settings.redirect),
      ("scope", "openid profile email"), ("state", pending.state), ("nonce", pending.nonce),
      ("code_challenge", challenge), ("code_challenge_method", "S256"),
    ])
    let place = directory.authorization_endpoint
    return ("\(place)\(place.contains("?") ? "&" : "?")\(query)", pending)
  }

  /// Exchanges what the browser brought back for who signed in.
  /// - Parameter query: names and values of the address to which the provider sent the browser.
  /// **Problems**: `openid.state`, `openid.refused`, `openid.token` with the claim, `openid.answer`,
  /// `openid.unreachable`.
  package func finish(
    _ query: [String: String], _ pending: PendingSignIn, at: Instant
  ) async throws(Problem) -> OpenIDIdentity {
    guard let state = query["state"], areEqualSecrets(state, pending.state) else {
      throw OpenIDProblems.state
    }
    if let issuer = query["iss"], issuer != settings.issuer { throw OpenIDProblems.token("iss") }
    if let error = query["error"] { throw OpenIDProblems.refused(error) }
    guard let code = query["code"], !code.isEmpty else { throw OpenIDProblems.answer("code") }
    let token = try await exchange(code, pending)
    let claims = try await verified(token, at: at)
    try claims.check(settings, nonce: pending.nonce, at: at)
    return OpenIDIdentity(issuer: claims.iss, subject: claims.sub, name: claims.name, email: claims.email)
  }

  private func readDirectory() async throws(Problem) -> Directory {
    if let directory { return directory }
    let place = settings.issuer.hasSuffix("/") ? String(settings.issuer.dropLast()) : settings.issuer
    let answer = try await client.ask("\(place)/.well-known/openid-configuration", form: nil)
    guard answer.status == 200,
      let found = try? JSONDecoder().decode(Directory.self, from: Data(answer.body.utf8)),
      found.issuer == settings.issuer,
      [found.authorization_endpoint, found.token_endpoint, found.jwks_uri].allSatisfy(isSafe)
    else { throw OpenIDProblems.answer("discovery") }
    directory = found
    return found
  }

  /// Encrypted, unless the provider itself is named without, as on this machine.
  private func isSafe(_ url: String) -> Bool {
    url.hasPrefix("https://") || settings.issuer.hasPrefix("http://") && url.hasPrefix("http://")
  }

  private func exchange(_ code: String, _ pending: PendingSignIn) async throws(Problem) -> String {
    let directory = try await readDirectory()
    var fields = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect),
      ("client_id", settings.clientID), ("code_verifier", pending.verifier),
    ]
    if !settings.clientSecret.isEmpty { fields.append(("client_secret", settings.clientSecret)) }
    let answer = try await client.ask(directory.token_endpoint, form: Self.form(fields))
    guard answer.status == 200 else {
      let refusal = try? JSONDecoder().decode(TokenRefusal.self, from: Data(answer.body.utf8))
      throw refusal.map { OpenIDProblems.refused($0.error) } ?? OpenIDProblems.answer("token")
    }
    guard let token = try? JSONDecoder().decode(TokenAnswer.self, from: Data(answer.body.utf8)) else {
      throw OpenIDProblems.answer("token")
    }
    return token.id_token
  }

  private func verified(_ token: String, at: Instant) async throws(Problem) -> IDToken {
    let head = try IDToken.Head(of: token)
    guard Self.algorithms.contains(head.alg) else { throw OpenIDProblems.token("alg") }
    let keys = try await keys(for: head.kid, at: at)
    do {
      return try await keys.verify(token, as: IDToken.self, iteratingKeys: head.kid == nil)
    } catch {
      throw OpenIDProblems.token("signature")
    }
  }

  /// The provider's keys; a name that is not among them may be that of a newer key.
  private func keys(for name: String?, at: Instant) async throws(Problem) -> JWTKeyCollection {
    if let keys, name.map({ keys.names.contains($0) }) ?? true { return keys.collection }
    if let keys, let keysAskedAt, at.milliseconds - keysAskedAt < 60_000 { return try known(keys, name) }
    let found = try await readKeys()
    (keys, keysAskedAt) = (found, at.milliseconds)
    return try known(found, name)
  }

  private func known(
    _ keys: (collection: JWTKeyCollection, names: Set<String>), _ name: String?
  ) throws(Problem) -> JWTKeyCollection {
    if let name, !keys.names.contains(name) { throw OpenIDProblems.token("kid") }
    return keys.collection
  }

  private func readKeys() async throws(Problem) -> (collection: JWTKeyCollection, names: Set<String>) {
    let answer = try await client.ask(try await readDirectory().jwks_uri, form: nil)
    guard answer.status == 200,
      let set = try? JSONDecoder().decode(JWKS.self, from: Data(answer.body.utf8))
    else { throw OpenIDProblems.answer("keys") }
    let collection = JWTKeyCollection()
    var names: Set<String> = []
    for key in set.keys where key.keyType != .octetKeyPair || key.curve != nil {
      // A key of a kind that is not known here is passed over.
      if (try? await collection.add(jwk: key)) != nil, let name = key.keyIdentifier {
        names.insert(name.string)
      }
    }
    return (collection, names)
  }

  private static func form(_ fields: [(String, String)]) -> String {
    fields.map { "\($0)=\(encoded($1))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    return text.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private static func base64(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }
}
