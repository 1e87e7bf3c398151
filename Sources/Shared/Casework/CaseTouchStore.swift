// SQL that notes whose episodes or measures changed, so that whoever holds them in memory can follow.

package import Database
package import Kernel

/// Each household has its last touch, a number that grows with every change of any of them. It is written
/// with the change itself.
package enum CaseTouchStore {
  /// Notes that an episode or a measure of a household is kept.
  static func touch(_ household: Int64, county: Int64, on connection: Connection) throws(Problem) {
    try connection.statement(
      """
      INSERT INTO case_touch (county, household, touch)
      VALUES (?, ?, (SELECT COALESCE(MAX(touch), 0) + 1 FROM case_touch))
      ON CONFLICT (county, household) DO UPDATE SET touch = excluded.touch
      """
    ).run([.int(county), .int(household)])
  }

  /// The last touch of all, 0 where nothing was ever touched.
  package static func last(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COALESCE(MAX(touch), 0) FROM case_touch")
  }

  /// The households whose cases changed after a touch.
  /// **Shape**: in the order of their touches, each once; nil where there are more than `most`.
  package static func households(
    after touch: Int64, most: Int, on connection: Connection
  ) throws(Problem) -> [HouseholdKey]? {
    let found = try connection.rows(
      "SELECT county, household FROM case_touch WHERE touch > ? ORDER BY touch LIMIT ?",
      [.int(touch), .int(most + 1)]
    ) { (row) throws(Problem) in HouseholdKey(county: row.int(0), number: row.int(1)) }
    return found.count <= most ? found : nil
  }
}
