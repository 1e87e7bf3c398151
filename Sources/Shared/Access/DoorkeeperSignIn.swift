// Coming in by password, provider and code, and going out again.

import Database
package import Kernel
import Vault

/// How many tries somebody has, and when the next one is.
struct SignInLimit {
  let who: String
  let failuresBeforeDelay: Int
  let failuresBeforeLock: Int
  let lockMinutes: Int

  /// Counts a try before it is made, so that many at once are not one.
  /// **Problems**: `access.signIn.wait`, `access.signIn.locked`.
  func begin(at instant: Instant, on connection: Connection) throws(Problem) {
    var known = try SignInFailureStore.failures(of: who, on: connection)
    let now = instant.milliseconds
    if known.lockedUntil.milliseconds > now {
      throw AccessProblems.locked(seconds: (known.lockedUntil.milliseconds - now + 999) / 1_000)
    }
    let lock = Int64(lockMinutes) * 60_000
    if now - known.lastAt.milliseconds >= lock || known.failures >= failuresBeforeLock { known.failures = 0 }
    if known.failures >= failuresBeforeDelay {
      let delay = Int64(1_000) << min(20, known.failures - Int64(failuresBeforeDelay) + 1)
      let next = known.lastAt.milliseconds + delay
      if next > now { throw AccessProblems.wait(seconds: (next - now + 999) / 1_000) }
    }
    known.failures += 1
    known.lastAt = instant
    known.lockedUntil = Instant(milliseconds: known.failures >= failuresBeforeLock ? now + lock : 0)
    try SignInFailureStore.keep(known, of: who, on: connection)
  }

  /// Takes back the try that `begin` counted.
  func takeBack(on connection: Connection) throws(Problem) {
    var known = try SignInFailureStore.failures(of: who, on: connection)
    guard known.failures > 0 else { return }
    known.failures -= 1
    if known.failures < failuresBeforeLock { known.lockedUntil = Instant(milliseconds: 0) }
    try SignInFailureStore.keep(known, of: who, on: connection)
  }
}

extension Doorkeeper {
  /// A name and a password. Takes a third of a second and 128 MiB by its cost: not for an event loop.
  /// - Parameter agent: the browser's own words for itself, for the list of sessions.
  /// **Problems**: `access.signIn.refused`, `access.signIn.wait`, `access.signIn.locked`,
  /// `access.account.disabled`.
  package func signIn(
    name: String, password: String, by act: Act, agent: String
  ) throws(Problem) -> NewSession {
    let login = String(name.lowercased().prefix(64))
    try database.write { (connection) throws(Problem) in
      for limit in limits(login, act) { try limit.begin(at: act.at, on: connection) }
    }
    let known = try database.read { (connection) throws(Problem) -> (Account, AccountSecrets)? in
      guard let account = try AccountStore.account(login: login, on: connection),
        let secrets = try AccountStore.secrets(account.id, on: connection)
      else { return nil }
      return (account, secrets)
    }
    // What is longer was never accepted, and would only make us compute.
    let password = String(password.prefix(256))
    // An unknown name costs as much as a known one.
    let hash =
      known.flatMap { PasswordHash($0.1.password) } ?? PasswordHash.decoy(cost: settings.passwordCost)
    let isRight = hash.matches(password)
    guard let (account, secrets) = known, !secrets.password.isEmpty, isRight else {
      try refuse(known?.0, by: act)
      throw AccessProblems.signIn
    }
    guard account.disabledAt == nil else { throw AccessProblems.disabled }
    let renewed =
      hash.cost == settings.passwordCost
      ? nil : PasswordHash(of: password, salt: chance(16), cost: settings.passwordCost).stored
    return try database.write { (connection) throws(Problem) in
      for limit in limits(login, act) { try settle(limit, on: connection) }
      if let renewed { try AccountStore.rehash(renewed, of: account.id, on: connection) }
      return try begin(account, byProvider: false, by: act, agent: agent, on: connection)
    }
  }

  /// An identity that a provider vouches for.
  /// **Problems**: `access.signIn.refused` where no account has it, `access.account.disabled`.
  package func signIn(
    issuer: String, subject: String, by act: Act, agent: String
  ) throws(Problem) -> NewSession {
    let known = try database.read { (connection) throws(Problem) in
      try AccountStore.account(issuer: issuer, subject: subject, on: connection)
    }
    guard let known else {
      try refuse(nil, by: act)
      throw AccessProblems.signIn
    }
    return try database.write { (connection) throws(Problem) in
      // What is read inside the transaction decides: the account may have been shut or linked anew meanwhile.
      let account = try demand(known.id, on: connection)
      guard account.issuer == issuer, account.issuerSubject == subject else { throw AccessProblems.signIn }
      guard account.disabledAt == nil else { throw AccessProblems.disabled }
      return try begin(account, byProvider: true, by: act, agent: agent, on: connection)
    }
  }

