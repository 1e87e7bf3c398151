// What a figure tells of days and of what stands behind it: past days, kept values, changes, ledgers.

import Access
import Database
import Figures
import Indicators
import Kernel
import Testing

@Suite struct FigureTellingTests {
  let town: FigureTown
  let office: Visitor

  init() throws {
    town = try FigureTown()
    try town.household(11, wages: [16_000, 24_000])
    try town.household(12, wages: [20_000, 30_000])
    try town.household(13, at: "530602001002001", wages: [12_000, 12_000])
    office = try town.visitor("city_office", at: "5306")
  }

  private func counted(_ path: String) async throws -> String {
    _ = try? await town.ask(path, as: office)
    town.finishWork()
    return try await town.ask(path, as: office)
  }

  @Test func aPastDayIsSaidToBeRenewedOnThePageAndInJSON() async throws {
    try town.screen()
    let path = "/figures?as-of=2025-09-29"
    #expect(try await counted(path + "&format=json").contains(#""renewing":false"#))
    try town.takeIn { try town.household(13, at: "530602001002001", wages: [30_000, 30_000]) }
    #expect(try await town.ask(path + "&format=json", as: office).contains(#""renewing":true"#))
    #expect(try await town.ask(path, as: office).contains("正在重新计算"))
    let one = "/figures/under7000?format=json&as-of=2025-09-29"
    #expect(try await town.ask(one, as: office).contains(#""renewing":true"#))
    town.finishWork()
    #expect(try await town.ask(path + "&format=json", as: office).contains(#""renewing":false"#))
    #expect(try await town.ask("/figures?format=json", as: office).contains(#""renewing":false"#))
  }

  @Test func whatTheRegisterKeepsAsItIsNowTellsNothingOfAPastDay() async throws {
    try town.screen()
    let now = try await town.ask("/figures/assuredRate?format=json", as: office)
    #expect(now.contains(#""computed":"100.00""#))
    let then = try await counted("/figures/assuredRate?format=json&as-of=2025-09-29")
    #expect(then.contains(#""computed":null"#) && then.contains(#""untold":"onlyNow""#))
    #expect(try await counted("/figures/assuredRate?as-of=2025-09-29").contains("登记册只保留现值，当日又没有存档"))
  }

  @Test func theTrendsAndThePageOfADayTellTheSameNumbers() async throws {
    for year in [2024, 2025] { try town.work(0, of: 11, year: year, outside: true) }
    try town.screen()
    let (day, city) = (try #require(Day("2025-09-30")), try FigureTown.code("5306"))
    let codes = Set(town.desk.book.indicators.map(\.code))
    func ask<Answer>(_ ask: (Connection) throws(Problem) -> Answer) throws -> Answer {
      try town.database.read { (connection) throws(Problem) in try ask(connection) }
    }
    func slice() throws -> FigureSlice? {
      try ask { (connection) throws(Problem) in
        try town.desk.slices(of: codes, on: [day], on: connection).slices[day]
      }
    }
    _ = try slice()
    town.finishWork()
    _ = try? ask { (connection) throws(Problem) in try town.desk.board(asOf: day, on: connection).board }
    town.finishWork()
    let trend = try #require(try slice())
    let page = try ask { (connection) throws(Problem) in
      try town.desk.board(asOf: day, on: connection).board
    }
    let briefing = try ask { (connection) throws(Problem) in
      try town.desk.settled(asOf: day, on: connection)
    }
    for indicator in town.desk.book.indicators {
      let value = page.value(indicator, at: city)
      #expect(trend.value(indicator.code, at: city) == value.exact, "\(indicator.code)")
      #expect(briefing.value(indicator, at: city) == value, "\(indicator.code)")
    }
    let now = try ask { (connection) throws(Problem) in try town.desk.live(on: connection).indicators.board }
    for code in ["assuredRate", "transferRateRural", "meanWorkMonths"] {
      #expect(now.value(try #require(now.book.indicator(code)), at: city).exact != nil, "\(code)")
      #expect(page.value(try #require(now.book.indicator(code)), at: city).untold == .onlyNow, "\(code)")
    }
  }

  @Test func beforeTheRegisterBeginsNothingIsTold() async throws {
    try town.screen()
    for path in ["/figures?as-of=1700-01-01", "/figures/under7000?as-of=2013-12-31&format=json"] {
      #expect(try await town.problem(path, as: office) == "figures.day.before", "\(path)")
    }
    #expect(try await town.problem("/figures?as-of=2014-01-01", as: office) == "figures.loading")
    let day = try #require(Day("1700-01-01"))
    let refused = #expect(throws: Problem.self) {
      try town.database.read { (connection) throws(Problem) in
        _ = try town.desk.settled(asOf: day, on: connection)
      }
    }
    #expect(refused?.code == "figures.day.before")
  }

