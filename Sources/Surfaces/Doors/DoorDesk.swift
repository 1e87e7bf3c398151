// The desk behind the pages: asks the doorkeeper in the words of the pages.

package import Access
package import Entrance
package import Kernel
package import Pages
import Vault

/// Somebody who vouches for readers: a provider of sign-ins.
package struct SignInProvider: Sendable {
  package let name: String
  package let title: Text
  /// Where to send the browser, and what it keeps until it comes back.
  /// **Shape** of what is kept: letters, digits and `-_`, sealed by who made it.
  let begin: @Sendable (Instant, _ next: String) async throws(Problem) -> (url: String, kept: String)
  /// Who came back, by the address's query and what was kept.
  let finish: @Sendable (String, String, Instant) async throws(Problem) -> VouchedIdentity

  package init(
    name: String, title: Text,
    begin: @escaping @Sendable (Instant, String) async throws(Problem) -> (url: String, kept: String),
    finish: @escaping @Sendable (String, String, Instant) async throws(Problem) -> VouchedIdentity
  ) {
    (self.name, self.title, self.begin, self.finish) = (name, title, begin, finish)
  }
}

/// The doorkeeper, with what the pages need besides.
package struct DoorDesk: SessionKeeping {
  let keeper: Doorkeeper
  let providers: [SignInProvider]
  private let nameBook: PlaceNameBook
  /// All facts, or those alone that cost nothing to learn.
  let systemFacts: @Sendable (_ isWhole: Bool) async throws(Problem) -> [SystemFact]
  /// Told of each try to come in: whether somebody got in.
  let onSignIn: @Sendable (Bool) -> Void
  /// Where passwords are checked and made.
  let slowWork = SlowWork(crowded: DoorDesk.crowded)

  private static let crowded = Problem(
    "doors.crowded", .unavailable, zh: "现在登录的人太多，请等几秒再试。",
    en: "Too many people are signing in at this moment; please try again in a few seconds.")

  /// - Parameter placeName: what a place is called on a day; nil for one that there is not.
  package init(
    _ keeper: Doorkeeper, providers: [SignInProvider] = [],
    placeName: @escaping @Sendable (PlaceCode, Day) throws(Problem) -> String?,
    systemFacts: @escaping @Sendable (Bool) async throws(Problem) -> [SystemFact] = { _ in [] },
    onSignIn: @escaping @Sendable (Bool) -> Void = { _ in }
  ) {
    (self.keeper, self.providers, nameBook) = (keeper, providers, PlaceNameBook(placeName))
    (self.systemFacts, self.onSignIn) = (systemFacts, onSignIn)
  }

  package func session(of token: String, _ act: Act) async throws(Problem) -> KnownSession? {
    guard let session = try keeper.session(token, at: act.at) else { return nil }
    let stage: SessionStage =
      switch session.state {
      case .codeDue: .codeDue
      case .enrolmentDue: .enrolmentDue
      case .passwordDue: .passwordDue
      case .postDue, .noPost: .postDue
      case .open: .inside
      }
    let visitor = session.visitor
    return KnownSession(
      session: session, stage: stage, account: session.account.login, name: session.account.name,
      visitor: visitor,
      placeName: try visitor.map { (visitor) throws(Problem) in try called(visitor.place, act.at) } ?? "",
      placesAbove: try visitor.map { (visitor) throws(Problem) in try namesAbove(visitor.place, act.at) }
        ?? [],
      hasMorePosts: session.posts.count > 1, formToken: session.formToken)
  }

  func called(_ place: PlaceCode, _ instant: Instant) throws(Problem) -> String {
    try nameBook.name(of: place, at: instant) ?? place.short
  }

  /// From the city down; a place without a name of that day is left out.
  private func namesAbove(_ place: PlaceCode, _ instant: Instant) throws(Problem) -> [String] {
    var (names, next): ([String], PlaceCode?) = ([], place.parent)
    while let above = next {
      if let name = try nameBook.name(of: above, at: instant) { names.insert(name, at: 0) }
      next = above.parent
    }
    return names
  }

  // MARK: one's own

  func signIn(login: String, password: String, agent: String, _ act: Act) async throws(Problem) -> String {
    try await counted { () async throws(Problem) in
      try await slowWork.run { () throws(Problem) in
        try keeper.signIn(name: login, password: password, by: act, agent: agent).token.secretText
      }
    }
  }

  func signIn(
    with name: String, query: String, kept: String, agent: String, _ act: Act
  ) async throws(Problem) -> (token: String, next: String) {
    try await counted { () async throws(Problem) in
      let identity = try await provider(name).finish(query, kept, act.at)
      do throws(Problem) {
        let new = try keeper.signIn(
          issuer: identity.issuer, subject: identity.subject, by: act, agent: agent)
        return (new.token.secretText, identity.next)
      } catch {
        throw error.code == AccessProblems.signIn.code ? DoorDesk.stranger(identity) : error
      }
    }
  }

  /// Counts a try to come in; a server that is too busy or a provider that is away is none.
  func counted<Token: Sendable>(
    _ signIn: () async throws(Problem) -> Token
  ) async throws(Problem) -> Token {
    do {
      let token = try await signIn()
      onSignIn(true)
      return token
    } catch {
      if error.kind != .unavailable { onSignIn(false) }
      throw error
    }
  }

  /// The provider knows them and we don't: told with what an administrator needs to change that.
  private static func stranger(_ identity: VouchedIdentity) -> Problem {
    let subject = identity.subject.filter { !$0.isNewline }.prefix(255)
    return Problem(
      "doors.provider.stranger", .notPermitted,
      zh: "统一登录成功，但还没有账号与它关联。请把这个编号告诉本单位的系统管理员：\(subject)",
      en: "The provider signed you in, but no account here belongs to it. "
        + "Tell your system administrator this id: \(subject)")
  }

  func provider(_ name: String) throws(Problem) -> SignInProvider {
    guard let provider = providers.first(where: { $0.name == name }) else {
      throw Problem(
        "doors.provider.unknown", .notFound, zh: "没有这种登录方式。", en: "There is no such way to sign in.")
    }
    return provider
  }

  func ownPosts(_ caller: Caller) throws(Problem) -> [PostLine] {
    let session = try caller.demandSession()
    let posts = try keeper.posts(of: session.account.id, as: nil)
    return try session.posts.map { (visitor) throws(Problem) in
      let post = posts.first { $0.id == visitor.post }
      return PostLine(
        number: visitor.post.number, role: visitor.role.title, subject: visitor.subject?.title,
        place: visitor.place, placeName: try called(visitor.place, caller.at), login: visitor.account,
        name: visitor.name, from: post?.from ?? caller.at.day(), until: post?.until,
        deputyOf: visitor.deputyOf)
    }
  }

  func deputies(_ caller: Caller) throws(Problem) -> [PostLine] {
    let visitor = try caller.demandVisitor()
    return try keeper.deputies(of: visitor, on: caller.at.day()).map { (post) throws(Problem) in
      let holder = try keeper.account(post.account, as: nil)
      return try line(post, holder.login, holder.name, visitor.name, caller.at)
    }
  }

  func delegate(to login: String, from: Day, until: Day, _ caller: Caller) throws(Problem) {
    let deputy = try account(login, at: "deputy")
    _ = try keeper.delegate(
      Delegation(deputy: deputy.id, from: from, until: until), key: caller.key, by: caller.act,
      as: caller.demandVisitor())
  }

  // MARK: posts

  /// By the name to sign in with, told at its field where there is none.
  func account(_ login: String, at field: String) throws(Problem) -> Account {
    do { return try keeper.account(login: login) } catch { throw error.at(field) }
  }

  func posts(_ view: PostView, _ caller: Caller, limit: Int = 50) throws(Problem) -> Listed<PostLine> {
    let visitor = try caller.demandVisitor()
    let found = try keeper.posts(
      at: view.place ?? visitor.place, role: view.role,
      in: view.state.flatMap { PostState(rawValue: $0.rawValue) }, on: caller.at.day(), after: view.after,
      limit: limit + 1, as: visitor)
    let lines = try found.prefix(limit).map { (named) throws(Problem) in
      try line(named.post, named.login, named.name, named.deputyOfName, caller.at)
    }
    return Listed(lines, next: found.count > limit ? lines.last.map { String($0.number) } : nil)
  }

  /// **Problems**: `access.post.unknown`, also for one that is over.
  func post(_ number: Int64, _ caller: Caller) throws(Problem) -> PostLine {
    let found = try posts(PostView(after: number - 1), caller, limit: 1).rows.first
    guard let found, found.number == number else { throw AccessProblems.unknownPost }
    return found
  }

  func posts(of account: Account, _ caller: Caller) throws(Problem) -> [PostLine] {
    try keeper.posts(of: account.id, as: caller.visitor).map { (post) throws(Problem) in
      try line(post, account.login, account.name, nil, caller.at)
    }
  }

  func appoint(_ asked: AskedAppointment, _ caller: Caller) throws(Problem) {
    let holder = try account(asked.login, at: "login")
    _ = try keeper.appoint(
      Appointment(
        account: holder.id, role: asked.role, place: asked.place, subject: asked.subject, from: asked.from,
        until: asked.until), key: caller.key, by: caller.act, as: caller.demandVisitor())
  }

  private func line(
    _ post: Post, _ login: String, _ name: String, _ deputyOf: String?, _ instant: Instant
  ) throws(Problem) -> PostLine {
    PostLine(
      number: post.id.number, role: keeper.book.role(post.role)?.title ?? Text(zh: post.role, en: post.role),
      subject: post.subject.flatMap(keeper.book.subject)?.title, place: post.place,
      placeName: try called(post.place, instant), login: login, name: name, from: post.from,
      until: post.until, deputyOf: deputyOf)
  }

  // MARK: accounts

  func accounts(_ view: AccountView, _ caller: Caller) throws(Problem) -> Listed<AccountLine> {
    let found = try keeper.accounts(
      beginning: view.words, in: view.state.flatMap { AccountState(rawValue: $0.rawValue) }, at: caller.at,
      after: view.after, limit: 51, as: caller.demandVisitor())
    let lines = try found.prefix(50).map { (account) throws(Problem) in try line(account, caller) }
    return Listed(lines, next: found.count > 50 ? lines.last?.login : nil)
  }

  func line(_ account: Account, _ caller: Caller) throws(Problem) -> AccountLine {
    AccountLine(
      number: account.id.number, login: account.login, name: account.name,
      isDisabled: account.disabledAt != nil, lockedUntil: try keeper.lock(of: account, at: caller.at),
      hasPassword: account.passwordAt != nil, hasCode: account.hasCode, createdAt: account.createdAt)
  }
}

extension Caller {
  /// **Problems**: `access.session.none`.
  func demandSession() throws(Problem) -> Session {
    guard let session else { throw AccessProblems.noSession }
    return session
  }
}
