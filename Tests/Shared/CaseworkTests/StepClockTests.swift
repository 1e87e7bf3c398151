// Clocks: what is left, and what stands still.

import Casework
import Kernel
import Testing

@Suite struct StepClockTests {
  @Test func theLastDayHasNoDaysLeftAndTheNextIsLate() {
    let clock = StepClock(start: day("2026-03-01"), limit: 15)
    #expect(clock.due(asOf: day("2026-03-01")) == day("2026-03-16"))
    #expect(clock.daysLeft(asOf: day("2026-03-16")) == 0 && clock.daysLeft(asOf: day("2026-03-17")) == -1)
  }

  @Test func aPauseMovesTheEnd() {
    let pause = ClockPause(from: day("2026-03-03"), until: day("2026-03-08"), reason: "flood", by: "a")
    let clock = StepClock(start: day("2026-03-01"), limit: 3, pauses: [pause])
    #expect(clock.due(asOf: day("2026-03-10")) == day("2026-03-09"))
  }

  @Test func whileItStandsTheDaysLeftStayTheSame() {
    let pause = ClockPause(from: day("2026-03-02"), reason: "flood", by: "a")
    let clock = StepClock(start: day("2026-03-01"), limit: 3, pauses: [pause])
    #expect(clock.daysLeft(asOf: day("2026-03-02")) == 2 && clock.daysLeft(asOf: day("2026-04-02")) == 2)
  }

  @Test func daysBeforeAStepBeganDoNotCount() {
    let pause = ClockPause(from: day("2026-02-01"), until: day("2026-03-03"), reason: "flood", by: "a")
    let clock = StepClock(start: day("2026-03-01"), limit: 3, pauses: [pause])
    #expect(clock.due(asOf: day("2026-03-10")) == day("2026-03-06"))
  }

  @Test func numbersOfCasesAreReadAsTheyAreWritten() {
    #expect(CaseNumber<Int>("530602-17") == CaseNumber<Int>(county: 530_602, number: 17))
    for text in ["530602", "530602-0", "530602-017", "1-1", "530602-1-2", "530602--1"] {
      #expect(CaseNumber<Int>(text) == nil, "\(text)")
    }
  }
}
