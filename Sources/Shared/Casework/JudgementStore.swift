// SQL of the monthly campaign: whom it must reach and has not, who is flagged, what meetings decided.

package import Database
package import Kernel
import Rules

package enum JudgementStore {
  // MARK: the campaign

  /// Households that visits have to reach, as it stands at the end of a day: with an open case, or with an
  /// urgent clue that nobody looks into. Each part has an index of its own.
  private static let targets = """
    SELECT county, household, place FROM episode INDEXED BY episode_open_by_place
    WHERE ended_on IS NULL AND place BETWEEN ? AND ? AND opened_on <= ?
    UNION
    SELECT county, household, place FROM episode INDEXED BY episode_ended_by_place
    WHERE ended_on IS NOT NULL AND place BETWEEN ? AND ? AND opened_on <= ? AND ended_on > ?
    UNION
    SELECT county, household, place FROM clue INDEXED BY clue_waiting_by_place
    WHERE \(ClueStore.isWaiting) AND place BETWEEN ? AND ? AND severity = 'red' AND opened_on <= ?
    UNION
    SELECT county, household, place FROM clue INDEXED BY clue_closed_by_place
    WHERE closed_on IS NOT NULL AND place BETWEEN ? AND ? AND severity = 'red' AND opened_on <= ?
      AND closed_on > ? AND episode IS NULL
    """

  private static func targets(in place: PlaceCode, at end: Day) -> [SQLValue] {
    range(place) + [.day(end)] + range(place) + [.day(end), .day(end)] + range(place) + [.day(end)]
      + range(place) + [.day(end), .day(end)]
  }

  private static let visited = """
    EXISTS (SELECT 1 FROM visit v WHERE v.county = t.county AND v.household = t.household
      AND v.on_day BETWEEN ? AND ?)
    """

  private static func days(_ month: WorkMonth) -> [SQLValue] {
    [.day(month.period.first), .day(month.period.last)]
  }

  /// Whom a month's visits have to reach at the end of a day, and when somebody first came: of one
  /// household, or of all. **Shape**: a household that moved may be there more than once.
  static func campaign(
    _ month: WorkMonth, at end: Day, of household: HouseholdKey?, on connection: Connection
  ) throws(Problem) -> [CampaignTarget] {
    let own: [SQLValue] = household.map { [.int($0.county), .int($0.number)] } ?? []
    let values = own + [.day(end)] + own + [.day(end), .day(end)]
    return try connection.rows(
      """
      SELECT t.county, t.household, t.place, (SELECT MIN(on_day) FROM visit v WHERE v.county = t.county
        AND v.household = t.household AND v.on_day BETWEEN ? AND ?)
      FROM (\(household == nil ? allTargets : ownTargets)) t
      """, days(month) + values + values
    ) { (row) throws(Problem) in
      CampaignTarget(
        household: HouseholdKey(county: row.int(0), number: row.int(1)), place: row.int(2),
        visitedOn: row.optionalDay(3))
    }
  }

  private static let allTargets = targets(where: "")
  private static let ownTargets = targets(where: "county = ? AND household = ? AND")

  private static func targets(where condition: String) -> String {
    """
    SELECT county, household, place FROM episode
    WHERE \(condition) ended_on IS NULL AND opened_on <= ?
    UNION
    SELECT county, household, place FROM episode
    WHERE \(condition) ended_on IS NOT NULL AND opened_on <= ? AND ended_on > ?
    UNION
    SELECT county, household, place FROM clue
    WHERE \(condition) \(ClueStore.isWaiting) AND severity = 'red' AND opened_on <= ?
    UNION
    SELECT county, household, place FROM clue
    WHERE \(condition) closed_on IS NOT NULL AND severity = 'red' AND opened_on <= ?
      AND closed_on > ? AND episode IS NULL
    """
  }

  /// Those that nobody has visited in the month, place by place.
  package static func unvisited(
    in place: PlaceCode, _ month: WorkMonth, at end: Day, limit: Int, offset: Int, on connection: Connection
  ) throws(Problem) -> [(household: HouseholdKey, place: PlaceCode)] {
    try connection.rows(
      """
      SELECT t.county, t.household, t.place FROM (\(targets)) t WHERE NOT \(visited)
      ORDER BY t.place, t.household LIMIT ? OFFSET ?
      """,
      targets(in: place, at: end) + days(month) + [.int(limit), .int(offset)]
    ) { (row) throws(Problem) in
      (HouseholdKey(county: row.int(0), number: row.int(1)), code(row.int(2)))
    }
  }

  private static func range(_ place: PlaceCode) -> [SQLValue] {
    [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
  }

  private static func code(_ number: Int64) -> PlaceCode {
    guard let place = PlaceCode(number: number) else {
      preconditionFailure("a household of the campaign was stored with its place")
    }
    return place
  }

  // MARK: flags

  /// What a visit saw after a month's meeting had closed, or in a month without one, waits for the next one:
  /// so many days before the month are looked at. Further back a new visit has been there. **Unit**: days.
  private static let carriedDays = 92

  /// - Parameter alarm: clues that were opened before this day are open for too long.
  package static func flagged(
    in place: PlaceCode, _ month: WorkMonth, alarm: Day, on connection: Connection
  ) throws(Problem) -> [FlaggedHousehold] {
    let rows = try connection.rows(
      """
      SELECT county, household, place, 'visit' FROM visit v
      WHERE place BETWEEN ? AND ? AND on_day BETWEEN ? AND ? AND is_concern = 1
        AND (on_day >= ? OR NOT EXISTS (SELECT 1 FROM judgement j
          JOIN judgement_item i ON i.county = j.county AND i.judgement = j.number
          WHERE j.county = v.county AND j.month < ? AND COALESCE(j.closed_on, j.held_on) >= v.on_day
            AND i.home_county = v.county AND i.household = v.household))
      UNION
      SELECT county, household, place, 'oldClue' FROM clue
      WHERE place BETWEEN ? AND ? AND \(ClueStore.isWaiting) AND opened_on < ? AND severity = 'red'
      ORDER BY 3, 2
      """,
      range(place) + [.day(month.first.adding(days: -carriedDays)), .day(month.period.last)]
        + [.day(month.first), .day(month.first)] + range(place) + [.day(alarm)]
    ) { (row) throws(Problem) in
      (
        household: HouseholdKey(county: row.int(0), number: row.int(1)), place: code(row.int(2)),
        reason: FlagReason(rawValue: row.text(3)) ?? .visit
      )
    }
    var (order, reasons): ([(HouseholdKey, PlaceCode)], [HouseholdKey: Set<FlagReason>]) = ([], [:])
    for row in rows {
      if reasons[row.household] == nil { order.append((row.household, row.place)) }
      reasons[row.household, default: []].insert(row.reason)
    }
    return order.map { FlaggedHousehold(household: $0.0, place: $0.1, reasons: reasons[$0.0] ?? []) }
  }

  // MARK: meetings

  package static func next(county: Int64, on connection: Connection) throws(Problem) -> JudgementNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM judgement WHERE county = ?", [.int(county)])
    return JudgementNumber(county: county, number: last + 1)
  }

  package static func save(_ judgement: Judgement, on connection: Connection) throws(Problem) {
    let key: [SQLValue] = [.int(judgement.id.county), .int(judgement.id.number)]
    try connection.run(
      """
      INSERT INTO judgement (county, number, place, month, held_on, chair, present, minutes, closed_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO UPDATE SET closed_on = excluded.closed_on
      """,
      key + [
        .int(judgement.place.number), .day(judgement.month.first), .day(judgement.heldOn),
        .text(judgement.chair), .int(judgement.present), .text(judgement.minutes), .day(judgement.closedOn),
      ])
    let known = try connection.number(
      "SELECT COUNT(*) FROM judgement_item WHERE county = ? AND judgement = ?", key)
    for item in judgement.items.dropFirst(Int(known)) {
      try connection.run(
        """
        INSERT INTO judgement_item (county, judgement, home_county, household, place, decision, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        key + [
          .int(item.household.county), .int(item.household.number), .int(item.place.number),
          .text(item.decision.rawValue), .text(item.reason),
        ])
    }
  }

  package static func judgement(
    at place: PlaceCode, _ month: WorkMonth, on connection: Connection
  ) throws(Problem) -> Judgement? {
    try connection.row(
      "SELECT \(columns) FROM judgement WHERE place = ? AND month = ?",
      [.int(place.number), .day(month.first)], read
    ).asking { (judgement) throws(Problem) in try withItems(judgement, on: connection) }
  }

  /// The meetings of a place's subtree in a month, by place.
  package static func held(
    in place: PlaceCode, _ month: WorkMonth, on connection: Connection
  ) throws(Problem) -> [HeldMeeting] {
    try connection.rows(
      "\(held) WHERE month = ? AND place BETWEEN ? AND ? ORDER BY place",
      [.day(month.first)] + range(place), meeting)
  }

  /// The last meetings of one place, the newest first.
  package static func last(
    of place: PlaceCode, limit: Int, on connection: Connection
  ) throws(Problem) -> [HeldMeeting] {
    try connection.rows(
      "\(held) WHERE place = ? ORDER BY month DESC LIMIT ?", [.int(place.number), .int(limit)], meeting)
  }

  private static let held = """
    SELECT place, month, held_on, closed_on, (SELECT COUNT(*) FROM judgement_item i
      WHERE i.county = judgement.county AND i.judgement = judgement.number) FROM judgement
    """

  private static func meeting(_ row: Statement) throws(Problem) -> HeldMeeting {
    HeldMeeting(
      place: code(row.int(0)), month: WorkMonth(of: row.day(1)), heldOn: row.day(2),
      closedOn: row.optionalDay(3), decided: Int(row.int(4)))
  }

  package static func judgement(_ id: JudgementNumber, on connection: Connection) throws(Problem)
    -> Judgement?
  {
    try connection.row(
      "SELECT \(columns) FROM judgement WHERE county = ? AND number = ?",
      [.int(id.county), .int(id.number)], read
    ).asking { (judgement) throws(Problem) in try withItems(judgement, on: connection) }
  }

  private static let columns = "county, number, place, month, held_on, chair, present, minutes, closed_on"

  private static func read(_ row: Statement) throws(Problem) -> Judgement {
    var judgement = Judgement(
      id: JudgementNumber(county: row.int(0), number: row.int(1)), place: code(row.int(2)),
      month: WorkMonth(of: row.day(3)), heldOn: row.day(4), chair: row.text(5), present: Int(row.int(6)),
      minutes: row.text(7))
    judgement.closedOn = row.optionalDay(8)
    return judgement
  }

  private static func withItems(_ judgement: Judgement, on connection: Connection) throws(Problem)
    -> Judgement
  {
    var judgement = judgement
    judgement.items = try connection.rows(
      """
      SELECT home_county, household, place, decision, reason FROM judgement_item
      WHERE county = ? AND judgement = ? ORDER BY place, household
      """, [.int(judgement.id.county), .int(judgement.id.number)]
    ) { (row) throws(Problem) in
      JudgementItem(
        household: HouseholdKey(county: row.int(0), number: row.int(1)), place: code(row.int(2)),
        decision: JudgementDecision(rawValue: row.text(3)) ?? .watch, reason: row.text(4))
    }
    return judgement
  }
}

/// A household that a month's visits have to reach.
struct CampaignTarget: Sendable {
  let household: HouseholdKey
  /// The number of its place, as in the store.
  let place: Int64
  /// The first day of the month on which it was visited.
  let visitedOn: Day?
}
