// The places of a city's households on five levels, each with its parent and its run of rows.

package import Kernel

/// Built once a city: households stand in the order of their places, so that each place is a run of rows.
package struct PlaceTree: Sendable {
  /// Places with at least one household, by level from the city down, then by code.
  package let places: [PlaceCode]
  /// The place above each, by its number in `places`; -1 for a city.
  package let parents: [Int32]
  /// The numbers of the groups, which stand last.
  package let groups: Range<Int>
  /// The row where each group begins, and one more for the end.
  let offsets: [Int32]

  /// - Parameter codes: The place of each household, ascending.
  init(_ codes: [Int64]) {
    var (numbers, offsets): ([Int64], [Int32]) = ([], [])
    var last = Int64.min
    for row in codes.indices where codes[row] != last {
      precondition(codes[row] > last, "households stand in the order of their places")
      last = codes[row]
      numbers.append(last)
      offsets.append(Int32(row))
    }
    offsets.append(Int32(codes.count))
    // From the groups up; each level is put in front of the one below.
    var levels: [[PlaceCode]] = [numbers.map(PlaceTree.place)]
    for level in [PlaceLevel.village, .township, .county, .city] {
      var upper: [PlaceCode] = []
      for place in levels[0] {
        guard let above = place.ancestor(at: level) else {
          preconditionFailure("every place below has an ancestor at level \(level)")
        }
        if upper.last != above { upper.append(above) }
      }
      levels.insert(upper, at: 0)
    }
    places = levels.flatMap { $0 }
    parents = PlaceTree.parents(levels)
    groups = places.count - numbers.count..<places.count
    self.offsets = offsets
  }

  private static func place(_ number: Int64) -> PlaceCode {
    guard let place = PlaceCode(number: number) else {
      preconditionFailure("a household of the register lives in a valid place")
    }
    return place
  }

  private static func parents(_ levels: [[PlaceCode]]) -> [Int32] {
    var parents = [Int32](repeating: -1, count: levels[0].count)
    var first = 0
    for (upper, lower) in zip(levels, levels.dropFirst()) {
      var above = 0
      for place in lower {
        while !upper[above].contains(place) { above += 1 }
        parents.append(Int32(first + above))
      }
      first += upper.count
    }
    return parents
  }

  /// The rows of a group's households.
  package func rows(ofGroup group: Int) -> Range<Int> {
    let slot = group - groups.lowerBound
    return Int(offsets[slot])..<Int(offsets[slot + 1])
  }

  /// The group that a row lies in.
  package func group(ofRow row: Int) -> Int {
    precondition(row >= 0 && row < Int(offsets[offsets.count - 1]), "the row lies in the city")
    var (low, high) = (0, groups.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(offsets[middle]) <= row { low = middle } else { high = middle }
    }
    return groups.lowerBound + low
  }

  /// The number of a group by its code, nil where no household lives there.
  package func group(of code: Int64) -> Int? {
    var (low, high) = (groups.lowerBound, groups.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].number < code { low = middle + 1 } else { high = middle }
    }
    return low < groups.upperBound && places[low].number == code ? low : nil
  }
}
