// SQL of the figures of monitoring: days between steps, and what came of clues.

import Casework
import Database
import Kernel

enum MonitoringFiguresStore {
  /// How many took how many days; those whose stretch ended in the period.
  static func days(
    _ stretch: MonitoringStretch, in place: PlaceCode, _ period: Period, on connection: Connection
  ) throws(Problem) -> [(days: Int, count: Int)] {
    let verified = """
      (SELECT MIN(left_on) FROM episode_step s WHERE s.county = e.county AND s.episode = e.number
        AND s.chain = 'identification' AND s.step = 'verify' AND s.result = 'passed')
      """
    let begun = """
      (SELECT MIN(started_on) FROM measure m WHERE m.county = e.county AND m.episode = e.number)
      """
    let (from, to) =
      switch stretch {
      case .clueToVerified: ("opened_on", verified)
      case .verifiedToRegistered: (verified, "registered_on")
      case .clueToRegistered: ("opened_on", "registered_on")
      case .registeredToMeasure: ("registered_on", begun)
      }
    // Help that came before the registration, as in an emergency, took no days.
    return try connection.rows(
      """
      SELECT MAX(0, until - since) AS days, COUNT(*) FROM (
        SELECT \(from) AS since, \(to) AS until FROM episode e
        WHERE place BETWEEN ? AND ? AND carried_from IS NULL
      ) WHERE since IS NOT NULL AND until BETWEEN ? AND ? GROUP BY days
      """,
      [
        .int(place.subtree.lowerBound), .int(place.subtree.upperBound), .day(period.first),
        .day(period.last),
      ]
    ) { (row) throws(Problem) in (days: Int(row.int(0)), count: Int(row.int(1))) }
  }

  /// A clue of several sources counts for each way and each rule once.
  static func precisions(
    in place: PlaceCode, _ period: Period, causes: Set<String>?, on connection: Connection
  ) throws(Problem) -> [CluePrecision] {
    let list = causes?.sorted() ?? []
    let marks = list.map { _ in "?" }.joined(separator: ", ")
    return try connection.rows(
      """
      SELECT channel, rule, COUNT(*), SUM(is_included) FROM (
        SELECT DISTINCT c.county, c.number, c.outcome = 'included' AS is_included, s.channel,
          CASE WHEN s.channel = 'deptWarning' THEN s.by_whom END AS rule
        FROM clue c JOIN clue_source s ON s.county = c.county AND s.clue = c.number
        WHERE c.place BETWEEN ? AND ? AND c.closed_on BETWEEN ? AND ?
          \(causes == nil ? "" : "AND c.cause IN (\(marks))")
      ) GROUP BY channel, rule ORDER BY channel, rule
      """,
      [
        .int(place.subtree.lowerBound), .int(place.subtree.upperBound), .day(period.first),
        .day(period.last),
      ] + list.map { .text($0) }
    ) { (row) throws(Problem) in
      CluePrecision(
        channel: ClueChannel(rawValue: row.text(0)) ?? .inspection, rule: row.optionalText(1),
        ended: Int(row.int(2)), included: Int(row.int(3)))
    }
  }
}
