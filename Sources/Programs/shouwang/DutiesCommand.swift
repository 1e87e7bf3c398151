// `shouwang duties`: daily reports, and who made what of the duties.

import Access
import ArgumentParser
import Assembly
import Casework
import Database
import Kernel
import Pages
import Responsibility

struct DutiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duties", abstract: "工作职责 / duties and who made what.",
    subcommands: [
      DutiesShowCommand.self, DutiesMissingCommand.self, DutiesReportCommand.self,
      DutiesRecordCommand.self, DutiesTasksCommand.self, DutiesEndTaskCommand.self, DutiesMattersCommand.self,
      DutiesBeginMatterCommand.self, DutiesHoldStageCommand.self, DutiesSeatsCommand.self,
    ])
}

extension CaseDesk {
  var responsibility: Responsibility {
    get throws(Problem) { try DutyDoor.responsibility(of: database, store: store) }
  }
}

/// Which place, which duty.
struct DutyOptions: ParsableArguments {
  @Option(help: "地方代码 / the code of a place.") var place: String
  @Option(help: "duties/cadence.yaml 里的名称 / a name of duties/cadence.yaml.") var duty = "daily_report"

  func code(in database: Database) throws(Problem) -> PlaceCode { try known(place: place, in: database) }
}

struct DutiesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "谁在什么时候做了什么 / who made what, when.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var duty: DutyOptions
  @Option(help: "最近几期 / how many periods.") var periods = 7

  func validate() throws {
    guard (1...60).contains(periods) else {
      throw ValidationError("--periods 应在 1 到 60 之间 / --periods is from 1 to 60.")
    }
  }

  func run() throws {
    try cases.act { desk in
      let place = try duty.code(in: desk.database)
      let grid = try desk.responsibility.grid(duty.duty, in: place, periods: periods, desk.asking)
      if desk.speech.json {
        let late = try desk.responsibility.missing(duty.duty, in: place, limit: 1_000, desk.asking)
        return print(grid.json(late: late.rows, total: late.total))
      }
      let head = [desk.language.say("单位", "unit")] + grid.periods.map { "\($0)" }
      let rows = grid.rows.map { row in
        ["\(row.unit.place) \(row.name)"] + row.cells.map { "\($0.made)/\($0.units)" }
          + [percent(row.score.completion), percent(row.score.timeliness)]
      }
      print(TextTable.render([head + ["完成率 made", "及时率 in time"]] + rows), terminator: "")
      desk.say(
        "完成率 \(percent(grid.score.completion))，及时率 \(percent(grid.score.timeliness))",
        "completion \(percent(grid.score.completion)), timeliness \(percent(grid.score.timeliness))")
    }
  }
}

struct DutiesMissingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "missing", abstract: "谁还没有完成 / who has not made it.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var duty: DutyOptions
  @Option(help: "只列连续缺这么多期的 / only those missing so often in a row.") var row = 1
  @Option(help: "最多列出 / at most.") var limit = 50

  func validate() throws {
    guard (1...60).contains(row), limit > 0 else {
      throw ValidationError("--row 为 1 至 60，--limit 大于 0 / --row is 1 to 60, --limit more than 0.")
    }
  }

  func run() throws {
    try cases.act { desk in
      let late = try desk.responsibility.missing(
        duty.duty, in: duty.code(in: desk.database), row: row, limit: limit, desk.asking)
      if desk.speech.json { return print(JSONText.array(late.rows.map(\.json))) }
      for one in late.rows { print("\(one.unit.place)\t\(one.inARow)\t\(one.name)") }
      desk.say("共 \(late.total) 个", "\(late.total) in all")
    }
  }
}

struct DutiesReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "村民小组的每日报告 / the daily report of a villager group.",
    discussion: """
      例 / examples:
        shouwang duties report --store city.sqlite --place 530602001001001
        shouwang duties report --store city.sqlite --place 530602001001001 --changes "王家老二住院"
      """)

  @OptionGroup var cases: CaseOptions
  @Option(help: "小组的 15 位代码 / the 15 digits of a group.") var place: String
  @Option(help: "哪天，默认今天 / which day, by default today.") var on: Day?
  @Option(help: "哪户、什么事；不写就是无变化 / what has changed; nothing by default.") var changes: String?

  func run() throws {
    try cases.act { desk in
      let place = try known(place: place, in: desk.database)
      let form = ReportForm(
        place, on: on ?? Settings.today, hasChanges: changes != nil, words: changes ?? "")
      let (outcome, _) = try desk.responsibility.report(form, desk.asking)
      if desk.speech.json { return print(JSONText.object(["outcome": JSONText.quoted(outcome.rawValue)])) }
      desk.say(outcome.words)
    }
  }
}

