// `shouwang clue`: signs of danger, from the findings of a screening or told by people.

import Access
import ArgumentParser
import Assembly
import Casework
import Database
import Kernel
import Monitoring
import Registry
import Rules
import Screening

struct ClueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clue", abstract: "风险线索 / clues.",
    subcommands: [
      ClueTakeCommand.self, ClueListCommand.self, ClueShowCommand.self, ClueReportCommand.self,
      ClueDismissCommand.self,
    ])
}

/// Where the work lies that a list shows, and how much of it.
struct WorkOptions: ParsableArguments {
  @Option(help: "地方代码，默认全市 / the code of a place, by default the city.") var place: String?
  @Option(help: "最多列出 / at most.") var limit = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit 应大于 0 / --limit is more than 0.") }
  }

  func code(in database: Database) throws(Problem) -> PlaceCode { try known(place: place, in: database) }
}

/// A place of the register; the city where none is named.
/// **Problems**: `program.admin.place`, `program.admin.city`; `program.place.unknown` with the cities and
/// counties there are.
func known(place: String?, in database: Database) throws(Problem) -> PlaceCode {
  guard let place else { return try AdminDoor.city(of: database, named: nil) }
  guard let code = PlaceCode(place) else { throw AdminDoor.unreadable(place: place) }
  let today = Settings.today
  let others = try database.read { (connection) throws(Problem) -> [Place]? in
    if try PlaceStore.place(code, asOf: today, on: connection) != nil { return nil }
    var found = try PlaceStore.cities(asOf: today, on: connection)
    for city in found {
      found += try PlaceStore.children(of: city.code, asOf: today, on: connection)
    }
    return found
  }
  guard let others else { return code }
  let list = others.map { "\($0.code.short) \($0.name)" }.joined(separator: ", ")
  throw Problem(
    "program.place.unknown", .notFound,
    zh: "登记册里没有地方 \(place)；市县有：\(list)。下级见 shouwang places。",
    en:
      "The register has no place \(place); its cities and counties are \(list). For those below see shouwang "
      + "places.", details: ["field": "place"])
}

/// The household that a command is about.
struct HouseholdOption: ParsableArguments {
  @Option(help: "户编号 / the household's number.")
  var household: Int64

  /// **Problems**: `monitoring.household.unknown`.
  func key(in database: Database) throws(Problem) -> HouseholdKey {
    let found = try database.read { (connection) throws(Problem) in
      try HouseholdQueryStore.byNumber(household, on: connection)
    }
    guard let found else { throw MonitoringProblems.unknownHousehold }
    return HouseholdKey(county: found.county, number: household)
  }
}

struct ClueTakeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "take",
    abstract: "把上次筛查的结果转为线索 / make clues of the findings of the last screening.",
    discussion: """
      同一户同一原因只有一条未办结线索；有排除项的户不转。重复运行不会重复。
      One open clue per household and cause; households with an exclusion are left out. Safe to repeat.
      """)

  @OptionGroup var cases: CaseOptions
  @OptionGroup var rules: RulesOptions

  func run() throws {
    try cases.act { desk in
      let library = try rules.load()
      let (run, counties) = try desk.database.read { (connection) throws(Problem) in
        (
          try ScreeningStore.lastRun(on: connection),
          try CountyStore.counties(of: "household", on: connection)
        )
      }
      guard let run else { throw ClueTakeCommand.noRun }
      guard run.rules == library.fingerprint else { throw ClueTakeCommand.otherRules }
      let line = ProgressLine(desk.language)
      defer { line.clear() }
      var (sum, isNew) = (IntakeCount(), false)
      for county in counties {
        line.show("\(county)…")
        // Each county is a command of its own, with a key of its own.
        let asking = Asking(AdminDoor.act(), as: nil)
        let count = try desk.monitoring.takeFindings(
          ofRun: run.number, county: county, rules: library, asking)
        sum.opened += count.opened
        sum.merged += count.merged
        sum.covered += count.covered
        isNew = isNew || !count.isRepeated
      }
      line.clear()
      tell(sum, run.number, isRepeated: !isNew)
    }
  }

  private func tell(_ sum: IntakeCount, _ run: Int64, isRepeated: Bool) {
    if cases.speech.json {
      return print(
        JSONText.object([
          "opened": String(sum.opened), "merged": String(sum.merged), "covered": String(sum.covered),
          "repeated": String(isRepeated),
        ]))
    }
    if isRepeated {
      cases.speech.say(
        Text(
          zh: "第 \(run) 次筛查的结果以前已经转过，这次没有改变；当时的结果是：",
          en:
            "The findings of screening \(run) were taken before; nothing changed. What came of it then:"
        ))
    }
    cases.speech.say(
      Text(
        zh: "新线索 \(grouped(sum.opened)) 条，并入已有 \(grouped(sum.merged)) 条，已在监测中 \(grouped(sum.covered)) 条。",
        en: "\(grouped(sum.opened)) new clues, \(grouped(sum.merged)) added to open ones, "
          + "\(grouped(sum.covered)) are under monitoring already."))
  }

  private static let noRun = Problem(
    "program.clue.noRun", .notFound, zh: "还没有筛查，请先运行 shouwang screen。",
    en: "Nothing was screened yet; run shouwang screen first.")
  private static let otherRules = Problem(
    "program.clue.otherRules", .conflict, zh: "规则在上次筛查后改过，请重新运行 shouwang screen。",
    en: "The rules have changed since the last screening; run shouwang screen again.")
}

