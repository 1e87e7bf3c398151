// SQL of places.
package import Database
package import Kernel
package import Sheets

/// A place as it is called in its period of validity.
package struct Place: Hashable, Sendable {
  package let code: PlaceCode
  package let name: String
  package let validFrom: Day
  package let validTo: Day?

  package init(code: PlaceCode, name: String, validFrom: Day = .distantPast, validTo: Day? = nil) {
    (self.code, self.name, self.validFrom, self.validTo) = (code, name, validFrom, validTo)
  }
}

package enum PlaceStore {
  /// Merges one row of a list of places. A changed name begins a new period on the day of the file.
  package static func merge(
    _ code: PlaceCode, name: String, origin: RowOrigin, index: RegistryIndex, on connection: Connection
  ) throws(Problem) -> RowOutcome {
    let current = try connection.row(
      "SELECT valid_from, name FROM place WHERE county = ? AND code = ? AND valid_to IS NULL",
      [.int(code.county), .int(code.number)]
    ) { (row) throws(Problem) in (from: row.day(0), name: row.text(1)) }
    defer { index.insertPlace(code) }
    guard let current else {
      let isKnown = try connection.number(
        "SELECT COUNT(*) FROM place WHERE county = ? AND code = ?", [.int(code.county), .int(code.number)]) > 0
      try insert(code, name: name, from: isKnown ? origin.dated : .distantPast, origin: origin, on: connection)
      return .new
    }
    if current.name == name { return .identical }
    if origin.dated <= current.from { return .older }
    try close(code, on: origin.dated, connection: connection)
    try insert(code, name: name, from: origin.dated, origin: origin, on: connection)
    return .updated
  }

  /// Ends a place that a complete list no longer holds.
  package static func end(_ code: PlaceCode, on day: Day, index: RegistryIndex, connection: Connection) throws(Problem) {
    try close(code, on: day, connection: connection)
    index.removePlace(code)
  }

  /// The place of a code as of a day, nil where there was none.
  package static func place(_ code: PlaceCode, asOf day: Day, on connection: Connection) throws(Problem) -> Place? {
    try connection.row(
      """
      SELECT code, name, valid_from, valid_to FROM place
      WHERE county = ? AND code = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
      """,
      [.int(code.county), .int(code.number), .day(day), .day(day)], read)
  }

  /// The places one level below, in order of code.
  package static func children(of code: PlaceCode, asOf day: Day, on connection: Connection) throws(Problem) -> [Place] {
    guard let level = code.level.next else { return [] }
    return try connection.rows(
      """
      SELECT code, name, valid_from, valid_to FROM place
      WHERE county BETWEEN ? AND ? AND code BETWEEN ? AND ? AND level = ?
        AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY code
      """,
      [
        .int(code.subtree.lowerBound / 1_000_000_000), .int(code.subtree.upperBound / 1_000_000_000),
        .int(code.subtree.lowerBound), .int(code.subtree.upperBound), .int(level.rawValue), .day(day), .day(day),
      ], read)
  }

  /// Every place valid on a day, in order of code.
  package static func all(asOf day: Day, on connection: Connection) throws(Problem) -> [Place] {
    try connection.rows(
      """
      SELECT code, name, valid_from, valid_to FROM place
      WHERE valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY code
      """, [.day(day), .day(day)], read)
  }

  /// The top of the tree: cities, in order of code.
  package static func cities(asOf day: Day, on connection: Connection) throws(Problem) -> [Place] {
    try connection.rows(
      """
      SELECT code, name, valid_from, valid_to FROM place
      WHERE level = 1 AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY code
      """, [.day(day), .day(day)], read)
  }

  static func codes(on connection: Connection) throws(Problem) -> [Int64] {
    try connection.rows("SELECT code FROM place WHERE valid_to IS NULL") {
      (row) throws(Problem) in row.int(0)
    }
  }

  private static func insert(
    _ code: PlaceCode, name: String, from: Day, origin: RowOrigin, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO place (county, code, valid_from, valid_to, level, name, import, line)
      VALUES (?, ?, ?, NULL, ?, ?, ?, ?)
      """,
      [
        .int(code.county), .int(code.number), .day(from), .int(code.level.rawValue), .text(name),
        .int(origin.importNumber), .int(origin.line),
      ])
  }

  private static func close(_ code: PlaceCode, on day: Day, connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE place SET valid_to = ? WHERE county = ? AND code = ? AND valid_to IS NULL",
      [.day(day), .int(code.county), .int(code.number)])
  }

  /// The names from the city down to a place, as of a day; a level without a name of that day is left out.
  package static func path(of code: PlaceCode, asOf day: Day, on connection: Connection) throws(Problem) -> [Place] {
    var path: [Place] = []
    for level in PlaceLevel.allCases {
      guard let ancestor = code.ancestor(at: level) else { break }
      if let place = try place(ancestor, asOf: day, on: connection) { path.append(place) }
    }
    return path
  }

  /// The code behind a stored number, which the schema keeps valid.
  static func code(_ number: Int64) -> PlaceCode {
    guard let code = PlaceCode(number: number) else {
      preconditionFailure("a stored place has a valid code, not \(number)")
    }
    return code
  }

  private static func read(_ row: Statement) throws(Problem) -> Place {
    Place(code: code(row.int(0)), name: row.text(1), validFrom: row.day(2), validTo: row.optionalDay(3))
  }
}
