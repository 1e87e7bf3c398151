// A city adds up to the article's figures, scaled by its base: counted from its files alone.
import Kernel
import Simulation
import Testing

/// What an import takes of a city: of rows that share a number the first that can be used.
private struct Counted {
  struct Household {
    let type: String
    let isRelocated: Bool
    let net: Int
    let netBefore: Int
    let operating: Int
    let operatingBefore: Int
    var living = 0
  }

  var households: [String: Household] = [:]
  var homes: [String: String] = [:]
  var labourers: [String: (household: String, isAtWork: Bool)] = [:]
  let city: WrittenCity

  init(_ city: WrittenCity, year: Int, asOf: Day) throws {
    self.city = city
    let groups = Set(try city.table("regions").rows.map { $0[0] })
    try city.table("households").each { cell in
      guard groups.contains(cell("group_code")), households[cell("household_id")] == nil else { return }
      func amount(_ head: String, _ year: Int) throws -> Int { try #require(Int(cell("\(head)_\(year)"))) }
      func net(_ year: Int) throws -> Int {
        try ["wage", "oper", "prop", "trans"].reduce(-amount("exp", year)) { $0 + (try amount($1, year)) }
      }
      households[cell("household_id")] = Household(
        type: cell("hh_type"), isRelocated: cell("resettled") == "1", net: try net(year),
        netBefore: try net(year - 1), operating: try amount("oper", year),
        operatingBefore: try amount("oper", year - 1))
    }
    var people: [(id: String, household: String, age: Int, labour: String, place: String)] = []
    try city.table("persons").each { cell in
      let id = cell("pid")
      guard let birth = Day(cell("birth_date")), CitizenID.read(id).id?.birth == birth, homes[id] == nil,
        households[cell("household_id")] != nil
      else { return }
      homes[id] = cell("household_id")
      people.append((id, cell("household_id"), birth.age(on: asOf), cell("labour"), cell("work_place")))
    }
    let dead = Set(try feed("deaths", days: ["death_date"]).map { $0("pid") })
    for person in people where !dead.contains(person.id) {
      households[person.household]?.living += 1
      if (16...59).contains(person.age), ["1", "2"].contains(person.labour) {
        labourers[person.id] = (person.household, person.place != "0")
      }
    }
  }

  func feed(_ name: String, days: [String], amounts: [String] = []) throws -> [TableRow] {
    var seen: Set<String> = []
    var rows: [TableRow] = []
    try city.table(name).each { cell in
      let (id, fault) = CitizenID.read(cell("pid"))
      guard let id, fault == nil, homes[id.text] != nil, days.allSatisfy({ Day(cell($0)) != nil }),
        amounts.allSatisfy({ Int(cell($0)) != nil }), seen.insert(cell("record_id")).inserted
      else { return }
      rows.append(cell)
    }
    return rows
  }

  func household(of row: TableRow) throws -> String {
    let id = try #require(CitizenID.read(row("pid")).id)
    return try #require(homes[id.text])
  }

  var base: [Household] { households.values.filter { $0.type != "G" } }

  func labour(_ isMeant: (Household) -> Bool) -> [Int] {
    let meant = labourers.values.filter { households[$0.household].map(isMeant) ?? false }
    return [meant.count, meant.count { $0.isAtWork }]
  }
}

@Suite struct CalibratedCityTests {
  private static let year = 2022

  private func counted(_ scale: Scale, _ seed: UInt64, clean: Bool) throws -> Counted {
    let day = try #require(Calibration.zhaotong.figuresDay)
    let city = try WrittenCity(scale, seed: seed, clean: clean, asOf: day)
    return try Counted(city, year: CalibratedCityTests.year, asOf: day)
  }

  /// A published figure in proportion to the base.
  private func scaled(_ figure: Int, _ base: Int) -> Int { (figure * base * 2 + 442_248) / (2 * 442_248) }

  @Test(arguments: [
    (Scale.tiny, 1 as UInt64, true), (.tiny, 2, false), (.tiny, 3, true), (.tiny, 4, false), (.tiny, 5, true),
    (.small, 1, false), (.small, 6, true),
  ])
  func countsAreTheArticlesInProportion(scale: Scale, seed: UInt64, clean: Bool) throws {
    let city = try counted(scale, seed, clean: clean)
    let base = city.base
    #expect(base.count == (scale == .tiny ? 68 : 3_402))
    func expect(_ value: Int, _ figure: Int, _ name: String) {
      #expect(value == scaled(figure, base.count), "\(name), seed \(seed)")
    }
    expect(base.count { $0.type == "M" }, 24_248, "monitored that never were poor")
    let lifted = base.filter { $0.netBefore < 10_000 * $0.living && $0.net >= 10_000 * $0.living }
    expect(lifted.count, 70_100, "lifted")
    expect(lifted.reduce(0) { $0 + $1.living }, 300_600, "persons lifted")
    #expect(base.allSatisfy { $0.net >= 7_000 * $0.living })
    let relocated = city.households.values.filter(\.isRelocated)
    expect(relocated.reduce(0) { $0 + $1.living }, 354_700, "relocated persons")
    for (labour, figures) in [
      (city.labour { _ in true }, [3_010_000, 2_612_379]),
      (city.labour { $0.type != "G" }, [1_050_000, 929_145]),
      (city.labour(\.isRelocated), [197_000, 180_649]),
    ] {
      expect(labour[0], figures[0], "labourers")
      expect(labour[1], figures[1], "labourers at work")
    }
    let bound = Set(
      try city.feed("bindings", days: ["start_date"]).filter { $0("end_date").isEmpty }.map(city.household))
    expect(bound.count, 413_900, "bound households")
    let claims = try city.feed("claims", days: ["event_date"], amounts: ["amount"])
      .filter { !$0("paid_date").isEmpty }
    expect(claims.reduce(0) { $0 + (Int($1("amount")) ?? 0) }, 49_499_200, "claims paid")
    expect(Set(try claims.map(city.household)).count, 15_234, "households paid")
  }

