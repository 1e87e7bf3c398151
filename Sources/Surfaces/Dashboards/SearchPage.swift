// What a search finds.

package import Pages

/// A household that a search found, by one of its members or by its number.
package struct SearchHit: Sendable {
  package let county: Int64
  package let number: Int64
  package let head: String
  /// The member whose name matches, with the relation to the head; nil where number or head matches.
  package let member: NamedValue?
  /// From the city to the group.
  package let path: [PlaceName]
  /// How many rules find it, exclusions aside.
  package let riskCount: Int

  package init(
    county: Int64, number: Int64, head: String, member: NamedValue?, path: [PlaceName], riskCount: Int
  ) {
    (self.county, self.number, self.head) = (county, number, head)
    (self.member, self.path, self.riskCount) = (member, path, riskCount)
  }
}

/// One page of what a search found.
package struct SearchPage: Sendable {
  /// How many are looked for at most.
  static let mostFound = 10_000

  /// A hit a member; by number, one.
  package let hits: [SearchHit]
  /// Places that the words name, each as the way to it.
  package let places: [[PlaceName]]
  package let position: ListPosition
  /// True where the register has changed since the state that was searched.
  package let isBehind: Bool

  package init(
    hits: [SearchHit], places: [[PlaceName]] = [], position: ListPosition, isBehind: Bool = false
  ) {
    self.places = places
    (self.hits, self.position, self.isBehind) = (hits, position, isBehind)
  }
}
