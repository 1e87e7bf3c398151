// Who holds which role at which place, from when until when.

package import Kernel

/// A post as it is kept.
package struct Post: Sendable, Equatable {
  package let id: PostID
  package let role: String
  package let place: PlaceCode
  /// The department's line of work, nil where the role has none.
  package let subject: String?
  package let account: AccountID
  package let from: Day
  /// The first day on which it is no longer held, nil where no end is set.
  package let until: Day?
  /// The post whose deputy this is.
  package let deputyOf: PostID?
  /// What a deputy may, nil for all that the post may.
  package let permissions: Set<Permission>?

  package func isHeld(on day: Day) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
  /// Whether it is over for good.
  package func isOver(on day: Day) -> Bool { until.map { $0 <= day } ?? false }
}

/// A post with the names that a list of posts shows.
package struct NamedPost: Sendable, Equatable {
  package let post: Post
  package let login: String
  package let name: String
  /// The own name of whom it stands in for.
  package let deputyOfName: String?
}

/// What is asked for when somebody is appointed.
package struct Appointment: Sendable, Equatable {
  package let account: AccountID
  package let role: String
  package let place: PlaceCode
  package let subject: String?
  package let from: Day
  package let until: Day?

  package init(
    account: AccountID, role: String, place: PlaceCode, subject: String? = nil, from: Day, until: Day? = nil
  ) {
    (self.account, self.role, self.place) = (account, role, place)
    (self.subject, self.from, self.until) = (subject, from, until)
  }
}

/// Whom a holder names for the days of an absence.
package struct Delegation: Sendable, Equatable {
  package let deputy: AccountID
  package let from: Day
  /// The first day on which the holder is back.
  package let until: Day
  /// Nil for all that the post may, but delegating.
  package let permissions: Set<Permission>?

  package init(deputy: AccountID, from: Day, until: Day, permissions: Set<Permission>? = nil) {
    (self.deputy, self.from, self.until, self.permissions) = (deputy, from, until, permissions)
  }
}
