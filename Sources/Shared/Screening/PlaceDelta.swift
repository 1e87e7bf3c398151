// By how much the counts of a place move.

import Kernel

/// **Unit**: households, but persons are living members.
struct PlaceDelta: Equatable {
  var (households, persons, hit, candidates) = (0, 0, 0, 0)
  /// By rule, in the order of the library.
  var rules: [Int]

  init(ruleCount: Int) { rules = [Int](repeating: 0, count: ruleCount) }

  /// Takes in what one household adds, or with -1 what it added.
  mutating func add(_ share: PlaceTally.Share, _ sign: Int) {
    households += sign
    persons += sign * share.living
    hit += share.isAtRisk ? sign : 0
    candidates += share.isCandidate ? sign : 0
    var rest = share.rules
    while rest != 0 {
      let rule = rest.trailingZeroBitCount
      rules[rule] += sign
      rest &= rest - 1
    }
  }

  mutating func add(_ other: PlaceDelta) {
    (households, persons) = (households + other.households, persons + other.persons)
    (hit, candidates) = (hit + other.hit, candidates + other.candidates)
    for rule in other.rules.indices { rules[rule] += other.rules[rule] }
  }

  /// The counts moved by it.
  func moved(_ count: PlaceCount) -> PlaceCount {
    var count = count
    count.households += households
    count.persons += persons
    count.hit += hit
    count.candidates += candidates
    for rule in rules.indices { count.rules[rule] += rules[rule] }
    return count
  }

  /// Whether nothing moves; households that changed places within it cancel out.
  var isZero: Bool {
    households == 0 && persons == 0 && hit == 0 && candidates == 0 && rules.allSatisfy { $0 == 0 }
  }
}
