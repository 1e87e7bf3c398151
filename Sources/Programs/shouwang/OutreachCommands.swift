// `shouwang month` and `shouwang reports`: visits and meetings of a month, and what people tell.

import Access
import ArgumentParser
import Assembly
import Casework
import Database
import Kernel
import Outreach
import Rules

struct MonthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "month", abstract: "一月一遍访一研判 / the monthly visits and judgement.",
    subcommands: [
      MonthVisitsCommand.self, MonthFlaggedCommand.self, MonthHoldCommand.self, MonthDecideCommand.self,
      MonthCloseCommand.self,
    ])
}

/// Which place, which month.
struct MonthOptions: ParsableArguments {
  @Option(help: "地方代码，默认全市 / the code of a place, by default the city.") var place: String?
  @Option(help: "2026-03；默认本月 / by default this month.") var month: String?

  func code(in database: Database) throws(Problem) -> PlaceCode { try known(place: place, in: database) }

  /// **Problems**: `program.month.unreadable`, `program.month.future`.
  func workMonth(today: Day = Settings.today) throws(Problem) -> WorkMonth {
    let now = WorkMonth(of: today)
    guard let text = month else { return now }
    guard let month = WorkMonth(text) else {
      throw Problem(
        "program.month.unreadable", .invalid, zh: "--month “\(text)”不是月份；请写年和月，如 2026-03。",
        en: "--month \(text) is no month; give year and month, such as 2026-03.", details: ["value": text])
    }
    guard month <= now else {
      throw Problem(
        "program.month.future", .invalid, zh: "--month \(month) 还没有到（本月是 \(now)），还没有走访和研判。",
        en: "--month \(month) has not come yet (this is \(now)): nothing was visited or judged.",
        details: ["value": text])
    }
    return month
  }
}

struct MonthVisitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "visits", abstract: "还没走访的户 / households that nobody has visited.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var month: MonthOptions
  @Option(help: "最多列出 / at most.") var limit = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit 应大于 0 / --limit is more than 0.") }
  }

  func run() throws {
    try cases.act { desk in
      let round = try desk.outreach.visitRound(
        in: month.code(in: desk.database), month.workMonth(), limit: limit, desk.asking)
      if desk.speech.json {
        let left = round.unvisited.map { String($0.household.number) }
        return print(
          JSONText.object([
            "targets": String(round.all.targets), "visited": String(round.all.visited),
            "unvisited": JSONText.array(left),
          ]))
      }
      let all = round.all
      for row in round.unvisited { print("\(row.household.number)\t\(row.place)\t\(row.head)") }
      desk.say(
        Text(
          zh: "应走访 \(grouped(all.targets)) 户，已走访 \(grouped(all.visited)) 户，未走访 \(grouped(all.left)) 户",
          en: "\(grouped(all.targets)) to visit, \(grouped(all.visited)) visited, "
            + "\(grouped(all.left)) not yet"))
    }
  }
}

struct MonthFlaggedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flagged", abstract: "本月要研判的户 / households that the meeting has to judge.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var month: MonthOptions

  func run() throws {
    try cases.act { desk in
      let sheet = try desk.outreach.judgementSheet(
        of: month.code(in: desk.database), month.workMonth(), desk.asking)
      for item in sheet.undecided {
        let reasons = item.reasons.map { $0.title(desk.language) }.sorted().joined(separator: " ")
        print("\(item.household.number)\t\(sheet.heads[item.household] ?? "")\t\(reasons)")
      }
      let meeting = sheet.judgement.map { "\($0.id)" } ?? "—"
      let (left, done) = (grouped(sheet.undecided.count), grouped(sheet.judgement?.items.count ?? 0))
      desk.say(
        Text(
          zh: "研判会 \(meeting)：待研判 \(left) 户，已研判 \(done) 户",
          en: "meeting \(meeting): \(left) to judge, \(done) judged"))
    }
  }
}

struct MonthHoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "登记研判会 / record that a meeting was held.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var month: MonthOptions
  @Option(help: "开会日期 / the day of the meeting.") var on: Day?
  @Option(help: "主持人 / who chaired it.") var chair: String
  @Option(help: "到会人数 / how many took part.") var present: Int
  @Option(help: "会议记录 / the minutes.") var minutes: String

  func run() throws {
    try cases.act { desk in
      let id = try desk.outreach.hold(
        at: month.code(in: desk.database), month.workMonth(), on: on ?? desk.asking.today, chair: chair,
        present: present,
        minutes: minutes, desk.asking)
      desk.say(Text(zh: "研判会 \(id)", en: "meeting \(id)"))
    }
  }
}

