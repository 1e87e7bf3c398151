// The registry as columns on one day: what rules run over.

package import Columns
package import Kernel

/// Households in order of place and number, their members and all rows that belong to them.
package struct City: Sendable {
  package let asOf: Day
  package let frame: Frame
  /// By household row: the number and the code of the place.
  package let numbers: [Int64]
  package let places: [Int64]
  /// By person row: the id and the county that keeps the person.
  package let personIDs: [Int64]
  package let personHomes: [Int32]
  /// By person row, where one household was loaded; empty for a whole city, which has no use for names.
  package let personNames: [String]
  /// The places of the households.
  package let tree: PlaceTree

  /// **Shape**: households ascend by place, then number.
  package init(
    asOf: Day, frame: Frame, numbers: [Int64], places: [Int64], personIDs: [Int64], personHomes: [Int32],
    personNames: [String]
  ) {
    (self.asOf, self.frame, self.numbers, self.places) = (asOf, frame, numbers, places)
    (self.personIDs, self.personHomes, self.personNames) = (personIDs, personHomes, personNames)
    tree = PlaceTree(places)
  }

  package var householdCount: Int { numbers.count }

  /// Runs of households of one county, in order: parameters may differ between them.
  package var countyRanges: [(county: Int64, rows: Range<Int>)] {
    var ranges: [(county: Int64, rows: Range<Int>)] = []
    var start = 0
    while start < places.count {
      let county = places[start] / 1_000_000_000
      // The next county begins where codes reach the next multiple: found by halving, since codes are sorted.
      let limit = (county + 1) * 1_000_000_000
      var (low, high) = (start, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle] < limit { low = middle + 1 } else { high = middle }
      }
      ranges.append((county, start..<low))
      start = low
    }
    return ranges
  }

  /// The row of a household, nil where it is not in the city.
  package func row(of number: Int64) -> Int? { numbers.firstIndex(of: number) }
}

/// Which households to load.
package enum CityScope: Sendable {
  case everything
  case household(county: Int64, number: Int64)

  var isOne: Bool {
    if case .household = self { return true }
    return false
  }
}
