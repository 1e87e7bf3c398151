// The product's own briefings, and every refusal of their files.

import Briefings
import Kernel
import Rules
import Testing

@Suite struct BriefingBookTests {
  @Test func theProductsOwnBriefingsAreWhole() throws {
    let book = try BriefingTown.book(BriefingTown.files())
    #expect(
      book.kinds.map(\.code) == [
        "dispatch", "judgement", "analysisMedical", "analysisEmployment", "analysisAgriculture",
        "analysisEducation", "analysisHousing", "analysisWater", "analysisCivilAffairs", "analysisEmergency",
        "analysisInsurance",
      ])
  }

  static let phrases = """
    moved:
      - {when: change > 0.0, zh: "增加{change}", en: "{change} more"}
      - {zh: "变化不明", en: "not known"}
    """
  static let kind = """
    order: 10
    title: {zh: 材料, en: briefing}
    head: {zh: "{place}{period}材料", en: "{place}, {period}"}
    cadence: month
    levels: [county]
    line: employment
    sections:
      - heading: {zh: 总体, en: All}
        narrative:
          - about: transferRateRelocated
            best: high
            base: monitoredHouseholds
            say:
              - {when: value > 1.0, zh: "{value}，{moved}，{best}", en: "{value}, {moved}, {best}"}
              - {zh: "不明", en: "not known"}
          - say:
              - {zh: "{cluesLate.value}", en: "{cluesLate.value}"}
      - table: [cluesOpened, meanWorkMonths]
      - ranking: {of: meanWorkMonths, best: high, base: monitoredHouseholds}
      - trend: meanWorkMonths
      - tasks: 5
      - signatures:
          - {zh: 签字, en: Signed}
    """

  @Test func theTextThatIsSpoiltBelowIsWhole() throws {
    _ = try BriefingTown.book(["phrases.yaml": Self.phrases, "test.yaml": Self.kind])
  }

  @Test(arguments: [
    ("order: 10", "order: 0", "1 to 999"), ("order: 10", "order: 10\nodrer: 3", "there are order"),
    ("title: {zh: 材料, en: briefing}", "title: {zh: 材料}", "title needs zh and en"),
    ("{place}{period}材料", "{place}材料", "head needs {place} and {period}"),
    ("cadence: month", "cadence: year", "month or two_months"),
    ("levels: [county]", "levels: [village]", "city, county and township"),
    ("levels: [county]", "levels: []", "levels needs a list"),
    ("line: employment", "line: employmnt", "did you mean employment?"),
    ("about: transferRateRelocated", "about: transferRateRelocate", "did you mean transferRateRelocated?"),
    ("about: transferRateRelocated", "about: perCapitaNetIncome", "not the business of this line"),
    ("cluesOpened, meanWorkMonths", "householdsVisited", "not the business of this line"),
    ("{value}，{moved}，{best}", "{value}，{move}，{best}", "did you mean {moved}?"),
    ("{value}，{moved}，{best}", "{value}，{moved，{best", "A brace has no partner"),
    ("{value}，{moved}，{best}", "{value}，{xyz}，{best}", "There is no {xyz}"),
    ("zh: \"{cluesLate.value}\"", "zh: \"{value}\"", "no about"),
    ("zh: \"{cluesLate.value}\"", "zh: \"{moved}\"", "no about"),
    ("zh: \"{cluesLate.value}\"", "zh: \"{cluesLat.value}\"", "did you mean {cluesLate.value}?"),
    (
      "        best: high\n        base: monitoredHouseholds\n", "",
      "needs a sentence with best and base"
    ),
    ("best: high", "best: most", "high or low"),
    ("when: value > 1.0", "when: worth > 1.0", "Condition worth"),
    ("when: value > 1.0", "when: value + 1.0", "Condition value"),
    (
      "- {zh: \"不明\", en: \"not known\"}", "- {when: value < 0.0, zh: 甲, en: a}",
      "The last wording has no when"
    ),
    (
      "- table: [cluesOpened, meanWorkMonths]", "- table: [cluesOpened]\n    tasks: 2",
      "holds one of these"
    ),
    ("- trend: meanWorkMonths", "- trend: cluesOpened", "trend needs a figure"),
    ("tasks: 5", "tasks: 50", "from 1 to 20"), ("- tasks: 5", "- nothing: 5", "there are heading"),
    ("sections:", "sections: [", "no YAML"),
  ])
  func aFaultIsNamed(part: String, instead: String, word: String) throws {
    let changed = Self.kind.replacing(part, with: instead, maxReplacements: 1)
    #expect(changed != Self.kind)
    let problems = #expect(throws: RuleLibraryProblems.self) {
      try BriefingTown.book(["phrases.yaml": Self.phrases, "test.yaml": changed])
    }
    let text = problems?.text(.en) ?? ""
    #expect(text.contains(word), "\(text)")
    #expect(text.hasPrefix("test.yaml:"))
  }

  @Test func phrasesAreCheckedToo() throws {
    for (text, word) in [
      ("value:\n  - {zh: 甲, en: a}", "cannot name a phrase"), ("moved: []", "say needs a list"),
      ("moved:\n  - {zh: \"{best}\", en: a}", "best and base"),
      ("moved:\n  - {zh: 甲}", "Every wording needs"),
      ("moved:\n  - {when: change > 0.0, zh: 甲, en: a}", "The last wording has no when"),
    ] {
      let problems = #expect(throws: RuleLibraryProblems.self) {
        try BriefingTown.book(["phrases.yaml": text, "test.yaml": Self.kind])
      }
      #expect(problems?.text(.en).contains(word) == true, "\(problems?.text(.en) ?? "")")
    }
    #expect(throws: RuleLibraryProblems.self) { try BriefingTown.book([:]) }
  }
}
