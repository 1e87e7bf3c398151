// What changes when a parameter changes: who enters, who leaves, per county.

import Columns
package import Kernel
package import Rules

/// One county of a what-if. Unit: households with at least one risk.
package struct WhatIfLine: Sendable {
  package let county: Int64
  package let before: Int
  package let after: Int
  package let entering: [Int64]
  package let leaving: [Int64]
}

package struct WhatIf: Sendable {
  package let lines: [WhatIfLine]
  /// Households per rule before and after, where they differ.
  package let rules: [(rule: Rule, before: Int, after: Int)]

  /// Compares a city under its own parameters with the same city under others.
  /// **Problems**: an unknown parameter, or a text that is no value in its unit.
  package static func compare(
    _ screening: Screener, city: City, overrides: [String: String]
  ) throws(Problem) -> WhatIf {
    try compare(WhatIfBase(screening, screening.run(over: city)), overrides: overrides)
  }

  /// The same with a run that is there already; only what depends on the parameters is run again.
  package static func compare(_ base: WhatIfBase, overrides: [String: String]) throws(Problem) -> WhatIf {
    let (before, after) = (base.result, try base.hits(overrides: overrides))
    let rules = before.library.rules
    var atRisk = Bitmap(length: before.city.householdCount)
    var changed: [(rule: Rule, before: Int, after: Int)] = []
    for (number, rule) in rules.enumerated() {
      if rule.kind == .risk { atRisk.formOr(after[number] ?? before.hits(number)) }
      guard let new = after[number] else { continue }
      let (was, is_) = (before.hits(number).count, new.count)
      if was != is_ { changed.append((rule, was, is_)) }
    }
    let (entering, leaving) = (atRisk.without(base.atRisk).bits, base.atRisk.without(atRisk).bits)
    var (enter, leave) = (0, 0)
    let lines = before.city.countyRanges.map { county, rows in
      WhatIfLine(
        county: county, before: base.atRisk.count(in: rows), after: atRisk.count(in: rows),
        entering: before.city.numbers(entering, before: rows.upperBound, from: &enter),
        leaving: before.city.numbers(leaving, before: rows.upperBound, from: &leave))
    }
    return WhatIf(lines: lines, rules: changed)
  }
}

extension Bitmap {
  fileprivate func without(_ other: Bitmap) -> Bitmap {
    var rest = self
    rest.formAndNot(other)
    return rest
  }
}

extension City {
  /// The numbers of the households at the next rows, as far as they lie before a row.
  fileprivate func numbers(_ rows: [Int], before end: Int, from next: inout Int) -> [Int64] {
    let first = next
    while next < rows.count, rows[next] < end { next += 1 }
    return rows[first..<next].map { numbers[$0] }
  }
}
