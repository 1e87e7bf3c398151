// What a provider signs about who signed in.

import Foundation
import JWTKit
import Kernel

struct IDToken: JWTPayload {
  let iss: String
  let sub: String
  let aud: AudienceClaim
  let exp: ExpirationClaim
  let nbf: NotBeforeClaim?
  let nonce: String?
  let azp: String?
  let name: String?
  let email: String?

  /// Times are compared with the instant of the request, in `check`.
  func verify(using algorithm: some JWTAlgorithm) throws {}

  /// **Source**: OpenID Connect Core 1.0, section 3.1.3.7. Clocks may differ by a minute.
  func check(_ settings: OpenIDSettings, nonce expected: String, at: Instant) throws(Problem) {
    let now = Double(at.milliseconds) / 1_000
    let audience = aud.value
    let isOurs = audience.contains(settings.clientID) && (azp == nil || azp == settings.clientID)
    let isOnlyOurs = audience.count == 1 || azp != nil
    let faults: [(Bool, String)] = [
      (iss == settings.issuer, "iss"), (isOurs && isOnlyOurs, "aud"), (nonce == expected, "nonce"),
      (exp.value.timeIntervalSince1970 + 60 > now, "exp"),
      ((nbf?.value.timeIntervalSince1970 ?? 0) - 60 < now, "nbf"),
      (!sub.isEmpty && sub.utf8.count <= 255, "sub"),
    ]
    for (isRight, claim) in faults where !isRight { throw OpenIDProblems.token(claim) }
  }

  /// What the first part of a token says of itself; nothing of it is believed before its signature is.
  struct Head: Decodable {
    let alg: String
    let kid: String?

    init(of token: String) throws(Problem) {
      let parts = token.split(separator: ".", omittingEmptySubsequences: false)
      var text = String(parts[0]).replacing("-", with: "+").replacing("_", with: "/")
      text += String(repeating: "=", count: (4 - text.count % 4) % 4)
      guard parts.count == 3, let data = Data(base64Encoded: text),
        let head = try? JSONDecoder().decode(Head.self, from: data)
      else { throw OpenIDProblems.token("form") }
      self = head
    }
  }
}
