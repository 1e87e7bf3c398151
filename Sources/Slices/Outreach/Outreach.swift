// The face of outreach: the month's visits and meetings, and what people tell of themselves.

package import Access
package import Casework
package import Database
package import Kernel
import Registry
package import Vault

/// The slice over one store.
package struct Outreach: Sendable {
  package let database: Database
  package let book: ProcedureBook
  let door: Door
  let campaigns: CampaignDesk
  private let sealer: Sealer

  package init(
    _ database: Database, book: ProcedureBook, sealer: Sealer, campaigns: CampaignDesk = CampaignDesk(),
    chance: @escaping Chance
  ) {
    (self.database, self.book, self.campaigns, self.sealer) = (database, book, campaigns, sealer)
    door = Door(database, sealer: sealer, chance: chance)
  }

  /// The query code of a report: a form that is sent twice over a bad link is told the same code, though no
  /// store keeps it. Nobody makes it without the store's keys and both names.
  /// - Parameters:
  ///   - sending: names the sending of the form.
  ///   - browser: what ties the form to its browser.
  package func queryCode(of sending: String, by browser: String) -> String {
    let name = Array("\(browser) \(sending)".utf8)
    var bytes: [UInt8] = []
    for use in ["report.code.1", "report.code.2"] {
      let hash = UInt64(bitPattern: sealer.lookup(name, as: use))
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
    }
    return QueryCode.make(Array(bytes.prefix(QueryCode.length)))
  }

  // MARK: places

  /// What places are called, from below the visitor's own place down.
  func placeNames(_ places: [PlaceCode], _ asking: Asking) throws(Problem) -> [PlaceCode: String] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.names(
        of: places, below: asking.visitor?.place.level ?? .city, asOf: asking.today, on: connection)
    }
  }

  /// The name of one place; its code where the register has none.
  func placeName(_ place: PlaceCode, _ asking: Asking) throws(Problem) -> String {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.place(place, asOf: asking.today, on: connection)?.name ?? place.short
    }
  }

  /// The places to choose from around one, as far as the visitor sees.
  func places(around place: PlaceCode, _ asking: Asking) throws(Problem) -> [Place] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.around(place, within: asking.visitor?.place, asOf: asking.today, on: connection)
    }
  }

  /// The places one level below.
  func places(below place: PlaceCode, _ asking: Asking) throws(Problem) -> [Place] {
    try database.read { (connection) throws(Problem) in
      try PlaceStore.children(of: place, asOf: asking.today, on: connection)
    }
  }
}
