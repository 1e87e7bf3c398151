// What a list of clues or episodes is asked for, and what a row of it shows.

package import Kernel
package import Rules

/// Which clues are wanted.
package struct ClueFilter: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    /// Nobody looks into it yet.
    case waiting
    case inProcedure, closed
  }

  package var state = State.waiting
  package var cause: RuleCause?
  package var severity: RuleSeverity?
  /// Only those that were due before this day.
  package var dueBefore: Day?
  /// Only those that were opened before this day.
  package var openedBefore: Day?

  package init() {}
}

/// Which episodes are wanted.
package struct EpisodeFilter: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    /// In a procedure, at one step or at any.
    case underWay
    /// Registered and not ended, in a procedure or not.
    case monitored
    case eliminated
    /// Ended in another way.
    case ended
  }

  package var state = State.underWay
  package var step: Step?
  package var chain: Chain?
  package var type: ObjectType?
  package var risk: RuleCause?
  package var dueBefore: Day?

  package init() {}
}

/// Which measures are wanted.
package struct MeasureFilter: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    case open
    /// Done or cancelled.
    case closed
  }

  package var state = State.open
  /// Of one line of work; nil for all.
  package var subject: String?
  package var dueBefore: Day?

  package init() {}
}

/// A page of a list. **Shape**: rows in the order of the list, and how many there are in all.
package struct WorkPage<Row: Sendable>: Sendable {
  package let rows: [Row]
  package let total: Int
  /// The heads of the rows' households.
  package let heads: [HouseholdKey: String]

  package init(rows: [Row], total: Int, heads: [HouseholdKey: String]) {
    (self.rows, self.total, self.heads) = (rows, total, heads)
  }

  package func head(_ county: Int64, _ household: Int64) -> String {
    heads[HouseholdKey(county: county, number: household)] ?? ""
  }
}

/// A row of a list of episodes: where it stands, without its history.
package struct EpisodeRow: Equatable, Sendable {
  package internal(set) var episode: Episode
  package let chain: Chain?
  package let step: Step?
  package let due: Day?
  package let totalDue: Day
  package let isPaused: Bool

  /// Days left at this step; negative when late, nil between procedures.
  package func daysLeft(on day: Day) -> Int? { due.map { $0.days(since: day) } }
}

/// What waits at a place, by step, and how much of it is late.
package struct WorkCounts: Equatable, Sendable {
  package var waitingClues = 0
  package var lateClues = 0
  /// Clues that have been open so long that the next level hears of it.
  package var alarmClues = 0
  package var steps: [Step: Int] = [:]
  package var lateSteps: [Step: Int] = [:]
  package var openMeasures = 0
  package var lateMeasures = 0

  package init() {}
}
