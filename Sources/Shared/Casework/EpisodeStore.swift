// SQL of episodes, their stays at steps and their pauses.

package import Database
import Foundation
package import Kernel
package import Rules

package enum EpisodeStore {
  package static func next(county: Int64, on connection: Connection) throws(Problem) -> EpisodeNumber {
    let last = try connection.number(
      "SELECT COALESCE(MAX(number), 0) FROM episode WHERE county = ?", [.int(county)])
    return EpisodeNumber(county: county, number: last + 1)
  }

  /// Keeps an episode as it is now. Stays that were left stand as they were written; the one under way, and
  /// what came after, is written anew.
  /// - Parameter day: the day as of which the clocks are told in lists.
  package static func save(
    _ episode: Episode, _ book: ProcedureBook, on day: Day, _ connection: Connection
  ) throws(Problem) {
    try saveHead(episode, book, day, connection)
    try CaseTouchStore.touch(episode.household, county: episode.id.county, on: connection)
    let left = try connection.number(
      "SELECT COUNT(*) FROM episode_step WHERE county = ? AND episode = ? AND left_on IS NOT NULL",
      key(episode))
    try connection.statement(
      "DELETE FROM episode_step WHERE county = ? AND episode = ? AND left_on IS NULL"
    ).run(key(episode))
    for (number, record) in episode.records.enumerated().dropFirst(Int(left)) {
      try connection.statement(
        """
        INSERT INTO episode_step (county, episode, number, chain, step, entered_on, left_on, by_whom, result,
          note, form) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
      ).run(
        key(episode) + [
          .int(number + 1), .text(record.chain.rawValue), .text(record.step.rawValue),
          .day(record.enteredOn), .day(record.leftOn), .text(record.by), .text(record.result?.rawValue),
          .text(record.note), .text(record.form?.text),
        ])
    }
    for (number, pause) in episode.pauses.enumerated() {
      try connection.statement(
        """
        INSERT INTO episode_pause (county, episode, number, from_day, until_day, reason, by_whom)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (county, episode, number) DO UPDATE SET until_day = excluded.until_day
        """
      ).run(
        key(episode) + [
          .int(number + 1), .day(pause.from), .day(pause.until), .text(pause.reason), .text(pause.by),
        ])
    }
  }

  private static func key(_ episode: Episode) -> [SQLValue] {
    [.int(episode.id.county), .int(episode.id.number)]
  }

  private static func saveHead(
    _ episode: Episode, _ book: ProcedureBook, _ day: Day, _ connection: Connection
  ) throws(Problem) {
    try connection.statement(
      """
      INSERT INTO episode (county, number, household, place, opened_on, is_emergency, earlier, risks, type,
        registered_on, ended_on, ending, ended_by, ending_note, chain, step, due, total_due, is_paused,
        carried_from, income_per_head, wage, line, notice_days, notice_shown, by_help)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (county, number) DO UPDATE SET place = excluded.place, risks = excluded.risks,
        is_emergency = excluded.is_emergency, type = excluded.type,
        registered_on = excluded.registered_on, ended_on = excluded.ended_on,
        ending = excluded.ending, ended_by = excluded.ended_by, ending_note = excluded.ending_note,
        chain = excluded.chain, step = excluded.step, due = excluded.due, total_due = excluded.total_due,
        is_paused = excluded.is_paused, income_per_head = excluded.income_per_head, wage = excluded.wage,
        line = excluded.line, notice_days = excluded.notice_days, notice_shown = excluded.notice_shown,
        by_help = excluded.by_help
      """
    ).run(
      [
        .int(episode.id.county), .int(episode.id.number), .int(episode.household), .int(episode.place.number),
        .day(episode.openedOn), .int(episode.isEmergency ? 1 : 0), .int(episode.earlier),
        .text(episode.risks.map(\.rawValue).joined(separator: " ")), .text(episode.type?.rawValue),
        .day(episode.registeredOn), .day(episode.ending?.on), .text(episode.ending?.kind.rawValue),
        .text(episode.ending?.by), .text(episode.ending?.note), .text(episode.chain?.rawValue),
        .text(episode.step?.rawValue), .day(episode.stepClock(book)?.due(asOf: day)),
        .day(episode.totalClock(book).due(asOf: day)), .int(episode.isPaused ? 1 : 0),
        .text(episode.carriedFrom),
      ] + formValues(episode, book))
  }

  /// What rules ask of the forms: income, wage and line at the verification, the days of the notice, and how
  /// the risk was ended.
  private static func formValues(_ episode: Episode, _ book: ProcedureBook) -> [SQLValue] {
    let form = episode.verification
    let wages = form?.income.amounts.filter { $0.key.hasPrefix("A") }.values.reduce(0, +)
    var notice: (days: Int, isShown: Bool)?
    if case .notice(let form) = episode.form(.notice, in: .identification), let down = form.takenDownOn {
      notice = (down.days(since: form.postedOn), !form.evidence.isEmpty)
    }
    return [
      .int(form?.referencePerHead.fen), .int(wages),
      .int(form.flatMap { book.line(on: $0.visitedOn)?.amount.fen }),
      .int(notice.map { Int64($0.days) }), .int(notice.map { $0.isShown ? 1 : 0 }),
      .int(episode.endingForm.map { $0.method == .byHelp ? 1 : 0 }),
    ]
  }

  /// Nil where there is none.
  package static func episode(_ id: EpisodeNumber, on connection: Connection) throws(Problem) -> Episode? {
    try connection.row(
      "SELECT \(columns) FROM episode WHERE county = ? AND number = ?", [.int(id.county), .int(id.number)],
      head
    ).asking { (episode) throws(Problem) in try whole(episode, on: connection) }
  }

  /// All of a household, the last one first.
  package static func episodes(
    of household: Int64, county: Int64, on connection: Connection
  ) throws(Problem) -> [Episode] {
    let found = try connection.rows(
      "SELECT \(columns) FROM episode WHERE county = ? AND household = ? ORDER BY number DESC",
      [.int(county), .int(household)], head)
    return try found.map { (episode) throws(Problem) in try whole(episode, on: connection) }
  }

  /// The causes of all open episodes of a county, by household: one walk where many are asked for.
  package static func openRisks(county: Int64, on connection: Connection) throws(Problem) -> [Int64:
    [RuleCause]]
  {
    let rows = try connection.rows(
      """
      SELECT household, risks FROM episode INDEXED BY episode_open WHERE county = ? AND ended_on IS NULL
      """, [.int(county)]
    ) { (row) throws(Problem) in (row.int(0), risks(row.text(1))) }
    return Dictionary(rows, uniquingKeysWith: { first, _ in first })
  }

  /// The notices that were put up below a place and not taken down, in the order of places.
  package static func hangingNotices(
    in place: PlaceCode, on connection: Connection
  ) throws(Problem) -> [HangingNotice] {
    try connection.rows(
      """
      SELECT e.county, e.number, e.place, s.chain, s.form FROM episode e
      JOIN episode_step s ON s.county = e.county AND s.episode = e.number AND s.left_on IS NULL
      WHERE e.ended_on IS NULL AND e.step = 'notice' AND e.place BETWEEN ? AND ? AND s.form IS NOT NULL
      ORDER BY e.place, e.county, e.number
      """, [.int(place.subtree.lowerBound), .int(place.subtree.upperBound)]
    ) { (row) throws(Problem) -> HangingNotice? in
      guard let place = PlaceCode(number: row.int(2)), let chain = Chain(rawValue: row.text(3)),
        case .notice(let form) = form(row.text(4))
      else { return nil }
      return HangingNotice(
        episode: EpisodeNumber(county: row.int(0), number: row.int(1)), place: place, chain: chain,
        form: form)
    }.compactMap { $0 }
  }

  package static let columns = """
    county, number, household, place, opened_on, is_emergency, earlier, risks, type, registered_on, ended_on,
    ending, ended_by, ending_note, carried_from
    """

  /// Without records and pauses.
  package static func head(_ row: Statement) throws(Problem) -> Episode {
    guard let place = PlaceCode(number: row.int(3)) else {
      preconditionFailure("an episode was stored with its place")
    }
    let ending = row.optionalDay(10).flatMap { on in
      EpisodeEnding.Kind(rawValue: row.text(11)).map {
        EpisodeEnding(kind: $0, on: on, by: row.text(12), note: row.text(13))
      }
    }
    return Episode(
      id: EpisodeNumber(county: row.int(0), number: row.int(1)), household: row.int(2), place: place,
      openedOn: row.day(4), isEmergency: row.int(5) == 1, earlier: row.optionalInt(6),
      risks: risks(row.text(7)),
      type: row.optionalText(8).flatMap(ObjectType.init), registeredOn: row.optionalDay(9), ending: ending,
      carriedFrom: row.optionalText(14))
  }

  package static func risks(_ text: String) -> [RuleCause] {
    text.split(separator: " ").compactMap { RuleCause(rawValue: String($0)) }
  }

  private static func whole(_ episode: Episode, on connection: Connection) throws(Problem) -> Episode {
    var episode = episode
    episode.records = try connection.rows(
      """
      SELECT chain, step, entered_on, left_on, by_whom, result, note, form FROM episode_step
      WHERE county = ? AND episode = ? ORDER BY number
      """, key(episode)
    ) { (row) throws(Problem) in
      guard let chain = Chain(rawValue: row.text(0)), let step = Step(rawValue: row.text(1)) else {
        preconditionFailure("a stay was stored with its procedure and step")
      }
      var record = StepRecord(chain, step, enteredOn: row.day(2))
      (record.leftOn, record.by, record.note) = (row.optionalDay(3), row.text(4), row.text(6))
      record.result = row.optionalText(5).flatMap(StepRecord.Result.init)
      record.form = row.optionalText(7).flatMap(form)
      return record
    }
    episode.pauses = try pauses(of: episode, on: connection)
    return episode
  }

  /// In the order of their days.
  static func pauses(of episode: Episode, on connection: Connection) throws(Problem) -> [ClockPause] {
    try connection.rows(
      """
      SELECT from_day, until_day, reason, by_whom FROM episode_pause WHERE county = ? AND episode = ?
      ORDER BY number
      """, key(episode)
    ) { (row) throws(Problem) in
      ClockPause(from: row.day(0), until: row.optionalDay(1), reason: row.text(2), by: row.text(3))
    }
  }

  private static func form(_ text: String) -> StepForm? {
    guard let form = try? JSONDecoder().decode(StepForm.self, from: Data(text.utf8)) else {
      preconditionFailure("a form of an episode was stored whole: \(text.prefix(40))")
    }
    return form
  }
}

/// A notice in a village, of an episode at that step.
package struct HangingNotice: Equatable, Sendable {
  package let episode: EpisodeNumber
  package let place: PlaceCode
  package let chain: Chain
  package let form: NoticeForm
}
