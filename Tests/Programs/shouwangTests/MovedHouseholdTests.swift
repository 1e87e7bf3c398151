// A household that moves to another county stands in one county a day, with the conditions it has there.
import Access
import Assembly
import Dashboards
import Database
import Exchange
import Foundation
import Kernel
import Registry
import Rules
import Screening
import Testing

@Suite struct MovedHouseholdTests {
  private static let number: Int64 = 7

  /// A household of one person in the county of a group; housing grade and wages are told for its new home.
  private static func households(in group: String, grade: String, wage: Int) -> String {
    """
    household_id,group_code,hh_type,resettled,housing_grade,water_safe,\
    wage_2025,oper_2025,prop_2025,trans_2025,exp_2025
    \(number),\(group),G,0,\(grade),1,\(wage),0,0,0,0

    """
  }

  private static let places = """
    code,level,parent,name
    5306,1,,昭通市
    530602,2,5306,昭阳区
    530602001,3,530602,一街道
    530602001001,4,530602001,甲村
    530602001001001,5,530602001001,一组
    530621,2,5306,鲁甸县
    530621001,3,530621,乙镇
    530621001001,4,530621001,乙村
    530621001001001,5,530621001001,一组

    """

  private static func persons() throws -> String {
    let citizen = try #require(CitizenID(area: 530_602, birth: Day(number: 3_652), sequence: 1)).text
    return """
      pid,household_id,name,sex,birth_date,relation,education,school_status,health,labour,\
      disability,med_insured,pension_insured,work_place,work_months,monthly_wage
      \(citizen),\(number),王秀英,2,1980-01-01,1,3,0,1,1,0,1,1,2,12,2500

      """
  }

  private func store(_ folder: WorkFolder, from old: String, to new: String) throws -> Database {
    let database = try Database(path: folder.path + "/city.sqlite")
    try database.migrate(StoreOptions.migrations)
    try SealStore.unlock(database, with: Project.ring())
    func take(_ texts: [String: String], dated: String) throws {
      var paths: [String] = []
      for (name, text) in texts {
        try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        paths.append(folder.path + "/" + name)
      }
      let importer = Importer(
        database, act: Project.act, as: nil, ids: IDSource(seed: 1),
        options: ImportOptions(dated: try #require(Day(dated))))
      #expect(try importer.run(paths).problems.isEmpty)
    }
    try take(
      [
        "regions.csv": Self.places, "persons.csv": try Self.persons(),
        "households.csv": Self.households(in: old, grade: "B", wage: 50_000),
      ], dated: "2025-06-01")
    try take(
      ["households.csv": Self.households(in: new, grade: "D", wage: 1_000)], dated: "2025-11-01")
    return database
  }

  /// Both ways, since tables are read in the order of counties.
  @Test(arguments: [
    ("530602001001001", "530621001001001"), ("530621001001001", "530602001001001"),
  ])
  func aMovedHouseholdIsReadOnceAndFromItsHome(old: String, new: String) throws {
    let folder = try WorkFolder("moved-\(old)")
    let database = try store(folder, from: old, to: new)
    let screener = try Screener(Project.rules())
    for (day, group) in [("2025-10-31", old), ("2025-11-30", new)] {
      let day = try #require(Day(day))
      let (city, county) = try database.read { (connection) throws(Problem) in
        (
          try CityStore.load(.everything, asOf: day, on: connection),
          try CityStore.county(ofHousehold: Self.number, asOf: day, on: connection)
        )
      }
      #expect(city.numbers == [Self.number])
      #expect(city.places == [Int64(group)])
      #expect(city.personIDs.count == 1)
      #expect(county == Int64(group.prefix(6)))
      let alone = try database.read { (connection) throws(Problem) in
        try CityStore.load(
          .household(county: county ?? 0, number: Self.number), asOf: day, on: connection)
      }
      let mask = try screener.run(over: city).masks()
      #expect(try screener.run(over: alone).masks() == mask)
      let isPoor = group == new
      #expect((mask.first ?? 0) & 1 == (isPoor ? 1 : 0), "low income only where the wages are low")
      #expect((mask.first ?? 0) & 1 << 10 == (isPoor ? 1 << 10 : 0), "dangerous housing only there")
    }
  }

  /// Also before the next screening, whose day may lie before the move.
  @Test(arguments: [Day("2025-10-31"), Day("2025-11-02")])
  func onlyWhereItLivesNowMayItBeSeen(asOf day: Day?) async throws {
    let day = try #require(day)
    let folder = try WorkFolder("moved-seen-\(day)")
    let (old, new) = ("530602001001001", "530621001001001")
    let database = try store(folder, from: old, to: new)
    let library = try Project.rules()
    let city = try database.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: day, on: connection)
    }
    let result = try Screener(library).run(over: city)
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(result, by: Project.act, as: nil, on: connection)
    }
    let source = StoreSource(database, library: library)
    let left = Posts.visitor("county_office", at: Posts.code("530602"))
    for county in [Int64(530_602), 530_621] {
      let problem = await #expect(throws: Problem.self) {
        try await source.household(county: county, number: Self.number, for: left)
      }
      #expect(problem?.code == "dashboards.household.unknown")
    }
    #expect(try await source.search("\(Self.number)", page: 1, for: left).hits.isEmpty)
    let home = Posts.visitor("county_office", at: Posts.code("530621"))
    #expect(try await source.search("\(Self.number)", page: 1, for: home).hits.count == 1)
  }
}
