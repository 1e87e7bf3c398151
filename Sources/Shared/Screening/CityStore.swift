// SQL that reads the registry into columns.

import Columns
package import Database
package import Kernel
import Registry
import Snapshots

package enum CityStore {
  /// The households of a scope as they stood on a day.
  /// **Shape**: rows that left the register on or before the day are not in it; the dead are.
  package static func load(_ scope: CityScope, asOf day: Day, on connection: Connection) throws(Problem)
    -> City
  {
    var reader = CityReader(scope: scope, day: day, connection: connection)
    try reader.readHouseholds()
    try reader.readMembers()
    return try reader.city()
  }

  /// The number's county, nil where no such household is registered on the day.
  package static func county(ofHousehold number: Int64, asOf day: Day, on connection: Connection)
    throws(Problem) -> Int64?
  {
    let statement = try connection.statement(
      """
      WITH RECURSIVE counties (county) AS (
        SELECT MIN(county) FROM household
        UNION ALL
        SELECT (SELECT MIN(county) FROM household WHERE household.county > counties.county) FROM counties
        WHERE counties.county IS NOT NULL
      )
      SELECT h.county FROM counties CROSS JOIN household h ON h.county = counties.county AND h.number = ?
      WHERE h.gone_on IS NULL OR h.gone_on > ?
      ORDER BY CASE WHEN h.gone_on IS NULL THEN 1 ELSE 0 END, h.gone_on
      """)
    defer { statement.reset() }
    statement.bind([.int(number), .day(day)])
    return try statement.step() ? statement.int(0) : nil
  }
}

extension CityScope {
  /// Which rows of a table of households are wanted. One household is a look-up, not a scan.
  func condition(_ number: String) -> String { isOne ? "county = ? AND \(number) = ?" : "1 = 1" }

  /// What the condition binds.
  var values: [SQLValue] {
    if case .household(let county, let number) = self { return [.int(county), .int(number)] }
    return []
  }
}

/// Reads table after table; each knows the rows of those before it.
struct CityReader {
  let scope: CityScope
  let day: Day
  let connection: Connection
  var numbers: [Int64] = []
  var places: [Int64] = []
  var householdRows = KeyIndex()
  /// Where the one household of the scope was read, from which its incomes come too.
  var householdOrigin: (importNumber: Int64, line: Int64)?
  var types: [Int8] = []
  var registeredYears: [Int64?] = []
  var resettled: [UInt8] = []
  var grades: [Int64?] = []
  var water: [Int64?] = []
  var personIDs: [Int64] = []
  var personHomes: [Int32] = []
  var personRows = KeyIndex()
  var personHouseholds: [Int32] = []
  /// The codes of each person by field; births, which are days, stand in an array of their own.
  var personCodes: [[Int8]] = []
  var births: [Int32] = []
  var wages: [Int64] = []
  var names = TextGatherer(rows: 0)
  var origins: [(importNumber: Int64, line: Int64)] = []

  init(scope: CityScope, day: Day, connection: Connection) {
    (self.scope, self.day, self.connection) = (scope, day, connection)
  }

  mutating func readHouseholds() throws(Problem) {
    let statement = try connection.statement(
      """
      SELECT number, place, type, registered_year, resettled, import, line, gone_on FROM household
      WHERE \(scope.condition("number")) AND (gone_on IS NULL OR gone_on > ?)
      ORDER BY county, number
      """)
    statement.bind(scope.values + [.day(day)])
    var rows: [HouseholdRow] = []
    while try statement.step() {
      if scope.isOne { householdOrigin = (statement.int(5), statement.int(6)) }
      rows.append(
        HouseholdRow(
          number: statement.int(0), place: statement.int(1), type: Int8(statement.int(2)),
          year: statement.optionalInt(3), resettled: UInt8(statement.int(4)),
          goneOn: statement.optionalDay(7)))
    }
    if rows.contains(where: { $0.goneOn != nil }) { rows = CityReader.once(rows) }
    // Registers are sorted by place already as a rule; then this costs one look at each pair.
    if zip(rows, rows.dropFirst()).contains(where: { ($0.place, $0.number) > ($1.place, $1.number) }) {
      rows.sort { ($0.place, $0.number) < ($1.place, $1.number) }
    }
    householdRows.reserve(rows.count)
    for (row, household) in rows.enumerated() { householdRows.insert(household.number, row: Int32(row)) }
    numbers = rows.map(\.number)
    places = rows.map(\.place)
    types = rows.map(\.type)
    registeredYears = rows.map(\.year)
    resettled = rows.map(\.resettled)
    try readLiving()
  }

  private struct HouseholdRow {
    let number, place: Int64
    let type: Int8
    let year: Int64?
    let resettled: UInt8
    let goneOn: Day?
  }

