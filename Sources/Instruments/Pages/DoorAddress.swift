// The pages of the doors: signing in, one's own account, accounts, posts, the journal, the system.

import Kernel

/// A page that is about those who use the system. **Shape**: numbers are those of the store.
package enum DoorAddress: Equatable, Sendable {
  /// `next` is where the reader wanted to go.
  case signIn(next: String)
  case signInCode(next: String)
  case signOut
  /// A link that works once: it sets a password, or begins the whole system.
  case oneTimeLink(String)
  /// What to do while there is no account yet.
  case firstRun
  case choosePost(next: String)
  case me
  case myPassword
  /// The second factor: a code from a telephone.
  case myCode
  case mySessions
  case myDelegation
  case accounts(AccountView)
  case account(Int64)
  case newAccount
  case posts(PostView)
  case post(Int64)
  case handOver(Int64)
  case newPost(account: String)
  case journal(JournalView)
  case journalEntry(county: Int64, sequence: Int64)
  case system
  /// Every part of the pages, shown once.
  case style
  /// Where signing in at a provider begins, and where it comes back to.
  case openIDStart(String, next: String)
  case openIDReturn(String)

  var path: String {
    switch self {
    case .signIn: "/sign-in"
    case .signInCode: "/sign-in/code"
    case .signOut: "/sign-out"
    case .oneTimeLink(let token): "/links/\(token)"
    case .firstRun: "/first-run"
    case .choosePost: "/me/posts"
    case .me: "/me"
    case .myPassword: "/me/password"
    case .myCode: "/me/code"
    case .mySessions: "/me/sessions"
    case .myDelegation: "/me/delegation"
    case .accounts: "/accounts"
    case .account(let number): "/accounts/\(number)"
    case .newAccount: "/accounts/new"
    case .posts: "/posts"
    case .post(let number): "/posts/\(number)"
    case .handOver(let number): "/posts/\(number)/handover"
    case .newPost: "/posts/new"
    case .journal: "/journal"
    case .journalEntry(let county, let sequence): "/journal/\(county)/\(sequence)"
    case .system: "/system"
    case .style: "/style"
    case .openIDStart(let provider, _): "/sign-in/with/\(PageQuery.encoded(provider))"
    case .openIDReturn(let provider): "/sign-in/back/\(PageQuery.encoded(provider))"
    }
  }

  func write(into query: inout PageQuery) {
    switch self {
    case .signIn(let next), .signInCode(let next), .choosePost(let next), .openIDStart(_, let next):
      if !next.isEmpty { query.add("next", next) }
    case .accounts(let view): view.write(into: &query)
    case .posts(let view): view.write(into: &query)
    case .journal(let view): view.write(into: &query)
    case .newPost(let account): if !account.isEmpty { query.add("account", account) }
    default: break
    }
  }

  /// The door of a path's words; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    let rest = Array(words.dropFirst())
    let found: DoorAddress? =
      switch words.first {
      case "sign-in": DoorAddress.signingIn(rest, query)
      case "me": DoorAddress.own(rest, query)
      case "accounts": try DoorAddress.account(rest, query)
      case "posts": try DoorAddress.post(rest, query)
      case "journal": try DoorAddress.journal(rest, query)
      case "links" where rest.count == 1 && isToken(rest[0]): .oneTimeLink(rest[0])
      case "sign-out" where rest.isEmpty: .signOut
      case "first-run" where rest.isEmpty: .firstRun
      case "system" where rest.isEmpty: .system
      case "style" where rest.isEmpty: .style
      default: nil
      }
    guard let found else { return nil }
    self = found
  }

  private static func signingIn(_ words: [String], _ query: PageQuery) -> DoorAddress? {
    let next = LocalPath(query["next"] ?? "")?.text ?? ""
    return switch words.count {
    case 0: .signIn(next: next)
    case 1 where words[0] == "code": .signInCode(next: next)
    case 2 where words[0] == "with" && PageAddress.isName(words[1]): .openIDStart(words[1], next: next)
    case 2 where words[0] == "back" && PageAddress.isName(words[1]): .openIDReturn(words[1])
    default: nil
    }
  }

  private static func own(_ words: [String], _ query: PageQuery) -> DoorAddress? {
    guard words.count <= 1 else { return nil }
    return switch words.first {
    case nil: .me
    case "posts": .choosePost(next: LocalPath(query["next"] ?? "")?.text ?? "")
    case "password": .myPassword
    case "code": .myCode
    case "sessions": .mySessions
    case "delegation": .myDelegation
    default: nil
    }
  }

  private static func account(_ words: [String], _ query: PageQuery) throws(Problem) -> DoorAddress? {
    switch words.count {
    case 0: return .accounts(try AccountView(reading: query))
    case 1 where words[0] == "new": return .newAccount
    case 1: return number(words[0]).map(DoorAddress.account)
    default: return nil
    }
  }

  private static func post(_ words: [String], _ query: PageQuery) throws(Problem) -> DoorAddress? {
    switch words.count {
    case 0: return .posts(try PostView(reading: query))
    case 1 where words[0] == "new": return .newPost(account: try PageQuery.words(query["account"], "account"))
    case 1: return number(words[0]).map(DoorAddress.post)
    case 2 where words[1] == "handover": return number(words[0]).map(DoorAddress.handOver)
    default: return nil
    }
  }

  private static func journal(_ words: [String], _ query: PageQuery) throws(Problem) -> DoorAddress? {
    if words.isEmpty { return .journal(try JournalView(reading: query)) }
    guard words.count == 2, let county = PageAddress.wholeNumber(words[0], in: -1...999_999),
      let sequence = number(words[1])
    else { return nil }
    return .journalEntry(county: county, sequence: sequence)
  }

  private static func number(_ text: String) -> Int64? { PageAddress.wholeNumber(text, in: 1...Int64.max) }
}

/// 32 to 128 letters, digits and `-_`: nothing that a path or a header could stumble over.
private func isToken(_ text: String) -> Bool {
  (32...128).contains(text.utf8.count)
    && text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
      default: false
      }
    }
}
