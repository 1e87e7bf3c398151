// Days: reading, refusing, counting and ages.

import Kernel
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2025-10-31", 20_392),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func aDayIsCountedFromTheEpoch(_ text: String, _ number: Int32) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
  }

  @Test(arguments: [
    "", "2025-10-3", "2025-1-31", "25-10-31", "2025/10/31", "2025-10-31 ", " 2025-10-31", "2025-10-311",
    "20251031", "2025-13-01", "2025-00-10", "2025-04-31", "2025-02-29", "1900-02-29", "2100-02-29",
    "2025-10-00", "0000-01-01", "-025-10-31", "2025-1a-31", "２０２５-10-31", "2025-10-31T00:00:00",
  ])
  func whatIsNoDayIsRefused(_ text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [(2000, 29), (2023, 28), (2024, 29), (1900, 28), (2100, 28), (2400, 29)])
  func februaryHasItsLength(_ year: Int, _ length: Int) throws {
    let last = try #require(Day(year: year, month: 2, day: length))
    #expect(Day(year: year, month: 2, day: length + 1) == nil)
    let next = last.adding(days: 1)
    #expect((next.month, next.dayOfMonth) == (3, 1))
  }

  @Test func everyDayOfFourHundredYearsIsReadBack() throws {
    var day = try #require(Day("1801-01-01"))
    let end = try #require(Day("2201-01-01"))
    #expect(end.days(since: day) == 146_097, "the calendar repeats after 400 years")
    while day < end {
      let next = day.adding(days: 1)
      let again = try #require(Day(year: day.year, month: day.month, day: day.dayOfMonth))
      try #require(again == day)
      let isNewMonth = next.dayOfMonth == 1
      try #require(isNewMonth ? day.dayOfMonth >= 28 : next.dayOfMonth == day.dayOfMonth + 1)
      try #require(isNewMonth || next.month == day.month)
      day = next
    }
  }

  @Test func drawnDaysSurviveTheirText() throws {
    var random = SeededRandom(seed: 1)
    let span = Day.distantFuture.days(since: .distantPast) + 1
    for _ in 0..<20_000 {
      let day = Day.distantPast.adding(days: random.below(span))
      let text = day.description
      let read = try #require(Day(text))
      try #require(read == day, "\(text), seed 1")
      let digits = text.filter { $0 != "-" }
      try #require(day.compact == Int(digits))
    }
  }

  @Test(arguments: [
    ("2009-10-31", "2025-10-31", 16), ("2009-11-01", "2025-10-31", 15), ("2000-02-29", "2025-02-28", 24),
    ("2000-02-29", "2025-03-01", 25), ("2025-10-31", "2025-10-31", 0), ("2025-11-01", "2025-10-31", 0),
  ])
  func ageIsCountedInFullYears(_ birth: String, _ day: String, _ age: Int) throws {
    let (birth, day) = (try #require(Day(birth)), try #require(Day(day)))
    #expect(birth.age(on: day) == age)
  }

  @Test func daysAreOrderedInTime() throws {
    let (first, last) = (try #require(Day("1969-12-31")), try #require(Day("1970-01-01")))
    #expect(first < last)
    #expect(last.days(since: first) == 1)
    #expect(Day.distantPast < first && last < Day.distantFuture)
  }

  @Test func numbersAreFilledUpWithZeros() {
    #expect(padded(7, 3) == "007")
    #expect(padded(1234, 3) == "1234")
    #expect(padded(0, 1) == "0")
  }
}
