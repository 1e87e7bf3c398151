// SQL of sessions.

import Database
import Kernel

/// A session as it is kept: of the browser's token only the digest.
struct KeptSession {
  let digest: [UInt8]
  let account: AccountID
  let post: PostID?
  let codePassed: Bool
  let byProvider: Bool
  let begunAt: Instant
  let seenAt: Instant
  let client: String
  let agent: String
}

enum SessionStore {
  private static let columns =
    "digest, account, post, code_passed, by_provider, begun_at, seen_at, client, agent"

  private static func session(_ row: Statement) throws(Problem) -> KeptSession {
    KeptSession(
      digest: row.bytes(0), account: AccountID(number: row.int(1)),
      post: row.optionalInt(2).map(PostID.init(number:)), codePassed: row.int(3) == 1,
      byProvider: row.int(4) == 1, begunAt: Instant(milliseconds: row.int(5)),
      seenAt: Instant(milliseconds: row.int(6)), client: row.text(7), agent: row.text(8))
  }

  static func session(_ digest: [UInt8], on connection: Connection) throws(Problem) -> KeptSession? {
    try connection.row("SELECT \(columns) FROM session WHERE digest = ?", [.bytes(digest)], session)
  }

  /// The newest first.
  static func sessions(of account: AccountID, on connection: Connection) throws(Problem) -> [KeptSession] {
    try connection.rows(
      "SELECT \(columns) FROM session WHERE account = ? ORDER BY begun_at DESC", [.int(account.number)],
      session)
  }

  static func add(_ session: KeptSession, on connection: Connection) throws(Problem) {
    try connection.run(
      "INSERT INTO session (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .bytes(session.digest), .int(session.account.number), .int(session.post?.number),
        .int(session.codePassed ? 1 : 0), .int(session.byProvider ? 1 : 0),
        .int(session.begunAt.milliseconds), .int(session.seenAt.milliseconds), .text(session.client),
        .text(session.agent),
      ])
  }

  static func see(_ digest: [UInt8], at: Instant, on connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE session SET seen_at = ? WHERE digest = ?", [.int(at.milliseconds), .bytes(digest)])
  }

  static func choose(_ post: PostID, in digest: [UInt8], on connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE session SET post = ? WHERE digest = ?", [.int(post.number), .bytes(digest)])
  }

  /// Marks the code as given; the session goes on under another token.
  static func passCode(
    _ digest: [UInt8], as renewed: [UInt8], on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE session SET code_passed = 1, digest = ? WHERE digest = ?", [.bytes(renewed), .bytes(digest)])
  }

  static func end(_ digest: [UInt8], on connection: Connection) throws(Problem) {
    try connection.run("DELETE FROM session WHERE digest = ?", [.bytes(digest)])
  }

  /// Ends all sessions of an account but one; how many those were.
  @discardableResult
  static func endAll(
    of account: AccountID, but kept: [UInt8] = [], on connection: Connection
  ) throws(Problem) -> Int {
    try connection.run(
      "DELETE FROM session WHERE account = ? AND digest <> ?", [.int(account.number), .bytes(kept)])
    return connection.changes
  }

  /// Deletes what is over, so that the table stays small.
  static func forget(seenBefore: Instant, begunBefore: Instant, on connection: Connection) throws(Problem) {
    try connection.run(
      "DELETE FROM session WHERE seen_at < ? OR begun_at < ?",
      [.int(seenBefore.milliseconds), .int(begunBefore.milliseconds)])
  }
}
