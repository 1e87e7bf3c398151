// SQL that asks the register what an episode needs to know of its household.

package import Casework
package import Database
package import Kernel
import Registry

package enum RegisteredHouseholdStore {
  /// The household as of a day; nil where it is not registered then.
  package static func household(
    county: Int64, number: Int64, asOf day: Day, on connection: Connection
  ) throws(Problem) -> RegisteredHousehold? {
    let statement = try connection.statement(
      """
      SELECT place, type, registered_year FROM household
      WHERE county = ? AND number = ? AND (gone_on IS NULL OR gone_on > ?)
      """)
    defer { statement.reset() }
    statement.bind([.int(county), .int(number), .day(day)])
    guard try statement.step(), let place = PlaceCode(number: statement.int(0)) else { return nil }
    let isOutOfPoverty =
      statement.int(1) == HouseholdType.outOfPoverty.rawValue || statement.optionalInt(2) != nil
    return RegisteredHousehold(
      place: place, members: try members(county, number, day, connection), isOutOfPoverty: isOutOfPoverty,
      isOnAllowance: try isOnAllowance(county, number, day, connection))
  }

  /// Living members by id with their names, the head first.
  package static func names(
    county: Int64, number: Int64, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [(id: Int64, name: String)] {
    let living = try members(county, number, day, connection)
    return try connection.rows(
      """
      SELECT p.id, p.name FROM membership m JOIN person p ON p.county = m.home_county AND p.id = m.person
      WHERE m.county = ? AND m.household = ? AND m.from_day <= ? AND (m.to_day IS NULL OR m.to_day > ?)
      ORDER BY m.relation, p.birth, p.id
      """, [.int(county), .int(number), .day(day), .day(day)]
    ) { (row) throws(Problem) in (id: row.int(0), name: row.text(1)) }.filter { living.contains($0.id) }
  }

  private static func members(
    _ county: Int64, _ number: Int64, _ day: Day, _ connection: Connection
  ) throws(Problem) -> Set<Int64> {
    Set(
      try connection.rows(
        """
        SELECT m.person FROM membership m
        WHERE m.county = ? AND m.household = ? AND m.from_day <= ? AND (m.to_day IS NULL OR m.to_day > ?)
          AND NOT EXISTS (SELECT 1 FROM death d WHERE d.county = m.home_county AND d.person = m.person
            AND d.gone_on IS NULL AND d.death_date <= ?)
        """, [.int(county), .int(number), .day(day), .day(day), .day(day)]
      ) { (row) throws(Problem) in row.int(0) })
  }

  private static func isOnAllowance(
    _ county: Int64, _ number: Int64, _ day: Day, _ connection: Connection
  ) throws(Problem) -> Bool {
    try connection.number(
      """
      SELECT EXISTS (SELECT 1 FROM membership m
        JOIN allowance a ON a.county = m.home_county AND a.person = m.person
        WHERE m.county = ? AND m.household = ? AND m.to_day IS NULL AND a.gone_on IS NULL
          AND a.start_date <= ? AND (a.end_date IS NULL OR a.end_date > ?))
      """, [.int(county), .int(number), .day(day), .day(day)]) == 1
  }
}
