// Moments of the clock, and the refusals of verbs.

import Kernel
import Testing

@Suite struct ActTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1_762_000_000_999, "2025-11-01T12:26:40Z"),
      (86_399_999, "1970-01-01T23:59:59Z"), (-86_400_000, "1969-12-31T00:00:00Z"),
    ] as [(Int64, String)])
  func aMomentIsShownInUniversalTime(_ milliseconds: Int64, _ text: String) {
    #expect(Instant(milliseconds: milliseconds).description == text)
  }

  @Test(
    arguments: [
      (0, 480, "1970-01-01"), (57_599_999, 480, "1970-01-01"), (57_600_000, 480, "1970-01-02"),
      (-1, 0, "1969-12-31"), (0, -1, "1969-12-31"), (-86_400_000, 0, "1969-12-31"),
    ] as [(Int64, Int, String)])
  func theDayBeginsAtLocalMidnight(_ milliseconds: Int64, _ offset: Int, _ day: String) {
    #expect(Instant(milliseconds: milliseconds).day(offsetMinutes: offset).description == day)
  }

  @Test func chinaIsEightHoursAhead() {
    #expect(Instant(milliseconds: 57_600_000).day() == Day(number: 1))
    #expect(Instant(milliseconds: 1) > Instant(milliseconds: 0))
  }

  @Test func aFixedClockStandsStill() {
    let clock = Clock.fixed(Instant(milliseconds: 5))
    #expect(clock.now() == clock.now())
  }

  @Test func everyKindOfProblemHasCodesOfItsOwn() {
    let kinds: [Problem.Kind] = [.invalid, .notFound, .notPermitted, .conflict, .unavailable]
    #expect(kinds.map(\.exitCode) == [65, 66, 77, 75, 69])
    #expect(kinds.map(\.httpStatus) == [400, 404, 403, 409, 503])
  }

  @Test func aProblemSpeaksBothLanguages() {
    let problem = Problem("registry.place.unknown", .notFound, zh: "没有此地。", en: "There is no such place.")
    #expect(Language.allCases.map { problem.message($0) } == ["没有此地。", "There is no such place."])
    #expect(problem.description == "registry.place.unknown: There is no such place.")
    #expect(problem.details.isEmpty)
  }
}
