// SQL that reads episodes and measures into columns.

import Casework
package import Columns
package import Database
package import Kernel
import Registry
import Rules

/// A list of a household that casework fills.
package struct CaseList: Sendable {
  package let name: String
  package let table: Table
  package let list: ChildList
}

/// Episodes and measures hang under households by their number, whichever county keeps them: a household that
/// moves takes its story along.
package enum CityCaseStore {
  /// The lists without rows, as files give them.
  package static func none(parentCount: Int) -> [CaseList] {
    let offsets = [Int32](repeating: 0, count: parentCount + 1)
    return [("episodes", "Episode", episode), ("measures", "Measure", measure)].map { name, record, layout in
      let empty = ChildRows(layout).laidOut(record, parentCount: 0).table
      return CaseList(name: name, table: empty, list: ChildList(table: record, offsets: offsets))
    }
  }

  /// Those opened on or before a day, in the state in which they were on it.
  /// - Parameter row: By number of a household its row, -1 for none.
  static func read(
    _ scope: CityScope, asOf day: Day, parentCount: Int, on connection: Connection,
    row: (Int64) -> Int32
  ) throws(Problem) -> [CaseList] {
    let reader = CaseReader(scope: scope, day: day, connection: connection)
    let episodes = try reader.episodes(row)
    let measures = try reader.measures(row)
    if episodes.count == 0, measures.count == 0 { return none(parentCount: parentCount) }
    return [("episodes", "Episode", episodes), ("measures", "Measure", measures)].map { name, record, rows in
      let laidOut = rows.laidOut(record, parentCount: parentCount)
      return CaseList(name: name, table: laidOut.table, list: laidOut.list)
    }
  }

  /// The same city with the cases as the store has them now: what else is known of it is not read again.
  package static func refreshed(_ city: City, on connection: Connection) throws(Problem) -> City {
    var wanted = KeyIndex()
    for county in try CountyStore.counties(of: "episode", on: connection) {
      let statement = try connection.statement("SELECT DISTINCT household FROM episode WHERE county = ?")
      statement.bind([.int(county)])
      while try statement.step() { wanted.insert(statement.int(0), row: Int32(wanted.count)) }
      statement.reset()
    }
    var rows = [Int32](repeating: -1, count: wanted.count)
    if !rows.isEmpty {
      for (row, number) in city.numbers.enumerated() {
        let place = wanted.row(of: number)
        if place >= 0 { rows[Int(place)] = Int32(row) }
      }
    }
    let lists = try read(.everything, asOf: city.asOf, parentCount: city.householdCount, on: connection) {
      let place = wanted.row(of: $0)
      return place < 0 ? -1 : rows[Int(place)]
    }
    return city.with(lists)
  }

  static let episode: [(name: String, packing: ChildRows.Packing)] = [
    ("number", .int), ("object_type", .int), ("state", .int), ("opened_on", .day), ("registered_on", .day),
    ("eliminated_on", .day), ("ended_on", .day), ("causes", .text), ("is_emergency", .bool),
    ("carried_over", .bool), ("earlier", .int), ("due_on", .day), ("income_per_head", .int), ("wage", .int),
    ("line", .int), ("notice_days", .int), ("notice_shown", .bool), ("by_help", .bool),
  ]

  static let measure: [(name: String, packing: ChildRows.Packing)] = [
    ("number", .int), ("episode", .int), ("group", .text), ("kind", .int), ("state", .int), ("cause", .text),
    ("opened_on", .day), ("due_on", .day), ("started_on", .day), ("done_on", .day), ("cancelled_on", .day),
    ("amount", .int), ("case_state", .int),
  ]
}

private struct CaseReader {
  let scope: CityScope
  let day: Day
  let connection: Connection

  func episodes(_ parent: (Int64) -> Int32) throws(Problem) -> ChildRows {
    var rows = ChildRows(CityCaseStore.episode)
    try each(
      "episode", "episode t", "opened_on",
      """
      household, number, opened_on, type, registered_on, ended_on, ending, risks, is_emergency,
      carried_from, earlier, total_due, income_per_head, wage, line, notice_days, notice_shown, by_help
      """
    ) { row in
      let household = parent(row.int(0))
      guard household >= 0 else { return }
      rows.begin(parent: household, day: row.day(2).number, record: row.int(1))
      let (registered, ended) = (past(row.optionalDay(4)), past(row.optionalDay(5)))
      let ending = ended.flatMap { _ in EpisodeEnding.Kind(rawValue: row.text(6)) }
      rows.append(row.int(1), to: 0)
      append(row.optionalText(3).map { code("object_type", $0) }, to: 1, of: &rows)
      rows.append(state(ending, isRegistered: registered != nil), to: 2)
      rows.append(Int64(row.day(2).number), to: 3)
      append(registered, to: 4, of: &rows)
      append(ending == .eliminated ? ended : nil, to: 5, of: &rows)
      append(ended, to: 6, of: &rows)
      rows.append(row.text(7).split(separator: " ").joined(separator: "|"), to: 7)
      rows.append(row.int(8), to: 8)
      rows.append(row.isNull(9) ? 0 : 1, to: 9)
      append(row.optionalInt(10), to: 10, of: &rows)
      rows.append(Int64(row.day(11).number), to: 11)
      for column in 12...17 { append(row.optionalInt(column), to: column, of: &rows) }
    }
    return rows
  }

