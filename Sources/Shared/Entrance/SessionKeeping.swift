// What the gate asks of those who keep sessions.

package import Access
package import Kernel

/// How far somebody has come in.
package enum SessionStage: Equatable, Sendable {
  /// Nobody has signed in.
  case outside
  /// The password was right; a code is still due.
  case codeDue
  /// The password is too old and has to be changed first.
  case passwordDue
  /// The post asks for a second factor that is not set up yet.
  case enrolmentDue
  /// There are several posts, or none, to act in.
  case postDue
  case inside
}

/// A session that the browser's token names.
package struct KnownSession: Sendable {
  package let session: Session?
  package let stage: SessionStage
  /// The name to sign in with.
  package let account: String
  /// The person's own name.
  package let name: String
  /// Set from the stage `inside` on.
  package let visitor: Visitor?
  package let placeName: String
  /// What the places above it are called, from the city down.
  package let placesAbove: [String]
  package let hasMorePosts: Bool
  package let formToken: String

  package init(
    session: Session?, stage: SessionStage, account: String, name: String, visitor: Visitor? = nil,
    placeName: String = "", placesAbove: [String] = [], hasMorePosts: Bool = false, formToken: String
  ) {
    (self.session, self.stage, self.account, self.name) = (session, stage, account, name)
    (self.visitor, self.placeName, self.placesAbove) = (visitor, placeName, placesAbove)
    (self.hasMorePosts, self.formToken) = (hasMorePosts, formToken)
  }
}

/// Keeps sessions.
package protocol SessionKeeping: Sendable {
  /// The session of a browser's token, nil where it is unknown, over or too old; notes that it was used.
  func session(of token: String, _ act: Act) async throws(Problem) -> KnownSession?
}
