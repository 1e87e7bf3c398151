// Every page and every form against every role: the golden matrix of who may open what.
import Access
import Entrance
import Foundation
import Kernel
import Pages
import Testing

@Suite struct PermissionMatrixTests {
  private static let place = Posts.code("530602001001")
  private static let month = WorkMonth(of: Day(number: 20_000))

  /// One address of every case. A new case of `PageAddress` does not compile in `name` until it stands here.
  static let addresses: [PageAddress] =
    pages + doors.map { .door($0) }
    + monitoring.map { .monitoring($0) } + cockpit.map { .cockpit($0) } + helping
    + duties.map { .duties($0) } + [.messages(.list), .messages(.message(1)), .messages(.contacts)]
    + field.map { .field($0) }
    + [.briefings(.list(nil)), .briefings(.briefing("judgement", place, "2022-12", .page))]

  private static let pages: [PageAddress] = [
    .home, .place(place, .plain), .export(place, .plain), .household(county: 530_602, number: 1),
    .reveal(county: 530_602, number: 1), .opening(county: 530_602, number: 1), .placeLedgers(place),
    .placeLedger(place, "projects", page: 1), .search("王", page: 1), .rules,
    .rule("low_income"), .trial("low_income", values: [:]), .quality, .quarantine(QuarantineView()),
    .figures(.list(FigureView())), .figures(.figure("under7000", FigureView())), .asset("a.css"),
  ]

  private static let ledger: [LedgerAddress] = [
    .list(LedgerView()), .issue(county: 530_602, number: 1), .assignment(county: 530_602, number: 1),
    .fix(county: 530_602, number: 1), .confirmation(county: 530_602, number: 1),
    .recheck(county: 530_602, number: 1), .rules,
  ]

  private static let doors: [DoorAddress] = [
    .signIn(next: ""), .signInCode(next: ""), .signOut, .oneTimeLink("a"), .firstRun, .choosePost(next: ""),
    .me, .myPassword, .myCode, .mySessions, .myDelegation, .accounts(AccountView()), .account(1), .newAccount,
    .posts(PostView()), .post(1), .handOver(1), .newPost(account: ""), .journal(JournalView()),
    .journalEntry(county: 530_602, sequence: 1), .system, .style, .openIDStart("a", next: ""),
    .openIDReturn("a"),
  ]

  private static let monitoring: [MonitoringAddress] = [
    .clues(WorkView()), .clue(county: 530_602, number: 1), .episodes(WorkView()),
    .episode(county: 530_602, number: 1), .verb(county: 530_602, number: 1, "verify"),
    .paper(county: 530_602, number: 1, "notice", isPDF: false), .household(county: 530_602, number: 1),
    .report(county: 530_602, number: 1), .visit(county: 530_602, number: 1), .measures(WorkView()),
    .measure(county: 530_602, number: 1), .difficulty, .difficultyState, .complaints(WorkView()),
    .notices(nil), .register("ledger", place),
    .month(MonthView()), .meeting(place, month), .minutes(place, month, isPDF: false),
    .views, .waitingReports(WorkView()), .waitingReport(county: 530_602, number: 1, search: ""),
  ]

  private static let helping: [PageAddress] = [
    .evidence(.of("visit", county: 530_602, number: 1)), .evidence(.file(county: 530_602, number: 1)),
    .evidence(.small(county: 530_602, number: 1)),
    .pairing(.list(WorkView())), .pairing(.helper(county: 530_602, number: 1)),
    .pairing(.household(county: 530_602, number: 1)),
  ]

  private static let session = Rhythm.xun.period(containing: Day(number: 20_000))
  private static let duties: [DutyAddress] = [
    .today, .place(place, DutyView()), .daily(place, nil),
    .record(place, cadence: "ten_day_session", session, subject: ""),
    .recordPaper(place, cadence: "ten_day_session", session, subject: "", isPDF: false),
    .giveTask(place, cadence: "dispatch_meeting", session), .tasks, .task(county: 530_602, number: 1),
    .matters(place), .matter(county: 530_602, number: 1),
    .matterPaper(county: 530_602, number: 1, isPDF: false), .seats(place),
  ]

