// Passwords that are set and changed, authenticators, recovery codes and one-time links.

import Access
import Database
import Kernel
import Testing
import Vault

@Suite struct SecretKeepingTests {
  @Test(arguments: [
    ("Short1!", "short"), ("alllowercase", "classes"), ("Xli.si-12345", "name"), ("Password123!", "common"),
    ("P@ssw0rd2024", "common"), ("Zhaotong2025!", "common"), ("Aa1!Aa1!Aa1!", "common"),
    (String(repeating: "Aa1!xyzw", count: 40), "long"), ("Correct horse 8!", ""), ("一个很长的密码句子A1", ""),
  ])
  func aPasswordIsAcceptedOrRefused(_ password: String, _ fault: String) {
    let rules = PasswordRules(AccessSettings())
    let told = refusal { try rules.check(password, loginName: "li.si") }
    #expect(told == (fault.isEmpty ? "" : "access.password.\(fault)"))
  }

  @Test func aPasswordGrowsOldAndIsChanged() throws {
    let town = try Town()
    try town.settle("li.si", as: "village", at: place("530602001001"))
    town.later(seconds: 90 * 86_400 - 1)
    #expect(try town.signIn("li.si").session.visitor != nil)
    town.later(seconds: 1)
    let new = try town.signIn("li.si")
    let other = try town.signIn("li.si")
    #expect(new.session.state == .passwordDue && !new.session.isProven)
    func change(_ old: String, _ password: String) -> String {
      refusal { try town.keeper.changePassword(from: old, to: password, in: new.session, by: town.act()) }
    }
    #expect(change("wrong", "Another horse 8!") == "access.signIn.refused")
    #expect(change(Town.password, Town.password) == "access.password.reused")
    #expect(change(Town.password, "short") == "access.password.short")
    town.later(seconds: 60)
    #expect(change(Town.password, "Another horse 8!") == "")
    #expect(try town.keeper.session(new.token.secretText, at: town.now)?.visitor != nil)
    #expect(try town.keeper.session(other.token.secretText, at: town.now) == nil)
    #expect(refusal { _ = try town.signIn("li.si") } == "access.signIn.refused")
    #expect(refusal { _ = try town.signIn("li.si", "Another horse 8!") } == "")
  }

  @Test func aNewPasswordThatIsRefusedIsNoFailureToComeIn() throws {
    let town = try Town { ($0.failuresBeforeDelay, $0.failuresBeforeLock) = (2, 3) }
    try town.settle("li.si", as: "village", at: place("530602001001"))
    let new = try town.signIn("li.si")
    func change(_ old: String, _ password: String) -> String {
      refusal { try town.keeper.changePassword(from: old, to: password, in: new.session, by: town.act()) }
    }
    for _ in 0..<5 { #expect(change(Town.password, "short") == "access.password.short") }
    #expect(change("wrong", "Another horse 8!") == "access.signIn.refused")
    #expect(change(Town.password, Town.password) == "access.password.reused")
    #expect(change("wrong", "Another horse 8!") == "access.signIn.refused")
    #expect(change(Town.password, "Another horse 8!") == "access.signIn.wait", "wrong old ones still count")
  }

  @Test func theLastPasswordsDoNotComeAgain() throws {
    let town = try Town { ($0.passwordHistory, $0.failuresBeforeDelay) = (2, 99) }
    try town.settle("li.si", as: "village", at: place("530602001001"))
    let new = try town.signIn("li.si")
    let words = [Town.password, "Another horse 1!", "Another horse 2!", "Another horse 3!"]
    func change(_ from: Int, _ to: Int) -> String {
      refusal {
        try town.keeper.changePassword(from: words[from], to: words[to], in: new.session, by: town.act())
      }
    }
    #expect(
      [change(0, 1), change(1, 0), change(1, 2), change(2, 1), change(2, 3), change(3, 0)]
        == ["", "access.password.reused", "", "access.password.reused", "", ""])
  }

