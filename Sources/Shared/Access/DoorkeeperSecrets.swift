// What one has to know: passwords, authenticators, and the links that set them for the first time.

import Database
package import Kernel
package import Vault

/// A code to write down for the day on which the telephone is lost.
/// **Shape**: 16 letters and digits of Base32.
enum RecoveryCode {
  static let count = 10

  static func text(_ random: [UInt8]) -> String { OneTimeCode.base32(random) }

  /// What is kept: bound to the account, and of enough chance to need no slow hash.
  static func digest(_ code: String, of account: AccountID) -> [UInt8] {
    SecretToken.digest(of: "\(account) \(code)")
  }
}

/// What a page shows to set an authenticator up.
package struct Enrolment: Sendable {
  /// To be typed in.
  package let base32: String
  /// To be drawn.
  package let address: String
}

/// What is behind a one-time link.
package struct LinkSight: Sendable, Equatable {
  /// Nil for the link that sets the system up.
  package let account: Account?
  /// The city that the first link is for.
  package let city: PlaceCode?
}

/// Who sets the system up, and whom they name to guard it with them.
package struct FirstRun: Sendable {
  package let login, name, password: String
  package let securityLogin, securityName: String
  package let auditorLogin, auditorName: String

  package init(
    login: String, name: String, password: String, securityLogin: String, securityName: String,
    auditorLogin: String, auditorName: String
  ) {
    (self.login, self.name, self.password) = (login, name, password)
    (self.securityLogin, self.securityName) = (securityLogin, securityName)
    (self.auditorLogin, self.auditorName) = (auditorLogin, auditorName)
  }
}

/// The links of those who were named: to be handed to each, and shown once.
package struct FirstLinks: Sendable {
  package let security: SecretToken
  package let auditor: SecretToken
}

extension Doorkeeper {
  package var passwordRules: PasswordRules { PasswordRules(settings) }

  /// A link that sets the system up: it makes the system administrator and names the other guardians.
  /// **Problems**: `access.first.begun` where there are accounts already, `access.post.place`.
  package func firstLink(city: PlaceCode, by act: Act) throws(Problem) -> SecretToken {
    let token = freshToken()
    let command = Command("account.firstLink", permission: .accountManage, body: "\(city)")
    _ = try door.run(command, by: act, as: nil) { (connection) throws(Problem) in
      guard try AccountStore.count(on: connection) == 0 else { throw AccessProblems.begun }
      guard city.level == .city, try hasPlace(city, act.at.day(), connection) else {
        throw AccessProblems.place(city)
      }
      let link = KeptLink(account: nil, place: city, expiresAt: expiry(act.at), isUsed: false)
      try OneTimeLinkStore.add(token.digest, link, at: act.at, on: connection)
      return Outcome(subject: "place \(city)", about: JournalSubject(place: city))
    }
    return token
  }

  /// What a link opens, without using it up.
  /// **Problems**: `access.link.refused`.
  package func link(_ token: String, at instant: Instant) throws(Problem) -> LinkSight {
    try database.read { (connection) throws(Problem) in
      let (_, link) = try live(token, at: instant, on: connection)
      let account = try link.account.map { (id) throws(Problem) in try demand(id, on: connection) }
      return LinkSight(account: account, city: link.place)
    }
  }

  /// Uses the first link: the system administrator and the two other guardians, each with their post.
  /// **Problems**: `access.link.refused`, `access.first.begun`, those of names and passwords.
  package func firstRun(_ first: FirstRun, link: String, by act: Act) throws(Problem) -> FirstLinks {
    // Whoever has no link makes us compute nothing.
    _ = try self.link(link, at: act.at)
    try passwordRules.check(first.password, loginName: first.login)
    let hash = PasswordHash(of: first.password, salt: chance(16), cost: settings.passwordCost).stored
    let links = FirstLinks(security: freshToken(), auditor: freshToken())
    let act = act.own(try Account.checked(login: first.login, name: first.name).login)
    let command = Command("account.firstRun", permission: nil, body: link)
    _ = try door.run(command, by: act, as: nil) { (connection) throws(Problem) in
      let (digest, kept) = try live(link, at: act.at, on: connection)
      guard let city = kept.place, try AccountStore.count(on: connection) == 0 else {
        throw AccessProblems.begun
      }
      let guardians = [
        (first.login, first.name, book.systemAdministrator, SecretToken?.none),
        (first.securityLogin, first.securityName, book.securityAdministrator, links.security),
        (first.auditorLogin, first.auditorName, book.auditor, links.auditor),
      ]
      for (login, name, role, token) in guardians {
        guard let role else { throw AccessProblems.role("guardian") }
        let account = try add(login: login, name: name, at: act.at, on: connection)
        let post = Appointment(account: account.id, role: role.name, place: city, from: act.at.day())
        try PostStore.add(self.post(post, at: act.at), on: connection)
        if let token {
          try keepLink(token, for: account.id, at: act.at, on: connection)
        } else {
          try AccountStore.keep(password: hash, history: [], at: act.at, of: account.id, on: connection)
        }
      }
      try OneTimeLinkStore.use(digest, at: act.at, on: connection)
      return Outcome(subject: "place \(city)", about: JournalSubject(place: city))
    }
    return links
  }

