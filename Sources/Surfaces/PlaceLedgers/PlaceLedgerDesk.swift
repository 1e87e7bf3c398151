// What the ledgers of a place show, and to whom: within the visitor's places and line of work.

package import Access
package import Database
package import Kernel
package import Registry
import Screening

/// A page of one ledger of a place.
struct PlaceLedger: Sendable {
  let kind: FeedKind
  let total: Int
  let rows: [PlaceLedgerRow]
}

/// A place with what its ledgers hold.
struct PlaceLedgerBook: Sendable {
  /// From the visitor's own place down to the place itself, as far as they are named; never empty.
  let path: [Place]
  /// The ledgers that are the visitor's business, in their order.
  let ledgers: [PlaceLedger]
}

package struct PlaceLedgerDesk: Sendable {
  private let database: Database
  static let pageSize = 50
  /// Rows of each ledger on the page of all.
  static let firstRows = 5

  package init(_ database: Database) { self.database = database }

  /// All ledgers of a place and of the places below it, each with its first rows.
  /// **Problems**: `ledgers.place.unknown` for a place that there is not, or that lies elsewhere.
  func book(of place: PlaceCode, asOf day: Day, for visitor: Visitor) throws(Problem) -> PlaceLedgerBook {
    try read(place, kinds(visitor), asOf: day, limit: PlaceLedgerDesk.firstRows, offset: 0, visitor)
  }

  /// A page of one ledger.
  /// **Problems**: those of `book`; `ledgers.unknown` for a ledger that there is not, or that is not the
  /// visitor's business.
  func ledger(
    _ name: String, of place: PlaceCode, page: Int, asOf day: Day, for visitor: Visitor
  ) throws(Problem) -> PlaceLedgerBook {
    guard let kind = kinds(visitor).first(where: { $0.name == name }) else {
      throw PlaceLedgerProblems.unknownLedger
    }
    let offset = (page - 1) * PlaceLedgerDesk.pageSize
    return try read(
      place, [kind], asOf: day, limit: PlaceLedgerDesk.pageSize, offset: offset, visitor)
  }

  /// The ledgers that are a visitor's business.
  func kinds(_ visitor: Visitor) -> [FeedKind] {
    FeedKind.all.filter { $0.key == .place && visitor.handles(feed: $0.name) }
  }

  private func read(
    _ place: PlaceCode, _ kinds: [FeedKind], asOf day: Day, limit: Int, offset: Int, _ visitor: Visitor
  ) throws(Problem) -> PlaceLedgerBook {
    try visitor.demand(.placeRead)
    try visitor.demand(place, or: PlaceLedgerProblems.unknownPlace)
    return try database.read { (connection) throws(Problem) in
      let path = try PlaceStore.path(of: place, asOf: day, on: connection)
        .filter { visitor.sees($0.code) }
      guard path.last?.code == place, place.level < .group else { throw PlaceLedgerProblems.unknownPlace }
      let ledgers = try kinds.map { (kind) throws(Problem) in
        PlaceLedger(
          kind: kind, total: try PlaceLedgerStore.count(kind, in: place, asOf: day, on: connection),
          rows: try PlaceLedgerStore.rows(
            kind, in: place, asOf: day, limit: limit, offset: offset, on: connection))
      }
      return PlaceLedgerBook(path: path, ledgers: ledgers)
    }
  }
}

enum PlaceLedgerProblems {
  /// The very same for a place that there is not and for one that lies elsewhere.
  static let unknownPlace = Problem(
    "ledgers.place.unknown", .notFound, zh: "没有这个地方的台账，或者它不在您的管辖范围内。",
    en: "There are no ledgers of this place, or it is not within your jurisdiction.")

  static let unknownLedger = Problem(
    "ledgers.unknown", .notFound, zh: "没有这种台账，或者它不属于您的业务范围。",
    en: "There is no such ledger, or it is not your line of work.")
}
