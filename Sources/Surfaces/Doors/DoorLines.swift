// What the pages of the doors show: rows of lists and offers, in plain values.

package import Kernel

/// One page of a list. **Shape**: at most 50 rows of `total`.
package struct Listed<Row: Sendable>: Sendable {
  package static var pageSize: Int { 50 }

  package let rows: [Row]
  package let total: Int

  package init(_ rows: [Row], total: Int) { (self.rows, self.total) = (rows, total) }
}

/// What a link that works once is for.
package enum OneTimeOffer: Sendable, Equatable {
  /// Choosing a password for an account.
  case password(login: String, name: String)
  /// The first accounts of all.
  case firstAccounts
}

/// What an authenticator needs to know. **Shape**: the secret in Base32, the address begins `otpauth:`.
package struct Enrolment: Sendable {
  package let secret: String
  package let address: String

  package init(secret: String, address: String) { (self.secret, self.address) = (secret, address) }
}

package struct AccountLine: Sendable {
  package let number: Int64
  package let login: String
  package let name: String
  package let isDisabled: Bool
  package let lockedUntil: Instant?
  package let hasPassword: Bool
  package let hasCode: Bool
  package let createdAt: Instant
  package let postCount: Int

  package init(
    number: Int64, login: String, name: String, isDisabled: Bool = false, lockedUntil: Instant? = nil,
    hasPassword: Bool = true, hasCode: Bool = false, createdAt: Instant, postCount: Int = 0
  ) {
    (self.number, self.login, self.name, self.isDisabled) = (number, login, name, isDisabled)
    (self.lockedUntil, self.hasPassword, self.hasCode) = (lockedUntil, hasPassword, hasCode)
    (self.createdAt, self.postCount) = (createdAt, postCount)
  }
}

package struct PostLine: Sendable {
  package let number: Int64
  package let role: Text
  package let subject: Text?
  package let place: PlaceCode
  package let placeName: String
  package let login: String
  package let name: String
  package let from: Day
  /// The first day on which it is no longer held.
  package let until: Day?
  /// Whose deputy; nil for a post of its own.
  package let deputyOf: String?

  package init(
    number: Int64, role: Text, subject: Text? = nil, place: PlaceCode, placeName: String, login: String,
    name: String, from: Day, until: Day? = nil, deputyOf: String? = nil
  ) {
    (self.number, self.role, self.subject, self.place) = (number, role, subject, place)
    (self.placeName, self.login, self.name) = (placeName, login, name)
    (self.from, self.until, self.deputyOf) = (from, until, deputyOf)
  }
}

/// What a form of appointment asks for, its fields read.
package struct AskedAppointment: Sendable {
  package let login: String
  package let role: String
  package let place: PlaceCode
  package let subject: String?
  package let from: Day
  package let until: Day?
}

package struct SessionLine: Sendable {
  package let id: String
  package let begunAt: Instant
  package let seenAt: Instant
  package let client: String
  package let agent: String
  package let isThis: Bool

  package init(
    id: String, begunAt: Instant, seenAt: Instant, client: String, agent: String, isThis: Bool
  ) {
    (self.id, self.begunAt, self.seenAt) = (id, begunAt, seenAt)
    (self.client, self.agent, self.isThis) = (client, agent, isThis)
  }
}

package struct JournalLine: Sendable {
  /// A field before and after; a value that was sealed and erased is nil.
  package struct Field: Sendable {
    package let name: String
    package let before: String?
    package let after: String?

    package init(_ name: String, from before: String?, to after: String?) {
      (self.name, self.before, self.after) = (name, before, after)
    }
  }

  package let county: Int64
  package let sequence: Int64
  package let at: Instant
  package let actor: String
  package let post: String
  package let client: String
  package let request: String
  package let action: String
  package let subject: String
  package let place: String
  package let reason: String
  package let details: String
  package let fields: [Field]
  /// Hexadecimal.
  package let hash: String
  /// Whether the hash fits the entry and the one before; nil where it was not computed.
  package let isWhole: Bool?

  package init(
    county: Int64, sequence: Int64, at: Instant, actor: String, post: String = "", client: String = "",
    request: String = "", action: String, subject: String, place: String = "", reason: String = "",
    details: String = "", fields: [Field] = [], hash: String = "", isWhole: Bool? = nil
  ) {
    (self.county, self.sequence, self.at, self.actor) = (county, sequence, at, actor)
    (self.post, self.client, self.request, self.action) = (post, client, request, action)
    (self.subject, self.place, self.reason, self.details) = (subject, place, reason, details)
    (self.fields, self.hash, self.isWhole) = (fields, hash, isWhole)
  }
}

package struct SystemFact: Sendable {
  package let name: Text
  package let value: String
  /// Green for fine, red where somebody has to act.
  package let isFine: Bool

  package init(_ name: Text, _ value: String, isFine: Bool = true) {
    (self.name, self.value, self.isFine) = (name, value, isFine)
  }
}

/// What waits for the guardians; nil where it is another guardian's business.
package struct WaitingWork: Sendable {
  package let accountsWithoutPost: Int?
  package let lockedAccounts: Int?
  package let postsEndingSoon: Int?
  package let journalEntries: Int?
  package let isJournalWhole: Bool?

  package init(
    accountsWithoutPost: Int? = nil, lockedAccounts: Int? = nil, postsEndingSoon: Int? = nil,
    journalEntries: Int? = nil, isJournalWhole: Bool? = nil
  ) {
    (self.accountsWithoutPost, self.lockedAccounts) = (accountsWithoutPost, lockedAccounts)
    (self.postsEndingSoon, self.journalEntries) = (postsEndingSoon, journalEntries)
    self.isJournalWhole = isJournalWhole
  }
}
