// Tasks of meetings: given to a post, answered by it with what shows it, late when nobody does.

import Access
import Database
import Kernel
import Responsibility
import Testing

@Suite struct DutyTaskTests {
  private let town: DutyTown
  private let city: PlaceCode

  init() throws {
    town = try DutyTown()
    city = try DutyTown.code("5306")
    try town.employ("wu", 21, "county_office", at: "530602")
    try town.employ("shi", 20, "city_office", at: "5306")
    try town.employ("chu", 22, "county_department", at: "530602", subject: "medical")
    try town.employ("sheng", 23, "auditor", at: "5306")
  }

  private func period() throws -> WorkPeriod { try #require(WorkPeriod("2026-M03-04")) }

  private func meet() throws {
    let office = try town.visitor("city_office", at: "5306", post: 20)
    _ = try town.face.record(
      ["leaders": "1 2", "attendance": "各县", "problems": "迟报", "decisions": "整改"], "dispatch_meeting",
      of: DutyUnit(city), for: period(), heldOn: try #require(Day("2026-03-12")), town.asking(office))
  }

  private func give(
    _ words: String = "三天内补齐日报", to post: Int64 = 21, due: String = "2026-03-15",
    role: String = "city_office",
    at place: String = "5306"
  ) throws -> DutyTaskNumber {
    let office = try town.visitor(role, at: place, post: 20)
    return try town.face.giveTask(
      words, to: PostID(number: post), due: try #require(Day(due)), of: city, "dispatch_meeting", period(),
      town.asking(office))
  }

  @Test func aTaskIsGivenOutOfARecordedMeeting() throws {
    #expect(refusal { _ = try give() } == "duties.task.record")
    try meet()
    #expect(refusal { _ = try give("") } == "duties.task.words")
    #expect(refusal { _ = try give(String(repeating: "长", count: 501)) } == "duties.words.long")
    #expect(refusal { _ = try give(due: "2026-03-11") } == "duties.task.due")
    #expect(refusal { _ = try give(due: "2027-03-15") } == "duties.task.due")
    #expect(refusal { _ = try give(to: 99) } == "duties.task.owner")
    // Guardians and posts two levels below are none to give a task to.
    #expect(refusal { _ = try give(to: 23) } == "duties.task.owner")
    #expect(refusal { _ = try give(role: "township", at: "530602001") } == "duties.duty.unknown")
    #expect(refusal { _ = try give(role: "city_department", at: "5306") } == "access.permission.missing")
    #expect("\(try give())" == "530600-1")
    let office = try town.visitor("city_office", at: "5306", post: 20)
    let owners = try town.face.owners(for: city, town.asking(office)).map(\.login)
    #expect(owners == ["shi", "wu", "chu"])
  }

  @Test func itsPostAnswersItAndNobodyElse() throws {
    try meet()
    let id = try give()
    func end(_ evidence: String, role: String, at place: String, post: Int64, days: Int = 1) -> String? {
      refusal {
        let visitor = try town.visitor(role, at: place, post: post)
        try town.face.endTask(id, evidence: evidence, town.asking(visitor, days: days))
      }
    }
    #expect(end("已经补齐全部", role: "township", at: "530602001", post: 30) == "duties.task.unknown")
    #expect(end("已经补齐全部", role: "city_office", at: "5306", post: 20) == "duties.task.unknown")
    #expect(end("好", role: "county_office", at: "530602", post: 21) == "duties.task.evidence")
    #expect(
      end(String(repeating: "长", count: 501), role: "county_office", at: "530602", post: 21)
        == "duties.words.long")
    let office = try town.visitor("city_office", at: "5306", post: 20)
    let dayAfter = try #require(Day("2026-03-16"))
    #expect(try town.face.task(id, town.asking(office, days: 4)).state(on: dayAfter) == .late)
    // Who came into the same post without a hand-over answers too.
    #expect(end("已经补齐全部", role: "county_office", at: "530602", post: 55, days: 5) == nil)
    #expect(end("已经补齐全部", role: "county_office", at: "530602", post: 21, days: 5) == "duties.task.done")
    let task = try town.face.task(id, town.asking(office, days: 5))
    #expect(task.state(on: dayAfter) == .doneLate && task.evidence == "已经补齐全部")
  }

  @Test func itMovesWithItsPostAndIsSeenByWhomItConcerns() throws {
    try meet()
    let id = try give()
    try town.database.write { (connection) throws(Problem) in
      let count = try DutyHandOver().move(
        from: PostID(number: 21), to: PostID(number: 77), by: self.town.asking(nil).act, on: connection)
      #expect(count == 1)
    }
    let successor = try town.visitor("township", at: "530602001", post: 77)
    #expect(try town.face.task(id, town.asking(successor)).owner.post == PostID(number: 77))
    let county = try town.visitor("county_office", at: "530602", post: 30)
    #expect(try town.face.tasks(town.asking(county)).map(\.id) == [id])
    let medical = try town.visitor("county_department", at: "530602", subject: "medical", post: 22)
    #expect(try town.face.tasks(town.asking(medical)).isEmpty)
    #expect(refusal { _ = try town.face.task(id, town.asking(medical)) } == "duties.task.unknown")
  }

  @Test func pagesGiveListAndAnswer() async throws {
    try meet()
    let office = DutyReader(town: town, visitor: try town.visitor("city_office", at: "5306", post: 20))
    let path = "/duties/5306/dispatch_meeting/2026-M03-04"
    #expect(try await office.ask(path).text.contains("分派任务"))
    let wrong = try await office.ask(
      "\(path)/tasks", form: ["words": "补齐", "owner": "", "due": "2026-03-15", "key": "key-000001"])
    #expect(wrong.status == 400 && wrong.text.contains("请从列出的岗位中选择"))
    let given = try await office.ask(
      "\(path)/tasks", form: ["words": "补齐", "owner": "21", "due": "2026-03-15", "key": "key-000002"])
    #expect(given.status == 303 && given.location == path)
    #expect(try await office.ask(path).text.contains("会议决定的任务"))
    let county = DutyReader(town: town, visitor: try town.visitor("county_office", at: "530602", post: 21))
    #expect(try await county.ask("/duties").text.contains("我的任务"))
    #expect(try await county.ask("/duties/tasks").text.contains("/duties/tasks/530600-1"))
    let short = try await county.ask("/duties/tasks/530600-1", form: ["evidence": "好", "key": "key-000003"])
    #expect(short.status == 400 && short.text.contains("至少 5 个字"))
    let ended = try await county.ask(
      "/duties/tasks/530600-1", form: ["evidence": "已全部补齐", "key": "key-000004"])
    #expect(ended.status == 303)
    #expect(try await office.ask("/duties/tasks/530600-1").text.contains("按时办结"))
    let list = try await office.ask("/duties/tasks", accept: "application/json").text
    #expect(list.contains("\"state\":\"done\""))
  }
}
