// What the pages of the doors show: rows of lists and offers, in plain values.

package import Kernel

/// One page of a list. **Shape**: at most 50 rows; `next` is where the following page begins, nil at the end.
struct Listed<Row: Sendable>: Sendable {
  let rows: [Row]
  let next: String?

  init(_ rows: [Row], next: String?) { (self.rows, self.next) = (rows, next) }
}

/// An account in a list.
struct AccountLine: Sendable {
  let number: Int64
  let login: String
  let name: String
  let isDisabled: Bool
  let lockedUntil: Instant?
  let hasPassword: Bool
  let hasCode: Bool
  let createdAt: Instant
}

/// A post in a list.
struct PostLine: Sendable {
  let number: Int64
  let role: Text
  let subject: Text?
  let place: PlaceCode
  let placeName: String
  let login: String
  let name: String
  let from: Day
  /// The first day on which it is no longer held.
  let until: Day?
  /// Whose deputy; nil for a post of its own.
  let deputyOf: String?

  func isOver(on day: Day) -> Bool { until.map { $0 <= day } ?? false }
}

/// What a form of appointment asks for, its fields read.
struct AskedAppointment: Sendable {
  let login: String
  let role: String
  let place: PlaceCode
  let subject: String?
  let from: Day
  let until: Day?
}

/// A line of the system's page.
package struct SystemFact: Sendable {
  package let name: Text
  package let value: String
  /// Green for fine, red where somebody has to act.
  package let isFine: Bool

  package init(_ name: Text, _ value: String, isFine: Bool = true) {
    (self.name, self.value, self.isFine) = (name, value, isFine)
  }
}
