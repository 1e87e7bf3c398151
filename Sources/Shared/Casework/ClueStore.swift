// SQL of clues and their sources.

package import Database
package import Kernel
import Rules

package enum ClueStore {
  /// Of a clue that nobody looks into yet.
  static let isWaiting = "closed_on IS NULL AND episode IS NULL"

  package static func next(county: Int64, on connection: Connection) throws(Problem) -> ClueNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM clue WHERE county = ?", [.int(county)])
    return ClueNumber(county: county, number: last + 1)
  }

  /// Keeps a clue as it is now; of its sources only those that are new are written.
  /// - Parameter isNew: whether none of its sources can be there.
  package static func save(_ clue: Clue, isNew: Bool = false, on connection: Connection) throws(Problem) {
    try connection.statement(
      """
      INSERT INTO clue (county, number, household, place, cause, severity, opened_on, due, is_emergency,
        episode, closed_on, closed_by, outcome, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO UPDATE SET severity = excluded.severity, due = excluded.due,
        is_emergency = excluded.is_emergency, episode = excluded.episode, closed_on = excluded.closed_on,
        closed_by = excluded.closed_by, outcome = excluded.outcome, note = excluded.note
      """
    ).run([
      .int(clue.id.county), .int(clue.id.number), .int(clue.household), .int(clue.place.number),
      .text(clue.cause.rawValue), .text(clue.severity.rawValue), .day(clue.openedOn), .day(clue.due),
      .int(clue.isEmergency ? 1 : 0), .int(clue.episode), .day(clue.closure?.on), .text(clue.closure?.by),
      .text(clue.closure.map { word($0.outcome) }), .text(clue.closure?.note),
    ])
    try CaseTouchStore.touch(clue.household, county: clue.id.county, .clues, on: connection)
    let known =
      isNew
      ? 0
      : try connection.number(
        "SELECT COUNT(*) FROM clue_source WHERE county = ? AND clue = ?",
        [.int(clue.id.county), .int(clue.id.number)])
    for (number, source) in clue.sources.enumerated().dropFirst(Int(known)) {
      try connection.statement(
        """
        INSERT INTO clue_source (county, clue, number, channel, on_day, by_whom, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
      ).run([
        .int(clue.id.county), .int(clue.id.number), .int(number + 1), .text(source.channel.rawValue),
        .day(source.on), .text(source.by), .text(source.note),
      ])
    }
  }

  /// Nil where there is none.
  package static func clue(_ id: ClueNumber, on connection: Connection) throws(Problem) -> Clue? {
    try connection.row(
      "SELECT \(columns) FROM clue WHERE county = ? AND number = ?", [.int(id.county), .int(id.number)], read
    ).asking { (clue) throws(Problem) in try withSources(clue, on: connection) }
  }

  /// All of a household, the last one first.
  package static func clues(
    of household: Int64, county: Int64, onlyUnclosed: Bool = false, on connection: Connection
  ) throws(Problem) -> [Clue] {
    let found = try connection.rows(
      """
      SELECT \(columns) FROM clue
      WHERE county = ? AND household = ? \(onlyUnclosed ? "AND closed_on IS NULL" : "") ORDER BY number DESC
      """, [.int(county), .int(household)], read)
    return try found.map { (clue) throws(Problem) in try withSources(clue, on: connection) }
  }

  /// All that have not ended in a county, by household: one walk where many households are asked for.
  package static func unclosed(county: Int64, on connection: Connection) throws(Problem) -> [Int64: [Clue]] {
    let found = try connection.rows(
      """
      SELECT \(columns) FROM clue INDEXED BY clue_open WHERE county = ? AND closed_on IS NULL
      ORDER BY county, household
      """, [.int(county)], read)
    var clues: [Int64: [Clue]] = [:]
    for clue in found { clues[clue.household, default: []].append(try withSources(clue, on: connection)) }
    return clues
  }

  /// Those that an episode looks into or looked into.
  package static func clues(
    ofEpisode episode: Int64, of household: Int64, county: Int64, on connection: Connection
  ) throws(Problem) -> [Clue] {
    try clues(of: household, county: county, on: connection).filter { $0.episode == episode }
  }

  package static let columns = """
    county, number, household, place, cause, severity, opened_on, due, is_emergency, episode, closed_on,
    closed_by, outcome, note
    """

  /// A clue of a row of `columns`, without its sources.
  package static func read(_ row: Statement) throws(Problem) -> Clue {
    guard let place = PlaceCode(number: row.int(3)), let cause = RuleCause(rawValue: row.text(4)),
      let severity = RuleSeverity(rawValue: row.text(5))
    else { preconditionFailure("a clue was stored with place, cause and severity") }
    let closure = row.optionalDay(10).flatMap { on in
      outcome(row.text(12)).map {
        ClueClosure(on: on, by: row.text(11), outcome: $0, note: row.text(13))
      }
    }
    return Clue(
      id: ClueNumber(county: row.int(0), number: row.int(1)), household: row.int(2), place: place,
      cause: cause,
      severity: severity, openedOn: row.day(6), due: row.day(7), isEmergency: row.int(8) == 1, sources: [],
      episode: row.optionalInt(9), closure: closure)
  }

  package static func withSources(_ clue: Clue, on connection: Connection) throws(Problem) -> Clue {
    var clue = clue
    let row = try connection.statement(
      "SELECT channel, on_day, by_whom, note FROM clue_source WHERE county = ? AND clue = ? ORDER BY number")
    defer { row.reset() }
    row.bind([.int(clue.id.county), .int(clue.id.number)])
    while try row.step() {
      clue.sources.append(
        ClueSource(
          ClueChannel(rawValue: row.text(0)) ?? .inspection, on: row.day(1), by: row.text(2),
          note: row.text(3)))
    }
    return clue
  }

  private static func word(_ outcome: ClueClosure.Outcome) -> String {
    switch outcome {
    case .included: "included"
    case .dismissed(let reason): reason.rawValue
    }
  }

  private static func outcome(_ word: String) -> ClueClosure.Outcome? {
    word == "included" ? .included : DismissalReason(rawValue: word).map { .dismissed($0) }
  }
}
