// Sums and counts of every place as flat numbers, moved by what single households add.

package import Kernel

/// What one term comes to over some rows.
package struct TermCount: Equatable, Sendable {
  /// The sum of the values of rows that count, or how many there are.
  package var sum: Int64 = 0
  /// Rows that count.
  package var rows: Int64 = 0
  /// Rows of which it cannot be told whether they count, or with what value.
  package var unknown: Int64 = 0
  /// Rows of which the condition is asked.
  package var among: Int64 = 0

  static let width = 4

  var numbers: [Int64] { [sum, rows, unknown, among] }
}

/// **Shape**: a number for each part of each slot of each place with rows, on all levels from the city down.
package struct IndicatorTally: Sendable {
  private let width: Int
  private var index: [Int64: Int] = [:]
  private var numbers: [Int64] = []

  /// - Parameter slots: How many terms there are, one the same at two times counted twice.
  init(slots: Int) { width = slots * TermCount.width }

  /// Adds what some rows of a place come to, or with -1 takes it away: there and in all places above it.
  mutating func add(_ counts: [TermCount], at place: PlaceCode, _ sign: Int64 = 1) {
    precondition(counts.count * TermCount.width == width, "a count for each slot")
    for level in PlaceLevel.allCases {
      guard let above = place.ancestor(at: level) else { continue }
      let at = start(of: above)
      for (slot, count) in counts.enumerated() {
        numbers[at + slot * TermCount.width] += sign * count.sum
        numbers[at + slot * TermCount.width + 1] += sign * count.rows
        numbers[at + slot * TermCount.width + 2] += sign * count.unknown
        numbers[at + slot * TermCount.width + 3] += sign * count.among
      }
    }
  }

  private mutating func start(of place: PlaceCode) -> Int {
    if let known = index[place.number] { return known }
    let at = numbers.count
    index[place.number] = at
    numbers.append(contentsOf: repeatElement(0, count: width))
    return at
  }

  /// Zeros for a place without rows.
  package func count(_ slot: Int, at place: PlaceCode) -> TermCount {
    guard let start = index[place.number] else { return TermCount() }
    let at = start + slot * TermCount.width
    return TermCount(
      sum: numbers[at], rows: numbers[at + 1], unknown: numbers[at + 2], among: numbers[at + 3])
  }

  /// Every place with rows, by code.
  package var places: [PlaceCode] { index.keys.sorted().compactMap { PlaceCode(number: $0) } }
}

extension IndicatorTally: Equatable {
  /// A place all of whose rows have gone is as one that never had any.
  package static func == (left: IndicatorTally, right: IndicatorTally) -> Bool {
    guard left.width == right.width else { return false }
    let none = [Int64](repeating: 0, count: left.width)
    func numbers(_ tally: IndicatorTally, _ place: Int64) -> [Int64] {
      tally.index[place].map { Array(tally.numbers[$0..<$0 + tally.width]) } ?? none
    }
    return Set(left.index.keys).union(right.index.keys).allSatisfy {
      numbers(left, $0) == numbers(right, $0)
    }
  }
}
