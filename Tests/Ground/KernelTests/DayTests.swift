// Days: reading, refusing, counting and ages.
import Kernel
import Testing

@Suite struct DayTests {
  @Test func theFirstDayOfTheEpochIsDayZero() throws {
    let day = try #require(Day("1970-01-01"))
    #expect(day.number == 0)
  }
}
