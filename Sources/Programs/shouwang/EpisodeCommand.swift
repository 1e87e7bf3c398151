// `shouwang episode`: what is done with a monitored household, verb by verb.

import Access
import ArgumentParser
import Assembly
import Casework
import Database
import Kernel
import Monitoring

struct EpisodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "episode", abstract: "监测个案 / episodes of monitored households.",
    subcommands: [
      EpisodeListCommand.self, EpisodeShowCommand.self, EpisodeOpenCommand.self, EpisodeActCommand.self,
      EpisodePlanCommand.self, EpisodeMeasureCommand.self, EpisodeVisitCommand.self, EpisodePaperCommand.self,
      EpisodeRegisterCommand.self, EpisodeCarryOverCommand.self,
    ])
}

/// `name=value` fields, as the web forms call them.
struct FieldOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("名称=值，与网页表单同名 / fields of the form.", valueName: "name=value"))
  var fields: [String] = []

  /// **Problems**: `program.field.unreadable`, `.twice`, `program.option.choice`.
  func reading() throws(Problem) -> FieldReading {
    var values: [String: String] = [:]
    for field in fields {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw Problem(
          "program.field.unreadable", .invalid, zh: "“\(field)”应写作 名称=值，如 note=已办结。",
          en: "\(field) has to be written name=value, such as note=done.", details: ["value": field])
      }
      guard values[String(parts[0])] == nil else {
        throw Problem(
          "program.field.twice", .invalid, zh: "字段“\(parts[0])”写了两次，请只留一个。",
          en: "The field \(parts[0]) stands twice; leave one.", details: ["field": String(parts[0])])
      }
      try FieldOptions.demandAnswer(String(parts[1]), to: String(parts[0]))
      values[String(parts[0])] = String(parts[1])
    }
    return FieldReading(named: values)
  }

  /// Questions of yes and no. A web form has a box for each; somebody who writes may write something else,
  /// which is not to be taken as no.
  private static let questions: Set<String> = [
    "schooled", "insured", "housed", "watered", "concern", "labour", "upheld",
  ]
  private static let answers = ["yes", "true", "1", "on", "no", "false", "0", "off", ""]

  /// **Problems**: `program.option.choice`.
  private static func demandAnswer(_ word: String, to field: String) throws(Problem) {
    guard questions.contains(field), !answers.contains(word) else { return }
    throw noChoice(word, of: field, among: ["yes", "no"])
  }
}

struct EpisodeListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出个案 / list episodes, the first due first.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var work: WorkOptions
  @Option(help: "underWay, monitored, eliminated, ended.") var state = "underWay"
  @Option(help: "verify, compare, review, notice, audit, decide, announce.") var step: String?

  func run() throws {
    try cases.act { desk in
      var filter = EpisodeFilter()
      guard let state = EpisodeFilter.State(rawValue: state) else {
        throw noChoice(state, of: "--state", among: EpisodeFilter.State.allCases.map(\.rawValue))
      }
      filter.state = state
      filter.step = try step.map { (step) throws(Problem) in
        guard let found = Step(rawValue: step) else { throw unknownStep(step) }
        return found
      }
      let code = try work.code(in: desk.database)
      let page = try desk.monitoring.episodes(in: code, filter, limit: work.limit, desk.asking)
      if desk.speech.json { return print(JSONText.array(page.rows.map(\.json))) }
      let counts = try desk.monitoring.counts(in: code, desk.asking)
      let rows = page.rows.map { row in
        [
          "\(row.episode.id)", "\(row.episode.household)",
          (row.step?.title ?? row.episode.ending?.kind.title)?(desk.language) ?? "—",
          (row.due ?? row.episode.ending?.on).map { "\($0)" } ?? "—",
          row.episode.type?.title(desk.language) ?? "—",
        ]
      }
      let heads =
        (state == .ended || state == .eliminated
        ? Text(zh: "个案 户 结果 日期 类型", en: "episode household end on type")
        : Text(zh: "个案 户 环节 期限 类型", en: "episode household step due type"))(desk.language)
      print(TextTable.render([heads.split(separator: " ").map(String.init)] + rows), terminator: "")
      let late = counts.lateSteps.values.reduce(0, +)
      desk.say(
        Text(
          zh: "共 \(grouped(page.total)) 个；办理中超期 \(grouped(late)) 个",
          en: "\(grouped(page.total)) in all; \(grouped(late)) under way are late"))
    }
  }
}

private func unknownStep(_ step: String) -> Problem {
  let all = Step.allCases.map { "\($0)" }.joined(separator: " ")
  return Problem(
    "program.episode.step", .invalid, zh: "没有“\(step)”这个环节；可用：\(all)。",
    en: "There is no step \(step); there are \(all).", details: ["field": "step"])
}

