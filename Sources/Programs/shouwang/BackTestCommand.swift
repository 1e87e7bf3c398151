// `shouwang backtest`: how the rules would have done in past months.

import ArgumentParser
import Assembly
import Database
import Kernel
import Registry
import Rules
import Screening

struct BackTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "回测：规则在过去各月会发现谁、其中多少户随后被纳入 / whom the rules would have found, and who was registered.",
    discussion: """
      逐月取月末的数据运行规则：已在监测的户不计；“随后纳入”指其后若干天内登记。
      Each month the rules are run over the city as it stood at the month's end; households under watch do not
      count, and “registered” means within some days after.

      例 / examples:
        shouwang backtest --store city.sqlite --months 6
        shouwang backtest --store city.sqlite --months 6 --set line=8700 --within 60
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "多少个月，到上月末为止 / how many months, up to the end of the last one.")
  var months: Int = 6

  @Option(help: "最后一个月末，默认上月末 / the last day, by default the end of last month.")
  var until: Day?

  @Option(help: "多少天内登记算“随后纳入” / within how many days a registration confirms.")
  var within: Int = 60

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("参数=值，金额以元计 / parameter=value, money in yuan.", valueName: "name=value"))
  var settings: [String] = []

  func validate() throws {
    guard (1...36).contains(months), (1...365).contains(within) else {
      throw ValidationError("--months 为 1 至 36，--within 为 1 至 365 / --months is 1 to 36, --within 1 to 365.")
    }
  }

  func run() throws {
    try answering(speech) {
      let overrides = try WhatIfCommand.overrides(settings)
      let screener = try Screener(try rules.load())
      let database = try store.open()
      let today = Settings.today
      let last = until ?? today.adding(days: -today.dayOfMonth)
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      var tests: [BackTest] = []
      for back in (0..<months).reversed() {
        // The ends of months: the day before the first of the next one.
        let first = last.adding(days: 1).adding(months: -back)
        let day = first.adding(days: -1)
        line.show(Text(zh: "回测 \(day)…", en: "testing \(day)…")(speech.lang))
        let test = try database.read { (connection) throws(Problem) in
          try BackTest(
            screener, overrides: overrides,
            over: CityStore.load(.everything, asOf: day, on: connection),
            CityCaseStore.registrations(on: connection), within: within)
        }
        tests.append(test)
      }
      line.clear()
      print(speech.json ? json(tests) : table(tests), terminator: speech.json ? "\n" : "")
    }
  }

  private func share(_ part: Int, _ whole: Int) -> String { whole == 0 ? "–" : "\(part * 100 / whole)%" }

  private func table(_ tests: [BackTest]) -> String {
    var rows = [
      [Text(zh: "规则", en: "rule")(speech.lang)] + tests.map { "\($0.day)" }
        + [Text(zh: "准确率", en: "precision")(speech.lang)]
    ]
    for (index, line) in (tests.first?.lines ?? []).enumerated() {
      let all = tests.map { $0.lines[index] }
      let (found, confirmed) = (all.reduce(0) { $0 + $1.found }, all.reduce(0) { $0 + $1.confirmed })
      guard found > 0 else { continue }
      rows.append(
        ["\(line.rule.code) \(line.rule.title(speech.lang))"]
          + all.map { "\(grouped($0.confirmed))/\(grouped($0.found))" } + [share(confirmed, found)])
    }
    rows.append(
      [Text(zh: "未发现/纳入", en: "missed/registered")(speech.lang)]
        + tests.map { "\(grouped($0.missed))/\(grouped($0.registered))" } + [""])
    return TextTable.render(rows)
  }

  private func json(_ tests: [BackTest]) -> String {
    JSONText.array(
      tests.map { test in
        JSONText.object([
          "day": JSONText.quoted("\(test.day)"), "registered": String(test.registered),
          "missed": String(test.missed),
          "rules": JSONText.array(
            test.lines.map {
              JSONText.object([
                "rule": JSONText.quoted($0.rule.name), "found": String($0.found),
                "confirmed": String($0.confirmed),
              ])
            }),
        ])
      })
  }
}
