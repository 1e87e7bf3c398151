// Counts of households and findings per place, on every level from group to city.

package import Kernel

/// What stands in one line of the roll-up. Unit: households, but persons are living members.
package struct PlaceCount: Sendable, Equatable {
  package let place: PlaceCode
  package var households = 0
  package var persons = 0
  /// Households with at least one risk.
  package var hit = 0
  /// Households with a risk and no exclusion.
  package var candidates = 0
  /// By rule, in the order of the library.
  package var rules: [Int]

  package init(place: PlaceCode, ruleCount: Int) {
    self.place = place
    rules = [Int](repeating: 0, count: ruleCount)
  }

  mutating func add(_ other: PlaceCount) {
    households += other.households
    persons += other.persons
    hit += other.hit
    candidates += other.candidates
    for rule in rules.indices { rules[rule] += other.rules[rule] }
  }
}

package enum PlaceCounts {
  /// The roll-up of groups in order of code to all levels above.
  /// **Shape**: places with at least one household, by level from the city down, then by code.
  static func rollUp(_ groups: [PlaceCount]) -> [PlaceCount] {
    var levels: [[PlaceCount]] = [groups]
    for level in [PlaceLevel.village, .township, .county, .city] {
      var upper: [PlaceCount] = []
      for count in levels[levels.count - 1] {
        guard let place = count.place.ancestor(at: level) else {
          preconditionFailure("every place below has an ancestor at level \(level)")
        }
        if upper.last?.place != place { upper.append(PlaceCount(place: place, ruleCount: count.rules.count)) }
        upper[upper.count - 1].add(count)
      }
      levels.append(upper)
    }
    return levels.reversed().flatMap { $0 }
  }
}
