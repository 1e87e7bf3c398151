// The rhythms of work: periods by day, their names, and days that are worked.

import Kernel
import Testing

@Suite struct RhythmTests {
  private func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("a day of a test is a day, not \(text)") }
    return day
  }

  @Test func aMonthHasThreeTimesTenDays() {
    for (on, key, text, last) in [
      ("2023-05-01", "2023-05/上旬", "2023-05-x1", "2023-05-10"),
      ("2023-05-20", "2023-05/中旬", "2023-05-x2", "2023-05-20"),
      ("2023-05-21", "2023-05/下旬", "2023-05-x3", "2023-05-31"),
      ("2024-02-29", "2024-02/下旬", "2024-02-x3", "2024-02-29"),
      ("2023-02-28", "2023-02/下旬", "2023-02-x3", "2023-02-28"),
    ] {
      let period = Rhythm.xun.period(containing: day(on))
      #expect(period.key == key && "\(period)" == text && period.last == day(last), "\(on)")
      #expect(WorkPeriod(key) == period && WorkPeriod(text) == period)
    }
    #expect(Rhythm.xun.periods(from: day("2023-01-01"), through: day("2023-12-31")).count == 36)
  }

  @Test func twoMonthsBeginWithAnOddOne() {
    let period = Rhythm.twoMonths.period(containing: day("2023-04-07"))
    #expect(period.key == "2023-M03-04" && period.first == day("2023-03-01"))
    #expect(period.last == day("2023-04-30") && WorkPeriod("2023-M03-04") == period)
    #expect("\(period.previous)" == "2023-M01-02" && "\(period.next.next.next.next.next)" == "2024-M01-02")
    #expect(Rhythm.twoMonths.periods(from: day("2023-01-01"), through: day("2023-12-31")).count == 6)
  }

  @Test func whatIsNoPeriodIsRead() {
    for text in [
      "", "2023", "2023-13", "2023-05-x4", "2023-05-x0", "2023-05/旬", "2023-M04-05", "2023-M3-04", "x",
    ] {
      #expect(WorkPeriod(text) == nil, "\(text)")
    }
    #expect(WorkPeriod("2023-05-07")?.rhythm == .day && WorkPeriod("2023-05")?.rhythm == .month)
  }

  @Test func weekendsRestUnlessANoticeMovesWorkThere() {
    let calendar = WorkCalendar(
      years: [2026], holidays: [day("2026-10-01"), day("2026-10-02")],
      workdays: [day("2026-10-10")])
    #expect(!calendar.isWorked(day("2026-10-01")) && calendar.isWorked(day("2026-10-10")))
    #expect(!calendar.isWorked(day("2026-10-11")) && calendar.isWorked(day("2026-10-12")))
    #expect(calendar.workday(from: day("2026-10-01")) == day("2026-10-05"))
    #expect(WorkCalendar.isWeekend(day("1969-12-28")) && !WorkCalendar.isWeekend(day("1970-01-01")))
  }
}
