// SQL of the ledgers of a place and of all places below it: how long each is, and a page of its rows.

import Database
import Kernel
import Registry
import RuleValues
import Rules

/// One row of a ledger.
struct PlaceLedgerRow: Sendable {
  let record: Int64
  let place: PlaceCode
  /// Empty where the place has no name any more.
  let placeName: String
  /// In the order of the ledger's columns; nil for a day that is open.
  let values: [Value?]
}

enum PlaceLedgerStore {
  private static let within = "place BETWEEN ? AND ? AND (gone_on IS NULL OR gone_on > ?)"

  static func count(
    _ kind: FeedKind, in place: PlaceCode, asOf day: Day, on connection: Connection
  ) throws(Problem) -> Int {
    Int(
      try connection.number(
        "SELECT COUNT(*) FROM \(kind.table) WHERE \(within)", bounds(place, day)))
  }

  /// **Shape**: by place, then by record number, at most `limit` behind the first `offset`.
  static func rows(
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
