// How a case is named: by its county and a number that counts up there.

import Kernel

/// **Shape**: written `530602-17`. A phantom kind keeps clues, episodes and measures apart.
package struct CaseNumber<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The county's six digits: where the record is kept, whatever happens to its household later.
  package let county: Int64
  package let number: Int64

  package init(county: Int64, number: Int64) { (self.county, self.number) = (county, number) }

  /// Reads `530602-17`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let county = Int64(parts[0]), let number = Int64(parts[1]),
      (100_000...999_999).contains(county), number > 0, "\(county)-\(number)" == text
    else { return nil }
    (self.county, self.number) = (county, number)
  }

  package var description: String { "\(county)-\(number)" }

  package static func < (left: CaseNumber, right: CaseNumber) -> Bool {
    (left.county, left.number) < (right.county, right.number)
  }
}
