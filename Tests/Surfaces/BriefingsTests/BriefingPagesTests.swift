// The briefings without a socket: pages, files and JSON, for whom they are, and what is refused.

import Access
import Briefings
import Foundation
import Indicators
import Kernel
import Testing

@Suite struct BriefingPagesTests {
  let town: BriefingTown

  init() throws {
    town = try BriefingTown()
    let places = ["5306", "530602", "530621", "530602001", "530602002", "530602003", "530602001001"]
    for (day, shift) in [("2022-10-31", 0), ("2022-11-30", 5), ("2022-12-31", 10)] {
      var values: [String: [String: String]] = [:]
      for (index, place) in places.enumerated() {
        values[place] = [
          "monitoredHouseholds": "\(400 + index + shift)", "riskEliminationRate": "\(60 + index + shift)",
          "underWatchHouseholds": "\(120 - shift)", "perCapitaNetIncome": "\(13_000 + index * 10)",
          "transferRateOutOfPoverty": "88",
        ]
      }
      try town.keep(day, values)
    }
    try town.clue(1, at: "530602001001", opened: "2022-12-05", due: "2022-12-20")
  }

  @Test func thePageLinksEveryNumberAndDrawsItsCharts() async throws {
    let office = try town.visitor("city_office", at: "5306")
    let page = try await town.text("/briefings/dispatch/5306/2022-M11-12", as: office)
    for word in [
      "昭通市2022年11—12月防止返贫监测帮扶调度材料", "一、总体情况",
      "<a href=\"/figures/monitoredHouseholds?place=5306&amp;as-of=2022-12-31\">410户</a>", "较上期增加",
      "<svg", "数据来源", "问题清单", "href=\"/briefings/dispatch/5306/2022-M11-12.pdf\"", "2023-01-06存档值",
    ] {
      #expect(page.contains(word), "\(word)")
    }
    let english = try await town.text("/briefings/dispatch/5306/2022-M11-12?lang=en", as: office)
    #expect(english.contains("1. Overview") && english.contains("410 households"))
  }

  @Test(.enabled(if: OtherProgram.isThere("pdftotext")))
  func thePaperCanBeReadAndNamesItsSources() async throws {
    let office = try town.visitor("city_office", at: "5306")
    let file = try await town.ask("/briefings/dispatch/5306/2022-M11-12.pdf", as: office)
    #expect(file.type == "application/pdf")
    let text = try OtherProgram.output("pdftotext", ["-layout", "FILE", "-"], file.bytes)
      .replacing("\u{2060}", with: "")
    for word in ["防止返贫监测帮扶调度材料", "一、总体情况", "410户", "附件：数据来源表", "议定事项", "走势", "鲁甸县"] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(text.contains("⁽¹⁾"))
  }

  @Test(.enabled(if: OtherProgram.isThere("unzip")))
  func theWorkbookHasASheetATableAndOneOfSources() async throws {
    let county = try town.visitor("county_office", at: "530602")
    let file = try await town.ask("/briefings/judgement/530602/2022-12.xlsx", as: county)
    #expect(file.type.hasSuffix("spreadsheetml.sheet"))
    let book = try OtherProgram.output("unzip", ["-p", "FILE", "xl/workbook.xml"], file.bytes)
    for name in ["正文", "主要指标", "各地风险消除率", "问题清单", "数据来源"] {
      #expect(book.contains("name=\"\(name)"), "\(name): \(book)")
    }
    let sheet = try OtherProgram.output("unzip", ["-p", "FILE", "xl/worksheets/sheet2.xml"], file.bytes)
    #expect(sheet.contains("<v>411</v>"), "numbers are numbers")
  }