  @Test func aDayThatWasKeptIsToldAsItWasKept() async throws {
    let day = try #require(Day("2025-09-29"))
    // Kept while it was the present.
    _ = try town.keep(day)
    try town.screen()
    try town.takeIn { try town.household(13, at: "530602001002001", wages: [30_000, 30_000]) }
    let path = "/figures/under7000?as-of=2025-09-29"
    let page = try await counted(path)
    for word in ["存档值", "按现在的登记重算", "2025-10-31 存档"] { #expect(page.contains(word), "\(word)") }
    let json = try await town.ask(path + "&format=json", as: office)
    #expect(json.contains(#""keptOn":"2025-10-31""#) && json.contains(#""computed":"1""#))
    let assured = try await town.ask("/figures/assuredRate?format=json&as-of=2025-09-29", as: office)
    #expect(assured.contains(#""computed":"100.00""#))
    // Of no day asked for, it is the present.
    let now = try await town.ask("/figures/under7000?format=json", as: office)
    #expect(now.contains(#""keptOn":null"#) && now.contains(#""computed":"0""#))
  }

  @Test func aChangeListsThoseWhoCameAndWent() async throws {
    for year in [2024, 2025] { try town.work(0, of: 11, year: year, outside: true) }
    try town.work(0, of: 12, year: 2025, outside: true)
    try town.work(1, of: 12, year: 2025, outside: true)
    try town.work(0, of: 13, year: 2024, outside: true)
    try town.work(0, of: 13, year: 2025, outside: false)
    try town.screen()
    let page = try await town.ask("/figures/newOutOfProvince", as: office)
    #expect(page.contains("赵120") && page.contains("+2") && page.contains("赵130") && page.contains("−1"))
    #expect(!page.contains("赵110"), "who was outside in both years moved nothing")
    let json = try await town.ask("/figures/newOutOfProvince?format=json", as: office)
    #expect(json.contains(#""computed":"1""#) && json.contains(#""households":2"#))
    let all = try await town.ask("/figures/outOfProvince", as: office)
    #expect(all.contains("赵110") && all.contains("赵120") && !all.contains("赵130"))
    // Who could work then is not known.
    let then = try await counted("/figures/newOutOfProvince?as-of=2025-10-15")
    #expect(then.contains("有哪些户无从得知") && !then.contains("赵120"))
  }

  @Test func aLedgerFigureListsItsRowsWithinThePlace() async throws {
    try town.ledger("entities", 1, at: "530602", [.int(0), .text("昭阳果业"), .text("A1"), .int(19_000), .null])
    try town.ledger(
      "entities", 2, at: "530602001002", [.int(0), .text("白坡<b>茶业"), .text("A2"), .int(19_000), .null])
    try town.ledger(
      "entities", 3, at: "530602001001", [.int(1), .text("红路合作社"), .text("A3"), .int(1), .null])
    // Ended before the day.
    try town.ledger(
      "entities", 4, at: "530602001001", [.int(0), .text("旧企业"), .text("A4"), .int(1), .int(9)])
    for record in 5..<70 {
      let name = "五十家之\(record)"
      try town.ledger(
        "entities", Int64(record), at: "530602001001", [.int(0), .text(name), .text("B"), .int(1), .null])
    }
    try town.screen()
    let page = try await town.ask("/figures/bindingFirms", as: office)
    #expect(page.contains("背后的台账条目") && page.contains("昭阳果业") && page.contains("五十家之5"))
    #expect(!page.contains("旧企业") && !page.contains("红路合作社") && !page.contains("白坡"))
    let second = try await town.ask("/figures/bindingFirms?page=2", as: office)
    #expect(second.contains("白坡&lt;b&gt;茶业") && !second.contains("昭阳果业"))
    let json = try await town.ask("/figures/bindingFirms?format=json", as: office)
    #expect(json.contains(#""ledger":"entities""#) && json.contains(#""ledgerRows":67"#))
    let village = try town.visitor("village", at: "530602001002")
    let own = try await town.ask("/figures/bindingFirms", as: village)
    #expect(own.contains("白坡&lt;b&gt;茶业") && !own.contains("昭阳果业") && !own.contains("五十家之"))
  }
}
