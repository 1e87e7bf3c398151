// SQL that looks households up: one with all that belongs to it, or many by name or number.

package import Database
package import Kernel

/// Answers for screens and the command line. Nothing here scans a table that grows with the people.
package enum HouseholdQueryStore {
  /// The household as it stood on a day, nil where it was not registered.
  package static func household(
    county: Int64, number: Int64, asOf day: Day, on connection: Connection
  ) throws(Problem) -> HouseholdRecord? {
    let members = try members(county: county, number: number, asOf: day, on: connection)
    let incomes = try incomes(county: county, number: number, on: connection)
    let living = try connection.row(
      """
      SELECT housing_grade, water_safe FROM living_condition
      WHERE county = ? AND household = ? AND from_day <= ? ORDER BY from_day DESC LIMIT 1
      """, [.int(county), .int(number), .day(day)]
    ) { (row) throws(Problem) in (grade: row.optionalInt(0), water: row.optionalInt(1)) }
    return try connection.row(
      """
      SELECT place, type, registered_year, resettled FROM household
      WHERE county = ? AND number = ? AND (gone_on IS NULL OR gone_on > ?)
      """, [.int(county), .int(number), .day(day)]
    ) { (row) throws(Problem) in
      HouseholdRecord(
        county: county, number: number, place: PlaceStore.code(row.int(0)),
        type: HouseholdType(rawValue: row.int(1)) ?? .general, registeredYear: row.optionalInt(2),
        isResettled: row.int(3) == 1, housingGrade: living?.grade, isWaterSafe: living?.water.map { $0 == 1 },
        members: members, incomes: incomes)
    }
  }

  /// Households by part of a member's name, in order of person. **Shape**: `limit` at most, after `offset`.
  package static func byName(
    _ part: String, within place: PlaceCode? = nil, limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> [HouseholdMatch] {
    let counties = try PersonStore.counties(on: connection)
    var matches: [HouseholdMatch] = []
    var passed = 0
    var looked = 0
    var last: Int64 = 0
    // Who has the name may be gone or live elsewhere, so that more names are looked at than households asked
    // for.
    while matches.count < limit, looked < mostLookedAt {
      let ids = try PersonStore.names.search(part, limit: 1_000, after: last, on: connection)
      guard let end = ids.last else { break }
      (last, looked) = (end, looked + ids.count)
      for id in ids where matches.count < limit {
        guard let found = try membership(ofPerson: id, counties: counties, on: connection) else { continue }
        if let place, !place.contains(found.place) { continue }
        passed += 1
        if passed > offset { matches.append(try match(found, on: connection)) }
      }
    }
    return matches
  }

  private static let mostLookedAt = 100_000

  /// How many persons have the part in their name, counted up to `limit`.
  package static func countByName(_ part: String, limit: Int, on connection: Connection) throws(Problem)
    -> Int
  {
    try PersonStore.names.search(part, limit: limit, on: connection).count
  }

  /// The household of a number, in whatever county.
  package static func byNumber(_ number: Int64, on connection: Connection) throws(Problem) -> HouseholdMatch?
  {
    let found = try connection.row(
      """
      SELECT h.county, h.place FROM place p JOIN household h ON h.county = p.county AND h.number = ?
      WHERE p.level = 2 AND h.gone_on IS NULL
      """, [.int(number)]
    ) { (row) throws(Problem) in (county: row.int(0), place: row.int(1)) }
    guard let found else { return nil }
    let head = try heads(of: [number], county: found.county, on: connection)[number] ?? ""
    return HouseholdMatch(
      county: found.county, number: number, place: PlaceStore.code(found.place), head: head, member: head)
  }

  /// The name of the head of each household, or of its first member where none is the head.
  package static func heads(
    of numbers: [Int64], county: Int64, on connection: Connection
  ) throws(Problem) -> [Int64: String] {
    var names: [Int64: String] = [:]
    let statement = try connection.statement(
      """
      SELECT p.name FROM membership m JOIN person p ON p.county = m.home_county AND p.id = m.person
      WHERE m.county = ? AND m.household = ? AND m.to_day IS NULL ORDER BY m.relation, m.person LIMIT 1
      """)
    for number in numbers {
      statement.reset()
      statement.bind([.int(county), .int(number)])
      if try statement.step() { names[number] = statement.text(0) }
    }
    statement.reset()
    return names
  }

  private typealias Found = (county: Int64, number: Int64, place: PlaceCode, name: String)

  /// Where a person lives now; the id does not tell the county that keeps their row, so each is asked.
  private static func membership(
    ofPerson id: Int64, counties: [Int64], on connection: Connection
  ) throws(Problem) -> Found? {
    let statement = try connection.statement(membershipQuery)
    for county in counties {
      statement.reset()
      statement.bind(1, county)
      statement.bind(2, id)
      if try statement.step() {
        defer { statement.reset() }
        return (statement.int(0), statement.int(1), PlaceStore.code(statement.int(2)), statement.text(3))
      }
    }
    return nil
  }

  static let membershipQuery = """
    SELECT m.county, m.household, h.place, p.name FROM person p
    JOIN membership m ON m.home_county = p.county AND m.person = p.id AND m.to_day IS NULL
    JOIN household h ON h.county = m.county AND h.number = m.household
    WHERE p.county = ? AND p.id = ?
    """

  private static func match(_ found: Found, on connection: Connection) throws(Problem) -> HouseholdMatch {
    let head = try heads(of: [found.number], county: found.county, on: connection)[found.number] ?? ""
    return HouseholdMatch(
      county: found.county, number: found.number, place: found.place, head: head, member: found.name)
  }

  private static func members(
    county: Int64, number: Int64, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [MemberRecord] {
    try connection.rows(
      """
      SELECT p.id, p.county, p.citizen_id, p.id_checked, p.name, m.relation, p.sex, p.birth, p.education,
        p.school_status, p.health, p.labour, p.disability_level, p.medical_insured, p.pension_insured,
          p.work_place,
        p.work_months, p.monthly_wage,
        (SELECT MIN(d.death_date) FROM death d
          WHERE d.county = p.county AND d.person = p.id AND d.gone_on IS NULL AND d.death_date <= ?)
      FROM membership m JOIN person p ON p.county = m.home_county AND p.id = m.person
      WHERE m.county = ? AND m.household = ? AND m.from_day <= ? AND (m.to_day IS NULL OR m.to_day > ?)
      ORDER BY m.relation, p.birth, p.id
      """, [.day(day), .int(county), .int(number), .day(day), .day(day)]
    ) { (row) throws(Problem) in
      MemberRecord(
        id: PersonID(number: row.int(0)), home: row.int(1),
        citizen: CitizenID(packed: UInt64(bitPattern: row.int(2))),
        idIsRight: row.int(3) == 1, name: row.text(4), relation: row.int(5), sex: row.int(6),
        birth: row.day(7),
        education: row.int(8), schoolStatus: row.int(9), health: row.int(10), labour: row.int(11),
        disabilityLevel: row.int(12), isMedicallyInsured: row.int(13) == 1,
        isPensionInsured: row.int(14) == 1,
        workPlace: row.int(15), workMonths: row.int(16), monthlyWage: Money(fen: row.int(17)),
        death: row.optionalDay(18))
    }
  }

  private static func incomes(county: Int64, number: Int64, on connection: Connection) throws(Problem)
    -> [IncomeYear]
  {
    try connection.rows(
      """
      SELECT year, wage, operating, property, transfer, operating_cost FROM income
      WHERE county = ? AND household = ? ORDER BY year
      """, [.int(county), .int(number)]
    ) { (row) throws(Problem) in
      IncomeYear(
        year: row.int(0), wage: row.int(1), operating: row.int(2), property: row.int(3), transfer: row.int(4),
        operatingCost: row.int(5))
    }
  }
}
