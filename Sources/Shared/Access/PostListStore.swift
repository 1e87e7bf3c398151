// SQL by which posts are listed and counted: by place, role and what is to be done about them.

package import Database
package import Kernel

/// What is to be done about a post.
package enum PostState: String, CaseIterable, Sendable {
  /// Over within 30 days; deputies aside, whose days are meant to end.
  case ending
  case ended
  /// Over, and nobody holds the same one since.
  case vacant

  static let endingDays = 30

  fileprivate func condition(on day: Day) -> (text: String, values: [SQLValue]) {
    switch self {
    case .ending:
      (
        "post.until_day > ? AND post.until_day <= ? AND post.deputy_of IS NULL",
        [.day(day), .day(day.adding(days: PostState.endingDays))]
      )
    case .ended: ("post.until_day <= ?", [.day(day)])
    case .vacant:
      (
        """
        post.until_day <= ? AND post.deputy_of IS NULL AND NOT EXISTS (SELECT 1 FROM post AS other
          WHERE other.place = post.place AND other.role = post.role AND other.subject IS post.subject
            AND other.deputy_of IS NULL
            AND (other.id > post.id OR other.until_day IS NULL OR other.until_day > ?))
        """, [.day(day), .day(day)]
      )
    }
  }

  /// Posts that are held or will be.
  fileprivate static func current(on day: Day) -> (text: String, values: [SQLValue]) {
    ("(post.until_day IS NULL OR post.until_day > ?)", [.day(day)])
  }
}

package enum PostListStore {
  /// Posts at places of a range, by id, with their holders' names; without a state those that are not over.
  static func named(
    within places: ClosedRange<Int64>, role: String?, in state: PostState?, on day: Day, after id: Int64,
    limit: Int, on connection: Connection
  ) throws(Problem) -> [NamedPost] {
    let condition = state?.condition(on: day) ?? PostState.current(on: day)
    return try connection.rows(
      """
      SELECT \(PostStore.columns), account.login, account.name, principal.name FROM post
      JOIN account ON account.id = post.account
      LEFT JOIN post AS original ON original.id = post.deputy_of
      LEFT JOIN account AS principal ON principal.id = original.account
      WHERE post.place BETWEEN ? AND ? AND \(condition.text) AND (? IS NULL OR post.role = ?)
        AND post.id > ?
      ORDER BY post.id LIMIT ?
      """,
      [.int(places.lowerBound), .int(places.upperBound)] + condition.values
        + [.text(role), .text(role), .int(id), .int(limit)]
    ) { (row) throws(Problem) in
      NamedPost(
        post: try PostStore.post(row), login: row.text(9), name: row.text(10),
        deputyOfName: row.optionalText(11))
    }
  }

  /// Posts at one place that are held on a day, by id.
  package static func held(
    at place: PlaceCode, on day: Day, on connection: Connection
  ) throws(Problem) -> [NamedPost] {
    try named(
      within: place.number...place.number, role: nil, in: nil, on: day, after: 0, limit: 50, on: connection
    )
    .filter { $0.post.isHeld(on: day) }
  }

  /// The day on which the last post of some roles at a place ended; nil where there was none by then.
  package static func lastEnd(
    of roles: [String], at place: PlaceCode, on day: Day, on connection: Connection
  ) throws(Problem) -> Day? {
    try connection.row(
      """
      SELECT MAX(until_day) FROM post WHERE place = ? AND until_day <= ? AND deputy_of IS NULL
        AND role IN (\(roles.map { _ in "?" }.joined(separator: ", ")))
      """, [.int(place.number), .day(day)] + roles.map { .text($0) }
    ) { (row) throws(Problem) in row.optionalDay(0) } ?? nil
  }

  static func count(
    in state: PostState, within places: ClosedRange<Int64>, on day: Day, on connection: Connection
  ) throws(Problem) -> Int {
    let condition = state.condition(on: day)
    return Int(
      try connection.number(
        "SELECT COUNT(*) FROM post WHERE \(condition.text) AND +post.place BETWEEN ? AND ?",
        condition.values + [.int(places.lowerBound), .int(places.upperBound)]))
  }
}
