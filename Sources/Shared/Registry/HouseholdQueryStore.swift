// SQL that looks households up: one with all that belongs to it, or many by name or number.

package import Database
package import Kernel
import Snapshots

/// Answers for screens and the command line. But for a search by name, nothing here scans a table that grows
/// with the people.
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

  /// Households by part of a member's name, in order of person: case of ASCII letters, blanks and dots do not
  /// count. **Shape**: `limit` at most, after `offset`; a member each, so that one household may come twice.
  ///
  /// Every name is looked at, about a second in a full city. Who holds the city in memory searches there.
  package static func byName(
    _ part: String, within place: PlaceCode? = nil, limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> [HouseholdMatch] {
    guard let needle = Needle(part) else { return [] }
    let found = try connection.rows(
      """
      SELECT m.county, m.household, h.place, p.name FROM \(named)
      ORDER BY p.county, p.id LIMIT ? OFFSET ?
      """, needle.values(within: place) + [.int(limit), .int(offset)]
    ) { (row) throws(Problem) -> Found in
      (row.int(0), row.int(1), PlaceStore.code(row.int(2)), row.text(3))
    }
    var matches: [HouseholdMatch] = []
    for one in found { matches.append(try match(one, on: connection)) }
    return matches
  }

  /// How many members of households have the part in their name, counted up to `limit`.
  package static func countByName(
    _ part: String, within place: PlaceCode? = nil, limit: Int, on connection: Connection
  ) throws(Problem) -> Int {
    guard let needle = Needle(part) else { return 0 }
    return Int(
      try connection.number(
        "SELECT COUNT(*) FROM (SELECT 1 FROM \(named) LIMIT ?)",
        needle.values(within: place) + [.int(limit)]))
  }

  /// What is looked for in names, as `TextSearch` does it in memory.
  private struct Needle {
    private let bare: String

    init?(_ part: String) {
      bare = String(TextSearch.squeezed(part).map { $0.isASCII ? Character($0.lowercased()) : $0 })
      if bare.isEmpty { return nil }
    }

    func values(within place: PlaceCode?) -> [SQLValue] {
      // The first character alone sorts out nearly all names before any is stripped of its dots.
      [
        .text(String(Substring(bare.unicodeScalars.prefix(1)))), .text(bare),
        .int(place?.subtree.lowerBound), .int(place?.subtree.lowerBound), .int(place?.subtree.upperBound),
      ]
    }
  }

  /// Persons whose name holds the needle, where they live now. The signs before the person's key keep the
  /// engine from going through the memberships first, which is five times slower.
  private static let named = """
    person p
    JOIN membership m ON m.home_county = +p.county AND m.person = +p.id AND m.to_day IS NULL
    JOIN household h ON h.county = m.county AND h.number = m.household
    WHERE instr(lower(p.name), ?) > 0 AND instr(\(stripped), ?) > 0
      AND (? IS NULL OR h.place BETWEEN ? AND ?)
    """

  /// A name without what may stand between its parts.
  private static let stripped = [" ", "　", "·", "•", "・", "‧", ".", "-", "\'\'"].reduce("lower(p.name)") {
    "replace(\($0), '\($1)', '')"
  }

  /// Where a household lives now, and where it stood on a day; nil for neither.
  /// Who may see it is decided by where it lives now; a household that is gone is looked up where it stood.
  package static func home(
    county: Int64, number: Int64, asOf day: Day, on connection: Connection
  ) throws(Problem) -> PlaceCode? {
    let stood = try connection.row(
      "SELECT place FROM household WHERE county = ? AND number = ? AND (gone_on IS NULL OR gone_on > ?)",
      [.int(county), .int(number), .day(day)]
    ) { (row) throws(Problem) in PlaceStore.code(row.int(0)) }
    guard let stood else { return nil }
    let lives = try connection.row(
      """
      SELECT h.place FROM place p JOIN household h ON h.county = p.county AND h.number = ?
      WHERE p.level = 2 AND h.gone_on IS NULL
      """, [.int(number)]
    ) { (row) throws(Problem) in PlaceStore.code(row.int(0)) }
    return lives ?? stood
  }

  /// The household of a number, in whatever county of a range of places.
  package static func byNumber(
    _ number: Int64, within range: ClosedRange<Int64> = 0...Int64.max, on connection: Connection
  ) throws(Problem) -> HouseholdMatch? {
    let found = try connection.row(
      """
      SELECT h.county, h.place FROM place p JOIN household h ON h.county = p.county AND h.number = ?
      WHERE p.level = 2 AND h.gone_on IS NULL AND +h.place BETWEEN ? AND ?
      """, [.int(number), .int(range.lowerBound), .int(range.upperBound)]
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

  /// The same of households of any counties.
  package static func heads(
    of keys: [HouseholdKey], on connection: Connection
  ) throws(Problem) -> [HouseholdKey: String] {
    var names: [HouseholdKey: String] = [:]
    let counties = Dictionary(grouping: keys, by: \.county)
    for (county, keys) in counties.sorted(by: { $0.key < $1.key }) {
      let found = try heads(of: keys.map(\.number), county: county, on: connection)
      for (number, name) in found { names[HouseholdKey(county: county, number: number)] = name }
    }
    return names
  }

  /// How many households and living-in members the register has.
  package static func counts(on connection: Connection) throws(Problem) -> (households: Int, persons: Int) {
    (
      Int(try connection.number("SELECT COUNT(*) FROM household WHERE gone_on IS NULL")),
      Int(try connection.number("SELECT COUNT(*) FROM membership WHERE to_day IS NULL"))
    )
  }

  typealias Found = (county: Int64, number: Int64, place: PlaceCode, name: String)

  static func match(_ found: Found, on connection: Connection) throws(Problem) -> HouseholdMatch {
    let head = try heads(of: [found.number], county: found.county, on: connection)[found.number] ?? ""
    return HouseholdMatch(
      county: found.county, number: found.number, place: found.place, head: head, member: found.name)
  }

  private static func members(
    county: Int64, number: Int64, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [MemberRecord] {
    let seal = try connection.seal()
    return try connection.rows(
      """
      SELECT p.id, p.county, p.citizen_sealed, p.id_checked, p.name, m.relation, p.sex, p.birth, p.education,
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
      try MemberRecord(
        id: PersonID(number: row.int(0)), home: row.int(1),
        citizen: seal.citizen(row.bytes(2), of: row.int(0)),
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
