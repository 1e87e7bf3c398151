// SQL that reads the ledgers of places into tables of their own and by pages, and the cells of any feed.

package import Columns
package import Database
package import Kernel
package import Registry
package import RuleValues
import Rules

extension CityStore {
  /// The ledgers of places as they stood on a day, by record type.
  /// **Shape**: all of them, also those without rows; each by place and record number, with the code of the
  /// place in the column `place`; rows that left on or before the day are not in it.
  package static func ledgers(asOf day: Day, on connection: Connection) throws(Problem) -> [String: Table] {
    var tables: [String: Table] = [:]
    for kind in FeedKind.all where kind.key == .place {
      tables[kind.recordType] = try ledger(kind, asOf: day, on: connection)
    }
    return tables
  }

  private static func ledger(
    _ kind: FeedKind, asOf day: Day, on connection: Connection
  ) throws(Problem) -> Table {
    let columns = (["place", "record_number"] + kind.columns.map(\.name)).joined(separator: ", ")
    let statement = try connection.statement(
      """
      SELECT \(columns) FROM \(kind.table) WHERE (gone_on IS NULL OR gone_on > ?)
      ORDER BY place, record_number
      """)
    defer { statement.reset() }
    statement.bind([.day(day)])
    var rows = ChildRows(FeedCells.layout(of: kind) + [("place", .int)])
    let cells = FeedCells(kind)
    // Rows are laid out by parent: here that is one place after the other.
    var (place, parent) = (Int64(0), Int32(-1))
    while try statement.step() {
      if statement.int(0) != place { (place, parent) = (statement.int(0), parent + 1) }
      rows.begin(parent: parent, day: 0, record: statement.int(1))
      cells.read(statement, from: 2, into: &rows)
      rows.append(place, to: kind.columns.count)
    }
    return rows.laidOut(kind.recordType, parentCount: Int(parent) + 1).table
  }

  /// The table of a feed that nobody sent.
  package static func noRows(of kind: FeedKind) -> Table {
    let layout = FeedCells.layout(of: kind) + (kind.key == .place ? [("place", .int)] : [])
    return ChildRows(layout).laidOut(kind.recordType, parentCount: 0).table
  }
}

extension City {
  /// The same households with other ledgers of places, after one of them was imported.
  package func with(ledgers: [String: Table]) -> City {
    City(
      asOf: asOf, frame: Frame(frame.tables.merging(ledgers) { $1 }), numbers: numbers, places: places,
      personIDs: personIDs, personHomes: personHomes, personNames: personNames)
  }
}

/// The columns of a feed as they are read from the store.
struct FeedCells {
  private let texts: [Bool]
  private let optionals: [Bool]

  init(_ kind: FeedKind) {
    texts = kind.columns.map(\.isText)
    optionals = kind.columns.map(\.isOptional)
  }

  /// One row's cells, which stand in the statement from a place on.
  func read(_ statement: Statement, from first: Int, into rows: inout ChildRows) {
    for column in texts.indices {
      if texts[column] {
        rows.append(statement.text(column + first), to: column)
      } else if optionals[column], statement.isNull(column + first) {
        rows.appendMissing(to: column)
      } else {
        rows.append(statement.int(column + first), to: column)
      }
    }
  }

  static func layout(of kind: FeedKind) -> [(name: String, packing: ChildRows.Packing)] {
    kind.columns.map { column in
      switch column.content {
      case .day, .openDay: (column.name, .day)
      case .text, .name: (column.name, .text)
      case .flag: (column.name, .bool)
      case .money, .yuan, .number, .code: (column.name, .int)
      }
    }
  }
}

/// One row of a ledger.
package struct PlaceLedgerRow: Sendable {
  package let record: Int64
  package let place: PlaceCode
  /// Empty where the place has no name any more.
  package let placeName: String
  /// In the order of the ledger's columns; nil for a day that is open.
  package let values: [Value?]
}

extension PlaceLedgerRow {
  /// What stands in a column, as words; nil for a day that is open.
  package func text(_ column: Int, of kind: FeedKind) -> Text? {
    guard let value = values[column] else { return nil }
    let name = kind.columns[column].name
    // A published figure has the unit of its series, which may be no money.
    if kind.recordType == "Statistic", name == "value", case .int(let fen) = value {
      let number = Money(fen: fen).description
      return Text(zh: number, en: number)
    }
    guard let field = ScreeningVocabulary.record(kind.recordType)?.field(name) else {
      preconditionFailure("every column of a ledger is a word of rules")
    }
    return ScreeningVocabulary.text(value, of: field, in: kind.recordType)
  }
}

/// How long the ledgers of a place and of all places below it are, and their rows by pages.
package enum PlaceLedgerStore {
  private static let within = "place BETWEEN ? AND ? AND (gone_on IS NULL OR gone_on > ?)"

  package static func count(
    _ kind: FeedKind, in place: PlaceCode, asOf day: Day, on connection: Connection
  ) throws(Problem) -> Int {
    Int(
      try connection.number(
        "SELECT COUNT(*) FROM \(kind.table) WHERE \(within)", bounds(place, day)))
  }

  /// **Shape**: by place, then by record number, at most `limit` behind the first `offset`.
  package static func rows(
    _ kind: FeedKind, in place: PlaceCode, asOf day: Day, limit: Int, offset: Int, on connection: Connection
  ) throws(Problem) -> [PlaceLedgerRow] {
    let columns = (["record_number", "place"] + kind.columns.map(\.name))
      .joined(separator: ", ")
    let found = try connection.rows(
      """
      SELECT \(columns) FROM \(kind.table) WHERE \(within)
      ORDER BY place, county, record_number LIMIT ? OFFSET ?
      """, bounds(place, day) + [.int(limit), .int(offset)]
    ) { (row) throws(Problem) in
      (
        record: row.int(0), place: row.int(1),
        values: kind.columns.enumerated().map { value($1, at: $0 + 2, of: row) }
      )
    }
    var names: [Int64: String] = [:]
    return try found.map { (row) throws(Problem) in
      guard let code = PlaceCode(number: row.place) else {
        preconditionFailure("a ledger is of a valid place")
      }
      if names[row.place] == nil {
        names[row.place] = try PlaceStore.place(code, asOf: day, on: connection)?.name
      }
      return PlaceLedgerRow(
        record: row.record, place: code, placeName: names[row.place] ?? "", values: row.values)
    }
  }

  private static func bounds(_ place: PlaceCode, _ day: Day) -> [SQLValue] {
    [.int(place.subtree.lowerBound), .int(place.subtree.upperBound), .day(day)]
  }

  private static func value(_ column: FeedKind.Column, at place: Int, of row: Statement) -> Value? {
    switch column.content {
    case .day: RuleTime.value(row.day(place))
    case .openDay: row.optionalDay(place).map(RuleTime.value)
    case .text, .name: .string(row.text(place))
    case .flag: .bool(row.int(place) == 1)
    case .money, .yuan, .number, .code: .int(row.int(place))
    }
  }
}
