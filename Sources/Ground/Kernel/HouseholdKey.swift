// A household by its county and its number there.

/// **Shape**: written `530602-4711`.
package struct HouseholdKey: Hashable, Sendable, CustomStringConvertible {
  package let county: Int64
  package let number: Int64

  package init(county: Int64, number: Int64) { (self.county, self.number) = (county, number) }

  /// Reads `530602-4711`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let county = Int64(parts[0]), let number = Int64(parts[1]),
      (100_000...999_999).contains(county), number > 0, "\(county)-\(number)" == text
    else { return nil }
    self.init(county: county, number: number)
  }

  package var description: String { "\(county)-\(number)" }
}
