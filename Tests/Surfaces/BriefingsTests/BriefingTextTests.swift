// What a briefing says: more, less, the same, and what is not known, each with its source.

import Briefings
import Foundation
import Kernel
import Testing

private let files = [
  "phrases.yaml": """
  moved:
    - {when: change > 0.0, zh: "较上期增加{change}", en: "{change} more"}
    - {when: change < 0.0, zh: "较上期减少{change}", en: "{change} less"}
    - {when: change == 0.0, zh: "与上期持平", en: "as before"}
    - {zh: "较上期变化不明", en: "moved by nobody knows what"}
  """,
  "test.yaml": """
  order: 10
  title: {zh: 材料, en: briefing}
  head: {zh: "{place}{period}\\n材料", en: "{place}, {period}"}
  cadence: month
  levels: [county, township]
  sections:
    - narrative:
        - about: monitoredHouseholds
          say:
            - {zh: "截至{day}，{place}{value}，{moved}。", en: "As of {day}, {value} of {place}, {moved}."}
        - about: riskEliminationRate
          best: high
          base: monitoredHouseholds
          say:
            - when: ranked > 1
              zh: "消除率{value}，{moved}，{best}{best.value}第一，{worst}末位。"
              en: "{value}, {moved}; {best} first, {worst} last."
            - {zh: "消除率{value}，{moved}，不作排名。", en: "{value}, {moved}; no ranking."}
        - about: riskEliminationRate
          say:
            - {when: missed == 0, zh: "全部达标。", en: "All reach it."}
            - when: missed > 0
              zh: "{missed}个未达{target}：{missed.names}。"
              en: "{missed} miss {target}: {missed.names}."
            - {zh: "是否达标不明。", en: "Not known."}
    - ranking: {of: riskEliminationRate, best: high, base: monitoredHouseholds}
    - problems: {of: [riskEliminationRate, cluesLate], base: monitoredHouseholds}
  """,
]

@Suite struct BriefingTextTests {
  private func town(
    now: [String: String], before: [String: String], townships: [String: [String: String]] = [:]
  ) throws -> BriefingTown {
    let town = try BriefingTown(files)
    try town.keep("2022-12-31", townships.merging(["530602": now]) { $1 })
    try town.keep("2022-11-30", townships.merging(["530602": before]) { $1 })
    return town
  }

  @Test(arguments: [
    (["monitoredHouseholds": "1234"], ["monitoredHouseholds": "1200"], "昭阳区1234户，较上期增加34户。"),
    (["monitoredHouseholds": "1200"], ["monitoredHouseholds": "1234"], "昭阳区1200户，较上期减少34户。"),
    (["monitoredHouseholds": "1200"], ["monitoredHouseholds": "1200"], "昭阳区1200户，与上期持平。"),
    (["monitoredHouseholds": "1200"], [:], "昭阳区1200户，较上期变化不明。"),
    ([:], ["monitoredHouseholds": "1200"], "昭阳区不明，较上期变化不明。"),
    (["riskEliminationRate": "7132/100"], ["riskEliminationRate": "5739/100"], "消除率71.32%，较上期增加13.93个百分点"),
    // The same as they are written, whatever lies behind the last place.
    (["riskEliminationRate": "71321/1000"], ["riskEliminationRate": "71319/1000"], "消除率71.32%，与上期持平"),
  ])
  func aSentenceSaysWhichWayItWent(now: [String: String], before: [String: String], words: String) throws {
    let text = try town(now: now, before: before).briefing("test", of: "530602", "2022-12").plain
    #expect(text.contains(words), "\(text)")
    #expect(text.contains("截至2022年12月31日"))
    #expect(!text.contains("昭阳区0户") && !text.contains("0.00"), "what is not known is not nought")
  }

  @Test func theSameInEnglish() throws {
    let town = try town(
      now: ["monitoredHouseholds": "1234", "riskEliminationRate": "7132/100"],
      before: ["monitoredHouseholds": "1200"])
    let text = try town.briefing("test", of: "530602", "2022-12", in: .en).plain
    #expect(text.contains("As of 2022-12-31, 1,234 households of 昭阳区, 34 households more."))
    #expect(text.contains("71.32%, moved by nobody knows what; no ranking."))
  }

  private static let townships = [
    "530602001": ["riskEliminationRate": "80", "monitoredHouseholds": "300"],
    "530602002": ["riskEliminationRate": "60", "monitoredHouseholds": "200"],
    "530602003": ["riskEliminationRate": "100", "monitoredHouseholds": "3"],
  ]

