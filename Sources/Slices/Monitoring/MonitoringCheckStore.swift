// SQL that reads clues and episodes whole, to see whether what must hold of them does.

import Access
import Casework
package import Database
package import Kernel
import Rules

/// Looks a store over. Looked over once more, it reads only what the journal has got since.
package struct MonitoringCheck {
  private let invariants: MonitoringInvariants
  private var evidence = JournalEvidence()

  package init(_ invariants: MonitoringInvariants) { self.invariants = invariants }

  /// **Shape**: in the order of what they are about; empty where all is well.
  package mutating func breaches(on connection: Connection) throws(Problem) -> [MonitoringBreach] {
    var found = try evidence.follow(on: connection)
    let traces = try MonitoringCheckStore.traces(on: connection)
    for trace in traces { found += invariants.breaches(trace) + evidence.missing(trace) }
    found += try MonitoringCheckStore.clues(traces, evidence, on: connection)
    found += try MonitoringCheckStore.acts(evidence, on: connection)
    found += try MonitoringCheckStore.doubled(on: connection)
    return found + (try MonitoringCheckStore.counts(traces, on: connection))
  }

  /// The same as sentences, for a look at a whole store.
  package static func faults(
    _ invariants: MonitoringInvariants, on connection: Connection
  ) throws(Problem) -> [Text] {
    var check = MonitoringCheck(invariants)
    return try check.breaches(on: connection).map {
      Text(zh: "\($0.subject)：\($0.words.zh)", en: "\($0.subject): \($0.words.en)")
    }
  }
}

/// On which days the journal tells of a thing.
struct JournalEvidence {
  private struct Key: Hashable {
    let kind: Substring
    let county: Int64
    let number: Int64
    let day: Day?
  }

  private var keys: Set<Key> = []
  private var ends: [JournalEnd] = []

  /// Reads the entries behind those of the last time; tells where the chain is broken.
  mutating func follow(on connection: Connection) throws(Problem) -> [MonitoringBreach] {
    var told = keys
    let walk = try JournalStore.follow(ends, on: connection) { entry in
      let words = entry.subject.split(separator: " ")
      guard words.count == 2 else { return }
      let day = entry.at.day()
      if words[0] == "run", entry.action == "clue.take" {
        told.insert(Key(kind: "run", county: entry.county, number: 0, day: day))
      } else if let id = EpisodeNumber(words[1]) {
        let kind = words[0]
        told.insert(Key(kind: kind, county: id.county, number: id.number, day: kind == "visit" ? nil : day))
        if kind == "clue" { told.insert(Key(kind: kind, county: id.county, number: id.number, day: nil)) }
        if entry.action == "episode.carryOver" {
          told.insert(Key(kind: "carried", county: id.county, number: id.number, day: nil))
        }
        if kind == "episode", let household = entry.about.household {
          told.insert(Key(kind: "household", county: id.county, number: household, day: day))
        }
      }
    }
    (keys, ends) = (told, walk.ends)
    return walk.broken.map {
      let subject = "journal \($0.county) \($0.sequence)"
      return [MonitoringBreach(.journal, subject, zh: $0.words.zh, en: $0.words.en)]
    } ?? []
  }

  func tells(_ kind: String, _ county: Int64, _ number: Int64, on day: Day?) -> Bool {
    keys.contains(Key(kind: kind[...], county: county, number: number, day: day))
  }

  func missing(_ trace: EpisodeTrace) -> [MonitoringBreach] {
    var days = Set(trace.stays.flatMap { [$0.entered, $0.left].compactMap(\.self) })
    let registered = trace.isCarriedOver ? nil : trace.registeredOn
    days.formUnion([registered, trace.isEndCarriedOver ? nil : trace.endedOn].compactMap(\.self))
    days.formUnion(trace.pauses.flatMap { [$0.from, $0.until].compactMap(\.self) })
    let untold = days.sorted().filter { !tells("episode", trace.id.county, trace.id.number, on: $0) }
      .map { MonitoringBreach.untold(trace.subject, $0) }
    guard trace.isCarriedOver, !tells("carried", trace.id.county, trace.id.number, on: nil) else {
      return untold
    }
    return untold + [.untold(trace.subject, nil)]
  }
}

extension MonitoringBreach {
  fileprivate static func untold(_ subject: String, _ day: Day?) -> MonitoringBreach {
    let (zh, en) = day.map { ("\($0) 的变动", "a change of \($0)") } ?? ("记录", "a record")
    return MonitoringBreach(.journal, subject, zh: "\(zh)在日志中没有记载", en: "the journal does not tell of \(en)")
  }
}