  /// A household that moves later has a row in both counties: it stands in the one that it leaves first.
  private static func once(_ rows: [HouseholdRow]) -> [HouseholdRow] {
    var best: [Int64: Day] = [:]
    for row in rows {
      best[row.number] = min(best[row.number] ?? .distantFuture, row.goneOn ?? .distantFuture)
    }
    var seen: Set<Int64> = []
    return rows.filter { row in
      (row.goneOn ?? .distantFuture) == best[row.number] && seen.insert(row.number).inserted
    }
  }

  /// Whether what a county keeps of a household is of the county where the household stands: the one that it
  /// left keeps its own.
  func isHome(_ county: Int64, ofRow row: Int32) -> Bool { places[Int(row)] / 1_000_000_000 == county }

  /// The last conditions that began on or before the day.
  private mutating func readLiving() throws(Problem) {
    grades = [Int64?](repeating: nil, count: numbers.count)
    water = grades
    let statement = try connection.statement(
      """
      SELECT household, housing_grade, water_safe, county FROM living_condition
      WHERE \(scope.condition("household")) AND from_day <= ?
      ORDER BY county, household, from_day
      """)
    statement.bind(scope.values + [.day(day)])
    while try statement.step() {
      let row = householdRows.row(of: statement.int(0))
      guard row >= 0, isHome(statement.int(3), ofRow: row) else { continue }
      grades[Int(row)] = statement.optionalInt(1)
      water[Int(row)] = statement.optionalInt(2)
    }
  }

  /// Who belongs to which household on the day, then what the register says of each.
  mutating func readMembers() throws(Problem) {
    let memberships = try readMemberships()
    let count = memberships.count
    personRows.reserve(count)
    for member in memberships {
      personRows.insert(member.person, row: Int32(personIDs.count))
      personIDs.append(member.person)
      personHomes.append(member.home)
      personHouseholds.append(member.household)
    }
    personCodes = [[Int8]](
      repeating: [Int8](repeating: 0, count: count), count: CityReader.personFields.count)
    for (row, member) in memberships.enumerated() {
      personCodes[CityReader.relation][row] = member.relation
    }
    births = [Int32](repeating: 0, count: count)
    wages = [Int64](repeating: 0, count: count)
    names = TextGatherer(rows: count)
    if scope.isOne { origins = [(Int64, Int64)](repeating: (0, 0), count: count) }
    try readPersons()
  }

  /// Who is in which household by what relation; the county is the one that keeps the person's row.
  private typealias Member = (household: Int32, home: Int32, person: Int64, relation: Int8)

  /// **Shape**: by row of the household, then by person.

  private func readMemberships() throws(Problem) -> [Member] {
    let statement = try connection.statement(
      """
      SELECT household, home_county, person, relation FROM membership
      WHERE \(scope.condition("household"))
        AND from_day <= ? AND (to_day IS NULL OR to_day > ?)
      """)
    statement.bind(scope.values + [.day(day), .day(day)])
    var memberships: [Member] = []
    while try statement.step() {
      let household = householdRows.row(of: statement.int(0))
      guard household >= 0 else { continue }
      memberships.append((household, Int32(statement.int(1)), statement.int(2), Int8(statement.int(3))))
    }
    // As households, they come in their order as a rule.
    if zip(memberships, memberships.dropFirst()).contains(where: { CityReader.isBefore($1, $0) }) {
      memberships.sort(by: CityReader.isBefore)
    }
    return memberships
  }

  private static func isBefore(_ left: Member, _ right: Member) -> Bool {
    left.household != right.household ? left.household < right.household : left.person < right.person
  }

  private mutating func readPersons() throws(Problem) {
    let columns = CityReader.personFields.dropFirst().joined(separator: ", ")
    let text = "SELECT id, monthly_wage, import, line, \(columns), name FROM person"
    if !scope.isOne {
      let statement = try connection.statement(text)
      while try statement.step() { store(statement) }
    } else {
      let statement = try connection.statement(text + " WHERE county = ? AND id = ?")
      for (row, id) in personIDs.enumerated() {
        statement.reset()
        statement.bind([.int(Int64(personHomes[row])), .int(id)])
        if try statement.step() { store(statement) }
      }
    }
  }

  private mutating func store(_ statement: Statement) {
    let row = Int(personRows.row(of: statement.int(0)))
    guard row >= 0 else { return }
    wages[row] = statement.int(1)
    if !origins.isEmpty { origins[row] = (statement.int(2), statement.int(3)) }
    statement.withUTF8(CityReader.personFields.count + 3) { names.set(row, utf8: $0) }
    for field in 1..<CityReader.personFields.count {
      let value = statement.int(field + 3)
      if field == CityReader.birth {
        births[row] = Int32(truncatingIfNeeded: value)
      } else {
        personCodes[field][row] = Int8(truncatingIfNeeded: value)
      }
    }
  }

  static let relation = 0
  static let birth = 2
  /// The person's columns as the table names them; the relation comes from the membership.
  static let personFields = [
    "relation", "sex", "birth", "education", "school_status", "health", "labour", "disability_level",
    "medical_insured", "pension_insured", "work_place", "work_months", "id_checked",
  ]
}
