// `shouwang month`: the monthly round of visits and the judgement meeting.

import Access
import ArgumentParser
import Assembly
import Casework
import Database
import Kernel
import Monitoring

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
  @Option(help: "地方代码 / the code of a place.") var place: String
  @Option(help: "2026-03；默认本月 / by default this month.") var month: String?

  func code(in database: Database) throws(Problem) -> PlaceCode { try known(place: place, in: database) }

  func workMonth() throws -> WorkMonth {
    guard let month else { return WorkMonth(of: Settings.today) }
    guard let month = WorkMonth(month) else { throw ValidationError("--month 2026-03") }
    return month
  }
}

struct MonthVisitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "visits", abstract: "还没走访的户 / households that nobody has visited.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var month: MonthOptions
  @Option(help: "最多列出 / at most.") var limit = 50

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit 应大于 0 / --limit is more than 0.") }
  }

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let monitoring = try MonitoringDoor.monitoring(of: database, store: store)
      let round = try monitoring.visitRound(
        in: month.code(in: database), month.workMonth(), limit: limit, Asking(AdminDoor.act(), as: nil))
      if speech.json {
        let left = round.unvisited.map { String($0.household.number) }
        return print(
          JSONText.object([
            "targets": String(round.targets), "visited": String(round.visited),
            "unvisited": JSONText.array(left),
          ]))
      }
      for row in round.unvisited { print("\(row.household.number)\t\(row.place)\t\(row.head)") }
      speech.say(
        Text(
          zh: "应走访 \(grouped(round.targets)) 户，已走访 \(grouped(round.visited)) 户，未走访 \(grouped(round.left)) 户",
          en: "\(grouped(round.targets)) to visit, \(grouped(round.visited)) visited, "
            + "\(grouped(round.left)) not yet"))
    }
  }
}

struct MonthFlaggedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flagged", abstract: "本月要研判的户 / households that the meeting has to judge.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var month: MonthOptions

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let monitoring = try MonitoringDoor.monitoring(of: database, store: store)
      let sheet = try monitoring.judgementSheet(
        of: month.code(in: database), month.workMonth(), Asking(AdminDoor.act(), as: nil))
      for item in sheet.undecided {
        let reasons = item.reasons.map { $0.title(speech.lang) }.sorted().joined(separator: " ")
        print("\(item.household.number)\t\(sheet.heads[item.household] ?? "")\t\(reasons)")
      }
      let meeting = sheet.judgement.map { "\($0.id)" } ?? "—"
      let (left, done) = (grouped(sheet.undecided.count), grouped(sheet.judgement?.items.count ?? 0))
      speech.say(
        Text(
          zh: "研判会 \(meeting)：待研判 \(left) 户，已研判 \(done) 户",
          en: "meeting \(meeting): \(left) to judge, \(done) judged"))
    }
  }
}

struct MonthHoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "登记研判会 / record that a meeting was held.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var month: MonthOptions
  @Option(help: "开会日期 / the day of the meeting.") var on: Day?
  @Option(help: "主持人 / who chaired it.") var chair: String
  @Option(help: "到会人数 / how many took part.") var present: Int
  @Option(help: "会议记录 / the minutes.") var minutes: String

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let monitoring = try MonitoringDoor.monitoring(of: database, store: store)
      let act = AdminDoor.act()
      let id = try monitoring.hold(
        at: month.code(in: database), month.workMonth(), on: on ?? act.at.day(), chair: chair,
        present: present,
        minutes: minutes, Asking(act, as: nil))
      speech.say(Text(zh: "研判会 \(id)", en: "meeting \(id)"))
    }
  }
}

struct MonthDecideCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "对一户研判 / decide on a flagged household.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var household: HouseholdOption
  @Argument(help: "530602-1") var meeting: String
  @Argument(help: "include, exclude, watch, help.") var decision: String
  @Option(help: "理由 / why.") var reason: String

  func run() throws {
    try answering(speech) {
      guard let id = JudgementNumber(meeting) else { throw JudgementProblems.unknown }
      guard let decision = JudgementDecision(rawValue: decision) else {
        throw ValidationError("include, exclude, watch, help")
      }
      let database = try store.open()
      let monitoring = try MonitoringDoor.monitoring(of: database, store: store)
      try monitoring.decide(
        decision, on: household.key(in: database), reason: reason, in: id, Asking(AdminDoor.act(), as: nil))
      speech.say(decision.title)
    }
  }
}

struct MonthCloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "结束研判会 / close the meeting.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "530602-1") var meeting: String

  func run() throws {
    try answering(speech) {
      guard let id = JudgementNumber(meeting) else { throw JudgementProblems.unknown }
      let monitoring = try MonitoringDoor.monitoring(of: store.open(), store: store)
      try monitoring.close(id, Asking(AdminDoor.act(), as: nil))
      speech.say(Text(zh: "研判会 \(id) 已结束", en: "meeting \(id) is closed"))
    }
  }
}
