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
      DutiesTasksCommand.self, DutiesEndTaskCommand.self,
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
