// SQL of helpers and of who helps which household.

package import Database
package import Kernel

package enum PairingStore {
  package static func nextHelper(county: Int64, on connection: Connection) throws(Problem) -> HelperNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM helper WHERE county = ?", [.int(county)])
    return HelperNumber(county: county, number: last + 1)
  }

  package static func next(county: Int64, on connection: Connection) throws(Problem) -> PairingNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM pairing WHERE county = ?", [.int(county)])
    return PairingNumber(county: county, number: last + 1)
  }

  package static func add(_ helper: Helper, on connection: Connection) throws(Problem) {
    try connection.run(
      "INSERT INTO helper (county, number, name, unit, account) VALUES (?, ?, ?, ?, ?)",
      [
        .int(helper.id.county), .int(helper.id.number), .text(helper.name), .text(helper.unit),
        .text(helper.account),
      ])
  }

  package static func save(_ pairing: Pairing, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO pairing (county, number, helper, household, place, since, by_whom, until, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO UPDATE SET until = excluded.until, reason = excluded.reason
      """,
      [
        .int(pairing.id.county), .int(pairing.id.number), .int(pairing.helper.number),
        .int(pairing.household), .int(pairing.place.number), .day(pairing.since), .text(pairing.by),
        .day(pairing.until), .text(pairing.reason),
      ])
  }

  // MARK: helpers

  package static func helper(_ id: HelperNumber, on connection: Connection) throws(Problem) -> Helper? {
    try connection.row(
      "SELECT county, number, name, unit, account FROM helper WHERE county = ? AND number = ?",
      [.int(id.county), .int(id.number)], read)
  }

  /// Who is known already by what is told; nil for somebody new.
  package static func helper(
    _ facts: HelperFacts, county: Int64, on connection: Connection
  ) throws(Problem) -> Helper? {
    try connection.row(
      """
      SELECT county, number, name, unit, account FROM helper
      WHERE county = ? AND account = ? AND (account <> '' OR name = ? AND unit = ?)
      """, [.int(county), .text(facts.account), .text(facts.name), .text(facts.unit)], read)
  }

  /// Helpers with households of a place's subtree, who has most first, with how many they have there.
  package static func helpers(
    in place: PlaceCode, limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> (rows: [(helper: Helper, households: Int)], total: Int) {
    let range = place.subtree
    let values: [SQLValue] = [.int(range.lowerBound), .int(range.upperBound)]
    let rows = try connection.rows(
      """
      SELECT h.county, h.number, h.name, h.unit, h.account, g.households, COUNT(*) OVER ()
      FROM (SELECT county, helper, COUNT(*) AS households FROM pairing
        WHERE until IS NULL AND place BETWEEN ? AND ? GROUP BY county, helper) g
      JOIN helper h ON h.county = g.county AND h.number = g.helper
      ORDER BY g.households DESC, h.county, h.number LIMIT ? OFFSET ?
      """, values + [.int(limit), .int(offset)]
    ) { (row) throws(Problem) in
      (helper: try read(row), households: Int(row.int(5)), total: Int(row.int(6)))
    }
    let shown = rows.map { (helper: $0.helper, households: $0.households) }
    if let first = rows.first { return (shown, first.total) }
    let total = try connection.number(
      """
      SELECT COUNT(*) FROM (SELECT 1 FROM pairing WHERE until IS NULL AND place BETWEEN ? AND ?
        GROUP BY county, helper)
      """, values)
    return (shown, Int(total))
  }

  /// All helpers of a county by name, for choosing one.
  package static func known(
    county: Int64, limit: Int, on connection: Connection
  ) throws(Problem) -> [Helper] {
    try connection.rows(
      """
      SELECT county, number, name, unit, account FROM helper WHERE county = ? ORDER BY name, number LIMIT ?
      """, [.int(county), .int(limit)], read)
  }

  // MARK: pairings

  /// Of a household, the last one first.
  package static func pairings(
    of household: HouseholdKey, on connection: Connection
  ) throws(Problem) -> [Pairing] {
    try connection.rows(
      "SELECT \(columns) FROM pairing WHERE county = ? AND household = ? ORDER BY number DESC",
      [.int(household.county), .int(household.number)], readPairing)
  }

  /// Who helps a household now; nil where nobody does.
  package static func current(
    of household: HouseholdKey, on connection: Connection
  ) throws(Problem) -> Pairing? {
    try connection.row(
      "SELECT \(columns) FROM pairing WHERE county = ? AND household = ? AND until IS NULL",
      [.int(household.county), .int(household.number)], readPairing)
  }

  /// The households that a helper has now in a place's subtree.
  package static func households(
    of helper: HelperNumber, in place: PlaceCode, limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> (rows: [Pairing], total: Int) {
    let condition = "FROM pairing WHERE county = ? AND helper = ? AND until IS NULL AND place BETWEEN ? AND ?"
    let values: [SQLValue] = [
      .int(helper.county), .int(helper.number), .int(place.subtree.lowerBound),
      .int(place.subtree.upperBound),
    ]
    let rows = try connection.rows(
      "SELECT \(columns) \(condition) ORDER BY place, household LIMIT ? OFFSET ?",
      values + [.int(limit), .int(offset)], readPairing)
    return (rows, Int(try connection.number("SELECT COUNT(*) \(condition)", values)))
  }

  /// Households under monitoring that nobody helps, those that wait longest first.
  package static func unpaired(
    in place: PlaceCode, limit: Int, offset: Int = 0, on connection: Connection
  ) throws(Problem) -> (rows: [UnpairedHousehold], total: Int) {
    let condition = """
      FROM episode e INDEXED BY episode_monitored_by_place
      WHERE e.ended_on IS NULL AND e.registered_on IS NOT NULL AND e.place BETWEEN ? AND ?
        AND NOT EXISTS (SELECT 1 FROM pairing p
          WHERE p.county = e.county AND p.household = e.household AND p.until IS NULL)
      """
    let values: [SQLValue] = [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
    let rows = try connection.rows(
      """
      SELECT e.county, e.number, e.household, e.place, e.registered_on \(condition)
      ORDER BY e.registered_on, e.county, e.number LIMIT ? OFFSET ?
      """, values + [.int(limit), .int(offset)]
    ) { (row) throws(Problem) in
      UnpairedHousehold(
        household: HouseholdKey(county: row.int(0), number: row.int(2)),
        episode: EpisodeNumber(county: row.int(0), number: row.int(1)), place: placeCode(row.int(3)),
        registeredOn: row.day(4))
    }
    return (rows, Int(try connection.number("SELECT COUNT(*) \(condition)", values)))
  }

  /// Households at a place that an account helps now, in order.
  package static func households(
    of account: String, in place: PlaceCode, on connection: Connection
  ) throws(Problem) -> [HouseholdKey] {
    try connection.rows(
      """
      SELECT p.county, p.household FROM helper h
      JOIN pairing p ON p.county = h.county AND p.helper = h.number AND p.until IS NULL
      WHERE h.county = ? AND h.account = ? AND p.place BETWEEN ? AND ? ORDER BY p.household
      """,
      [
        .int(place.county), .text(account), .int(place.subtree.lowerBound), .int(place.subtree.upperBound),
      ]
    ) { (row) throws(Problem) in HouseholdKey(county: row.int(0), number: row.int(1)) }
  }

  private static let columns = "county, number, helper, household, place, since, by_whom, until, reason"

  private static func read(_ row: Statement) throws(Problem) -> Helper {
    Helper(
      id: HelperNumber(county: row.int(0), number: row.int(1)), name: row.text(2), unit: row.text(3),
      account: row.text(4))
  }

  private static func readPairing(_ row: Statement) throws(Problem) -> Pairing {
    var pairing = Pairing(
      id: PairingNumber(county: row.int(0), number: row.int(1)),
      helper: HelperNumber(county: row.int(0), number: row.int(2)), household: row.int(3),
      place: placeCode(row.int(4)), since: row.day(5), by: row.text(6))
    (pairing.until, pairing.reason) = (row.optionalDay(7), row.text(8))
    return pairing
  }

  private static func placeCode(_ number: Int64) -> PlaceCode {
    guard let place = PlaceCode(number: number) else {
      preconditionFailure("a pairing and an episode were stored with their place")
    }
    return place
  }
}

/// A monitored household that nobody helps.
package struct UnpairedHousehold: Equatable, Sendable {
  package let household: HouseholdKey
  package let episode: EpisodeNumber
  package let place: PlaceCode
  package let registeredOn: Day
}
