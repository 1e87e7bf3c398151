// Spans of days, and the accounting year that ends with September.

import Kernel
import Testing

@Suite struct PeriodTests {
  @Test func aPeriodHoldsItsFirstAndItsLastDay() throws {
    let (first, last) = (try #require(Day("2024-10-01")), try #require(Day("2025-09-30")))
    let period = try #require(Period(from: first, through: last))
    #expect(period.contains(first) && period.contains(last))
    #expect(!period.contains(first.adding(days: -1)) && !period.contains(last.adding(days: 1)))
    #expect(period.dayCount == 365)
    #expect(period.description == "2024-10-01/2025-09-30")
  }

  @Test func oneDayIsAPeriod() throws {
    let day = try #require(Day("2025-10-31"))
    #expect(Period(from: day, through: day)?.dayCount == 1)
  }

  @Test func aPeriodDoesNotEndBeforeItBegins() throws {
    let day = try #require(Day("2025-10-31"))
    #expect(Period(from: day, through: day.adding(days: -1)) == nil)
  }

  @Test(arguments: [
    ("2025-09-29", 2024), ("2025-09-30", 2025), ("2025-10-31", 2025), ("2025-12-31", 2025),
    ("2026-01-01", 2025),
  ])
  func anAccountingYearIsClosedOnThe30thOfSeptember(_ day: String, _ year: Int) throws {
    let day = try #require(Day(day))
    #expect(AccountingYear(lastClosedOn: day) == AccountingYear(year))
  }

  @Test func anAccountingYearIsNamedAfterItsEnd() {
    let year = AccountingYear(2024)
    #expect(year.period.description == "2023-10-01/2024-09-30")
    #expect(year.period.dayCount == 366)
    #expect(year < AccountingYear(2025))
    #expect(year.description == "2024")
  }
}
