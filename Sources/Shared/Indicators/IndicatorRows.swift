// The households whose rows count in each figure, of one whole city on one day.

import Columns
package import Kernel
package import Screening

/// What stands behind the numbers of a board, kept small: a bit a household and term.
package struct IndicatorRows: Sendable {
  private let numbers: [Int64]
  private let places: [Int64]
  /// By term, of terms over households and their members.
  private let hits: [Int: Bitmap]

  init(_ city: City, _ hits: [Int: Bitmap]) {
    (numbers, places, self.hits) = (city.numbers, city.places, hits)
  }

  /// **Shape**: ascending by place, then number; of a figure of figures those of the first it reads.
  package func households(
    behind indicator: Indicator, of book: IndicatorBook, in place: PlaceCode
  ) -> [(place: PlaceCode, number: Int64)] {
    guard let hits = book.firstTerm(of: indicator).flatMap({ hits[$0] }) else { return [] }
    return City.rows(in: place, of: places).compactMap { row in
      guard hits[row], let own = PlaceCode(number: places[row]) else { return nil }
      return (own, numbers[row])
    }
  }
}
