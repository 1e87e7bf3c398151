// SQL of a rehearsal: who lives where, how far it has come, and a digest of all that it made.

import Access
import Casework
package import Database
package import Kernel
import Monitoring

/// A household of the register that something may happen to.
struct RehearsedHome {
  let key: HouseholdKey
  let place: PlaceCode
}

/// An episode and what has to be known to act on it.
struct RehearsedCase {
  let episode: Episode
  let household: RegisteredHousehold
  let facts: GateFacts

  var id: EpisodeNumber { episode.id }
  var village: PlaceCode? { episode.place.ancestor(at: .village) }
  var township: PlaceCode? { episode.place.ancestor(at: .township) }
  var county: PlaceCode? { episode.place.ancestor(at: .county) }
}

/// How far a rehearsal has come, as its last day's entry of the journal says.
package struct RehearsalMark: Equatable, Sendable {
  package let seed: UInt64
  package let from: Day
  package let last: Day

  package init(seed: UInt64, from: Day, last: Day) { (self.seed, self.from, self.last) = (seed, from, last) }

  /// Nil where nothing was rehearsed.
  package init?(on connection: Connection) throws(Problem) {
    let subject = try connection.row(
      "SELECT subject FROM journal WHERE action = 'rehearsal.day' ORDER BY at DESC LIMIT 1"
    ) { (row) throws(Problem) in row.text(0) }
    let words = (subject ?? "").split(separator: " ").map(String.init)
    guard words.count == 4, let seed = UInt64(words[1]), let from = Day(words[2]), let last = Day(words[3])
    else { return nil }
    self.init(seed: seed, from: from, last: last)
  }

  func keep(_ act: Act, on connection: Connection) throws(Problem) {
    let subject = "rehearsal \(seed) \(from) \(last)"
    let command = Command("rehearsal.day", permission: nil, key: subject, body: subject)
    _ = try Door.run(command, by: act, as: nil, on: connection) { _ in Outcome(subject: subject) }
  }
}

package enum RehearsalStore {
  static func homes(
    asOf day: Day, on connection: Connection
  ) throws(Problem) -> [(county: Int64, homes: [RehearsedHome])] {
    let homes = try connection.rows(
      """
      SELECT county, number, place FROM household WHERE gone_on IS NULL OR gone_on > ?
      ORDER BY county, number
      """, [.day(day)]
    ) { (row) throws(Problem) in
      PlaceCode(number: row.int(2)).map {
        RehearsedHome(key: HouseholdKey(county: row.int(0), number: row.int(1)), place: $0)
      }
    }
    var counties: [(county: Int64, homes: [RehearsedHome])] = []
    for home in homes {
      guard let home else { continue }
      if counties.last?.county != home.key.county { counties.append((home.key.county, [])) }
      counties[counties.count - 1].homes.append(home)
    }
    return counties
  }

  /// How many entries the journal has of a day.
  static func entries(on day: Day, _ connection: Connection) throws(Problem) -> Int64 {
    let midnight = Int64(day.number) * 86_400_000 - 28_800_000
    return try connection.number(
      "SELECT COUNT(*) FROM journal WHERE at >= ? AND at < ?", [.int(midnight), .int(midnight + 86_400_000)])
  }

  /// Households of a county whose last episode has ended, by number of the episode.
  static func ended(county: Int64, on connection: Connection) throws(Problem) -> [Episode] {
    try connection.rows(
      """
      SELECT \(EpisodeStore.columns) FROM episode e WHERE county = ? AND ended_on IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM episode o WHERE o.county = e.county AND o.household = e.household
          AND o.number > e.number)
      ORDER BY number
      """, [.int(county)], EpisodeStore.head)
  }

  /// Whether anybody but a rehearsal has worked on clues or episodes here, or there are accounts.
  package static func isLive(on connection: Connection) throws(Problem) -> Bool {
    try connection.number(
      """
      SELECT EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM journal
        WHERE action IN ('clue.report', 'clue.take', 'clue.dismiss', 'episode.open', 'visit.record')
          AND actor NOT LIKE 'rehearsal.%' AND actor <> 'local:rehearsal')
      """) == 1
  }

  /// What stands in all tables, in the order of their keys: the same rows, the same digest.
  /// **Shape**: 64 hexadecimal digits.
  package static func digest(on connection: Connection) throws(Problem) -> String {
    var digest: [UInt8] = []
    for (table, _) in try connection.rowCounts() {
      let columns = try connection.rows(
        "SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", [.text(table)]
      ) { (row) throws(Problem) in (name: "\"\(row.text(0))\"", key: row.int(1)) }
      let keys = columns.filter { $0.key > 0 }.sorted { $0.key < $1.key }.map(\.name)
      let values = columns.map { "quote(\($0.name))" }.joined(separator: " || ',' || ")
      let statement = try connection.statement(
        "SELECT \(values) FROM \"\(table)\" ORDER BY \(keys.isEmpty ? "rowid" : keys.joined(separator: ", "))"
      )
      defer { statement.reset() }
      var text = Array(table.utf8)
      while try statement.step() {
        text += Array(statement.text(0).utf8) + [10]
        if text.count > 1 << 20 { (digest, text) = (Digest.of(digest + text), []) }
      }
      digest = Digest.of(digest + text)
    }
    return Digest.hex(digest)
  }

  /// How many clues and episodes there are, by where they stand; those are linked that follow an earlier one.
  package static func stands(on connection: Connection) throws(Problem) -> [(name: String, count: Int64)] {
    try connection.rows(
      """
      SELECT 'clue.' || CASE WHEN outcome = 'included' THEN outcome WHEN outcome IS NOT NULL THEN 'dismissed'
        WHEN episode IS NULL THEN 'open' ELSE 'inProcedure' END AS stand, COUNT(*) FROM clue GROUP BY stand
      UNION ALL
      SELECT 'episode.' || COALESCE(ending, chain || '.' || step, 'monitored') AS stand, COUNT(*) FROM episode
        GROUP BY stand
      UNION ALL
      SELECT 'episode.linked', COUNT(*) FROM episode WHERE earlier IS NOT NULL
      ORDER BY stand
      """
    ) { (row) throws(Problem) in (name: row.text(0), count: row.int(1)) }
  }

  /// Of the identifications that are registered: how many there are, and how many took longer than the book
  /// allows, pauses left aside.
  package static func late(
    beyond days: Int, on connection: Connection
  ) throws(Problem) -> (registered: Int64, late: Int64) {
    try connection.row(
      """
      SELECT COUNT(*), COALESCE(SUM(registered_on - opened_on > ?), 0) FROM episode
      WHERE registered_on IS NOT NULL
      """, [.int(days)]
    ) { (row) throws(Problem) in (row.int(0), row.int(1)) } ?? (0, 0)
  }
}
