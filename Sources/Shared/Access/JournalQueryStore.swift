// SQL by which the auditor searches the journal.

package import Database
package import Kernel

/// What is looked for: all that is set has to hold.
package struct JournalQuery: Sendable, Equatable {
  package var person: Int64?
  package var household: Int64?
  /// A place, with all places below it.
  package var place: PlaceCode?
  package var actor: String?
  /// An action such as `post.appoint`, or a noun such as `post` for all of its verbs.
  package var action: String?
  package var from: Instant?
  /// The first instant that is too late.
  package var until: Instant?
  package var limit = 50
  /// The last entry of the page before.
  package var after: Mark?

  package init() {}

  /// Where a page ends.
  package struct Mark: Sendable, Equatable {
    package let at: Instant
    package let county: Int64
    package let sequence: Int64

    package init(at: Instant, county: Int64, sequence: Int64) {
      (self.at, self.county, self.sequence) = (at, county, sequence)
    }
  }
}

extension JournalEntry {
  /// By which the next page goes on.
  package var mark: JournalQuery.Mark { JournalQuery.Mark(at: at, county: county, sequence: sequence) }
}

package enum JournalQueryStore {
  /// The newest first. Each query walks along one index, the narrowest for what is asked.
  package static func entries(_ query: JournalQuery, on connection: Connection) throws(Problem)
    -> [JournalEntry]
  {
    var (conditions, values): ([String], [SQLValue]) = ([], [])
    func add(_ condition: String, _ bound: SQLValue...) {
      conditions.append(condition)
      values += bound
    }
    if let person = query.person { add("person = ?", .int(person)) }
    if let household = query.household { add("household = ?", .int(household)) }
    if let actor = query.actor { add("actor = ?", .text(actor)) }
    if let action = query.action {
      if action.contains(".") {
        add("action = ?", .text(action))
      } else {
        add("action > ? AND action < ?", .text(action + "."), .text(action + "/"))
      }
    }
    if let place = query.place {
      add("place BETWEEN ? AND ?", .int(place.subtree.lowerBound), .int(place.subtree.upperBound))
    }
    if let from = query.from { add("at >= ?", .int(from.milliseconds)) }
    if let until = query.until { add("at < ?", .int(until.milliseconds)) }
    if let mark = query.after {
      add(
        "(at, county, sequence) < (?, ?, ?)", .int(mark.at.milliseconds), .int(mark.county),
        .int(mark.sequence))
    }
    let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    return try connection.rows(
      """
      SELECT \(JournalStore.columns) FROM journal INDEXED BY \(index(query)) \(filter)
      ORDER BY at DESC, county DESC, sequence DESC LIMIT ?
      """, values + [.int(max(1, min(query.limit, 1_000)))], JournalStore.entry)
  }

  package static func entry(
    county: Int64, sequence: Int64, on connection: Connection
  ) throws(Problem) -> JournalEntry? {
    try connection.row(
      "SELECT \(JournalStore.columns) FROM journal WHERE county = ? AND sequence = ?",
      [.int(county), .int(sequence)], JournalStore.entry)
  }

  /// How often each action was done since an instant. **Shape**: by action, in order of the alphabet.
  package static func counts(
    since instant: Instant, of actions: [String]? = nil, on connection: Connection
  ) throws(Problem) -> [(action: String, count: Int)] {
    guard let actions else {
      return try connection.rows(
        """
        SELECT action, COUNT(*) FROM journal INDEXED BY journal_at WHERE at >= ? GROUP BY action
        ORDER BY action
        """, [.int(instant.milliseconds)]
      ) { (row) throws(Problem) in (row.text(0), Int(row.int(1))) }
    }
    var counts: [(action: String, count: Int)] = []
    for action in actions.sorted() {
      let count = try connection.number(
        "SELECT COUNT(*) FROM journal INDEXED BY journal_action WHERE action = ? AND at >= ?",
        [.text(action), .int(instant.milliseconds)])
      if count > 0 { counts.append((action, Int(count))) }
    }
    return counts
  }

  /// The latest entry of an action, nil where there is none.
  package static func last(_ action: String, on connection: Connection) throws(Problem) -> JournalEntry? {
    var query = JournalQuery()
    (query.action, query.limit) = (action, 1)
    return try entries(query, on: connection).first
  }

  static func index(_ query: JournalQuery) -> String {
    if query.person != nil { return "journal_person" }
    if query.household != nil { return "journal_household" }
    // Nearly all entries with a place lie in the city: along time they need no sorting.
    if let place = query.place, place.level > .county { return "journal_place" }
    if query.actor != nil { return "journal_actor" }
    if let action = query.action, action.contains(".") { return "journal_action" }
    return "journal_at"
  }
}
