// Who is behind a browser's token, and what still stands between them and their work.

package import Kernel
package import Vault

/// What the gate asks about a token.
package struct Session: Sendable {
  /// What stands in the way, or nothing.
  package enum State: Sendable, Equatable {
    /// A code from the authenticator is due.
    case codeDue
    /// The post asks for an authenticator, and none is set up.
    case enrolmentDue
    /// The password is too old.
    case passwordDue
    /// Several posts, and none chosen.
    case postDue([Visitor])
    /// No post today: the account can do nothing but look after itself.
    case noPost
    case open(Visitor)
  }

  /// Names the session in the store and in lists; it is not the token.
  package let digest: [UInt8]
  package let account: Account
  package let state: State
  package let formToken: String
  /// All posts that the account holds today.
  package let posts: [Visitor]

  package init(digest: [UInt8], account: Account, state: State, formToken: String, posts: [Visitor]) {
    (self.digest, self.account, self.state) = (digest, account, state)
    (self.formToken, self.posts) = (formToken, posts)
  }

  package var visitor: Visitor? { if case .open(let visitor) = state { visitor } else { nil } }

  /// Whether the account is past password and code, so that it may look after itself.
  package var isProven: Bool {
    switch state {
    case .codeDue, .enrolmentDue, .passwordDue: false
    case .postDue, .noPost, .open: true
    }
  }
}

/// A session just begun: the token goes to the browser and nowhere else.
package struct NewSession: Sendable {
  package let token: SecretToken
  package let session: Session
}

/// A row of one's own list of sessions.
package struct ListedSession: Sendable, Equatable {
  package let digest: [UInt8]
  package let begunAt: Instant
  package let seenAt: Instant
  package let client: String
  package let agent: String
  package let isThis: Bool
}
