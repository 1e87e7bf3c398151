// What the system administrator does with accounts.

import Database
package import Kernel
package import Vault

extension Doorkeeper {
  /// Accounts whose login or own name begins with a text, by login.
  /// - Parameters:
  ///   - state: nil for all.
  ///   - instant: what counts as now.
  ///   - login: the last one of the page before, empty for the first page.
  /// **Problems**: `access.permission.missing`.
  package func accounts(
    beginning text: String = "", in state: AccountState? = nil, at instant: Instant,
    after login: String = "", limit: Int = 50, as visitor: Visitor?
  ) throws(Problem) -> [Account] {
    try visitor?.demand(.accountRead)
    return try database.read { (connection) throws(Problem) in
      try AccountListStore.accounts(
        beginning: text, in: state, at: instant, after: login, limit: limit, on: connection)
    }
  }

  /// How many accounts are in each of some states, without reading them.
  /// **Problems**: `access.permission.missing`.
  package func accountCounts(
    _ states: [AccountState], at instant: Instant, as visitor: Visitor?
  ) throws(Problem) -> [AccountState: Int] {
    try visitor?.demand(.accountRead)
    return try database.read { (connection) throws(Problem) in
      var counts: [AccountState: Int] = [:]
      for state in states {
        counts[state] = try AccountListStore.count(in: state, at: instant, on: connection)
      }
      return counts
    }
  }

  /// **Problems**: `access.permission.missing`, `access.account.unknown`.
  package func account(_ id: AccountID, as visitor: Visitor?) throws(Problem) -> Account {
    try visitor?.demand(.accountRead)
    return try database.read { (connection) throws(Problem) in try demand(id, on: connection) }
  }

  /// The account of a name to sign in with, as who appoints or delegates types it.
  /// **Problems**: `access.account.unknown`.
  package func account(login: String) throws(Problem) -> Account {
    let found = try database.read { (connection) throws(Problem) in
      try AccountStore.account(login: login.lowercased(), on: connection)
    }
    guard let found else { throw AccessProblems.unknownAccount }
    return found
  }

  /// Until when nobody can sign in to an account; nil where it is not locked.
  package func lock(of account: Account, at instant: Instant) throws(Problem) -> Instant? {
    let until = try database.read { (connection) throws(Problem) in
      try SignInFailureStore.failures(of: "name:\(account.login)", on: connection).lockedUntil
    }
    return until > instant ? until : nil
  }

  /// Makes an account without a password; its holder sets one by the link.
  /// **Problems**: `access.permission.missing`, `access.account.name`, `access.account.ownName`,
  /// `access.account.taken`.
  package func createAccount(
    login: String, name: String, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> NewAccount {
    let token = freshToken()
    let command = Command(
      "account.create", permission: .accountManage, key: key,
      body: JSONText.array([login, name].map(JSONText.quoted)))
    let answer = try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      let account = try add(login: login, name: name, at: act.at, on: connection)
      try keepLink(token, for: account.id, at: act.at, on: connection)
      return Outcome(
        answer: "\(account.id)", subject: "account \(account.id)",
        changes: [
          FieldChange("login", from: nil, to: account.login),
          FieldChange(
            "name", from: nil, to: account.name, of: FieldChange.Owner("account", account.id.number)),
        ])
    }
    guard let id = Int64(answer.text) else { preconditionFailure("an account's answer is its id") }
    return NewAccount(id: AccountID(number: id), link: answer.isRepeated ? nil : token)
  }

  /// Shuts an account; its sessions end at once.
  /// **Problems**: `access.permission.missing`, `access.account.unknown`, `access.account.own`.
  package func disableAccount(
    _ id: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) {
    try change("account.disable", id, key, act, visitor) { (account, connection) throws(Problem) in
      if account.login == visitor?.account { throw AccessProblems.ownAccount }
      try AccountStore.disable(id, at: act.at, on: connection)
      try SessionStore.endAll(of: id, on: connection)
      return [FieldChange("disabled", from: account.disabledAt == nil ? "false" : "true", to: "true")]
    }
  }

  /// **Problems**: `access.permission.missing`, `access.account.unknown`.
  package func enableAccount(
    _ id: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) {
    try change("account.enable", id, key, act, visitor) { (account, connection) throws(Problem) in
      try AccountStore.disable(id, at: nil, on: connection)
      return [FieldChange("disabled", from: account.disabledAt == nil ? "false" : "true", to: "false")]
    }
  }

