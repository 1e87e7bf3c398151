// How the figures of a board went over the last twelve months, month's end by month's end.

import Database
import Indicators
import Kernel

/// A figure at the end of one month.
enum CourseValue: Sendable, Equatable {
  /// As it was kept at the close of a day of the month, or counted for the last day of it.
  case kept(Fraction, Day)
  case counted(Fraction)
  /// There was nothing to tell it from.
  case untold
  /// It is being counted.
  case waiting
  /// It reads what the register keeps as it is now only, and nobody kept it then.
  case onlyNow

  var number: Fraction? {
    switch self {
    case .kept(let number, _), .counted(let number): number
    case .untold, .waiting, .onlyNow: nil
    }
  }
}

/// **Shape**: by code, a value a month, oldest first; the last one is that of the board's day.
struct FigureCourse: Sendable {
  let months: [Day]
  let values: [String: [CourseValue]]
  /// Months whose last day is being counted anew: the register has changed.
  let renewing: Set<Day>

  static let count = CaseHistory.monthCount

  /// The first days of the months up to that of a day.
  static func months(until day: Day) -> [Day] {
    let month = day.adding(days: 1 - day.dayOfMonth)
    return (0..<count).reversed().map { month.adding(months: -$0) }
  }

  /// The last days of all those months but that of the day.
  static func ends(until day: Day) -> [Day] {
    months(until: day).dropFirst().map { $0.adding(days: -1) }
  }

  /// - Parameters:
  ///   - slices: What was counted of the ends of months.
  init(
    of codes: [String], at place: PlaceCode, _ figures: IndicatorBoard, slices: FigureSlices,
    on connection: Connection
  ) throws(Problem) {
    let (months, ends) = (
      FigureCourse.months(until: figures.asOf), FigureCourse.ends(until: figures.asOf)
    )
    var values: [String: [CourseValue]] = [:]
    for code in codes {
      guard let indicator = figures.book.indicator(code) else { continue }
      let kept = try IndicatorStore.months(
        of: code, by: figures.book.fingerprint, at: place, from: months[0], until: figures.asOf,
        on: connection)
      var own = zip(months, ends).map { month, end -> CourseValue in
        if let kept = kept[month] { return kept.exact.map { .kept($0, kept.day) } ?? .untold }
        guard figures.book.isToldOfPast(indicator) else { return .onlyNow }
        guard let slice = slices.slices[end] else { return .waiting }
        return slice.value(code, at: place).map { .counted($0) } ?? .untold
      }
      own.append(figures.value(indicator, at: place).exact.map { .counted($0) } ?? .untold)
      values[code] = own
    }
    (self.months, self.values) = (months, values)
    renewing = Set(zip(months, ends).filter { slices.renewing.contains($1) }.map(\.0))
  }

  /// For a line: hundredths, so that small movements are seen.
  func line(_ code: String) -> [Int?] {
    (values[code] ?? []).map { value in
      value.number.flatMap { $0.rounded(to: 2) }.map { Int(clamping: $0) }
    }
  }
}
