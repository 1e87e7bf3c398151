// SQL of an area's households as phones keep them, and of the numbers under which phones were told of them.

import Database
import Kernel

/// A household as it is shown on a phone, for its neighbours' eyes as little as the work needs: no number of
/// a person and no telephone leaves the server.
struct FieldHousehold: Equatable, Sendable {
  let number: Int64
  let place: PlaceCode
  /// 0 general, 1 out of poverty, 2 monitored.
  let type: Int64
  var members: [Member] = []
  var clues: [Clue] = []
  var episode: Episode?
  var measures: [Measure] = []
  var lastVisit: Day?

  struct Member: Equatable, Sendable {
    let name: String
    let relation: Int64
    let birth: Day?
  }

  struct Clue: Equatable, Sendable {
    let cause: String
    let opened: Day
    let due: Day
    let isEmergency: Bool
  }

  struct Episode: Equatable, Sendable {
    let number: Int64
    let risks: String
    let step: String
    let due: Day?
    let registered: Day?
  }

  struct Measure: Equatable, Sendable {
    let title: String
    let due: Day
  }

  /// **Shape**: short names, since a village of them goes over a slow link; days as `2026-01-31`.
  func json(county: Int64) -> String {
    func quoted(_ day: Day?) -> String { day.map { "\"\($0)\"" } ?? "null" }
    var parts: [(String, String)] = [
      ("id", JSONText.quoted("\(county)-\(number)")), ("p", JSONText.quoted(place.short)),
      ("t", String(type)),
      (
        "m",
        JSONText.array(
          members.map { "[\(JSONText.quoted($0.name)),\($0.relation),\($0.birth?.year ?? 0)]" })
      ),
    ]
    if !clues.isEmpty {
      let told = clues.map {
        "[\(JSONText.quoted($0.cause)),\(quoted($0.opened)),\(quoted($0.due)),\($0.isEmergency ? 1 : 0)]"
      }
      parts.append(("c", JSONText.array(told)))
    }
    if let episode {
      let told =
        "[\(JSONText.quoted("\(county)-\(episode.number)")),\(JSONText.quoted(episode.risks)),"
        + "\(JSONText.quoted(episode.step)),\(quoted(episode.due)),\(quoted(episode.registered))]"
      parts.append(("e", told))
    }
    if !measures.isEmpty {
      parts.append(("n", JSONText.array(measures.map { "[\(JSONText.quoted($0.title)),\(quoted($0.due))]" })))
    }
    if let lastVisit { parts.append(("v", quoted(lastVisit))) }
    return JSONText.object(parts)
  }
}

enum FieldAreaStore {
  /// All households of an area by number, each with what there is to do about it.
  static func households(in area: PlaceCode, on connection: Connection) throws(Problem) -> [FieldHousehold] {
    var reading = AreaReading(try bare(area, on: connection), area, connection)
    try reading.each(members(on: connection), member) { $0.members.append($1) }
    try reading.each(clues, clue) { $0.clues.append($1) }
    try reading.each(episodes, episode) { $0.episode = $1 }
    try reading.each(measures, measure) { $0.measures.append($1) }
    try reading.each(visits) { (row) throws(Problem) in
      row.day(1)
    } _: {
      $0.lastVisit = $1
    }
    return reading.households
  }

  private static func bare(
    _ area: PlaceCode, on connection: Connection
  ) throws(Problem) -> [FieldHousehold] {
    try connection.rows(
      """
      SELECT number, place, type FROM household
      WHERE county = ? AND place BETWEEN ? AND ? AND gone_on IS NULL ORDER BY +number
      """, AreaReading.bounds(area)
    ) { (row) throws(Problem) in
      guard let place = PlaceCode(number: row.int(1)) else {
        preconditionFailure("a household is of a valid place")
      }
      return FieldHousehold(number: row.int(0), place: place, type: row.int(2))
    }
  }

  // Each names its index, the order of its tables, or by `+` what is no reason for another order: left to
  // itself, SQLite walks along a whole county.

  /// A register that nothing was imported into has no index of deaths, and hardly a death.
  private static func members(on connection: Connection) throws(Problem) -> String {
    let isIndexed =
      try connection.number(
        "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'index' AND name = 'death_by_person'") > 0
    return members(deaths: isIndexed ? "death d INDEXED BY death_by_person" : "death d")
  }

  private static func members(deaths: String) -> String {
    """
    SELECT m.household, p.name, m.relation, p.birth
    FROM household h
    CROSS JOIN membership m ON m.county = h.county AND m.household = h.number AND m.to_day IS NULL
    CROSS JOIN person p ON p.county = m.home_county AND p.id = m.person
    WHERE h.county = ? AND h.place BETWEEN ? AND ? AND h.gone_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM \(deaths)
        WHERE d.county = m.home_county AND d.person = m.person
        AND d.gone_on IS NULL)
    ORDER BY +m.household, m.relation, p.birth, p.id
    """
  }

  private static func member(_ row: Statement) throws(Problem) -> FieldHousehold.Member {
    FieldHousehold.Member(name: row.text(1), relation: row.int(2), birth: row.optionalDay(3))
  }

