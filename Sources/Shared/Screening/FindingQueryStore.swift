// SQL that asks what the last run found: counts of places, households at risk, one household's mask.

package import Database
package import Kernel
import Rules

/// A household of the list of a place. Unit of income: fen a living member.
package struct MaskedHousehold: Sendable {
  package let county: Int64
  package let number: Int64
  package let place: PlaceCode
  package let mask: Int64
  package let incomePerHead: Money?
  package let members: Int
}

/// Which households of a place are wanted.
package struct MaskFilter: Sendable {
  /// Only households with one of these bits; 0 for no such wish.
  package var anyOf: Int64
  /// Only households with none of these bits.
  package var noneOf: Int64

  package init(anyOf: Int64 = 0, noneOf: Int64 = 0) { (self.anyOf, self.noneOf) = (anyOf, noneOf) }
}

package enum FindingQueryStore {
  /// The counts of a place in a run, nil where it has no households.
  package static func counts(of place: PlaceCode, run: Int64, on connection: Connection) throws(Problem)
    -> PlaceCount?
  {
    try connection.row(
      """
      SELECT place, households, persons, hit, candidates, rules FROM place_count
      WHERE county = ? AND place = ? AND run = ?
      """, [.int(place.county), .int(place.number), .int(run)], read)
  }

  /// The counts of the places one level below, in order of code.
  package static func counts(
    below place: PlaceCode, run: Int64, on connection: Connection
  ) throws(Problem) -> [PlaceCount] {
    guard let level = place.level.next else { return [] }
    let range = place.subtree
    let step = level.step
    let counts = try connection.rows(
      """
      SELECT place, households, persons, hit, candidates, rules FROM place_count
      WHERE county BETWEEN ? AND ? AND place BETWEEN ? AND ? AND run = ? AND place % ? = 0 ORDER BY place
      """,
      [
        .int(range.lowerBound / 1_000_000_000), .int(range.upperBound / 1_000_000_000),
        .int(range.lowerBound),
        .int(range.upperBound), .int(run), .int(step),
      ], read)
    return counts.filter { $0.place.level == level }
  }

  /// Households at risk by some rules only, place by place.
  /// **Shape**: by the code at `level`, places without any left out; those of `risks` that have none of
  /// `exclusions` are candidates.
  package static func tally(
    in place: PlaceCode, by level: PlaceLevel, risks: Int64, exclusions: Int64, on connection: Connection
  ) throws(Problem) -> [PlaceCode: (hit: Int, candidates: Int)] {
    let range = place.subtree
    let rows = try connection.rows(
      """
      SELECT place / ? * ?, COUNT(*), SUM(CASE WHEN mask & ? = 0 THEN 1 ELSE 0 END) FROM household_mask
      WHERE county BETWEEN ? AND ? AND place BETWEEN ? AND ? AND mask & ? <> 0 GROUP BY 1
      """,
      [
        .int(level.step), .int(level.step), .int(exclusions), .int(range.lowerBound / 1_000_000_000),
        .int(range.upperBound / 1_000_000_000), .int(range.lowerBound), .int(range.upperBound), .int(risks),
      ]
    ) { (row) throws(Problem) in (row.int(0), Int(row.int(1)), Int(row.int(2))) }
    var tally: [PlaceCode: (hit: Int, candidates: Int)] = [:]
    for (number, hit, candidates) in rows {
      if let place = PlaceCode(number: number) { tally[place] = (hit, candidates) }
    }
    return tally
  }

  /// Households of a place, in order of place and number, and how many there are in all.
  package static func households(
    in place: PlaceCode, filter: MaskFilter, limit: Int, offset: Int, on connection: Connection
  ) throws(Problem) -> (rows: [MaskedHousehold], total: Int) {
    let condition = """
      FROM household_mask WHERE county BETWEEN ? AND ? AND place BETWEEN ? AND ?
        AND (? = 0 OR mask & ? <> 0) AND mask & ? = 0
      """
    let range = place.subtree
    let values: [SQLValue] = [
      .int(range.lowerBound / 1_000_000_000), .int(range.upperBound / 1_000_000_000), .int(range.lowerBound),
      .int(range.upperBound), .int(filter.anyOf), .int(filter.anyOf), .int(filter.noneOf),
    ]
    let total = try connection.number("SELECT COUNT(*) " + condition, values)
    let rows = try connection.rows(
      "SELECT county, household, place, mask, per_head, members \(condition) "
        + "ORDER BY county, place, household LIMIT ? OFFSET ?",
      values + [.int(limit), .int(offset)]
    ) { (row) throws(Problem) in
      guard let place = PlaceCode(number: row.int(2)) else {
        preconditionFailure("a household that was screened lives in a valid place")
      }
      return MaskedHousehold(
        county: row.int(0), number: row.int(1), place: place, mask: row.int(3),
        incomePerHead: row.optionalInt(4).map { Money(fen: $0) }, members: Int(row.int(5)))
    }
    return (rows, Int(total))
  }

  /// The mask of a household in the last run, 0 where no rule holds.
  package static func mask(of place: PlaceCode, household: Int64, on connection: Connection) throws(Problem)
    -> Int64
  {
    try connection.number(
      "SELECT mask FROM household_mask WHERE county = ? AND place = ? AND household = ?",
      [.int(place.county), .int(place.number), .int(household)])
  }

  private static func read(_ row: Statement) throws(Problem) -> PlaceCount {
    guard let place = PlaceCode(number: row.int(0)) else {
      preconditionFailure("a counted place has a valid code")
    }
    var rules: [Int] = []
    row.withUTF8(5) { bytes in
      rules.reserveCapacity(64)
      var number = 0
      for byte in bytes {
        if byte == UInt8(ascii: " ") {
          rules.append(number)
          number = 0
        } else {
          number = number * 10 + Int(byte & 0x0F)
        }
      }
      if !bytes.isEmpty { rules.append(number) }
    }
    var count = PlaceCount(place: place, ruleCount: rules.count)
    (count.households, count.persons) = (Int(row.int(1)), Int(row.int(2)))
    (count.hit, count.candidates, count.rules) = (Int(row.int(3)), Int(row.int(4)), rules)
    return count
  }
}
