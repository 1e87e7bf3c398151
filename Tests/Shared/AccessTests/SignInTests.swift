// Coming in: passwords, lock-out, codes, sessions and their limits.

import Access
import Database
import Kernel
import Testing
import Vault

@Suite struct SignInTests {
  private func state(_ town: Town, _ token: SecretToken) throws -> Session.State? {
    try town.keeper.session(token.secretText, at: town.now)?.state
  }

  /// The same, once the store knows of the look: nobody waits for that.
  private func seen(_ town: Town, _ token: SecretToken) async throws -> Session.State? {
    let found = try state(town, token)
    try await town.keeper.database.group.write { _ in }
    return found
  }

  @Test func aRightPasswordOpensTheOnlyPost() throws {
    let town = try Town()
    try town.settle("li.si", as: "village", at: place("530602001001"))
    let new = try town.signIn("LI.SI")
    let visitor = try #require(new.session.visitor)
    #expect(visitor.role.name == "village" && visitor.account == "li.si")
    #expect(try state(town, new.token) == .open(visitor))
    #expect(new.session.formToken == new.token.formToken)
    #expect(try town.keeper.session("nothing", at: town.now) == nil)
  }

  @Test func aWrongPasswordAndAnUnknownNameAreRefusedAlike() throws {
    let town = try Town()
    try town.settle("li.si")
    #expect(refusal { _ = try town.signIn("li.si", "wrong") } == "access.signIn.refused")
    #expect(refusal { _ = try town.signIn("nobody", "wrong") } == "access.signIn.refused")
    #expect(refusal { _ = try town.signIn("nobody", "") } == "access.signIn.refused")
  }

  @Test(arguments: ["li.si", "nobody"])
  func failuresSlowAndThenLock(_ name: String) throws {
    let town = try Town()
    try town.settle("li.si")
    var told: [String] = []
    for seconds in [0, 0, 0, 0, 2, 3, 4, 60, 1_738] as [Int64] {
      town.later(seconds: seconds)
      told.append(refusal { _ = try town.signIn(name, "wrong") })
    }
    let (no, wait, locked) = ("access.signIn.refused", "access.signIn.wait", "access.signIn.locked")
    #expect(told == [no, no, no, wait, no, wait, no, locked, locked])
    // The right one is refused like any other until the half hour is over.
    #expect(refusal { _ = try town.signIn(name) } == locked)
    town.later(seconds: 2)
    #expect(refusal { _ = try town.signIn(name) } == (name == "li.si" ? "" : no))
  }

  @Test func theSystemAdministratorLiftsALock() throws {
    let town = try Town { $0.failuresBeforeDelay = 99 }
    let id = try town.settle("li.si")
    for _ in 0..<5 { _ = refusal { _ = try town.signIn("li.si", "wrong") } }
    #expect(refusal { _ = try town.signIn("li.si") } == "access.signIn.locked")
    #expect(try town.keeper.lock(of: town.keeper.account(login: "li.si"), at: town.now) != nil)
    try town.keeper.unlockAccount(id, by: town.act(), as: nil)
    #expect(refusal { _ = try town.signIn("li.si") } == "")
  }

  @Test func anAddressIsLockedWhateverNamesItTries() throws {
    let town = try Town { $0.clientFailuresBeforeLock = 4 }
    try town.settle("li.si")
    for number in 0..<4 { _ = refusal { _ = try town.signIn("name\(number)", "wrong", client: "10.0.0.1") } }
    #expect(refusal { _ = try town.signIn("li.si", client: "10.0.0.1") } == "access.signIn.locked")
    #expect(refusal { _ = try town.signIn("li.si", client: "10.0.0.2") } == "")
  }

  @Test func anAddressKeepsItsFailuresWhereOneNameIsRight() throws {
    let town = try Town { $0.clientFailuresBeforeLock = 3 }
    try town.settle("li.si")
    for number in 0..<2 {
      _ = refusal { _ = try town.signIn("name\(number)", "wrong", client: "c") }
      #expect(refusal { _ = try town.signIn("li.si", client: "c") } == "")
    }
    _ = refusal { _ = try town.signIn("name3", "wrong", client: "c") }
    #expect(refusal { _ = try town.signIn("li.si", client: "c") } == "access.signIn.locked")
  }

  @Test func aDisabledAccountIsShutAtOnce() throws {
    let town = try Town()
    let id = try town.settle("li.si")
    let new = try town.signIn("li.si")
    try town.keeper.disableAccount(id, by: town.act(), as: nil)
    #expect(try state(town, new.token) == nil)
    #expect(refusal { _ = try town.signIn("li.si") } == "access.account.disabled")
    try town.keeper.enableAccount(id, by: town.act(), as: nil)
    #expect(refusal { _ = try town.signIn("li.si") } == "")
  }