  private static let clues = """
    SELECT household, cause, opened_on, due, is_emergency FROM clue INDEXED BY clue_waiting_by_place
    WHERE closed_on IS NULL AND episode IS NULL AND county = ?1 AND place BETWEEN ?2 AND ?3
    UNION ALL
    SELECT household, cause, opened_on, due, is_emergency FROM clue INDEXED BY clue_taken_by_place
    WHERE closed_on IS NULL AND episode IS NOT NULL AND county = ?1 AND place BETWEEN ?2 AND ?3
    ORDER BY household, due, cause
    """

  private static func clue(_ row: Statement) throws(Problem) -> FieldHousehold.Clue {
    FieldHousehold.Clue(
      cause: row.text(1), opened: row.day(2), due: row.day(3), isEmergency: row.int(4) == 1)
  }

  private static let episodes = """
    SELECT household, number, risks, COALESCE(step, ''), due, registered_on
    FROM episode INDEXED BY episode_open_by_place
    WHERE ended_on IS NULL AND county = ? AND place BETWEEN ? AND ? ORDER BY household, number
    """

  private static func episode(_ row: Statement) throws(Problem) -> FieldHousehold.Episode {
    FieldHousehold.Episode(
      number: row.int(1), risks: row.text(2), step: row.text(3), due: row.optionalDay(4),
      registered: row.optionalDay(5))
  }

  private static let measures = """
    SELECT household, title, due FROM measure INDEXED BY measure_by_place
    WHERE done_on IS NULL AND cancelled_on IS NULL AND county = ? AND place BETWEEN ? AND ?
    ORDER BY household, due, number
    """

  private static func measure(_ row: Statement) throws(Problem) -> FieldHousehold.Measure {
    FieldHousehold.Measure(title: row.text(1), due: row.day(2))
  }

  private static let visits = """
    SELECT household, MAX(on_day) FROM visit INDEXED BY visit_by_place
    WHERE county = ? AND place BETWEEN ? AND ? GROUP BY household
    """

  // MARK: numbers

  /// The last number that was given out for an area.
  static func sequence(of place: PlaceCode, on connection: Connection) throws(Problem) -> Int64 {
    try connection.number(
      "SELECT COALESCE(MAX(sequence), 0) FROM field_row WHERE county = ? AND place = ?",
      [.int(place.county), .int(place.number)])
  }

  struct Row: Equatable {
    let household: Int64
    let sequence: Int64
    let digest: [UInt8]
    let isGone: Bool
  }

  static func rows(of place: PlaceCode, on connection: Connection) throws(Problem) -> [Int64: Row] {
    let rows = try connection.rows(
      "SELECT household, sequence, digest, is_gone FROM field_row WHERE county = ? AND place = ?",
      [.int(place.county), .int(place.number)], read)
    return Dictionary(uniqueKeysWithValues: rows.map { ($0.household, $0) })
  }

  /// Behind a number, in the order of numbers.
  static func rows(
    of place: PlaceCode, after sequence: Int64, limit: Int, on connection: Connection
  ) throws(Problem) -> [Row] {
    try connection.rows(
      """
      SELECT household, sequence, digest, is_gone FROM field_row
      WHERE county = ? AND place = ? AND sequence > ? ORDER BY sequence LIMIT ?
      """,
      [.int(place.county), .int(place.number), .int(sequence), .int(limit)], read)
  }

  static func keep(_ row: Row, of place: PlaceCode, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO field_row (county, place, household, sequence, digest, is_gone) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, place, household) DO UPDATE SET sequence = excluded.sequence,
        digest = excluded.digest, is_gone = excluded.is_gone
      """,
      [
        .int(place.county), .int(place.number), .int(row.household), .int(row.sequence), .bytes(row.digest),
        .int(row.isGone ? 1 : 0),
      ])
  }

  private static func read(_ row: Statement) throws(Problem) -> Row {
    Row(household: row.int(0), sequence: row.int(1), digest: row.bytes(2), isGone: row.int(3) == 1)
  }
}

/// Households of an area while what belongs to each is read from one table after the other.
private struct AreaReading {
  var households: [FieldHousehold]
  private let at: [Int64: Int]
  private let area: PlaceCode
  private let connection: Connection

  init(_ households: [FieldHousehold], _ area: PlaceCode, _ connection: Connection) {
    (self.households, self.area, self.connection) = (households, area, connection)
    at = Dictionary(uniqueKeysWithValues: households.enumerated().map { ($1.number, $0) })
  }

  static func bounds(_ area: PlaceCode) -> [SQLValue] {
    [.int(area.county), .int(area.subtree.lowerBound), .int(area.subtree.upperBound)]
  }

  /// - Parameter sql: of the area's rows, the number of the household first.
  mutating func each<Row>(
    _ sql: String, _ read: (Statement) throws(Problem) -> Row, _ add: (inout FieldHousehold, Row) -> Void
  ) throws(Problem) {
    let found = try connection.rows(sql, AreaReading.bounds(area)) { (row) throws(Problem) in
      (household: row.int(0), row: try read(row))
    }
    for (household, row) in found { if let at = at[household] { add(&households[at], row) } }
  }
}