  /// Who gives a guardian a new way in could come in as that guardian: only who works on the machine may.
  private func demandNoGuardian(
    _ id: AccountID, _ visitor: Visitor?, at instant: Instant, on connection: Connection
  ) throws(Problem) {
    guard visitor != nil else { return }
    let today = instant.day()
    for post in try PostStore.posts(of: id, on: connection) where post.until.map({ $0 > today }) ?? true {
      if book.role(post.role)?.isGuardian ?? true { throw AccessProblems.guardianAccount }
    }
  }

  /// A new link by which the holder sets a password; older links open no more, and a lock is lifted.
  /// Nil for a repeated request: the link was shown already.
  /// **Problems**: `access.permission.missing`, `access.account.unknown`, `access.account.guardian`.
  package func resetLink(
    _ id: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> SecretToken? {
    let token = freshToken()
    let isRepeated = try change("account.resetLink", id, key, act, visitor) {
      (account, connection) throws(Problem) in
      try demandNoGuardian(id, visitor, at: act.at, on: connection)
      try keepLink(token, for: id, at: act.at, on: connection)
      try SignInFailureStore.forget("name:\(account.login)", on: connection)
      return []
    }
    return isRepeated ? nil : token
  }

  /// Lifts the lock that failures brought about.
  /// **Problems**: `access.permission.missing`, `access.account.unknown`.
  package func unlockAccount(
    _ id: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) {
    try change("account.unlock", id, key, act, visitor) { (account, connection) throws(Problem) in
      for who in ["name:\(account.login)", "code:\(id)"] {
        try SignInFailureStore.forget(who, on: connection)
      }
      return []
    }
  }

  /// Takes the authenticator away, for who lost theirs; posts that need one ask for a new one.
  /// **Problems**: `access.permission.missing`, `access.account.unknown`, `access.account.guardian`.
  package func resetCode(
    _ id: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) {
    try change("account.resetCode", id, key, act, visitor) { (account, connection) throws(Problem) in
      try demandNoGuardian(id, visitor, at: act.at, on: connection)
      try AccountStore.keep(code: [], step: 0, of: id, on: connection)
      try OneTimeLinkStore.replaceRecovery([], of: id, on: connection)
      try SessionStore.endAll(of: id, on: connection)
      return [FieldChange("code", from: account.hasCode ? "true" : "false", to: "false")]
    }
  }

  /// Lets a provider's identity sign in to an account; both empty takes it away.
  /// **Problems**: `access.permission.missing`, `access.account.unknown`, `access.account.linked`.
  package func linkIdentity(
    issuer: String, subject: String, to id: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) {
    try change("account.linkIdentity", id, key, act, visitor, asked: [issuer, subject]) {
      (account, connection) throws(Problem) in
      try demandNoGuardian(id, visitor, at: act.at, on: connection)
      if let other = try AccountStore.account(issuer: issuer, subject: subject, on: connection),
        other.id != id
      {
        throw AccessProblems.takenIdentity
      }
      try AccountStore.link(issuer: issuer, subject: subject, of: id, on: connection)
      let owner = FieldChange.Owner("account", id.number)
      return [
        FieldChange("issuer", from: account.issuer, to: issuer),
        FieldChange("issuerSubject", from: account.issuerSubject, to: subject, of: owner),
      ]
    }
  }

  func add(
    login: String, name: String, at instant: Instant, on connection: Connection
  ) throws(Problem) -> Account {
    let (login, name) = try Account.checked(login: login, name: name)
    let id: AccountID = fresh(at: instant)
    try AccountStore.add(id, login: login, name: name, at: instant, on: connection)
    return try demand(id, on: connection)
  }

  /// Whether the request had been here before.
  @discardableResult
  private func change(
    _ name: String, _ id: AccountID, _ key: String, _ act: Act, _ visitor: Visitor?, asked: [String] = [],
    _ step: (Account, Connection) throws(Problem) -> [FieldChange]
  ) throws(Problem) -> Bool {
    let body = JSONText.array((["\(id)"] + asked).map(JSONText.quoted))
    let command = Command(name, permission: .accountManage, key: key, body: body)
    return try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      let account = try demand(id, on: connection)
      return Outcome(subject: "account \(id)", changes: try step(account, connection))
    }.isRepeated
  }
}
