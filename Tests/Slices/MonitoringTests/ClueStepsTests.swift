// Clues: merged by cause, due by what is told of them, and ended with a reason.

import Casework
import Kernel
import Monitoring
import Rules
import Testing

@Suite struct ClueStepsTests {
  private func steps(_ today: String) throws -> ClueSteps {
    ClueSteps(try Cast.book(), today: day(today), by: "zhang")
  }

  private func report(
    _ channel: ClueChannel = .cadreVisit, on: String = "2026-03-03", by: String = "wang", note: String = "摔伤",
    severity: RuleSeverity = .amber, isEmergency: Bool = false, within: Int? = nil
  ) -> ClueReport {
    ClueReport(
      cause: .illness, severity: severity, isEmergency: isEmergency,
      source: ClueSource(channel, on: day(on), by: by, note: note), checkWithin: within)
  }

  @Test func aSignByAnotherWayIsKeptInTheSameClue() throws {
    let clue = try Cast.clue()
    let merged = try steps("2026-03-03").merged(clue, report(.selfReport))
    #expect(merged.sources.map(\.channel) == [.cadreVisit, .selfReport] && merged.openedOn == clue.openedOn)
    let again = try steps("2026-03-04").merged(merged, report(.selfReport, on: "2026-03-04"))
    #expect(again.sources.count == 2)
  }

  @Test func aClueBeginsOnTheDayItWasTold() throws {
    let number = ClueNumber(county: 530_602, number: 1)
    func opened(_ report: ClueReport) throws -> Clue {
      try steps("2026-11-27").opened(report, number, household: 9, place: Cast.place)
    }
    let clue = try opened(report(on: "2026-11-20"))
    #expect(clue.openedOn == day("2026-11-20") && clue.due == day("2026-11-27"))
    #expect(try opened(report(on: "2026-11-20", isEmergency: true)).due == day("2026-11-21"))
    #expect(try opened(report(.deptWarning, on: "2026-11-20")).openedOn == day("2026-11-27"))
    // The whole procedure counts from it, and a visit behind it is one of it.
    let now = try Cast.steps("2026-11-27")
    let episode = try now.opened(
      Cast.number, household: 9, place: Cast.place, clues: [clue], earlier: nil)
    #expect(try episode.totalClock(Cast.book()).due(asOf: day("2026-11-27")) == day("2026-12-05"))
    #expect(try now.verified(episode, Cast.verification(on: "2026-11-24"), Cast.home).step == .compare)
    #expect(
      refusal { _ = try now.verified(episode, Cast.verification(on: "2026-11-19"), Cast.home) }
        == "monitoring.form.visitDay")
  }

  @Test func theStricterTermHolds() throws {
    let clue = try Cast.clue()
    #expect(clue.due == day("2026-03-08"))
    let red = try steps("2026-03-03").merged(clue, report(severity: .red, within: 1))
    #expect(red.severity == .red && red.due == day("2026-03-04"))
    let late = try steps("2026-03-03").merged(red, report(within: 30))
    #expect(late.severity == .red && late.due == day("2026-03-04"))
    let emergency = try steps("2026-03-02").merged(clue, report(on: "2026-03-02", isEmergency: true))
    #expect(emergency.isEmergency && emergency.due == day("2026-03-03"))
  }

  @Test func peopleSayWhatHappenedAndNotBeforeItDoes() throws {
    let clue = try Cast.clue()
    #expect(
      refusal { _ = try steps("2026-03-03").merged(clue, report(note: " ")) } == "casework.note.missing")
    #expect(try steps("2026-03-03").merged(clue, report(.deptWarning, note: "")).sources.count == 2)
    #expect(
      refusal { _ = try steps("2026-03-02").merged(clue, report(on: "2026-03-03")) }
        == "monitoring.clue.future")
    #expect(
      refusal { _ = try steps("2026-03-02").merged(clue, report(on: "2025-02-28")) } == "monitoring.clue.old")
    #expect(refusal { _ = try steps("2026-03-02").merged(clue, report(on: "2025-03-01")) } == nil)
    // A rule tells of the day that was screened.
    #expect(
      refusal { _ = try steps("2026-03-02").merged(clue, report(.deptWarning, on: "2020-01-01")) } == nil)
    #expect(
      refusal { _ = try steps("2026-03-03").merged(clue, report(note: "\u{200B}\u{202E}\u{7}")) }
        == "casework.note.missing")
    let page = String(repeating: "摔", count: 1_000)
    #expect(refusal { _ = try steps("2026-03-03").merged(clue, report(note: page)) } == nil)
    #expect(
      refusal { _ = try steps("2026-03-03").merged(clue, report(note: page + "伤")) } == "casework.note.long")
  }

  @Test func aClueEndsOnceAndWithAReason() throws {
    let clue = try Cast.clue()
    #expect(
      refusal { _ = try steps("2026-03-03").dismissed(clue, .noRisk, note: "") } == "casework.note.missing")
    let ended = try steps("2026-03-03").dismissed(clue, .copes, note: "子女赡养")
    #expect(ended.state == .dismissed && ended.closure?.outcome == .dismissed(.copes))
    #expect(
      refusal { _ = try steps("2026-03-03").dismissed(ended, .noRisk, note: "x") } == "monitoring.clue.closed"
    )
    #expect(refusal { _ = try steps("2026-03-03").merged(ended, report()) } == "monitoring.clue.closed")
    #expect(refusal { _ = try steps("2026-03-03").taken(ended, by: 1) } == "monitoring.clue.closed")
  }

  @Test func aClueThatAnEpisodeLooksIntoIsEndedThere() throws {
    let clue = try Cast.clue()
    #expect(
      refusal { _ = try steps("2026-03-03").settled(clue, .included, note: "") } == "monitoring.clue.untaken")
    let taken = try steps("2026-03-02").taken(clue, by: 1)
    #expect(taken.state == .inProcedure)
    #expect(
      refusal { _ = try steps("2026-03-03").dismissed(taken, .noRisk, note: "x") } == "monitoring.clue.taken")
    #expect(refusal { _ = try steps("2026-03-03").taken(taken, by: 2) } == "monitoring.clue.taken")
    #expect(try steps("2026-03-12").settled(taken, .included, note: "").state == .included)
  }
}
