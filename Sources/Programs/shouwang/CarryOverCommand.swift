// `shouwang episode carry-over`: the ledger of an authority that has monitored households before.

import ArgumentParser
import Assembly
import CarryOver
import Foundation
import Kernel
import Registry
import Sheets
import Synchronization

struct EpisodeCarryOverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "carry-over",
    abstract: "转入原有的监测台账 / take over an older ledger of monitored households.",
    discussion: """
      列 / columns: record_id pid object_type causes opened_on registered_on eliminated_on measure
      measure_done_on
      每行成为一个已纳入（或已消除）的个案，页面上注明由原有台账转入；坏行进入退回区，其余照常。同一文件可以反复运行。
      Each row becomes a registered (or ended) case that says where it comes from; refused rows are kept in
      quarantine, the rest goes in. The same file may be run again.

      例 / example:
        shouwang episode carry-over --store city.sqlite cases.csv
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "CSV 文件 / the sheet.", completion: .file(extensions: ["csv"])) var file: String

  func run() throws {
    try answering(speech) {
      let database = try store.open()
      stopOnInterrupt()
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      let carryOver = CarryOver(
        database, try MonitoringDoor.book(), by: Settings.act("carry-over"), as: nil,
        report: { done, all in
          line.show("\(file)  \(grouped(done)) / \(grouped(all))")
        }, shouldStop: { stopIsWished.load(ordering: .relaxed) })
      let sheet = try carryOver.run(file)
      line.clear()
      tell(sheet)
    }
  }

  private func tell(_ sheet: CarriedSheet) {
    let counts = sheet.counts
    if speech.json {
      return print(
        JSONText.object([
          "file": JSONText.quoted(sheet.name), "import": String(sheet.number), "rows": String(counts.total),
          "new": String(counts.outcomes.new), "identical": String(counts.outcomes.identical),
          "refused": String(counts.refused), "flagged": String(counts.flagged),
        ]))
    }
    speech.say(
      Text(
        zh: "共 \(grouped(counts.total)) 行：转入 \(grouped(counts.outcomes.new))，"
          + "已有 \(grouped(counts.outcomes.identical))，退回 \(grouped(counts.refused))，"
          + "存疑 \(grouped(counts.flagged))",
        en: "\(grouped(counts.total)) rows: \(grouped(counts.outcomes.new)) carried over, "
          + "\(grouped(counts.outcomes.identical)) known, \(grouped(counts.refused)) refused, "
          + "\(grouped(counts.flagged)) flagged"))
    guard counts.refused + counts.flagged > 0 else { return }
    speech.say(
      Text(
        zh: "原因和更正办法：shouwang quarantine --feed cases",
        en: "why and what to do: shouwang quarantine --feed cases"))
  }
}
