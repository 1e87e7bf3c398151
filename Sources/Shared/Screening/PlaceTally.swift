// The counts of every place of a city as flat numbers, moved by differences.

import Columns
import Kernel

/// **Unit**: households, but persons are living members.
package struct PlaceTally: Sendable {
  package let tree: PlaceTree
  package let ruleCount: Int
  /// For each place its counts: households, persons, hit, candidates, then a number a rule.
  private var numbers: [Int32]
  private let width: Int

  private static let (households, persons, hit, candidates, rules) = (0, 1, 2, 3, 4)

  /// - Parameters:
  ///   - living: How many living members the households of some rows have.
  ///   - hits: By rule, the households that it holds for.
  ///   - atRisk: Households with a risk.
  ///   - candidates: Households with a risk and no exclusion.
  init(_ tree: PlaceTree, living: (Range<Int>) -> Int64, hits: [Bitmap], atRisk: Bitmap, candidates: Bitmap) {
    self.tree = tree
    ruleCount = hits.count
    width = PlaceTally.rules + hits.count
    numbers = [Int32](repeating: 0, count: tree.places.count * width)
    countHouseholds(living)
    count(atRisk, in: PlaceTally.hit)
    count(candidates, in: PlaceTally.candidates)
    for (rule, bitmap) in hits.enumerated() { count(bitmap, in: PlaceTally.rules + rule) }
    addUp()
  }

  private mutating func countHouseholds(_ living: (Range<Int>) -> Int64) {
    let offsets = tree.offsets
    var place = tree.groups.lowerBound * width
    for group in 0..<tree.groups.count {
      let (first, end) = (Int(offsets[group]), Int(offsets[group + 1]))
      numbers[place + PlaceTally.households] = Int32(end - first)
      numbers[place + PlaceTally.persons] = Int32(living(first..<end))
      place += width
    }
  }

  /// Groups are neighbours: one walk over the words, each looked at once or, where a group ends in it, twice.
  private mutating func count(_ bitmap: Bitmap, in column: Int) {
    let words = bitmap.words
    let offsets = tree.offsets
    var place = tree.groups.lowerBound * width + column
    var start = 0
    for group in 0..<tree.groups.count {
      let end = Int(offsets[group + 1])
      let (first, last) = (start >> 6, (end - 1) >> 6)
      let head = ~UInt64(0) << UInt64(start & 63)
      let tail = ~UInt64(0) >> UInt64(63 - (end - 1) & 63)
      var bits: Int
      if first == last {
        bits = (words[first] & head & tail).nonzeroBitCount
      } else {
        bits = (words[first] & head).nonzeroBitCount &+ (words[last] & tail).nonzeroBitCount
        var word = first + 1
        while word < last {
          bits &+= words[word].nonzeroBitCount
          word += 1
        }
      }
      numbers[place] = Int32(truncatingIfNeeded: bits)
      place += width
      start = end
    }
  }

  /// Places stand behind those above them, so that each is whole when it is added to its parent.
  private mutating func addUp() {
    let parents = tree.parents
    for place in stride(from: parents.count - 1, through: 0, by: -1) where parents[place] >= 0 {
      let (from, to) = (place * width, Int(parents[place]) * width)
      for column in 0..<width { numbers[to + column] &+= numbers[from + column] }
    }
  }

  /// What one household adds to the places it lies in.
  package struct Share: Sendable, Equatable {
    package var living: Int
    package var isAtRisk: Bool
    package var isCandidate: Bool
    /// A bit a rule, in the order of the library.
    package var rules: Int64
  }

  /// Takes the difference over on all five levels.
  mutating func move(group: Int, from old: Share, to new: Share) {
    guard old != new else { return }
    precondition(tree.groups.contains(group), "a household lies in a group")
    let changed = old.rules ^ new.rules
    var place = group
    while place >= 0 {
      let at = place * width
      numbers[at + PlaceTally.persons] += Int32(new.living - old.living)
      numbers[at + PlaceTally.hit] += (new.isAtRisk ? 1 : 0) - (old.isAtRisk ? 1 : 0)
      numbers[at + PlaceTally.candidates] += (new.isCandidate ? 1 : 0) - (old.isCandidate ? 1 : 0)
      var rest = changed
      while rest != 0 {
        let rule = rest.trailingZeroBitCount
        numbers[at + PlaceTally.rules + rule] += new.rules >> Int64(rule) & 1 == 1 ? 1 : -1
        rest &= rest - 1
      }
      place = Int(tree.parents[place])
    }
  }

  /// The counts of a place by its number in the tree.
  package func count(_ place: Int) -> PlaceCount {
    let at = place * width
    func number(_ column: Int) -> Int { Int(numbers[at + column]) }
    var count = PlaceCount(place: tree.places[place], ruleCount: 0)
    (count.households, count.persons) = (number(PlaceTally.households), number(PlaceTally.persons))
    (count.hit, count.candidates) = (number(PlaceTally.hit), number(PlaceTally.candidates))
    count.rules = (0..<ruleCount).map { number(PlaceTally.rules + $0) }
    return count
  }

  /// Every place with households, by level from the city down, then by code.
  package var counts: [PlaceCount] { tree.places.indices.map(count) }
}

extension PlaceTally: Equatable {
  package static func == (left: PlaceTally, right: PlaceTally) -> Bool { left.numbers == right.numbers }
}
