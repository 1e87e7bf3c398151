// `shouwang bench screening`: full runs, what-ifs and single households, timed on a store.

import ArgumentParser
import Database
import Kernel
import RuleValues
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
      let base = WhatIfBase(screener, try screener.run(over: city))
      for set in ["line=8700", "line=9000", "medical_cost_high=8000", "line=7000"] {
        let parts = set.split(separator: "=").map(String.init)
        let (answer, one) = try timed { try WhatIf.compare(base, overrides: [parts[0]: parts[1]]) }
        print(set, one.wall * 1e3, answer.lines.reduce(0) { $0 + $1.entering.count })
      }
      var live = try LiveScreening(screener, base.result)
      var times: [Double] = []
      for number in 0..<2_000 {
        let household = city.numbers[number * 577 % city.householdCount]
        let cells: [String: Value] = [
          "settle_date": RuleTime.value(Day("2025-10-15") ?? city.asOf), "hospital_level": .int(3),
          "kind": .string("I"), "total_cost": .int(2_000_000), "reimbursed": .int(800_000),
          "self_paid": .int(1_200_000),
        ]
        let change = CityChange.household(
          household, [RowChange("MedicalBill", key: 9_000_000_000, cells: cells)])
        let (_, one) = try timed { try live.apply(change) }
        times.append(one.wall * 1e3)
      }
      times.sort()
      print("live", times[1000], times[1980], live.changedCount)
      for _ in 0..<rounds {
        let (result, run) = try timed { try screener.run(over: city) }
        let (tally, roll) = timed { result.tally() }
        print(run.wall * 1e3, run.cpu * 1e3, roll.wall * 1e3, tally.counts.count)
      }
    }
  }
}
