// SQL by which accounts are listed and counted: by first letters and by what is to be done about them.

import Database
import Kernel

/// What is to be done about an account.
package enum AccountState: String, CaseIterable, Sendable {
  /// Nobody can sign in for a while, after too many failures.
  case locked
  /// No password yet, and no provider who vouches for its holder.
  case waiting
  /// Shut by the system administrator.
  case shut
  /// Open, but without a post, now or to come.
  case postless

  /// - Parameter instant: what counts as now.
  fileprivate func condition(at instant: Instant) -> (text: String, values: [SQLValue]) {
    switch self {
    case .locked:
      (
        """
        disabled_at IS NULL AND login IN (SELECT substr(who, 6) FROM sign_in_failure
          WHERE locked_until > ? AND +who >= 'name:' AND +who < 'name;')
        """, [.int(instant.milliseconds)]
      )
    case .waiting: ("disabled_at IS NULL AND password_at IS NULL AND issuer = ''", [])
    case .shut: ("disabled_at IS NOT NULL", [])
    case .postless:
      (
        """
        disabled_at IS NULL AND NOT EXISTS (SELECT 1 FROM post WHERE post.account = account.id
          AND (post.until_day IS NULL OR post.until_day > ?))
        """, [.day(instant.day())]
      )
    }
  }
}

enum AccountListStore {
  /// Accounts whose login or name begins with a text, by login, behind one.
  static func accounts(
    beginning text: String, in state: AccountState?, at instant: Instant, after login: String, limit: Int,
    on connection: Connection
  ) throws(Problem) -> [Account] {
    var (conditions, values): ([String], [SQLValue]) = (["login > ?"], [.text(login)])
    if let state {
      let condition = state.condition(at: instant)
      conditions.append(condition.text)
      values += condition.values
    }
    if !text.isEmpty {
      conditions.append(
        """
        id IN (SELECT id FROM account WHERE login >= ? AND login < ?
          UNION ALL SELECT id FROM account WHERE name >= ? AND name < ?)
        """)
      for word in [text.lowercased(), text] { values += [.text(word), .text(word + "\u{10FFFF}")] }
    }
    return try connection.rows(
      """
      SELECT \(AccountStore.columns) FROM account WHERE \(conditions.joined(separator: " AND "))
      ORDER BY login LIMIT ?
      """, values + [.int(limit)], AccountStore.account)
  }

  static func count(
    in state: AccountState, at instant: Instant, on connection: Connection
  ) throws(Problem) -> Int {
    let condition = state.condition(at: instant)
    return Int(
      try connection.number("SELECT COUNT(*) FROM account WHERE \(condition.text)", condition.values))
  }
}
