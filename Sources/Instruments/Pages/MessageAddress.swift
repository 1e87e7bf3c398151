// The pages of messages: one's own, unread first, and where one is reached.

import Kernel

package enum MessageAddress: Equatable, Sendable {
  /// The unread ones and the newest that were read; a form marks all as read.
  case list
  /// One that a form marks as read.
  case message(Int64)
  /// Mail address and telephone of the reader.
  case contacts

  var path: String {
    switch self {
    case .list: "/messages"
    case .message(let number): "/messages/\(number)"
    case .contacts: "/messages/contacts"
    }
  }

  /// The page of a path's words behind `messages`; nil where there is none.
  init?(_ words: [String]) {
    switch words.count {
    case 0: self = .list
    case 1 where words[0] == "contacts": self = .contacts
    case 1:
      guard let number = PageAddress.wholeNumber(words[0], in: 1...Int64.max) else { return nil }
      self = .message(number)
    default: return nil
    }
  }
}