struct MonthDecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "对一户研判 / decide on a flagged household.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var household: HouseholdOption
  @Argument(help: "530602-1") var meeting: String
  @Argument(help: "include, exclude, watch, help.") var decision: String
  @Option(help: "理由 / why.") var reason: String

  func run() throws {
    try cases.act { desk in
      guard let id = JudgementNumber(meeting) else { throw JudgementProblems.unknown }
      guard let decision = JudgementDecision(rawValue: decision) else {
        throw noChoice(decision, of: "<decision>", among: JudgementDecision.allCases.map(\.rawValue))
      }
      try desk.outreach.decide(
        decision, on: household.key(in: desk.database), reason: reason, in: id, desk.asking)
      desk.say(decision.title)
    }
  }
}

struct MonthCloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "结束研判会 / close the meeting.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-1") var meeting: String

  func run() throws {
    try cases.act { desk in
      guard let id = JudgementNumber(meeting) else { throw JudgementProblems.unknown }
      try desk.outreach.close(id, desk.asking)
      desk.say(Text(zh: "研判会 \(id) 已结束", en: "meeting \(id) is closed"))
    }
  }
}

// MARK: reports

struct ReportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reports",
    abstract: "群众反映与催办 / what people report, and of which delay they complain.",
    subcommands: [
      ReportsListCommand.self, ReportsMatchCommand.self, ReportsAnswerCommand.self,
      ReportsStateCommand.self, ReportsComplainCommand.self, ReportsComplaintsCommand.self,
    ])
}

/// **Problems**: `casework.report.unknown`.
private func number(_ text: String) throws(Problem) -> SelfReportNumber {
  guard let id = SelfReportNumber(text) else { throw SelfReportProblems.none }
  return id
}

struct ReportsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "列出待核对的，最早的在前；证件号和电话不完整显示 / those that fit no household, the oldest first, numbers masked.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var work: WorkOptions

  func run() throws {
    try cases.act { desk in
      let found = try desk.outreach.waitingReports(
        in: work.code(in: desk.database), limit: work.limit, desk.asking)
      if desk.speech.json { return print(JSONText.array(found.rows.map(\.json))) }
      for row in found.rows {
        let cells = ["\(row.report.id)", "\(row.report.toldOn)", "\(row.report.place)", row.form.name]
        print((cells + [row.form.citizen, row.form.phone, row.form.words]).joined(separator: "\t"))
      }
      desk.say("共 \(grouped(found.total)) 件", "\(grouped(found.total)) in all")
    }
  }
}

struct ReportsMatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match", abstract: "转为一户的线索 / make a report a clue of a household.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var household: HouseholdOption
  @Argument(help: "530602-1") var report: String
  @Option(help: "风险代码，如 01 / the code of a risk.") var cause: String

  func run() throws {
    try cases.act { desk in
      guard let cause = RuleCause(rawValue: cause) else { throw unknown(cause: cause) }
      let id = try desk.outreach.match(number(report), with: household.household, cause, desk.asking)
      desk.say("线索 \(id)", "clue \(id)")
    }
  }
}

struct ReportsAnswerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "答复并办结 / answer a report.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-1") var report: String
  @Argument(help: "答复，反映人凭查询码看到 / what the reporter reads.") var words: String

  func run() throws {
    try cases.act { desk in
      let id = try number(report)
      try desk.outreach.answer(id, words, desk.asking)
      desk.say("反映 \(id) 已答复", "report \(id) is answered")
    }
  }
}

struct ReportsStateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "凭查询码查进度 / how far a report is, by its query code.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "查询码 / the query code.") var code: String

  func run() throws {
    try cases.act { desk in
      let state = try desk.outreach.reportState(code: code, on: desk.asking.today)
      if desk.speech.json { return print(state.json) }
      desk.say(state.words)
    }
  }
}

struct ReportsComplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complain",
    abstract: "代反映人催办，如打来电话的 / complain of delay for a reporter, such as one who telephones.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "查询码 / the query code.") var code: String

  func run() throws {
    try cases.act { desk in
      try desk.outreach.complain(code: code, desk.asking.act)
      desk.say("已催办，超期一级的上一级会看到", "the level above who is late hears of it")
    }
  }
}

struct ReportsComplaintsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complaints",
    abstract: "催办，最早的在前 / complaints about delay that have no answer yet, the oldest first.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var work: WorkOptions

  func run() throws {
    try cases.act { desk in
      let found = try desk.outreach.complaints(
        in: work.code(in: desk.database), limit: work.limit, desk.asking)
      if desk.speech.json { return print(JSONText.array(found.rows.map(\.json))) }
      for row in found.rows {
        let (report, complaint) = (row.complained.report, row.complained.complaint)
        let due = row.state.due.map { "\($0)" } ?? "—"
        let cells = ["\(report.id)", "\(complaint.place)", due, "\(complaint.on)", "\(row.complained.count)"]
        print(cells.joined(separator: "\t"))
      }
      desk.say("共 \(grouped(found.total)) 件", "\(grouped(found.total)) in all")
    }
  }
}