  @Test(arguments: [(Scale.tiny, 7 as UInt64, false), (.small, 2, false), (.small, 3, true)])
  func meansAndRatesAreTheArticles(scale: Scale, seed: UInt64, clean: Bool) throws {
    let city = try counted(scale, seed, clean: clean)
    let base = city.base
    let persons = Double(base.reduce(0) { $0 + $1.living })
    func mean(_ value: (Counted.Household) -> Int) -> Double {
      Double(base.reduce(0) { $0 + value($1) }) / persons
    }
    #expect(mean(\.net).rounded() == 13_233)
    #expect(mean(\.netBefore).rounded() == 11_438)
    #expect(mean(\.operating).rounded() == 1_412)
    #expect(abs(mean(\.operating) / mean(\.operatingBefore) - 1.5404) < 0.001)
    let work = try city.feed("work", days: ["until"]).filter { row in
      CitizenID.read(row("pid")).id.map { city.labourers[$0.text] != nil } ?? false
    }
    for (year, months) in [(2022, 9.05), (2021, 8.50)] {
      let rows = work.filter { $0("until") == "\(year)-09-30" }
      let sum = rows.reduce(0) { $0 + (Int($1("months")) ?? 0) }
      #expect(abs(Double(sum) / Double(rows.count) - months) < 0.51 / Double(rows.count) + 0.005)
    }
    func outside(_ year: Int) -> Int {
      work.count { $0("until") == "\(year)-09-30" && $0("work_place") == "5" }
    }
    #expect(outside(2022) - outside(2021) == scaled(80_000, base.count))
  }

  @Test(arguments: [(Scale.tiny, 8 as UInt64, false), (.small, 4, true), (.small, 5, false)])
  func theLedgerOfCasesIsTheArticles(scale: Scale, seed: UInt64, clean: Bool) throws {
    let city = try counted(scale, seed, clean: clean)
    let base = city.base.count
    var (all, allPersons, gone, gonePersons) = (0, 0, 0, 0)
    for row in try city.feed("cases", days: ["opened_on", "registered_on"]) {
      let household = try #require(city.households[try city.household(of: row)])
      let days = try ["opened_on", "registered_on"].map { try #require(Day(row($0))) }
      #expect(household.type != "G" && days[0] <= days[1])
      #expect(["unstable", "marginal", "sudden"].contains(row("object_type")))
      #expect((row("object_type") != "marginal") || household.type == "M")
      #expect((row("object_type") != "unstable") || household.type == "T")
      all += 1
      allPersons += household.living
      guard let end = Day(row("eliminated_on")) else { continue }
      gone += 1
      gonePersons += household.living
      let done = try #require(Day(row("measure_done_on")))
      #expect(end.days(since: days[1]) >= 180 && done <= end && !row("measure").isEmpty)
    }
    #expect(all == scaled(55_106, base) && allPersons == scaled(230_570, base))
    #expect(gone == scaled(37_650, base) && gonePersons == scaled(164_440, base))
  }

  @Test func ledgersOfPlacesBelongToPlacesAndHoldTheCountsOfTheCity() throws {
    let city = try WrittenCity(.tiny, seed: 9, clean: true)
    let places = Set(try city.table("regions").rows.map { $0[0] })
    for name in WrittenCity.placeLedgers {
      #expect(try city.table(name).rows.allSatisfy { places.contains($0[1]) }, "\(name)")
    }
    func count(_ name: String, _ column: String) throws -> [String: Int] {
      var counts: [String: Int] = [:]
      try city.table(name).each { counts[$0(column), default: 0] += 1 }
      return counts
    }
    #expect(try count("tasks", "kind") == ["key_task": 30, "gap": 8, "fund_measure": 12, "review_round": 5])
    #expect(try count("policies", "level") == ["city": 23, "county": 120])
    #expect(try city.table("demos").rows.count == 11)
    #expect(try count("entities", "kind") == ["firm": 1, "coop": 1])
    var sums: [String: Int] = [:]
    try city.table("projects").each { sums[$0("class"), default: 0] += Int($0("amount")) ?? 0 }
    let share = Double(sums["industry"] ?? 0) / Double(sums.values.reduce(0, +))
    #expect(abs(share - 0.6041) < 0.00005)
  }

  @Test func anotherDayHasTheSameShape() throws {
    let day = try referenceDay()
    let city = try Counted(
      try WrittenCity(.tiny, seed: 10, clean: false, asOf: day), year: 2025, asOf: day)
    let persons = city.base.reduce(0) { $0 + $1.living }
    #expect(city.base.reduce(0) { $0 + $1.net } == 13_233 * persons)
    #expect(city.labour { _ in true } == [scaled(3_010_000, 68), scaled(2_612_379, 68)])
  }
}
