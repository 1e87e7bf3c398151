// `shouwang screen`: every rule over every household.

import ArgumentParser
import Columns
import Database
import Foundation
import Kernel
import Registry
import Screening

struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "筛查：对每一户运行每一条规则 / run every rule over every household.",
    discussion: """
      结果写入数据库：命中、所依据的事实、各级区划的户数。--export 另写 masks.csv、rollup.csv、dq.csv。
      Findings, the facts behind them and the counts of all places are kept in the store.

      例 / examples:
        shouwang screen --store city.sqlite --as-of 2025-10-31
        shouwang screen --store city.sqlite --as-of 2025-10-31 --export out --rules my-rules
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "监测日，默认今天 / the screening day, by default today.")
  var asOf: Day?

  @Option(help: ArgumentHelp("把结果写成 CSV 的目录 / a folder for the results as CSV.", valueName: "folder"))
  var export: String?

  func run() throws {
    try answering(speech) {
      let library = try rules.load()
      let database = try store.open()
      let day = asOf ?? Settings.today
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      line.show(Text(zh: "读取登记数据…", en: "reading the registry…")(speech.lang))
      let (city, quality) = try database.read {
        (connection) throws(Problem) -> (City, [QualityLine]) in
        let loaded = try CitySnapshotStore.load(asOf: day, beside: database.path, on: connection)
        return (loaded.city, try QualityStore.report(on: connection))
      }
      line.show(Text(zh: "筛查 \(grouped(city.householdCount)) 户…", en: "screening…")(speech.lang))
      let result = try Screener(library).run(over: city)
      if let export {
        try makeFolder(export)
        try ScreeningExport.write(result, quality: quality, to: export)
      }
      line.show(Text(zh: "保存结果…", en: "keeping the findings…")(speech.lang))
      let run = try database.write { (connection) throws(Problem) in
        try ScreeningStore.save(result, act: Settings.act("screen"), on: connection)
      }
      line.clear()
      tell(run, result)
    }
  }

  private func tell(_ run: StoredRun, _ result: ScreeningResult) {
    let cities = result.placeCounts().filter { $0.place.level == .city }
    let hit = cities.reduce(0) { $0 + $1.hit }
    let candidates = cities.reduce(0) { $0 + $1.candidates }
    let counts = result.library.rules.indices.map { result.hits($0).count }
    if speech.json {
      let rules = zip(result.library.rules, counts).map { JSONText.quoted($0.name) + ":\($1)" }
      print(
        JSONText.object([
          "run": String(run.number), "asOf": JSONText.quoted(run.asOf.description),
          "rules": JSONText.quoted(run.rules),
          "households": String(run.households), "persons": String(run.persons), "hit": String(hit),
          "candidates": String(candidates), "findings": String(run.findings), "faults": String(run.faults),
          "byRule": "{" + rules.joined(separator: ",") + "}",
        ]))
      return
    }
    let heads = [Text(zh: "规则", en: "rule"), Text(zh: "命中户", en: "households")].map { $0(speech.lang) }
    let rows = zip(result.library.rules, counts).map { ["\($0.code) \($0.title(speech.lang))", grouped($1)] }
    print(TextTable.render([heads] + rows), terminator: "")
    speech.say(
      Text(
        zh: "监测日 \(run.asOf)：\(grouped(run.households)) 户 \(grouped(run.persons)) 人（在世）；"
          + "有风险 \(grouped(hit)) 户，其中无排除项 \(grouped(candidates)) 户；无法判断 \(grouped(run.faults)) 处。",
        en:
          "As of \(run.asOf): \(grouped(run.households)) households, \(grouped(run.persons)) living persons; "
          + "\(grouped(hit)) at risk, \(grouped(candidates)) of them without an exclusion; "
          + "\(grouped(run.faults)) judgements lack data."))
  }

  private func makeFolder(_ path: String) throws(Problem) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw Problem(
        "program.export.folder", .unavailable, zh: "无法建立目录 \(path)。", en: "The folder \(path) cannot be made."
      )
    }
  }
}