enum MonitoringCheckStore {
  /// Every episode with its stays and pauses, in the order of their numbers.
  static func traces(on connection: Connection) throws(Problem) -> [EpisodeTrace] {
    var traces: [EpisodeTrace] = []
    let statement = try connection.statement(
      """
      SELECT e.county, e.number, e.household, e.place, e.opened_on, e.registered_on, e.ended_on, e.ending,
        e.chain, e.step, e.due, e.total_due, e.is_paused, s.chain, s.step, s.entered_on, s.left_on, s.result,
        CASE WHEN s.step = 'notice' THEN json_extract(s.form, '$.notice._0.postedOn') END,
        CASE WHEN s.step = 'notice' THEN json_extract(s.form, '$.notice._0.takenDownOn') END,
        e.carried_from IS NOT NULL
      FROM episode e LEFT JOIN episode_step s ON s.county = e.county AND s.episode = e.number
      ORDER BY e.county, e.number, s.number
      """)
    defer { statement.reset() }
    while try statement.step() {
      let id = EpisodeNumber(county: statement.int(0), number: statement.int(1))
      if traces.last?.id != id { traces.append(head(id, statement)) }
      if !statement.isNull(13) { traces[traces.count - 1].stays.append(stay(statement)) }
    }
    let pauses = try pauses(on: connection)
    let done = try done(on: connection)
    for index in traces.indices {
      traces[index].pauses = pauses[traces[index].id] ?? []
      traces[index].done = done[traces[index].id] ?? []
    }
    return traces
  }

  private static func head(_ id: EpisodeNumber, _ row: Statement) -> EpisodeTrace {
    EpisodeTrace(
      id: id, household: row.int(2), place: PlaceCode(number: row.int(3)), openedOn: row.day(4),
      registeredOn: row.optionalDay(5), endedOn: row.optionalDay(6), ending: row.optionalText(7),
      chain: row.optionalText(8).flatMap(Chain.init), step: row.optionalText(9).flatMap(Step.init),
      due: row.optionalDay(10), totalDue: row.day(11), isPaused: row.int(12) == 1,
      isCarriedOver: row.int(20) == 1)
  }

  private static func stay(_ row: Statement) -> StepTrace {
    StepTrace(
      chain: Chain(rawValue: row.text(13)), step: Step(rawValue: row.text(14)), entered: row.day(15),
      left: row.optionalDay(16), result: row.optionalText(17).flatMap(StepRecord.Result.init),
      posted: row.optionalText(18).flatMap { Day($0) }, takenDown: row.optionalText(19).flatMap { Day($0) })
  }

  private static func pauses(on connection: Connection) throws(Problem) -> [EpisodeNumber: [ClockPause]] {
    let rows = try connection.rows(
      """
      SELECT county, episode, from_day, until_day, reason, by_whom FROM episode_pause
      ORDER BY county, episode, number
      """
    ) { (row) throws(Problem) in
      (
        EpisodeNumber(county: row.int(0), number: row.int(1)),
        ClockPause(from: row.day(2), until: row.optionalDay(3), reason: row.text(4), by: row.text(5))
      )
    }
    return rows.reduce(into: [:]) { $0[$1.0, default: []].append($1.1) }
  }

  private static func done(on connection: Connection) throws(Problem) -> [EpisodeNumber: [Day]] {
    let rows = try connection.rows(
      "SELECT county, episode, done_on FROM measure WHERE done_on IS NOT NULL"
    ) { (row) throws(Problem) in (EpisodeNumber(county: row.int(0), number: row.int(1)), row.day(2)) }
    return rows.reduce(into: [:]) { $0[$1.0, default: []].append($1.1) }
  }

  // MARK: clues

