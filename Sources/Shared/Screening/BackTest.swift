// How rules would have done on a past day, measured by who was registered soon after.

import Columns
package import Kernel
package import Rules

/// When households came under watch and left it again.
package struct Registrations: Sendable {
  package struct Stay: Equatable, Sendable {
    package let from: Day
    /// Nil while it lasts.
    package let until: Day?

    package init(from: Day, until: Day?) { (self.from, self.until) = (from, until) }
  }

  let stays: [Int64: [Stay]]

  /// - Parameter stays: By number of the household, in any order.
  package init(_ stays: [Int64: [Stay]]) { self.stays = stays }

  /// Whether a household was under watch on a day: then nothing has to find it.
  package func isWatched(_ household: Int64, on day: Day) -> Bool {
    stays[household]?.contains { $0.from <= day && ($0.until.map { $0 > day } ?? true) } ?? false
  }

  /// Whether it came under watch within the days after.
  package func isRegistered(_ household: Int64, after day: Day, within days: Int) -> Bool {
    let last = day.adding(days: days)
    return stays[household]?.contains { $0.from > day && $0.from <= last } ?? false
  }
}

/// The rules of a library on one past day. Households under watch on that day are left out of every number.
package struct BackTest: Sendable {
  package struct Line: Sendable {
    package let rule: Rule
    /// Households that it would have found.
    package let found: Int
    /// Of these, registered within the days after.
    package let confirmed: Int
  }

  package let day: Day
  /// By risk rule, in the order of the library.
  package let lines: [Line]
  /// Households registered within the days after, and those of them that no rule would have found.
  package let registered: Int
  package let missed: Int

  /// - Parameters:
  ///   - overrides: parameter texts as in `whatif`, to try other values.
  ///   - city: The city as it stood on the past day.
  /// **Problems**: an unknown parameter, or a text that is no value in its unit.
  package init(
    _ screener: Screener, overrides: [String: String], over city: City, _ registrations: Registrations,
    within days: Int
  ) throws(Problem) {
    let result = try screener.run(over: city, overrides: overrides, keeping: .living)
    let rules = screener.library.rules
    day = city.asOf
    let isFree = city.numbers.map { !registrations.isWatched($0, on: city.asOf) }
    let isSoon = city.numbers.indices.map { row in
      isFree[row] && registrations.isRegistered(city.numbers[row], after: city.asOf, within: days)
    }
    var isFound = [Bool](repeating: false, count: city.householdCount)
    var lines: [Line] = []
    for (index, rule) in rules.enumerated() where rule.kind == .risk {
      var (found, confirmed) = (0, 0)
      result.hits(index).forEach { row in
        guard isFree[row] else { return }
        found += 1
        if isSoon[row] { confirmed += 1 }
        isFound[row] = true
      }
      lines.append(Line(rule: rule, found: found, confirmed: confirmed))
    }
    self.lines = lines
    registered = isSoon.count { $0 }
    missed = isSoon.indices.count { isSoon[$0] && !isFound[$0] }
  }
}
