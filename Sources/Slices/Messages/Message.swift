// A message to one account: what it tells, and whether it was read.

package import Access
package import Kernel

package struct Message: Equatable, Sendable {
  package let number: Int64
  package let account: AccountID
  /// `digest`, or the fact that is told at once.
  package let kind: String
  package let day: Day
  package let title, words: Text
  /// The path of the page to which it leads.
  package let link: String
  package let at: Instant
  package let readAt: Instant?

  package var json: String {
    JSONText.object([
      ("number", String(number)), ("kind", JSONText.quoted(kind)), ("day", JSONText.quoted("\(day)")),
      ("title", JSONText.quoted(title.zh)), ("titleEn", JSONText.quoted(title.en)),
      ("words", JSONText.quoted(words.zh)), ("wordsEn", JSONText.quoted(words.en)),
      ("link", JSONText.quoted(link)), ("at", JSONText.quoted("\(at)")),
      ("readAt", readAt.map { JSONText.quoted("\($0)") } ?? "null"),
    ])
  }
}

/// A message that is due to an account and not kept yet.
package struct ArisingMessage: Equatable, Sendable {
  package let kind: String
  package let title, words: Text
  package let link: String
  package let channels: [MessageChannel]
}

/// An account with what was counted for all its posts.
package struct MessageReader: Sendable {
  package let account: AccountID
  package let facts: [MessageFact: Int]

  package init(_ account: AccountID, _ facts: [MessageFact: Int]) {
    (self.account, self.facts) = (account, facts)
  }
}

/// How far the sending of a message by one way is.
package struct Delivery: Equatable, Sendable {
  package enum State: String, Sendable {
    case waiting, sent
    case givenUp = "given_up"
  }

  package let message: Int64
  package let channel: MessageChannel
  package var state: State
  package var attempts: Int
  /// When it is tried next; after a beginning, when it counts as broken off.
  package var nextAt: Instant
  package var fault: String

  package init(
    message: Int64, channel: MessageChannel, state: State = .waiting, attempts: Int = 0, nextAt: Instant,
    fault: String = ""
  ) {
    (self.message, self.channel, self.state) = (message, channel, state)
    (self.attempts, self.nextAt, self.fault) = (attempts, nextAt, fault)
  }

  package var json: String {
    JSONText.object([
      ("message", String(message)), ("channel", JSONText.quoted(channel.rawValue)),
      ("state", JSONText.quoted(state.rawValue)), ("attempts", String(attempts)),
      ("nextAt", JSONText.quoted("\(nextAt)")), ("fault", JSONText.quoted(fault)),
    ])
  }
}
