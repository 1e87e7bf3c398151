// What is known of a request before it is answered: where it comes from, and who is signed in.

package import Access
package import Hummingbird
package import Kernel

/// Filled by the gate, read by endpoints.
package struct Caller: Sendable {
  /// Names this request in the journal and in logs.
  package var request = ""
  /// The address of the network it came from; empty where it is not known.
  package var client = ""
  package var at = Instant(milliseconds: 0)
  package var stage = SessionStage.outside
  /// The name to sign in with, and the person's own; empty until a password was right.
  package var account = ""
  package var name = ""
  /// Nil until somebody has signed in and has a post to act in.
  package var visitor: Visitor?
  /// What the place of the post is called.
  package var placeName = ""
  /// What the places above it are called, from the city down.
  package var placesAbove: [String] = []
  package var hasMorePosts = false
  /// Nil where there is none.
  package var session: Session?
  /// What forms must bring back: of the session, or of the browser before there is one.
  package var formToken = ""
  /// What a form brought, its token checked; nil for a request that only reads.
  package var form: FormBody?
  /// The files that came with it.
  package var files: [UploadedFile] = []

  package init() {}

  /// **Problems**: `access.visitor.none` (403) where nobody is signed in.
  package func demandVisitor() throws(Problem) -> Visitor {
    guard let visitor else { throw Caller.nobody }
    return visitor
  }

  static let nobody = Problem(
    "access.visitor.none", .notPermitted, zh: "请先登录。", en: "Please sign in first.")

  /// Names the sending of a form, so that sending it twice acts once; empty where it has no name.
  package var key: String { form?.key ?? "" }

  /// Who acts by this request.
  package var act: Act {
    Act(
      actor: account, at: at, request: request,
      post: visitor.map { String($0.post.number) } ?? "", client: client)
  }

  mutating func enter(_ known: KnownSession) {
    (session, stage, formToken) = (known.session, known.stage, known.formToken)
    (account, name, visitor) = (known.account, known.name, known.visitor)
    (placeName, placesAbove, hasMorePosts) = (known.placeName, known.placesAbove, known.hasMorePosts)
  }
}

/// A context of requests that pass the gate.
package protocol CallerContext: RequestContext {
  var caller: Caller { get set }
}
