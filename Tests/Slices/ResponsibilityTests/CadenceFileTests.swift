// The files of duties: what they say, and what is refused with its line.

import Foundation
import Kernel
import Responsibility
import Testing

@Suite struct CadenceFileTests {
  private static let calendar = """
    2026:
      source: notice
      holidays: [2026-10-01..2026-10-07]
      workdays: [2026-10-10]
    """

  private static let daily = """
    nil_words: [无]
    duties:
      daily_report:
        title: { zh: 日报, en: report }
        level: group
        by: [group_head]
        every: day
        product: daily_report
        due: { after_end: 0, time: "20:00" }
        rest: every_day
        row: 3
        hears: { late: village, row: township }
        open_days: 31
    """

  private func book(_ cadence: String = daily, calendar: String = calendar) throws(Problem) -> CadenceBook {
    try CadenceBook(
      cadence: cadence, calendar: calendar, deliberation: DutyTown.file("deliberation.yaml"),
      seats: DutyTown.file("seats.yaml"), procedures: (visitsBy: 25, judgementBy: 30))
  }

  private func fault(_ cadence: String = daily, calendar: String = calendar) -> Problem? {
    do throws(Problem) {
      _ = try book(cadence, calendar: calendar)
      return nil
    } catch { return error }
  }

  @Test func theFilesOfThisCitySayWhatTheSpecificationDoes() throws {
    let book = try DutyTown.book()
    let daily = try #require(book.daily)
    #expect(daily.level == .group && daily.row == 3 && daily.rowHeardBy == .township)
    func due(_ code: String, _ period: String) throws -> String {
      let (cadence, period) = (try #require(book[code]), try #require(WorkPeriod(period)))
      return "\(cadence.deadline(of: period, book.calendar).day)"
    }
    #expect(try due("ten_day_session", "2026-03-x1") == "2026-03-12")
    #expect(try due("monthly_visits", "2026-03") == "2026-03-25")
    #expect(try due("monthly_judgement", "2026-02") == "2026-02-28")
    // The 5th of September is a Saturday, the 10th of October a Saturday that is worked.
    #expect(try due("department_analysis", "2026-08") == "2026-09-07")
    #expect(try due("dispatch_meeting", "2026-M09-10") == "2026-11-10")
    #expect(try due("department_analysis", "2026-09") == "2026-10-08")
    let (_, at) = daily.deadline(of: try #require(WorkPeriod("2026-03-01")), book.calendar)
    #expect("\(at)" == "2026-03-01T12:00:00Z")
  }

  @Test func noticesOfTwoYearsAreRead() throws {
    let calendar = try DutyTown.book().calendar
    #expect(calendar.years == [2025, 2026])
    // How many days are worked in a year is known from the notices.
    for (year, worked) in [(2025, 248), (2026, 248)] {
      let first = try #require(Day(year: year, month: 1, day: 1))
      let days = (0..<365).map { first.adding(days: $0) }
      #expect(days.count(where: calendar.isWorked) == worked, "\(year)")
    }
  }

  @Test func aFaultNamesFileLineAndRemedy() throws {
    #expect(fault() == nil)
    for (from, to, line) in [
      ("every: day", "every: week", 7), ("product: daily_report", "product: poem", 8),
      ("after_end: 0", "after_end: 99", 9), ("\"20:00\"", "\"8 pm\"", 9),
      ("rest: every_day", "rest: sunday", 10), ("row: 3", "row: 0", 11),
      ("late: village, row: township", "late: township, row: village", 12),
      ("level: group", "level: street", 5),
      ("every: day", "every: month", 4), ("open_days: 31", "open_days: 31\n    sections: {}", 14),
    ] {
      let problem = try #require(
        fault(CadenceFileTests.daily.replacingOccurrences(of: from, with: to)), "\(to)")
      #expect(problem.code == "duties.file.invalid" && problem.details["file"] == "cadence.yaml")
      #expect(problem.details["line"] == String(line), "\(to): \(problem)")
    }
    #expect(fault(CadenceFileTests.daily.replacingOccurrences(of: "    row: 3\n", with: "")) != nil)
  }

  @Test func aRecordNeedsSectionsAndATableColumns() throws {
    let record = CadenceFileTests.daily.replacingOccurrences(
      of: "product: daily_report", with: "product: record")
    #expect(fault(record) != nil)
    let told = record + "\n    sections:\n      a: { kind: table, title: { zh: 表, en: table } }"
    #expect(fault(told)?.details["line"] == "15")
    #expect(fault(told.replacingOccurrences(of: "kind: table", with: "kind: words")) == nil)
  }

  @Test func aCalendarIsOfItsYearAndMovesWorkToWeekends() throws {
    for (from, to) in [
      ("2026-10-10", "2026-10-12"), ("2026-10-10", "2026-10-03"), ("2026-10-01..", "2025-10-01.."),
      ("2026-10-01..2026-10-07", "2026-10-07..2026-10-01"), ("2026-10-10", "soon"),
      ("source: notice", "source:"),
    ] {
      let text = CadenceFileTests.calendar.replacingOccurrences(of: from, with: to)
      #expect(fault(calendar: text)?.details["file"] == "calendar.yaml", "\(to)")
    }
  }
}
