// `shouwang retention`: deletes what was kept long enough, or tells what that would be.

import ArgumentParser
import Assembly
import Database
import Foundation
import Kernel
import Operation
import Synchronization

struct RetentionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: "删除超过保存期限的数据，并记入日志 / delete what was kept long enough; journalled.",
    discussion: """
      期限是设置 keep_refused_days、keep_replaced_days、keep_sign_in_days、keep_evidence_days
      （见 shouwang settings）。审计日志不在此删除。
      The periods are settings, see shouwang settings. The journal is never deleted from here.

      例 / example:
        shouwang retention --store city.sqlite --dry-run
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var speech: SpeechOptions

  @Flag(help: "只列出，不删除 / tell, and delete nothing.")
  var dryRun = false

  func run() async throws {
    try await answeringAsync(speech) {
      let periods = try await settings.read().retention
      let database = try store.open()
      let act = Settings.act("retention")
      stopOnInterrupt()
      let lines =
        dryRun
        ? try database.read { (connection) throws(Problem) in
          try Retention.overdue(periods, at: act.at, on: connection)
        }
        : try Retention.run(
          periods, in: database, by: act, as: nil, shouldStop: { stopIsWished.load(ordering: .relaxed) })
      if !dryRun { try database.checkpoint() }
      tell(lines, periods)
    }
  }

  private func tell(_ lines: [(kind: RetainedKind, rows: Int)], _ periods: RetentionPeriods) {
    if speech.json {
      let objects = lines.map { line in
        JSONText.object([
          "kind": JSONText.quoted(line.kind.word), "days": String(line.kind.days(periods)),
          "rows": String(line.rows), "deleted": dryRun ? "false" : "true",
        ])
      }
      return print(JSONText.array(objects))
    }
    for line in lines {
      let (days, rows) = (line.kind.days(periods), grouped(line.rows))
      let name = line.kind.name
      speech.say(
        dryRun
          ? Text(
            zh: "\(name.zh)：保存 \(days) 天，超期 \(rows) 行",
            en: "\(name.en): kept \(days) days, \(rows) rows are older")
          : Text(
            zh: "\(name.zh)：保存 \(days) 天，已删除 \(rows) 行",
            en: "\(name.en): kept \(days) days, \(rows) rows deleted"))
    }
    if stopIsWished.load(ordering: .relaxed) {
      speech.say(Text(zh: "已中断，再次运行即继续。", en: "Interrupted; run it again to go on."))
    }
  }
}