  /// A code of the authenticator, or a recovery code. The session goes on under a new token.
  /// **Problems**: `access.code.refused`, `access.signIn.wait`, `access.signIn.locked`,
  /// `access.session.none`.
  package func giveCode(_ code: String, in session: Session, by act: Act) throws(Problem) -> NewSession {
    let limit = limit("code:\(session.account.id)", settings.failuresBeforeLock)
    try database.write { (connection) throws(Problem) in try limit.begin(at: act.at, on: connection) }
    let token = freshToken()
    return try database.write { (connection) throws(Problem) in
      guard let secrets = try AccountStore.secrets(session.account.id, on: connection), !secrets.code.isEmpty
      else { throw AccessProblems.noCode }
      guard try use(code, of: session.account, secrets, at: act.at, on: connection) else {
        throw AccessProblems.code
      }
      try SignInFailureStore.forget(limit.who, on: connection)
      try SessionStore.passCode(session.digest, as: token.digest, on: connection)
      return try opened(token, at: act.at, on: connection)
    }
  }

  /// Chooses one of today's posts.
  /// **Problems**: `access.post.unknown`.
  package func choosePost(_ post: PostID, in session: Session, by act: Act) throws(Problem) {
    guard session.isProven, session.posts.contains(where: { $0.post == post }) else {
      throw AccessProblems.unknownPost
    }
    _ = try door.run(
      Command("session.choosePost", permission: nil, body: "\(post)"), by: act.own(session.account.login),
      as: nil
    ) { (connection) throws(Problem) in
      try SessionStore.choose(post, in: session.digest, on: connection)
      return Outcome(subject: "post \(post)")
    }
  }

  package func signOut(_ session: Session, by act: Act) throws(Problem) {
    try endSessions("session.end", of: session, by: act) { (connection) throws(Problem) in
      try SessionStore.end(session.digest, on: connection)
    }
  }

  /// One's own sessions that are not over, the newest first.
  package func sessions(of session: Session, at instant: Instant) throws(Problem) -> [ListedSession] {
    try database.read { (connection) throws(Problem) in
      try SessionStore.sessions(of: session.account.id, on: connection).filter { isAlive($0, at: instant) }
        .map { listed($0, isThis: $0.digest == session.digest) }
    }
  }

  /// Ends one of one's own sessions; another's is as unknown as one that there is not.
  /// **Problems**: `access.session.none`.
  package func endSession(_ digest: [UInt8], of session: Session, by act: Act) throws(Problem) {
    try endSessions("session.end", of: session, by: act) { (connection) throws(Problem) in
      guard let kept = try SessionStore.session(digest, on: connection), kept.account == session.account.id
      else { throw AccessProblems.noSession }
      try SessionStore.end(digest, on: connection)
    }
  }

  package func endOtherSessions(of session: Session, by act: Act) throws(Problem) {
    try endSessions("session.endOthers", of: session, by: act) { (connection) throws(Problem) in
      try SessionStore.endAll(of: session.account.id, but: session.digest, on: connection)
    }
  }

  /// Another account's sessions, for who looks after accounts.
  /// **Problems**: `access.permission.missing`.
  package func sessions(
    of account: AccountID, at instant: Instant, as visitor: Visitor?
  ) throws(Problem) -> [ListedSession] {
    try visitor?.demand(.accountRead)
    return try database.read { (connection) throws(Problem) in
      try SessionStore.sessions(of: account, on: connection).filter { isAlive($0, at: instant) }
        .map { listed($0, isThis: false) }
    }
  }

