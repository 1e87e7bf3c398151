// How true the ledger of a place is: its issues by state, and the score of its quality.

package import Kernel

/// **Unit**: issues; households and living persons of the last run.
package struct LedgerStanding: Equatable, Sendable {
  package let place: PlaceCode
  package var households = 0
  package var persons = 0
  /// Not settled, by severity.
  package var block = 0
  package var confirm = 0
  /// Of them: nobody answered by the day.
  package var overdue = 0
  /// Of them: to be rechecked.
  package var toRecheck = 0

  package init(_ place: PlaceCode) { self.place = place }

  package var unsettled: Int { block + confirm }
  /// Households and persons: what can be wrong.
  package var records: Int { households + persons }

  /// 1 − issues weighted by severity / records, nil without records. What cannot be true weighs 1, what has
  /// to be confirmed a half; an issue counts until it is rechecked or confirmed.
  /// **Unit**: hundredths of a percent.
  package var score: Int? {
    guard records > 0 else { return nil }
    return max(0, 10_000 - (block * 10_000 + confirm * 5_000) / records)
  }

  /// `99.87`; rounded down, so that only a ledger without an issue has 100. **Unit**: percent.
  package static func words(_ score: Int) -> String {
    "\(score / 100).\(padded(score % 100, 2))"
  }
}
