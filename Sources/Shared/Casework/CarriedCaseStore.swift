// SQL that remembers which case of an older ledger became which episode.

package import Database
package import Kernel

/// A record of an older ledger that is here already.
package struct KnownCarriedCase: Equatable, Sendable {
  package let episode: EpisodeNumber
  package let household: Int64
  /// Of what its row said.
  package let digest: [UInt8]

  package init(episode: EpisodeNumber, household: Int64, digest: [UInt8]) {
    (self.episode, self.household, self.digest) = (episode, household, digest)
  }
}

package enum CarriedCaseStore {
  /// All that were carried over, by their record.
  package static func known(on connection: Connection) throws(Problem) -> [String: KnownCarriedCase] {
    let rows = try connection.rows(
      """
      SELECT c.record, c.county, c.episode, e.household, c.digest FROM carried_case c
      JOIN episode e ON e.county = c.county AND e.number = c.episode
      """
    ) { (row) throws(Problem) in
      (
        row.text(0),
        KnownCarriedCase(
          episode: EpisodeNumber(county: row.int(1), number: row.int(2)), household: row.int(3),
          digest: row.bytes(4))
      )
    }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  package static func add(
    _ record: String, _ known: KnownCarriedCase, on connection: Connection
  ) throws(Problem) {
    try connection.statement(
      "INSERT INTO carried_case (county, record, episode, digest) VALUES (?, ?, ?, ?)"
    ).run([
      .int(known.episode.county), .text(record), .int(known.episode.number), .bytes(known.digest),
    ])
  }
}
