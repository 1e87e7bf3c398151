// Looking households up: by number, by any part of a member's name, with all that belongs to one.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct HouseholdQueryStoreTests {
  private func byName(
    _ part: String, within place: Int64? = nil, limit: Int = 10, offset: Int = 0, _ register: Register
  ) throws -> [String] {
    try register.store.read { (connection) throws(Problem) in
      try HouseholdQueryStore.byName(
        part, within: place.flatMap { PlaceCode(number: $0) }, limit: limit, offset: offset, on: connection
      ).map { "\($0.county)/\($0.number) \($0.member), \($0.head)" }
    }
  }

  @Test(arguments: [
    ("秀", ["530602/1 王秀英, 王秀英", "530602/2 赵秀, 赵秀"]), ("李", ["530602/1 李明, 王秀英"]),
    ("提吐", ["530603/3 买买提·吐尔逊, 买买提·吐尔逊"]), ("秀英", ["530602/1 王秀英, 王秀英"]), ("张", []), ("", []),
    ("提·吐", ["530603/3 买买提·吐尔逊, 买买提·吐尔逊"]), ("·", []),
    ("' OR 1=1 --", []), ("\"*\"", []),
  ])
  func aHouseholdIsFoundByAPartOfAMembersName(_ part: String, _ found: [String]) throws {
    #expect(try byName(part, try Register.settled()) == found)
  }

  @Test func aSearchCanBeLimitedToAPlace() throws {
    let register = try Register.settled()
    #expect(try byName("秀", within: Register.secondGroup, register).count == 1)
    #expect(try byName("秀", within: 530_602_000_000_000, register).count == 2)
    #expect(try byName("秀", within: Register.farGroup, register).isEmpty)
  }

  @Test func answersComeInPieces() throws {
    let register = try Register.settled()
    for number in 10..<40 {
      #expect(
        try register.person(Register.personFacts(number, in: 2, name: "钱\(number)"), on: "2025-11-01") == .new
      )
    }
    // Who is gone does not take anybody's place in a piece.
    #expect(try register.person(Register.personFacts(50, in: 1, name: "钱"), on: "2025-11-01") == .new)
    let all = try byName("钱", limit: 100, register)
    #expect(all.count == 31)
    let pieces = try stride(from: 0, to: 40, by: 8).flatMap {
      try byName("钱", limit: 8, offset: $0, register)
    }
    #expect(pieces == all)
    #expect(try byName("钱", limit: 0, register).isEmpty)
    #expect(try register.goneHouseholds(notIn: [1], counties: [Register.near], on: "2025-12-01") == 1)
    #expect(try byName("钱", limit: 1, register) == ["530602/1 钱, 王秀英"])
  }

  @Test func aPersonWhoseRowIsKeptElsewhereIsFoundWhereTheyLive() throws {
    let register = try Register.settled()
    #expect(try register.person(Register.personFacts(1, in: 3, relation: 2), on: "2025-12-01") == .updated)
    #expect(try byName("王", register) == ["530603/3 王秀英, 买买提·吐尔逊"])
    #expect(try byName("王", within: Register.farGroup, register).count == 1)
  }

  @Test func aHouseholdIsFoundByItsNumber() throws {
    let register = try Register.settled()
    func byNumber(_ number: Int64) throws -> String? {
      try register.store.read { (connection) throws(Problem) in
        try HouseholdQueryStore.byNumber(number, on: connection).map { "\($0.county) \($0.place) \($0.head)" }
      }
    }
    #expect(try byNumber(1) == "530602 530602102203001 王秀英")
    #expect(try byNumber(9) == nil)
    #expect(
      try register.household(Register.householdFacts(1, in: Register.farGroup), on: "2025-12-01") == .updated)
    #expect(try byNumber(1) == "530603 530603101201001 王秀英", "where it lives now")
  }

  @Test func theHeadComesFirstAndThenTheFirstMember() throws {
    let register = try Register.settled()
    #expect(try register.person(Register.personFacts(1, in: 3, relation: 2), on: "2025-12-01") == .updated)
    let heads = try register.store.read { (connection) throws(Problem) in
      try HouseholdQueryStore.heads(of: [1, 2, 9], county: Register.near, on: connection)
    }
    #expect(heads == [1: "李明", 2: "赵秀"])
  }

  @Test func aHouseholdIsShownAsItStoodOnADay() throws {
    let register = try Register.settled()
    #expect(
      try register.person(Register.personFacts(2, in: 2, name: "李明", relation: 5), on: "2025-12-01")
        == .updated)
    func members(_ number: Int64, on day: String) throws -> [String]? {
      let day = try #require(Day(day))
      return try register.store.read { (connection) throws(Problem) in
        try HouseholdQueryStore.household(county: Register.near, number: number, asOf: day, on: connection)?
          .members.map { "\($0.name) \($0.relation)" }
      }
    }
    #expect(try members(1, on: "2025-11-30") == ["王秀英 1", "李明 2"])
    #expect(try members(1, on: "2025-12-01") == ["王秀英 1"])
    #expect(try members(2, on: "2025-12-01") == ["赵秀 1", "李明 5"])
    #expect(try members(9, on: "2025-12-01") == nil)
  }

  @Test func aMemberIsShownWithTheFirstReportedDeath() throws {
    let register = try Register.settled()
    let kind = try #require(FeedKind.named("deaths"))
    let (feed, index) = (FeedStore(kind), FeedIndex())
    let person = try #require(register.index.person(Register.citizen(2)))
    for (record, day) in [(1, 20_300), (2, 20_200), (3, 20_500)] as [(Int64, Int64)] {
      let origin = try register.origin("2025-11-01")
      let facts = FeedFacts(
        record: record, county: person.home, subject: person.id.number, values: [.int(day), "一"])
      let outcome = try register.store.write { (connection) throws(Problem) in
        try feed.merge(facts, origin: origin, index: index, on: connection)
      }
      #expect(outcome == .new)
    }
    let found = try register.store.read { (connection) throws(Problem) in
      try HouseholdQueryStore.household(
        county: Register.near, number: 1, asOf: Day(number: 20_400), on: connection)
    }
    #expect(found?.members.map(\.death) == [nil, Day(number: 20_200)])
    #expect(found?.head?.name == "王秀英")
    #expect(found?.members.first?.citizen == Register.citizen(1))
  }
}
