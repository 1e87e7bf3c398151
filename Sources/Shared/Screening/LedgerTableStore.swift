// SQL that reads the ledgers of places into tables of their own, and how the cells of any feed are read.

package import Columns
package import Database
package import Kernel
package import Registry

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
