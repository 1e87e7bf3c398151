// A span of whole days, and the accounting year of rural income.

/// Days from `first` to `last`, both inside.
package struct Period: Hashable, Sendable, CustomStringConvertible {
  package let first: Day
  package let last: Day

  package init?(from first: Day, through last: Day) {
    guard first <= last else { return nil }
    (self.first, self.last) = (first, last)
  }

  package func contains(_ day: Day) -> Bool { first <= day && day <= last }
  package var dayCount: Int { last.days(since: first) + 1 }
  package var description: String { "\(first)/\(last)" }
}

/// The year in which rural income is counted: 1 October to 30 September, named after the year it ends in.
package struct AccountingYear: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  /// The last accounting year that was closed on `day`: its 30 September is not later than that day.
  package init(lastClosedOn day: Day) {
    let closing = Day(year: day.year, month: 9, day: 30) ?? day
    number = closing <= day ? day.year : day.year - 1
  }

  package var period: Period {
    guard let first = Day(year: number - 1, month: 10, day: 1),
      let last = Day(year: number, month: 9, day: 30),
      let period = Period(from: first, through: last)
    else { preconditionFailure("an accounting year lies between the years 2 and 9999, not \(number)") }
    return period
  }

  package var description: String { String(number) }
  package static func < (left: AccountingYear, right: AccountingYear) -> Bool { left.number < right.number }
}
