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
  /// - Parameters:
  ///   - place: only households there are counted; of counties that lie outside, no line is given.
  ///   - isCounted: of these rules only households are counted.
  package static func compare(
    _ base: WhatIfBase, overrides: [String: String], within place: PlaceCode? = nil,
    counting isCounted: (Rule) -> Bool = { _ in true }
  ) throws(Problem) -> WhatIf {
    let (before, after) = (base.result, try base.hits(overrides: overrides))
    let inside = place.map { before.city.rows(in: $0) } ?? 0..<before.city.householdCount
    var was = Bitmap(length: before.city.householdCount)
    var atRisk = was
    var changed: [(rule: Rule, before: Int, after: Int)] = []
    for (number, rule) in before.library.rules.enumerated() where isCounted(rule) {
      let (old, new) = (before.hits(number), after[number])
      if rule.kind == .risk {
        was.formOr(old)
        atRisk.formOr(new ?? old)
      }
      guard let new else { continue }
      let counts = (old.count(in: inside), new.count(in: inside))
      if counts.0 != counts.1 { changed.append((rule, counts.0, counts.1)) }
    }
    let entering = atRisk.without(was).bits.filter { inside.contains($0) }
    let leaving = was.without(atRisk).bits.filter { inside.contains($0) }
    var (enter, leave) = (0, 0)
    let lines = before.city.countyRanges.compactMap { county, all -> WhatIfLine? in
      let rows = all.clamped(to: inside)
      guard !rows.isEmpty || place == nil else { return nil }
      return WhatIfLine(
        county: county, before: was.count(in: rows), after: atRisk.count(in: rows),
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
