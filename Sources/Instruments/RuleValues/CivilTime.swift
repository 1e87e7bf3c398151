// The calendar, and adding and taking apart moments and lengths of time within the ranges of the standard.

/// A moment as a calendar and a clock show it, in the Gregorian calendar without end.
package struct CivilTime: Hashable, Sendable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour = 0
  package var minute = 0
  package var second = 0

  package init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

  /// The moment so many seconds after 1970-01-01T00:00:00.
  package init(seconds: Int64) {
    let (days, rest) = seconds.flooredDivision(by: 86_400)
    self.init(days: days)
    (hour, minute, second) = (Int(rest / 3_600), Int(rest / 60 % 60), Int(rest % 60))
  }

  /// Years are counted from March, so that the leap day ends them and months follow one pattern of lengths.
  package init(days: Int64) {
    let (era, dayOfEra) = (days + Self.daysBefore1970).flooredDivision(by: Self.daysPerEra)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  package var days: Int64 {
    let (era, yearOfEra) = Int64(month <= 2 ? year - 1 : year).flooredDivision(by: 400)
    let monthFromMarch = Int64(month > 2 ? month - 3 : month + 9)
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * Self.daysPerEra + dayOfEra - Self.daysBefore1970
  }

  package var seconds: Int64 { days * 86_400 + Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second) }

  /// From 0 on 1 January.
  package var dayOfYear: Int { Int(days - CivilTime(year: year, month: 1, day: 1).days) }

  /// Sunday is 0.
  package var dayOfWeek: Int { Int((days + 4).flooredDivision(by: 7).remainder) }

  package var isReal: Bool {
    1...12 ~= month && day >= 1 && CivilTime(days: days).day == day
      && 0...23 ~= hour && 0...59 ~= minute && 0...59 ~= second
  }

  private static let daysPerEra: Int64 = 146_097
  /// From 1 March of the year 0.
  private static let daysBefore1970: Int64 = 719_468
}

extension Int64 {
  package func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension Timestamp {
  /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  package static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Midnight UTC of a day counted from 1970-01-01.
  package init(day: Int64) { self.init(seconds: day * 86_400) }

  package func checked() throws(EvaluationFault.Reason) -> Timestamp {
    guard Self.secondsRange.contains(seconds) else { throw .timeOutOfRange }
    return self
  }

  package func adding(_ span: TimeSpan) throws(EvaluationFault.Reason) -> Timestamp {
    let (carry, nanos) = (Int64(nanos) + Int64(span.nanos)).flooredDivision(by: TimeSpan.nanosPerSecond)
    return try Timestamp(
      seconds: Standard.exact(seconds.addingReportingOverflow(span.seconds &+ carry)), nanos: Int32(nanos)
    ).checked()
  }

  package func span(since other: Timestamp) throws(EvaluationFault.Reason) -> TimeSpan {
    try TimeSpan.of(seconds: seconds &- other.seconds, nanos: Int64(nanos) - Int64(other.nanos))
  }
}

extension TimeSpan {
  package static let nanosPerSecond: Int64 = 1_000_000_000

  package init(nanoseconds: Int64) {
    self.init(
      seconds: nanoseconds / Self.nanosPerSecond,
      nanos: Int32(truncatingIfNeeded: nanoseconds % Self.nanosPerSecond))
  }

  /// The length in nanoseconds: a length of time is one that fits, about 292 years either way.
  package var nanoseconds: Int64 { seconds &* Self.nanosPerSecond &+ Int64(nanos) }

  package static func of(seconds: Int64, nanos: Int64) throws(EvaluationFault.Reason) -> TimeSpan {
    let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: nanosPerSecond)
    let (total, overflows) = whole.addingReportingOverflow(nanos)
    if isTooLong || overflows { throw .timeOutOfRange }
    return TimeSpan(nanoseconds: total)
  }

  package func adding(_ other: TimeSpan) throws(EvaluationFault.Reason) -> TimeSpan {
    let (total, overflows) = nanoseconds.addingReportingOverflow(other.nanoseconds)
    if overflows { throw .timeOutOfRange }
    return TimeSpan(nanoseconds: total)
  }

  package func negated() -> TimeSpan { TimeSpan(seconds: 0 &- seconds, nanos: 0 &- nanos) }
}
