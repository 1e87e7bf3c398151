// Addresses: every link is read back as the page that made it, everything else is refused.
import Kernel
import Pages
import Testing

private func place(_ text: String) -> PlaceCode {
  guard let code = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
  return code
}

private func read(_ link: String) throws(Problem) -> PageAddress {
  let halves = link.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
  return try PageAddress(path: String(halves[0]), query: halves.count > 1 ? String(halves[1]) : "")
}

@Suite struct PageAddressTests {
  static let pages: [(PageAddress, String)] = [
    (.home, "/"),
    (.place(place("5306"), .plain), "/places/5306"),
    (.place(place("530627101003002"), .plain), "/places/530627101003002"),
    (
      .place(place("530627"), PlaceView(sort: "low-income", isDescending: true)),
      "/places/530627?sort=low-income&order=down"
    ),
    (
      .place(place("530627101003"), PlaceView(rule: "r_03.b", candidatesOnly: true, page: 3)),
      "/places/530627101003?rule=r_03.b&candidates=1&page=3"
    ),
    (.household(county: 530_627, number: 12), "/households/530627/12"),
    (.reveal(county: 530_627, number: 12), "/households/530627/12/reveal"),
    (.opening(county: 530_627, number: 12), "/households/530627/12/opening"),
    (.export(place("530627"), .plain), "/places/530627/export"),
    (
      .export(place("530627101003"), PlaceView(rule: "a", candidatesOnly: true)),
      "/places/530627101003/export?rule=a&candidates=1"
    ),
    (.placeLedgers(place("530627101003")), "/places/530627101003/ledgers"),
    (.placeLedger(place("5306"), "projects", page: 1), "/places/5306/ledgers/projects"),
    (.placeLedger(place("5306"), "projects", page: 3), "/places/5306/ledgers/projects?page=3"),
    (.search("", page: 1), "/search"),
    (.search("陈 &=+%/?#", page: 1), "/search?q=%E9%99%88%20%26%3D%2B%25%2F%3F%23"),
    (.search("英", page: 2), "/search?q=%E8%8B%B1&page=2"),
    (.rules, "/rules"), (.rule("low-income"), "/rules/low-income"), (.quality, "/quality"),
    (.trial("low-income", values: [:]), "/rules/low-income/trial"),
    (.trial("a", values: ["line": "8700.5", "b": "<"]), "/rules/a/trial?b=%3C&line=8700.5"),
    (.quarantine(QuarantineView()), "/quarantine"), (.figures(.list(FigureView())), "/figures"),
    (
      .figures(.list(FigureView(place: place("530627"), asOf: Day("2022-09-30"), form: .json))),
      "/figures?place=530627&as-of=2022-09-30&format=json"
    ),
    (.figures(.figure("under7000", FigureView(page: 2))), "/figures/under7000?page=2"),
    (.briefings(.list(nil)), "/briefings"), (.briefings(.list(place("530627"))), "/briefings?place=530627"),
    (
      .briefings(.briefing("dispatch", place("5306"), "2022-M11-12", .page)),
      "/briefings/dispatch/5306/2022-M11-12"
    ),
    (
      .briefings(.briefing("judgement", place("530627"), "2022-12", .pdf)),
      "/briefings/judgement/530627/2022-12.pdf"
    ),
    (
      .quarantine(QuarantineView(feed: "medical", fault: "bad_check", page: 9)),
      "/quarantine?feed=medical&fault=bad_check&page=9"
    ),
    (.door(.signIn(next: "")), "/sign-in"),
    (.door(.signIn(next: "/places/5306?page=2")), "/sign-in?next=%2Fplaces%2F5306%3Fpage%3D2"),
    (.door(.signInCode(next: "")), "/sign-in/code"), (.door(.signOut), "/sign-out"),
    (
      .door(.oneTimeLink("0123456789abcdefghijklmnopqrstuv-_X")), "/links/0123456789abcdefghijklmnopqrstuv-_X"
    ),
    (.door(.firstRun), "/first-run"), (.door(.choosePost(next: "/rules")), "/me/posts?next=%2Frules"),
    (.door(.me), "/me"), (.door(.myPassword), "/me/password"), (.door(.myCode), "/me/code"),
    (.door(.mySessions), "/me/sessions"), (.door(.myDelegation), "/me/delegation"),
    (.door(.accounts(AccountView("李", after: "li"))), "/accounts?q=%E6%9D%8E&after=li"),
    (.door(.account(7)), "/accounts/7"),
    (.door(.newAccount), "/accounts/new"),
    (.door(.posts(PostView(place: place("530627"), after: 9))), "/posts?place=530627&after=9"),
    (.door(.accounts(AccountView(state: .locked))), "/accounts?state=locked"),
    (.door(.posts(PostView(role: "village", state: .ended))), "/posts?role=village&state=ended"),
    (.door(.post(7)), "/posts/7"), (.door(.handOver(7)), "/posts/7/handover"),
    (.door(.newPost(account: "li")), "/posts/new?account=li"),
    (
      .door(.journal(JournalView(actor: "li", action: "post", household: 3, person: 4, after: [1, -1, 2]))),
      "/journal?actor=li&action=post&household=3&person=4&after=1.-1.2"
    ),
    (.door(.journalEntry(county: 0, sequence: 5)), "/journal/0/5"), (.door(.system), "/system"),
    (.door(.style), "/style"), (.door(.openIDStart("city", next: "")), "/sign-in/with/city"),
    (.door(.openIDReturn("city")), "/sign-in/back/city"),
    (.asset("0123456789abcdef.css"), "/assets/0123456789abcdef.css"),
  ]

