// SQL of the days of clues and episodes, of a whole city or of one household.

import Casework
import Database
import Kernel

/// A history with the touches of cases and clues that it shows.
struct FollowedHistory: Sendable {
  var history: CaseHistory
  /// The day of the last screening; the history reaches to it, and on to the last step that was taken since.
  let screened: Day
  var cases: Int64
  var clues: Int64

  /// More changed households than this are read with all others.
  private static let mostFollowed = 2_000

  init(screened day: Day, today: Day, freshDays: Int, on connection: Connection) throws(Problem) {
    cases = try CaseTouchStore.last(.cases, on: connection)
    clues = try CaseTouchStore.last(.clues, on: connection)
    let spans = try CaseHistoryStore.spans(of: nil, on: connection)
    let last = CaseHistory.lastStep(in: spans, by: today)
    (screened, history) = (
      day, CaseHistory(spans, asOf: max(day, last ?? day), freshDays: freshDays)
    )
  }

  /// Reads the households anew whose cases changed; false where there are too many, or where one of them was
  /// moved on after the last day of the history.
  mutating func follow(today: Day, on connection: Connection) throws(Problem) -> Bool {
    let (cases, clues) = (
      try CaseTouchStore.last(.cases, on: connection), try CaseTouchStore.last(.clues, on: connection)
    )
    guard cases != self.cases || clues != self.clues else { return true }
    let most = FollowedHistory.mostFollowed
    guard history.changedCount < 50_000,
      let first = try CaseTouchStore.households(.cases, after: self.cases, most: most, on: connection),
      let second = try CaseTouchStore.households(.clues, after: self.clues, most: most, on: connection)
    else { return false }
    for household in Set(first + second) {
      let now = try CaseHistoryStore.spans(of: household, on: connection)
      if let last = CaseHistory.lastStep(in: now, by: today), last > history.asOf { return false }
      history.replace(household, with: now[household] ?? [])
    }
    (self.cases, self.clues) = (cases, clues)
    return true
  }
}

enum CaseHistoryStore {
  /// Of one household, or of all with clues or episodes.
  static func spans(
    of household: HouseholdKey?, on connection: Connection
  ) throws(Problem) -> [HouseholdKey: [CaseSpan]] {
    let condition = household == nil ? "" : "WHERE county = ? AND household = ?"
    let values = household.map { [SQLValue.int($0.county), .int($0.number)] } ?? []
    var spans: [HouseholdKey: [CaseSpan]] = [:]
    let episodes = try connection.statement(
      """
      SELECT county, household, place, opened_on, registered_on, ended_on, ending FROM episode \(condition)
      """)
    episodes.bind(values)
    while try episodes.step() {
      spans[HouseholdKey(county: episodes.int(0), number: episodes.int(1)), default: []].append(
        CaseSpan(
          isClue: false, place: episodes.int(2), opened: episodes.day(3).number,
          registered: episodes.optionalDay(4)?.number, ended: episodes.optionalDay(5)?.number,
          isEliminated: episodes.optionalText(6) == "eliminated"))
    }
    episodes.reset()
    let clues = try connection.statement(
      "SELECT county, household, place, opened_on, closed_on FROM clue \(condition)")
    clues.bind(values)
    while try clues.step() {
      spans[HouseholdKey(county: clues.int(0), number: clues.int(1)), default: []].append(
        CaseSpan(
          isClue: true, place: clues.int(2), opened: clues.day(3).number,
          ended: clues.optionalDay(4)?.number))
    }
    clues.reset()
    return spans
  }
}
