// What a post owes on a day, computed from the files, the post and what was made.

import Access
import Kernel
import Responsibility
import Testing

@Suite struct DutyListTests {
  private let town: DutyTown

  init() throws { town = try DutyTown() }

  private func states(_ visitor: Visitor, days: Int = 0, hours: Int = 0) throws -> [String] {
    let asking = town.asking(visitor, days: days, hours: hours)
    return try town.face.duties(asking).map { "\($0.period) \($0.state(at: asking.act.at).rawValue)" }
  }

  @Test func aGroupHeadOwesTheDayAndWhatIsMissing() throws {
    let head = try town.visitor("group_head", at: DutyTown.groups[0])
    for day in ["2026-03-09", "2026-03-11"] { try town.report(DutyTown.groups[0], on: day) }
    let all = try states(head)
    // Of what is missing the newest seven are listed.
    #expect(
      all.count == 8 && all.prefix(7).allSatisfy { $0.hasSuffix("late") } && all[7] == "2026-03-12 today")
    #expect(all[6] == "2026-03-10 late" && all[5] == "2026-03-08 late")
    try town.report(DutyTown.groups[0], on: "2026-03-12")
    #expect(try states(head).last == "2026-03-12 done")
    #expect(try states(head, hours: 3).last == "2026-03-12 done")
    #expect(try states(head, days: 1, hours: 3).contains("2026-03-13 late"))
  }

  @Test func eachPostOwesItsOwn() throws {
    func owed(_ role: String, _ place: String, _ subject: String? = nil) throws -> Set<String> {
      let visitor = try town.visitor(role, at: place, subject: subject)
      return Set(try town.face.duties(town.asking(visitor)).map(\.cadence.code))
    }
    #expect(try owed("village", "530602001001") == ["ten_day_session"])
    #expect(try owed("township", "530602001") == ["monthly_visits", "monthly_judgement"])
    #expect(try owed("county_office", "530602") == ["county_visits", "county_judgement"])
    #expect(try owed("city_department", "5306", "medical") == ["department_analysis"])
    #expect(try owed("city_office", "5306") == ["dispatch_meeting"])
    #expect(try owed("county_department", "530602", "medical").isEmpty)
    #expect(
      refusal { _ = try town.face.duties(town.asking(town.visitor("auditor", at: "5306"))) }
        == "access.permission.missing")
    #expect(try town.face.duties(town.asking(nil)).isEmpty)
  }

  @Test func aSessionIsDueTwoDaysAfterTheTenDays() throws {
    let village = try town.visitor("village", at: "530602001001")
    let all = try states(village)
    #expect(all.contains("2026-03-x1 today") && all.contains("2026-03-x2 coming"))
    #expect(try states(village, days: 1).contains("2026-03-x1 late"))
  }
}