  @Test(arguments: pages)
  func aLinkIsReadBackAsItsPage(page: PageAddress, link: String) throws {
    #expect(page.link == link)
    #expect(try read(link) == page)
  }

  @Test(arguments: pages)
  func theLanguageSwitchStaysOnThePage(page: PageAddress, link: String) throws {
    for language in Language.allCases {
      let switched = page.link(in: language)
      #expect(switched.hasSuffix("lang=\(language.rawValue)"))
      #expect(try read(switched) == page)
    }
  }

  @Test(arguments: [
    "", "places/5306", "/nothing", "//", "/rules/", "/places", "/places/", "/places/53060", "/places/530600",
    "/places/+53062", "/places/530627000000", "/places/5306/x", "/households/530627", "/households/530627/0",
    "/households/530627/-1", "/households/530627/007", "/households/53062/1", "/households/530627/1e3",
    "/households/530627/9999999999999999999", "/rules/..", "/rules/%2e%2e", "/rules/a%2Fb", "/rules/a%zz",
    "/rules/%FF", "/rules/<script>", "/assets/.css", "/Places/5306", "/quality/x",
    "/places/5306/ledgers/..", "/places/5306/ledgers/a/b", "/places/530600/ledgers",
  ])
  func aPathThatIsNoPageIsNotFound(path: String) {
    let problem = #expect(throws: Problem.self) { try PageAddress(path: path) }
    #expect(problem?.kind == .notFound)
    #expect(problem?.code == "pages.address.unknown")
  }

  @Test(arguments: [
    "/places/5306?page=0", "/places/5306?page=01", "/places/5306?page=x", "/places/5306?page=1000001",
    "/places/5306?order=sideways", "/places/5306?candidates=yes", "/places/5306?sort=%3Cscript%3E",
    "/places/5306?rule=..", "/search?q=a&page=-1", "/quarantine?feed=a%20b", "/quarantine?fault=%27",
  ])
  func aParameterThatCannotBeReadIsRefused(link: String) {
    let problem = #expect(throws: Problem.self) { try read(link) }
    #expect(problem?.code == "pages.address.parameter")
    #expect(problem?.kind == .invalid)
  }

  @Test(arguments: ["q=%", "q=%4", "q=%GG", "q=%FF%FE", "%C3=1"])
  func aBrokenEncodingIsRefused(query: String) {
    let problem = #expect(throws: Problem.self) { try PageAddress(path: "/search", query: query) }
    #expect(problem?.code == "pages.query.encoding")
  }

  @Test func aSearchOfSixtyCharactersIsTheLongest() throws {
    let longest = String(repeating: "a", count: 60)
    #expect(try PageAddress(path: "/search", query: "q=" + longest) == .search(longest, page: 1))
    #expect(throws: Problem.self) { try PageAddress(path: "/search", query: "q=a" + longest) }
  }

  @Test func aFormWritesBlanksAsPlusAndOpenFieldsAsNothing() throws {
    #expect(try PageAddress(path: "/search", query: "q=++%E9%99%88+a+") == .search("陈 a", page: 1))
    #expect(
      try PageAddress(path: "/places/5306", query: "rule=&candidates=1")
        == .place(place("5306"), PlaceView(candidatesOnly: true)))
  }

  @Test func unknownNamesAndRepeatedNamesAreIgnored() throws {
    #expect(try PageAddress(path: "/search", query: "q=a&q=b&utm=1&&lang=en") == .search("a", page: 1))
  }
}