  @Test func aHashOfAnotherCostIsRenewedAtSignIn() throws {
    let town = try Town()
    try town.settle("li.si")
    func stored() throws -> String? {
      try town.store.read { (connection) throws(Problem) in
        try connection.row("SELECT password FROM account") { (row) throws(Problem) in row.text(0) }
      }
    }
    #expect(try stored()?.hasPrefix("scrypt$2$") == true)
    var settings = town.keeper.settings
    settings.passwordCost = PasswordHash.Cost(logN: 3)
    let dice = Dice(1)
    let dearer = Doorkeeper(
      town.store, book: town.keeper.book, settings: settings, sealer: town.sealer, chance: { dice.roll($0) },
      hasPlace: { (_, _, _) throws(Problem) in true })
    _ = try dearer.signIn(name: "li.si", password: Town.password, by: town.act(""), agent: "")
    #expect(try stored()?.hasPrefix("scrypt$3$") == true)
    _ = try dearer.signIn(name: "li.si", password: Town.password, by: town.act(""), agent: "")
  }

  @Test func aLinkOpensOnceAndGrowsOld() throws {
    let town = try Town()
    let made = try town.keeper.createAccount(login: "li.si", name: "李四", by: town.act(), as: nil)
    let first = try #require(made.link).secretText
    #expect(try town.keeper.link(first, at: town.now).account?.login == "li.si")
    let second = try #require(try town.keeper.resetLink(made.id, by: town.act(), as: nil)).secretText
    let told = { (link: String) in
      refusal { try town.keeper.setPassword(Town.password, link: link, by: town.act("")) }
    }
    #expect(told(first) == "access.link.refused")
    #expect(told("nothing") == "access.link.refused")
    #expect(told(second) == "")
    #expect(told(second) == "access.link.refused")
    let third = try #require(try town.keeper.resetLink(made.id, by: town.act(), as: nil)).secretText
    town.later(seconds: 72 * 3_600)
    #expect(told(third) == "access.link.refused")
  }

