// A calendar month: the period of visits, meetings and reports.

/// A calendar month, the period of visits and judgements. **Shape**: written `2026-03`.
package struct WorkMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int

  package init(of day: Day) { (year, month) = (day.year, day.month) }

  /// Reads `2026-03`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let day = Day(text + "-01") else { return nil }
    self.init(of: day)
  }

  package var first: Day {
    guard let day = Day(year: year, month: month, day: 1) else {
      preconditionFailure("every month has a first day")
    }
    return day
  }

  package var period: Period {
    guard let period = Period(from: first, through: first.adding(months: 1).adding(days: -1)) else {
      preconditionFailure("a month ends after it begins")
    }
    return period
  }

  /// The day of that number; the last one of a shorter month.
  package func day(_ number: Int) -> Day { min(first.adding(days: max(1, number) - 1), period.last) }

  package func adding(months: Int) -> WorkMonth { WorkMonth(of: first.adding(months: months)) }
  package var description: String { "\(padded(year, 4))-\(padded(month, 2))" }
  package static func < (left: WorkMonth, right: WorkMonth) -> Bool { left.first < right.first }
}
