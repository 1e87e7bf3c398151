// The way out: every condition of the gate alone keeps a household in.

import Casework
import Kernel
import Monitoring
import Rules
import Testing

@Suite struct EliminationTests {
  private func unmet(
    _ form: EndingForm, _ facts: GateFacts, asOf text: String = "2026-10-01"
  ) throws -> [GateCondition.Name] {
    EliminationGate(try Cast.book()).conditions(try Cast.identified(), facts, form: form, asOf: day(text))
      .filter { !$0.isMet }.map(\.name)
  }

  @Test func eachConditionIsTold() throws {
    #expect(try unmet(Cast.ending(), Cast.facts()) == [])
    #expect(try unmet(Cast.ending(hasLabour: false), Cast.facts()) == [.labour])
    #expect(try unmet(Cast.ending(), Cast.facts(done: false)) == [.measures])
    #expect(try unmet(Cast.ending(wage: 17_400), Cast.facts()) == [.income])
    let dry = Guarantees(isSchooled: true, isInsured: true, isHoused: true, isWatered: false)
    #expect(try unmet(Cast.ending(guarantees: dry), Cast.facts()) == [.guarantees])
    #expect(try unmet(Cast.ending(gone: [:]), Cast.facts()) == [.risks])
    #expect(try unmet(Cast.ending(), Cast.facts(clues: [.water])) == [.noNewRisk])
    #expect(
      try unmet(Cast.ending(on: "2026-09-11"), Cast.facts(), asOf: "2026-09-11") == [.months, .income])
    #expect(try unmet(Cast.ending(on: "2026-09-12"), Cast.facts(), asOf: "2026-09-12") == [.income])
  }

  @Test func incomeHasToStayAboveTheLineForHalfAYear() throws {
    // Once below in between, the half year begins anew.
    let fell = try Cast.facts(income: [("2026-03-20", 9_000), ("2026-06-01", 8_000), ("2026-07-01", 9_500)])
    #expect(try unmet(Cast.ending(), fell) == [.income])
    #expect(try unmet(Cast.ending(on: "2027-01-01"), fell, asOf: "2027-01-01") == [])
    // Nobody put it down before: then half a year is not shown.
    #expect(try unmet(Cast.ending(), Cast.facts(income: [])) == [.income])
  }

  /// Half a year of income is not made in a minute by days that are dated back.
  @Test func aFormThatIsDatedBackCountsFromTheDayItWasTold() throws {
    let none = try Cast.facts(income: [])
    #expect(try self.unmet(Cast.ending(on: "2026-03-31"), none, asOf: "2026-10-01") == [.income])
    // Told on 1 October, it counts from 17 September; half a year later that is enough.
    let begun = try Cast.steps("2026-10-01").ending(
      Cast.identified(), Cast.ending(on: "2026-03-31"), Cast.home, Cast.facts())
    func unmet(on text: String) throws -> [GateCondition.Name] {
      EliminationGate(try Cast.book()).conditions(begun, none, form: begun.endingForm, asOf: day(text))
        .filter { !$0.isMet }.map(\.name)
    }
    #expect(try unmet(on: "2027-03-16") == [.income] && unmet(on: "2027-03-17") == [])
  }

  @Test func theNewestSightOfTheGuaranteesDecides() throws {
    let dry = Guarantees(isSchooled: true, isInsured: true, isHoused: true, isWatered: false)
    func unmet(_ seen: [(String, Guarantees)], form: Guarantees = .allKept) throws -> [GateCondition.Name] {
      try self.unmet(
        Cast.ending(guarantees: form), Cast.facts(seen: seen), asOf: "2026-10-20")
    }
    #expect(try unmet([("2026-10-08", dry)]) == [.guarantees], "seen behind the form")
    #expect(try unmet([("2026-10-01", dry)]) == [.guarantees], "on the day of the form")
    #expect(try unmet([("2026-09-20", dry)]) == [], "the form is newer")
    #expect(try unmet([("2026-10-08", dry), ("2026-10-15", .allKept)]) == [], "healed")
    #expect(try unmet([("2026-10-15", .allKept), ("2026-10-08", dry)]) == [], "in any order")
    #expect(try unmet([("2026-10-08", .allKept)], form: dry) == [], "a later visit saw what the form missed")
    let gate = EliminationGate(try Cast.book()).conditions(
      try Cast.identified(), try Cast.facts(seen: [("2026-10-08", dry)]), form: Cast.ending(),
      asOf: day("2026-10-20"))
    #expect(gate.first { $0.name == .guarantees }?.words.zh.contains("2026-10-08") == true)
  }

  @Test func anEliminationGoesTheLegalWay() throws {
    let facts = try Cast.facts()
    var episode = try Cast.steps("2026-10-01").ending(Cast.identified(), Cast.ending(), Cast.home, facts)
    #expect(episode.chain == .elimination && episode.step == .review)
    episode = try Cast.steps("2026-10-02").reviewed(episode, Cast.review(on: "2026-10-02"))
    episode = try Cast.steps("2026-10-02").posted(episode, Cast.notice(on: "2026-10-02"))
    episode = try Cast.steps("2026-10-07").takenDown(episode, evidence: "照片")
    episode = try Cast.steps("2026-10-08").audited(episode, opinion: "属实")
    let verb = EpisodeVerb.decide(DecisionForm(type: nil, risks: [.illness], opinion: "同意"))
    let late = try Cast.facts(clues: [.water])
    #expect(
      refusal { _ = try Cast.steps("2026-10-09").applied(verb, to: episode, Cast.home) { late } }
        == "monitoring.elimination.gate")
    episode = try Cast.steps("2026-10-09").applied(verb, to: episode, Cast.home) { facts }
    let announce = EpisodeVerb.announce(Cast.announcement(on: "2026-10-10"))
    // A clue that came after the decision: nothing is announced beside it, and the words tell the way on.
    let refused = #expect(throws: Problem.self) {
      try Cast.steps("2026-10-10").applied(announce, to: episode, Cast.home) { late }
    }
    #expect(refused?.code == "monitoring.elimination.gate" && refused?.kind == .conflict)
    #expect(refused?.details["unmet"] == "noNewRisk" && refused?.message(.zh).contains("退回") == true)
    #expect(try Cast.steps("2026-10-10").returned(episode, to: .verify, reason: "有新线索").step == .verify)
    #expect(
      refusal { _ = try Cast.steps("2026-10-10").announced(episode, Cast.announcement(on: "2026-10-10")) }
        == "monitoring.episode.step")
    episode = try Cast.steps("2026-10-10").applied(announce, to: episode, Cast.home) { facts }
    #expect(episode.ending?.kind == .eliminated && episode.ending?.on == day("2026-10-10"))
    #expect(episode.endingForm?.method == .byHelp)
    #expect(
      refusal { _ = try Cast.steps("2026-10-11").riskAdded(episode, .water) }
        == "monitoring.episode.notMonitored")
  }

  @Test func whatTheFormItselfRefuses() throws {
    let steps = try Cast.steps("2026-10-01")
    func begin(_ form: EndingForm, _ facts: GateFacts? = nil) -> String? {
      refusal { _ = try steps.ending(Cast.identified(), form, Cast.home, facts ?? Cast.facts()) }
    }
    #expect(begin(Cast.ending(on: "2026-03-01")) == "monitoring.form.visitDay")
    #expect(begin(Cast.ending(on: "2026-10-02")) == "monitoring.form.visitDay")
    #expect(begin(Cast.ending(wage: -1)) == "monitoring.form.amounts")
    #expect(begin(Cast.ending(persons: 1)) == "monitoring.form.fewMembers")
    #expect(begin(Cast.ending(persons: 31)) == "monitoring.form.members")
    #expect(begin(Cast.ending(contact: " ")) == "monitoring.elimination.contact")
    #expect(try begin(Cast.ending(), Cast.facts(done: false)) == "monitoring.elimination.method")
    #expect(begin(Cast.ending(gone: [:])) == "monitoring.elimination.gate")
    #expect(
      refusal { _ = try steps.ending(Cast.identified(to: .audit), Cast.ending(), Cast.home, Cast.facts()) }
        == "monitoring.episode.notMonitored")
  }

  @Test func anEliminationThatIsCalledOffLeavesTheHouseholdMonitored() throws {
    let begun = try Cast.steps("2026-10-01").ending(Cast.identified(), Cast.ending(), Cast.home, Cast.facts())
    let off = try Cast.steps("2026-10-03").refused(begun, reason: "又住院")
    #expect(off.isMonitored && off.step == nil && off.ending == nil)
    let again = try Cast.steps("2026-11-01").ending(
      off, Cast.ending(on: "2026-11-01"), Cast.home, Cast.facts())
    #expect(again.step == .review)
  }
}
