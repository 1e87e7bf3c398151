// `shouwang whatif`: who enters and who leaves when a parameter changes.

import ArgumentParser
import Assembly
import Database
import Kernel
import Registry
import Rules
import Screening

struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "试算：参数改变后各县进出多少户 / who enters and who leaves when a parameter changes.",
    discussion: """
      例 / examples:
        shouwang whatif --store city.sqlite --as-of 2025-10-31 --set line=8700
        shouwang whatif --store city.sqlite --set line=9000 --set medical_cost_high=8000
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @OptionGroup var day: DayOptions

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("参数=值，金额以元计 / parameter=value, money in yuan.", valueName: "name=value"))
  var settings: [String]

  @Flag(help: "列出进出的户编号 / list the numbers of the households.")
  var list = false

  func run() throws {
    try answering(speech) {
      let overrides = try WhatIfCommand.overrides(settings)
      let library = try rules.load()
      let database = try store.open()
      let city = try day.city(of: database)
      let answer = try WhatIf.compare(Screener(library), city: city, overrides: overrides)
      let names = try database.read { (connection) throws(Problem) -> [Int64: String] in
        var names: [Int64: String] = [:]
        for line in answer.lines {
          guard let code = PlaceCode(number: line.county * 1_000_000_000) else { continue }
          names[line.county] = try PlaceStore.place(code, asOf: city.asOf, on: connection)?.name
        }
        return names
      }
      if speech.json { print(json(answer)) } else { tell(answer, names) }
    }
  }

  /// Parameters by name, from words such as `line=8700`.
  static func overrides(_ settings: [String]) throws(Problem) -> [String: String] {
    var overrides: [String: String] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, overrides.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw Problem(
          "program.set.shape", .invalid, zh: "--set 应写作 参数=值，每个参数一次，而不是“\(setting)”。",
          en: "--set is written name=value, once for each name, not \(setting).")
      }
    }
    return overrides
  }

  private func tell(_ answer: WhatIf, _ names: [Int64: String]) {
    let heads: [Text] = [
      Text(zh: "县（市、区）", en: "county"), Text(zh: "现有风险户", en: "at risk now"), Text(zh: "试算后", en: "then"),
      Text(zh: "进入", en: "enter"), Text(zh: "退出", en: "leave"),
    ]
    var rows = [heads.map { $0(speech.lang) }]
    for line in answer.lines {
      rows.append(
        [names[line.county] ?? String(line.county)]
          + [line.before, line.after, line.entering.count, line.leaving.count].map { grouped($0) })
    }
    let sums = answer.lines.reduce(into: [0, 0, 0, 0]) { sums, line in
      for (index, number) in [line.before, line.after, line.entering.count, line.leaving.count].enumerated() {
        sums[index] += number
      }
    }
    rows.append([Text(zh: "合计", en: "total")(speech.lang)] + sums.map { grouped($0) })
    print(TextTable.render(rows), terminator: "")
    for (rule, before, after) in answer.rules {
      print("\(rule.code) \(rule.title(speech.lang)): \(grouped(before)) → \(grouped(after))")
    }
    guard list else { return }
    for line in answer.lines {
      for number in line.entering { print("+ \(number)") }
      for number in line.leaving { print("- \(number)") }
    }
  }

  private func json(_ answer: WhatIf) -> String {
    let lines = answer.lines.map { line in
      JSONText.object([
        "county": String(line.county), "before": String(line.before), "after": String(line.after),
        "enter": JSONText.array(line.entering.map(String.init)),
        "leave": JSONText.array(line.leaving.map(String.init)),
      ])
    }
    let rules = answer.rules.map {
      JSONText.object([
        "rule": JSONText.quoted($0.rule.name), "before": String($0.before), "after": String($0.after),
      ])
    }
    return JSONText.object(["counties": JSONText.array(lines), "rules": JSONText.array(rules)])
  }
}
