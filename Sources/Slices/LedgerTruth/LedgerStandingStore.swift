// SQL that counts issues of the ledger by place, by rule and by state.

package import Database
package import Kernel

package enum LedgerStandingStore {
  /// How a place stands, of some rules or of all.
  package static func standing(
    of place: PlaceCode, rules: [String]? = nil, on day: Day, on connection: Connection
  ) throws(Problem) -> LedgerStanding {
    try standings(of: [place], rules: rules, on: day, on: connection)[0]
  }

  /// How places of one level stand, in the order given.
  package static func standings(
    of places: [PlaceCode], rules: [String]? = nil, on day: Day, on connection: Connection
  ) throws(Problem) -> [LedgerStanding] {
    let records = try connection.statement(
      "SELECT households, persons FROM ledger_place WHERE county = ? AND place = ?")
    let filter = rules.map { " AND rule IN (\($0.map { _ in "?" }.joined(separator: ", ")))" } ?? ""
    let issues = try connection.statement(
      """
      SELECT COUNT(*), COALESCE(SUM(is_block), 0),
        COALESCE(SUM(fixed_at IS NULL AND gone_run IS NULL AND due < ?), 0),
        COALESCE(SUM(fixed_at IS NOT NULL OR gone_run IS NOT NULL), 0)
      FROM ledger_issue WHERE \(LedgerQuery.unsettled) AND place BETWEEN ? AND ?\(filter)
      """)
    return try places.map { (place) throws(Problem) in
      var standing = LedgerStanding(place)
      records.reset()
      records.bind([.int(place.county), .int(place.number)])
      if try records.step() {
        (standing.households, standing.persons) = (Int(records.int(0)), Int(records.int(1)))
      }
      issues.reset()
      issues.bind(
        [.day(day), .int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
          + (rules ?? []).map { .text($0) })
      if try issues.step() {
        standing.block = Int(issues.int(1))
        standing.confirm = Int(issues.int(0)) - standing.block
        (standing.overdue, standing.toRecheck) = (Int(issues.int(2)), Int(issues.int(3)))
      }
      records.reset()
      issues.reset()
      return standing
    }
  }

  /// Unsettled issues of a place by rule.
  package static func byRule(of place: PlaceCode, on connection: Connection) throws(Problem) -> [String: Int]
  {
    let rows = try connection.rows(
      """
      SELECT rule, COUNT(*) FROM ledger_issue WHERE \(LedgerQuery.unsettled) AND place BETWEEN ? AND ?
      GROUP BY rule
      """, [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
    ) { (row) throws(Problem) in (row.text(0), Int(row.int(1))) }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
