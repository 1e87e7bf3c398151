// The figures of a store, kept in memory: those of the last screening's day follow every changed household.

import Access
import Casework
package import Database
import Dispatch
package import Indicators
package import Kernel
package import Screening
import Synchronization

/// A city that is in memory already, with what it shows.
package struct FigureCity: Sendable {
  let city: City
  /// The state of the register, and the last touch of cases.
  let state: String
  let cases: Int64

  package init(_ city: City, state: String, cases: Int64) {
    (self.city, self.state, self.cases) = (city, state, cases)
  }
}

package final class FigureDesk: Sendable {
  package let database: Database
  package let evaluator: IndicatorEvaluator
  let later: @Sendable (@escaping @Sendable () -> Void) -> Void
  let past = Mutex(PastFigures())
  private let whole: @Sendable (Day, Connection) throws(Problem) -> FigureCity?
  private let kept = Mutex<Kept?>(nil)
  let isRenewing = Mutex(false)
  /// The first day that the register speaks of, for a state of it.
  let first = Mutex<(state: String, day: Day?)?>(nil)
  private let seen = Mutex(JournalMark())

  private struct Kept {
    var live: LiveIndicators
    var state: String
    var cases: Int64
  }

  /// Changed households up to this many are counted anew while the reader waits.
  private static let mostAtOnce = 40
  /// Up to this many are counted anew beside requests; beyond it the whole city is.
  private static let mostFollowed = 5_000

  /// - Parameters:
  ///   - whole: The city of a day that is in memory; nil while it is being loaded.
  ///   - later: Where long work is done beside a request.
  package init(
    _ database: Database, _ evaluator: IndicatorEvaluator,
    later: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = { work in
      DispatchQueue.global(qos: .utility).async(execute: work)
    },
    whole: @escaping @Sendable (Day, Connection) throws(Problem) -> FigureCity?
  ) {
    (self.database, self.evaluator) = (database, evaluator)
    (self.later, self.whole) = (later, whole)
  }

  package var book: IndicatorBook { evaluator.book }

  /// Counts the city that is in memory, so that the first reader need not wait.
  package func prepare() {
    later { _ = try? self.database.read { (connection) throws(Problem) in try self.live(on: connection) } }
  }

  /// The figures of the last screening's day, and whether they are of the register as it stands. Where many
  /// households changed, those from before are answered, with their own day, while they are counted anew.
  /// **Problems**: `screening.run.none`, `figures.loading`.
  package func live(
    on connection: Connection
  ) throws(Problem) -> (indicators: LiveIndicators, isCurrent: Bool) {
    guard let day = try ScreeningStore.lastRun(on: connection)?.asOf else {
      throw ScreeningProblems.notScreened()
    }
    let (state, cases) = try moment(on: connection)
    return try kept.withLock { (kept) throws(Problem) -> (indicators: LiveIndicators, isCurrent: Bool) in
      guard var known = kept else {
        guard let first = try counted(day, on: connection) else { throw FigureProblems.loading }
        kept = first
        return (first.live, true)
      }
      if known.live.board.asOf == day {
        if known.state == state, known.cases == cases { return (known.live, true) }
        let changed = try changes(since: known, most: FigureDesk.mostAtOnce, on: connection)
        if let changed {
          try follow(&known, changed, to: (state, cases), on: connection)
          kept = known
          return (known.live, true)
        }
      }
      renew()
      return (known.live, false)
    }
  }

  /// The state of the register as the connection sees it, and the last touch of cases.
  func moment(on connection: Connection) throws(Problem) -> (state: String, cases: Int64) {
    let state = try seen.withLock { (seen) throws(Problem) in
      try CitySnapshotStore.state(since: &seen, on: connection)
    }
    return (state, try CaseTouchStore.last(on: connection))
  }

  private func counted(_ day: Day, on connection: Connection) throws(Problem) -> Kept? {
    guard let city = try whole(day, connection) else { return nil }
    return Kept(
      live: try LiveIndicators(evaluator, city: city.city), state: city.state, cases: city.cases)
  }

  /// The households that differ from what is kept; nil where they are too many, or not to be told.
  private func changes(
    since known: Kept, most: Int, on connection: Connection
  ) throws(Problem) -> Set<Int64>? {
    guard known.live.changedCount < 50_000,
      let ofCases = try CaseTouchStore.households(after: known.cases, most: most, on: connection),
      let ofRegister = try CitySnapshotStore.households(
        changedSince: known.state, most: most, on: connection)
    else { return nil }
    return Set(ofCases.map(\.number)).union(ofRegister)
  }

  private func follow(
    _ known: inout Kept, _ changed: Set<Int64>, to moment: (state: String, cases: Int64),
    on connection: Connection
  ) throws(Problem) {
    let day = known.live.board.asOf
    for household in changed.sorted() {
      let county = try CityStore.county(ofHousehold: household, asOf: day, on: connection)
      let now = try county.asking { (county) throws(Problem) in
        try CityStore.load(.household(county: county, number: household), asOf: day, on: connection)
      }
      try known.live.replace(household, with: now)
    }
    (known.state, known.cases) = moment
  }

  /// Counts anew beside requests, once at a time: the households that changed, or the whole city where they
  /// are too many or the day is another.
  private func renew() {
    let isFree = isRenewing.withLock { isRenewing in
      defer { isRenewing = true }
      return !isRenewing
    }
    guard isFree else { return }
    later {
      // What could not be counted is tried again by the next reader, who has the numbers from before.
      let fresh = try? self.database.read { (connection) throws(Problem) in
        try self.renewed(on: connection)
      }
      if let fresh { self.kept.withLock { $0 = fresh } }
      self.isRenewing.withLock { $0 = false }
    }
  }

  private func renewed(on connection: Connection) throws(Problem) -> Kept? {
    guard let day = try ScreeningStore.lastRun(on: connection)?.asOf else { return nil }
    let moment = try moment(on: connection)
    if var known = kept.withLock({ $0 }), known.live.board.asOf == day,
      let changed = try changes(since: known, most: FigureDesk.mostFollowed, on: connection)
    {
      try follow(&known, changed, to: moment, on: connection)
      return known
    }
    return try counted(day, on: connection)
  }
}