  /// Sets the password of a link's account and uses the link up. All sessions of the account end.
  /// **Problems**: `access.link.refused`, `access.account.disabled`, those of passwords.
  package func setPassword(_ password: String, link: String, by act: Act) throws(Problem) {
    guard let account = try self.link(link, at: act.at).account else { throw AccessProblems.link }
    guard account.disabledAt == nil else { throw AccessProblems.disabled }
    let change = try prepared(password, for: account)
    let command = Command("account.setPassword", permission: nil, body: link)
    _ = try door.run(command, by: act.own(account.login), as: nil) { (connection) throws(Problem) in
      let (digest, _) = try live(link, at: act.at, on: connection)
      try OneTimeLinkStore.use(digest, at: act.at, on: connection)
      return try keep(change, of: account, but: [], at: act.at, on: connection)
    }
  }

  /// Sets the password of an account for who works on the machine itself, to recover it or to make accounts
  /// by a script. One-time links that are out open no more, a lock is lifted, and all its sessions end.
  /// **Problems**: `access.account.unknown`, `access.account.disabled`, those of passwords.
  package func setPassword(_ password: String, of id: AccountID, by act: Act) throws(Problem) {
    let account = try account(id, as: nil)
    guard account.disabledAt == nil else { throw AccessProblems.disabled }
    let change = try prepared(password, for: account)
    let nobodys = freshToken()
    let command = Command("account.recoverPassword", permission: nil, body: "\(id)")
    _ = try door.run(command, by: act, as: nil) { (connection) throws(Problem) in
      // A link that nobody is told takes the place of those that are out.
      try keepLink(nobodys, for: id, at: act.at, on: connection)
      try OneTimeLinkStore.use(nobodys.digest, at: act.at, on: connection)
      try SignInFailureStore.forget("name:\(account.login)", on: connection)
      return try keep(change, of: account, but: [], at: act.at, on: connection)
    }
  }

  /// Changes one's own password. All other sessions of the account end.
  /// **Problems**: `access.signIn.refused` where the old one is not right, `access.signIn.wait`,
  /// `access.signIn.locked`, those of passwords.
  package func changePassword(
    from old: String, to new: String, in session: Session, by act: Act
  ) throws(Problem) {
    // A session whose code is still due may not turn a password that was guessed into a new one.
    guard session.state != .codeDue else { throw AccessProblems.noSession }
    let limit = SignInLimit(
      who: "name:\(session.account.login)", failuresBeforeDelay: settings.failuresBeforeDelay,
      failuresBeforeLock: settings.failuresBeforeLock, lockMinutes: settings.lockMinutes)
    try database.write { (connection) throws(Problem) in try limit.begin(at: act.at, on: connection) }
    let secrets = try database.read { (connection) throws(Problem) -> AccountSecrets? in
      try AccountStore.secrets(session.account.id, on: connection)
    }
    guard let secrets, let hash = PasswordHash(secrets.password), hash.matches(old) else {
      throw AccessProblems.signIn
    }
    let change: (hash: String, history: [String])
    do { change = try prepared(new, for: session.account) } catch {
      // The old one was right: what is wrong with the new one is no failure to come in.
      try database.write { (connection) throws(Problem) in try limit.takeBack(on: connection) }
      throw error
    }
    let command = Command(
      "account.changePassword", permission: nil, body: Digest.hex(session.digest))
    _ = try door.run(command, by: act.own(session.account.login), as: nil) { (connection) throws(Problem) in
      try SignInFailureStore.forget(limit.who, on: connection)
      return try keep(change, of: session.account, but: session.digest, at: act.at, on: connection)
    }
  }

  /// Begins to set an authenticator up; it counts once its first code was given.
  /// - Parameter present: a code of the authenticator that is there already, or a recovery code: who found an
  ///   open session must not put their own authenticator in its place. Empty where there is none.
  /// **Problems**: `access.session.none` where a code is still due, `access.code.refused`,
  /// `access.signIn.wait`, `access.signIn.locked`.
  package func beginEnrolment(
    in session: Session, present: String = "", by act: Act
  ) throws(Problem) -> Enrolment {
    guard session.state != .codeDue, session.state != .passwordDue else { throw AccessProblems.noSession }
    try demandPresent(present, in: session, by: act)
    let code = OneTimeCode(secret: chance(OneTimeCode.secretSize))
    let context = SealContext.code(of: session.account.id)
    try database.write { (connection) throws(Problem) in
      let sealed = sealer(on: connection).seal(code.secret, as: context)
      try AccountStore.keep(pendingCode: sealed, of: session.account.id, on: connection)
    }
    return Enrolment(
      base32: code.base32, address: code.address(account: session.account.login, issuer: settings.issuer))
  }