  /// **Problems**: `access.permission.missing`, `access.account.unknown`.
  package func endAllSessions(
    of account: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) {
    let command = Command("session.endAll", permission: .accountManage, key: key, body: "\(account)")
    _ = try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      _ = try demand(account, on: connection)
      let count = try SessionStore.endAll(of: account, on: connection)
      return Outcome(subject: "account \(account)", details: "{\"ended\":\(count)}")
    }
  }

  private func listed(_ kept: KeptSession, isThis: Bool) -> ListedSession {
    ListedSession(
      digest: kept.digest, begunAt: kept.begunAt, seenAt: kept.seenAt, client: kept.client, agent: kept.agent,
      isThis: isThis)
  }

  private func endSessions(
    _ name: String, of session: Session, by act: Act, _ end: (Connection) throws(Problem) -> Void
  ) throws(Problem) {
    _ = try door.run(
      Command(name, permission: nil, body: Digest.hex(session.digest)), by: act.own(session.account.login),
      as: nil
    ) { (connection) throws(Problem) in
      try end(connection)
      return Outcome(subject: "account \(session.account.id)")
    }
  }

  /// Whether a code opens: one of six digits, or one of those that were written down. Each opens once.
  func use(
    _ code: String, of account: Account, _ secrets: AccountSecrets, at instant: Instant,
    on connection: Connection
  ) throws(Problem) -> Bool {
    let letters = code.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    guard letters.count == 6 else {
      let digest = RecoveryCode.digest(letters, of: account.id)
      return try OneTimeLinkStore.useRecovery(digest, of: account.id, at: instant, on: connection)
    }
    let secret = try sealer(on: connection).open(secrets.code, as: SealContext.code(of: account.id))
    guard let step = OneTimeCode(secret: secret).step(of: letters, at: instant, after: secrets.codeStep)
    else { return false }
    return try AccountStore.use(step: step, of: account.id, on: connection)
  }

  private func begin(
    _ account: Account, byProvider: Bool, by act: Act, agent: String, on connection: Connection
  ) throws(Problem) -> NewSession {
    try forget(at: act.at, on: connection)
    let token = freshToken()
    let kept = KeptSession(
      digest: token.digest, account: account.id, post: nil, codePassed: false, byProvider: byProvider,
      begunAt: act.at, seenAt: act.at, client: act.client, agent: String(agent.prefix(200)))
    try SessionStore.add(kept, on: connection)
    try JournalStore.append(
      act.own(account.login), county: JournalStore.doors, action: "session.begin",
      subject: "account \(account.id)",
      details: JSONText.object(["byProvider": byProvider ? "true" : "false"]), on: connection)
    return try opened(token, at: act.at, on: connection)
  }

  func opened(
    _ token: SecretToken, at instant: Instant, on connection: Connection
  ) throws(Problem) -> NewSession {
    guard let kept = try SessionStore.session(token.digest, on: connection),
      let session = try session(kept, token, at: instant, on: connection)
    else { throw AccessProblems.noSession }
    return NewSession(token: token, session: session)
  }

  /// A failure is on record, but not a name that there is not: it may be a password typed in the wrong field.
  private func refuse(_ account: Account?, by act: Act) throws(Problem) {
    try database.write { (connection) throws(Problem) in
      try JournalStore.append(
        act, county: JournalStore.doors, action: "session.refuse",
        subject: account.map { "account \($0.id)" } ?? "", details: "{}", on: connection)
    }
  }

  private func limits(_ login: String, _ act: Act) -> [SignInLimit] {
    let name = limit("name:\(login)", settings.failuresBeforeLock)
    if act.client.isEmpty { return [name] }
    return [name, limit("client:\(act.client)", settings.clientFailuresBeforeLock)]
  }

  func limit(_ who: String, _ most: Int) -> SignInLimit {
    let isClient = who.hasPrefix("client:")
    return SignInLimit(
      who: who, failuresBeforeDelay: isClient ? most : settings.failuresBeforeDelay, failuresBeforeLock: most,
      lockMinutes: settings.lockMinutes)
  }

  /// An address keeps its other failures: who has one account could try others for ever.
  private func settle(_ limit: SignInLimit, on connection: Connection) throws(Problem) {
    if limit.who.hasPrefix("client:") { return try limit.takeBack(on: connection) }
    try SignInFailureStore.forget(limit.who, on: connection)
  }

  private func forget(at instant: Instant, on connection: Connection) throws(Problem) {
    func before(minutes: Int) -> Instant {
      Instant(milliseconds: instant.milliseconds - Int64(minutes) * 60_000)
    }
    try SessionStore.forget(
      seenBefore: before(minutes: settings.idleMinutes),
      begunBefore: before(minutes: settings.sessionMinutes),
      on: connection)
    try SignInFailureStore.forget(before: before(minutes: settings.lockMinutes), on: connection)
    try CommandAnswerStore.forget(before: before(minutes: settings.repeatDays * 24 * 60), on: connection)
  }
}
