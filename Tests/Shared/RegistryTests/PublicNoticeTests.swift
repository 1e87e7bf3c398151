// What stands on a public notice, and what never does.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct PublicNoticeTests {
  private func record(_ name: String, birth: Int32 = 3_652) throws -> HouseholdRecord {
    let register = try Register.settled()
    var facts = Register.personFacts(1, in: 1, name: name)
    facts.birth = Day(number: birth)
    _ = try register.person(facts, on: "2025-12-01")
    let found = try register.store.read { (connection) throws(Problem) in
      try HouseholdQueryStore.household(
        county: Register.near, number: 1, asOf: Day(number: 20_454), on: connection)
    }
    return try #require(found)
  }

  @Test(arguments: [
    ("王秀英", PublicNotice.Naming.full, "王秀英"), ("王秀英", .middleHidden, "王*英"), ("李明", .middleHidden, "李*"),
    ("买买提·吐尔逊", .middleHidden, "买*****逊"),
  ])
  func aHeadIsNamedAsTheSettingSays(name: String, naming: PublicNotice.Naming, shown: String) throws {
    let notice = PublicNotice.of(try record(name), risk: nil, naming: naming, on: Day(number: 20_454))
    #expect(notice?.head == shown)
  }

  @Test func aMinorIsNeverNamed() throws {
    let child = try record("王秀英", birth: 16_000)
    let notice = PublicNotice.of(child, risk: nil, naming: .full, on: Day(number: 20_454))
    #expect(notice?.head == "王**")
    let grown = PublicNotice.of(child, risk: nil, naming: .full, on: Day(number: 23_000))
    #expect(grown?.head == "王秀英")
  }

  @Test func nothingElseIsTold() throws {
    let risk = Text(zh: "因病", en: "illness")
    let notice = try #require(
      PublicNotice.of(try record("王秀英"), risk: risk, naming: .full, on: Day(number: 20_454)))
    let names = Mirror(reflecting: notice).children.compactMap(\.label)
    #expect(names == ["head", "place", "type", "risk"])
    #expect((notice.place.number, notice.type, notice.risk) == (Register.firstGroup, .monitored, risk))
  }
}
