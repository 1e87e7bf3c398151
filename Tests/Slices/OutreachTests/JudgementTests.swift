// The monthly meeting: one a place, a decision for every flagged household, closed when none is left.

import Casework
import Kernel
import Testing

@Suite struct JudgementTests {
  private let steps = JudgementSteps(today: day("2026-03-28"))
  private let near = HouseholdKey(county: 530_602, number: 9)
  private let far = HouseholdKey(county: 530_602, number: 10)

  private var home: PlaceCode {
    guard let place = PlaceCode("530602101001001") else {
      preconditionFailure("a group's code has 15 digits")
    }
    return place
  }

  private func township() throws -> PlaceCode { try #require(PlaceCode("530602101")) }
  private func month() throws -> WorkMonth { try #require(WorkMonth("2026-03")) }

  private func judgement(
    on: String = "2026-03-28", chair: String = "镇长", present: Int = 9, minutes: String = "逐户研判"
  ) throws -> Judgement {
    Judgement(
      id: JudgementNumber(county: 530_602, number: 1), place: try township(), month: try month(),
      heldOn: day(on),
      chair: chair, present: present, minutes: minutes)
  }

  private func flagged() -> [FlaggedHousehold] {
    [near, far].map { FlaggedHousehold(household: $0, place: home, reasons: [.visit]) }
  }

  private func item(_ household: HouseholdKey, reason: String = "住院") -> JudgementItem {
    JudgementItem(household: household, place: home, decision: .watch, reason: reason)
  }

  @Test func aMonthIsWrittenWithItsYear() throws {
    #expect(try month().period.description == "2026-03-01/2026-03-31" && "\(month())" == "2026-03")
    #expect(try month().adding(months: 10).description == "2027-01")
    #expect(WorkMonth("2026-13") == nil && WorkMonth("2026-3") == nil)
  }

  @Test func aMeetingIsHeldOnceInItsMonthByTownshipOrCounty() throws {
    _ = try steps.held(judgement(), known: nil)
    #expect(refusal { _ = try steps.held(judgement(), known: judgement()) } == "monitoring.judgement.twice")
    for on in ["2026-02-28", "2026-03-29"] {
      #expect(refusal { _ = try steps.held(judgement(on: on), known: nil) } == "monitoring.judgement.day")
    }
    #expect(
      refusal { _ = try steps.held(judgement(present: 1), known: nil) } == "monitoring.judgement.present")
    #expect(
      refusal { _ = try steps.held(judgement(present: 501), known: nil) } == "monitoring.judgement.present")
    #expect(refusal { _ = try steps.held(judgement(chair: " "), known: nil) } == "monitoring.review.minutes")
    let village = Judgement(
      id: JudgementNumber(county: 530_602, number: 1), place: home, month: try month(),
      heldOn: day("2026-03-28"), chair: "a", present: 3, minutes: "b")
    #expect(refusal { _ = try steps.held(village, known: nil) } == "monitoring.judgement.place")
  }

  @Test func everyFlaggedHouseholdIsDecidedOnceAndNoOther() throws {
    let first = try steps.decided(judgement(), item(near), flagged: flagged())
    #expect(
      refusal { _ = try steps.decided(first, item(near), flagged: flagged()) }
        == "monitoring.judgement.decided")
    #expect(
      refusal { _ = try steps.decided(judgement(), item(near, reason: ""), flagged: flagged()) }
        == "casework.note.missing")
    let stranger = HouseholdKey(county: 530_602, number: 11)
    #expect(
      refusal { _ = try steps.decided(first, item(stranger), flagged: flagged()) }
        == "monitoring.judgement.notFlagged")
    #expect(refusal { _ = try steps.closed(first, flagged: flagged()) } == "monitoring.judgement.undecided")
    let all = try steps.decided(first, item(far), flagged: flagged())
    let closed = try steps.closed(all, flagged: flagged())
    #expect(closed.closedOn == day("2026-03-28"))
    #expect(refusal { _ = try steps.closed(closed, flagged: flagged()) } == "monitoring.judgement.closed")
    #expect(
      refusal { _ = try steps.decided(closed, item(near), flagged: flagged()) }
        == "monitoring.judgement.closed")
  }
}

private func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("a day of a test is a day, not \(text)") }
  return day
}

/// The code of what a piece of work refuses; nil where it does not.
private func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}
