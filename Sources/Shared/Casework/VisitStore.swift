// SQL of visits.

package import Database
package import Kernel

package enum VisitStore {
  package static func next(county: Int64, on connection: Connection) throws(Problem) -> VisitNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM visit WHERE county = ?", [.int(county)])
    return VisitNumber(county: county, number: last + 1)
  }

  package static func add(_ visit: Visit, on connection: Connection) throws(Problem) {
    func flag(_ value: Bool) -> SQLValue { .int(value ? 1 : 0) }
    try connection.run(
      """
      INSERT INTO visit (county, number, household, place, on_day, by_whom, schooled, insured, housed,
        watered, income_per_head, findings, is_concern, recorded_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .int(visit.id.county), .int(visit.id.number), .int(visit.household), .int(visit.place.number),
        .day(visit.on), .text(visit.by), flag(visit.guarantees.isSchooled), flag(visit.guarantees.isInsured),
        flag(visit.guarantees.isHoused), flag(visit.guarantees.isWatered), .int(visit.incomePerHead?.fen),
        .text(visit.findings), flag(visit.isConcern), .day(visit.recordedOn),
      ])
    try CaseTouchStore.touch(visit.household, county: visit.id.county, .clues, on: connection)
  }

  /// Nil where there is none.
  package static func visit(_ id: VisitNumber, on connection: Connection) throws(Problem) -> Visit? {
    try connection.row(
      "SELECT \(columns) FROM visit WHERE county = ? AND number = ?", [.int(id.county), .int(id.number)],
      read)
  }

  /// Of a household, the last one first.
  package static func visits(
    of household: Int64, county: Int64, limit: Int = 100, on connection: Connection
  ) throws(Problem) -> [Visit] {
    try connection.rows(
      """
      SELECT \(columns) FROM visit WHERE county = ? AND household = ?
      ORDER BY on_day DESC, number DESC LIMIT ?
      """,
      [.int(county), .int(household), .int(limit)], read)
  }

  /// Of a place's subtree in a period, by day.
  package static func visits(
    in place: PlaceCode, _ period: Period, onlyConcerns: Bool = false, limit: Int, offset: Int = 0,
    on connection: Connection
  ) throws(Problem) -> [Visit] {
    let range = place.subtree
    return try connection.rows(
      """
      SELECT \(columns) FROM visit WHERE place BETWEEN ? AND ? AND on_day BETWEEN ? AND ?
        AND (? = 0 OR is_concern = 1) ORDER BY on_day, county, number LIMIT ? OFFSET ?
      """,
      [
        .int(range.lowerBound), .int(range.upperBound), .day(period.first), .day(period.last),
        .int(onlyConcerns ? 1 : 0), .int(limit), .int(offset),
      ], read)
  }

  private static let columns = """
    county, number, household, place, on_day, by_whom, schooled, insured, housed, watered, income_per_head,
    findings, is_concern, recorded_on
    """

  private static func read(_ row: Statement) throws(Problem) -> Visit {
    guard let place = PlaceCode(number: row.int(3)) else {
      preconditionFailure("a visit was stored with its place")
    }
    return Visit(
      id: VisitNumber(county: row.int(0), number: row.int(1)), household: row.int(2), place: place,
      on: row.day(4), recordedOn: row.day(13), by: row.text(5),
      guarantees: Guarantees(
        isSchooled: row.int(6) == 1, isInsured: row.int(7) == 1, isHoused: row.int(8) == 1,
        isWatered: row.int(9) == 1),
      incomePerHead: row.optionalInt(10).map { Money(fen: $0) }, findings: row.text(11),
      isConcern: row.int(12) == 1)
  }
}
