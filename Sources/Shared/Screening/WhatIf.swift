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
  package static func compare(
    _ screening: Screener, city: City, overrides: [String: String]
  ) throws(Problem) -> WhatIf {
    let before = try screening.run(over: city)
    let after = try screening.run(over: city, overrides: overrides)
    let (old, new) = (before.masks(), after.masks())
    let risks = before.riskBits
    var lines: [WhatIfLine] = []
    for (county, rows) in city.countyRanges {
      var entering: [Int64] = []
      var leaving: [Int64] = []
      var (hitBefore, hitAfter) = (0, 0)
      for row in rows {
        let (was, is_) = (old[row] & risks != 0, new[row] & risks != 0)
        if was { hitBefore += 1 }
        if is_ { hitAfter += 1 }
        if is_, !was { entering.append(city.numbers[row]) }
        if was, !is_ { leaving.append(city.numbers[row]) }
      }
      lines.append(
        WhatIfLine(county: county, before: hitBefore, after: hitAfter, entering: entering, leaving: leaving))
    }
    let rules = screening.library.rules.enumerated().compactMap { index, rule -> (Rule, Int, Int)? in
      let (was, is_) = (before.hits(index).count, after.hits(index).count)
      return was == is_ ? nil : (rule, was, is_)
    }
    return WhatIf(lines: lines, rules: rules.map { (rule: $0.0, before: $0.1, after: $0.2) })
  }
}