  private func demandPresent(_ code: String, in session: Session, by act: Act) throws(Problem) {
    let secrets = try database.read { (connection) throws(Problem) in
      try AccountStore.secrets(session.account.id, on: connection)
    }
    guard let secrets, !secrets.code.isEmpty else { return }
    let limit = limit("code:\(session.account.id)", settings.failuresBeforeLock)
    try database.write { (connection) throws(Problem) in try limit.begin(at: act.at, on: connection) }
    try database.write { (connection) throws(Problem) in
      guard try use(code, of: session.account, secrets, at: act.at, on: connection) else {
        throw AccessProblems.code
      }
      try SignInFailureStore.forget(limit.who, on: connection)
    }
  }

  /// Ends setting up with the first code. The session goes on under a new token.
  /// **Shape** of the second answer: recovery codes, shown once.
  /// **Problems**: `access.code.none`, `access.code.refused`, `access.signIn.wait`, `access.signIn.locked`.
  package func confirmEnrolment(
    _ code: String, in session: Session, by act: Act
  ) throws(Problem) -> (NewSession, recovery: [String]) {
    let id = session.account.id
    let limit = SignInLimit(
      who: "code:\(id)", failuresBeforeDelay: settings.failuresBeforeDelay,
      failuresBeforeLock: settings.failuresBeforeLock, lockMinutes: settings.lockMinutes)
    try database.write { (connection) throws(Problem) in try limit.begin(at: act.at, on: connection) }
    let recovery = (0..<RecoveryCode.count).map { _ in RecoveryCode.text(chance(10)) }
    let token = freshToken()
    let command = Command("account.enrolCode", permission: nil, body: Digest.hex(session.digest))
    _ = try door.run(command, by: act.own(session.account.login), as: nil) { (connection) throws(Problem) in
      guard let secrets = try AccountStore.secrets(id, on: connection), !secrets.pendingCode.isEmpty else {
        throw AccessProblems.noCode
      }
      let secret = try sealer(on: connection).open(secrets.pendingCode, as: SealContext.code(of: id))
      let digits = code.filter(\.isNumber)
      guard let step = OneTimeCode(secret: secret).step(of: digits, at: act.at, after: 0) else {
        throw AccessProblems.code
      }
      try AccountStore.keep(code: secrets.pendingCode, step: step, of: id, on: connection)
      let digests = recovery.map { RecoveryCode.digest($0, of: id) }
      try OneTimeLinkStore.replaceRecovery(digests, of: id, on: connection)
      try SignInFailureStore.forget(limit.who, on: connection)
      try SessionStore.endAll(of: id, but: session.digest, on: connection)
      try SessionStore.passCode(session.digest, as: token.digest, on: connection)
      return Outcome(subject: "account \(id)")
    }
    let opened = try database.read { (connection) throws(Problem) -> NewSession in
      try self.opened(token, at: act.at, on: connection)
    }
    return (opened, recovery)
  }

  func keepLink(
    _ token: SecretToken, for account: AccountID, at instant: Instant, on connection: Connection
  ) throws(Problem) {
    let link = KeptLink(account: account, place: nil, expiresAt: expiry(instant), isUsed: false)
    try OneTimeLinkStore.add(token.digest, link, at: instant, on: connection)
  }

  private func expiry(_ instant: Instant) -> Instant {
    Instant(milliseconds: instant.milliseconds + Int64(settings.linkHours) * 3_600_000)
  }

  private func live(
    _ token: String, at instant: Instant, on connection: Connection
  ) throws(Problem) -> ([UInt8], KeptLink) {
    guard let digest = SecretToken(reading: token)?.digest,
      let link = try OneTimeLinkStore.link(digest, on: connection), !link.isUsed, link.expiresAt > instant
    else { throw AccessProblems.link }
    return (digest, link)
  }

  /// A new hash and the history behind it: made before the transaction, since each hash takes its time.
  private func prepared(
    _ password: String, for account: Account
  ) throws(Problem) -> (hash: String, history: [String]) {
    try passwordRules.check(password, loginName: account.login)
    let secrets = try database.read { (connection) throws(Problem) -> AccountSecrets? in
      try AccountStore.secrets(account.id, on: connection)
    }
    let former = [secrets?.password ?? ""].filter { !$0.isEmpty } + (secrets?.history ?? [])
    let kept = Array(former.prefix(settings.passwordHistory))
    guard !kept.compactMap({ PasswordHash($0) }).contains(where: { $0.matches(password) }) else {
      throw PasswordRules.reused
    }
    return (PasswordHash(of: password, salt: chance(16), cost: settings.passwordCost).stored, kept)
  }

  private func keep(
    _ change: (hash: String, history: [String]), of account: Account, but session: [UInt8],
    at instant: Instant,
    on connection: Connection
  ) throws(Problem) -> Outcome {
    try AccountStore.keep(
      password: change.hash, history: change.history, at: instant, of: account.id, on: connection)
    try SessionStore.endAll(of: account.id, but: session, on: connection)
    return Outcome(subject: "account \(account.id)")
  }
}
