// `shouwang ledger`: how true the ledger is, from a run over all households to the recheck of one issue.

import Access
import ArgumentParser
import Assembly
import Database
import Kernel
import LedgerTruth
import Registry
import Rules
import Screening

struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "账实核对：发现、交办、整改、复核 / the ledger's truth: find, assign, correct, recheck.",
    discussion: """
      例 / examples:
        shouwang ledger run --store city.sqlite --as-of 2025-10-31
        shouwang ledger list --store city.sqlite --place 530627 --rule R-005
        shouwang ledger fix --store city.sqlite 530627/12 --note "已更换户主"
        shouwang ledger recheck --store city.sqlite 530627/12
      """,
    subcommands: [
      LedgerRunCommand.self, LedgerListCommand.self, LedgerShowCommand.self, LedgerAssignCommand.self,
      LedgerFixCommand.self, LedgerConfirmCommand.self, LedgerRecheckCommand.self, LedgerWaitingCommand.self,
    ])
}

/// The store and the rules of all these commands.
struct LedgerOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: LedgerRulesOptions
  @OptionGroup var speech: SpeechOptions

  func desk() throws -> LedgerDesk {
    let database = try store.open()
    return try LedgerDesk(try AdminDoor.keeper(of: database, store: store), library: try rules.load())
  }
}

