// Figures follow imports: a few rows at once, many beside requests, always as a new count has them.

import Access
import Database
import Figures
import Indicators
import Kernel
import Testing

/// Numbers that are the same in every run.
private struct Chance {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}

@Suite struct FiguresFollowTests {
  let town: FigureTown
  let office: Visitor

  init() throws {
    town = try FigureTown()
    try town.household(11, wages: [16_000, 24_000])
    try town.household(12, wages: [20_000, 30_000])
    try town.household(13, at: "530602001002001", wages: [12_000, 12_000])
    try town.screen()
    office = try town.visitor("city_office", at: "5306")
  }

  @Test(arguments: 1...4)
  func aSmallImportIsFollowedWithoutTheCityBeingReadAgain(seed: Int) throws {
    var chance = Chance(UInt64(seed))
    let groups = ["530602001001001", "530602001002001"]
    #expect(try town.isAsCountedAnew())
    for round in 0..<12 {
      try town.takeIn {
        for _ in 0...chance.below(4) {
          // New ones among them, others that move, and members that come.
          try town.household(
            Int64(11 + chance.below(9)), at: groups[chance.below(2)],
            wages: [Int64(chance.below(40)) * 1_000, Int64(chance.below(40)) * 1_000],
            members: 1 + chance.below(3), isMonitored: chance.below(3) > 0)
        }
      }
      #expect(try town.isAsCountedAnew(), "seed \(seed), round \(round)")
    }
    #expect(town.loadCount == 1)
  }

  @Test func manyChangesAreCountedBesideRequestsAndTheOldNumbersShownMeanwhile() async throws {
    #expect(try await town.ask("/figures/under7000", as: office).contains("赵130"))
    try town.takeIn {
      for number in 20..<70 { try town.household(Int64(number), wages: [2_000, 2_000]) }
    }
    let old = try await town.ask("/figures/under7000", as: office)
    #expect(old.contains("赵130") && !old.contains("赵200") && old.contains("正在重新计算"))
    town.finishWork()
    let new = try await town.ask("/figures/under7000", as: office)
    #expect(new.contains("赵200") && !new.contains("正在重新计算"))
    #expect(try town.isAsCountedAnew() && town.loadCount == 1)
  }

  @Test(arguments: ["complete", "regions", "projects"])
  func whatIsNoMatterOfSingleHouseholdsHasTheCityReadAgain(what: String) async throws {
    _ = try await town.ask("/figures", as: office)
    try town.takeIn(what == "complete" ? "households" : what, isComplete: what == "complete") {
      try town.household(13, at: "530602001002001", wages: [12_000, 30_000])
    }
    #expect(try await town.ask("/figures/under7000", as: office).contains("赵130"))
    town.finishWork()
    #expect(try await town.ask("/figures/under7000", as: office).contains("没有户计入这项指标"))
    #expect(try town.isAsCountedAnew() && town.loadCount == 2)
  }

  @Test func aChangeThatNamesNoHouseholdHasTheCityReadAgain() async throws {
    _ = try await town.ask("/figures", as: office)
    try town.note("person.correct", household: 13, at: try FigureTown.code("530602"))
    #expect(try town.isAsCountedAnew() && town.loadCount == 1)
    try town.database.write { (connection) throws(Problem) in
      let act = Act(actor: "local:root", at: FigureTown.start, request: "correct")
      _ = try Door.run(
        Command("person.correct", permission: nil, body: "x"), by: act, as: nil, county: 0, on: connection
      ) { _ in Outcome(subject: "x") }
    }
    #expect(try !town.isAsCountedAnew())
    town.finishWork()
    #expect(try town.isAsCountedAnew() && town.loadCount == 2)
  }

  @Test func householdsOfAPastDayAreListed() async throws {
    let path = "/figures/perCapitaNetIncome?as-of=2025-09-29"
    #expect(try await town.problem(path, as: office) == "figures.loading")
    town.finishWork()
    let page = try await town.ask(path, as: office)
    #expect(page.contains("赵110") && page.contains("赵130"))
    let village = try town.visitor("village", at: "530602001001")
    let own = try await town.ask(path, as: village)
    #expect(own.contains("赵110") && !own.contains("赵130"))
  }

  @Test func whoMovedAwaySinceIsNotNamedToThoseWhoSeeThemNoMore() async throws {
    try town.takeIn { try town.household(11, at: "530602001002001", wages: [16_000, 24_000]) }
    let path = "/figures/perCapitaNetIncome?as-of=2025-09-29"
    _ = try await town.problem(path, as: office)
    town.finishWork()
    let village = try town.visitor("village", at: "530602001001")
    #expect(!(try await town.ask(path, as: village).contains("赵110")))
  }

  @Test func theEndsOfMonthsAreCountedOneAfterAnother() throws {
    let days = ["2025-07-31", "2025-08-31", "2025-09-30"].compactMap { Day($0) }
    func slices() throws -> (slices: [Day: FigureSlice], renewing: Set<Day>) {
      try town.database.read { (connection) throws(Problem) in
        try town.desk.slices(of: ["under7000", "transferRateOutOfPoverty"], on: days, on: connection)
      }
    }
    #expect(try slices().slices.isEmpty)
    for _ in days { town.finishWork() }
    let (found, renewing) = try slices()
    #expect(renewing.isEmpty)
    #expect(found.keys.sorted() == days)
    let village = try FigureTown.code("530602001002")
    // Two people with 12,000 yuan in 2024, and in 2025.
    #expect(found[days[0]]?.value("under7000", at: village) == Fraction(1))
    // Who can work is known as it is now only.
    #expect(found[days[0]]?.value("transferRateOutOfPoverty", at: village) == nil)
    // The register moves on: what was counted is told, and said to be renewed.
    try town.takeIn { try town.household(13, at: "530602001002001", wages: [20_000, 12_000]) }
    let old = try slices()
    #expect(old.slices[days[0]]?.value("under7000", at: village) == Fraction(1))
    #expect(old.renewing == Set(days))
    for _ in days { town.finishWork() }
    let new = try slices()
    #expect(new.slices[days[0]]?.value("under7000", at: village) == Fraction(0))
    #expect(new.renewing.isEmpty)
  }
}
