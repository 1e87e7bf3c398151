// Who is signed in, in which post, what that lets them see, and how they ask for something.

package import Kernel

/// An account in one of its posts: all that a page or a command asks about its user.
/// A post sees the places below its own, and a department of these only its subject.
package struct Visitor: Sendable, Equatable {
  /// The name to sign in with.
  package let account: String
  /// The person's own name.
  package let name: String
  package let post: PostID
  package let role: Role
  package let place: PlaceCode
  /// The department's line of work, nil for posts that see everything of their place.
  package let subject: Subject?
  /// Whose deputy the visitor is, nil in their own post.
  package let deputyOf: String?

  package init(
    account: String, name: String, post: PostID, role: Role, place: PlaceCode, subject: Subject? = nil,
    deputyOf: String? = nil
  ) {
    (self.account, self.name, self.post, self.role) = (account, name, post, role)
    (self.place, self.subject, self.deputyOf) = (place, subject, deputyOf)
  }

  package func may(_ permission: Permission) -> Bool { role.permissions.contains(permission) }

  /// **Problems**: `access.permission.missing` (403) where the post lacks it.
  package func demand(_ permission: Permission) throws(Problem) {
    guard may(permission) else {
      throw Problem(
        "access.permission.missing", .notPermitted,
        zh: "您的岗位“\(role.title.zh)”没有这项权限。如工作需要，请联系安全管理员。",
        en:
          "Your post, \(role.title.en), does not permit this. If your work needs it, ask the "
          + "security administrator.",
        details: ["permission": permission.rawValue])
    }
  }

  /// Codes of all places that are seen: the bound of every query.
  package var subtree: ClosedRange<Int64> { place.subtree }

  package func sees(_ place: PlaceCode) -> Bool { subtree.contains(place.number) }

  /// **Problems**: `unknown`, the very refusal for a thing that there is not: it tells nothing.
  package func demand(_ place: PlaceCode, or unknown: @autoclosure () -> Problem) throws(Problem) {
    guard sees(place) else { throw unknown() }
  }

  /// Whether numbers of a place are shown: those of single villages and groups stand for too few households
  /// for a department, and for whoever reads no household.
  package func seesNumbers(of place: PlaceCode) -> Bool {
    may(.householdRead) && subject == nil || place.level < .village
  }

  /// Whether findings of a cause, or rows of a feed, are the visitor's business.
  package func handles(cause: String) -> Bool { subject?.causes.contains(cause) ?? true }
  package func handles(feed: String) -> Bool { subject?.feeds.contains(feed) ?? true }
}

package enum PostKind {}
/// A post: a role at a place or department for a period, held by an account.
package typealias PostID = ID<PostKind>

/// Who asks, when, in which post and by which key; the same for every verb.
package struct Asking: Sendable {
  package let act: Act
  /// Nil on the machine itself.
  package let visitor: Visitor?
  /// The same key answers the first result.
  package let key: String

  package init(_ act: Act, as visitor: Visitor?, key: String = "") {
    (self.act, self.visitor, self.key) = (act, visitor, key)
  }

  package var today: Day { act.at.day() }

  /// **Problems**: `access.permission.missing`, `access.post.place` outside of the visitor's place.
  package func demand(_ permission: Permission, _ place: PlaceCode) throws(Problem) {
    try visitor?.demand(permission)
    try visitor?.demand(place, or: AccessProblems.place(place))
  }
}