struct EpisodeShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "查看个案 / show an episode as JSON.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-17") var episode: String

  func run() throws {
    try cases.act { desk in
      let found = try desk.monitoring.episode(number(episode), desk.asking)
      print(try desk.monitoring.wholeJSON(of: found, desk.asking))
    }
  }
}

/// **Problems**: `monitoring.episode.unknown`.
private func number(_ text: String) throws(Problem) -> EpisodeNumber {
  guard let id = EpisodeNumber(text) else { throw MonitoringProblems.unknownEpisode }
  return id
}

struct EpisodeOpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "对一户的未办结线索开始识别 / begin with a household's open clues.")

  @OptionGroup var cases: CaseOptions
  @OptionGroup var household: HouseholdOption

  func run() throws {
    try cases.act { desk in
      let id = try desk.monitoring.open(household.key(in: desk.database), desk.asking)
      desk.say(Text(zh: "个案 \(id)", en: "episode \(id)"))
    }
  }
}

struct EpisodeActCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "act", abstract: "办理一个环节 / do something with an episode.",
    discussion: """
      办理及其字段 / verbs and their fields:
      \(EpisodeActCommand.verbs)

      例 / examples:
        shouwang episode act 530602-1 audit opinion=情况属实
        shouwang episode act 530602-1 sendBack to=verify reason=材料不全
      """)

  /// A line for each verb.
  private static let verbs = EpisodeVerb.names.map { verb in
    "  \(verb): \(EpisodeVerb.fields(of: verb).joined(separator: " "))"
  }.joined(separator: "\n")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-17") var episode: String
  @Argument(help: "办理 / the verb.") var verb: String
  @OptionGroup var fields: FieldOptions

  func run() throws {
    try cases.act { desk in
      let id = try number(episode)
      _ = try desk.monitoring.episode(id, desk.asking)
      let verb = try EpisodeVerb.reading(verb, fields.reading(), desk.monitoring.book)
      let next = try desk.monitoring.act(verb, on: id, desk.asking)
      if desk.speech.json { return print(next.json(try desk.monitoring.book, on: desk.asking.today)) }
      let stand =
        next.ending?.kind.title ?? next.step?.title ?? Text(zh: "监测帮扶中", en: "under monitoring")
      desk.say(Text(zh: "个案 \(next.id)：\(stand.zh)", en: "episode \(next.id): \(stand.en)"))
      let gaps = next.gaps(try desk.monitoring.measures(of: next.id, desk.asking))
      for gap in gaps { desk.say(gap.words) }
    }
  }
}

struct EpisodePlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "安排帮扶措施 / plan a measure.",
    discussion: """
      字段 / fields: \(MeasurePlan.fields.joined(separator: " "))

      例 / example:
        shouwang episode plan 530602-1 group=100A40 risk=07 title=… officer=… due=2026-03-31 \\
          subject=employment amount=3000
      """)

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-17") var episode: String
  @OptionGroup var fields: FieldOptions

  func run() throws {
    try cases.act { desk in
      let episode = try number(episode)
      _ = try desk.monitoring.episode(episode, desk.asking)
      let id = try desk.monitoring.plan(MeasurePlan.reading(fields.reading()), for: episode, desk.asking)
      desk.say(Text(zh: "措施 \(id)", en: "measure \(id)"))
    }
  }
}

struct EpisodeMeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "推进帮扶措施 / tell how far a measure is.",
    discussion: "start note=… | tell note=… | finish note=… | cancel note=…")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "530602-17") var measure: String
  @Argument(help: "start, tell, finish, cancel.") var verb: String
  @OptionGroup var fields: FieldOptions

  func run() throws {
    try cases.act { desk in
      guard let id = MeasureNumber(measure) else { throw CaseworkProblems.unknownMeasure }
      let verb = try MeasureVerb.reading(verb, fields.reading())
      try desk.monitoring.act(verb, on: id, desk.asking)
      desk.say(Text(zh: "措施 \(id) 已更新", en: "measure \(id) is told"))
    }
  }
}

struct EpisodeVisitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "visit", abstract: "登记走访 / record a visit.",
    discussion: """
      字段 / fields: \(VisitSeen.fields.joined(separator: " "))

      例 / example:
        shouwang episode visit --household 4711 on=2026-03-01 findings=… income=9000 schooled=yes \\
          insured=yes housed=yes watered=yes concern=no
      """)

  @OptionGroup var cases: CaseOptions
  @OptionGroup var household: HouseholdOption
  @OptionGroup var fields: FieldOptions

  func run() throws {
    try cases.act { desk in
      let key = try household.key(in: desk.database)
      let (day, seen) = try VisitSeen.reading(fields.reading())
      let id = try desk.monitoring.visit(key, on: day, seen, desk.asking)
      desk.say(Text(zh: "走访 \(id)", en: "visit \(id)"))
    }
  }
}
