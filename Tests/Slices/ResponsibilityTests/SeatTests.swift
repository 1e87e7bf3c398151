// Seats: the leading group has two heads, and an empty seat is told red after fifteen days.

import Access
import Kernel
import Responsibility
import Testing

@Suite struct SeatTests {
  private let town: DutyTown

  init() throws { town = try DutyTown() }

  private func standing(_ seat: String, _ place: String, days: Int = 0) throws -> SeatState.Standing? {
    let code = try DutyTown.code(place)
    let asking = town.asking(nil, days: days)
    return try town.face.seats(of: code, asking).first { $0.seat.code == seat && $0.place == code }?
      .standing(town.face.seatBook, on: asking.today)
  }

  @Test func aSeatIsFilledEmptyOrHeldByTooMany() throws {
    #expect(try standing("county_party_head", "530602") == .vacantLong)
    try town.employ("shuji", 31, "party_secretary", at: "530602")
    #expect(try standing("county_party_head", "530602") == .filled)
    try town.employ("erji", 32, "party_secretary", at: "530602")
    #expect(try standing("county_party_head", "530602") == .wrongCount)
    try town.employ("guan", 33, "county_office", at: "530602", until: "2026-03-10")
    #expect(try standing("county_monitoring_office", "530602") == .vacant)
    #expect(try standing("county_monitoring_office", "530602", days: 13) == .vacant)
    #expect(try standing("county_monitoring_office", "530602", days: 14) == .vacantLong)
  }

  @Test func aLeadingGroupHasTwoHeads() throws {
    let text = DutyTown.file("seats.yaml")
    for (from, to) in [
      (
        "    responsibility: command\n    is_head: true\n  city_government",
        "    responsibility: command\n  city_government"
      ),
      ("responsibility: sector", "responsibility: luck"), ("vacant_days: 15", "vacant_days: soon"),
      ("    at_least: 1\n    responsibility: sector", "    responsibility: sector"),
    ] {
      #expect(text.contains(from))
      let problem = refusal {
        _ = try CadenceBook(
          cadence: DutyTown.file("cadence.yaml"), calendar: DutyTown.file("calendar.yaml"),
          deliberation: DutyTown.file("deliberation.yaml"),
          seats: text.replacing(from, with: to), procedures: (visitsBy: 25, judgementBy: 30))
      }
      #expect(problem == "duties.file.invalid", "\(to)")
    }
  }

  @Test func thePageTellsWhoIsMissingBelow() async throws {
    try town.employ("shuji", 31, "party_secretary", at: "530602")
    try town.employ("xian", 32, "government_head", at: "530602")
    let office = DutyReader(town: town, visitor: try town.visitor("county_office", at: "530602"))
    let page = try await office.ask("/duties/530602/seats").text
    #expect(page.contains("双组长") && page.contains("2/2") && page.contains("shuji") && page.contains("从未任命"))
    #expect(page.contains("北闸镇") && page.contains("主体责任"))
    await #expect(throws: Problem.self) { try await office.ask("/duties/5306/seats") }
    let json = try await office.ask("/duties/530602/seats", accept: "application/json").text
    #expect(json.contains("\"state\":\"filled\"") && json.contains("\"state\":\"vacantLong\""))
  }
}
