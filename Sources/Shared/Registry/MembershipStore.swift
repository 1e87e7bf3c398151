// SQL of memberships: who belongs to which household, from which day to which.

import Database
import Kernel

/// A membership that would end before it began, because sheets came in another order than their days, ends
/// with the day it began.
enum MembershipStore {
  static func join(
    _ id: PersonID, home: Int64, household: Int64, county: Int64, relation: Int64, from day: Day,
    connection: Connection
  ) throws(Problem) {
    let statement = try connection.statement(
      """
      INSERT INTO membership (county, household, home_county, person, from_day, to_day, relation)
      VALUES (?, ?, ?, ?, ?, NULL, ?)
      ON CONFLICT (county, household, person, from_day)
      DO UPDATE SET to_day = NULL, relation = excluded.relation
      """)
    statement.bind(1, county)
    statement.bind(2, household)
    statement.bind(3, home)
    statement.bind(4, id.number)
    statement.bind(5, Int64(day.number))
    statement.bind(6, relation)
    try statement.run()
  }

  /// True where the person belongs to the household now, in this relation to its head.
  static func isOpen(
    _ id: PersonID, home: Int64, household: Int64, relation: Int64, connection: Connection
  ) throws(Problem) -> Bool {
    try connection.number(
      """
      SELECT COUNT(*) FROM membership
      WHERE home_county = ? AND person = ? AND to_day IS NULL AND household = ? AND relation = ?
      """, [.int(home), .int(id.number), .int(household), .int(relation)]) > 0
  }

  static func end(_ id: PersonID, home: Int64, on day: Day, connection: Connection) throws(Problem) {
    try connection.run(
      """
      UPDATE membership SET to_day = CASE WHEN from_day > ? THEN from_day ELSE ? END
      WHERE home_county = ? AND person = ? AND to_day IS NULL
      """, [.day(day), .day(day), .int(home), .int(id.number)])
  }

  static func endAll(of household: Int64, county: Int64, on day: Day, connection: Connection) throws(Problem)
  {
    try connection.run(
      """
      UPDATE membership SET to_day = CASE WHEN from_day > ? THEN from_day ELSE ? END
      WHERE county = ? AND household = ? AND to_day IS NULL
      """, [.day(day), .day(day), .int(county), .int(household)])
  }

  /// Gives a household that returns the members back whom it lost when it went, unless they live elsewhere by
  /// now or are gone themselves.
  static func reopen(
    _ household: Int64, county: Int64, endedOn end: Day, from day: Day, connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO membership (county, household, home_county, person, from_day, to_day, relation)
      SELECT m.county, m.household, m.home_county, m.person, ?, NULL, MIN(m.relation) FROM membership m
      JOIN person p ON p.county = m.home_county AND p.id = m.person AND p.gone_on IS NULL
      WHERE m.county = ? AND m.household = ? AND m.to_day = ? AND NOT EXISTS (
        SELECT 1 FROM membership o WHERE o.home_county = m.home_county AND o.person = m.person
          AND o.to_day IS NULL)
      GROUP BY m.county, m.household, m.home_county, m.person
      ON CONFLICT (county, household, person, from_day)
      DO UPDATE SET to_day = NULL, relation = excluded.relation
      """, [.day(day), .int(county), .int(household), .day(end)])
  }

  /// The members of a household follow it to another county.
  static func moveAll(
    of household: Int64, from old: Int64, to new: Int64, on day: Day, connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO membership (county, household, home_county, person, from_day, to_day, relation)
      SELECT ?, household, home_county, person, ?, NULL, relation FROM membership
      WHERE county = ? AND household = ? AND to_day IS NULL
      ON CONFLICT (county, household, person, from_day)
      DO UPDATE SET to_day = NULL, relation = excluded.relation
      """, [.int(new), .day(day), .int(old), .int(household)])
    try endAll(of: household, county: old, on: day, connection: connection)
  }

  /// Whom a register of a county should name: those who live there, and those whose row it keeps and who live
  /// nowhere since their household went; by the key of their identity number.
  static func residents(
    of county: Int64, connection: Connection
  ) throws(Problem) -> [(citizen: Int64, id: PersonID, home: Int64)] {
    try connection.rows(
      """
      SELECT p.citizen_key, p.id, p.county FROM membership m
      JOIN person p ON p.county = m.home_county AND p.id = m.person
      WHERE m.county = ? AND m.to_day IS NULL AND p.gone_on IS NULL
      UNION ALL
      SELECT p.citizen_key, p.id, p.county FROM person p
      WHERE p.county = ? AND p.gone_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM membership o WHERE o.home_county = p.county AND o.person = p.id AND o.to_day IS NULL)
      """, [.int(county), .int(county)]
    ) { (row) throws(Problem) in
      (row.int(0), PersonID(number: row.int(1)), row.int(2))
    }
  }
}
