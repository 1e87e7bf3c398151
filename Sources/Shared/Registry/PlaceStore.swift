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

/// Places by code, each with its periods: two periods of one place never overlap.
package enum PlaceStore {
  /// Merges one row of a list of places. A changed name begins a new period on the day of the file; where the
  /// period began on that very day, the name is corrected and what it was is kept as history.
  package static func merge(
    _ code: PlaceCode, name: String, origin: RowOrigin, index: RegistryIndex, on connection: Connection
  ) throws(Problem) -> RowOutcome {
    guard let last = try lastPeriod(of: code, on: connection) else {
      try insert(code, name: name, from: .distantPast, origin: origin, on: connection)
      index.insertPlace(code)
      return .new
    }
    switch last.known.meets(fingerprint(name), from: origin) {
    case .same: return .identical
    case .older: return .older
    case .confirmed:
      try connection.run(
        "UPDATE place SET dated = ? WHERE county = ? AND code = ? AND valid_to IS NULL",
        [.day(origin.dated), .int(code.county), .int(code.number)])
      return .identical
    case .replaces:
      if !last.known.isGone { try endPeriod(of: code, from: last.from, origin: origin, on: connection) }
      try insert(code, name: name, from: origin.dated, origin: origin, on: connection)
      index.insertPlace(code)
      return .updated
    }
  }

  /// Ends the places that a complete list no longer holds, in the counties that it speaks of.
  package static func markGone(
    notIn seen: Set<Int64>, counties: Set<Int64>, origin: RowOrigin, index: RegistryIndex,
    connection: Connection
  ) throws(Problem) -> Int {
    var gone = 0
    for county in counties.sorted() {
      let listed = try connection.rows(
        """
        SELECT code, valid_from FROM place WHERE county = ? AND valid_to IS NULL
          AND (dated < ? OR (dated = ? AND import <= ?)) ORDER BY code
        """, [.int(county), .day(origin.dated), .day(origin.dated), .int(origin.importNumber)]
      ) { (row) throws(Problem) in (code: code(row.int(0)), from: row.day(1)) }
      for place in listed where !seen.contains(place.code.number) {
        try endPeriod(of: place.code, from: place.from, origin: origin, on: connection)
        index.removePlace(place.code)
        gone += 1
      }
    }
    return gone
  }

  /// The place of a code as of a day, nil where there was none.
  package static func place(_ code: PlaceCode, asOf day: Day, on connection: Connection) throws(Problem)
    -> Place?
  {
    try connection.row(
      """
      SELECT code, name, valid_from, valid_to FROM place
      WHERE county = ? AND code = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)
      """,
      [.int(code.county), .int(code.number), .day(day), .day(day)], read)
  }

  /// The places one level below, in order of code.
  package static func children(of code: PlaceCode, asOf day: Day, on connection: Connection) throws(Problem)
    -> [Place]
  {
    guard let level = code.level.next else { return [] }
    return try connection.rows(
      """
      SELECT code, name, valid_from, valid_to FROM place
      WHERE county BETWEEN ? AND ? AND code BETWEEN ? AND ? AND level = ?
        AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY code
      """,
      [
        .int(code.subtree.lowerBound / 1_000_000_000), .int(code.subtree.upperBound / 1_000_000_000),
        .int(code.subtree.lowerBound), .int(code.subtree.upperBound), .int(level.rawValue), .day(day),
        .day(day),
      ], read)
  }

  /// Places whose name holds a part, below any of some places or one of these itself, in order of code.
  /// **Shape**: `ranges` ascending and apart; `limit` at most.
  ///
  /// Every name from the first of the ranges to the last is looked at once, however many ranges there are: a
  /// few milliseconds in a full city.
  package static func named(
    _ part: String, within ranges: [ClosedRange<Int64>], asOf day: Day, limit: Int, on connection: Connection
  ) throws(Problem) -> [PlaceCode] {
    guard let first = ranges.first, let last = ranges.last, limit > 0 else { return [] }
    let statement = try connection.statement(
      """
      SELECT code FROM place
      WHERE county BETWEEN ? AND ? AND code BETWEEN ? AND ? AND instr(name, ?) > 0
        AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY code
      """)
    statement.reset()
    statement.bind([
      .int(first.lowerBound / 1_000_000_000), .int(last.upperBound / 1_000_000_000),
      .int(first.lowerBound), .int(last.upperBound), .text(part), .day(day), .day(day),
    ])
    var (found, place): ([PlaceCode], Int) = ([], 0)
    while found.count < limit, try statement.step() {
      let number = statement.int(0)
      // Codes rise, and so do the ranges: both are walked along once.
      while place < ranges.count, ranges[place].upperBound < number { place += 1 }
      guard place < ranges.count else { break }
      if ranges[place].contains(number) { found.append(code(number)) }
    }
    statement.reset()
    return found
  }

  /// The top of the tree: cities, in order of code.
  package static func cities(asOf day: Day, on connection: Connection) throws(Problem) -> [Place] {
    try places(at: .city, asOf: day, on: connection)
  }

  /// All places of a level, in order of code.
  package static func places(at level: PlaceLevel, asOf day: Day, on connection: Connection) throws(Problem)
    -> [Place]
  {
    try connection.rows(
      """
      SELECT code, name, valid_from, valid_to FROM place
      WHERE level = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?) ORDER BY code
      """, [.int(level.rawValue), .day(day), .day(day)], read)
  }

  /// The names from the city down to a place, as of a day; a level without a name of that day is left out.
  package static func path(of code: PlaceCode, asOf day: Day, on connection: Connection) throws(Problem)
    -> [Place]
  {
    var path: [Place] = []
    for level in PlaceLevel.allCases {
      guard let ancestor = code.ancestor(at: level) else { break }
      if let place = try place(ancestor, asOf: day, on: connection) { path.append(place) }
    }
    return path
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
      INSERT INTO place (county, code, valid_from, valid_to, level, name, dated, import, line)
      VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?)
      """,
      [
        .int(code.county), .int(code.number), .day(from), .int(code.level.rawValue), .text(name),
        .day(origin.dated), .int(origin.importNumber), .int(origin.line),
      ])
  }

  private static func lastPeriod(
    of code: PlaceCode, on connection: Connection
  ) throws(Problem) -> (from: Day, known: KnownRow)? {
    try connection.row(
      """
      SELECT valid_from, valid_to, name, dated, import FROM place
      WHERE county = ? AND code = ? ORDER BY valid_from DESC LIMIT 1
      """, [.int(code.county), .int(code.number)]
    ) { (row) throws(Problem) in
      let known = KnownRow(
        fingerprint: fingerprint(row.text(2)), importNumber: row.int(4), dated: row.day(3),
        goneOn: row.optionalDay(1))
      return (row.day(0), known)
    }
  }

  /// Ends the open period; one that would begin and end on the same day is taken back into history.
  private static func endPeriod(
    of code: PlaceCode, from: Day, origin: RowOrigin, on connection: Connection
  ) throws(Problem) {
    if from < origin.dated {
      try connection.run(
        "UPDATE place SET valid_to = ? WHERE county = ? AND code = ? AND valid_from = ?",
        [.day(origin.dated), .int(code.county), .int(code.number), .day(from)])
    } else {
      try HistoryStore.keepPlace(code, from: from, replacedBy: origin.importNumber, on: connection)
      try connection.run(
        "DELETE FROM place WHERE county = ? AND code = ? AND valid_from = ?",
        [.int(code.county), .int(code.number), .day(from)])
    }
  }

  private static func fingerprint(_ name: String) -> Int64 {
    var fingerprint = Fingerprint()
    fingerprint.add(name)
    return fingerprint.value
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
