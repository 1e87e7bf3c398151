// The clock of a step or of a whole procedure: when it is due, and what stops it.

package import Kernel

/// Days on which a clock stood still, for a recorded reason.
package struct ClockPause: Equatable, Sendable {
  package let from: Day
  /// The first day on which it ran again, nil while it stands.
  package var until: Day?
  package let reason: String
  package let by: String

  package init(from: Day, until: Day? = nil, reason: String, by: String) {
    (self.from, self.until, self.reason, self.by) = (from, until, reason, by)
  }
}

/// Counts calendar days from a first day, less those on which it stood still.
package struct StepClock: Equatable, Sendable {
  package let start: Day
  /// **Unit**: days.
  package let limit: Int
  package let pauses: [ClockPause]

  package init(start: Day, limit: Int, pauses: [ClockPause] = []) {
    (self.start, self.limit, self.pauses) = (start, limit, pauses)
  }

  /// The last day in time, as far as is known on a day: it moves while the clock stands still.
  package func due(asOf day: Day) -> Day { start.adding(days: limit + stood(asOf: day)) }

  /// Days left on a day: 0 on the last one, negative when late.
  package func daysLeft(asOf day: Day) -> Int { due(asOf: day).days(since: day) }

  private func stood(asOf day: Day) -> Int {
    pauses.reduce(0) { sum, pause in
      let from = max(pause.from, start)
      let until = min(pause.until ?? day, day)
      return sum + max(0, until.days(since: from))
    }
  }
}
