// The arithmetic of periods: how they are written, where they begin and end, which one is the last.

import Briefings
import Kernel
import Testing

@Suite struct BriefingPeriodTests {
  @Test(arguments: [
    ("2022-12", BriefingCadence.month, "2022-12-01", "2022-12-31", "2022-11-30", "2022-11"),
    ("2024-02", .month, "2024-02-01", "2024-02-29", "2024-01-31", "2024-01"),
    ("2023-01", .month, "2023-01-01", "2023-01-31", "2022-12-31", "2022-12"),
    ("2022-M11-12", .two_months, "2022-11-01", "2022-12-31", "2022-10-31", "2022-M09-10"),
    ("2023-M01-02", .two_months, "2023-01-01", "2023-02-28", "2022-12-31", "2022-M11-12"),
  ])
  func aPeriodHasItsDays(
    text: String, cadence: BriefingCadence, first: String, last: String, dayBefore: String, before: String
  ) throws {
    let period = try #require(BriefingPeriod(text, cadence))
    #expect("\(period)" == text)
    #expect("\(period.first)" == first && "\(period.last)" == last)
    #expect("\(period.dayBefore)" == dayBefore && "\(period.before)" == before)
  }

  @Test(arguments: [
    ("2022-M12-01", BriefingCadence.two_months), ("2022-M02-03", .two_months), ("2022-M11-11", .two_months),
    ("2022-11", .two_months), ("2022-M13-14", .two_months), ("", .two_months), ("2022-M1-2", .two_months),
    ("2022-M11-12", .month), ("2022-13", .month), ("2022", .month), ("2022-1", .month), ("", .month),
    ("2022-12-31", .month), ("十二月", .month),
  ])
  func whatIsNoPeriodIsNotRead(text: String, cadence: BriefingCadence) {
    #expect(BriefingPeriod(text, cadence) == nil)
  }

  @Test(arguments: [
    ("2022-12-31", BriefingCadence.two_months, "2022-M11-12"), ("2022-12-30", .two_months, "2022-M09-10"),
    ("2023-01-31", .two_months, "2022-M11-12"), ("2023-01-31", .month, "2023-01"),
    ("2023-01-30", .month, "2022-12"), ("2024-02-29", .month, "2024-02"),
  ])
  func theLastOneHasEnded(day: String, cadence: BriefingCadence, period: String) throws {
    let day = try #require(Day(day))
    #expect("\(BriefingPeriod.lastEnded(cadence, by: day))" == period)
  }
}
