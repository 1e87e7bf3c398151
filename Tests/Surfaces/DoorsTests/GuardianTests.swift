// The guardians' pages: accounts, posts, the journal, the home page of each.
import Access
import Kernel
import Pages
import Testing
import Vault

@Suite struct GuardianTests {
  /// A guardian who is inside, with an authenticator set up.
  private func guardian(_ role: String, _ town: Town) async throws -> Browser {
    try town.person("guard", "守门人", role: role, at: "5306")
    let browser = Browser(town)
    try await browser.signIn("guard")
    let scan = try await browser.send("/me/code", [:])
    let secret = try #require(scan.text.split(separator: "<code>").dropFirst().first?.prefix { $0 != "<" })
    let code = OneTimeCode(secret: base32(secret)).code(step: OneTimeCode.step(at: town.watch.now))
    let done = try await browser.post("/me/code", ["token": scan.field("token"), "code": code])
    #expect(done.status == 200)
    return browser
  }

  @Test func theSystemAdministratorMakesShutsAndOpensAccounts() async throws {
    let town = try Town()
    let browser = try await guardian("system_administrator", town)
    let bad = try await browser.send("/accounts/new", ["name": "王", "login": "W W"])
    #expect(bad.status == 400 && bad.text.contains("role=\"alert\""))
    let made = try await browser.send("/accounts/new", ["name": "王", "login": "wang"])
    let link = try #require(made.oneTimeLinks.first)
    let new = Browser(town)
    #expect(try await new.get(link).text.contains("王，请设置密码"))
    #expect(try await new.send(link, ["new": Town.password, "again": Town.password]).location == "/sign-in")
    #expect(try await browser.get("/accounts?q=wang").text.contains("wang"))
    let path = "/accounts/\(try town.keeper.account(login: "wang").id)"
    #expect(try await browser.send(path, ["do": "disable"]).location == path)
    #expect(try await Browser(town).signIn("wang").text.contains("停用"))
    #expect(try await browser.send(path, ["do": "enable"]).location == path)
    #expect(try await Browser(town).signIn("wang").status == 303)
    #expect(try await browser.send(path, ["do": "link"]).oneTimeLinks.count == 1)
    #expect(try await browser.send(path, ["do": "other"]).status == 400)
    #expect(try await browser.get("/").text.contains("被锁定的账号"))
    for refused in ["/posts", "/journal", "/places/5306"] {
      #expect(try await browser.get(refused).status == 403)
    }
  }

  @Test func aFormSentTwiceMakesOneAccount() async throws {
    let town = try Town()
    let browser = try await guardian("system_administrator", town)
    let form = try await browser.get("/accounts/new")
    let fields = [
      "token": form.field("token"), "key": form.field("key"), "name": "王", "login": "wang",
    ]
    let first = try #require(try await browser.post("/accounts/new", fields).oneTimeLinks.first)
    // The second of two quick clicks shows a link too, which is the one that works.
    let again = try await browser.post("/accounts/new", fields)
    let second = try #require(again.oneTimeLinks.first)
    #expect(again.status == 200 && first != second)
    #expect(try await !Browser(town).get(first).text.contains("王，请设置密码"))
    let wang = Browser(town)
    #expect(try await wang.get(second).text.contains("王，请设置密码"))
    #expect(try town.keeper.accounts(beginning: "wang", at: town.watch.now, as: nil).count == 1)
    // Once there is a password no link is made by the way.
    let words = ["new": "Wu-Meng-2031-Shan", "again": "Wu-Meng-2031-Shan"]
    #expect(try await wang.send(second, words).status == 303)
    let late = try await browser.post("/accounts/new", fields)
    #expect(late.oneTimeLinks.isEmpty && late.text.contains("链接已经显示过"))
  }

  @Test func theSecurityAdministratorAppointsAndEnds() async throws {
    let town = try Town()
    let browser = try await guardian("security_administrator", town)
    try town.person("wang", "王")
    try town.person("zhao", "赵")
    let today = "\(town.watch.now.day())"
    let wish = ["login": "wang", "role": "county_office", "place": "530627", "from": today]
    for (field, value) in [("login", "nobody"), ("role", ""), ("place", "53"), ("from", "x")] {
      let visit = try await browser.send("/posts/new", wish.merging([field: value]) { $1 })
      #expect((400..<500).contains(visit.status) && visit.text.contains("href=\"#f-\(field)\""), "\(field)")
    }
    #expect(try await browser.send("/posts/new", wish).location == "/posts?place=530627")
    #expect(try await browser.get("/posts").text.contains("Place 530627"))
    let wang = try town.keeper.account(login: "wang")
    let post = try #require(try town.keeper.posts(of: wang.id, as: nil).first)
    let over = try await browser.send("/posts/\(post.id)/handover", ["login": "zhao"])
    #expect(over.status == 303)
    #expect(try await browser.get(over.location).text.contains("赵"))
    #expect(try await browser.send(over.location, [:]).location == "/posts")
    #expect(try await browser.get(over.location).status == 404)
    #expect(try await browser.get("/accounts/new").status == 403)
    #expect(try await browser.get("/").text.contains("没有岗位的账号"))
  }

