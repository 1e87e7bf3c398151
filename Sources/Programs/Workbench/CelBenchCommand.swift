// `shouwang cel bench`: how fast the rule language runs, row by row and by columns.

import ArgumentParser
import Assembly
import Foundation
import Kernel

struct CelBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "测速：五条规则，合成家庭 / five rules over synthetic households, timed.",
    discussion: """
      逐户计算和按列计算各测一遍；找出的户数不同则以退出码 1 结束。正式数字请用发布版程序测。
      Rows and columns are timed; if they do not find the same, the exit code is 1. Use a release build.

      例 / examples:
        shouwang cel bench --households 100000 --seed 1
        shouwang cel bench --households 100000 --export households.jsonl --json
        shouwang cel bench --rules
      """)

  @OptionGroup var speech: SpeechOptions

  @Option(help: "户数 / how many households.")
  var households = 100_000

  @Option(help: "种子 / the seed.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp("把同样的家庭写成 JSON 行 / write the same households as JSON lines.", valueName: "file"))
  var export: String?

  @Flag(help: "只以 JSON 列出五条规则 / only list the five rules as JSON.")
  var rules = false

  func validate() throws {
    guard 1...5_000_000 ~= households else {
      throw ValidationError("--households 应在 1 至 5000000 之间 / --households lies between 1 and 5000000.")
    }
  }

  func run() throws {
    guard !rules else { return print(BenchRules.json) }
    try answering(speech) {
      let run = try BenchRun(count: households, seed: seed)
      if let export { try run.export(to: export) }
      let cores = ProcessInfo.processInfo.activeProcessorCount
      let ways = [try run.rowByRow(), run.byColumns(), run.byColumns(threads: cores)]
      let report = BenchReport(run: run, seed: seed, cores: cores, ways: ways)
      print(speech.json ? report.json : report.text(speech.lang))
      if !report.agrees { throw ExitCode.failure }
    }
  }
}
