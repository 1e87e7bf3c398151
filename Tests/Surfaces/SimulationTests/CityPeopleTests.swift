// A clean city is one that could be: places, families, numbers and dates agree with each other.
import Kernel
import Simulation
import Testing

private struct SeenPerson {
  let id: CitizenID
  let name: String
  let sex: Int
  let birth: Day
  let relation: Int
}

@Suite struct CityPeopleTests {
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func placesFormATreeAndSiblingsHaveTheirOwnNames(seed: UInt64) throws {
    let city = try WrittenCity(.tiny, seed: seed, clean: true)
    var levels: [PlaceCode: PlaceLevel] = [:]
    var names: Set<String> = []
    try city.table("regions").each { cell in
      let code = try #require(PlaceCode(cell("code")), "a place code: \(cell("code"))")
      #expect(String(code.level.rawValue) == cell("level"))
      #expect(levels.updateValue(code.level, forKey: code) == nil, "each place once")
      if code.level > .city {
        let parent = try #require(PlaceCode(cell("parent")))
        #expect(code.parent == parent)
        #expect(levels[parent] != nil, "a parent comes before its children")
      } else {
        #expect(cell("parent").isEmpty)
      }
      #expect(names.insert(cell("parent") + cell("name")).inserted, "\(cell("name")) twice")
    }
    #expect(levels.values.filter { $0 == .county }.count == 11)
    try city.table("households").each { cell in
      let group = try #require(PlaceCode(cell("group_code")))
      #expect(levels[group] == .group)
      #expect(cell("household_id").hasPrefix(String(group.county)))
    }
    try city.table("water").each { cell in
      let group = try #require(PlaceCode(cell("group_code")))
      #expect(levels[group] == .group)
    }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func identityNumbersAgreeWithTheirPeople(seed: UInt64) throws {
    let city = try WrittenCity(.tiny, seed: seed, clean: true)
    var seen: Set<CitizenID> = []
    let asOf = try referenceDay()
    try city.table("persons").each { cell in
      let (id, fault) = CitizenID.read(cell("pid"))
      #expect(fault == nil)
      let known = try #require(id)
      #expect(seen.insert(known).inserted, "each number once")
      #expect(known.birth?.description == cell("birth_date"))
      #expect(String(known.sex.rawValue) == cell("sex"))
      #expect(cell("household_id").hasPrefix(String(known.area)))
      let birth = try #require(known.birth)
      #expect(birth < asOf)
      #expect((2...4).contains(cell("name").count))
    }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func familiesFitTogether(seed: UInt64) throws {
    let city = try WrittenCity(.tiny, seed: seed, clean: true)
    let asOf = try referenceDay()
    var families: [String: [SeenPerson]] = [:]
    try city.table("persons").each { cell in
      let person = SeenPerson(
        id: try #require(CitizenID.read(cell("pid")).id), name: cell("name"),
        sex: try #require(Int(cell("sex"))), birth: try #require(Day(cell("birth_date"))),
        relation: try #require(Int(cell("relation"))))
      families[cell("household_id"), default: []].append(person)
    }
    let households = Set(try city.table("households").rows.map { $0[0] })
    #expect(Set(families.keys) == households, "nobody without household, no household without people")
    for (household, family) in families {
      let heads = family.filter { $0.relation == 1 }
      let head = try #require(heads.count == 1 ? heads.first : nil, "\(household) has one head")
      #expect(head.birth.age(on: asOf) >= 18)
      #expect(family.filter { $0.relation == 2 }.count <= 1)
      for member in family {
        let younger = member.birth.days(since: head.birth)
        switch member.relation {
        case 1: break
        case 2:
          #expect(member.sex != head.sex)
          #expect(member.birth.age(on: asOf) > 20)
        case 3:
          #expect(younger > 17 * 365)
          #expect(member.name.first == head.name.first, "children bear the head's surname")
        case 4: #expect(younger > 16 * 365)
        case 5: #expect(younger > 34 * 365)
        case 6: #expect(younger < -16 * 365)
        default: Issue.record("relation \(member.relation)")
        }
      }
    }
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func agesFitSchoolWorkAndHealth(seed: UInt64) throws {
    let asOf = try referenceDay()
    try WrittenCity(.tiny, seed: seed, clean: true).table("persons").each { cell in
      let age = try #require(Day(cell("birth_date"))).age(on: asOf)
      let ages: [String: ClosedRange<Int>] = [
        "0": 0...200, "1": 3...5, "2": 6...11, "3": 12...15, "4": 15...17, "5": 18...21,
      ]
      #expect(ages[cell("school_status")]?.contains(age) == true, "school \(cell("school_status")) at \(age)")
      #expect(["1", "2", "3", "4"].contains(cell("labour")))
      #expect(["1", "2", "3", "4"].contains(cell("health")))
      #expect((cell("health") == "4") == (cell("disability") != "0"))
      let months = try #require(Int(cell("work_months")))
      #expect((0...12).contains(months))
      #expect((months > 0) == (cell("work_place") != "0"))
      #expect((months > 0) == (cell("monthly_wage") != "0"))
      if months > 0 {
        #expect((16..<72).contains(age) && cell("school_status") == "0" && cell("labour") != "4")
      }
    }
  }

  @Test func incomesAreSpreadAroundTheKnownMean() throws {
    let city = try WrittenCity(.small, seed: 2, clean: true)
    var sizes: [String: Int] = [:]
    try city.table("persons").each { sizes[$0("household_id"), default: 0] += 1 }
    var total = 0
    var poor = 0
    try city.table("households").each { cell in
      func amount(_ name: String) throws -> Int { try #require(Int(cell("\(name)_2025"))) }
      let net = try amount("wage") + amount("oper") + amount("prop") + amount("trans") - amount("exp")
      let size = try #require(sizes[cell("household_id")])
      total += net
      if net < 8_000 * size { poor += 1 }
    }
    let people = sizes.values.reduce(0, +)
    #expect((12_000...14_500).contains(total / people), "\(total / people) yuan a head")
    #expect((20...150).contains(poor), "\(poor) of 10,000 households below the line")
    #expect((39_000...43_000).contains(people), "\(people) people")
  }
}
