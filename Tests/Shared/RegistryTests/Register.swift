// A small register to merge rows into: two counties, on days named by their text.

import Database
import Kernel
import Registry
import Sheets
import Testing
import Vault

/// Every row that is merged belongs to an import of its own unless a number is given.
final class Register {
  static let near: Int64 = 530_602
  static let far: Int64 = 530_603
  static let firstGroup: Int64 = 530_602_102_203_001
  static let secondGroup: Int64 = 530_602_102_203_002
  static let farGroup: Int64 = 530_603_101_201_001

  let store: Database
  private(set) var index = RegistryIndex()
  private let ids = IDSource(seed: 1)
  private var imports: Int64 = 0

  init() throws {
    store = try Database(inMemory: "register")
    try store.migrate(RegistryMigrations.all)
    try SealStore.unlock(store, with: try Register.ring())
    try restart()
  }

  /// Keys of tests: number 1 and what comes after.
  static func ring(_ count: UInt8 = 1) throws -> KeyRing {
    try KeyRing(
      (1...count).map { number throws(Problem) in
        try SecretKey(number: number, bytes: [UInt8](repeating: number, count: SecretKey.size))
      })
  }

  /// Reads the index anew, as the next run of the program does.
  func restart() throws {
    index = RegistryIndex()
    try store.read { (connection) throws(Problem) in try self.index.load(on: connection) }
  }

  func origin(_ day: String, _ number: Int64? = nil) throws -> RowOrigin {
    imports += 1
    return RowOrigin(importNumber: number ?? imports, line: 2, dated: try #require(Day(day)))
  }

  func place(_ code: Int64, _ name: String, on day: String, import number: Int64? = nil) throws -> RowOutcome
  {
    let (code, origin) = (try #require(PlaceCode(number: code)), try origin(day, number))
    return try store.write { (connection) throws(Problem) in
      try PlaceStore.merge(code, name: name, origin: origin, index: self.index, on: connection)
    }
  }

  func household(
    _ facts: HouseholdFacts, on day: String, import number: Int64? = nil
  ) throws -> RowOutcome {
    let origin = try origin(day, number)
    return try store.write { (connection) throws(Problem) in
      try HouseholdStore.merge(facts, origin: origin, index: self.index, on: connection)
    }
  }

  func person(_ facts: PersonFacts, on day: String, import number: Int64? = nil) throws -> RowOutcome {
    let origin = try origin(day, number)
    return try store.write { (connection) throws(Problem) in
      try PersonStore.merge(
        facts, origin: origin, ids: self.ids, at: Instant(milliseconds: 1_762_000_000_000), index: self.index,
        on: connection)
    }
  }

  func goneHouseholds(notIn seen: Set<Int64>, counties: Set<Int64>, on day: String) throws -> Int {
    let origin = try origin(day)
    return try store.write { (connection) throws(Problem) in
      try HouseholdStore.markGone(
        notIn: seen, counties: counties, origin: origin, index: self.index, connection: connection)
    }
  }

  func ask(_ sql: String, _ values: [SQLValue] = []) throws -> [String] {
    try store.read { (connection) throws(Problem) in
      try connection.rows(sql, values) { (row) throws(Problem) in
        (0..<row.columnCount).map { row.isNull($0) ? "-" : row.text($0) }.joined(separator: " ")
      }
    }
  }

  /// The households of a member by day: `household from to relation`, days as text.
  func memberships(of number: Int) throws -> [String] {
    let citizen = try #require(CitizenID.read(Self.citizen(number).text).id)
    return try store.read { (connection) throws(Problem) in
      try connection.rows(
        """
        SELECT m.household, m.from_day, m.to_day, m.relation, m.county FROM membership m
        JOIN person p ON p.county = m.home_county AND p.id = m.person WHERE p.citizen_key = ?
        ORDER BY m.from_day, m.household, m.county
        """, [.int(try connection.seal().key(citizen: citizen))]
      ) { (row) throws(Problem) in
        let (from, to) = (row.day(1), row.optionalDay(2))
        let start = from == .distantPast ? "ever" : "\(from)"
        return "\(row.int(4))/\(row.int(0)) \(start) \(to.map { "\($0)" } ?? "now") \(row.int(3))"
      }
    }
  }

  static func citizen(_ number: Int) -> CitizenID {
    guard let id = CitizenID(area: 530_602, birth: Day(number: 3_652), sequence: number) else {
      preconditionFailure("numbers of the cast lie below a thousand")
    }
    return id
  }

  static func householdFacts(
    _ number: Int64, in group: Int64 = firstGroup, wage: Int64 = 1_200_000, year: Int64 = 2024,
    grade: Int64? = 1
  ) -> HouseholdFacts {
    guard let place = PlaceCode(number: group) else { preconditionFailure("groups of the cast are codes") }
    return HouseholdFacts(
      number: number, place: place, type: .monitored, registeredYear: 2014, resettled: false,
      housingGrade: grade,
      waterSafe: true, phone: nil,
      incomes: [
        IncomeYear(
          year: year, wage: wage, operating: 300_000, property: 0, transfer: 80_000, operatingCost: 120_000)
      ])
  }

  static func personFacts(
    _ number: Int, in household: Int64, name: String = "王秀英", relation: Int64 = 1
  ) -> PersonFacts {
    PersonFacts(
      citizen: citizen(number), idIsRight: true, household: household, name: name, sex: 2,
      birth: Day(number: 3_652), relation: relation, education: 3, schoolStatus: 0, health: 1, labour: 1,
      disabilityLevel: 0, medicalInsured: 1, pensionInsured: 1, workPlace: 2, workMonths: 6,
      monthlyWageFen: 250_000)
  }

  /// Both counties with their groups, households 1 and 2 near and 3 far, and four persons, as of November
  /// 2025.
  static func settled() throws -> Register {
    let register = try Register()
    let places: [(Int64, String)] = [
      (530_600_000_000_000, "昭通市"), (530_602_000_000_000, "昭阳区"), (530_602_102_000_000, "永丰镇"),
      (530_602_102_203_000, "青坪村"), (firstGroup, "一组"), (secondGroup, "二组"),
      (530_603_000_000_000, "鲁甸县"), (530_603_101_000_000, "文屏镇"), (530_603_101_201_000, "普芝噜村"),
      (farGroup, "一组"),
    ]
    for (code, name) in places { #expect(try register.place(code, name, on: "2025-11-01") == .new) }
    for (number, group) in [(1, firstGroup), (2, secondGroup), (3, farGroup)] {
      #expect(try register.household(householdFacts(Int64(number), in: group), on: "2025-11-01") == .new)
    }
    let cast: [(Int, Int64, String, Int64)] = [
      (1, 1, "王秀英", 1), (2, 1, "李明", 2), (3, 2, "赵秀", 1), (4, 3, "买买提·吐尔逊", 1),
    ]
    for (number, household, name, relation) in cast {
      let facts = personFacts(number, in: household, name: name, relation: relation)
      #expect(try register.person(facts, on: "2025-11-01") == .new)
    }
    try register.store.write { (connection) throws(Problem) in
      try RegistryMigrations.buildIndexes(on: connection)
    }
    return register
  }
}
