// SQL of phones.

import Database
import Kernel

enum FieldDeviceStore {
  private static let columns = """
    device, account, label, enrolled_at, seen_at, wipe_wished_at, wipe_wished_by, wipe_told_at
    """

  static func device(_ id: String, on connection: Connection) throws(Problem) -> FieldDevice? {
    try connection.row("SELECT \(columns) FROM field_device WHERE device = ?", [.text(id)], read)
  }

  /// Of an account, the one seen last first.
  static func devices(of account: String, on connection: Connection) throws(Problem) -> [FieldDevice] {
    try connection.rows(
      """
      SELECT \(columns) FROM field_device WHERE account = ? ORDER BY seen_at DESC, device LIMIT 100
      """, [.text(account)], read)
  }

  /// Makes a phone known, or gives it to who signs in on it now.
  static func enrol(
    _ id: String, account: String, label: String, at: Instant, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO field_device (device, account, label, enrolled_at, seen_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (device) DO UPDATE SET account = excluded.account, label = excluded.label,
        seen_at = excluded.seen_at, enrolled_at = excluded.enrolled_at
      """,
      [.text(id), .text(account), .text(label), .int(at.milliseconds), .int(at.milliseconds)])
  }

  static func see(_ id: String, at: Instant, on connection: Connection) throws(Problem) {
    try connection.run(
      "UPDATE field_device SET seen_at = ? WHERE device = ?", [.int(at.milliseconds), .text(id)])
  }

  static func wishWipe(
    _ id: String, by account: String, at: Instant, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      "UPDATE field_device SET wipe_wished_at = ?, wipe_wished_by = ?, wipe_told_at = NULL WHERE device = ?",
      [.int(at.milliseconds), .text(account), .text(id)])
  }

  static func tellWipe(_ id: String, at: Instant, on connection: Connection) throws(Problem) {
    try connection.run(
      """
      UPDATE field_device SET wipe_told_at = ?, seen_at = ?
      WHERE device = ? AND wipe_wished_at IS NOT NULL AND wipe_told_at IS NULL
      """, [.int(at.milliseconds), .int(at.milliseconds), .text(id)])
  }

  private static func read(_ row: Statement) throws(Problem) -> FieldDevice {
    FieldDevice(
      id: row.text(0), account: row.text(1), label: row.text(2),
      enrolledAt: Instant(milliseconds: row.int(3)), seenAt: Instant(milliseconds: row.int(4)),
      wipeWishedAt: row.optionalInt(5).map { Instant(milliseconds: $0) },
      wipeWishedBy: row.optionalInt(5) == nil ? nil : row.text(6),
      wipeToldAt: row.optionalInt(7).map { Instant(milliseconds: $0) })
  }
}