struct LedgerRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "对每一户运行账实规则，新问题立案 / run the rules on every household and open what is new.",
    discussion: """
      不关闭任何问题：不再发现的标为待复核 / closes nothing: what is found no more waits to be rechecked.
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var future: FutureOptions
  @Option(help: "核对日，默认为最近一次筛查的监测日 / the day, by default that of the last screening.")
  var asOf: Day?

  func run() throws {
    let speech = ledger.speech
    try answering(speech) {
      let named = try asOf.map { (day) throws(Problem) in try future.day(day, option: "--as-of") }
      let desk = try ledger.desk()
      let day = try named ?? lastDay(desk)
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      line.show(Text(zh: "读取登记数据…", en: "reading the registry…")(speech.lang))
      let database = desk.keeper.database
      let city = try database.read { (connection) throws(Problem) in
        try CitySnapshotStore.load(asOf: day, beside: database.path, on: connection).city
      }
      line.show(Text(zh: "核对 \(grouped(city.householdCount)) 户…", en: "looking…")(speech.lang))
      let act = AdminDoor.act()
      guard let run = try desk.run(over: city, by: act, as: nil) else { throw LedgerProblems.noRun }
      line.clear()
      tell(run, speech)
    }
  }

  /// That of the last screening, whose city lies ready; never before the last run. Without either, today.
  private func lastDay(_ desk: LedgerDesk) throws(Problem) -> Day {
    let screened = try desk.keeper.database.read { (connection) throws(Problem) in
      try ScreeningStore.lastRun(on: connection)?.asOf
    }
    return [screened, try desk.lastRun()?.asOf].compactMap(\.self).max() ?? Settings.today
  }

  private func tell(_ run: LedgerRun, _ speech: SpeechOptions) {
    if speech.json {
      return print(run.json)
    }
    speech.say(
      Text(
        zh:
          "核对日 \(run.asOf)：\(grouped(run.households)) 户 \(grouped(run.persons)) 人，发现 \(grouped(run.found)) 条，"
          + "新立案 \(grouped(run.opened)) 条，不再发现（待复核）\(grouped(run.gone)) 条。",
        en: "As of \(run.asOf): \(grouped(run.households)) households, \(grouped(run.persons)) persons; "
          + "\(grouped(run.found)) found, \(grouped(run.opened)) of them new, "
          + "\(grouped(run.gone)) found no more and to be rechecked."))
  }
}

struct LedgerListCommand: ParsableCommand {
  enum Wanted: String, CaseIterable, ExpressibleByArgument {
    case unsettled, open, assigned, fixed, overdue, confirmed, closed
  }

  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出问题和账实质量 / list issues, and how true the ledger is.")

  @OptionGroup var ledger: LedgerOptions
  @Option(help: "地区代码，默认全市 / a place's code, by default the city.")
  var place: String?
  @Option(help: "规则编号，如 R-005 / the code of a rule.")
  var rule: String?
  @Option(help: "状态 / the state.")
  var state: Wanted = .unsettled
  @Option(help: "级别 / the severity: block, confirm.")
  var severity: RuleSeverity?
  @Option(help: "最多列出 / at most.")
  var limit: Int = 20

  func validate() throws {
    guard (0...100_000).contains(limit) else {
      throw ValidationError("--limit 应为 0 至 100000 / --limit is a number from 0 to 100000.")
    }
  }

  func run() throws {
    try answering(ledger.speech) {
      let desk = try ledger.desk()
      let today = Settings.today
      var query = LedgerQuery(place: try AdminDoor.city(of: desk.keeper.database, named: place))
      query.rules = try rule.map { (code) throws(Problem) in
        try desk.demand(rule: code)
        return [code]
      }
      query.isBlock = severity.map { $0 == .block }
      query.state =
        switch state {
        case .unsettled: .unsettled
        case .overdue: .overdue(on: today)
        case .open: .one(.open)
        case .assigned: .one(.assigned)
        case .fixed: .one(.fixed)
        case .confirmed: .one(.confirmed)
        case .closed: .one(.closed)
        }
      let issues = try desk.issues(query, limit: limit, as: nil)
      let total = try desk.count(query, as: nil)
      let parts = try desk.standings(of: query.place, withParts: true, on: today, as: nil)
      tell(issues, total, parts, desk)
    }
  }

  private func tell(
    _ issues: [LedgerIssue], _ total: Int, _ parts: [(name: String, standing: LedgerStanding)],
    _ desk: LedgerDesk
  ) {
    let speech = ledger.speech
    if speech.json {
      return print(
        JSONText.object([
          "total": String(total), "issues": JSONText.array(issues.map { desk.json($0, speech.lang) }),
          "places": JSONText.array(parts.map { $0.standing.json($0.name) }),
        ]))
    }
    let heads = [
      Text(zh: "地区", en: "place"), Text(zh: "必改", en: "to correct"), Text(zh: "核实", en: "to confirm"),
      Text(zh: "逾期", en: "overdue"), Text(zh: "待复核", en: "to recheck"), Text(zh: "账实质量", en: "quality"),
    ]
    let places = parts.filter { $0.standing.records > 0 || $0.standing.unsettled > 0 }.map { name, standing in
      [
        name, grouped(standing.block), grouped(standing.confirm), grouped(standing.overdue),
        grouped(standing.toRecheck), standing.score.map { LedgerStanding.words($0) + "%" } ?? "–",
      ]
    }
    print(TextTable.render([heads.map { $0(speech.lang) }] + places), terminator: "")
    for issue in issues { print(issueLine(issue, desk, speech.lang)) }
    speech.say(Text(zh: "共 \(grouped(total)) 条。", en: "\(grouped(total)) issues."))
  }
}

extension RuleSeverity: ExpressibleByArgument {}

struct LedgerWaitingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waiting",
    abstract: "还不能运行的规则及原因 / the rules that do not run, and why.")

  @OptionGroup var rules: LedgerRulesOptions
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    try answering(speech) {
      let unwritten = try rules.load().unwritten
      guard !speech.json else {
        print(
          JSONText.array(
            unwritten.map { rule in
              JSONText.object([
                "code": JSONText.quoted(rule.code), "title": JSONText.quoted(rule.title(speech.lang)),
                "standing": JSONText.quoted(rule.standing.words(speech.lang)),
                "because": JSONText.quoted(rule.reason(speech.lang)),
              ])
            }))
        return
      }
      for rule in unwritten {
        print("\(rule.code)  \(rule.title(speech.lang))\n       \(rule.standing.words(speech.lang))")
      }
      speech.say(Text(zh: "共 \(unwritten.count) 条。", en: "\(unwritten.count) rules."))
    }
  }
}
