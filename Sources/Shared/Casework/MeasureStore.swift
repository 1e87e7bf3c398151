// SQL of measures and what was told of them.

package import Database
package import Kernel
import Rules

package enum MeasureStore {
  /// The next free number of a county.
  package static func next(county: Int64, on connection: Connection) throws(Problem) -> MeasureNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM measure WHERE county = ?", [.int(county)])
    return MeasureNumber(county: county, number: last + 1)
  }

  /// Keeps a measure as it is now; of its notes only those that are new are written.
  package static func save(_ measure: Measure, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO measure (county, number, episode, household, place, measure_group, risk, title, subject,
        officer, is_development, amount, planned_on, due, started_on, done_on, cancelled_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO UPDATE SET started_on = excluded.started_on,
        done_on = excluded.done_on, cancelled_on = excluded.cancelled_on
      """,
      [
        .int(measure.id.county), .int(measure.id.number), .int(measure.episode), .int(measure.household),
        .int(measure.place.number), .text(measure.plan.group), .text(measure.plan.risk.rawValue),
        .text(measure.plan.title), .text(measure.plan.subject), .text(measure.plan.officer),
        .int(measure.isDevelopment ? 1 : 0), .int(measure.plan.amount?.fen), .day(measure.plannedOn),
        .day(measure.plan.due), .day(measure.startedOn), .day(measure.doneOn), .day(measure.cancelledOn),
      ])
    try CaseTouchStore.touch(measure.household, county: measure.id.county, on: connection)
    let known = try connection.number(
      "SELECT COUNT(*) FROM measure_note WHERE county = ? AND measure = ?",
      [.int(measure.id.county), .int(measure.id.number)])
    for (number, note) in measure.notes.enumerated().dropFirst(Int(known)) {
      try connection.run(
        "INSERT INTO measure_note (county, measure, number, on_day, by_whom, note) VALUES (?, ?, ?, ?, ?, ?)",
        [
          .int(measure.id.county), .int(measure.id.number), .int(number + 1), .day(note.on), .text(note.by),
          .text(note.text),
        ])
    }
  }

  /// Nil where there is none.
  package static func measure(_ id: MeasureNumber, on connection: Connection) throws(Problem) -> Measure? {
    try connection.row(
      "SELECT \(columns) FROM measure WHERE county = ? AND number = ?", [.int(id.county), .int(id.number)],
      read
    ).asking { (measure) throws(Problem) in try withNotes(measure, on: connection) }
  }

  /// Of a case, in order of number.
  package static func measures(
    ofEpisode episode: Int64, county: Int64, on connection: Connection
  ) throws(Problem) -> [Measure] {
    let found = try connection.rows(
      "SELECT \(columns) FROM measure WHERE county = ? AND episode = ? ORDER BY number",
      [.int(county), .int(episode)], read)
    return try found.map { (measure) throws(Problem) in try withNotes(measure, on: connection) }
  }

  /// Measures of a place's subtree by the day they are due, without their notes: those that are open, or
  /// those that are done or cancelled.
  /// - Parameter subject: only those of one line of work, nil for all.
  package static func listed(
    in place: PlaceCode, areOpen: Bool = true, subject: String? = nil, dueBefore day: Day? = nil, limit: Int,
    offset: Int = 0,
    on connection: Connection
  ) throws(Problem) -> (rows: [Measure], total: Int) {
    let range = place.subtree
    let state =
      areOpen ? "done_on IS NULL AND cancelled_on IS NULL" : "(done_on > 0 OR cancelled_on > 0)"
    let condition = """
      FROM measure WHERE \(state) AND place BETWEEN ? AND ?
        AND (? IS NULL OR subject = ?) AND (? IS NULL OR due < ?)
      """
    let values: [SQLValue] = [
      .int(range.lowerBound), .int(range.upperBound), .text(subject), .text(subject), .day(day), .day(day),
    ]
    let total = try connection.number("SELECT COUNT(*) \(condition)", values)
    let rows = try connection.rows(
      "SELECT \(columns) \(condition) ORDER BY due, county, number LIMIT ? OFFSET ?",
      values + [.int(limit), .int(offset)], read)
    return (rows, Int(total))
  }

  private static let columns = """
    county, number, episode, household, place, measure_group, risk, title, subject, officer, is_development,
    amount, planned_on, due, started_on, done_on, cancelled_on
    """

  private static func read(_ row: Statement) throws(Problem) -> Measure {
    guard let place = PlaceCode(number: row.int(4)), let risk = RuleCause(rawValue: row.text(6)) else {
      preconditionFailure("a measure was stored with its place and risk")
    }
    var measure = Measure(
      id: MeasureNumber(county: row.int(0), number: row.int(1)), episode: row.int(2), household: row.int(3),
      place: place,
      plan: MeasurePlan(
        group: row.text(5), risk: risk, title: row.text(7), subject: row.text(8), officer: row.text(9),
        due: row.day(13), amount: row.optionalInt(11).map { Money(fen: $0) }),
      isDevelopment: row.int(10) == 1, plannedOn: row.day(12))
    (measure.startedOn, measure.doneOn) = (row.optionalDay(14), row.optionalDay(15))
    measure.cancelledOn = row.optionalDay(16)
    return measure
  }

  private static func withNotes(_ measure: Measure, on connection: Connection) throws(Problem) -> Measure {
    var measure = measure
    measure.notes = try connection.rows(
      "SELECT on_day, by_whom, note FROM measure_note WHERE county = ? AND measure = ? ORDER BY number",
      [.int(measure.id.county), .int(measure.id.number)]
    ) { (row) throws(Problem) in MeasureNote(on: row.day(0), by: row.text(1), text: row.text(2)) }
    return measure
  }
}
