// `shouwang bench lists`: the lists and counts of clues and episodes, timed on a filled store.

import Access
import ArgumentParser
import Assembly
import Database
import Kernel
import Monitoring
import Registry
import Rules
import Screening

struct BenchListsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lists",
    abstract: "清单测速：线索、个案和计数 / lists and counts of clues and episodes, timed.",
    discussion: """
      先把上次筛查的结果转为线索，再写入各种状态的个案（虚构，会留在库中，请用副本），然后逐个清单计时。
      Makes clues of the last screening, fills in episodes of all states (made up, and kept: use a copy), and
      times list after list as the server asks for them. Use a release build.

      例 / example:
        shouwang bench lists --store copy.sqlite --episodes 55000
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "个案数 / how many episodes.")
  var episodes = 55_000

  @Option(help: "每个清单计时几次 / how often each list is timed.")
  var rounds = 9

  @Option(help: "种子 / the seed.")
  var seed: UInt64 = 1

  func validate() throws {
    guard rounds > 0, episodes >= 0 else { throw ValidationError("--rounds, --episodes") }
  }

  func run() throws {
    try answering(speech) {
      let library = try rules.load()
      let database = try store.open()
      let monitoring = try MonitoringDoor.monitoring(of: database, store: store)
      let (run, counties, known) = try database.read { (connection) throws(Problem) in
        (
          try ScreeningStore.lastRun(on: connection),
          try CountyStore.counties(of: "household", on: connection),
          try CountyStore.counties(of: "episode", on: connection)
        )
      }
      guard let run, !counties.isEmpty else { throw BenchListsCommand.noRun }
      var filling = ListsFilling(monitoring, today: Settings.today, seed: seed)
      let taken = try timed {
        try filling.take(run: run.number, counties, library, AdminDoor.act())
      }.elapsed
      if known.isEmpty { try filling.fill(counties, episodes: episodes) }
      let bench = try ListsBench(monitoring, counties, AdminDoor.roles(), AdminDoor.act(), rounds: rounds)
      print(speech.json ? bench.json(taken, filling) : bench.text(taken, filling, speech.lang))
    }
  }

  private static let noRun = Problem(
    "program.clue.noRun", .notFound, zh: "还没有筛查，请先运行 shouwang screen。",
    en: "Nothing was screened yet; run shouwang screen first.")
}
