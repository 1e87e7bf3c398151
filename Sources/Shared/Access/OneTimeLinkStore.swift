// SQL of one-time links and recovery codes, of both only the digest.

import Database
import Kernel

/// A link that opens once.
struct KeptLink {
  /// Nil for the link that sets the system up.
  let account: AccountID?
  /// The city of which the system will be, for the first link alone.
  let place: PlaceCode?
  let expiresAt: Instant
  let isUsed: Bool
}

enum OneTimeLinkStore {
  static func link(_ digest: [UInt8], on connection: Connection) throws(Problem) -> KeptLink? {
    try connection.row(
      "SELECT account, place, expires_at, used_at FROM one_time_link WHERE digest = ?", [.bytes(digest)]
    ) { (row) throws(Problem) in
      KeptLink(
        account: row.optionalInt(0).map(AccountID.init(number:)),
        place: row.optionalInt(1).flatMap { PlaceCode(number: $0) },
        expiresAt: Instant(milliseconds: row.int(2)), isUsed: !row.isNull(3))
    }
  }

  /// Keeps a link; older ones for the same open no more.
  static func add(
    _ digest: [UInt8], _ link: KeptLink, at: Instant, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE one_time_link SET used_at = ? WHERE account IS ? AND used_at IS NULL",
      [.int(at.milliseconds), .int(link.account?.number)])
    try connection.run(
      "INSERT INTO one_time_link (digest, account, place, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
      [
        .bytes(digest), .int(link.account?.number), .int(link.place?.number), .int(at.milliseconds),
        .int(link.expiresAt.milliseconds),
      ])
  }

  static func use(_ digest: [UInt8], at: Instant, on connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE one_time_link SET used_at = ? WHERE digest = ?", [.int(at.milliseconds), .bytes(digest)])
  }

  static func replaceRecovery(
    _ digests: [[UInt8]], of account: AccountID, on connection: Connection
  ) throws(Problem) {
    try connection.run("DELETE FROM recovery_code WHERE account = ?", [.int(account.number)])
    for digest in digests {
      try connection.run(
        "INSERT INTO recovery_code (account, digest) VALUES (?, ?)", [.int(account.number), .bytes(digest)])
    }
  }

  /// Uses a recovery code up; false where it is none or was used.
  static func useRecovery(
    _ digest: [UInt8], of account: AccountID, at: Instant, on connection: Connection
  ) throws(Problem) -> Bool {
    try connection.run(
      "UPDATE recovery_code SET used_at = ? WHERE account = ? AND digest = ? AND used_at IS NULL",
      [.int(at.milliseconds), .int(account.number), .bytes(digest)])
    return connection.changes == 1
  }
}
