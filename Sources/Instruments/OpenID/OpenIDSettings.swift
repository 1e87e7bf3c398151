// The provider that is trusted, and who this server is to it.

package struct OpenIDSettings: Sendable {
  /// As the provider itself writes it.
  package let issuer: String
  package let clientID: String
  /// Empty for a client without a secret.
  package let clientSecret: String
  /// The address of this server to which the provider sends the browser back.
  package let redirect: String

  package init(issuer: String, clientID: String, clientSecret: String, redirect: String) {
    (self.issuer, self.clientID) = (issuer, clientID)
    (self.clientSecret, self.redirect) = (clientSecret, redirect)
  }
}

/// A sign-in that has begun: kept by the server with the browser's session until the browser is back, and
/// used once.
package struct PendingSignIn: Equatable, Sendable {
  package let state: String
  package let nonce: String
  /// Proves to the provider that who begins is who ends (RFC 7636).
  package let verifier: String

  package init(state: String, nonce: String, verifier: String) {
    (self.state, self.nonce, self.verifier) = (state, nonce, verifier)
  }
}

/// Who signed in, as the provider tells it. Only `issuer` and `subject` together name an account.
package struct OpenIDIdentity: Equatable, Sendable {
  package let issuer: String
  package let subject: String
  package let name: String?
  package let email: String?
}
