// The days that follow from the day on which a city's files were delivered.

import Kernel

struct CityCalendar {
  let asOf: Day
  /// The two accounting years that closed last, the earlier one first.
  let years: [AccountingYear]
  /// A year before the reference day.
  let yearBefore: Day
  /// The insurance runs a year from here.
  let policyStart: Day
  /// The end of the last calendar year that is over on the reference day.
  let yearEnd: Day

  init(asOf: Day) {
    self.asOf = asOf
    let year = AccountingYear(lastClosedOn: asOf)
    years = [AccountingYear(year.number - 1), year]
    yearBefore = asOf.adding(months: -12)
    policyStart = asOf.adding(months: -10)
    let isLast = asOf.month == 12 && asOf.dayOfMonth == 31
    yearEnd = Day(year: isLast ? asOf.year : asOf.year - 1, month: 12, day: 31) ?? asOf
  }
}
