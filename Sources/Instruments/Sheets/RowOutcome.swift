// One outcome a row: what became of it, and what was wrong with it.

package import Kernel

/// What became of a row that was taken in, from most to least change.
package enum RowOutcome: Int, CaseIterable, Comparable, Sendable {
  /// It says something about a thing that was not known before.
  case new
  /// It changes what was known.
  case updated
  /// It says what is known already.
  case identical
  /// What is known is younger than the row; nothing changed.
  case older
  /// It is in quarantine with a `RowFault`.
  case invalid
  /// It was there in an earlier delivery and is missing from this complete one.
  case gone

  package static func < (left: RowOutcome, right: RowOutcome) -> Bool { left.rawValue < right.rawValue }
}

/// How many rows had which outcome. Unit: rows.
package struct OutcomeCounts: Equatable, Sendable {
  package var new = 0
  package var updated = 0
  package var identical = 0
  package var older = 0
  package var invalid = 0
  package var gone = 0

  package init() {}

  package subscript(outcome: RowOutcome) -> Int {
    switch outcome {
    case .new: new
    case .updated: updated
    case .identical: identical
    case .older: older
    case .invalid: invalid
    case .gone: gone
    }
  }

  package mutating func add(_ outcome: RowOutcome, rows: Int = 1) {
    precondition(rows >= 0, "rows are counted upward")
    switch outcome {
    case .new: new += rows
    case .updated: updated += rows
    case .identical: identical += rows
    case .older: older += rows
    case .invalid: invalid += rows
    case .gone: gone += rows
    }
  }

  /// All rows that were read: every outcome but `gone`, whose rows are those that did not come.
  package var total: Int { new + updated + identical + older + invalid }

  package static func + (left: OutcomeCounts, right: OutcomeCounts) -> OutcomeCounts {
    var sum = left
    for outcome in RowOutcome.allCases { sum.add(outcome, rows: right[outcome]) }
    return sum
  }

  package static func += (left: inout OutcomeCounts, right: OutcomeCounts) { left = left + right }
}

/// What is wrong with a row in quarantine: where, which value, and how to mend it.
package struct RowFault: Equatable, Sendable {
  /// Kinds of fault; the raw values are stored and exported.
  package enum Code: String, CaseIterable, Sendable {
    /// A value is no day, no number or not in its list.
    case malformed
    /// An identity number whose check character does not fit.
    case badCheck
    /// It points to a person, household or place that is not registered.
    case unknown
    /// A record of the same number was seen before.
    case duplicate
    case encoding
    case columns
  }

  package let code: Code
  /// Line of the sheet where the row begins; the header's line is 1.
  package let line: Int
  /// Name of the column, empty where the whole row is meant.
  package let column: String
  /// The value as it was delivered, at most `valueLimit` characters of it.
  package let value: String
  package let remedy: Text

  package static let valueLimit = 200

  package init(_ code: Code, line: Int, column: String, value: String, remedy: Text) {
    (self.code, self.line, self.column, self.remedy) = (code, line, column, remedy)
    self.value = String(value.prefix(RowFault.valueLimit))
  }
}
