// The span of time that a briefing speaks of: a month, or two months that begin with an odd one.

package import Kernel

/// How often a briefing is due.
package enum BriefingCadence: String, CaseIterable, Sendable {
  case month, two_months

  var months: Int { self == .month ? 1 : 2 }
}

/// **Shape**: written `2023-05`, or `2023-M03-04` for two months.
package struct BriefingPeriod: Hashable, Sendable, CustomStringConvertible {
  package let cadence: BriefingCadence
  let start: WorkMonth

  /// The period that a day lies in.
  package init(_ cadence: BriefingCadence, of day: Day) {
    self.cadence = cadence
    let month = WorkMonth(of: day)
    start = month.adding(months: -((month.month - 1) % cadence.months))
  }

  /// Nil for what is no period of this cadence.
  package init?(_ text: String, _ cadence: BriefingCadence) {
    let month = cadence == .month ? text : String(text.prefix(5)) + String(text.dropFirst(6).prefix(2))
    guard let start = WorkMonth(month) else { return nil }
    self.init(cadence, of: start.first)
    guard description == text else { return nil }
  }

  package var first: Day { start.first }
  package var last: Day { start.adding(months: cadence.months - 1).period.last }
  /// The last day of the period before.
  package var dayBefore: Day { first.adding(days: -1) }
  package var before: BriefingPeriod { BriefingPeriod(cadence, of: dayBefore) }

  package var description: String {
    guard cadence == .two_months else { return "\(start)" }
    return "\(padded(start.year, 4))-M\(padded(start.month, 2))-\(padded(start.month + 1, 2))"
  }

  /// `2022年11—12月`.
  func title(_ language: Language) -> String {
    switch (language, cadence) {
    case (.zh, .month): "\(start.year)年\(start.month)月"
    case (.zh, .two_months): "\(start.year)年\(start.month)—\(start.month + 1)月"
    case (.en, _): description
    }
  }

  /// The last period that had ended by a day.
  package static func lastEnded(_ cadence: BriefingCadence, by day: Day) -> BriefingPeriod {
    let own = BriefingPeriod(cadence, of: day)
    return own.last <= day ? own : own.before
  }
}
