// Posts: who is appointed to what, deputies, hand-over, and the three guardians kept apart.

import Kernel
import Testing
import Vault

@testable import Access

@Suite struct PostTests {
  @Test(
    arguments: [
      ("nobody", "530602", nil, nil, "access.role.unknown"),
      ("village", "530602", nil, nil, "access.post.level"),
      ("village", "530702001001", nil, nil, "access.post.place"),
      ("county_department", "530602", nil, nil, "access.post.subject"),
      ("county_department", "530602", "weather", nil, "access.post.subject"),
      ("county_office", "530602", "water", nil, "access.post.subject"),
      ("county_office", "530602", nil, 0, "access.post.period"),
      ("county_office", "530602", nil, 1, ""),
      ("county_department", "530602", "water", nil, ""),
    ] as [(String, String, String?, Int32?, String)])
  func anAppointmentIsMadeOrRefused(
    _ role: String, _ code: String, _ subject: String?, _ days: Int32?, _ told: String
  ) throws {
    let town = try Town()
    let id = try town.settle("li.si")
    let today = town.now.day()
    let until = days.map { Day(number: today.number + $0) }
    #expect(
      refusal { try town.appoint(id, role, place(code), subject: subject, from: today, until: until) } == told
    )
  }

  @Test func anUnknownAccountIsNotAppointed() throws {
    let town = try Town()
    #expect(
      refusal { try town.appoint(AccountID(number: 4), "county_office", place("530602")) }
        == "access.account.unknown")
  }

  @Test func nobodyHoldsTheSamePostTwiceAtATime() throws {
    let town = try Town()
    let id = try town.settle("li.si", as: "village", at: place("530602001001"))
    #expect(refusal { try town.appoint(id, "village", place("530602001001")) } == "access.post.twice")
    #expect(refusal { try town.appoint(id, "village", place("530602001002")) } == "")
  }

  @Test(arguments: [
    ("system_administrator", "security_administrator"), ("system_administrator", "auditor"),
    ("auditor", "city_office"), ("city_office", "security_administrator"),
  ])
  func guardiansAreKeptApart(_ first: String, _ second: String) throws {
    let town = try Town()
    let id = try town.settle("li.si", as: first, at: city)
    #expect(refusal { try town.appoint(id, second, city) } == "access.post.separation")
    // Once the first is over, the second may begin.
    let held = try #require(try town.keeper.posts(of: id, as: nil).first)
    try town.keeper.endPost(held.id, by: town.act(), as: nil)
    #expect(refusal { try town.appoint(id, second, city) } == "")
  }

  @Test func noGuardianCanBeAppointedAheadOfTheirOtherPost() throws {
    let town = try Town()
    let id = try town.settle("li.si")
    let today = town.now.day().number
    try town.appoint(id, "auditor", city, from: Day(number: today + 10))
    #expect(refusal { try town.appoint(id, "city_office", city) } == "access.post.separation")
    #expect(refusal { try town.appoint(id, "city_office", city, until: Day(number: today + 10)) } == "")
  }

  @Test func nobodyAppointsOrEndsThemself() throws {
    let town = try Town()
    let id = try town.settle("sec", as: "security_administrator", at: city)
    let visitor = try town.visitor("sec")
    #expect(
      refusal { try town.appoint(id, "village", place("530602001001"), as: visitor) } == "access.post.own")
    #expect(
      refusal { try town.keeper.endPost(visitor.post, by: town.act("sec"), as: visitor) } == "access.post.own"
    )
    let other = try town.settle("li.si")
    #expect(refusal { try town.appoint(other, "village", place("530602001001"), as: visitor) } == "")
    #expect(
      refusal { _ = try town.keeper.handOver(visitor.post, to: other, by: town.act("sec"), as: visitor) }
        == "access.post.own")
    let post = try #require(try town.keeper.posts(of: other, as: nil).first).id
    #expect(
      refusal { _ = try town.keeper.handOver(post, to: id, by: town.act("sec"), as: visitor) }
        == "access.post.own")
  }

  @Test func aVisitorWithoutThePermissionIsRefusedEverything() throws {
    let town = try Town()
    let id = try town.settle("li.si", as: "village", at: place("530602001001"))
    let visitor = try town.visitor("li.si")
    let act = { town.act("li.si") }
    let keeper = town.keeper
    let tries: [() throws -> Void] = [
      { _ = try keeper.accounts(at: town.now, as: visitor) }, { _ = try keeper.account(id, as: visitor) },
      { _ = try keeper.createAccount(login: "x.y", name: "X", by: act(), as: visitor) },
      { try keeper.disableAccount(id, by: act(), as: visitor) },
      { try keeper.enableAccount(id, by: act(), as: visitor) },
      { try keeper.unlockAccount(id, by: act(), as: visitor) },
      { try keeper.resetCode(id, by: act(), as: visitor) },
      { _ = try keeper.resetLink(id, by: act(), as: visitor) },
      { try keeper.linkIdentity(issuer: "a", subject: "b", to: id, by: act(), as: visitor) },
      { try keeper.endAllSessions(of: id, by: act(), as: visitor) },
      { _ = try keeper.sessions(of: id, at: town.now, as: visitor) },
      { _ = try keeper.posts(at: city, on: town.now.day(), as: visitor) },
      { _ = try keeper.posts(of: id, as: visitor) },
      { try town.appoint(id, "helper", place("530602001001"), as: visitor) },
      { try keeper.endPost(visitor.post, by: act(), as: visitor) },
      { _ = try keeper.handOver(visitor.post, to: id, by: act(), as: visitor) },
      { _ = try keeper.journal(JournalQuery(), as: visitor) },
      { _ = try keeper.journalEntry(county: -1, sequence: 1, as: visitor) },
      { try keeper.verifyJournal(by: act(), as: visitor) },
      { _ = try keeper.accountCounts([.locked], at: town.now, as: visitor) },
      { _ = try keeper.postCounts([.ending], on: town.now.day(), as: visitor) },
      { _ = try keeper.journalWork(today: town.now, week: town.now, as: visitor) },
    ]
    for (number, attempt) in tries.enumerated() {
      #expect(refusal(attempt) == "access.permission.missing", "try \(number)")
    }
  }

  @Test func whoIsNobodyAndNotOnTheMachineIsRefused() throws {
    let town = try Town()
    let told = refusal {
      _ = try town.keeper.createAccount(login: "x.y", name: "X", by: town.act("li.si"), as: nil)
    }
    #expect(told == "access.visitor.none")
    #expect(
      refusal { _ = try town.keeper.createAccount(login: "local:x", name: "X", by: town.act(), as: nil) }
        == "access.account.name")
  }

  @Test func aPostHoldsFromItsFirstDayUntilItsLast() throws {
    let town = try Town()
    let id = try town.settle("li.si")
    let today = town.now.day().number
    try town.appoint(
      id, "village", place("530602001001"), from: Day(number: today + 1), until: Day(number: today + 3))
    let held = try (0..<5).map { try town.keeper.visitors(of: id, on: Day(number: today + Int32($0))).count }
    #expect(held == [0, 1, 1, 0, 0])
  }

  @Test func aDeputyStandsInForSomeDaysWithNoMoreThanThePost() throws {
    let town = try Town()
    try town.settle("li.si", as: "township", at: place("530602001"))
    let deputy = try town.settle("wang.wu")
    let visitor = try town.visitor("li.si")
    let today = town.now.day()
    func days(_ from: Int32, _ until: Int32, _ permissions: Set<Permission>? = nil) -> Delegation {
      Delegation(
        deputy: deputy, from: Day(number: today.number + from), until: Day(number: today.number + until),
        permissions: permissions)
    }
    func told(_ wish: Delegation, _ visitor: Visitor) -> String {
      refusal { _ = try town.keeper.delegate(wish, by: town.act(visitor.account), as: visitor) }
    }
    #expect(told(days(0, 0), visitor) == "access.post.period")
    #expect(told(days(-1, 2), visitor) == "access.post.period")
    #expect(told(days(0, 184), visitor) == "access.delegation.long")
    #expect(told(days(0, 2, [.ruleTry]), visitor) == "access.delegation.wider")
    #expect(told(days(0, 2, [.placeRead, .postDelegate]), visitor) == "")
    #expect(told(days(1, 2), visitor) == "access.post.twice")
    let stand = try town.visitor("wang.wu")
    #expect(stand.deputyOf == "Name of li.si" && stand.place == visitor.place)
    #expect(stand.role.permissions == [.placeRead])
    #expect(told(days(0, 2), stand) == "access.permission.missing")
    #expect(try town.keeper.deputies(of: visitor, on: today).map(\.account) == [deputy])
    #expect(try town.keeper.visitors(of: deputy, on: Day(number: today.number + 2)).isEmpty)
    // Nobody stands in for an account that is shut.
    let holder = try town.keeper.account(login: "li.si").id
    try town.keeper.disableAccount(holder, by: town.act(), as: nil)
    #expect(try town.keeper.visitors(of: deputy, on: today).isEmpty)
    try town.keeper.enableAccount(holder, by: town.act(), as: nil)
    #expect(try town.keeper.visitors(of: deputy, on: today).count == 1)
    // The deputy's days end with the post itself.
    try town.keeper.endPost(visitor.post, by: town.act(), as: nil)
    #expect(try town.keeper.visitors(of: deputy, on: today).isEmpty)
  }

  @Test func aHolderEndsTheirOwnDelegationAndNoOther() throws {
    let town = try Town()
    try town.settle("li.si", as: "township", at: place("530602001"))
    try town.settle("zhao.liu", as: "township", at: place("530602002"))
    let deputy = try town.settle("wang.wu")
    let (visitor, other) = (try town.visitor("li.si"), try town.visitor("zhao.liu"))
    let today = town.now.day()
    let wish = Delegation(deputy: deputy, from: today, until: Day(number: today.number + 9))
    let post = try town.keeper.delegate(wish, by: town.act("li.si"), as: visitor)
    #expect(
      refusal { try town.keeper.endDelegation(post, by: town.act("zhao.liu"), as: other) }
        == "access.post.unknown")
    #expect(
      refusal { try town.keeper.endDelegation(visitor.post, by: town.act("li.si"), as: visitor) }
        == "access.post.unknown")
    #expect(try town.keeper.visitors(of: deputy, on: today).count == 1)
    try town.keeper.endDelegation(post, by: town.act("li.si"), as: visitor)
    #expect(try town.keeper.visitors(of: deputy, on: today).isEmpty)
  }

  @Test func aGuardianIsNobodysDeputy() throws {
    let town = try Town()
    try town.settle("li.si", as: "township", at: place("530602001"))
    let auditor = try town.settle("aud", as: "auditor", at: city)
    let today = town.now.day()
    let wish = Delegation(deputy: auditor, from: today, until: Day(number: today.number + 9))
    let visitor = try town.visitor("li.si")
    #expect(
      refusal { _ = try town.keeper.delegate(wish, by: town.act("li.si"), as: visitor) }
        == "access.post.separation")
  }

  @Test func aHandOverEndsOneHolderBeginsAnotherAndMovesTheWork() throws {
    let town = try Town()
    let old = try town.settle("li.si", as: "county_department", at: place("530602"), subject: "water")
    let new = try town.settle("wang.wu")
    let post = try town.visitor("li.si").post
    let next = try town.keeper.handOver(post, to: new, by: town.act(), as: nil)
    #expect(try town.keeper.visitors(of: old, on: town.now.day()).isEmpty)
    let visitor = try town.visitor("wang.wu")
    #expect(visitor.post == next && visitor.subject?.name == "water")
    let entry = try #require(try town.entries().last)
    #expect(entry.action == "post.handOver" && entry.subject == "post \(post)")
    #expect(entry.details == "{\"to\":\"\(next)\",\"moved\":{\"case\":3}}")
    #expect(
      refusal { _ = try town.keeper.handOver(post, to: new, by: town.act(), as: nil) } == "access.post.ended")
  }

  @Test func aHandOverThatIsRefusedLeavesTheHolder() throws {
    let town = try Town()
    let old = try town.settle("li.si", as: "county_office", at: place("530602"))
    let auditor = try town.settle("aud", as: "auditor", at: city)
    let post = try town.visitor("li.si").post
    #expect(
      refusal { _ = try town.keeper.handOver(post, to: auditor, by: town.act(), as: nil) }
        == "access.post.separation")
    #expect(try town.keeper.visitors(of: old, on: town.now.day()).count == 1)
  }

  @Test func postsAreListedWithinThePlaceAlone() throws {
    let town = try Town()
    try town.settle("a.a", as: "county_office", at: place("530602"))
    try town.settle("b.b", as: "village", at: place("530602001001"))
    try town.settle("c.c", as: "county_office", at: place("530621"))
    let listed = try town.keeper.posts(at: place("530602"), on: town.now.day(), as: nil)
    #expect(listed.map(\.login) == ["a.a", "b.b"])
    #expect(try town.keeper.posts(at: city, on: town.now.day(), limit: 1, as: nil).count == 1)
  }

  @Test func theFirstLinkMakesTheThreeGuardiansOnce() throws {
    let town = try Town()
    #expect(try town.keeper.isFirstRun())
    #expect(
      refusal { _ = try town.keeper.firstLink(city: place("5307"), by: town.act()) } == "access.post.place")
    let link = try town.keeper.firstLink(city: city, by: town.act()).secretText
    #expect(try town.keeper.link(link, at: town.now) == LinkSight(account: nil, city: city))
    func run(_ password: String, _ link: String) throws -> FirstLinks {
      let first = FirstRun(
        login: "sys", name: "系统", password: password, securityLogin: "sec", securityName: "安全",
        auditorLogin: "aud", auditorName: "审计")
      return try town.keeper.firstRun(first, link: link, by: town.act(""))
    }
    #expect(refusal { _ = try run("short", link) } == "access.password.short")
    #expect(refusal { _ = try run(Town.password, "other") } == "access.link.refused")
    let links = try run(Town.password, link)
    #expect(refusal { _ = try run(Town.password, link) } == "access.link.refused")
    #expect(try town.signIn("sys").session.state == .enrolmentDue)
    try town.keeper.setPassword(Town.password, link: links.security.secretText, by: town.act(""))
    try town.keeper.setPassword(Town.password, link: links.auditor.secretText, by: town.act(""))
    #expect(
      try ["sys", "sec", "aud"].map { try town.visitor($0).role.name }
        == ["system_administrator", "security_administrator", "auditor"])
    #expect(refusal { _ = try town.keeper.firstLink(city: city, by: town.act()) } == "access.first.begun")
  }

  @Test(arguments: [
    ("", "n", "access.account.name"), ("a", "n", "access.account.name"), ("a b", "n", "access.account.name"),
    (".ab", "n", "access.account.name"), ("_ab", "n", "access.account.name"),
    ("li;si", "n", "access.account.name"),
    ("李四", "n", "access.account.name"), (String(repeating: "a", count: 41), "n", "access.account.name"),
    ("li.si", "  ", "access.account.ownName"), ("li.si", "a\u{7}", "access.account.ownName"),
    ("li.si", "a\u{202E}b", "access.account.ownName"), ("li.si", "\u{200B}", "access.account.ownName"),
    ("li.si", "a\u{2066}b", "access.account.ownName"),
    ("LI.SI2", "n", ""),
    ("taken", "n", "access.account.taken"),
  ])
  func namesAreFitOrRefused(_ login: String, _ name: String, _ told: String) throws {
    let town = try Town()
    try town.settle("taken")
    #expect(
      refusal { _ = try town.keeper.createAccount(login: login, name: name, by: town.act(), as: nil) } == told
    )
  }

  @Test func nobodyShutsThemselfOut() throws {
    let town = try Town()
    let id = try town.settle("sys", as: "system_administrator", at: city)
    let visitor = try town.visitor("sys")
    #expect(
      refusal { try town.keeper.disableAccount(id, by: town.act("sys"), as: visitor) } == "access.account.own"
    )
  }
}
