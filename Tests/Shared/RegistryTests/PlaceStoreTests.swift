// Places: a dated tree of names that lists correct, and that can be asked as of any day.

import Database
import Kernel
import Registry
import Sheets
import Testing

@Suite struct PlaceStoreTests {
  private func name(_ code: Int64, on day: String, _ register: Register) throws -> String? {
    let (code, day) = (try #require(PlaceCode(number: code)), try #require(Day(day)))
    return try register.store.read { (connection) throws(Problem) in
      try PlaceStore.place(code, asOf: day, on: connection)?.name
    }
  }

  @Test func aChangedNameBeginsANewPeriod() throws {
    let register = try Register.settled()
    let group = Register.firstGroup
    #expect(try register.place(group, "一组", on: "2025-12-01") == .identical)
    #expect(try register.place(group, "甲组", on: "2026-01-01") == .updated)
    #expect(try name(group, on: "0001-01-01", register) == "一组", "what was there before lists began")
    #expect(try name(group, on: "2025-12-31", register) == "一组")
    #expect(try name(group, on: "2026-01-01", register) == "甲组")
  }

  @Test func anOlderListChangesNoName() throws {
    let register = try Register.settled()
    let group = Register.firstGroup
    #expect(try register.place(group, "旧组", on: "2024-01-01") == .older)
    #expect(try register.place(group, "一组", on: "2026-01-01") == .identical)
    #expect(try register.place(group, "中组", on: "2025-12-01") == .older, "a younger list confirmed the name")
    #expect(try name(group, on: "2025-12-15", register) == "一组")
  }

  @Test func aListCanBeCorrectedOnItsOwnDay() throws {
    let register = try Register.settled()
    let group = Register.firstGroup
    #expect(try register.place(group, "甲组", on: "2026-01-01") == .updated)
    #expect(try register.place(group, "乙组", on: "2026-01-01") == .updated)
    #expect(try name(group, on: "2026-01-01", register) == "乙组")
    #expect(try name(group, on: "2025-12-31", register) == "一组")
    let was = try register.store.read { (connection) throws(Problem) in
      try HistoryStore.replaced("place", group, county: Register.near, on: connection)
    }
    #expect(was.count == 1)
    #expect(was.first?.contains("甲组") == true)
  }

  private func markGone(
    _ register: Register, but seen: Set<Int64>, counties: Set<Int64>, on day: String
  ) throws -> Int {
    let origin = try register.origin(day)
    return try register.store.write { (connection) throws(Problem) in
      try PlaceStore.markGone(
        notIn: seen, counties: counties, origin: origin, index: register.index, connection: connection)
    }
  }

  @Test func aPlaceEndsAndReturns() throws {
    let register = try Register.settled()
    let (group, code) = (Register.farGroup, try #require(PlaceCode(number: Register.farGroup)))
    let others: Set<Int64> = [530_603_000_000_000, 530_603_101_000_000, 530_603_101_201_000]
    #expect(try markGone(register, but: others, counties: [Register.far], on: "2026-01-01") == 1)
    #expect(try name(group, on: "2025-12-31", register) == "一组")
    #expect(try name(group, on: "2026-01-01", register) == nil)
    #expect(!register.index.hasPlace(code))
    try register.restart()
    #expect(!register.index.hasPlace(code))
    #expect(try register.place(group, "一组", on: "2025-12-01") == .older, "a younger list ended it")
    #expect(!register.index.hasPlace(code))
    #expect(try register.place(group, "新组", on: "2026-02-01") == .updated)
    #expect(register.index.hasPlace(code))
    #expect(try name(group, on: "2026-01-31", register) == nil)
    #expect(try name(group, on: "2026-02-01", register) == "新组")
  }

  @Test func anOlderListEndsNoPlace() throws {
    let register = try Register.settled()
    #expect(try markGone(register, but: [], counties: [Register.far], on: "2025-10-31") == 0)
  }

  @Test func aPlaceThatWouldEndOnTheDayItBeganIsTakenBack() throws {
    let register = try Register.settled()
    #expect(try register.place(Register.farGroup, "新组", on: "2026-01-01") == .updated)
    let others: Set<Int64> = [530_603_000_000_000, 530_603_101_000_000, 530_603_101_201_000]
    #expect(try markGone(register, but: others, counties: [Register.far], on: "2026-01-01") == 1)
    #expect(try name(Register.farGroup, on: "2026-01-01", register) == nil)
    #expect(try name(Register.farGroup, on: "2025-12-31", register) == "一组")
  }

  @Test func theTreeIsWalkedDownAndUp() throws {
    let register = try Register.settled()
    let day = try #require(Day("2025-11-01"))
    let (group, village) = (
      try #require(PlaceCode(number: Register.firstGroup)), try #require(PlaceCode("530602102203"))
    )
    let answers = try register.store.read { (connection) throws(Problem) -> [[String]] in
      let city = try PlaceStore.cities(asOf: day, on: connection)
      let top = city.first?.code
      var answers = [city.map(\.name)]
      if let top { answers.append(try PlaceStore.children(of: top, asOf: day, on: connection).map(\.name)) }
      answers.append(try PlaceStore.children(of: village, asOf: day, on: connection).map(\.name))
      answers.append(try PlaceStore.children(of: group, asOf: day, on: connection).map(\.name))
      answers.append(try PlaceStore.path(of: group, asOf: day, on: connection).map(\.name))
      return answers
    }
    #expect(
      answers == [
        ["昭通市"], ["昭阳区", "鲁甸县"], ["一组", "二组"], [], ["昭通市", "昭阳区", "永丰镇", "青坪村", "一组"],
      ])
  }

  @Test func aPlaceIsOfTheCountyItsCodeNames() throws {
    let register = try Register.settled()
    let refusal = #expect(throws: Problem.self) {
      try register.store.write { (connection) throws(Problem) in
        try connection.run("UPDATE place SET county = 530603 WHERE code = ?", [.int(Register.firstGroup)])
      }
    }
    #expect(refusal?.code == "database.constraint")
  }

  @Test func aNameIsLookedForInManyPlacesByOneStatement() throws {
    let register = try Register.settled()
    for (number, name) in [
      (Int64(530_602_101_202_000), "王家村"), (530_602_101_202_001, "王一组"), (530_602_101_203_000, "李家村"),
      (530_602_101_203_001, "王二组"), (530_602_101_204_000, "王家寨"),
    ] {
      _ = try register.place(number, name, on: "2026-01-01")
    }
    let day = try #require(Day("2026-02-01"))
    func ranges(_ numbers: Int64...) throws -> [ClosedRange<Int64>] {
      try numbers.map { try #require(PlaceCode(number: $0)).subtree }
    }
    let village = try ranges(530_602_101_202_000, 530_602_101_204_000)
    let (found, texts) = try register.store.write { (connection) throws(Problem) in
      var texts: [String] = []
      connection.watch = { texts.append($0) }
      let found = try PlaceStore.named("王", within: village, asOf: day, limit: 9, on: connection)
      connection.watch = nil
      return (found.map(\.number), texts)
    }
    #expect(found == [530_602_101_202_000, 530_602_101_202_001, 530_602_101_204_000], "between them nothing")
    #expect(texts.count == 1)
    let few = try register.store.read { (connection) throws(Problem) in
      (
        try PlaceStore.named("王", within: village, asOf: day, limit: 2, on: connection).count,
        try PlaceStore.named("王", within: [], asOf: day, limit: 2, on: connection).count,
        try PlaceStore.named("%", within: village, asOf: day, limit: 2, on: connection).count
      )
    }
    #expect(few == (2, 0, 0))
  }
}
