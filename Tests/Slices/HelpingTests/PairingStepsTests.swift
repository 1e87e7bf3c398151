// What may happen to a pairing, with every refusal.
import Casework
import Kernel
import Testing

func day(_ text: String) -> Day {
  guard let day = Day(text) else { preconditionFailure("a day of a test is a day, not \(text)") }
  return day
}

func code(_ work: () throws -> Void) -> String? {
  do {
    try work()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}

@Suite struct PairingStepsTests {
  private static let first = HelperNumber(county: 530_602, number: 1)
  private static let second = HelperNumber(county: 530_602, number: 2)
  private let steps = PairingSteps(today: day("2026-03-12"), by: "zhang")

  private func place() throws -> PlaceCode { try #require(PlaceCode("530602101001")) }

  private func assigned(
    _ helper: HelperNumber, since: String, after current: Pairing? = nil, reason: String = "调动"
  ) throws -> (ended: Pairing?, begun: Pairing) {
    try steps.assigned(
      helper, PairingNumber(county: 530_602, number: 9), household: 9, place: place(), since: day(since),
      after: current, reason: reason)
  }

  @Test func aNewHelperEndsTheFormerOnTheSameDay() throws {
    let (none, one) = try assigned(Self.first, since: "2026-01-01", reason: "")
    #expect(none == nil && one.until == nil && one.by == "zhang")
    let (ended, two) = try assigned(Self.second, since: "2026-03-12", after: one)
    #expect(ended?.until == day("2026-03-12") && ended?.reason == "调动" && two.since == day("2026-03-12"))
  }

  @Test func refusals() throws {
    let one = try assigned(Self.first, since: "2026-02-01").begun
    let table: [(HelperNumber, String, Pairing?, String, String?)] = [
      (Self.first, "2026-03-13", nil, "", "casework.pairing.future"),
      (Self.first, "2010-01-01", nil, "", "casework.pairing.old"),
      (Self.first, "2026-03-01", one, "x", "casework.pairing.same"),
      (Self.second, "2026-01-31", one, "x", "casework.pairing.before"),
      (Self.second, "2026-03-01", one, " ", "casework.note.missing"),
      (Self.second, "2026-03-01", one, "调动", nil), (Self.second, "2026-02-01", one, "调动", nil),
    ]
    for (helper, since, current, reason, expected) in table {
      let found = code { _ = try assigned(helper, since: since, after: current, reason: reason) }
      #expect(found == expected, "\(since) \(reason)")
    }
    let ended = try steps.ended(one, on: day("2026-03-01"), reason: "x")
    let twice = code { _ = try steps.ended(ended, on: day("2026-03-02"), reason: "x") }
    #expect(twice == "casework.pairing.ended")
    #expect(code { _ = try steps.ended(one, on: day("2026-03-01"), reason: "") } == "casework.note.missing")
  }

  @Test func aHelperIsNamedWithAUnitOrHasAnAccount() {
    let table: [(HelperFacts, String?)] = [
      (HelperFacts(name: "张三", unit: "水务局"), nil), (HelperFacts(name: "张三", account: "Zhang"), nil),
      (HelperFacts(name: " ", unit: "水务局"), "casework.helper.name"),
      (HelperFacts(name: "张三"), "casework.helper.unit"),
      (HelperFacts(name: String(repeating: "张", count: 41), unit: "a"), "casework.helper.long"),
      (HelperFacts(name: "张三", unit: String(repeating: "a", count: 101)), "casework.helper.long"),
    ]
    for (facts, expected) in table {
      #expect(code { _ = try steps.helper(facts, Self.first) } == expected, "\(facts)")
    }
  }
}
