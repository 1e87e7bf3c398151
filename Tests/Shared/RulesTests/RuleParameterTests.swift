// Parameters by county and date, overrides, and the words of values.

import Kernel
import RuleLanguage
import RuleValues
import Rules
import Testing

@Suite struct RuleParameterTests {
  static let line = """
    - name: line
      unit: yuan
      default: 8000
      from: [{date: 2026-01-01, value: 9000.50}, {date: 2025-01-01, value: 8700}]
      by_county:
        530627: 7000
        530629: [{date: 2025-07-01, value: 9200}]
      zh: 监测线
      en: monitoring line
    """

  @Test(
    arguments: [
      ("2024-12-31", nil, 800_000), ("2025-01-01", nil, 870_000), ("2025-12-31", nil, 870_000),
      ("2026-01-01", nil, 900_050), ("2020-01-01", 530_627, 700_000), ("2026-06-01", 530_627, 700_000),
      ("2025-06-30", 530_629, 870_000), ("2025-07-01", 530_629, 920_000), ("2025-07-01", 530_602, 870_000),
    ] as [(String, Int64?, Int64)])
  func theValueInForceDependsOnDayAndCounty(day: String, county: Int64?, fen: Int64) throws {
    let library = try RuleSample.library("parameters.yaml", "", RuleParameterTests.line)
    let values = try library.constants(asOf: #require(Day(day)), county: county)
    #expect(whole(values["line"]) == fen)
  }

  @Test(
    arguments: [
      ("2024-12-31", [530_627]), ("2025-06-30", [530_627]), ("2025-07-01", [530_627, 530_629]),
    ] as [(String, Set<Int64>)])
  func onlyCountiesThatDifferOnTheDayAreNamed(day: String, counties: Set<Int64>) throws {
    let library = try RuleSample.library("parameters.yaml", "", RuleParameterTests.line)
    #expect(library.countiesWithOwnParameters(asOf: try #require(Day(day))) == counties)
  }

  @Test func anOverrideIsReadInTheUnitOfTheParameterAndHoldsInEveryCounty() throws {
    let library = try RuleSample.library("parameters.yaml", "", RuleParameterTests.line)
    let day = try #require(Day("2025-10-31"))
    for county in [nil, 530_627] as [Int64?] {
      let values = try library.constants(
        asOf: day, county: county, overrides: ["line": "8600.5", "crowd": "7"])
      #expect(whole(values["line"]) == 860_050)
      #expect(whole(values["crowd"]) == 7)
    }
  }

  @Test func anUnknownOverrideIsRefusedWithTheNearestName() throws {
    let library = try RuleSample.library()
    let day = try #require(Day("2025-10-31"))
    do {
      _ = try library.constants(asOf: day, overrides: ["lines": "8700"])
      Issue.record("lines is no parameter")
    } catch {
      #expect(error.code == "screening.parameter.unknown")
      #expect(error.details["nearest"] == "line")
      #expect(error.message.zh == "没有参数“lines”，是否指 line？")
    }
  }

  @Test(arguments: ["-1", "8,700", "much", ""]) func anOverrideThatIsNoValueIsRefused(text: String) throws {
    let library = try RuleSample.library()
    let day = try #require(Day("2025-10-31"))
    do {
      _ = try library.constants(asOf: day, overrides: ["line": text])
      Issue.record("\(text) is no amount")
    } catch {
      #expect(error.code == "screening.parameter.badValue")
    }
  }

  @Test(arguments: [
    "from: [{date: 2025-01-01, value: 8700}, {date: 2025-01-01, value: 8800}]", "by_county: {53: 7000}",
    "by_county: {530627: much}", "from: {date: 2025-01-01}", "from: [{date: 2025-02-30, value: 1}]",
  ])
  func aBrokenValueIsRefused(entry: String) {
    let text = "- {name: line, unit: yuan, default: 8000, \(entry), zh: 线, en: line}"
    #expect(throws: RuleLibraryProblems.self) { try RuleSample.library("parameters.yaml", "", text) }
  }

  @Test(arguments: [("2025-09-29", 2024), ("2025-09-30", 2025), ("2025-10-31", 2025), ("2026-01-01", 2025)])
  func theIncomeYearIsTheLastOneClosed(day: String, year: Int64) throws {
    let values = try RuleSample.library().constants(asOf: #require(Day(day)))
    #expect(whole(values["income_year"]) == year)
  }

  @Test(
    arguments: [
      (.money, 800_000, "8,000 元", "8,000 yuan"), (.money, -123_450, "-1,234.50 元", "-1,234.50 yuan"),
      (.count, 12_345, "12,345", "12,345"), (.number, 2025, "2025", "2025"), (.percent, 30, "30%", "30%"),
      (.days, 1, "1 天", "1 day"), (.days, 30, "30 天", "30 days"), (.months, 3, "3 个月", "3 months"),
      (.persons, 1, "1 人", "1 person"), (.persons, 2, "2 人", "2 people"), (.age, 65, "65 周岁", "65 years"),
      (.years, 2, "2 年", "2 years"), (.grades, 2, "2 级", "2 grades"), (.grade, 2, "C", "C"),
      (.grade, -1, "不详", "not known"), (.date, 3, "不详", "not known"),
    ] as [(RuleDisplay, Int64, String, String)])
  func aNumberIsWrittenInItsFormat(display: RuleDisplay, number: Int64, zh: String, en: String) {
    #expect(display.text(.int(number), .zh) == zh)
    #expect(display.text(.int(number), .en) == en)
  }

  @Test func otherValuesAreWrittenInTheirFormat() throws {
    let day = try #require(Day("1969-12-31"))
    #expect(RuleDisplay.date.text(RuleTime.value(day), .zh) == "1969-12-31")
    #expect(RuleDisplay.bool.text(.bool(true), .zh) == "是")
    #expect(RuleDisplay.text.text(.string("旱"), .en) == "旱")
  }

  private func whole(_ value: Value?) -> Int64? {
    guard case .int(let number)? = value else { return nil }
    return number
  }
}
