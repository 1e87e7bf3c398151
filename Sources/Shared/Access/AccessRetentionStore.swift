// SQL that finds and deletes old facts of signing in: ended sessions, failures, links and codes.

package import Database
package import Kernel

/// The journal is no part of this: it tells who came in long after the session is forgotten.
package enum AccessRetentionStore {
  /// How many rows were last used, or expired, before an instant.
  package static func count(before: Instant, on connection: Connection) throws(Problem) -> Int {
    var count = 0
    for (table, condition) in kept {
      let instants = condition.filter { $0 == "?" }.map { _ in SQLValue.int(before.milliseconds) }
      count += Int(try connection.number("SELECT COUNT(*) FROM \(table) WHERE \(condition)", instants))
    }
    return count
  }

  /// Deletes them; how many those were. An account that has not signed in since stays.
  package static func delete(before: Instant, on connection: Connection) throws(Problem) -> Int {
    var count = 0
    for (table, condition) in kept {
      let instants = condition.filter { $0 == "?" }.map { _ in SQLValue.int(before.milliseconds) }
      try connection.run("DELETE FROM \(table) WHERE \(condition)", instants)
      count += connection.changes
    }
    return count
  }

  private static let kept = [
    ("session", "seen_at < ?"), ("sign_in_failure", "last_at < ? AND locked_until < ?"),
    ("one_time_link", "COALESCE(used_at, expires_at) < ?"),
    ("recovery_code", "used_at IS NOT NULL AND used_at < ?"), ("command_answer", "at < ?"),
  ]
}
