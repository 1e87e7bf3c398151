// SQL that asks whose rows an import changed: the households that must be looked at again.

package import Database
package import Kernel

package enum TouchedStore {
  /// The households that the rows of an import speak of, those that a person or a record belonged to before
  /// among them. Rows that a complete sheet no longer held are not found.
  /// **Shape**: numbers, ascending; nil where there are more than `most`.
  /// - Parameter kind: `households`, `persons`, or the name of a feed; others, and ledgers of places, touch
  ///   no household.
  package static func households(
    ofImport number: Int64, kind: String, most: Int, on connection: Connection
  ) throws(Problem) -> [Int64]? {
    var found: Set<Int64> = []
    switch kind {
    case "households":
      let own = try connection.rows(
        "SELECT number FROM household WHERE import = ? LIMIT ?", [.int(number), .int(most + 1)]
      ) { (row) throws(Problem) in row.int(0) }
      found = Set(own)
    case "persons":
      let people = try connection.rows(
        "SELECT county, id FROM person WHERE import = ? LIMIT ?", [.int(number), .int(most + 1)], person)
      guard people.count <= most else { return nil }
      found = try households(of: people, on: connection)
    default:
      guard let feed = FeedKind.named(kind), feed.key != .place else { return [] }
      guard let touched = try households(of: feed, number, most: most, on: connection) else { return nil }
      found = touched
    }
    return found.count <= most ? found.sorted() : nil
  }

  private static func households(
    of feed: FeedKind, _ number: Int64, most: Int, on connection: Connection
  ) throws(Problem) -> Set<Int64>? {
    let subject = feed.key.column
    var subjects = try connection.rows(
      "SELECT county, \(subject) FROM \(feed.table) WHERE import = ? LIMIT ?",
      [.int(number), .int(most + 1)], person)
    subjects += try connection.rows(
      """
      SELECT county, json_extract(content, '$.\(subject)') FROM replaced_row
      WHERE kind = ? AND import = ? LIMIT ?
      """, [.text(feed.name), .int(number), .int(most + 1)], person)
    guard subjects.count <= most else { return nil }
    guard feed.key == .group else { return try households(of: subjects, on: connection) }
    var found: Set<Int64> = []
    for group in Set(subjects.map(\.id)) {
      let own = try connection.rows(
        "SELECT number FROM household WHERE county = ? AND place = ?",
        [.int(group / 1_000_000_000), .int(group)]
      ) { (row) throws(Problem) in row.int(0) }
      found.formUnion(own)
    }
    return found
  }

  /// All households that persons belong to or belonged to.
  private static func households(
    of people: [(home: Int64, id: Int64)], on connection: Connection
  ) throws(Problem) -> Set<Int64> {
    let statement = try connection.statement(
      "SELECT household FROM membership WHERE home_county = ? AND person = ?")
    defer { statement.reset() }
    var found: Set<Int64> = []
    for (home, id) in people {
      statement.reset()
      statement.bind([.int(home), .int(id)])
      while try statement.step() { found.insert(statement.int(0)) }
    }
    return found
  }

  private static func person(_ row: Statement) throws(Problem) -> (home: Int64, id: Int64) {
    (row.int(0), row.int(1))
  }
}
