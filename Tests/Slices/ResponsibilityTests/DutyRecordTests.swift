// Records of periods: what the step refuses, period by period and day by day.

import Access
import Kernel
import Responsibility
import Testing

@Suite struct DutyRecordTests {
  private let town: DutyTown

  init() throws { town = try DutyTown() }

  private let answers = [
    "attendance": "张三", "clues": "无", "cases": "无", "measures": "无", "notices": "无", "requests": "无",
    "decisions": "走访",
  ]

  private func refused(
    _ period: String = "2026-03-x2", at place: String = "530602001001", heldOn: String = "2026-03-12",
    role: String = "village", post: String = "530602001001", code: String = "ten_day_session",
    subject: String = ""
  ) throws -> String? {
    let visitor = try town.visitor(role, at: post)
    let (unit, period) = (
      DutyUnit(try DutyTown.code(place), subject: subject), try #require(WorkPeriod(period))
    )
    let day = try #require(Day(heldOn))
    return refusal {
      _ = try town.face.record(answers, code, of: unit, for: period, heldOn: day, town.asking(visitor))
    }
  }

  @Test func aRecordIsOfItsPeriodAndMadeByItsPost() throws {
    #expect(try refused("2026-03-x3") == "duties.record.period")
    #expect(try refused("2026-03") == "duties.record.period")
    #expect(try refused("2025-12-x1", heldOn: "2025-12-05") == "duties.record.closed")
    #expect(try refused(heldOn: "2026-03-13") == "duties.record.day")
    #expect(try refused(heldOn: "2026-03-10") == "duties.record.day")
    #expect(try refused(at: "530602001002") == "duties.duty.unknown")
    #expect(try refused(code: "poem") == "duties.duty.unknown")
    #expect(try refused(code: "daily_report") == "duties.duty.unknown")
    #expect(try refused(subject: "water") == "duties.duty.unknown")
    // The township sees the village's session and does not write it.
    #expect(try refused(role: "township", post: "530602001") == "duties.duty.unknown")
    #expect(try refused(role: "grid_officer") == "access.permission.missing")
    #expect(try refused() == nil)
    #expect(try refused() == "duties.record.same")
    #expect(try town.journal() == ["duty.record ten_day_session 530602001001 2026-03-x2"])
  }

  @Test func theAgendaTellsWhatGroupsReported() throws {
    try town.report(DutyTown.groups[0], on: "2026-03-11", "王家老二住院")
    try town.report(DutyTown.groups[3], on: "2026-03-11", "别村的事")
    let unit = DutyUnit(try DutyTown.code("530602001001"))
    let agenda = try town.face.agenda(
      "ten_day_session", of: unit, for: try #require(WorkPeriod("2026-03-x2")), town.asking(nil))
    let changes = try #require(agenda.last)
    #expect(changes.count == 1 && changes.lines == ["2026-03-11 王家老二住院"])
    #expect(agenda.map(\.title.zh).prefix(4) == ["待核实线索", "办理中的个案", "公示中", "未完成的帮扶措施"])
  }
}
