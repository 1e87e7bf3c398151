// What the log may tell of an address, and which addresses are attempts to sign in.
import Assembly
import Kernel
import Pages
import Serving
import Testing

@Suite struct ServedPathsTests {
  @Test func wordsOfPagesAreToldAndWhatNamesSomebodyIsNot() {
    let pages: [(PageAddress, String)] = [
      (.door(.signIn(next: "/me")), "/sign-in"), (.door(.signInCode(next: "")), "/sign-in/code"),
      (.door(.oneTimeLink("secret")), "/links/:x"), (.door(.account(7)), "/accounts/:x"),
      (.door(.newAccount), "/accounts/new"), (.door(.handOver(7)), "/posts/:x/handover"),
      (.door(.myPassword), "/me/password"), (.door(.myCode), "/me/code"),
      (.door(.mySessions), "/me/sessions"),
      (.door(.myDelegation), "/me/delegation"),
      (.door(.journalEntry(county: 530627, sequence: 3)), "/journal/:x/:x"),
      (.door(.openIDStart("openid", next: "")), "/sign-in/with/:x"),
      (.door(.openIDReturn("openid")), "/sign-in/back/:x"), (.door(.system), "/system"),
      (.household(county: 530627, number: 3), "/households/:x/:x"),
      (.reveal(county: 530627, number: 3), "/households/:x/:x/reveal"),
      (.opening(county: 530627, number: 3), "/households/:x/:x/opening"),
      (.search("王", page: 1), "/search"), (.ledger(.list(LedgerView(rule: "R-005"))), "/ledger"),
      (.ledger(.fix(county: 530627, number: 3)), "/ledger/:x/:x/fix"),
      (.ledger(.recheck(county: 530627, number: 3)), "/ledger/:x/:x/recheck"),
      (.monitoring(.clue(county: 530627, number: 3)), "/clues/:x"),
      (.monitoring(.verb(county: 530627, number: 3, "sendBack")), "/episodes/:x/sendBack"),
      (.monitoring(.visit(county: 530627, number: 3)), "/households/:x/:x/visit"),
    ]
    for (page, told) in pages { #expect(ServedPaths.template(page.link) == told) }
  }

  @Test func whereSomebodySignsInIsOneOfTheDoors() {
    let forms: [DoorAddress] = [
      .signIn(next: ""), .signInCode(next: ""), .oneTimeLink("t"), .myPassword, .myCode,
    ]
    for door in forms {
      #expect(ServedPaths.signIn.contains { PageAddress.door(door).path.hasPrefix($0) })
    }
    // A query code can be guessed at as a password can.
    for page in [MonitoringAddress.difficulty, .difficultyState] {
      #expect(ServedPaths.signIn.contains { PageAddress.monitoring(page).path.hasPrefix($0) })
    }
    for door in [DoorAddress.openIDStart("openid", next: ""), .openIDReturn("openid")] {
      #expect(ServedPaths.coming.contains { PageAddress.door(door).path.hasPrefix($0) })
    }
    #expect(!ServedPaths.coming.contains { PageAddress.door(.signIn(next: "")).path.hasPrefix($0) })
  }
}
