// The face of accounts, posts and sessions: all that pages and commands ask of them.

package import Database
package import Kernel
package import Vault

/// Checks, changes and remembers who may come in. Every change walks through the `Door`.
package struct Doorkeeper: Sendable {
  package let database: Database
  package let book: RoleBook
  package let settings: AccessSettings
  private let ownSealer: Sealer
  let chance: Chance
  let hasPlace: PlaceCheck
  let openWork: [any OpenWork]
  /// For changes of other rooms.
  package let door: Door

  /// - Parameters:
  ///   - sealer: what seals as long as the database was opened without keys; its own keys go before, since
  ///     they follow the key file.
  ///   - chance: fresh random bytes, as many as asked for.
  ///   - hasPlace: whether the register has a place on a day.
  ///   - openWork: what moves at a hand-over.
  package init(
    _ database: Database, book: RoleBook, settings: AccessSettings = AccessSettings(), sealer: Sealer,
    chance: @escaping Chance, hasPlace: @escaping PlaceCheck, openWork: [any OpenWork] = []
  ) {
    (self.database, self.book, self.settings, ownSealer) = (database, book, settings, sealer)
    (self.chance, self.hasPlace, self.openWork) = (chance, hasPlace, openWork)
    door = Door(database, sealer: sealer, chance: chance)
  }

  /// What seals in a transaction: the keys that were looked up as it began.
  func sealer(on connection: Connection) -> Sealer { connection.keys ?? ownSealer }

  /// The numbers of the keys that are at hand, the oldest first: more than one while keys are being changed.
  package var keyNumbers: [UInt8] { (database.keys ?? ownSealer).ring.keys.map(\.number) }

  /// Whether nobody can sign in yet, so that the first link is due.
  package func isFirstRun() throws(Problem) -> Bool {
    try database.read { (connection) throws(Problem) in try AccountStore.count(on: connection) == 0 }
  }

  /// Who is behind a browser's token; nil where the session is unknown or over.
  package func session(_ token: String, at instant: Instant) throws(Problem) -> Session? {
    guard let token = SecretToken(reading: token) else { return nil }
    let found = try database.read { (connection) throws(Problem) -> (Session, KeptSession)? in
      guard let kept = try SessionStore.session(token.digest, on: connection), isAlive(kept, at: instant)
      else { return nil }
      return try session(kept, token, at: instant, on: connection).map { ($0, kept) }
    }
    guard let (session, kept) = found else { return nil }
    // Once a minute is enough for the limit of idleness, and nobody waits for it: in an evening when
    // everybody comes once, each would wait for the disk twice.
    if instant.milliseconds - kept.seenAt.milliseconds >= 60_000 {
      database.group.note { (connection) throws(Problem) in
        try SessionStore.see(token.digest, at: instant, on: connection)
      }
    }
    return session
  }

  /// An account in each of its posts of a day.
  package func visitors(of account: AccountID, on day: Day) throws(Problem) -> [Visitor] {
    try database.read { (connection) throws(Problem) in
      guard let account = try AccountStore.account(account, on: connection) else { return [] }
      return try visitors(of: account, on: day, on: connection)
    }
  }

  func isAlive(_ session: KeptSession, at instant: Instant) -> Bool {
    let idle = instant.milliseconds - session.seenAt.milliseconds
    let age = instant.milliseconds - session.begunAt.milliseconds
    return idle < Int64(settings.idleMinutes) * 60_000 && age < Int64(settings.sessionMinutes) * 60_000
  }

  func session(
    _ kept: KeptSession, _ token: SecretToken, at instant: Instant, on connection: Connection
  ) throws(Problem) -> Session? {
    guard let account = try AccountStore.account(kept.account, on: connection), account.disabledAt == nil
    else { return nil }
    let posts = try visitors(of: account, on: instant.day(), on: connection)
    return Session(
      digest: token.digest, account: account, state: state(kept, account, posts, at: instant),
      formToken: token.formToken, posts: posts)
  }

  private func state(
    _ kept: KeptSession, _ account: Account, _ posts: [Visitor], at instant: Instant
  ) -> Session.State {
    if account.hasCode, !kept.codePassed { return .codeDue }
    if !kept.byProvider, isOld(account, at: instant) { return .passwordDue }
    if !account.hasCode, posts.contains(where: \.role.needsCode) { return .enrolmentDue }
    if let chosen = posts.first(where: { $0.post == kept.post }) { return .open(chosen) }
    if posts.count > 1 { return .postDue(posts) }
    return posts.first.map { .open($0) } ?? .noPost
  }

  private func isOld(_ account: Account, at instant: Instant) -> Bool {
    guard settings.passwordDays > 0, let set = account.passwordAt else { return false }
    return instant.milliseconds - set.milliseconds >= Int64(settings.passwordDays) * 86_400_000
  }

  func visitors(
    of account: Account, on day: Day, on connection: Connection
  ) throws(Problem) -> [Visitor] {
    var visitors: [Visitor] = []
    for post in try PostStore.posts(of: account.id, on: connection) where post.isHeld(on: day) {
      // A role that the files no longer know opens nothing.
      guard var role = book.role(post.role) else { continue }
      var principal: String?
      if let original = post.deputyOf {
        guard let held = try PostStore.post(original, on: connection), held.isHeld(on: day),
          let holder = try AccountStore.account(held.account, on: connection), holder.disabledAt == nil
        else { continue }
        let permissions = role.permissions.intersection(post.permissions ?? role.permissions)
        role = role.permitted(permissions.subtracting([.postDelegate]))
        principal = holder.name
      }
      let subject = post.subject.flatMap(book.subject)
      guard role.hasSubject == (subject != nil) else { continue }
      visitors.append(
        Visitor(
          account: account.login, name: account.name, post: post.id, role: role, place: post.place,
          subject: subject, deputyOf: principal))
    }
    return visitors
  }

  /// A fresh id: the time above, chance below.
  func fresh<Kind>(at instant: Instant, _: Kind.Type = Kind.self) -> ID<Kind> {
    let low = chance(3).reduce(Int64(0)) { $0 << 8 | Int64($1) } & 0x3F_FFFF
    return ID(number: max(0, instant.milliseconds - 1_577_836_800_000) << 22 | low)
  }

  func freshToken() -> SecretToken { SecretToken(random: chance(SecretToken.size)) }

  /// **Problems**: `access.account.unknown`.
  func demand(_ id: AccountID, on connection: Connection) throws(Problem) -> Account {
    guard let account = try AccountStore.account(id, on: connection) else {
      throw AccessProblems.unknownAccount
    }
    return account
  }
}

extension Act {
  /// The same request, done by an account that has not come in all the way.
  func own(_ login: String) -> Act {
    Act(actor: login, at: at, request: request, post: post, client: client)
  }
}