  private static func name(_ duties: DutyAddress) -> String {
    switch duties {
    case .today: "duties"
    case .place: "dutiesOfPlace"
    case .daily: "dailyReport"
    case .record: "dutyRecord"
    case .recordPaper: "dutyRecordPaper"
    case .giveTask: "dutyGiveTask"
    case .tasks: "dutyTasks"
    case .task: "dutyTask"
    case .matters: "deliberations"
    case .matter: "deliberation"
    case .matterPaper: "deliberationPaper"
    case .seats: "seats"
    }
  }

  private static func name(_ address: PageAddress) -> String {
    switch address {
    case .home: "home"
    case .place: "place"
    case .export: "export"
    case .household: "household"
    case .reveal: "reveal"
    case .opening: "opening"
    case .placeLedgers: "placeLedgers"
    case .placeLedger: "placeLedger"
    case .search: "search"
    case .rules: "rules"
    case .rule: "rule"
    case .trial: "trial"
    case .quality: "quality"
    case .quarantine: "quarantine"
    case .figures(.list): "figures"
    case .figures(.figure): "figure"
    case .asset: "asset"
    case .ledger(let ledger): name(ledger)
    case .door(let door): name(door)
    case .monitoring(let monitoring): name(monitoring)
    case .cockpit(let cockpit): name(cockpit)
    case .briefings(.list): "briefings"
    case .briefings(.briefing): "briefing"
    case .evidence(.of): "evidence"
    case .evidence(.file): "evidenceFile"
    case .duties(let duties): name(duties)
    case .messages(.list): "messages"
    case .messages(.message): "message"
    case .messages(.contacts): "messageContacts"
    case .evidence(.small): "evidenceSmall"
    case .pairing(.list): "helpers"
    case .pairing(.helper): "helper"
    case .pairing(.household): "householdHelper"
    case .field(let field): name(field)
    }
  }

  private static let field: [FieldAddress] = [
    .app, .file(version: "0123456789abcdef", name: "app.js"), .worker, .manifest, .me,
    .area(place, since: 0), .push, .enrol, .wipe(device: String(repeating: "0", count: 32)),
    .devices(account: ""),
  ]

  private static func name(_ field: FieldAddress) -> String {
    switch field {
    case .app: "field"
    case .file: "fieldFile"
    case .worker: "fieldWorker"
    case .manifest: "fieldManifest"
    case .me: "fieldMe"
    case .area: "fieldArea"
    case .push: "fieldPush"
    case .enrol: "fieldEnrol"
    case .wipe: "fieldWipe"
    case .devices: "fieldDevices"
    }
  }

  private static let cockpit: [CockpitAddress] = [
    .board(place, rankedBy: nil), .wellbeing(place), .screen, .screenEvents,
  ]

  private static func name(_ cockpit: CockpitAddress) -> String {
    switch cockpit {
    case .board: "board"
    case .wellbeing: "wellbeing"
    case .screen: "screen"
    case .screenEvents: "screenEvents"
    }
  }

  private static func name(_ monitoring: MonitoringAddress) -> String {
    switch monitoring {
    case .clues: "clues"
    case .clue: "clue"
    case .episodes: "episodes"
    case .episode: "episode"
    case .verb: "verb"
    case .paper: "paper"
    case .household: "householdMonitoring"
    case .report: "report"
    case .visit: "visit"
    case .measures: "measures"
    case .measure: "measure"
    case .difficulty: "difficulty"
    case .difficultyState: "difficultyState"
    case .complaints: "complaints"
    case .notices: "notices"
    case .register: "register"
    case .month: "month"
    case .views: "views"
    case .meeting: "meeting"
    case .minutes: "minutes"
    case .waitingReports: "waitingReports"
    case .waitingReport: "waitingReport"
    }
  }