  @Test func aPeriodAfterTheLastDataSaysSoAtItsHead() async throws {
    let office = try town.visitor("city_office", at: "5306")
    let path = "/briefings/dispatch/5306/2022-M11-12"
    #expect(!(try await town.text(path, as: office).contains("数据截至")))
    #expect(try await town.text(path + ".json", as: office).contains(#""dataUntil":null"#))
    try town.screen("2022-12-31")
    #expect(!(try await town.text(path, as: office).contains("数据截至")))
    try town.screen("2022-11-20")
    let page = try await town.text(path, as: office)
    #expect(page.contains("数据截至 2022-11-20") && page.contains("早于本期末 2022-12-31"))
    let json = try await town.text(path + ".json", as: office)
    #expect(json.contains(#""dataUntil":"2022-11-20""#) && json.contains("数据截至 2022-11-20，早于本期末"))
    #expect(try town.briefing("dispatch", of: "5306", "2022-M11-12").plain.contains("数据截至 2022-11-20"))
    guard OtherProgram.isThere("pdftotext") else { return }
    let file = try await town.ask(path + ".pdf", as: office)
    #expect(
      try OtherProgram.output("pdftotext", ["-layout", "-l", "1", "FILE", "-"], file.bytes)
        .contains("数据截至 2022-11-20"))
  }

  @Test func aNumberWhosePageIsOfTodaySaysSo() async throws {
    let office = try town.visitor("city_office", at: "5306")
    let page = try await town.text("/briefings/dispatch/5306/2022-M11-12", as: office)
    #expect(page.contains("1条</a><small class=\"hint\">（链接为今日清单）"))
    #expect(page.contains("as-of=2022-12-31\">410户</a>") && !page.contains("410户</a><small"))
    let json = try await town.text("/briefings/dispatch/5306/2022-M11-12.json", as: office)
    #expect(json.contains(#""pageIsOfToday":true"#) && json.contains(#""pageIsOfToday":false"#))
  }

  @Test func programsGetTheSame() async throws {
    let county = try town.visitor("county_office", at: "530602")
    let json = try await town.text("/briefings/judgement/530602/2022-12.json", as: county)
    #expect(json.contains(#""period":"2022-12""#) && json.contains(#""asOf":"2022-12-31""#))
    #expect(json.contains(#""code":"cluesLate""#) && json.contains("/clues?place=530602"))
  }

  @Test func nobodySeesBeyondTheirPlaceOrBusiness() async throws {
    let county = try town.visitor("county_office", at: "530602")
    for path in ["dispatch/5306/2022-M11-12", "judgement/530621/2022-12", "judgement/530699/2022-12"] {
      let problem = try await town.problem("/briefings/\(path)", as: county)
      #expect(problem == "briefings.place.unknown", "\(path)")
    }
    #expect(try await town.problem("/briefings?place=530621", as: county) == "briefings.place.unknown")
    #expect(
      try await town.problem("/briefings/dispatch/530602/2022-M11-12", as: county)
        == "briefings.kind.unknown")
    let medical = try town.visitor("county_department", at: "530602", subject: "medical")
    for kind in ["judgement", "analysisEmployment", "nothing"] {
      #expect(
        try await town.problem("/briefings/\(kind)/530602/2022-12", as: medical) == "briefings.kind.unknown",
        "\(kind)")
    }
    let own = try await town.text("/briefings/analysisMedical/530602/2022-12", as: medical)
    #expect(own.contains("医保卫健部门") && own.contains("预警推送和核实反馈"))
    let list = try await town.text("/briefings", as: medical)
    #expect(list.contains("医保卫健月度分析") && !list.contains("月度研判表") && !list.contains("就业务工"))
    let village = try town.visitor("village", at: "530602001001")
    #expect(try await town.text("/briefings", as: village).contains("您所在的层级没有这类材料"))
  }

  @Test func whoSeesNoHouseholdIsToldNothingOfSingleVillages() async throws {
    let township = try town.visitor("township", at: "530602001")
    let secretary = try town.visitor("party_secretary", at: "530602001")
    let path = "/briefings/judgement/530602001/2022-12"
    #expect(try await town.text(path, as: township).contains("红路村"))
    for form in ["", ".json"] {
      let told = try await town.text(path + form, as: secretary)
      #expect(told.contains("北闸镇") && !told.contains("红路村") && !told.contains("530602001001"))
    }
  }

  @Test func aFigureThatIsNoneOfADepartmentsBusinessIsNoLink() async throws {
    let medical = try town.visitor("county_department", at: "530602", subject: "medical")
    let page = try await town.text("/briefings/analysisMedical/530602/2022-12", as: medical)
    let book = try BriefingTown.figures()
    for part in page.components(separatedBy: "href=\"/figures/").dropFirst() {
      let code = String(part.prefix { $0 != "?" && $0 != "\"" })
      #expect(book.isBusiness(code, of: medical.subject), "\(code)")
    }
  }

  @Test func theListHasTheLastPeriodsAndThePlacesBelow() async throws {
    let office = try town.visitor("city_office", at: "5306")
    let list = try await town.text("/briefings", as: office)
    for word in ["2022-M11-12", "2022-M09-10", "双月调度材料", "就业务工月度分析", "/briefings?place=530602"] {
      #expect(list.contains(word), "\(word)")
    }
    #expect(!list.contains("judgement/5306"))
    let county = try await town.text("/briefings?place=530602", as: office)
    #expect(county.contains("/briefings/judgement/530602/2022-12") && county.contains("北闸镇"))
  }

  @Test func periodsThatCannotBeToldAreRefused() async throws {
    let office = try town.visitor("city_office", at: "5306")
    for (path, code) in [
      ("dispatch/5306/2022-11", "briefings.period.unreadable"),
      ("dispatch/5306/2022-M12-01", "briefings.period.unreadable"),
      ("analysisMedical/5306/2023-01", "briefings.period.open"),
      ("dispatch/5306/2023-M01-02", "briefings.period.open"),
      // Neither kept nor counted yet.
      ("dispatch/5306/2022-M05-06", "briefings.figures.loading"),
    ] {
      #expect(try await town.problem("/briefings/\(path)", as: office) == code, "\(path)")
    }
  }
}