  @Test func aPasswordIsSetOnTheMachineItself() throws {
    let town = try Town()
    try town.settle("li.si", as: "village", at: place("530602001001"))
    let account = try town.keeper.account(login: "li.si")
    let link = try #require(try town.keeper.resetLink(account.id, by: town.act(), as: nil)).secretText
    let session = try town.signIn("li.si")
    let act = Act(actor: "local:root", at: town.now, request: "recovery")
    func set(_ password: String) -> String {
      refusal { try town.keeper.setPassword(password, of: account.id, by: act) }
    }
    #expect(set("short") == "access.password.short")
    #expect(set(Town.password) == "access.password.reused")
    #expect(set("Another horse 8!") == "")
    #expect(try town.keeper.session(session.token.secretText, at: town.now) == nil)
    #expect(
      refusal { try town.keeper.setPassword("Another horse 9!", link: link, by: town.act("")) }
        == "access.link.refused")
    #expect(refusal { _ = try town.signIn("li.si") } == "access.signIn.refused")
    #expect(refusal { _ = try town.signIn("li.si", "Another horse 8!") } == "")
    let told = try town.store.read { (connection) throws(Problem) in
      try connection.row("SELECT actor, subject FROM journal WHERE action = 'account.recoverPassword'") {
        (row) throws(Problem) in row.text(0) + " " + row.text(1)
      }
    }
    #expect(told == "local:root account \(account.id)")
    try town.keeper.disableAccount(account.id, by: town.act(), as: nil)
    #expect(set("Another horse 10!") == "access.account.disabled")
  }

  /// A session of a role that needs a code, its authenticator set up.
  private func enrolled(_ town: Town) throws -> (OneTimeCode, [String]) {
    try town.settle("qian.qi", as: "city_office", at: city)
    let new = try town.signIn("qian.qi")
    #expect(new.session.state == .enrolmentDue && !new.session.isProven)
    #expect(
      refusal { _ = try town.keeper.confirmEnrolment("000000", in: new.session, by: town.act()) }
        == "access.code.none")
    let enrolment = try town.keeper.beginEnrolment(in: new.session, by: town.act())
    let code = OneTimeCode(secret: try decoded(enrolment.base32))
    #expect(enrolment.address.contains("secret=\(code.base32)&"))
    let wrong = code.code(step: OneTimeCode.step(at: town.now) + 5)
    #expect(
      refusal { _ = try town.keeper.confirmEnrolment(wrong, in: new.session, by: town.act()) }
        == "access.code.refused")
    let right = code.code(step: OneTimeCode.step(at: town.now))
    let (opened, recovery) = try town.keeper.confirmEnrolment(right, in: new.session, by: town.act())
    #expect(opened.session.visitor?.role.name == "city_office")
    #expect(try town.keeper.session(new.token.secretText, at: town.now) == nil)
    return (code, recovery)
  }

  private func decoded(_ base32: String) throws -> [UInt8] {
    var (bytes, held, bits): ([UInt8], Int, Int) = ([], 0, 0)
    for letter in base32 {
      let index = try #require(Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").firstIndex(of: letter))
      (held, bits) = ((held << 5 | index) & 0xFFFF, bits + 5)
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(held >> bits & 255))
      }
    }
    return bytes
  }

  @Test func anAuthenticatorIsReplacedOnlyByWhoHasIt() throws {
    let town = try Town { $0.failuresBeforeDelay = 99 }
    let (code, recovery) = try enrolled(town)
    func digits() -> String { code.code(step: OneTimeCode.step(at: town.now)) }
    town.later(seconds: 60)
    let new = try town.signIn("qian.qi")
    let open = try town.keeper.giveCode(digits(), in: new.session, by: town.act()).session
    func begin(_ present: String) -> String {
      refusal { _ = try town.keeper.beginEnrolment(in: open, present: present, by: town.act()) }
    }
    #expect(begin("") == "access.code.refused" && begin("000000") == "access.code.refused")
    #expect(begin(digits()) == "access.code.refused", "the code that opened the session is used up")
    town.later(seconds: 60)
    #expect(begin(digits()) == "" && begin(recovery[0]) == "")
    #expect(begin(recovery[0]) == "access.code.refused", "a recovery code is good once")
  }

  @Test func nobodyTakesAGuardiansAccountOver() throws {
    let town = try Town()
    try town.settle("sys", as: "system_administrator", at: city)
    let guardian = try town.settle("sec", as: "security_administrator", at: city)
    let cadre = try town.settle("wang.wu", as: "village", at: place("530602001001"))
    let past = try town.settle("old")
    let post = try town.appoint(past, "auditor", city)
    town.later(seconds: 86_400)
    try town.keeper.endPost(post, by: town.act(), as: nil)
    let visitor = try town.visitor("sys")
    for reset in [
      { (id: AccountID) in _ = try town.keeper.resetLink(id, by: town.act("sys"), as: visitor) },
      { id in try town.keeper.resetCode(id, by: town.act("sys"), as: visitor) },
      { id in
        try town.keeper.linkIdentity(
          issuer: "https://a", subject: "\(id)", to: id, by: town.act("sys"), as: visitor)
      },
    ] {
      #expect(refusal { try reset(guardian) } == "access.account.guardian")
      #expect(refusal { try reset(cadre) } == "" && refusal { try reset(past) } == "")
    }
    #expect(try town.keeper.resetLink(guardian, by: town.act(), as: nil) != nil, "on the machine it is done")
  }

  @Test func aCodeIsAskedForAndOpensOnce() throws {
    let town = try Town { $0.failuresBeforeDelay = 99 }
    let (code, _) = try enrolled(town)
    town.later(seconds: 60)
    let new = try town.signIn("qian.qi")
    #expect(new.session.state == .codeDue)
    #expect(
      refusal { _ = try town.keeper.beginEnrolment(in: new.session, by: town.act()) } == "access.session.none"
    )
    let digits = code.code(step: OneTimeCode.step(at: town.now))
    let opened = try town.keeper.giveCode(digits, in: new.session, by: town.act())
    #expect(opened.session.visitor != nil && opened.token.secretText != new.token.secretText)
    #expect(try town.keeper.session(new.token.secretText, at: town.now) == nil)
    let again = try town.signIn("qian.qi")
    #expect(
      refusal { _ = try town.keeper.giveCode(digits, in: again.session, by: town.act()) }
        == "access.code.refused")
  }

  @Test func codesAndJournalOpenUnderANewerKeyAlone() throws {
    let town = try Town()
    let (code, _) = try enrolled(town)
    func key(_ number: UInt8) throws -> SecretKey {
      try SecretKey(number: number, bytes: [UInt8](repeating: number == 1 ? 9 : number, count: 32))
    }
    town.store.keys = Sealer(try KeyRing([key(1), key(2)]))
    let before = try town.store.read { (connection) throws(Problem) in
      try AccessSealStore.counts(on: connection)
    }
    let all = before.values.reduce(0, +)
    #expect(before == [1: all] && all >= 2, "the secret of the codes, and the key of the account's values")
    var batches = 0
    while try town.store.write({ (connection) throws(Problem) in
      try AccessSealStore.reseal(atMost: 1, on: connection)
    }) > 0 {
      batches += 1
    }
    #expect(batches == Int(all))
    let after = try town.store.read { (connection) throws(Problem) in
      try AccessSealStore.counts(on: connection)
    }
    #expect(after == [2: all])
    town.store.keys = Sealer(try KeyRing([key(2)]))
    town.later(seconds: 60)
    let new = try town.signIn("qian.qi")
    let digits = code.code(step: OneTimeCode.step(at: town.now))
    let opened = try town.keeper.giveCode(digits, in: new.session, by: town.act())
    #expect(opened.session.visitor != nil)
    let county = JournalStore.doors
    let named = try town.entries().first { $0.county == county && $0.changes.contains("sealed") }
    let sight = try town.keeper.journalEntry(county: county, sequence: try #require(named).sequence, as: nil)
    #expect(
      sight.changes.contains { change in
        if case .sealed = change.after { true } else { false }
      })
  }

  @Test func codesCannotBeTriedOut() throws {
    let town = try Town { $0.failuresBeforeDelay = 99 }
    let (code, _) = try enrolled(town)
    town.later(seconds: 60)
    let new = try town.signIn("qian.qi")
    for _ in 0..<5 { _ = refusal { _ = try town.keeper.giveCode("12345x", in: new.session, by: town.act()) } }
    let digits = code.code(step: OneTimeCode.step(at: town.now))
    #expect(
      refusal { _ = try town.keeper.giveCode(digits, in: new.session, by: town.act()) }
        == "access.signIn.locked")
  }

  @Test func aRecoveryCodeOpensOnce() throws {
    let town = try Town()
    let (_, recovery) = try enrolled(town)
    #expect(recovery.count == 10 && Set(recovery).count == 10 && recovery.allSatisfy { $0.count == 16 })
    for (word, told) in [
      (recovery[3].lowercased(), ""), (recovery[3], "access.code.refused"), (recovery[4], ""),
    ] {
      let new = try town.signIn("qian.qi")
      #expect(refusal { _ = try town.keeper.giveCode(word, in: new.session, by: town.act()) } == told)
    }
  }

  @Test func theSystemAdministratorTakesALostAuthenticatorAway() throws {
    let town = try Town()
    _ = try enrolled(town)
    let id = try town.keeper.account(login: "qian.qi").id
    try town.keeper.resetCode(id, by: town.act(), as: nil)
    #expect(try town.signIn("qian.qi").session.state == .enrolmentDue)
  }

  @Test func theStoreHoldsNoSecretInPlainWords() throws {
    let town = try Town()
    let (code, recovery) = try enrolled(town)
    let new = try town.signIn("qian.qi")
    // A password in the field of the name, which is a failure.
    _ = try? town.keeper.signIn(
      name: "zhou.ba2!", password: "x", by: town.act("", client: "10.0.0.1"), agent: "")
    let tables = [
      "account", "session", "recovery_code", "one_time_link", "journal", "command_answer", "sign_in_failure",
    ]
    let dump = try town.store.read { (connection) throws(Problem) in
      var dump = ""
      for table in tables {
        dump += try connection.rows("SELECT * FROM \(table)") { (row) throws(Problem) -> String in
          (0..<row.columnCount).map { Digest.hex(row.bytes($0)) }.joined()
        }.joined()
      }
      return dump
    }
    let secrets = [Town.password, new.token.secretText, code.base32, "zhou.ba2!"] + recovery
    for secret in secrets { #expect(!dump.contains(Digest.hex(Array(secret.utf8)))) }
    #expect(!dump.contains(Digest.hex(code.secret)))
    // The look would find them: a login stands there plainly.
    #expect(dump.contains(Digest.hex(Array("qian.qi".utf8))))
  }
}
