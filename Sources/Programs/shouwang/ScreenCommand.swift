// `shouwang screen`: every rule over every household.

import ArgumentParser
import Assembly
import Columns
import Database
import Exchange
import Foundation
import Kernel
import Registry
import Rules
import Screening

struct ScreenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screen",
    abstract: "筛查：对每一户运行每一条规则 / run every rule over every household.",
    discussion: """
      结果写入数据库：命中、所依据的事实、各级区划的户数。--export 另写 masks.csv、rollup.csv、dq.csv。
      Findings, the facts behind them and the counts of all places are kept in the store.
      --files 不用数据库，另写 refused.csv / --files works without a store and writes refused.csv too.

      例 / examples:
        shouwang screen --store city.sqlite --as-of 2025-10-31
        shouwang screen --store city.sqlite --as-of 2025-10-31 --export out --rules my-rules
        shouwang screen --files data/city --as-of 2025-10-31 --export out
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var future: FutureOptions

  @Option(help: "监测日，默认今天 / the screening day, by default today.")
  var asOf: Day?

  @Option(help: ArgumentHelp("把结果写成 CSV 的目录 / a folder for the results as CSV.", valueName: "folder"))
  var export: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "不用数据库，直接筛查这些文件 / screen these files, without a store.", valueName: "paths"))
  var files: [String] = []

  @Flag(help: "在错误输出上报告各阶段用时 / tell how long each stage took.")
  var timings = false

  func validate() throws {
    guard files.isEmpty || store.store == nil else {
      throw ValidationError(
        "--files 不用数据库，不能与 --store 同用 / --files works without a store: leave out --store.")
    }
  }

  func run() throws {
    try answering(speech) {
      let day = try future.day(asOf, option: "--as-of")
      if !files.isEmpty { return try screenFiles(on: day) }
      let library = try rules.load()
      let database = try store.open()
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
        try ScreeningStore.save(result, by: Settings.act("screen"), as: nil, on: connection)
      }
      line.clear()
      tell(run, result, result.placeCounts())
    }
  }

  private func screenFiles(on day: Day) throws {
    let line = ProgressLine(speech.lang)
    defer { line.clear() }
    let stages = StageClock(isAsked: timings, speech.lang)
    let sheets = try ImportCommand.sheets(in: files).filter { !ImportCommand.isOlderLedger($0) }
    let screening = ScreenFiles(paths: sheets, rules: rules, day: day, stages: stages)
    let (bulk, result) = try screening.run { line.show($0(speech.lang)) }
    stages.begin(Text(zh: "汇总", en: "rolling up"))
    let counts = result.placeCounts()
    if let export {
      stages.begin(Text(zh: "写出", en: "exporting"))
      try makeFolder(export)
      try ScreenFiles.export(result, bulk, to: export)
    }
    stages.end()
    line.clear()
    if !speech.json { print(bulk.summary.table(speech.lang)) }
    tell(nil, result, counts)
  }

  private func tell(_ run: StoredRun?, _ result: ScreeningResult, _ counts: [PlaceCount]) {
    let cities = counts.filter { $0.place.level == .city }
    let (households, persons) = (result.city.householdCount, cities.reduce(0) { $0 + $1.persons })
    let hit = cities.reduce(0) { $0 + $1.hit }
    let candidates = cities.reduce(0) { $0 + $1.candidates }
    let byRule = result.library.rules.indices.map { result.hits($0).count }
    if speech.json {
      let rules = zip(result.library.rules, byRule).map { JSONText.quoted($0.name) + ":\($1)" }
      print(
        JSONText.object([
          "run": run.map { String($0.number) } ?? "null",
          "asOf": JSONText.quoted(result.city.asOf.description),
          "rules": JSONText.quoted(result.library.fingerprint),
          "households": String(households), "persons": String(persons), "hit": String(hit),
          "candidates": String(candidates), "findings": String(result.findingCount),
          "faults": String(result.faultCount),
          "byRule": "{" + rules.joined(separator: ",") + "}",
        ]))
      return
    }
    let heads = [Text(zh: "规则", en: "rule"), Text(zh: "命中户", en: "households")].map { $0(speech.lang) }
    let rows = zip(result.library.rules, byRule).map { ["\($0.code) \($0.title(speech.lang))", grouped($1)] }
    print(TextTable.render([heads] + rows), terminator: "")
    speech.say(
      Text(
        zh: "监测日 \(result.city.asOf)：\(grouped(households)) 户 \(grouped(persons)) 人（在世）；"
          + "有风险 \(grouped(hit)) 户，其中无排除项 \(grouped(candidates)) 户；无法判断 \(grouped(result.faultCount)) 处。",
        en:
          "As of \(result.city.asOf): \(grouped(households)) households, \(grouped(persons)) living persons; "
          + "\(grouped(hit)) at risk, \(grouped(candidates)) of them without an exclusion; "
          + "\(grouped(result.faultCount)) judgements lack data."))
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
