// SQL of failed tries: they count by name and by address, also for names that there are not.

import Database
import Kernel

/// How often somebody failed.
struct SignInFailures {
  var failures: Int64 = 0
  var lastAt = Instant(milliseconds: 0)
  var lockedUntil = Instant(milliseconds: 0)
}

enum SignInFailureStore {
  /// A name that an account has stands as it is, so that locked accounts can be listed. Of anything else only
  /// the digest is kept: it may be a password that was typed in the field of the name.
  private static func key(_ who: String, on connection: Connection) throws(Problem) -> SQLValue {
    let login = who.hasPrefix("name:") ? String(who.dropFirst(5)) : ""
    let isKnown = try connection.number("SELECT COUNT(*) FROM account WHERE login = ?", [.text(login)]) > 0
    return .text(isKnown ? who : Digest.hex(Digest.of(Array(who.utf8))))
  }

  static func failures(of who: String, on connection: Connection) throws(Problem) -> SignInFailures {
    try connection.row(
      "SELECT failures, last_at, locked_until FROM sign_in_failure WHERE who = ?",
      [try key(who, on: connection)]
    ) { (row) throws(Problem) in
      SignInFailures(
        failures: row.int(0), lastAt: Instant(milliseconds: row.int(1)),
        lockedUntil: Instant(milliseconds: row.int(2)))
    } ?? SignInFailures()
  }

  static func keep(
    _ failures: SignInFailures, of who: String, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO sign_in_failure (who, failures, last_at, locked_until) VALUES (?, ?, ?, ?)
      ON CONFLICT (who) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
        locked_until = excluded.locked_until
      """,
      [
        try key(who, on: connection), .int(failures.failures), .int(failures.lastAt.milliseconds),
        .int(failures.lockedUntil.milliseconds),
      ])
  }

  static func forget(_ who: String, on connection: Connection) throws(Problem) {
    try connection.run("DELETE FROM sign_in_failure WHERE who = ?", [try key(who, on: connection)])
  }

  /// Deletes what no longer counts, so that the table stays small whatever names are tried.
  static func forget(before: Instant, on connection: Connection) throws(Problem) {
    try connection.run(
      "DELETE FROM sign_in_failure WHERE last_at < ? AND locked_until < ?",
      [.int(before.milliseconds), .int(before.milliseconds)])
  }
}
