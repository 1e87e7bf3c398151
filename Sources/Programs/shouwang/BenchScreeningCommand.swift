// `shouwang bench screening`: full runs, what-ifs and single households, timed on a store.

import ArgumentParser
import Database
import Kernel
import Rules
import Screening

struct BenchScreeningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screening",
    abstract: "筛查测速：全市重筛、试算、单户变化 / full runs, what-ifs and single households, timed.",
    discussion: """
      数据库只读，不会改变。正式数字请用发布版程序测。
      The store is only read. Use a release build.

      例 / examples:
        shouwang bench screening --store city.sqlite --as-of 2025-10-31 --json
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "监测日，默认为最近一次筛查的监测日 / the day, by default that of the last screening.")
  var asOf: Day?

  @Option(help: "全市重筛和试算的轮次 / rounds of full runs and what-ifs.")
  var rounds = 9

  func run() throws {
    try answering(speech) {
      let library = try rules.load()
      let database = try store.open()
      let city = try database.read { (connection) throws(Problem) -> City in
        let last = try ScreeningStore.lastRun(on: connection)?.asOf
        return try CityStore.load(.everything, asOf: asOf ?? last ?? Settings.today, on: connection)
      }
      let screener = try Screener(library)
      for _ in 0..<rounds {
        let (result, run) = try timed { try screener.run(over: city) }
        let (tally, roll) = timed { result.tally() }
        print(run.wall * 1e3, run.cpu * 1e3, roll.wall * 1e3, tally.counts.count)
      }
    }
  }
}
