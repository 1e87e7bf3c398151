// SQL of messages and their deliveries.

import Access
package import Database
package import Kernel

package enum MessageStore {
  private static let columns =
    "number, account, kind, on_day, title_zh, title_en, words_zh, words_en, link, at, read_at"

  private static func message(_ row: Statement) throws(Problem) -> Message {
    Message(
      number: row.int(0), account: AccountID(number: row.int(1)), kind: row.text(2), day: row.day(3),
      title: Text(zh: row.text(4), en: row.text(5)), words: Text(zh: row.text(6), en: row.text(7)),
      link: row.text(8), at: Instant(milliseconds: row.int(9)),
      readAt: row.optionalInt(10).map { Instant(milliseconds: $0) })
  }

  static func next(on connection: Connection) throws(Problem) -> Int64 {
    try connection.number("SELECT COALESCE(MAX(number), 0) + 1 FROM message")
  }

  static func add(_ message: Message, on connection: Connection) throws(Problem) {
    try connection.run(
      "INSERT INTO message (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
      [
        .int(message.number), .int(message.account.number), .text(message.kind), .day(message.day),
        .text(message.title.zh), .text(message.title.en), .text(message.words.zh), .text(message.words.en),
        .text(message.link), .int(message.at.milliseconds),
      ])
  }

  static func message(_ number: Int64, on connection: Connection) throws(Problem) -> Message? {
    try connection.row("SELECT \(columns) FROM message WHERE number = ?", [.int(number)], message)
  }

  /// What was told to an account on a day.
  static func kinds(
    of account: AccountID, on day: Day, on connection: Connection
  ) throws(Problem) -> Set<String> {
    Set(
      try connection.rows(
        "SELECT kind FROM message WHERE account = ? AND on_day = ?", [.int(account.number), .day(day)]
      ) { (row) throws(Problem) in row.text(0) })
  }

  /// Messages of an account, the newest first, before a number.
  static func messages(
    of account: AccountID, unread: Bool, before number: Int64, limit: Int, on connection: Connection
  ) throws(Problem) -> [Message] {
    try connection.rows(
      """
      SELECT \(columns) FROM message WHERE account = ? AND read_at IS \(unread ? "" : "NOT ")NULL
        AND number < ? ORDER BY number DESC LIMIT ?
      """, [.int(account.number), .int(number), .int(limit)], message)
  }

  static func unreadCount(of account: AccountID, on connection: Connection) throws(Problem) -> Int {
    Int(
      try connection.number(
        "SELECT COUNT(*) FROM message WHERE account = ? AND read_at IS NULL", [.int(account.number)]))
  }

  /// - Parameter number: nil for all of the account.
  static func read(
    _ number: Int64?, of account: AccountID, at now: Instant, on connection: Connection
  ) throws(Problem) {
    let one = number == nil ? "" : " AND number = ?"
    try connection.run(
      "UPDATE message SET read_at = ? WHERE account = ? AND read_at IS NULL\(one)",
      [.int(now.milliseconds), .int(account.number)] + (number.map { [.int($0)] } ?? []))
  }

  // MARK: deliveries

  private static let deliveryColumns = "message, channel, state, attempts, next_at, fault"

  private static func delivery(_ row: Statement) throws(Problem) -> Delivery {
    guard let channel = MessageChannel(rawValue: row.text(1)),
      let state = Delivery.State(rawValue: row.text(2))
    else { preconditionFailure("the store keeps channels and states that there are") }
    return Delivery(
      message: row.int(0), channel: channel, state: state, attempts: Int(row.int(3)),
      nextAt: Instant(milliseconds: row.int(4)), fault: row.text(5))
  }

  static func save(_ delivery: Delivery, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      INSERT INTO message_delivery (\(deliveryColumns)) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (message, channel) DO UPDATE SET state = excluded.state, attempts = excluded.attempts,
        next_at = excluded.next_at, fault = excluded.fault
      """,
      [
        .int(delivery.message), .text(delivery.channel.rawValue), .text(delivery.state.rawValue),
        .int(delivery.attempts), .int(delivery.nextAt.milliseconds), .text(delivery.fault),
      ])
  }

  /// The one that has been due for longest by a way; nil for none.
  static func due(
    by channel: MessageChannel, at now: Instant, on connection: Connection
  ) throws(Problem) -> Delivery? {
    try connection.row(
      """
      SELECT \(deliveryColumns) FROM message_delivery
      WHERE channel = ? AND state = 'waiting' AND next_at <= ? ORDER BY next_at LIMIT 1
      """, [.text(channel.rawValue), .int(now.milliseconds)], delivery)
  }

  /// How many messages of a day leave by each way.
  static func leaving(
    to account: AccountID, on day: Day, on connection: Connection
  ) throws(Problem) -> [MessageChannel: Int] {
    let rows = try connection.rows(
      """
      SELECT channel, COUNT(*) FROM message JOIN message_delivery ON message = number
      WHERE account = ? AND on_day = ? GROUP BY channel
      """, [.int(account.number), .day(day)]
    ) { (row) throws(Problem) in (row.text(0), Int(row.int(1))) }
    return rows.reduce(into: [:]) { all, row in
      if let channel = MessageChannel(rawValue: row.0) { all[channel] = row.1 }
    }
  }

  /// The newest deliveries.
  /// - Parameter waiting: those alone that have not left yet.
  package static func deliveries(
    waiting: Bool = false, limit: Int, on connection: Connection
  ) throws(Problem) -> [Delivery] {
    try connection.rows(
      """
      SELECT \(deliveryColumns) FROM message_delivery\(waiting ? " WHERE state = 'waiting'" : "")
      ORDER BY message DESC, channel LIMIT ?
      """, [.int(limit)], delivery)
  }

  /// Gives up what waits for a way and need not leave any more, and nobody is just sending.
  static func drop(
    _ channel: MessageChannel, before day: Day, at now: Instant, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      UPDATE message_delivery SET state = 'given_up', fault = why FROM (
        SELECT m.number, CASE WHEN a.disabled_at IS NOT NULL THEN 'messages.account.closed'
          WHEN m.on_day < ?2 THEN 'messages.day.over'
          WHEN m.read_at IS NOT NULL THEN 'messages.message.read' END AS why
        FROM message_delivery d JOIN message m ON m.number = d.message JOIN account a ON a.id = m.account
        WHERE d.channel = ?1 AND d.state = 'waiting' AND d.next_at <= ?3
      ) WHERE channel = ?1 AND message = number AND state = 'waiting' AND why IS NOT NULL
      """, [.text(channel.rawValue), .day(day), .int(now.milliseconds)])
  }

  /// Unread messages of a day that have no place before a way, of accounts that are reached by it.
  static func missing(
    _ channel: MessageChannel, contact: ContactKind?, on day: Day, on connection: Connection
  ) throws(Problem) -> [(Message, AccountID)] {
    let isReached =
      contact == nil
      ? "?3 IS NULL" : "EXISTS (SELECT 1 FROM account_contact c WHERE c.account = m.account AND c.kind = ?3)"
    let found = try connection.rows(
      """
      SELECT \(columns) FROM message m INDEXED BY message_day
      WHERE on_day = ?1 AND read_at IS NULL AND \(isReached)
        AND NOT EXISTS (SELECT 1 FROM message_delivery WHERE message = number AND channel = ?2)
        AND EXISTS (SELECT 1 FROM account WHERE id = m.account AND disabled_at IS NULL)
      ORDER BY number
      """, [.day(day), .text(channel.rawValue), .text(contact?.rawValue)], message)
    return found.map { ($0, $0.account) }
  }
}