struct DutiesRecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "填写一期的工作记录 / make the record of a period.",
    discussion: """
      每项写成 名称=内容，名称见 duties/cadence.yaml 的 sections；不写任何一项时列出已有的记录。
      Each answer is CODE=WORDS, with the codes of sections in duties/cadence.yaml; without any, the records
      there are are listed.
      例 / example:
        shouwang duties record --store city.sqlite --place 530602001001 --duty ten_day_session \\
          attendance=赵书记、陈村干 clues=无 cases=无 measures=无 notices=无 requests=无 decisions=继续走访
      """)

  @OptionGroup var cases: CaseOptions
  @OptionGroup var duty: DutyOptions
  @Option(help: "部门记录的业务线 / the line of work, of a department's record.") var subject: String?
  @Option(help: "哪一期，默认本期 / which period, by default the present one: 2026-11-x2, 2026-11, 2026-M11-12.")
  var period: String?
  @Option(help: "哪天开的会，默认今天 / on which day it was held, by default today.") var heldOn: Day?
  @Argument(help: "名称=内容 / CODE=WORDS") var answers: [String] = []

  func run() throws {
    try cases.act { desk in
      let unit = DutyUnit(try duty.code(in: desk.database), subject: subject ?? "")
      let face = try desk.responsibility
      guard let cadence = face.book[duty.duty] else {
        throw noChoice(duty.duty, of: "--duty", among: face.book.cadences.map(\.code))
      }
      let which = period.map { WorkPeriod($0) } ?? cadence.every.period(containing: Settings.today)
      guard let which else {
        throw noChoice(
          period ?? "", of: "--period", among: ["\(cadence.every.period(containing: Settings.today))"])
      }
      if !answers.isEmpty {
        let made = try face.record(
          try told(), duty.duty, of: unit, for: which, heldOn: heldOn ?? Settings.today, desk.asking)
        if !desk.speech.json {
          return desk.say("已记录，第 \(made.sequence) 份", "recorded, number \(made.sequence)")
        }
      }
      let records = try face.records(duty.duty, of: unit, for: which, desk.asking)
      if desk.speech.json { return print(JSONText.array(records.map(\.json))) }
      for record in records {
        let words = record.answers.sorted { $0.key < $1.key }
          .map { "\($0.key)=\($0.value.split(separator: "\n").joined(separator: "；"))" }
        print("\(record.sequence)\t\(record.heldOn)\t\(words.joined(separator: "\t"))")
      }
      desk.say("共 \(records.count) 份", "\(records.count) in all")
    }
  }

  /// **Problems**: what is not `CODE=WORDS`, or said twice.
  private func told() throws(Problem) -> [String: String] {
    var told: [String: String] = [:]
    for answer in answers {
      guard let equals = answer.firstIndex(of: "="), equals != answer.startIndex,
        told.updateValue(String(answer[answer.index(after: equals)...]), forKey: String(answer[..<equals]))
          == nil
      else {
        throw Problem(
          "program.answer.shape", .invalid, zh: "“\(answer)”应写成 名称=内容，每项一次。",
          en: "\(answer) is not CODE=WORDS, or is given twice.", details: ["value": answer])
      }
    }
    return told
  }
}

struct DutiesMattersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matters", abstract: "四议两公开的事项 / what villages decide, stage by stage.")

  @OptionGroup var cases: CaseOptions
  @Option(help: "地方代码 / the code of a place.") var place: String

  func run() throws {
    try cases.act { desk in
      let face = try desk.responsibility
      let matters = try face.matters(in: try known(place: place, in: desk.database), desk.asking)
      if desk.speech.json { return print(JSONText.array(matters.map { $0.json(face.procedure) })) }
      for matter in matters {
        print(["\(matter.id)", "\(matter.begunOn)", "\(matter.place)", matter.title].joined(separator: "\t"))
      }
      desk.say("共 \(matters.count) 项", "\(matters.count) in all")
    }
  }
}

struct DutiesBeginMatterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "begin-matter", abstract: "提出一件议事 / bring a matter up.")

  @OptionGroup var cases: CaseOptions
  @Option(help: "村的代码 / the code of a village.") var place: String
  @Argument(help: "议题 / what it is about.") var title: String

  func run() throws {
    try cases.act { desk in
      let id = try desk.responsibility.beginMatter(
        title, at: try known(place: place, in: desk.database), desk.asking)
      desk.say("已提出：\(id)", "brought up: \(id)")
    }
  }
}

