// The figures of a day as they were kept at its close.

package import Kernel

/// **Shape**: the places that were asked for.
package struct KeptBoard: Sendable {
  package let day: Day
  /// When it was kept.
  package let at: Instant
  /// The version of the figures that was kept.
  package let figures: String
  var values: [Int64: [String: IndicatorValue]] = [:]

  /// Nil where nothing was kept of the figure or the place.
  package func value(_ indicator: Indicator, at place: PlaceCode) -> IndicatorValue? {
    values[place.number]?[indicator.code]
  }
}
