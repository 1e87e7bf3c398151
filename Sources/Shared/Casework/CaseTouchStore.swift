// SQL that notes whose clues, visits, episodes or measures changed, so that memory can follow.

package import Database
package import Kernel

/// Each household has its last touch, a number that grows with every change of any of them. It is written
/// with the change itself.
package enum CaseTouchStore {
  /// Clues come by the thousand after a screening, visits by the thousand in a month, and figures read
  /// neither: they are noted apart.
  package enum Kind: String, CaseIterable, Sendable {
    case cases = "case_touch"
    case clues = "clue_touch"
  }

  /// Notes that something of a household is kept.
  static func touch(
    _ household: Int64, county: Int64, _ kind: Kind = .cases, on connection: Connection
  ) throws(Problem) {
    let table = kind.rawValue
    try connection.statement(
      """
      INSERT INTO \(table) (county, household, touch)
      VALUES (?, ?, (SELECT COALESCE(MAX(touch), 0) + 1 FROM \(table)))
      ON CONFLICT (county, household) DO UPDATE SET touch = excluded.touch
      """
    ).run([.int(county), .int(household)])
  }

  /// The last touch of all, 0 where nothing was ever touched.
  package static func last(_ kind: Kind = .cases, on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COALESCE(MAX(touch), 0) FROM \(kind.rawValue)")
  }

  /// The households that changed after a touch.
  /// **Shape**: in the order of their touches, each once; nil where there are more than `most`.
  package static func households(
    _ kind: Kind = .cases, after touch: Int64, most: Int, on connection: Connection
  ) throws(Problem) -> [HouseholdKey]? {
    let found = try connection.rows(
      "SELECT county, household FROM \(kind.rawValue) WHERE touch > ? ORDER BY touch LIMIT ?",
      [.int(touch), .int(most + 1)]
    ) { (row) throws(Problem) in HouseholdKey(county: row.int(0), number: row.int(1)) }
    return found.count <= most ? found : nil
  }
}