struct DutiesHoldStageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold-stage", abstract: "登记议事的一步 / record a stage of a matter.",
    discussion: """
      例 / example:
        shouwang duties hold-stage --store city.sqlite 530602-1 proposal --entitled 7 --present 6 \\
          --agreed 6 --words 同意
      """)

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-1") var matter: String
  @Argument(help: "duties/deliberation.yaml 里的步骤 / a stage of duties/deliberation.yaml.") var stage: String
  @Option(help: "哪天，默认今天 / on which day, by default today.") var on: Day?
  @Option(help: "应到 / entitled.") var entitled = 0
  @Option(help: "实到 / present.") var present = 0
  @Option(help: "同意 / in favour.") var agreed = 0
  @Option(help: "反对 / against.") var against = 0
  @Option(help: "弃权 / abstained.") var abstained = 0
  @Option(help: "会议内容，或张贴在哪里 / what was said, or where it hangs.") var words: String

  func run() throws {
    try cases.act { desk in
      let face = try desk.responsibility
      guard let id = DeliberationNumber(matter) else { throw DeliberationProblems.unknown }
      guard face.procedure.stages.contains(where: { $0.code == stage }) else {
        throw noChoice(stage, of: "STAGE", among: face.procedure.stages.map(\.code))
      }
      let held = StageHeld(
        stage, on: on ?? Settings.today, entitled: entitled, present: present, agreed: agreed,
        against: against, abstained: abstained, words: words, actor: desk.asking.act.actor)
      try face.hold(held, of: id, desk.asking)
      let now = try face.matter(id, desk.asking)
      if desk.speech.json { return print(now.json(face.procedure)) }
      desk.say("已登记：\(id)", "recorded: \(id)")
    }
  }
}

struct DutiesSeatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seats", abstract: "哪些岗位有人、哪些空缺 / which seats are filled.")

  @OptionGroup var cases: CaseOptions
  @Option(help: "地方代码 / the code of a place.") var place: String
  @Flag(help: "只列空缺和人数不符的 / only those that are not filled as they should be.") var wanting = false

  func run() throws {
    try cases.act { desk in
      let face = try desk.responsibility
      let all = try face.seats(of: try known(place: place, in: desk.database), desk.asking)
      let shown = all.filter { !wanting || $0.standing(face.seatBook, on: Settings.today) != .filled }
      if desk.speech.json {
        return print(JSONText.array(shown.map { $0.json(face.seatBook, on: Settings.today) }))
      }
      for one in shown {
        let state = one.standing(face.seatBook, on: Settings.today).rawValue
        print(
          ["\(one.place)", state, desk.language.say(one.seat.title.zh, one.seat.title.en)]
            .joined(separator: "\t") + "\t" + one.holders.joined(separator: "、"))
      }
      desk.say("共 \(shown.count) 个", "\(shown.count) in all")
    }
  }
}

struct DutiesTasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks", abstract: "会议分派的任务 / tasks that meetings gave.")

  @OptionGroup var cases: CaseOptions
  @Option(help: "地方代码 / the code of a place.") var place: String

  func run() throws {
    try cases.act { desk in
      let place = try known(place: place, in: desk.database)
      let tasks = try desk.responsibility.tasks(desk.asking, in: place)
      if desk.speech.json { return print(JSONText.array(tasks.map { $0.json(on: Settings.today) })) }
      for task in tasks {
        let state = task.state(on: Settings.today).rawValue
        print(
          ["\(task.id)", "\(task.due)", state, "\(task.owner.place)", task.words].joined(separator: "\t"))
      }
      desk.say("共 \(tasks.count) 项", "\(tasks.count) in all")
    }
  }
}

struct DutiesEndTaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end-task", abstract: "办结一项任务 / report a task done.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530600-1") var task: String
  @Argument(help: "结果和依据 / what was done and what shows it.") var evidence: String

  func run() throws {
    try cases.act { desk in
      guard let id = DutyTaskNumber(task) else { throw DutyTaskProblems.unknown }
      try desk.responsibility.endTask(id, evidence: evidence, desk.asking)
      desk.say("任务 \(id) 已办结", "task \(id) is done")
    }
  }
}

extension ReportOutcome {
  fileprivate var words: Text {
    switch self {
    case .new: Text(zh: "已报告", en: "reported")
    case .identical: Text(zh: "与已有的报告一样", en: "it was reported already")
    case .replaced: Text(zh: "已更正，原报告留存", en: "corrected; the former report is kept")
    case .older: Text(zh: "已有更新的报告，这份留存备查", en: "a newer report holds; this one is kept")
    }
  }
}
