// A calendar day, without clock or time zone.

/// A day of the proleptic Gregorian calendar, as the count of days since 1970-01-01.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int32

  package init(number: Int32) { self.number = number }

  /// The day of a year, month and day, or nil where the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    self.number = Day.number(year: year, month: month, day: day)
  }

  /// Reads exactly `YYYY-MM-DD`, a real day; nil otherwise.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard let day = bytes.withUnsafeBytes({ Day(bytes: $0) }) else { return nil }
    self = day
  }

  /// Reads exactly `YYYY-MM-DD` from bytes, without making a string.
  package init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
    func digits(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        let digit = Int(bytes[index]) - 0x30
        guard (0...9).contains(digit) else { return nil }
        value = value * 10 + digit
      }
      return value
    }
    guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Before every recorded day: the start of what began before records did.
  package static let distantPast = Day(number: number(year: 1, month: 1, day: 1))
  /// After every recorded day: the end of what is still open.
  package static let distantFuture = Day(number: number(year: 9999, month: 12, day: 31))

  package var year: Int { parts.year }
  package var month: Int { parts.month }
  package var dayOfMonth: Int { parts.day }
  /// The day as the whole number `yyyymmdd`.
  package var compact: Int { parts.year * 10_000 + parts.month * 100 + parts.day }

  package var description: String {
    let (year, month, day) = parts
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  package func adding(days: Int) -> Day { Day(number: number + Int32(days)) }
  /// The same day of a later month, or the last one of a month that is too short.
  package func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let index = year * 12 + month - 1 + months
    let length = Day.length(ofMonth: index % 12 + 1, year: index / 12)
    return Day(number: Day.number(year: index / 12, month: index % 12 + 1, day: min(day, length)))
  }

  /// Days from `earlier` to this one, negative where it is later. Unit: days.
  package func days(since earlier: Day) -> Int { Int(number) - Int(earlier.number) }

  /// Full years lived on `day` by someone born on this day. Unit: years.
  package func age(on day: Day) -> Int { (day.compact - compact) / 10_000 }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  // Howard Hinnant's public civil-calendar arithmetic, counted from 0000-03-01.
  private var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func number(year: Int, month: Int, day: Int) -> Int32 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// Decimal digits of a non-negative number, filled up with zeros on the left.
package func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
