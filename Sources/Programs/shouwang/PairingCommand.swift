// `shouwang helper`: who helps which household.

import ArgumentParser
import Assembly
import Casework
import Helping
import Kernel

struct HelperCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "helper", abstract: "结对帮扶 / who helps which household.",
    subcommands: [
      HelperAssignCommand.self, HelperListCommand.self, HelperShowCommand.self, HelperEndCommand.self,
      HelperHandOverCommand.self,
    ])
}

/// A helper who is known by number, or is named.
struct HelperOptions: ParsableArguments {
  @Option(help: "名单里的编号 / the number of one who is known, such as 530602-3.") var helper: String?
  @Option(help: "姓名 / the name.") var name: String?
  @Option(help: "单位 / where they work.") var unit: String?
  @Option(help: "本系统账号 / the account here.") var account: String?
  @Option(help: "日期，默认今天 / the day, by default today.") var since: Day?

  /// **Problems**: `casework.helper.unknown`.
  func choice() throws(Problem) -> HelperChoice {
    guard let helper else {
      return .told(HelperFacts(name: name ?? "", unit: unit ?? "", account: account ?? ""))
    }
    guard let id = HelperNumber(helper) else { throw PairingProblems.unknown }
    return .known(id)
  }
}

struct HelperAssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "给一户指定帮扶责任人 / give a household a helper.",
    discussion: """
      例 / example:
        shouwang helper assign --household 5306020000017 --name 张三 --unit 县水务局
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var household: HouseholdOption
  @OptionGroup var helper: HelperOptions
  @Option(help: "为什么换人 / why the helper changes.") var reason = ""

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let key = try household.key(in: database)
      let desk = try MonitoringDoor.helping(of: database, store: store)
      let id = try desk.assign(
        helper.choice(), to: key, since: helper.since ?? Settings.today, reason: reason,
        by: AdminDoor.act(), as: nil)
      speech.say(Text(zh: "已结对，编号 \(id)", en: "paired as \(id)"))
    }
  }
}

struct HelperListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出帮扶责任人，或没有帮扶责任人的监测户 / helpers, or households without one.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var work: WorkOptions
  @Flag(help: "没有帮扶责任人的监测户 / monitored households that nobody helps.") var open = false

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let code = try work.code(in: database)
      let desk = try MonitoringDoor.helping(of: database, store: store)
      if open {
        let found = try desk.unpaired(in: code, limit: work.limit, as: nil)
        if speech.json { return print(JSONText.array(found.rows.map(\.json))) }
        let rows = found.rows.map { ["\($0.household.number)", "\($0.episode)", "\($0.registeredOn)"] }
        tell(Text(zh: "户 个案 登记日", en: "household case registered"), rows, found.total)
      } else {
        let found = try desk.helpers(in: code, limit: work.limit, as: nil)
        if speech.json { return print(JSONText.array(found.rows.map { $0.helper.json($0.households) })) }
        let rows = found.rows.map { row in
          [
            "\(row.helper.id)", row.helper.name, row.helper.unit, row.helper.account,
            grouped(row.households),
          ]
        }
        tell(Text(zh: "编号 姓名 单位 账号 户", en: "id name unit account households"), rows, found.total)
      }
    }
  }

  private func tell(_ heads: Text, _ rows: [[String]], _ total: Int) {
    let heads = heads(speech.lang).split(separator: " ").map(String.init)
    print(TextTable.render([heads] + rows), terminator: "")
    speech.say(Text(zh: "共 \(grouped(total))", en: "\(grouped(total)) in all"))
  }
}

struct HelperShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "一户的帮扶责任人，现在和以前，JSON / who helps a household and who did.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var household: HouseholdOption

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let key = try household.key(in: database)
      let desk = try MonitoringDoor.helping(of: database, store: store)
      print(try desk.history(of: key, by: AdminDoor.act(), as: nil).json)
    }
  }
}

struct HelperEndCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "结束一户的结对 / end the time of who helps a household.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var household: HouseholdOption
  @Option(help: "日期，默认今天 / the day, by default today.") var on: Day?
  @Option(help: "理由 / why.") var reason: String

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      let key = try household.key(in: database)
      let desk = try MonitoringDoor.helping(of: database, store: store)
      try desk.end(of: key, on: on ?? Settings.today, reason: reason, by: AdminDoor.act(), as: nil)
      speech.say(Text(zh: "已结束", en: "ended"))
    }
  }
}

struct HelperHandOverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-over", abstract: "把一位的全部帮扶户移交给另一位 / hand all households of one helper to another.",
    discussion: """
      例 / example:
        shouwang helper hand-over 530602-3 --name 李四 --unit 县水务局 --reason 调离
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "移交人的编号 / the number of who hands over.") var from: String
  @OptionGroup var helper: HelperOptions
  @Option(help: "理由 / why.") var reason: String

  func run() throws {
    try answering(speech) {
      guard let id = HelperNumber(from) else { throw PairingProblems.unknown }
      let desk = try MonitoringDoor.helping(of: store.open(), store: store)
      let count = try desk.handOver(
        id, to: helper.choice(), since: helper.since ?? Settings.today, reason: reason,
        by: AdminDoor.act(), as: nil)
      speech.say(Text(zh: "移交 \(count) 户", en: "\(count) households handed over"))
    }
  }
}
