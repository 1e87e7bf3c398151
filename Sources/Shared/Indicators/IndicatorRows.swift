// The households whose rows count in each figure, of one whole city on one day.

import Columns
package import Kernel
import Screening

/// A household behind a figure. Of a change of counts: how many of its rows count now and did not before, and
/// how many did and do not any more; both are zero of other figures.
package struct CountedHousehold: Equatable, Sendable {
  package let place: PlaceCode
  package let number: Int64
  package let more: Int
  package let less: Int
}

/// The same by its row in a city.
struct CountedRow: Equatable, Sendable {
  let row: Int
  var more = 0
  var less = 0

  /// - Parameters:
  ///   - numbers: Of the households of the city.
  ///   - places: Where they live.
  func household(_ numbers: [Int64], _ places: [Int64]) -> CountedHousehold? {
    PlaceCode(number: places[row]).map {
      CountedHousehold(place: $0, number: numbers[row], more: more, less: less)
    }
  }
}

/// What stands behind the numbers of a board, kept small: a bit a household and term.
package struct IndicatorRows: Sendable {
  private let numbers: [Int64]
  private let places: [Int64]
  /// By term, of terms over households and their members.
  private let hits: [Int: Bitmap]
  /// By the code of figures that are changes of counts, in the order of the city.
  private let moved: [String: [CountedRow]]

  init(_ city: City, _ hits: [Int: Bitmap], _ moved: [String: [CountedRow]]) {
    (numbers, places, self.hits, self.moved) = (city.numbers, city.places, hits, moved)
  }

  /// **Shape**: ascending by place, then number; of a figure of figures those of the first it reads, of a
  /// change of counts those by which it moved.
  package func households(
    behind indicator: Indicator, of book: IndicatorBook, in place: PlaceCode
  ) -> [CountedHousehold] {
    let rows = City.rows(in: place, of: places)
    if let moved = moved[indicator.code] {
      return moved.filter { rows.contains($0.row) }.compactMap { $0.household(numbers, places) }
    }
    guard let hits = book.firstTerm(of: indicator).flatMap({ hits[$0] }) else { return [] }
    return rows.filter { hits[$0] }.compactMap { CountedRow(row: $0).household(numbers, places) }
  }
}
