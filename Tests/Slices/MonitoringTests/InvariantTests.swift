// What must hold: each breach, planted into a store, is found.

import Access
import Casework
import Database
import Kernel
import Monitoring
import Rules
import Testing
import Vault

/// 李家, registered on 12 March with a measure and a visit, each change with its entry of the journal.
enum MonitoredStore {
  static func make() throws -> Database {
    let database = try Database(inMemory: "monitored")
    try database.migrate(AccessMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all)
    let book = try Cast.book()
    let episode = try Cast.identified()
    let steps = ClueSteps(book, today: day("2026-03-12"), by: "zhang")
    let clue = try steps.settled(steps.taken(Cast.clue(), by: 1), .included, note: "")
    let measure = try #require(Cast.facts().measures.first)
    let visit = try Visit(
      id: VisitNumber(county: 530_602, number: 1), household: 9, place: Cast.place, on: day("2026-03-20"),
      by: "zhang", guarantees: .allKept, findings: "好", isConcern: false
    ).checked(today: day("2026-03-20"))
    try database.write { (connection) throws(Problem) in
      try EpisodeStore.save(episode, book, on: day("2026-03-12"), connection)
      try ClueStore.save(clue, on: connection)
      try MeasureStore.save(measure, on: connection)
      try VisitStore.add(visit, on: connection)
      for (subject, days) in told { try tell(subject, days, on: connection) }
    }
    return database
  }

  private static let told = [
    ("clue 530602-1", ["2026-03-01"]),
    (
      "episode 530602-1",
      ["2026-03-01", "2026-03-02", "2026-03-04", "2026-03-05", "2026-03-10", "2026-03-11", "2026-03-12"]
    ),
    ("measure 530602-1", ["2026-03-15", "2026-05-01"]), ("visit 530602-1", ["2026-03-20"]),
  ]

  private static func tell(
    _ subject: String, _ days: [String], on connection: Connection
  ) throws(Problem) {
    for text in days {
      let at = Instant(milliseconds: Int64(day(text).number) * 86_400_000)
      let act = Act(actor: "local:zhang", at: at, request: "\(subject) \(text)")
      let command = Command("test.done", permission: nil, body: text)
      _ = try Door.run(command, by: act, as: nil, county: 530_602, on: connection) { _ in
        Outcome(subject: subject, about: JournalSubject(place: Cast.place, household: 9))
      }
    }
  }
}

@Suite struct InvariantTests {
  private func names(
    _ database: Database, _ invariants: MonitoringInvariants? = nil
  ) throws -> [MonitoringBreach.Name] {
    var check = MonitoringCheck(try invariants ?? MonitoringInvariants(Cast.book()))
    return try database.read { (connection) throws(Problem) in try check.breaches(on: connection).map(\.name)
    }
  }

  @Test func aStoreThatWasWorkedOnRightlyIsWhole() throws {
    let database = try MonitoredStore.make()
    #expect(try names(database) == [])
    #expect(try names(database, MonitoringInvariants(lawAnd: Cast.book())) == [])
  }