  func measures(_ parent: (Int64) -> Int32) throws(Problem) -> ChildRows {
    var rows = ChildRows(CityCaseStore.measure)
    try each(
      "measure", "measure t JOIN episode e ON e.county = t.county AND e.number = t.episode", "planned_on",
      """
      t.household, t.number, planned_on, t.episode, measure_group, is_development, risk, t.due, started_on,
      done_on, cancelled_on, amount, e.registered_on, e.ended_on, e.ending
      """
    ) { row in
      let household = parent(row.int(0))
      guard household >= 0 else { return }
      rows.begin(parent: household, day: row.day(2).number, record: row.int(1))
      let (started, done) = (past(row.optionalDay(8)), past(row.optionalDay(9)))
      let cancelled = past(row.optionalDay(10))
      let state: Measure.State =
        cancelled != nil ? .cancelled : done != nil ? .done : started != nil ? .started : .planned
      rows.append(row.int(1), to: 0)
      rows.append(row.int(3), to: 1)
      rows.append(row.text(4), to: 2)
      rows.append(code("measure_kind", row.int(5) == 1 ? "development" : "protective"), to: 3)
      rows.append(code("measure_state", state.rawValue), to: 4)
      rows.append(row.text(6), to: 5)
      rows.append(Int64(row.day(2).number), to: 6)
      rows.append(Int64(row.day(7).number), to: 7)
      append(started, to: 8, of: &rows)
      append(done, to: 9, of: &rows)
      append(cancelled, to: 10, of: &rows)
      append(row.optionalInt(11), to: 11, of: &rows)
      let (registered, ended) = (past(row.optionalDay(12)), past(row.optionalDay(13)))
      let ending = ended.flatMap { _ in EpisodeEnding.Kind(rawValue: row.text(14)) }
      rows.append(self.state(ending, isRegistered: registered != nil), to: 12)
    }
    return rows
  }

  /// Every row of the scope that was there on the day.
  private func each(
    _ table: String, _ source: String, _ opening: String, _ columns: String, _ body: (Statement) -> Void
  ) throws(Problem) {
    var (condition, keys) = ("", [[SQLValue]]())
    switch scope {
    case .everything: keys = [[]]
    case .household(_, let number):
      // Without statistics SQLite would read all of a county; the likelihood, which changes no answer, makes
      // it take the index of households.
      condition = "t.county = ? AND likelihood(t.household = ?, 0.000001) AND"
      keys = try CountyStore.counties(of: table, on: connection).map { [.int($0), .int(number)] }
    }
    let statement = try connection.statement(
      "SELECT \(columns) FROM \(source) WHERE \(condition) t.\(opening) <= ? ORDER BY t.county, t.number")
    for key in keys {
      statement.reset()
      statement.bind(key + [.day(day)])
      while try statement.step() { body(statement) }
    }
    statement.reset()
  }

  private func past(_ on: Day?) -> Day? { on.flatMap { $0 <= day ? $0 : nil } }

  private func append(_ day: Day?, to column: Int, of rows: inout ChildRows) {
    append(day.map { Int64($0.number) }, to: column, of: &rows)
  }

  private func append(_ value: Int64?, to column: Int, of rows: inout ChildRows) {
    if let value { rows.append(value, to: column) } else { rows.appendMissing(to: column) }
  }

  private func state(_ ending: EpisodeEnding.Kind?, isRegistered: Bool) -> Int64 {
    let name =
      switch ending {
      case nil: isRegistered ? "monitored" : "identifying"
      case .movedOut?: "moved_out"
      case .wronglyIncluded?: "wrongly_included"
      case .some(let kind): kind.rawValue
      }
    return code("episode_state", name)
  }

  private func code(_ prefix: String, _ name: String) -> Int64 {
    guard let code = CaseReader.codes["\(prefix).\(name)"] else {
      preconditionFailure("the words of rules have a code for \(prefix).\(name)")
    }
    return code
  }

  private static let codes = Dictionary(
    uniqueKeysWithValues: ScreeningVocabulary.constants.map { ($0.qualifiedName, $0.value) })
}

extension City {
  /// The same city with other cases.
  func with(_ cases: [CaseList]) -> City {
    var tables = frame.tables
    for list in cases { tables[list.table.recordType] = list.table }
    let household = frame["Household"]
    let lists = household.lists.merging(cases.map { ($0.name, $0.list) }) { $1 }
    tables["Household"] = household.with(lists: lists)
    return City(
      asOf: asOf, frame: Frame(tables), numbers: numbers, places: places, personIDs: personIDs,
      personHomes: personHomes, personNames: personNames)
  }
}

extension Table {
  func with(lists: [String: ChildList]) -> Table {
    Table(recordType, rowCount: rowCount, columns: columns, lists: lists, references: references)
  }
}

extension CityCaseStore {
  /// When every household came under watch, and when it left it again.
  package static func registrations(on connection: Connection) throws(Problem) -> Registrations {
    let statement = try connection.statement(
      "SELECT household, registered_on, ended_on FROM episode WHERE registered_on IS NOT NULL")
    defer { statement.reset() }
    var stays: [Int64: [Registrations.Stay]] = [:]
    while try statement.step() {
      let stay = Registrations.Stay(from: statement.day(1), until: statement.optionalDay(2))
      stays[statement.int(0), default: []].append(stay)
    }
    return Registrations(stays)
  }
}
