// Daily reports: taken once a key, corrected by a later one, refused in words, late after eight.

import Access
import Kernel
import Responsibility
import Testing

@Suite struct DailyReportTests {
  private let town: DutyTown
  private let group: PlaceCode

  init() throws {
    town = try DutyTown()
    group = try DutyTown.code(DutyTown.groups[0])
  }

  private func day(_ text: String) throws -> Day { try #require(Day(text)) }

  private func form(_ words: String = "", on text: String = "2026-03-12", writtenAt: Instant? = nil) throws
    -> ReportForm
  {
    ReportForm(
      group, on: try day(text), hasChanges: !words.isEmpty, words: words, writtenAt: writtenAt)
  }

  @Test func oneTapReportsADayAndTheSameKeyReportsItOnce() throws {
    let head = try town.visitor("group_head", at: DutyTown.groups[0])
    let first = try town.face.report(form(), town.asking(head, key: "key-00001"))
    #expect(first.outcome == .new && !first.isRepeated)
    let again = try town.face.report(form(), town.asking(head, key: "key-00001"))
    #expect(again.outcome == .new && again.isRepeated)
    #expect(try town.face.report(form(), town.asking(head, key: "key-00002")).outcome == .identical)
    #expect(
      refusal { _ = try town.face.report(form("王家老二住院"), town.asking(head, key: "key-00001")) }
        == "access.command.key")
    #expect(try town.face.report(form("王家老二住院"), town.asking(head, key: "key-00003")).outcome == .replaced)
    let all = try town.face.reports(of: group, on: day("2026-03-12"), town.asking(head))
    #expect(all.map(\.words) == ["", "王家老二住院"] && all.map(\.sequence) == [1, 2])
    #expect(
      try town.journal()
        == Array(repeating: "duty.report report 530602001001001 2026-03-12", count: 3))
  }

  @Test func everyRefusalIsInWords() throws {
    let head = try town.visitor("group_head", at: DutyTown.groups[0])
    func refused(_ form: ReportForm, as visitor: Visitor? = nil) -> String? {
      refusal { _ = try town.face.report(form, town.asking(visitor ?? head)) }
    }
    #expect(refused(try form(on: "2026-03-13")) == "duties.report.future")
    #expect(refused(try form(on: "2026-02-08")) == "duties.report.closed")
    #expect(refused(try form(on: "2026-02-09")) == nil)
    #expect(refused(ReportForm(group, on: try day("2026-03-12"), hasChanges: true)) == "duties.report.empty")
    #expect(refused(ReportForm(group, on: try day("2026-03-12"), words: "有事")) == "duties.report.both")
    #expect(refused(try form(String(repeating: "长", count: 501))) == "duties.words.long")
    let neighbour = try town.visitor("group_head", at: DutyTown.groups[1])
    #expect(refused(try form(), as: neighbour) == "access.post.place")
    let helper = try town.visitor("helper", at: "530602001001")
    #expect(refused(try form(), as: helper) == "access.permission.missing")
    let village = try town.visitor("village", at: "530602001001")
    let own = ReportForm(try DutyTown.code("530602001001"), on: try day("2026-03-12"))
    #expect(refused(own, as: village) == "duties.report.place")
    let nowhere = ReportForm(try DutyTown.code("530602001001009"), on: try day("2026-03-12"))
    #expect(refused(nowhere, as: village) == "access.post.place")
    // A cadre may report for a group whose head cannot.
    #expect(refused(try form("停电", on: "2026-03-11"), as: village) == nil)
  }

  @Test func numbersOfPersonsAreMaskedInWhatIsKept() throws {
    try town.report(DutyTown.groups[0], on: "2026-03-12", "王二 530602199001011234 电话13812345678")
    let kept = try town.face.reports(of: group, on: day("2026-03-12"), town.asking(nil))
    #expect(kept.map(\.words) == ["王二 530602********1234 电话138****5678"])
  }

  @Test func whatWasWrittenWithoutANetworkCountsFromThen() throws {
    let head = try town.visitor("group_head", at: DutyTown.groups[0])
    let three = DutyTown.evening
    let sent = try town.face.report(
      form("断网时写的", writtenAt: three), town.asking(head, days: 3, key: "key-00001"))
    #expect(sent.outcome == .new)
    let duty = try town.face.duty(
      "daily_report", of: DutyUnit(group), for: try #require(WorkPeriod("2026-03-12")),
      town.asking(head, days: 3))
    #expect(duty.state(at: town.asking(nil, days: 3).act.at) == .done)
    // What was written earlier is kept behind what holds, and what claims to be from tomorrow arrives now.
    let older = try town.face.report(
      form("更早写的", writtenAt: Instant(milliseconds: three.milliseconds - 60_000)),
      town.asking(head, days: 3, key: "key-00002"))
    #expect(older.outcome == .older)
    let future = Instant(milliseconds: three.milliseconds + 90 * 86_400_000)
    _ = try town.face.report(form("x", writtenAt: future), town.asking(head, days: 3, key: "key-00003"))
    let all = try town.face.reports(of: group, on: day("2026-03-12"), town.asking(head, days: 3))
    #expect(all.count == 3 && all.allSatisfy { $0.writtenAt <= $0.at })
    // A claim of weeks ago is as old as the network may be away.
    let long = Instant(milliseconds: three.milliseconds - 30 * 86_400_000)
    _ = try town.face.report(
      form("y", on: "2026-03-11", writtenAt: long), town.asking(head, days: 9, key: "key-00004"))
    let told = try town.face.reports(of: group, on: day("2026-03-11"), town.asking(head, days: 9))
    #expect(told.first.map { $0.at.milliseconds - $0.writtenAt.milliseconds } == Int64(7 * 86_400_000))
  }

  @Test func aReportIsLateAfterEightAndMissingThreeTimesGoesToTheTownship() throws {
    let (village, township) = (try DutyTown.code("530602001001"), try DutyTown.code("530602001"))
    for day in ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-12"] {
      for group in DutyTown.groups where group != DutyTown.groups[1] { try town.report(group, on: day) }
    }
    try town.report(DutyTown.groups[1], on: "2026-03-09")
    let before = try town.face.missing("daily_report", in: village, town.asking(nil, hours: 1))
    #expect(before.rows.map(\.inARow) == [2])
    let after = try town.face.missing("daily_report", in: village, town.asking(nil, hours: 2))
    #expect(after.rows.map(\.inARow) == [3] && after.rows.map(\.name) == ["昭阳区 · 北闸镇 · 红路村 · 2组"])
    #expect(
      try town.face.missing("daily_report", in: township, row: 3, town.asking(nil, hours: 1)).total == 0)
    #expect(
      try town.face.missing("daily_report", in: township, row: 3, town.asking(nil, hours: 2)).total == 1)
    // The next day, before eight, it is still three: the day is not over.
    #expect(
      try town.face.missing("daily_report", in: township, row: 3, town.asking(nil, days: 1)).rows.map(
        \.inARow)
        == [3])
    let heard = town.face.heard(at: .township).map { "\($0.cadence.code) \($0.row)" }
    #expect(heard == ["daily_report 3", "ten_day_session 1"])
  }

  @Test func countsOfTheCountyAreThoseOfItsGroups() throws {
    try town.report(DutyTown.groups[0], on: "2026-03-12")
    try town.report(DutyTown.groups[1], on: "2026-03-12", hours: 3)
    try town.report(DutyTown.groups[3], on: "2026-03-12", "着火")
    let asking = town.asking(nil, hours: 3)
    func cell(_ place: String) throws -> [Int] {
      let grid = try town.face.grid("daily_report", in: try DutyTown.code(place), periods: 1, asking)
      return [grid.score.due, grid.score.made, grid.score.onTime]
    }
    for place in ["5306", "530602", "530602001"] { #expect(try cell(place) == [5, 3, 2]) }
    #expect(try cell("530602001001") == [3, 2, 1])
    #expect(try cell(DutyTown.groups[1]) == [1, 1, 0])
    let grid = try town.face.grid("daily_report", in: try DutyTown.code("530602"), periods: 1, asking)
    #expect(percent(grid.score.completion) == "60.00%" && percent(grid.score.timeliness) == "40.00%")
    let told = try town.face.changes(
      in: try DutyTown.code("530602"), from: day("2026-03-12"), through: day("2026-03-12"), limit: 9, asking)
    #expect(told.map(\.words) == ["着火"])
  }
}