  @Test func theAuditorSearchesTheJournalAndSeesAnEntryWhole() async throws {
    let town = try Town()
    let browser = try await guardian("auditor", town)
    let all = try await browser.get("/journal")
    #expect(all.status == 200 && all.text.contains(">任命岗位</td>") && all.text.contains(">建立账号</td>"))
    let some = try await browser.get("/journal?action=post")
    #expect(some.text.contains(">任命岗位</td>") && !some.text.contains(">建立账号</td>"))
    let none = try await browser.get("/journal?from=2030-01-01")
    #expect(none.text.contains("没有符合条件的记录"))
    let start = try #require(all.text.firstRange(of: "href=\"/journal/")?.upperBound)
    let entry = try await browser.get("/journal/" + all.text[start...].prefix { $0 != "\"" })
    #expect(entry.status == 200 && entry.text.contains("散列值"))
    #expect(try await browser.get("/journal/0/999999").status == 404)
    #expect(try await browser.get("/journal?after=1.2").status == 400)
    #expect(try await browser.get("/accounts").status == 403)
  }

  @Test func theHomeOfTheSystemAdministratorLeadsToTheAccountsThatWait() async throws {
    let town = try Town()
    let browser = try await guardian("system_administrator", town)
    _ = try town.keeper.createAccount(login: "new.one", name: "新人", by: town.act, as: nil)
    try town.person("old.one", "旧人")
    let home = try await browser.get("/")
    #expect(home.text.contains("href=\"/accounts?state=waiting\"><b>1</b>"))
    #expect(home.text.contains("href=\"/accounts?state=locked\"><b>0</b>"))
    #expect(home.text.contains("系统正常"))
    let waiting = try await browser.get("/accounts?state=waiting")
    #expect(waiting.text.contains("new.one") && !waiting.text.contains("old.one"))
    #expect(waiting.text.contains("value=\"waiting\" selected"))
    #expect(try await browser.get("/accounts?q=%E6%96%B0").text.contains("new.one"))
    #expect(try await browser.get("/accounts?state=other").status == 400)
  }

  @Test func theHomeOfTheSecurityAdministratorLeadsToPostsThatEndOrStandEmpty() async throws {
    let town = try Town()
    let browser = try await guardian("security_administrator", town)
    let wang = try town.person("wang", "王", role: "village", at: "530627101001")
    let post = try #require(try town.keeper.posts(of: wang.id, as: nil).first)
    try town.keeper.endPost(post.id, by: town.act, as: nil)
    let home = try await browser.get("/")
    #expect(home.text.contains("href=\"/posts?state=vacant\"><b>1</b>"))
    #expect(home.text.contains("href=\"/accounts?state=postless\"><b>1</b>"))
    let ended = try await browser.get("/posts?state=ended")
    #expect(ended.text.contains("Place 530627101001") && !ended.text.contains("href=\"/posts/\(post.id)\""))
    #expect(!(try await browser.get("/posts").text.contains("Place 530627101001")))
    #expect(!(try await browser.get("/posts?state=ended&role=helper").text.contains("Place 530627101001")))
  }

  @Test func theAuditorChecksTheChainAndSeesWhatWasDone() async throws {
    let town = try Town()
    let browser = try await guardian("auditor", town)
    let before = try await browser.get("/")
    #expect(before.text.contains("还没有核对过") && before.text.contains("近 7 天没有人查看敏感信息"))
    #expect(before.text.contains("href=\"/journal?action=account.create&amp;from="))
    #expect(try await browser.send("/journal", [:]).location == "/journal")
    #expect(try await browser.get("/").text.contains("核对，完整"))
    #expect(try await browser.get("/journal?action=journal.verify").text.contains("whole"))
  }

  @Test(arguments: ["/", "/me", "/style", "/me/sessions", "/me/code", "/me/password", "/posts", "/posts/new"])
  func everyPageHasOneHeadingNoScriptAndASwitch(path: String) async throws {
    let town = try Town()
    let browser = try await guardian("security_administrator", town)
    for language in Language.allCases {
      let visit = try await browser.get(path + "?lang=\(language.rawValue)")
      #expect(visit.status == 200, "\(path)")
      #expect(visit.text.components("<h1>") == 1)
      #expect(!visit.text.contains("<script") && !visit.text.contains(" style="))
      #expect(visit.text.contains("<main id=\"main\"") && visit.text.contains("class=\"tongue\""))
      let ids = visit.text.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
      #expect(Set(ids).count == ids.count, "\(path) names something twice")
    }
  }
}
