// `shouwang bench screening`: full runs, what-ifs and single households, timed on a store.

import ArgumentParser
import Assembly
import Database
import Kernel
import Rules
import Screening

struct BenchScreeningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screening",
    abstract: "筛查测速：全市重筛、试算、单户变化 / full runs, what-ifs and single households, timed.",
    discussion: """
      城市只读取一次，之后的数字都不含读取。加 --write 时还在数据库里重新判断单户：新增的医疗记录留在库中，
      请用副本。正式数字请用发布版程序测。
      The city is read once; no figure contains that. With --write single households are refreshed in the
      store too, which keeps the added bills: use a copy. Use a release build.

      例 / examples:
        shouwang bench screening --store city.sqlite --as-of 2025-10-31 --json
        shouwang bench screening --store copy.sqlite --write --oracle 20000
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "监测日，默认为最近一次筛查的监测日 / the day, by default that of the last screening.")
  var asOf: Day?

  @Option(help: "全市重筛和试算的轮次 / rounds of full runs and what-ifs.")
  var rounds = 9

  @Option(help: "单户变化的户数 / households that change, one after the other.")
  var households = 2_000

  @Option(help: "选取农户的种子 / the seed by which households are chosen.")
  var seed: UInt64 = 1

  @Flag(help: "也在数据库里逐户重新判断（会写入） / also refresh single households in the store, which is written.")
  var write = false

  @Option(
    help: ArgumentHelp(
      "抽查多少户：逐户解释与按列结果对照 / households judged by the plain interpreter too.", valueName: "count"))
  var oracle = 0

  func validate() throws {
    guard rounds > 0, households > 0, oracle >= 0 else {
      throw ValidationError("轮次和户数应大于 0 / rounds and households are above 0.")
    }
  }

  func run() throws {
    try answering(speech) {
      let library = try rules.load()
      let database = try store.open()
      let day = try database.read { (connection) throws(Problem) in
        try ScreeningStore.lastRun(on: connection)?.asOf
      }
      let (city, loading) = try timed {
        try database.read { (connection) throws(Problem) in
          try CitySnapshotStore.load(
            asOf: asOf ?? day ?? Settings.today, beside: database.path, on: connection
          ).city
        }
      }
      var bench = try ScreeningBench(Screener(library), city, seed: seed, loading: loading)
      try bench.fullRuns(rounds)
      try bench.whatIfs(rounds)
      if oracle > 0 { try bench.compareWithOracle(oracle) }
      try bench.singleHouseholds(households)
      if write { try bench.inStore(database, households) }
      print(speech.json ? bench.json : bench.text(speech.lang))
      if bench.differing > 0 { throw ExitCode.failure }
    }
  }
}
