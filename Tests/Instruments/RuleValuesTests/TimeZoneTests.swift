// The calendar and the clock of a place.
import RuleValues
import Testing

struct TimeZoneTests {
  /// 2009-02-13T23:31:30Z
  private static let friday = Value.timestamp(Timestamp(seconds: 1_234_567_890))
  /// 2009-02-13T02:00:00Z
  private static let night = Value.timestamp(Timestamp(seconds: 1_234_490_400))

  @Test(
    arguments: [
      ("getDate", friday, "Australia/Sydney", 14), ("getDayOfMonth", friday, "US/Central", 12),
      ("getDayOfMonth", friday, "+11:00", 13), ("getDayOfMonth", night, "-02:30", 11),
      ("getDayOfMonth", night, "America/St_Johns", 11), ("getDayOfWeek", friday, "UTC", 5),
      ("getFullYear", friday, "-09:30", 2009), ("getMinutes", friday, "Asia/Kathmandu", 16),
      ("getHours", friday, "Asia/Shanghai", 7), ("getHours", friday, "02:00", 1),
      ("getMinutes", friday, "-00:30", 1), ("getHours", friday, "Z", 23), ("getHours", friday, "PRC", 7),
      ("getHours", friday, "Zulu", 23),
      ("getMilliseconds", friday, "Asia/Shanghai", 0), ("getDayOfYear", friday, "Asia/Shanghai", 44),
      ("getSeconds", friday, "Europe/Berlin", 30), ("getHours", friday, "Etc/GMT+5", 18),
    ] as [(String, Value, String, Int64)])
  func aPlaceHasItsOwnCalendar(name: String, moment: Value, zone: String, expected: Int64) throws {
    #expect(try call(name, moment, .string(zone)) == .int(expected))
  }

  @Test func theClocksOfAPlaceAreThoseOfTheMoment() throws {
    // Summer time began in Berlin on 2024-03-31 at 01:00 UTC, and was kept in China from 1986 to 1991.
    for (seconds, zone, hour): (Int64, String, Int64) in [
      (1_711_846_799, "Europe/Berlin", 1), (1_711_846_800, "Europe/Berlin", 3),
      (615_000_000, "Asia/Shanghai", 10), (1_719_792_000, "Asia/Shanghai", 8),
    ] {
      #expect(
        try call("getHours", .timestamp(Timestamp(seconds: seconds)), .string(zone)) == .int(hour), "\(zone)")
    }
  }

  @Test(arguments: [
    "", "Mars/Base", "asia/shanghai", "Local", "local", "GMT+99", "GMT+8", "UTC+3", "CST", "ACT", "PST",
    "Asia",
    "SystemV/PST8PDT", "../etc/passwd", "/etc/localtime", "+25:00", "+08:60", "8:00", "+0800", "+08:00x",
    " UTC",
    "Asia/Shanghai ", "Asia/Shanghai\0", "Asia/\u{212A}athmandu",
  ])
  func aNameThatIsNoZoneIsRefused(name: String) {
    // The sound name first: a shelf of known zones must not take the two for one.
    _ = try? call("getHours", Self.friday, "Asia/Kathmandu")
    #expect(throws: EvaluationFault.Reason.badTimeZone(name)) {
      try call("getHours", Self.friday, .string(name))
    }
  }

  @Test func everySecondOfTheCalendarHasAClock() throws {
    for seconds in [Timestamp.secondsRange.lowerBound, Timestamp.secondsRange.upperBound] {
      let moment = Value.timestamp(Timestamp(seconds: seconds))
      _ = try call("getFullYear", moment, "Asia/Shanghai")
      _ = try call("getFullYear", moment, "America/St_Johns")
    }
  }
}