  private static func name(_ ledger: LedgerAddress) -> String {
    switch ledger {
    case .list: "ledger"
    case .issue: "ledgerIssue"
    case .assignment: "ledgerAssignment"
    case .fix: "ledgerFix"
    case .confirmation: "ledgerConfirmation"
    case .recheck: "ledgerRecheck"
    case .rules: "ledgerRules"
    }
  }

  private static func name(_ door: DoorAddress) -> String {
    switch door {
    case .signIn: "signIn"
    case .signInCode: "signInCode"
    case .signOut: "signOut"
    case .oneTimeLink: "oneTimeLink"
    case .firstRun: "firstRun"
    case .choosePost: "choosePost"
    case .me: "me"
    case .myPassword: "myPassword"
    case .myCode: "myCode"
    case .mySessions: "mySessions"
    case .myDelegation: "myDelegation"
    case .accounts: "accounts"
    case .account: "account"
    case .newAccount: "newAccount"
    case .posts: "posts"
    case .post: "post"
    case .handOver: "handOver"
    case .newPost: "newPost"
    case .journal: "journal"
    case .journalEntry: "journalEntry"
    case .system: "system"
    case .style: "style"
    case .openIDStart: "openIDStart"
    case .openIDReturn: "openIDReturn"
    }
  }

  private static let own = [
    "home", "asset", "signIn", "signInCode", "signOut", "oneTimeLink", "firstRun", "choosePost", "me",
    "myPassword", "myCode", "mySessions",
  ]
  private static let shown = [
    "style", "openIDStart", "openIDReturn", "difficulty", "difficultyState", "notices", "messages",
    "message", "messageContacts", "field", "fieldFile",
    "fieldWorker", "fieldManifest", "fieldWipe", "fieldDevices",
  ]

  /// Besides what everybody has, each guardian has a task of their own, and none of another's.
  private static let guardianPages = [
    "system_administrator": own + ["accounts", "account", "newAccount", "system"] + shown,
    "security_administrator": own + ["accounts", "account", "posts", "post", "handOver", "newPost"] + shown,
    "auditor": own + ["journal", "journalEntry"] + shown,
  ]

  static func matrix() -> String {
    let roles = Posts.roles.keys.sorted()
    let lines = addresses.map { address -> String in
      let allowed = roles.filter { role in
        var caller = Caller()
        caller.visitor = Posts.visitor(role, at: place)
        caller.stage = .inside
        return (try? admit(address, caller)) != nil
      }
      let nobody = isOpen(address) ? " nobody" : ""
      return "\(name(address)):\(nobody) \(allowed.joined(separator: " "))"
    }
    return (["# Who may open what; nobody: without sign-in."] + lines).joined(separator: "\n") + "\n"
  }

  private static func isOpen(_ address: PageAddress) -> Bool {
    do throws(Problem) {
      return try admit(address, Caller()) == nil
    } catch {
      return false
    }
  }

  @Test func theMatrixIsAsItWasAgreed() throws {
    let path = Project.root + "/Tests/Programs/shouwangTests/permission-matrix.txt"
    let made = PermissionMatrixTests.matrix()
    let golden = try? String(contentsOfFile: path, encoding: .utf8)
    if golden != made {
      try made.write(toFile: path + ".new", atomically: true, encoding: .utf8)
    }
    #expect(golden == made, "compare permission-matrix.txt.new with what was agreed")
  }

  @Test func guardiansHaveNoBusinessPage() throws {
    for role in ["system_administrator", "security_administrator", "auditor"] {
      let post = Posts.visitor(role, at: Posts.city)
      #expect(
        PermissionMatrixTests.addresses.filter { post.mayOpen($0) }.map(PermissionMatrixTests.name)
          == PermissionMatrixTests.guardianPages[role])
    }
  }
}
