// What is older than its period goes, what is younger stays, and the journal tells how much it was.
import Access
import Database
import Kernel
import Operation
import Registry
import Screening
import Testing

@Suite struct RetentionTests {
  private let store: Database
  private static let day: Int64 = 86_400_000
  private let now = Instant(milliseconds: 20_400 * RetentionTests.day)

  /// Three imports, 2000, 200 and 20 days ago, each with two refused rows and a replaced one.
  init() throws {
    store = try Database(inMemory: "retention")
    try store.migrate(OperationStore.migrations)
    let now = now
    try store.write { (connection) throws(Problem) in
      for (place, days) in [2_000, 200, 20].enumerated() {
        let (number, at) = (Int64(place + 1), now.milliseconds - Int64(days) * RetentionTests.day)
        try connection.run(
          """
          INSERT INTO import_file (county, id, kind, name, digest, size, dated, is_complete, started_at,
            finished_at, done_offset, done_line, counts, revision)
          VALUES (0, ?, 'persons', 'p.csv', ?, 1, 20000, 0, ?, ?, 1, 1, '', 1)
          """,
          [.int(number), .text(String(repeating: "\(number)", count: 64)), .int(at), .int(at)])
        for line in 2...3 {
          try connection.run(
            """
            INSERT INTO quarantine (county, import, line, kind, code, column_name, value, remedy_zh,
              remedy_en, is_kept, raw) VALUES (0, ?, ?, 'persons', 'malformed', 'pid', '', '', '', 0, '')
            """, [.int(number), .int(line)])
        }
        try connection.run(
          """
          INSERT INTO replaced_row (county, kind, subject, import, content)
          VALUES (530602, 'person', 1, ?, '{}')
          """,
          [.int(number)])
        try connection.run(
          "INSERT INTO sign_in_failure (who, failures, last_at) VALUES (?, 1, ?)",
          [.text("who\(number)"), .int(at)])
      }
    }
  }

  private func act(_ request: String = "r") -> Act { Act(actor: "local:a", at: now, request: request) }

  private func rows(_ table: String) throws -> Int64 {
    try store.read { (connection) throws(Problem) in try connection.number("SELECT COUNT(*) FROM \(table)") }
  }

  private func entries() throws -> [JournalEntry] {
    try store.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
  }

  @Test func aDryRunTellsAndDeletesNothing() throws {
    let lines = try store.read { (connection) throws(Problem) in
      try Retention.overdue(RetentionPeriods(), at: now, on: connection)
    }
    #expect(lines.map(\.kind) == [.refused, .replaced, .signIn, .evidence])
    #expect(lines.map(\.rows) == [4, 1, 2, 0])
    #expect(try rows("quarantine") == 6 && entries().isEmpty)
  }

  @Test func whatIsOldGoesInBatchesThatAreJournalled() throws {
    let lines = try Retention.run(RetentionPeriods(), in: store, by: act(), as: nil, batch: 3)
    #expect(lines.map(\.rows) == [4, 1, 2, 0])
    #expect(try rows("quarantine") == 2 && rows("replaced_row") == 2 && rows("sign_in_failure") == 1)
    let told = try entries().filter { $0.action == "retention.run" }
    #expect(told.map(\.subject) == ["refused", "refused", "replaced", "sign_in"])
    #expect(told.map(\.details).filter { $0.contains("\"rows\":3") }.count == 1)
    let again = try Retention.run(RetentionPeriods(), in: store, by: act("s"), as: nil)
    #expect(again.map(\.rows) == [0, 0, 0, 0])
    #expect(try entries().count == 4, "nothing to delete is nothing to tell")
  }

  @Test func anotherPeriodKeepsMore() throws {
    var periods = RetentionPeriods()
    (periods.refusedDays, periods.replacedDays) = (365, 10)
    #expect(try Retention.run(periods, in: store, by: act(), as: nil).map(\.rows) == [2, 3, 2, 0])
  }

  @Test func anInterruptedRunLeavesTheRest() throws {
    var asked = 0
    let lines = try Retention.run(
      RetentionPeriods(), in: store, by: act(), as: nil, batch: 1,
      shouldStop: {
        asked += 1
        return asked > 2
      })
    #expect(lines.map(\.rows) == [2, 0, 0, 0])
    #expect(try rows("quarantine") == 4)
  }
}
