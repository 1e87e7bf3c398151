// SQL of the counts of casework: clues, cases, visits and meetings of a place and the places below it.

import Casework
import Database
import Kernel

enum CaseCountStore {
  /// What is counted where: a place by its sub-places, a period, and causes of a line of work or all.
  struct Question {
    let place: PlaceCode
    let period: BriefingPeriod
    let causes: [String]?

    /// From one sub-place to the next.
    var step: Int64 { (place.level.next ?? place.level).step }
  }

  static func counts(_ question: Question, on connection: Connection) throws(Problem) -> CaseCounts {
    var counts = CaseCounts()
    for kind in CaseCount.allCases where question.causes == nil || kind.hasCause {
      let (rows, values) = rows(of: kind, question)
      let found = try connection.rows(
        "SELECT place / ? * ?, COUNT(*) FROM (\(rows)) GROUP BY 1",
        [.int(question.step), .int(question.step)] + values
      ) { (row) throws(Problem) in (row.int(0), Int(row.int(1))) }
      for (place, count) in found {
        counts.counts[question.place.number, default: [:]][kind, default: 0] += count
        if place != question.place.number { counts.counts[place, default: [:]][kind] = count }
      }
    }
    counts.channels = try channels(question, on: connection)
    return counts
  }

  /// The rows that a count counts, each with its place, and what is bound in them.
  private static func rows(of kind: CaseCount, _ question: Question) -> (String, [SQLValue]) {
    let (first, last) = (SQLValue.day(question.period.first), SQLValue.day(question.period.last))
    func clues(_ condition: String, _ values: [SQLValue]) -> (String, [SQLValue]) {
      let cause = cause(of: question)
      return (
        "SELECT place FROM clue WHERE place BETWEEN ? AND ? AND \(condition)\(cause.sql)",
        range(question) + values + cause.values
      )
    }
    func cases(_ condition: String) -> (String, [SQLValue]) {
      let risk = risk(of: question)
      return (
        "SELECT place FROM episode WHERE place BETWEEN ? AND ? AND \(condition)\(risk.sql)",
        range(question) + [first, last] + risk.values
      )
    }
    let isOpen = "opened_on <= ? AND (closed_on IS NULL OR closed_on > ?)"
    switch kind {
    case .cluesOpened: return clues("opened_on BETWEEN ? AND ?", [first, last])
    case .cluesWarned: return clues("opened_on BETWEEN ? AND ? AND \(wasWarned)", [first, last])
    case .cluesSettled: return clues("closed_on BETWEEN ? AND ?", [first, last])
    case .cluesSettledInTime: return clues("closed_on BETWEEN ? AND ? AND closed_on <= due", [first, last])
    case .cluesWaiting: return clues(isOpen, [last, last])
    case .cluesLate: return clues("\(isOpen) AND due < ?", [last, last, last])
    case .casesOpened: return cases("opened_on BETWEEN ? AND ?")
    case .casesRegistered: return cases("registered_on BETWEEN ? AND ?")
    case .casesEliminated: return cases("ended_on BETWEEN ? AND ? AND ending = 'eliminated'")
    case .householdsVisited: return (visited, range(question) + [first, last])
    case .meetingsHeld: return (met, range(question) + [first, last])
    case .householdsJudged: return (judged, range(question) + [first, last])
    }
  }

  private static let wasWarned = """
    EXISTS (SELECT 1 FROM clue_source AS s
      WHERE s.county = clue.county AND s.clue = clue.number AND s.channel = 'deptWarning')
    """
  private static let visited = """
    SELECT MAX(place) AS place FROM visit WHERE place BETWEEN ? AND ? AND on_day BETWEEN ? AND ?
    GROUP BY county, household
    """
  private static let met =
    "SELECT place FROM judgement WHERE place BETWEEN ? AND ? AND held_on BETWEEN ? AND ?"
  private static let judged = """
    SELECT i.place FROM judgement_item AS i JOIN judgement AS j
      ON j.county = i.county AND j.number = i.judgement
    WHERE i.place BETWEEN ? AND ? AND j.held_on BETWEEN ? AND ?
    """

  /// Clues opened, by the way in which the first word of each came.
  private static func channels(
    _ question: Question, on connection: Connection
  ) throws(Problem) -> [(title: Text, count: Int)] {
    let cause = cause(of: question)
    let found = try connection.rows(
      """
      SELECT s.channel, COUNT(*) FROM clue JOIN clue_source AS s
        ON s.county = clue.county AND s.clue = clue.number
        AND s.number = (SELECT MIN(f.number) FROM clue_source AS f
          WHERE f.county = s.county AND f.clue = s.clue)
      WHERE clue.place BETWEEN ? AND ? AND opened_on BETWEEN ? AND ?\(cause.sql) GROUP BY 1
      """,
      range(question) + [.day(question.period.first), .day(question.period.last)] + cause.values
    ) { (row) throws(Problem) in (row.text(0), Int(row.int(1))) }
    let counts = Dictionary(found, uniquingKeysWith: +)
    return ClueChannel.allCases.map { ($0.title, counts[$0.rawValue] ?? 0) }
  }

  private static func range(_ question: Question) -> [SQLValue] {
    [.int(question.place.subtree.lowerBound), .int(question.place.subtree.upperBound)]
  }

  private static func cause(of question: Question) -> (sql: String, values: [SQLValue]) {
    guard let causes = question.causes else { return ("", []) }
    let marks = causes.map { _ in "?" }.joined(separator: ", ")
    return (" AND cause IN (\(marks))", causes.map { .text($0) })
  }

  private static func risk(of question: Question) -> (sql: String, values: [SQLValue]) {
    guard let causes = question.causes else { return ("", []) }
    let tests = causes.map { _ in "' ' || risks || ' ' LIKE ?" }.joined(separator: " OR ")
    return (" AND (\(tests))", causes.map { .text("% \($0) %") })
  }
}
