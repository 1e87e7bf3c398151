// `shouwang import`: files of the registry and the departments go in.

import ArgumentParser
import Assembly
import CarryOver
import Database
import Exchange
import Foundation
import Kernel
import Registry
import Sheets
import Synchronization

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "导入登记表和部门数据 / take registers and department feeds into the store.",
    discussion: """
      按表头识别文件：区划、农户、人口、部门数据和地方台账。坏行进入退回区（shouwang quarantine 查看），其余照常入库。
      Sheets are recognised by their columns; refused rows are kept in quarantine, the rest goes in.
      中断后再次运行同一命令即可继续；同一文件导入两次不会改变任何数据。
      After an interruption run the same command again; importing a file twice changes nothing.

      例 / examples:
        shouwang import --store city.sqlite files/
        shouwang import --store city.sqlite medical-2025-10.csv --dated 2025-10-31 --refresh
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var future: FutureOptions

  @Option(help: "数据所属日期，默认今天 / the day the files speak for, by default today.")
  var dated: Day?

  @Flag(help: "文件是所涉县的完整名册，名册中没有的记为消失 / the files are complete registers of the counties they name.")
  var complete = false

  @Flag(help: "小批导入后立即重新判断所涉农户 / screen the households concerned again at once (small imports).")
  var refresh = false

  @Option(help: .hidden)
  var chunk: Int = 20_000

  @Argument(help: "文件夹或 CSV 文件 / folders or CSV files.", completion: .file(extensions: ["csv"]))
  var paths: [String]

  func run() throws {
    try answering(speech) {
      var options = ImportOptions(dated: try future.day(dated, option: "--dated"))
      let files = withoutOlderLedgers(try ImportCommand.sheets(in: paths))
      options.isComplete = complete
      options.chunkRows = max(1, chunk)
      stopOnInterrupt()
      let line = ProgressLine(speech.lang)
      defer { line.clear() }
      let act = Settings.act("import")
      let ids = IDSource(seed: UInt64.random(in: 0...UInt64.max))
      let path = try store.path()
      if !FileManager.default.fileExists(atPath: path) {
        let first = FirstImport(
          act: act, as: nil, ids: ids, options: options, report: { line.show($0(speech.lang)) },
          shouldStop: { stopIsWished.load(ordering: .relaxed) })
        let whole = try first.run(
          files, store: path, migrations: StoreOptions.migrations, keys: store.newKeys(), asOf: options.dated)
        line.clear()
        if let whole { return try tell(whole, refresh ? try news(of: whole, in: store.open()) : nil) }
      }
      let database = try store.open(creating: true)
      let importer = Importer(
        database, act: act, as: nil, ids: ids, options: options, report: { line.show($0) },
        shouldStop: { stopIsWished.load(ordering: .relaxed) })
      let summary = try importer.run(files)
      line.clear()
      try tell(summary, refresh ? try news(of: summary, in: database) : nil)
    }
  }

  private func news(of summary: ImportSummary, in database: Database) throws -> ImportNews {
    try ImportRefresh(database, summary).run(rules.load(), isComplete: complete)
  }

  private func tell(_ summary: ImportSummary, _ news: ImportNews?) throws {
    if speech.json {
      print(news.map { summary.json.dropLast() + ",\"refresh\":" + $0.json + "}" } ?? summary.json)
    } else {
      print(summary.table(speech.lang), terminator: "")
    }
    guard !speech.json else {
      if !summary.problems.isEmpty { throw ExitCode(Problem.Kind.invalid.exitCode) }
      return
    }
    let refused = summary.total.refused
    if refused > 0 {
      speech.say(
        Text(
          zh: "退回 \(grouped(refused)) 行，原因和更正办法：shouwang quarantine",
          en: "\(grouped(refused)) rows were refused; why and what to do: shouwang quarantine"))
    }
    if let news { speech.say(news.words) }
    for problem in summary.problems { writeError(problem.message(speech.lang)) }
    if !summary.problems.isEmpty { throw ExitCode(Problem.Kind.invalid.exitCode) }
  }

  /// Whether a file is no sheet of the register but an older ledger of monitored households.
  static func isOlderLedger(_ path: String) -> Bool {
    guard let sheet = try? Sheet(path: path) else { return false }
    return CarryOver.fits(sheet)
  }

  /// The sheets without older ledgers, of which it is told where they go.
  private func withoutOlderLedgers(_ files: [String]) -> [String] {
    files.filter { path in
      guard ImportCommand.isOlderLedger(path) else { return true }
      writeError(
        Text(
          zh: "\(path) 是监测台账，请另外转入：shouwang episode carry-over \(path)",
          en: "\(path) is a ledger of monitored households: shouwang episode carry-over \(path)"
        )(speech.lang))
      return false
    }
  }

  /// The CSV files of folders and files, in order of path.
  /// **Problems**: `exchange.files.none`, `program.path.missing`.
  static func sheets(in paths: [String]) throws(Problem) -> [String] {
    var files: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Problem(
          "program.path.missing", .notFound, zh: "找不到 \(path)。", en: "There is no \(path).",
          details: ["path": path])
      }
      if isFolder.boolValue {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        files += names.filter { $0.lowercased().hasSuffix(".csv") }.sorted().map { path + "/" + $0 }
      } else {
        files.append(path)
      }
    }
    guard !files.isEmpty else {
      throw Problem(
        "program.files.none", .notFound, zh: "没有找到 CSV 文件：\(paths.joined(separator: " "))。",
        en: "No CSV files in \(paths.joined(separator: " ")).")
    }
    return files
  }
}