  @Test func aSessionEndsWhenItIsIdleAndWhenItIsOld() async throws {
    let town = try Town { ($0.idleMinutes, $0.sessionMinutes) = (30, 100) }
    try town.settle("li.si", as: "village", at: place("530602001001"))
    let idle = try town.signIn("li.si")
    town.later(seconds: 29 * 60 + 59)
    #expect(try await seen(town, idle.token) != nil)
    // That look counted; the next half hour begins with it.
    town.later(seconds: 29 * 60 + 59)
    #expect(try await seen(town, idle.token) != nil)
    town.later(seconds: 30 * 60)
    #expect(try await seen(town, idle.token) == nil)
    let old = try town.signIn("li.si")
    for _ in 0..<9 {
      town.later(seconds: 660)
      #expect(try await seen(town, old.token) != nil)
    }
    town.later(seconds: 60)
    #expect(try await seen(town, old.token) == nil)
  }

  @Test func sessionsAreListedAndEnded() throws {
    let town = try Town()
    try town.settle("li.si")
    try town.settle("wang.wu")
    let other = try town.signIn("wang.wu")
    let (first, second, third) = (
      try town.signIn("li.si"), try town.signIn("li.si"), try town.signIn("li.si")
    )
    let listed = try town.keeper.sessions(of: first.session, at: town.now)
    #expect(listed.count == 3 && listed.filter(\.isThis).map(\.digest) == [first.session.digest])
    // Another's session is as unknown as none.
    #expect(
      refusal { try town.keeper.endSession(other.session.digest, of: first.session, by: town.act()) }
        == "access.session.none")
    try town.keeper.endSession(second.session.digest, of: first.session, by: town.act())
    #expect(try state(town, second.token) == nil && state(town, third.token) != nil)
    try town.keeper.endOtherSessions(of: first.session, by: town.act())
    #expect(try state(town, third.token) == nil && state(town, first.token) != nil)
    try town.keeper.signOut(first.session, by: town.act())
    #expect(try state(town, first.token) == nil && state(town, other.token) != nil)
  }

  @Test func ofSeveralPostsOneIsChosen() throws {
    let town = try Town()
    let id = try town.settle("li.si", as: "village", at: place("530602001001"))
    let helper = try town.appoint(id, "helper", place("530602001002"))
    let new = try town.signIn("li.si")
    guard case .postDue(let posts) = new.session.state else { return #expect(Bool(false), "a post is due") }
    #expect(
      posts.map(\.role.name) == ["village", "helper"] || posts.map(\.role.name) == ["helper", "village"])
    #expect(
      refusal { try town.keeper.choosePost(PostID(number: 5), in: new.session, by: town.act()) }
        == "access.post.unknown")
    try town.keeper.choosePost(helper, in: new.session, by: town.act())
    #expect(try town.keeper.session(new.token.secretText, at: town.now)?.visitor?.post == helper)
    // When the post ends, the other one is left.
    try town.keeper.endPost(helper, by: town.act(), as: nil)
    #expect(try town.keeper.session(new.token.secretText, at: town.now)?.visitor?.role.name == "village")
  }

  @Test func anAccountWithoutAPostCanDoNothing() throws {
    let town = try Town()
    try town.settle("li.si")
    #expect(try town.signIn("li.si").session.state == .noPost)
  }

  @Test func aProvidersIdentityOpensTheAccountItBelongsTo() throws {
    let town = try Town()
    let id = try town.settle("li.si", as: "village", at: place("530602001001"))
    func come(_ subject: String) throws -> NewSession {
      try town.keeper.signIn(issuer: "https://id.example", subject: subject, by: town.act(""), agent: "")
    }
    #expect(refusal { _ = try come("42") } == "access.signIn.refused")
    try town.keeper.linkIdentity(issuer: "https://id.example", subject: "42", to: id, by: town.act(), as: nil)
    #expect(try come("42").session.visitor?.account == "li.si")
    #expect(refusal { _ = try come("43") } == "access.signIn.refused")
    let other = try town.settle("wang.wu")
    #expect(
      refusal {
        try town.keeper.linkIdentity(
          issuer: "https://id.example", subject: "42", to: other, by: town.act(), as: nil)
      } == "access.account.linked")
    // Accounts without an identity are not found by an empty one.
    #expect(
      refusal { _ = try town.keeper.signIn(issuer: "", subject: "", by: town.act(""), agent: "") }
        == "access.signIn.refused")
  }
}