  @Test(
    arguments: [
      ("DELETE FROM episode_step WHERE number = 3", [MonitoringBreach.Name.order]),
      ("UPDATE episode_step SET step = 'audit' WHERE number = 3", [.order, .order]),
      ("UPDATE episode_step SET chain = 'elimination' WHERE number = 1", [.order]),
      ("UPDATE episode_step SET entered_on = entered_on - 1 WHERE number = 4", [.order]),
      (
        """
        UPDATE episode_step SET form = json_set(form, '$.notice._0.takenDownOn', '2026-03-08')
        WHERE step = 'notice'
        """, [.notice]
      ),
      ("UPDATE episode_step SET form = NULL WHERE step = 'notice'", [.notice]),
      (
        """
        INSERT INTO episode_step SELECT county, episode, 8, 'elimination', 'verify', left_on, NULL, '', NULL,
          '', NULL FROM episode_step WHERE number = 7
        """, [.head, .head, .counts]
      ),
      (
        "UPDATE episode SET chain = 'identification', step = 'audit', due = opened_on",
        [.head, .head, .counts]
      ),
      ("UPDATE episode SET is_paused = 1", [.head]),
      ("UPDATE episode SET total_due = total_due + 1", [.head]),
      ("UPDATE episode SET registered_on = registered_on - 1", [.head]),
      ("UPDATE episode SET ended_on = registered_on, ending = 'eliminated'", [.gate, .gate, .head]),
      ("UPDATE episode SET ended_on = registered_on + 400, ending = 'movedOut'", [.journal]),
      ("UPDATE clue SET outcome = 'forgotten'", [.clue]),
      ("UPDATE clue SET household = 10", [.clue, .journal]),
      ("UPDATE clue SET closed_on = NULL, outcome = NULL, episode = 7", [.clue]),
      ("UPDATE clue SET opened_on = opened_on - 3", [.journal]),
      ("UPDATE measure SET cancelled_on = NULL, done_on = done_on + 1", [.journal]),
      (
        """
        INSERT INTO visit SELECT county, 2, household, place, on_day, by_whom, 1, 1, 1, 1, NULL, '', 0,
          recorded_on FROM visit
        """, [.journal]
      ),
      ("UPDATE journal SET details = '{\"a\":1}' WHERE sequence = 11", [.journal, .journal]),
      (
        """
        DROP INDEX episode_open; INSERT INTO episode (county, number, household, place,
          opened_on, is_emergency, earlier, risks, type, registered_on, ended_on, ending, ended_by,
          ending_note, chain, step, due, total_due, is_paused) SELECT county, 2, household, place, opened_on,
          is_emergency, earlier, risks, type, registered_on, ended_on, ending, ended_by, ending_note, chain,
          step, due, total_due, is_paused FROM episode
        """, [.order, .head, .journal, .open]
      ),
      (
        """
        UPDATE clue SET closed_on = NULL, outcome = NULL; DROP INDEX clue_open; INSERT INTO clue
          SELECT county, 2, household, place, cause, severity, opened_on, due, is_emergency, episode,
            closed_on, closed_by, outcome, note FROM clue
        """, [.journal, .open]
      ),
    ] as [(String, [MonitoringBreach.Name])])
  func aPlantedBreachIsFound(_ planted: String, _ expected: [MonitoringBreach.Name]) throws {
    let database = try MonitoredStore.make()
    try database.write { (connection) throws(Problem) in try connection.runScript(planted) }
    #expect(try names(database) == expected, "\(planted)")
  }

  @Test func aClueThatWasWrittenDownLaterIsTold() throws {
    let database = try MonitoredStore.make()
    let begun = "UPDATE clue SET opened_on = opened_on - 3; UPDATE clue_source SET on_day = on_day - 3"
    try database.write { (connection) throws(Problem) in try connection.runScript(begun) }
    #expect(try names(database) == [])
    try database.write { (connection) throws(Problem) in
      try connection.runScript("UPDATE clue SET opened_on = opened_on - 1")
    }
    #expect(try names(database) == [.journal])
  }

  @Test func aSecondLookReadsOnAndSeesTheSame() throws {
    let database = try MonitoredStore.make()
    var check = MonitoringCheck(MonitoringInvariants(try Cast.book()))
    try database.read { (connection) throws(Problem) in
      #expect(try check.breaches(on: connection) == [])
      #expect(try check.breaches(on: connection) == [])
    }
    try database.write { (connection) throws(Problem) in
      try connection.runScript("UPDATE episode_step SET left_on = left_on + 1 WHERE number = 7")
    }
    let after = try database.read { (connection) throws(Problem) in try check.breaches(on: connection) }
    #expect(after.map(\.name) == [.head, .journal])
    #expect(after.allSatisfy { $0.subject == "episode 530602-1" })
  }
}
