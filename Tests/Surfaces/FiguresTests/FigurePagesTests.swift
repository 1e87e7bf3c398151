// The pages of the figures without a socket: what they show, to whom, and how they follow a household.

import Access
import Database
import Figures
import Foundation
import Indicators
import Kernel
import Testing

@Suite struct FigurePagesTests {
  let town: FigureTown

  init() throws {
    town = try FigureTown()
    // 12,000 and 15,000 yuan a head, and 6,000 in the other village.
    try town.household(11, wages: [16_000, 24_000])
    try town.household(12, wages: [20_000, 30_000])
    try town.household(13, at: "530602001002001", wages: [12_000, 12_000])
    try town.household(14, wages: [90_000, 90_000], isMonitored: false)
    try town.screen()
  }

  @Test func theListHasEveryFigureWithItsValueOrTheReason() async throws {
    let office = try town.visitor("city_office", at: "5306")
    let page = try await town.ask("/figures", as: office)
    for word in ["风险消除率", "人均纯收入", "11,000", "13,233", "不符", "尚未导入所需台账", "2022-12-31"] {
      #expect(page.contains(word), "\(word)")
    }
    let village = try town.visitor("village", at: "530602001001")
    let own = try await town.ask("/figures?lang=en", as: village)
    #expect(own.contains("13,500") && !own.contains("11,000"))
    #expect(!own.contains("Published"), "nothing was published of a village")
  }

  @Test func aFigureTellsItsFormulaItsPartsAndItsHouseholds() async throws {
    let office = try town.visitor("county_office", at: "530602")
    let page = try await town.ask("/figures/perCapitaNetIncome?place=530602001", as: office)
    for word in ["家庭纯收入之和", "红路村", "白坡村", "13,500", "6,000", "赵110", "赵130", "M008"] {
      #expect(page.contains(word), "\(word)")
    }
    let floor = try await town.ask("/figures/under7000", as: office)
    #expect(floor.contains("赵130") && !floor.contains("赵110"))
    let none = try await town.ask("/figures/under7000?place=530602001001", as: office)
    #expect(none.contains("没有户计入这项指标"))
  }

