// The code of a place: the 12-digit statistical division code and a 3-digit villager group.

/// The levels of the place tree, from the top.
package enum PlaceLevel: Int, Comparable, CaseIterable, Sendable {
  case city = 1
  case county = 2
  case township = 3
  case village = 4
  case group = 5

  package static func < (left: PlaceLevel, right: PlaceLevel) -> Bool { left.rawValue < right.rawValue }

  /// The level below, nil under a group.
  package var next: PlaceLevel? { PlaceLevel(rawValue: rawValue + 1) }
  /// How many of the 15 digits a place of this level fixes.
  var digits: Int { [4, 6, 9, 12, 15][rawValue - 1] }
  /// 10 to the power of the digits below this level: the step from one code to the next.
  package var step: Int64 { [100_000_000_000, 1_000_000_000, 1_000_000, 1_000, 1][rawValue - 1] }
}

/// A place, as 15 digits: city (4), county (2), township (3), village (3), group (3); zeros below its level.
package struct PlaceCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int64

  /// A code of 15 digits; nil where digits below an empty level are set or the province is missing.
  package init?(number: Int64) {
    guard (100_000_000_000_000...999_999_999_999_999).contains(number), PlaceCode.level(of: number) != nil
    else { return nil }
    self.number = number
  }

  /// Reads 4, 6, 9, 12 or 15 digits, from a city to a group; the 12-digit form may end in zeros.
  package init?(_ text: some StringProtocol) {
    let digits = text.utf8.count
    guard [4, 6, 9, 12, 15].contains(digits), let value = Int64(text), value > 0 else { return nil }
    var scaled = value
    for _ in digits..<15 { scaled *= 10 }
    self.init(number: scaled)
  }

  package var level: PlaceLevel {
    guard let level = PlaceCode.level(of: number) else { preconditionFailure("a place code keeps its level") }
    return level
  }

  /// The county's six digits; a city's own are its four and `00`. Every primary key begins with it.
  package var county: Int64 { number / 1_000_000_000 }

  /// The place of a level above, or this place itself; nil for a level below.
  package func ancestor(at level: PlaceLevel) -> PlaceCode? {
    guard level <= self.level else { return nil }
    return PlaceCode(number: number / level.step * level.step)
  }

  package var parent: PlaceCode? {
    PlaceLevel(rawValue: level.rawValue - 1).flatMap { ancestor(at: $0) }
  }

  /// All codes below and including this one, as one range: the subtree test of every query.
  package var subtree: ClosedRange<Int64> { number...(number + level.step - 1) }

  package func contains(_ other: PlaceCode) -> Bool { subtree.contains(other.number) }

  /// The digits that the level fixes: `5306`, `530602`, … as statistics publish them.
  package var short: String { String(String(number).prefix(level.digits)) }
  package var description: String { short }

  package static func < (left: PlaceCode, right: PlaceCode) -> Bool { left.number < right.number }

  /// The lowest level whose digits are set, nil where one above it has none.
  private static func level(of number: Int64) -> PlaceLevel? {
    let city = number / 100_000_000_000 % 100 != 0
    let county = number / 1_000_000_000 % 100 != 0
    let township = number / 1_000_000 % 1_000 != 0
    let village = number / 1_000 % 1_000 != 0
    let group = number % 1_000 != 0
    return switch (city, county, township, village, group) {
    case (true, false, false, false, false): .city
    case (true, true, false, false, false): .county
    case (true, true, true, false, false): .township
    case (true, true, true, true, false): .village
    case (true, true, true, true, true): .group
    default: nil
    }
  }
}