  @Test func fewAreMarkedAndNobodysFirst() throws {
    let town = try town(now: ["riskEliminationRate": "75"], before: [:], townships: Self.townships)
    let text = try town.briefing("test", of: "530602", "2022-12").plain
    #expect(text.contains("北闸镇80.00%第一，南山镇末位。"), "\(text)")
    #expect(text.contains("1个未达70%：南山镇。"))
    let few = text.split(separator: "\n").first { $0.contains("东湖乡") && $0.contains("基数小") }
    #expect(few?.hasPrefix("–") == true, "no rank: \(text)")
    #expect(text.contains("达到70%的目标，但有1个地区未达到"))
  }

  @Test func whatIsNotKnownOfSomeIsNotSaidOfAll() throws {
    var townships = Self.townships
    townships["530602002"] = [:]
    let town = try town(now: ["riskEliminationRate": "75"], before: [:], townships: townships)
    let text = try town.briefing("test", of: "530602", "2022-12").plain
    #expect(text.contains("不作排名") && text.contains("是否达标不明。"), "\(text)")
    let none = try self.town(now: [:], before: [:]).briefing("test", of: "530602", "2022-12").plain
    #expect(none.contains("风险消除率无法得出：尚未导入所需台账"), "\(none)")
  }

  @Test func everyNumberHasItsSource() throws {
    let town = try town(
      now: ["monitoredHouseholds": "1234", "riskEliminationRate": "75"],
      before: ["monitoredHouseholds": "1200"], townships: Self.townships)
    let object = try JSONSerialization.jsonObject(
      with: Data(town.briefing("test", of: "530602", "2022-12").json.utf8))
    let json = try #require(object as? [String: Any])
    let sources = try #require(json["sources"] as? [[String: Any]])
    let blocks = try #require(json["blocks"] as? [[String: Any]])
    let numbers = blocks.compactMap { $0["numbers"] as? [[String: Any]] }.joined()
    #expect(numbers.count == 5)
    for number in numbers {
      let source = try #require(number["source"] as? Int)
      #expect(sources[source - 1]["number"] as? Int == source)
      #expect((sources[source - 1]["formula"] as? String)?.isEmpty == false)
    }
    let best = try #require(sources.first { $0["place"] as? String == "530602001" })
    #expect(best["now"] as? String == "80.00" && best["code"] as? String == "riskEliminationRate")
    #expect(best["page"] as? String == "/figures/riskEliminationRate?place=530602001&as-of=2022-12-31")
    #expect(json["isKept"] as? Bool == true)
  }

  @Test func clueCountsHoldForTheirPeriodAndPlace() throws {
    let town = try town(now: [:], before: [:])
    try town.clue(1, at: "530602001001", opened: "2022-12-05", due: "2022-12-20", closed: "2022-12-19")
    try town.clue(2, at: "530602001001", opened: "2022-12-06", due: "2022-12-20", channel: "cadreVisit")
    try town.clue(3, at: "530602002001", opened: "2022-11-06", due: "2022-11-20", closed: "2022-12-21")
    try town.clue(4, at: "530602002001", opened: "2023-01-02", due: "2023-01-17")
    let text = try town.briefing("test", of: "530602", "2022-12").plain
    #expect(text.contains("期末超期线索1条") && text.contains("北闸镇1条"), "\(text)")
    #expect(try town.briefing("test", of: "530602002", "2022-12").plain.contains("期末超期线索") == false)
    let full = try BriefingTown()
    try full.keep("2022-12-31", [:])
    try full.keep("2022-11-30", [:])
    try full.clue(1, at: "530602001001", opened: "2022-12-05", due: "2022-12-20", closed: "2022-12-19")
    try full.clue(2, at: "530602001001", opened: "2022-12-06", due: "2022-12-20", channel: "cadreVisit")
    try full.clue(3, at: "530602002001", opened: "2022-11-06", due: "2022-11-20", closed: "2022-12-21")
    try full.clue(5, at: "530602002001", opened: "2022-12-06", due: "2022-12-20", cause: "07")
    let sheet = try full.briefing("judgement", of: "530602", "2022-12").plain
    #expect(sheet.contains("新增风险线索3条，较上期增加2条；办结2条，其中按时办结1条；超期未办结2条"), "\(sheet)")
    let medical = try full.briefing("analysisMedical", of: "530602", "2022-12").plain
    #expect(medical.contains("推送因病等预警线索1条，与上期持平"), "\(medical)")
    let work = try full.briefing("analysisEmployment", of: "530602", "2022-12").plain
    #expect(work.contains("推送本业务线预警线索1条"), "\(work)")
  }
}
