// SQL that keeps the figures of a day for all places, and reads how one went.

package import Access
package import Database
package import Kernel

/// A figure of a place as it was kept.
package struct KeptFigure: Sendable, Equatable {
  package let day: Day
  package let exact: Fraction?
  package let rows: Int
  package let unknown: Int
}

package enum IndicatorStore {
  /// Keeps every figure of a board for all places down to the villages; a day that was kept before is kept
  /// anew. **Problems**: those of the door.
  package static func keep(
    _ board: IndicatorBoard, by act: Act, as visitor: Visitor?, key: String = "", on connection: Connection
  ) throws(Problem) -> Int {
    let command = Command(
      "figure.keep", permission: .screeningRun, key: key, body: "\(board.asOf) \(board.book.fingerprint)")
    let answer = try Door.run(command, by: act, as: visitor, county: 0, on: connection) {
      (connection) throws(Problem) in
      let count = try store(board, at: act.at, on: connection)
      return Outcome(
        answer: String(count), subject: board.asOf.description,
        details: JSONText.object([
          "asOf": JSONText.quoted(board.asOf.description),
          "figures": JSONText.quoted(board.book.fingerprint), "values": String(count),
        ]))
    }
    guard let count = Int(answer.text) else {
      preconditionFailure("keeping figures answers how many there are")
    }
    return count
  }

  private static func store(
    _ board: IndicatorBoard, at instant: Instant, on connection: Connection
  ) throws(Problem) -> Int {
    try connection.run("DELETE FROM indicator_value WHERE day = ?", [.day(board.asOf)])
    try connection.run("DELETE FROM indicator_day WHERE day = ?", [.day(board.asOf)])
    try connection.run(
      "INSERT INTO indicator_day (county, day, figures, at) VALUES (0, ?, ?, ?)",
      [.day(board.asOf), .text(board.book.fingerprint), .int(instant.milliseconds)])
    let statement = try connection.statement(
      """
      INSERT INTO indicator_value (county, place, code, day, value, untold, rows, unknown)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """)
    var count = 0
    for place in board.tally.places where place.level <= .village {
      for indicator in board.book.indicators {
        let value = board.value(indicator, at: place)
        try statement.run([
          .int(place.county), .int(place.number), .text(indicator.code), .day(board.asOf),
          value.exact.map { SQLValue.text($0.written) } ?? .null,
          value.untold.map { SQLValue.text($0.rawValue) } ?? .null,
          .int(value.rows), .int(value.unknown),
        ])
        count += 1
      }
    }
    return count
  }

  /// The figures of some places as they were kept on a day; nil where none were.
  package static func kept(
    on day: Day, at places: [PlaceCode], on connection: Connection
  ) throws(Problem) -> KeptBoard? {
    let head = try connection.row(
      "SELECT figures, at FROM indicator_day WHERE county = 0 AND day = ?", [.day(day)]
    ) { (row) throws(Problem) in (row.text(0), Instant(milliseconds: row.int(1))) }
    guard let (figures, at) = head else { return nil }
    var board = KeptBoard(day: day, at: at, figures: figures)
    for place in places {
      let values = try connection.rows(
        """
        SELECT code, value, untold, rows, unknown FROM indicator_value
        WHERE county = ? AND place = ? AND day = ?
        """, [.int(place.county), .int(place.number), .day(day)]
      ) { (row) throws(Problem) in
        let exact = row.optionalText(1).flatMap { Fraction(written: $0) }
        let untold = row.optionalText(2).flatMap { IndicatorValue.Untold(rawValue: $0) }
        return (
          row.text(0),
          IndicatorValue(
            exact: exact, untold: untold, above: nil, below: nil, rows: Int(row.int(3)),
            unknown: Int(row.int(4)))
        )
      }
      board.values[place.number] = Dictionary(values, uniquingKeysWith: { $1 })
    }
    return board
  }

  /// How a figure of a place went. **Shape**: by day, the newest first.
  package static func history(
    of code: String, at place: PlaceCode, limit: Int = 24, on connection: Connection
  ) throws(Problem) -> [KeptFigure] {
    try connection.rows(
      """
      SELECT day, value, rows, unknown FROM indicator_value
      WHERE county = ? AND place = ? AND code = ? ORDER BY day DESC LIMIT ?
      """, [.int(place.county), .int(place.number), .text(code), .int(limit)]
    ) { (row) throws(Problem) in KeptFigure(row) }
  }

  /// How a figure of a place stood at the end of each of some months, as it was kept last in each.
  /// **Shape**: by the first day of the month; a month in which nothing was kept is not there, and what was
  /// kept by other definitions is left aside.
  package static func months(
    of code: String, by figures: String, at place: PlaceCode, from: Day, until: Day,
    on connection: Connection
  ) throws(Problem) -> [Day: KeptFigure] {
    let kept = try connection.rows(
      """
      SELECT v.day, v.value, v.rows, v.unknown
      FROM indicator_value v JOIN indicator_day d ON d.county = 0 AND d.day = v.day AND d.figures = ?
      WHERE v.county = ? AND v.place = ? AND v.code = ? AND v.day BETWEEN ? AND ? ORDER BY v.day
      """, [.text(figures), .int(place.county), .int(place.number), .text(code), .day(from), .day(until)]
    ) { (row) throws(Problem) in KeptFigure(row) }
    var months: [Day: KeptFigure] = [:]
    for one in kept { months[one.day.adding(days: 1 - one.day.dayOfMonth)] = one }
    return months
  }
}

extension KeptFigure {
  /// Of day, value, rows and unknown rows, in this order.
  fileprivate init(_ row: Statement) {
    self.init(
      day: row.day(0), exact: row.optionalText(1).flatMap { Fraction(written: $0) }, rows: Int(row.int(2)),
      unknown: Int(row.int(3)))
  }
}

extension Fraction {
  /// `numerator/denominator`.
  var written: String { "\(numerator)/\(denominator)" }

  init?(written: String) {
    let parts = written.split(separator: "/").map { Int128(String($0)) }
    guard parts.count == 2, let numerator = parts[0], let denominator = parts[1] else { return nil }
    self.init(numerator, denominator)
  }
}
