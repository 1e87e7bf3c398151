// Moments and lengths of time: the calendar, their text, and their parts.
import RuleLanguage
import RuleValues
import Testing

struct TimeTests {
  @Test func everyDayOfTwoCenturiesComesBack() {
    var (year, month, day) = (1890, 1, 1)
    var number = CivilTime(year: 1890, month: 1, day: 1).days
    #expect(number == -29_219)
    while year < 2_110 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      let text = Timestamp(day: number).text
      guard CivilTime(year: year, month: month, day: day).days == number,
        text.hasPrefix("\(year)-"), Timestamp(text) == Timestamp(day: number)
      else {
        Issue.record("\(year)-\(month)-\(day) is not day \(number)")
        return
      }
      number += 1
      day += 1
      if day > lengths[month - 1] { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
  }

  @Test func theCalendarHoldsFromTheFirstYearToTheLast() {
    #expect(CivilTime(year: 1, month: 1, day: 1).days == -719_162)
    #expect(CivilTime(year: 9999, month: 12, day: 31).days == 2_932_896)
    for year in 1...9_999 {
      let march = CivilTime(year: year, month: 3, day: 1).days
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      #expect(march - CivilTime(year: year, month: 2, day: 28).days == (isLeap ? 2 : 1))
      #expect(Timestamp(Timestamp(day: march).text) == Timestamp(day: march))
    }
  }

  @Test(arguments: [
    ("2025-10-31T00:00:00Z", "2025-10-31T00:00:00Z"),
    ("2024-02-29T23:59:59.5+08:00", "2024-02-29T15:59:59.5Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
    ("1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z"),
    ("2000-01-01T00:00:00-00:30", "2000-01-01T00:30:00Z"),
  ])
  func aMomentIsReadAndWritten(text: String, normal: String) {
    #expect(Timestamp(text)?.text == normal)
  }

  @Test(arguments: [
    "", "2025-10-31", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-00-01T00:00:00Z",
    "2025-01-00T00:00:00Z",
    "2025-01-01T24:00:00Z", "2025-01-01T00:60:00Z", "2025-01-01T00:00:00", "2025-01-01T00:00:00.Z",
    "2025-01-01T00:00:00Zx", "2025-01-01T00:00:00+25:00", "0001-01-01T00:00:00+01:00", "25-01-01T00:00:00Z",
  ])
  func whatIsNoMomentIsRefused(text: String) { #expect(Timestamp(text) == nil) }

  @Test(arguments: [
    ("90s", "90s"), ("1h30m", "5400s"), ("-1.5s", "-1.5s"), ("1ms", "0.001s"), ("2us3ns", "0.000002003s"),
    ("0", "0s"),
    ("+1.5h", "5400s"), ("100µs", "0.0001s"), (".5m", "30s"),
    ("-9223372036854775807ns", "-9223372036.854775807s"),
  ])
  func aLengthIsReadAndWritten(text: String, normal: String) { #expect(TimeSpan(text)?.text == normal) }

  @Test(arguments: [
    "", "5", "s", ".s", "1d", "1h-1m", "9223372036854775808ns", "300000000000s", "1 s",
    "99999999999999999999h",
  ])
  func whatIsNoLengthIsRefused(text: String) { #expect(TimeSpan(text) == nil) }

  @Test(
    arguments: [
      ("getFullYear()", 2024), ("getMonth()", 1), ("getDate()", 29), ("getDayOfMonth()", 28),
      ("getDayOfYear()", 59),
      ("getDayOfWeek()", 4), ("getHours()", 23), ("getMinutes()", 5), ("getSeconds()", 7),
      ("getMilliseconds()", 250),
      ("getDate('+08:00')", 1), ("getMonth('08:00')", 2), ("getHours('-02:30')", 20),
      ("getMinutes('UTC')", 5),
      ("getMilliseconds('+08:00')", 250), ("getDayOfYear('+01:00')", 60),
    ] as [(String, Int64)])
  func aMomentHasItsParts(part: String, value: Int64) throws {
    #expect(try Village.value("timestamp('2024-02-29T23:05:07.25Z').\(part)") == .int(value))
  }

  @Test func aLengthHasItsParts() throws {
    #expect(
      try Village.value(
        "[duration('3730.5s')].map(d, [d.getHours(), d.getMinutes(), d.getSeconds(), d.getMilliseconds()])")
        == .list([.list([.int(1), .int(62), .int(3_730), .int(500)])]))
  }

  @Test func momentsAndLengthsAdd() throws {
    #expect(try Village.value("as_of - days(1) + duration('24h') == as_of") == .bool(true))
    #expect(
      try Village.value("as_of - (as_of - duration('1ns'))") == .duration(TimeSpan(seconds: 0, nanos: 1)))
    #expect(
      try Village.value("timestamp(0) - duration('0.5s')")
        == .timestamp(Timestamp(seconds: -1, nanos: 500_000_000)))
  }
}