  @Test func nobodySeesBeyondTheirPlaceOrBusiness() async throws {
    let village = try town.visitor("village", at: "530602001001")
    let page = try await town.ask("/figures/perCapitaNetIncome", as: village)
    #expect(page.contains("赵110") && !page.contains("赵130") && !page.contains("白坡村"))
    for place in ["530602001002", "5306", "530699"] {
      #expect(try await town.problem("/figures?place=\(place)", as: village) == "figures.place.unknown")
      #expect(
        try await town.problem("/figures/under7000?place=\(place)", as: village) == "figures.place.unknown")
    }
    let medical = try town.visitor("county_department", at: "530602", subject: "medical")
    let list = try await town.ask("/figures", as: medical)
    #expect(!list.contains("人均纯收入增幅") && list.contains("易地搬迁群众"))
    #expect(try await town.problem("/figures/perCapitaNetIncome", as: medical) == "figures.subject")
    #expect(!(try await town.ask("/figures/relocatedPersons", as: medical).contains("背后的户")))
  }

  @Test func aDepartmentSeesNoFigureOfASingleVillageOrGroup() async throws {
    let medical = try town.visitor("county_department", at: "530602", subject: "medical")
    let secretary = try town.visitor("party_secretary", at: "530602001")
    for post in [medical, secretary] {
      for place in ["530602001001", "530602001001001"] {
        for path in ["/figures?place=\(place)", "/figures/relocatedPersons?place=\(place)"] {
          #expect(try await town.problem(path, as: post) == "figures.place.few")
          #expect(try await town.problem(path + "&format=json", as: post) == "figures.place.few")
        }
      }
      // Nor among the parts of a township, which are its villages.
      let page = try await town.ask("/figures/relocatedPersons?place=530602001", as: post)
      let json = try await town.ask("/figures/relocatedPersons?place=530602001&format=json", as: post)
      #expect(page.contains("北闸镇") && !page.contains("红路村") && !page.contains("530602001001"))
      #expect(json.contains(#""parts":[]"#))
    }
    let township = try town.visitor("township", at: "530602001")
    #expect(try await town.ask("/figures/relocatedPersons", as: township).contains("红路村"))
  }

  @Test func aChangedHouseholdMovesItsFiguresWithoutTheCityBeingReadAgain() async throws {
    let office = try town.visitor("city_office", at: "5306")
    #expect(try await town.ask("/figures/under7000", as: office).contains("赵130"))
    #expect(town.loadCount == 1)
    try town.household(13, at: "530602001002001", wages: [12_000, 30_000])
    try town.touch(13)
    let page = try await town.ask("/figures/under7000", as: office)
    #expect(page.contains("没有户计入这项指标"))
    #expect(try await town.ask("/figures/perCapitaNetIncome", as: office).contains("14,000"))
    #expect(town.loadCount == 1)
  }

  @Test func whatMovedAFigureIsListedForWhoSeesAllOfThePlace() async throws {
    let office = try town.visitor("city_office", at: "5306")
    #expect(try await town.ask("/figures/under7000", as: office).contains("上月以来没有相关的导入"))
    let county = try FigureTown.code("530602")
    let village = try FigureTown.code("530602001002")
    try town.note("episode.announce", household: 13, at: village)
    try town.note("episode.announce", household: 11, at: try FigureTown.code("530602001001"))
    try town.note("visit.record", household: 13, at: county)
    let page = try await town.ask("/figures/monitoredHouseholds", as: office)
    #expect(page.components(separatedBy: "episode.announce").count == 3 && !page.contains("visit.record"))
    #expect(!(try await town.ask("/figures/under7000", as: office).contains("episode.announce")))
    let own = try town.visitor("village", at: "530602001002")
    let mine = try await town.ask("/figures/monitoredHouseholds", as: own)
    #expect(mine.contains("/households/530602/13") && !mine.contains("/households/530602/11"))
    let medical = try town.visitor("county_department", at: "530602", subject: "medical")
    let theirs = try await town.ask("/figures/monitoredHouseholds", as: medical)
    #expect(!theirs.contains("episode.announce"))
  }

  @Test func aPastDayIsCountedAsItWas() async throws {
    let office = try town.visitor("city_office", at: "5306")
    // The year 2025 was not closed yet.
    let path = "/figures/perCapitaNetIncome?as-of=2025-09-29"
    #expect(try await town.problem(path, as: office) == "figures.loading")
    town.finishWork()
    let page = try await town.ask(path, as: office)
    #expect(page.contains("截至 2025-09-29") && page.contains("8,000"))
    #expect(page.contains("登记册只保留现值") && page.contains("赵110"))
    #expect(try await town.problem("/figures?as-of=2031-01-01", as: office) == "figures.day.future")
    #expect(try await town.problem("/figures?as-of=soon", as: office) == "pages.address.parameter")
  }

  @Test func figuresThatWereKeptAreATrend() async throws {
    let office = try town.visitor("city_office", at: "5306")
    #expect(!(try await town.ask("/figures/perCapitaNetIncome", as: office).contains("历次存档")))
    let count = try town.keep()
    // The city, the county, the township and two villages.
    #expect(count == 5 * town.desk.book.indicators.count)
    #expect(try town.keep() == count)
    let page = try await town.ask("/figures/perCapitaNetIncome", as: office)
    #expect(page.contains("历次存档") && page.contains("<time>2025-10-31</time>"))
    let journal = try town.database.read { (connection) throws(Problem) in
      try JournalStore.entries(on: connection).map(\.action)
    }
    #expect(journal.filter { $0 == "figure.keep" }.count == 2)
    // Keeping changes nothing of the register: the city in memory stays right.
    _ = try await town.ask("/figures", as: office)
    #expect(town.loadCount == 1)
  }

  @Test func theSameNumbersComeAsJSON() async throws {
    let office = try town.visitor("city_office", at: "5306")
    let list = try await town.ask("/figures?format=json&lang=en", as: office)
    #expect(list.contains(#""code":"perCapitaNetIncome""#) && list.contains(#""computed":"11000""#))
    #expect(list.contains(#""difference":"-2233""#) && list.contains(#""untold":"noRows""#))
    let one = try await town.ask("/figures/under7000?format=json", as: office)
    #expect(one.contains(#""households":1"#) && one.contains(#""place":"530602""#) && !one.contains("赵130"))
  }

  @Test func anUnknownFigureNamesTheNearest() async throws {
    let office = try town.visitor("city_office", at: "5306")
    #expect(try await town.problem("/figures/under700", as: office) == "indicators.unknown")
  }

  @Test func beforeAnyScreeningThereIsNothingToShow() async throws {
    let empty = try FigureTown()
    let office = try empty.visitor("city_office", at: "5306")
    #expect(try await empty.problem("/figures", as: office) == "screening.run.none")
  }
}
