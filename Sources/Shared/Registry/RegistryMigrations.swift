// The steps of the registry's schema, in order.

package import Database
package import Kernel

/// Append-only: a step that a store has taken is never changed.
package enum RegistryMigrations {
  package static let all = [
    places, households, persons, feeds, imports, nameIndex, seals, refusedPlaces, ledgers,
  ]

  /// Whether persons can be found by their identity number without a scan.
  package static func hasIndexes(on connection: Connection) throws(Problem) -> Bool {
    try connection.number("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'person_by_citizen'") > 0
  }

  /// Builds the secondary indexes that are missing; after a bulk import that is faster than keeping them up.
  package static func buildIndexes(on connection: Connection) throws(Problem) {
    var texts = [
      "CREATE INDEX IF NOT EXISTS household_by_place ON household (county, place)",
      "CREATE INDEX IF NOT EXISTS person_by_citizen ON person (citizen_key)",
      "CREATE INDEX IF NOT EXISTS household_by_phone ON household (phone_key)",
      membershipIndex,
    ]
    texts += FeedKind.all.map { kind in
      // The places below a place lie in several counties.
      let columns = kind.key == .place ? "place" : "county, \(kind.key.column)"
      return "CREATE INDEX IF NOT EXISTS \(kind.table)\(kind.key.indexEnd) ON \(kind.table) (\(columns))"
    }
    for text in texts { try connection.run(text) }
  }

  /// Builds the one by which the household of a person is found.
  package static func buildMembershipIndex(on connection: Connection) throws(Problem) {
    try connection.run(membershipIndex)
  }

  private static let membershipIndex =
    "CREATE INDEX IF NOT EXISTS membership_by_person ON membership (home_county, person)"
}