  /// Clues whose closure or episode does not fit, and those of which the journal does not tell.
  static func clues(
    _ traces: [EpisodeTrace], _ evidence: JournalEvidence, on connection: Connection
  ) throws(Problem) -> [MonitoringBreach] {
    let episodes = Dictionary(traces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let endings = Set(DismissalReason.allCases.map(\.rawValue) + ["included"])
    var found: [MonitoringBreach] = []
    let statement = try connection.statement(
      """
      SELECT c.county, c.number, household, opened_on, episode, closed_on, outcome,
        channel <> 'deptWarning' AND on_day = opened_on
      FROM clue c LEFT JOIN clue_source s ON s.county = c.county AND s.clue = c.number AND s.number = 1
      ORDER BY c.county, c.number
      """)
    defer { statement.reset() }
    while try statement.step() {
      let (county, number, household) = (statement.int(0), statement.int(1), statement.int(2))
      let (opened, closed) = (statement.day(3), statement.optionalDay(5))
      let subject = "clue \(county)-\(number)"
      let episode = statement.optionalInt(4).map { EpisodeNumber(county: county, number: $0) }
      let trace = episode.flatMap { episodes[$0] }
      func wrong(_ zh: String, _ en: String) {
        found.append(MonitoringBreach(.clue, subject, zh: zh, en: en))
      }
      if episode != nil, trace?.household != household { wrong("所属个案不是这户的", "belongs to another's episode") }
      if closed == nil, trace?.endedOn != nil, trace?.registeredOn == nil {
        wrong("个案已经结束，线索却没有办结", "is open though its episode has ended")
      }
      let outcome = statement.optionalText(6)
      if closed != nil, !(outcome.map(endings.contains) ?? false) {
        wrong("办结了却没有结论", "was closed without outcome")
      }
      if outcome == "included", trace?.registeredOn == nil {
        wrong("已纳入，个案却没有登记", "is included in no registered episode")
      }
      // What people tell begins on the day they say, and may be written down later.
      let isTold = statement.int(7) == 1 && evidence.tells("clue", county, number, on: nil)
      if !isTold, !evidence.tells("clue", county, number, on: opened),
        !evidence.tells("run", county, 0, on: opened)
      {
        found.append(.untold(subject, opened))
      }
      if let closed, !evidence.tells("clue", county, number, on: closed),
        !evidence.tells("household", county, household, on: closed)
      {
        found.append(.untold(subject, closed))
      }
    }
    return found
  }

  /// Measures and visits of which the journal does not tell.
  static func acts(
    _ evidence: JournalEvidence, on connection: Connection
  ) throws(Problem) -> [MonitoringBreach] {
    let measures = try connection.rows(
      """
      SELECT m.county, m.number, planned_on, started_on, done_on, cancelled_on, m.episode,
        e.carried_from IS NOT NULL AND m.done_on IS m.planned_on
      FROM measure m LEFT JOIN episode e ON e.county = m.county AND e.number = m.episode
      ORDER BY m.county, m.number
      """
    ) { (row) throws(Problem) -> [MonitoringBreach] in
      let (county, number) = (row.int(0), row.int(1))
      // One that came with its case was told with it.
      if row.int(7) == 1, evidence.tells("carried", county, row.int(6), on: nil) { return [] }
      return Set((2...5).compactMap { row.optionalDay($0) }).sorted()
        .filter { !evidence.tells("measure", county, number, on: $0) }
        .map { .untold("measure \(county)-\(number)", $0) }
    }
    let visits = try connection.rows(
      "SELECT county, number FROM visit ORDER BY county, number"
    ) { (row) throws(Problem) in
      evidence.tells("visit", row.int(0), row.int(1), on: nil)
        ? nil : MonitoringBreach.untold("visit \(row.int(0))-\(row.int(1))", nil)
    }
    return measures.flatMap(\.self) + visits.compactMap(\.self)
  }

  // MARK: one of each

  static func doubled(on connection: Connection) throws(Problem) -> [MonitoringBreach] {
    let episodes = try connection.rows(
      """
      SELECT county, household FROM episode WHERE ended_on IS NULL GROUP BY county, household
      HAVING COUNT(*) > 1
      """
    ) { (row) throws(Problem) in
      MonitoringBreach(
        .open, "household \(row.int(1))", zh: "有两个未结束的个案", en: "has two open episodes")
    }
    let clues = try connection.rows(
      """
      SELECT county, household FROM clue WHERE closed_on IS NULL GROUP BY county, household, cause
      HAVING COUNT(*) > 1
      """
    ) { (row) throws(Problem) in
      MonitoringBreach(
        .open, "household \(row.int(1))", zh: "同一原因有两条未办结线索", en: "has two open clues of one cause")
    }
    return episodes + clues
  }

  // MARK: counts

  /// What the lists count in each county is what its episodes and clues add up to.
  static func counts(
    _ traces: [EpisodeTrace], on connection: Connection
  ) throws(Problem) -> [MonitoringBreach] {
    var steps: [PlaceCode: [Step: Int]] = [:]
    for trace in traces where trace.endedOn == nil {
      guard let county = trace.place?.ancestor(at: .county) else { continue }
      steps[county, default: [:]] = steps[county] ?? [:]
      if let step = trace.stays.last.flatMap({ $0.left == nil ? $0.step : nil }) {
        steps[county, default: [:]][step, default: 0] += 1
      }
    }
    let waiting = try connection.rows(
      """
      SELECT place / 1000000000, COUNT(*) FROM clue WHERE closed_on IS NULL AND episode IS NULL
      GROUP BY place / 1000000000
      """
    ) { (row) throws(Problem) in (PlaceCode(number: row.int(0) * 1_000_000_000), Int(row.int(1))) }
    var found: [MonitoringBreach] = []
    func compare(_ place: PlaceCode, _ listed: Bool, _ zh: String, _ en: String) {
      if !listed { found.append(MonitoringBreach(.counts, "place \(place)", zh: zh, en: en)) }
    }
    for (county, count) in waiting {
      guard let county else { continue }
      let listed = try WorkListStore.clues(
        in: county, ClueFilter(), causes: nil, limit: 0, offset: 0, on: connection
      ).total
      compare(county, listed == count, "待办线索数与列表不符", "waiting clues do not add up")
    }
    for (county, sums) in steps.sorted(by: { $0.key < $1.key }) {
      let listed = try WorkListStore.steps(in: county, dueBefore: .distantFuture, on: connection).all
      compare(county, listed == sums, "办理中的个案数与列表不符", "episodes under way do not add up")
    }
    return found
  }
}
