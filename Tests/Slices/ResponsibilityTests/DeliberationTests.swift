// Four deliberations, two postings: in order, with a quorum, by a majority, posted long enough.

import Access
import Foundation
import Kernel
import Responsibility
import Testing

@Suite struct DeliberationTests {
  private let town: DutyTown
  private let village: PlaceCode

  init() throws {
    town = try DutyTown()
    village = try DutyTown.code("530602001001")
  }

  private func begun() throws -> DeliberationNumber {
    let cadre = try town.visitor("village", at: "530602001001")
    return try town.face.beginMatter("修建饮水管道", at: village, town.asking(cadre))
  }

  private func held(
    _ stage: String, on day: String = "2026-03-12", entitled: Int = 9, present: Int = 9, agreed: Int = 9,
    against: Int = 0, abstained: Int = 0, words: String = "讨论并表决"
  ) throws -> StageHeld {
    StageHeld(
      stage, on: try #require(Day(day)), entitled: entitled, present: present, agreed: agreed,
      against: against, abstained: abstained, words: words, actor: "")
  }

  private func hold(_ stage: StageHeld, of id: DeliberationNumber, days: Int = 0) -> String? {
    refusal {
      let cadre = try town.visitor("village", at: "530602001001")
      try town.face.hold(stage, of: id, town.asking(cadre, days: days))
    }
  }

  private func state(_ id: DeliberationNumber) throws -> Deliberation.State {
    try town.face.matter(id, town.asking(nil)).state(town.face.procedure)
  }

  @Test func aMatterWalksThroughAllStages() throws {
    let id = try begun()
    for stage in ["proposal", "consultation", "review", "resolution"] {
      #expect(try state(id) == .waiting(stage))
      #expect(hold(try held(stage), of: id) == nil)
    }
    let posting = try held("posting", entitled: 0, present: 0, agreed: 0, words: "村务公开栏")
    #expect(hold(posting, of: id) == nil)
    let result = try held(
      "result", on: "2026-03-16", entitled: 0, present: 0, agreed: 0, words: "管道已通水，公开栏")
    #expect(hold(result, of: id, days: 4) == "deliberation.posted")
    let later = try held("result", on: "2026-03-17", entitled: 0, present: 0, agreed: 0, words: "管道已通水")
    #expect(hold(later, of: id, days: 5) == nil)
    #expect(try state(id) == .completed)
    #expect(hold(later, of: id, days: 5) == "deliberation.ended")
    #expect(try town.journal().count == 7)
  }

  @Test func everyStepIsRefusedWhereItDoesNotCount() throws {
    let id = try begun()
    #expect(hold(try held("review"), of: id) == "deliberation.order")
    #expect(hold(try held("proposal", on: "2026-03-13"), of: id) == "deliberation.day")
    #expect(hold(try held("proposal", on: "2026-03-11"), of: id) == "deliberation.day")
    #expect(hold(try held("proposal", words: ""), of: id) == "deliberation.words")
    #expect(
      hold(try held("proposal", words: String(repeating: "长", count: 2_001)), of: id) == "duties.words.long")
    #expect(hold(try held("proposal", entitled: 0, present: 0, agreed: 0), of: id) == "deliberation.count")
    #expect(hold(try held("proposal", entitled: 5, present: 6), of: id) == "deliberation.count")
    #expect(hold(try held("proposal", agreed: 10, against: -1), of: id) == "deliberation.count")
    #expect(hold(try held("proposal", agreed: 8), of: id) == "deliberation.sum")
    #expect(hold(try held("proposal", entitled: 9, present: 4, agreed: 4), of: id) == "deliberation.quorum")
    #expect(try state(id) == .waiting("proposal"))
    let cadre = try town.visitor("village", at: "530602001001")
    for title in ["", "x", String(repeating: "长", count: 101)] {
      #expect(
        refusal { _ = try town.face.beginMatter(title, at: village, town.asking(cadre)) }
          == "deliberation.title")
    }
    let office = try town.visitor("township", at: "530602001")
    #expect(
      refusal { _ = try town.face.beginMatter("修路", at: village, town.asking(office)) }
        == "deliberation.unknown")
    #expect(
      refusal { _ = try town.face.beginMatter("修路", at: DutyTown.code("530602001"), town.asking(nil)) }
        == "deliberation.place")
  }

  @Test func membersOfThePartyCountAmongAllWhoShouldCome() throws {
    // Six of nine are two thirds; five of nine agree, more than half of all; four do not suffice.
    for (agreed, expected) in [(5, Deliberation.State.waiting("resolution")), (4, .rejected("review"))] {
      let id = try begun()
      for stage in ["proposal", "consultation"] { #expect(hold(try held(stage), of: id) == nil) }
      #expect(hold(try held("review", entitled: 9, present: 5, agreed: 5), of: id) == "deliberation.quorum")
      #expect(hold(try held("review", present: 6, agreed: agreed, against: 6 - agreed), of: id) == nil)
      #expect(try state(id) == expected)
    }
  }

  @Test func neighboursAndDepartmentsSeeNothingOfIt() throws {
    let id = try begun()
    for visitor in [
      try town.visitor("village", at: "530602001002"),
      try town.visitor("county_department", at: "530602", subject: "water"),
    ] {
      #expect(refusal { _ = try town.face.matter(id, town.asking(visitor)) } == "deliberation.unknown")
    }
  }

  @Test func pagesLeadFromStageToStage() async throws {
    let cadre = DutyReader(town: town, visitor: try town.visitor("village", at: "530602001001"))
    let list = "/duties/530602001001/deliberations"
    #expect(try await cadre.ask(list).text.contains("提出一件事"))
    let begun = try await cadre.ask(list, form: ["title": "修<路>", "key": "key-000001"])
    #expect(begun.status == 303 && begun.location == "/duties/deliberations/530602-1")
    let page = try await cadre.ask(begun.location).text
    #expect(page.contains("修&lt;路&gt;") && page.contains("村党支部会提议") && page.contains("超过实到的 1/2 才通过"))
    var form = [
      "stage": "proposal", "heldOn": "2026-03-12", "entitled": "7", "present": "3", "agreed": "3",
      "against": "0", "abstained": "0", "words": "提议修路", "key": "key-000002",
    ]
    let few = try await cadre.ask(begun.location, form: form)
    #expect(few.status == 409 && few.text.contains("不足 1/2，会议无效") && few.text.contains("提议修路"))
    (form["present"], form["agreed"], form["key"]) = ("7", "7", "key-000003")
    #expect(try await cadre.ask(begun.location, form: form).status == 303)
    let matter = try await cadre.json(begun.location)
    #expect(matter["stage"] as? String == "consultation")
    let paper = try await cadre.ask("\(begun.location)/paper").text
    #expect(paper.contains("四议两公开会议记录") && paper.contains("应到 7 人，实到 7 人"))
    #expect(try await cadre.ask("\(begun.location)/paper.pdf").bytes.starts(with: Array("%PDF".utf8)))
  }
}
