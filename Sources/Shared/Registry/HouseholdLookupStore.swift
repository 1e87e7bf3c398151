// SQL that finds households by a whole identity number or telephone, which stand sealed.

package import Database
package import Kernel

extension HouseholdQueryStore {
  /// The households of the person whose identity number this is, where they live now.
  /// - Parameter places: the codes of places, from first to last, whose households may be told.
  /// **Shape**: none or one; none outside of `places`.
  /// **Problems**: `database.locked`.
  package static func byCitizen(
    _ citizen: CitizenID, within places: ClosedRange<Int64> = .everyPlace, on connection: Connection
  ) throws(Problem) -> [HouseholdMatch] {
    let seal = try connection.seal()
    let found = try connection.rows(
      """
      SELECT m.county, m.household, h.place, p.name, p.id, p.citizen_sealed FROM person p
      JOIN membership m ON m.home_county = p.county AND m.person = p.id AND m.to_day IS NULL
      JOIN household h ON h.county = m.county AND h.number = m.household
      WHERE p.citizen_key = ? AND h.place BETWEEN ? AND ? AND h.gone_on IS NULL
      """, [.int(seal.key(citizen: citizen)), .int(places.lowerBound), .int(places.upperBound)]
    ) { (row) throws(Problem) in
      (
        found: Found(row.int(0), row.int(1), try PlaceStore.code(row.int(2)), row.text(3)),
        citizen: try seal.citizen(row.bytes(5), of: row.int(4))
      )
    }
    // Two numbers may share a key, once in a million cities.
    return try matches(found.filter { $0.citizen == citizen }.map(\.found), on: connection)
  }

  /// The households that gave this telephone number. **Shape**: by county and number, `limit` at most.
  /// - Parameter places: the codes of places, from first to last, whose households may be told.
  /// **Problems**: `database.locked`.
  package static func byPhone(
    _ phone: String, within places: ClosedRange<Int64> = .everyPlace, limit: Int = 50,
    on connection: Connection
  ) throws(Problem) -> [HouseholdMatch] {
    let seal = try connection.seal()
    let found = try connection.rows(
      """
      SELECT h.county, h.number, h.place, h.phone_sealed FROM household h
      WHERE h.phone_key = ? AND h.place BETWEEN ? AND ? AND h.gone_on IS NULL
      ORDER BY h.county, h.number LIMIT ?
      """, [.int(seal.key(phone: phone)), .int(places.lowerBound), .int(places.upperBound), .int(limit)]
    ) { (row) throws(Problem) in
      (
        county: row.int(0), number: row.int(1), place: try PlaceStore.code(row.int(2)),
        phone: try seal.text(row.bytes(3), .phone, of: row.int(1))
      )
    }
    var matches: [HouseholdMatch] = []
    for home in found where home.phone == phone {
      let head = try heads(of: [home.number], county: home.county, on: connection)[home.number] ?? ""
      matches.append(
        HouseholdMatch(county: home.county, number: home.number, place: home.place, head: head, member: head))
    }
    return matches
  }

  private static func matches(_ found: [Found], on connection: Connection) throws(Problem) -> [HouseholdMatch]
  {
    var matches: [HouseholdMatch] = []
    for one in found { matches.append(try match(one, on: connection)) }
    return matches
  }
}

extension ClosedRange<Int64> {
  /// The codes of all places.
  package static var everyPlace: ClosedRange<Int64> { 0...Int64.max }
}
