// Values that the statistics bureau and others publish, as the register keeps them.

import Columns
import Kernel
import RuleValues

/// One value of a series.
struct ReferenceSeries: Sendable {
  let place: Int64
  let name: String
  let until: Day
  /// In hundredths.
  let value: Int64

  /// The rows of the table of statistics; none where there is no such table.
  static func read(_ frame: Frame) -> [ReferenceSeries] {
    guard let table = frame.tables["Statistic"], let places = table.columns["place"],
      let names = table.columns["series"], let days = table.columns["until"],
      let values = table.columns["value"], case .day(let numbers) = days.storage
    else { return [] }
    return (0..<table.rowCount).compactMap { row in
      guard case .int(let place)? = places.value(at: row), case .string(let name)? = names.value(at: row),
        case .int(let value)? = values.value(at: row)
      else { return nil }
      return ReferenceSeries(place: place, name: name, until: Day(number: numbers[row]), value: value)
    }
  }
}
