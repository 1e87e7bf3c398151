// SQL of what places are called, and of whole levels of their tree.

package import Database
package import Kernel

extension PlaceStore {
  /// What places are called, from below a level down: a reader knows the places above.
  package static func names(
    of places: [PlaceCode], below top: PlaceLevel, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [PlaceCode: String] {
    var names: [PlaceCode: String] = [:]
    for place in places where names[place] == nil {
      let path = try path(of: place, asOf: day, on: connection)
      let below = path.filter { $0.code.level > top }.map(\.name)
      names[place] = below.isEmpty ? path.last?.name ?? place.short : below.joined(separator: " · ")
    }
    return names
  }

  /// The places to choose from around one: the way down to it, and those one level below.
  /// - Parameter top: where the way begins; nil for the city.
  package static func around(
    _ place: PlaceCode, within top: PlaceCode?, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [Place] {
    let way = try path(of: place, asOf: day, on: connection).filter { top?.contains($0.code) ?? true }
    return way + (try children(of: place, asOf: day, on: connection))
  }

  // MARK: whole levels

  /// The places of a level at or below one, in order of code.
  package static func places(
    at level: PlaceLevel, in place: PlaceCode, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [Place] {
    try connection.rows(
      "SELECT code, name, valid_from, valid_to FROM place WHERE \(levelCondition) ORDER BY code",
      levelValues(level, place, day)
    ) { (row) throws(Problem) in
      Place(
        code: code(row.int(0)), name: row.text(1), validFrom: row.day(2),
        validTo: row.optionalDay(3))
    }
  }

  /// How many places of a level lie below each place of another one. **Shape**: without those that have none.
  package static func counts(
    at level: PlaceLevel, in place: PlaceCode, by parts: PlaceLevel, asOf day: Day, on connection: Connection
  ) throws(Problem) -> [PlaceCode: Int] {
    let rows = try connection.rows(
      "SELECT code / ? * ?, COUNT(*) FROM place WHERE \(levelCondition) GROUP BY 1",
      [.int(parts.step), .int(parts.step)] + levelValues(level, place, day)
    ) { (row) throws(Problem) in (code(row.int(0)), Int(row.int(1))) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  private static let levelCondition = """
    county BETWEEN ? AND ? AND code BETWEEN ? AND ? AND level = ? AND valid_from <= ?
      AND (valid_to IS NULL OR valid_to > ?)
    """

  private static func levelValues(_ level: PlaceLevel, _ place: PlaceCode, _ day: Day) -> [SQLValue] {
    let range = place.subtree
    return [
      .int(range.lowerBound / 1_000_000_000), .int(range.upperBound / 1_000_000_000), .int(range.lowerBound),
      .int(range.upperBound), .int(level.rawValue), .day(day), .day(day),
    ]
  }
}
