// SQL of answers that are kept for requests that come again.

import Database
import Kernel

/// What was answered, and to what.
struct KeptAnswer {
  let command: String
  let body: [UInt8]
  let answer: String
  /// True for a command that has begun and not ended, which has no answer yet.
  let isOpen: Bool

  /// What is told to who asks again.
  var told: Answer? { isOpen ? nil : Answer(text: answer, isRepeated: true) }
}

enum CommandAnswerStore {
  static func answer(actor: String, key: String, on connection: Connection) throws(Problem) -> KeptAnswer? {
    try connection.row(
      "SELECT command, body, answer, is_open FROM command_answer WHERE actor = ? AND key = ?",
      [.text(actor), .text(key)]
    ) { (row) throws(Problem) in
      KeptAnswer(command: row.text(0), body: row.bytes(1), answer: row.text(2), isOpen: row.int(3) == 1)
    }
  }

  static func keep(
    _ kept: KeptAnswer, actor: String, key: String, at: Instant, on connection: Connection
  ) throws(Problem) {
    try connection.run(
      """
      INSERT INTO command_answer (actor, key, command, body, answer, at, is_open) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (actor, key) DO UPDATE SET answer = excluded.answer, at = excluded.at,
        is_open = excluded.is_open
      """,
      [
        .text(actor), .text(key), .text(kept.command), .bytes(kept.body), .text(kept.answer),
        .int(at.milliseconds), .int(kept.isOpen ? 1 : 0),
      ])
  }

  static func forget(before: Instant, on connection: Connection) throws(Problem) {
    try connection.run("DELETE FROM command_answer WHERE at < ?", [.int(before.milliseconds)])
  }
}
