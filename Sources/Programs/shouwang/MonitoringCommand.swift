// `shouwang monitoring figures`: how long the ways of monitoring take, and how often its signs were right.

import Access
import ArgumentParser
import Assembly
import Casework
import Kernel
import Monitoring

struct MonitoringCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitoring", abstract: "监测成效 / how well monitoring works.", subcommands: [Figures.self])

  struct Figures: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "各环节用时和线索准确率 / days between steps, and what came of clues.",
      discussion: """
        例 / example:
          shouwang monitoring figures --place 5306 --from 2026-01-01 --to 2026-06-30
        """)

    @OptionGroup var store: StoreOptions
    @OptionGroup var speech: SpeechOptions
    @Option(help: "地方代码，默认全市 / the code of a place, by default the city.") var place: String?
    @Option(help: "起，默认一年前 / from, by default a year ago.") var from: Day?
    @Option(help: "止，默认今天 / to, by default today.") var to: Day?

    func run() throws {
      try answering(speech) {
        let last = to ?? Settings.today
        guard let period = Period(from: from ?? last.adding(months: -12), through: last) else {
          throw ValidationError("--from 应不晚于 --to / --from is not later than --to.")
        }
        let database = try store.open()
        let code = try known(place: place, in: database)
        let monitoring = try MonitoringDoor.monitoring(of: database, store: store)
        let figures = try monitoring.figures(in: code, period, Asking(AdminDoor.act(), as: nil))
        speech.json ? print(json(figures)) : tell(figures)
      }
    }

    private func tell(_ figures: MonitoringFigures) {
      func word(_ zh: String, _ en: String) -> String { Text(zh: zh, en: en)(speech.lang) }
      let heads = [
        word("用时（天）", "days"), word("次数", "count"), word("中位数", "median"), word("95%", "95th percentile"),
      ]
      let rows = figures.stretches.map { stretch, days in
        [stretch.title(speech.lang), grouped(days.count)]
          + [days.median, days.most].map { $0.map(String.init) ?? "—" }
      }
      print(TextTable.render([heads] + rows))
      let signs = [word("线索来源", "clues of"), word("办结", "ended"), word("纳入", "included"), "%"]
      let lines = figures.precisions.map { line in
        [
          [line.channel.title(speech.lang), line.rule].compactMap(\.self).joined(separator: " "),
          grouped(line.ended), grouped(line.included), String(line.percent),
        ]
      }
      print(TextTable.render([signs] + lines), terminator: "")
    }

    private func json(_ figures: MonitoringFigures) -> String {
      let stretches = figures.stretches.map { stretch, days in
        JSONText.quoted(stretch.rawValue) + ":"
          + JSONText.object([
            "count": String(days.count), "median": days.median.map(String.init) ?? "null",
            "most": days.most.map(String.init) ?? "null",
          ])
      }
      let precisions = figures.precisions.map { line in
        JSONText.object([
          "channel": JSONText.quoted(line.channel.rawValue),
          "rule": line.rule.map(JSONText.quoted) ?? "null", "ended": String(line.ended),
          "included": String(line.included),
        ])
      }
      return JSONText.object([
        "days": "{" + stretches.joined(separator: ",") + "}", "clues": JSONText.array(precisions),
      ])
    }
  }
}
