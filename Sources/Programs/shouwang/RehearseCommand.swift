// `shouwang rehearse`: months of monitoring in which made-up posts do the work, checked every day.

import ArgumentParser
import Assembly
import Casework
import Database
import Kernel
import Monitoring
import Registry
import Rules
import Screening
import Synchronization
import Vault
import Workbench

struct RehearseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "演练：虚拟岗位办理一段时间的线索和个案 / let made-up posts work for months, and check every day.",
    discussion: """
      只用于演练库：数据库里会写入虚构的办理记录。每月末筛查一次，每天核对所有不变量。
      同一个库、同样的种子和起始日，结果逐行相同。Ctrl-C 在当天结束后停下，退出码 130；
      再次运行接着演练。
      For a store of its own: made-up records are written into it. The rules run at each month's end, and what
      must hold is checked every day. The same store, seed and first day give the same rows. Ctrl-C stops
      behind the day with exit code 130; the same command goes on.

      例 / example:
        shouwang rehearse --store rehearsal.sqlite --months 12 --seed 7
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "月数 / how many months.")
  var months = 12

  @Option(help: "种子 / the seed.")
  var seed: UInt64 = 1

  @Option(help: "第一天，默认到今天为止 / the first day; by default the months end today.")
  var from: Day?

  @Option(help: "每村每个工作日最多新办几户 / households that a village takes up on a working day, at most.")
  var capacity = 3

  @Flag(help: "数据库里已有帐号或真实办理记录也照样演练 / also where the store has accounts or real work.")
  var anyway = false

  func validate() throws {
    guard (1...120).contains(months), (1...1_000).contains(capacity) else {
      throw ValidationError(
        "--months 为 1 至 120，--capacity 为 1 至 1000 / --months is 1 to 120, --capacity 1 to 1000.")
    }
  }

  func run() throws {
    try answering(speech) {
      let library = try rules.load()
      let database = try store.open()
      let mark = try database.read { (connection) throws(Problem) in
        let isLive = try RehearsalStore.isLive(on: connection)
        guard anyway || !isLive else { throw RehearseCommand.live }
        return try RehearsalMark(on: connection)
      }
      let first = from ?? mark?.from ?? Settings.today.adding(months: -months)
      if let mark, mark.seed != seed || mark.from != first { throw RehearseCommand.other(mark) }
      if !anyway { try database.hurry() }
      let plan = RehearsalPlan(seed: seed, from: first, months: months, capacity: capacity)
      let screener = try Screener(library)
      var rehearsal = try Rehearsal(
        database, MonitoringDoor.book(), AdminDoor.roles(), library,
        sealer: Sealer(try store.keyFile().ring), plan: plan
      ) { (day, act) throws(Problem) in
        let city = try database.read { (connection) throws(Problem) in
          try CityStore.load(.everything, asOf: day, on: connection)
        }
        let result = try screener.run(over: city)
        return try database.write { (connection) throws(Problem) in
          try ScreeningStore.save(result, by: act, as: nil, on: connection).number
        }
      }
      stopOnInterrupt()
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      var day = mark?.last.adding(days: 1) ?? first
      while day < plan.end, !stopIsWished.load(ordering: .relaxed) {
        line.show("\(day) / \(plan.end)")
        try rehearsal.live(day)
        day = day.adding(days: 1)
      }
      line.clear()
      try tell(rehearsal, before: day, isWhole: day >= plan.end, database)
      guard day >= plan.end else {
        writeError(RehearseCommand.stopped(before: day, of: plan)(speech.lang))
        throw ExitCode(interruptedExit)
      }
    }
  }

  static func stopped(before day: Day, of plan: RehearsalPlan) -> Text {
    Text(
      zh: "演练已中断，停在 \(day) 之前，应演练到 \(plan.end) 之前。要接着演练，再次运行："
        + "同一个 --store，--seed \(plan.seed) --from \(plan.from) --months \(plan.months)。",
      en: "Stopped before \(day); the plan ends before \(plan.end). To go on, run it again with the same "
        + "--store and --seed \(plan.seed) --from \(plan.from) --months \(plan.months).")
  }

  private func tell(
    _ rehearsal: Rehearsal, before day: Day, isWhole: Bool, _ database: Database
  ) throws {
    let days = rehearsal.book.totalDays
    let (stands, late, digest) = try database.read { (connection) throws(Problem) in
      (
        try RehearsalStore.stands(on: connection), try RehearsalStore.late(beyond: days, on: connection),
        try RehearsalStore.digest(on: connection)
      )
    }
    let (acts, refusals) = (sorted(rehearsal.tally.acts), sorted(rehearsal.tally.refusals))
    if speech.json {
      func object(_ rows: [(name: String, count: Int64)]) -> String {
        "{" + rows.map { "\(JSONText.quoted($0.name)):\($0.count)" }.joined(separator: ",") + "}"
      }
      return print(
        JSONText.object([
          "before": JSONText.quoted("\(day)"), "isWhole": String(isWhole),
          "seed": String(seed), "stands": object(stands),
          "registered": String(late.registered), "late": String(late.late), "acts": object(acts),
          "refusals": object(refusals), "digest": JSONText.quoted(digest),
        ]))
    }
    for (head, rows) in [
      (Text(zh: "现状", en: "now"), stands), (Text(zh: "办理", en: "done"), acts),
      (Text(zh: "被拒绝", en: "refused"), refusals),
    ] {
      let table = [[head(speech.lang), Text(zh: "次数", en: "count")(speech.lang)]]
      print(TextTable.render(table + rows.map { [$0.name, grouped($0.count)] }), terminator: "")
    }
    speech.say(
      Text(
        zh: "演练到 \(day) 之前；登记 \(grouped(late.registered)) 户，其中超过 \(days) 天的 \(grouped(late.late)) 户。",
        en: "Rehearsed until before \(day); \(grouped(late.registered)) registered, "
          + "\(grouped(late.late)) of them after more than \(days) days."))
    speech.say(Text(zh: "全库摘要 \(digest)", en: "digest of all rows \(digest)"))
  }

  private func sorted(_ counts: [String: Int]) -> [(name: String, count: Int64)] {
    counts.sorted { $0.key < $1.key }.map { ($0.key, Int64($0.value)) }
  }

  private static let live = Problem(
    "program.rehearse.live", .conflict,
    zh: "数据库里有帐号或真实的办理记录。请用另一个库演练，或加 --anyway。",
    en: "The store has accounts or real work in it. Rehearse on another store, or say --anyway.")

  private static func other(_ mark: RehearsalMark) -> Problem {
    Problem(
      "program.rehearse.other", .conflict,
      zh: "这个库已用种子 \(mark.seed) 从 \(mark.from) 演练到 \(mark.last)。请用同样的种子和起始日接着演练，或换一个库。",
      en: "The store was rehearsed from \(mark.from) to \(mark.last) with seed \(mark.seed). Go on with the "
        + "same --seed and --from, or take another store.")
  }
}
