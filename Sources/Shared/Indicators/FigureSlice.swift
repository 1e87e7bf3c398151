// Some figures of all places on one day, so small that many days can be kept.

package import Kernel

/// **Shape**: places down to the villages; a number where the figure could be told.
package struct FigureSlice: Sendable {
  package let asOf: Day
  private let values: [String: [Int64: Fraction]]

  /// Figures that read what is kept as it is now only are left out: they would tell the present.
  package init(_ board: IndicatorBoard, of codes: Set<String>) {
    asOf = board.asOf
    let places = board.tally.places.filter { $0.level <= .village }
    var values: [String: [Int64: Fraction]] = [:]
    for code in codes {
      guard let indicator = board.book.indicator(code), board.book.isToldOfPast(indicator) else { continue }
      for place in places {
        values[code, default: [:]][place.number] = board.counted(indicator, at: place).exact
      }
    }
    self.values = values
  }

  package func value(_ code: String, at place: PlaceCode) -> Fraction? { values[code]?[place.number] }
}
