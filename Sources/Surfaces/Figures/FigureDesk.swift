// The figures of a store, kept in memory: those of the last screening's day follow every changed household.

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
  private let whole: @Sendable (Day, Connection) throws(Problem) -> FigureCity?
  private let later: @Sendable (@escaping @Sendable () -> Void) -> Void
  private let kept = Mutex<Kept?>(nil)
  private let past = Mutex(Past())

  private struct Kept {
    var live: LiveIndicators
    let state: String
    var cases: Int64
  }

  /// Boards of other days, the last ones that were asked for.
  private struct Past {
    var boards: [Day: (state: String, board: IndicatorBoard)] = [:]
    var order: [Day] = []
    var isCounting = false
    var failure: (day: Day, state: String, problem: Problem)?
    static let most = 8

    mutating func keep(_ board: IndicatorBoard, _ state: String) {
      boards[board.asOf] = (state, board)
      order.removeAll { $0 == board.asOf }
      order.append(board.asOf)
      while order.count > Past.most { boards[order.removeFirst()] = nil }
    }
  }

  /// Changed households up to this many are counted anew one by one; beyond it the whole city is.
  private static let mostFollowed = 2_000

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

  /// The figures of the last screening's day, and whether they are of the register as it stands.
  /// **Problems**: `screening.run.none`, `figures.loading`.
  package func live(
    on connection: Connection
  ) throws(Problem) -> (indicators: LiveIndicators, isCurrent: Bool) {
    guard let day = try ScreeningStore.lastRun(on: connection)?.asOf else {
      throw ScreeningProblems.notScreened()
    }
    let state = try CitySnapshotStore.state(on: connection)
    let cases = try CaseTouchStore.last(on: connection)
    return try kept.withLock { (kept) throws(Problem) -> (indicators: LiveIndicators, isCurrent: Bool) in
      if var known = kept, known.state == state, known.live.board.asOf == day {
        if known.cases == cases { return (known.live, true) }
        if try follow(&known, to: cases, on: connection) {
          kept = known
          return (known.live, true)
        }
      }
      guard let city = try whole(day, connection) else {
        if let known = kept, known.live.board.asOf == day { return (known.live, false) }
        throw FigureProblems.loading
      }
      let live = try LiveIndicators(evaluator, city: city.city)
      kept = Kept(live: live, state: city.state, cases: city.cases)
      return (live, true)
    }
  }

  /// Counts the households anew whose cases changed; false where there are too many.
  private func follow(
    _ known: inout Kept, to cases: Int64, on connection: Connection
  ) throws(Problem) -> Bool {
    let changed = try CaseTouchStore.households(
      after: known.cases, most: FigureDesk.mostFollowed, on: connection)
    guard let changed, known.live.changedCount < 50_000 else { return false }
    let day = known.live.board.asOf
    for household in changed {
      let county = try CityStore.county(ofHousehold: household.number, asOf: day, on: connection)
      let now = try county.asking { (county) throws(Problem) in
        try CityStore.load(.household(county: county, number: household.number), asOf: day, on: connection)
      }
      try known.live.replace(household.number, with: now)
    }
    known.cases = cases
    return true
  }

  /// The figures of any day; another day than that of the last screening is counted beside the request.
  /// **Problems**: those of `live`, `figures.loading` until it is there.
  package func board(
    asOf day: Day?, on connection: Connection
  ) throws(Problem) -> (board: IndicatorBoard, isCurrent: Bool) {
    let last = try ScreeningStore.lastRun(on: connection)?.asOf
    guard let day, day != last else {
      let live = try live(on: connection)
      return (live.indicators.board, live.isCurrent)
    }
    let state = try "\(CitySnapshotStore.state(on: connection)) \(CaseTouchStore.last(on: connection))"
    for attempt in 0..<2 {
      let known = try past.withLock { (past) throws(Problem) -> IndicatorBoard? in
        if let known = past.boards[day], known.state == state { return known.board }
        if let failure = past.failure, failure.day == day, failure.state == state { throw failure.problem }
        return nil
      }
      if let known { return (known, true) }
      if attempt == 0 { count(day, state) }
    }
    throw FigureProblems.loading
  }

  private func count(_ day: Day, _ state: String) {
    let isFree = past.withLock { past in
      defer { past.isCounting = true }
      return !past.isCounting
    }
    // One at a time: each takes a whole city of memory while it is counted.
    guard isFree else { return }
    later {
      let answer = Result { () throws(Problem) in
        let city = try self.database.read { (connection) throws(Problem) in
          try CityStore.load(.everything, asOf: day, on: connection)
        }
        return try self.evaluator.run(over: city)
      }
      self.past.withLock { past in
        past.isCounting = false
        switch answer {
        case .success(let board): past.keep(board, state)
        case .failure(let problem): past.failure = (day, state, problem)
        }
      }
    }
  }
}
