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
  /// Nil until somebody has signed in.
  package var visitor: Visitor?
  /// Names the session in the store; empty where there is none.
  package var session: [UInt8] = []
  /// What forms of this session must bring back; empty where there is no session.
  package var formToken = ""

  package init() {}

  /// **Problems**: `access.visitor.none` (403) where nobody is signed in.
  package func demandVisitor() throws(Problem) -> Visitor {
    guard let visitor else {
      throw Problem(
        "access.visitor.none", .notPermitted, zh: "请先登录。", en: "Please sign in first.")
    }
    return visitor
  }

  /// Who acts by this request.
  package var act: Act {
    Act(
      actor: visitor?.account ?? "", at: at, request: request,
      post: visitor.map { String($0.post.number) } ?? "", client: client)
  }
}

/// A context of requests that pass the gate.
package protocol CallerContext: RequestContext {
  var caller: Caller { get set }
}
