// The guardians' lists and counts: what is told of each state, and along which index.

import Database
import Kernel
import Testing
import Vault

@testable import Access

@Suite struct ListTests {
  private func logins(_ town: Town, _ words: String = "", _ state: AccountState? = nil) throws -> [String] {
    try town.keeper.accounts(beginning: words, in: state, at: town.now, as: nil).map(\.login)
  }

  @Test func accountsAreFoundByTheBeginningOfEitherName() throws {
    let town = try Town()
    for login in ["li.si", "li.wu", "wang.wu"] { try town.settle(login) }
    #expect(try logins(town) == ["li.si", "li.wu", "wang.wu"])
    #expect(try logins(town, "LI.") == ["li.si", "li.wu"])
    #expect(try logins(town, "Name of w") == ["wang.wu"])
    #expect(try logins(town, "wu") == [], "the middle of a name is no beginning")
    #expect(try logins(town, "%") == [])
    let page = try town.keeper.accounts(at: town.now, after: "li.si", limit: 1, as: nil)
    #expect(page.map(\.login) == ["li.wu"])
  }

  @Test func everyStateListsAndCountsTheSameAccounts() throws {
    let town = try Town()
    try town.settle("a.post", as: "village", at: place("530602001001"))
    try town.settle("b.free")
    _ = try town.keeper.createAccount(login: "c.new", name: "C", by: town.act(), as: nil)
    try town.keeper.disableAccount(try town.settle("d.shut"), by: town.act(), as: nil)
    let past = try town.settle("e.past")
    let post = try town.appoint(past, "village", try place("530602001002"))
    town.later(seconds: 86_400)
    try town.keeper.endPost(post, by: town.act(), as: nil)
    while try town.keeper.lock(of: town.keeper.account(login: "b.free"), at: town.now) == nil {
      town.later(seconds: 60)
      _ = refusal { _ = try town.signIn("b.free", "wrong") }
    }
    let expected: [AccountState: [String]] = [
      .locked: ["b.free"], .waiting: ["c.new"], .shut: ["d.shut"], .postless: ["b.free", "c.new", "e.past"],
    ]
    let counts = try town.keeper.accountCounts(AccountState.allCases, at: town.now, as: nil)
    for state in AccountState.allCases {
      #expect(try logins(town, "", state) == expected[state], "\(state)")
      #expect(counts[state] == expected[state]?.count, "\(state)")
    }
    #expect(try logins(town, "b", .postless) == ["b.free"])
  }

  @Test func postsEndAreOverAndStandEmpty() throws {
    let town = try Town()
    let (here, there) = (try place("530602001001"), try place("530602001002"))
    let today = town.now.day()
    let (first, second) = (try town.settle("a.one"), try town.settle("b.two"))
    let soon = try town.appoint(first, "village", here, until: today.adding(days: 30))
    let late = try town.appoint(second, "village", there, until: today.adding(days: 31))
    let guardian = try town.settle("g.post")
    try town.appoint(guardian, "security_administrator", city)
    let visitor = try town.visitor("g.post")
    func posts(_ state: PostState?, role: String? = nil) throws -> [PostID] {
      try town.keeper.posts(at: city, role: role, in: state, on: town.now.day(), as: nil).map(\.post.id)
    }
    func counts() throws -> [PostState: Int] {
      try town.keeper.postCounts(PostState.allCases, on: town.now.day(), as: visitor)
    }
    #expect(try posts(.ending) == [soon])
    #expect(try posts(nil, role: "village") == [soon, late])
    #expect(try counts() == [.ending: 1, .ended: 0, .vacant: 0])
    town.later(seconds: 31 * 86_400)
    #expect(try posts(.ended) == [soon, late] && posts(.vacant) == [soon, late])
    #expect(try counts() == [.ending: 0, .ended: 2, .vacant: 2])
    try town.appoint(first, "village", there)
    #expect(try posts(.vacant) == [soon], "somebody holds the other one again")
    #expect(try counts()[.vacant] == 1)
  }

  @Test func noCountReadsAllAccountsOrPosts() throws {
    let town = try Town()
    try town.settle("a.one", as: "village", at: place("530602001001"))
    let (now, day) = (town.now, town.now.day())
    let plans = try town.store.write { (connection) throws(Problem) -> [String] in
      let texts = Texts()
      connection.watch = { texts.all.append($0) }
      for state in AccountState.allCases {
        _ = try AccountListStore.count(in: state, at: now, on: connection)
        _ = try AccountListStore.accounts(
          beginning: "li", in: state, at: now, after: "", limit: 50, on: connection)
      }
      for state in PostState.allCases {
        _ = try PostListStore.count(in: state, within: city.subtree, on: day, on: connection)
      }
      _ = try JournalQueryStore.counts(since: now, on: connection)
      _ = try JournalQueryStore.counts(since: now, of: ["person.reveal"], on: connection)
      connection.watch = nil
      var plans: [String] = []
      for text in texts.all {
        plans += try connection.rows("EXPLAIN QUERY PLAN " + text) { (row) throws(Problem) in row.text(3) }
      }
      return plans
    }
    #expect(plans.count > 12)
    // Partial indexes hold only what is asked for; whoever has no post is looked for among open accounts.
    let allowed = ["account_waiting", "account_shut", "account_open"]
    for plan in plans where plan.hasPrefix("SCAN") {
      #expect(allowed.contains { plan.contains("INDEX \($0)") }, "\(plan)")
    }
  }

  @Test func aLookAtTheChainIsOnRecord() throws {
    let town = try Town()
    try town.settle("au.di", as: "auditor", at: city)
    let visitor = try town.visitor("au.di")
    let start = town.now
    func work() throws -> JournalWork {
      try town.keeper.journalWork(today: start, week: start, as: visitor)
    }
    #expect(try work().check == nil)
    #expect(try work().today.map(\.action).contains("account.create") && work().looks.isEmpty)
    town.later(seconds: 60)
    #expect(try town.keeper.verifyJournal(by: town.act("au.di"), as: visitor) == nil)
    #expect(try work().check == JournalCheck(at: town.now, isWhole: true))
    try town.store.write { (connection) throws(Problem) in
      try connection.run("UPDATE journal SET subject = 'x' WHERE sequence = 1")
    }
    #expect(try town.keeper.verifyJournal(by: town.act("au.di"), as: visitor)?.sequence == 1)
    #expect(try work().check?.isWhole == false)
    #expect(try town.entries().last?.action == "journal.verify")
  }
}

private final class Texts {
  var all: [String] = []
}