struct ClueListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出线索，先到期的在前 / list clues, the first due first.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var work: WorkOptions
  @Option(help: "waiting, inProcedure, closed.") var state = "waiting"

  func run() throws {
    try cases.act { desk in
      var filter = ClueFilter()
      guard let state = ClueFilter.State(rawValue: state) else {
        throw noChoice(state, of: "--state", among: ClueFilter.State.allCases.map(\.rawValue))
      }
      filter.state = state
      let code = try work.code(in: desk.database)
      let page = try desk.monitoring.clues(in: code, filter, limit: work.limit, desk.asking)
      if desk.speech.json { return print(JSONText.array(page.rows.map(\.json))) }
      let heads = ["线索", "户", "原因", "期限", "来源"].enumerated().map {
        desk.language == .zh ? $0.element : ["clue", "household", "cause", "due", "sources"][$0.offset]
      }
      let rows = page.rows.map { clue in
        [
          "\(clue.id)", "\(clue.household)", clue.cause.title(desk.language), "\(clue.due)",
          clue.sources.map { $0.channel.title(desk.language) }.joined(separator: " "),
        ]
      }
      print(TextTable.render([heads] + rows), terminator: "")
      desk.say(Text(zh: "共 \(grouped(page.total)) 条", en: "\(grouped(page.total)) in all"))
    }
  }
}

struct ClueShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "查看一条线索 / show a clue.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-17") var clue: String

  func run() throws {
    try cases.act { desk in
      guard let id = ClueNumber(clue) else { throw MonitoringProblems.unknownClue }
      print(try desk.monitoring.clue(id, desk.asking).json)
    }
  }
}

struct ClueReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "报告线索 / report a clue.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var household: HouseholdOption
  @Option(help: "风险代码，如 01 / the code of a risk.") var cause: String
  @Option(help: "selfReport, cadreVisit, opinion, inspection.") var channel = "cadreVisit"
  @Option(help: "情况 / what happened.") var note: String
  @Flag(help: "急难，先帮扶后补程序 / an emergency: help first.") var emergency = false

  func run() throws {
    try cases.act { desk in
      guard let cause = RuleCause(rawValue: cause) else { throw unknown(cause: cause) }
      guard let channel = ClueChannel.ofPeople.first(where: { $0.rawValue == channel }) else {
        throw unknown(channel: channel)
      }
      let report = ClueReport(
        cause: cause, isEmergency: emergency,
        source: ClueSource(channel, on: desk.asking.today, by: desk.asking.act.actor, note: note))
      let id = try desk.monitoring.report(report, of: household.key(in: desk.database), desk.asking)
      desk.say(Text(zh: "线索 \(id)", en: "clue \(id)"))
    }
  }
}

/// The refusal of a risk that there is not, with those there are.
func unknown(cause: String) -> Problem {
  func list(_ language: Language) -> String {
    RuleCause.allCases.map { "\($0.rawValue) \($0.title(language))" }.joined(separator: ", ")
  }
  return Problem(
    "program.clue.cause", .invalid, zh: "没有代码为“\(cause)”的风险；可用：\(list(.zh))。",
    en: "There is no risk \(cause); there are \(list(.en)).", details: ["field": "cause"])
}

private func unknown(channel: String) -> Problem {
  let list = ClueChannel.ofPeople.map(\.rawValue).joined(separator: " ")
  return Problem(
    "program.clue.channel", .invalid, zh: "人填报的线索没有“\(channel)”这种来源；可用：\(list)。",
    en: "People report by no channel \(channel); there are \(list).", details: ["field": "channel"])
}

struct ClueDismissCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss", abstract: "不纳入，办结线索 / end a clue without inclusion.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-17") var clue: String
  @Option(help: "noRisk, copes, wrongData, alreadyHelped, gone, other.") var reason: String
  @Option(help: "说明 / why.") var note: String

  func run() throws {
    try cases.act { desk in
      guard let id = ClueNumber(clue) else { throw MonitoringProblems.unknownClue }
      guard let reason = DismissalReason(rawValue: reason) else {
        throw noChoice(reason, of: "--reason", among: DismissalReason.allCases.map(\.rawValue))
      }
      try desk.monitoring.dismiss(id, reason, note: note, desk.asking)
      desk.say(Text(zh: "线索 \(id) 已办结", en: "clue \(id) has ended"))
    }
  }
}
