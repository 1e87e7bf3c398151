// The figures of other days than that of the last screening, counted beside requests, one day at a time.

package import Database
package import Indicators
package import Kernel
import Screening
import Synchronization

/// Days that were counted, for a state of the register.
struct PastFigures {
  struct Counted {
    let state: String
    let cases: Int64
    let board: IndicatorBoard
    /// Of the last days only: it is large.
    var rows: IndicatorRows?
  }

  struct Sliced {
    let state: String
    let cases: Int64
    let slice: FigureSlice
  }

  var counted: [Day: Counted] = [:]
  var sliced: [Day: Sliced] = [:]
  var codes: Set<String> = []
  var isCounting = false
  /// What could not be counted is not tried again until the register is another.
  var failures: [Day: (state: String, problem: Problem)] = [:]
  private var order: [Day] = []
  private static let (mostBoards, mostRows) = (8, 2)

  mutating func keep(_ one: Counted) {
    let day = one.board.asOf
    counted[day] = one
    order.removeAll { $0 == day }
    order.append(day)
    while order.count > PastFigures.mostBoards { counted[order.removeFirst()] = nil }
    for day in order.dropLast(PastFigures.mostRows) { counted[day]?.rows = nil }
  }
}

extension FigureDesk {
  /// Steps in cases are mostly of today: what is told of past days beside other numbers is counted anew only
  /// after so many. Who asks for a day gets it exact.
  private static let fewSteps: Int64 = 500

  /// The figures of any day, and whether they are of the register as it stands; another day than that of the
  /// last screening is counted beside the request, and where it was counted before, that is answered.
  /// **Problems**: those of `live`, `figures.loading` until it is there, `figures.day.before`.
  package func board(
    asOf day: Day?, on connection: Connection
  ) throws(Problem) -> (board: IndicatorBoard, isCurrent: Bool) {
    let last = try ScreeningStore.lastRun(on: connection)?.asOf
    guard let day, day != last else {
      let live = try live(on: connection)
      return (live.indicators.board, live.isCurrent)
    }
    try demandTold(day, on: connection)
    return try known(day, isExact: true, on: connection) { ($0.board.told(on: last), $1) }
  }

  /// **Problems**: `figures.day.before`.
  private func demandTold(_ day: Day, on connection: Connection) throws(Problem) {
    let state = try moment(on: connection).state
    let known = try first.withLock { (first) throws(Problem) -> Day? in
      if let first, first.state == state { return first.day }
      // What changes may begin earlier than what was there: only days before that are looked at anew.
      if let began = first?.day, day >= began { return began }
      let began = try RegisterSpanStore.firstDay(on: connection)
      first = (state, began)
      return began
    }
    if let known, day < known { throw FigureProblems.before(day, first: known) }
  }

  /// The figures of a day, of the register as it stands: where it has moved on they are counted first, and
  /// never told beside others that are newer. Cases may be some steps further.
  /// **Problems**: as `board`.
  package func settled(asOf day: Day, on connection: Connection) throws(Problem) -> IndicatorBoard {
    let last = try ScreeningStore.lastRun(on: connection)?.asOf
    if day == last {
      let live = try live(on: connection)
      guard live.isCurrent else { throw FigureProblems.loading }
      return live.indicators.board
    }
    try demandTold(day, on: connection)
    return try counted(near: day, last, on: connection)
  }

  /// The figures of a day before, of the register as it stands and near enough in cases to tell what moved.
  /// **Problems**: as `board`; a day before the register says nothing, and is no fault.
  package func earlier(_ day: Day, on connection: Connection) throws(Problem) -> IndicatorBoard {
    try counted(near: day, ScreeningStore.lastRun(on: connection)?.asOf, on: connection)
  }

  /// The figures of a past day; never those of a register that has moved on.
  private func counted(
    near day: Day, _ last: Day?, on connection: Connection
  ) throws(Problem) -> IndicatorBoard {
    let found = try known(day, isExact: false, on: connection) { one, _ in (one.board, one.state) }
    guard found.1 == (try moment(on: connection).state) else { throw FigureProblems.loading }
    return found.0.told(on: last)
  }

  /// The households behind a figure of a board, in a place, and whether they are those of the register as it
  /// stands. **Problems**: as `board`.
  func households(
    behind indicator: Indicator, in place: PlaceCode, asOf day: Day, on connection: Connection
  ) throws(Problem) -> (list: [CountedHousehold], isCurrent: Bool) {
    if try ScreeningStore.lastRun(on: connection)?.asOf == day {
      let live = try live(on: connection)
      return (try live.indicators.households(behind: indicator, in: place), live.isCurrent)
    }
    return try known(day, isExact: true, needsRows: true, on: connection) { known, isCurrent in
      (known.rows?.households(behind: indicator, of: book, in: place) ?? [], isCurrent)
    }
  }

  private func known<Answer>(
    _ day: Day, isExact: Bool, needsRows: Bool = false, on connection: Connection,
    _ answer: (PastFigures.Counted, Bool) -> Answer
  ) throws(Problem) -> Answer {
    let (state, cases) = try moment(on: connection)
    func look() throws(Problem) -> (PastFigures.Counted, isCurrent: Bool, isNear: Bool)? {
      try past.withLock { (past) throws(Problem) in
        guard let known = past.counted[day], !needsRows || known.rows != nil else {
          if let failure = past.failures[day], failure.state == state { throw failure.problem }
          return nil
        }
        let isNear = known.state == state && cases - known.cases <= FigureDesk.fewSteps
        return (known, known.state == state && known.cases == cases, isNear)
      }
    }
    var found = try look()
    if found.map({ isExact ? !$0.isCurrent : !$0.isNear }) ?? true {
      count(day, state, isWhole: true)
      found = try look()
    }
    guard let found else { throw FigureProblems.loading }
    return answer(found.0, found.isCurrent)
  }

  /// Some figures on some days before, as far as they were counted, and which of those are of the register as
  /// it was; these and the others are counted meanwhile.
  /// **Problems**: those of the database.
  package func slices(
    of codes: Set<String>, on days: [Day], on connection: Connection
  ) throws(Problem) -> (slices: [Day: FigureSlice], renewing: Set<Day>) {
    let (state, cases) = try moment(on: connection)
    let (found, renewing, next) = past.withLock { past in
      if !codes.isSubset(of: past.codes) {
        past.codes.formUnion(codes)
        past.sliced = [:]
      }
      let fresh = past.sliced.filter { $1.state == state && cases - $1.cases <= FigureDesk.fewSteps }
      let next = days.sorted(by: >).first { fresh[$0] == nil && past.failures[$0]?.state != state }
      let found = past.sliced.compactMapValues { days.contains($0.slice.asOf) ? $0.slice : nil }
      return (found, Set(found.keys.filter { fresh[$0] == nil }), next)
    }
    if let next { count(next, state, isWhole: false, then: days) }
    return (found, renewing)
  }

  /// One at a time: each takes a whole city of memory while it is counted.
  /// - Parameters:
  ///   - isWhole: Whether the board is kept with the households behind it, or only what goes into a slice.
  ///   - days: Those that are to be counted after it, where they were not.
  private func count(_ day: Day, _ state: String, isWhole: Bool, then days: [Day] = []) {
    let isFree = past.withLock { past in
      defer { past.isCounting = true }
      return !past.isCounting
    }
    guard isFree else { return }
    later {
      let answer = Result { () throws(Problem) in
        try self.database.read { (connection) throws(Problem) in
          try self.counted(day, isWhole: isWhole, on: connection)
        }
      }
      self.past.withLock { past in
        past.isCounting = false
        switch answer {
        case .success(let one):
          past.failures[day] = nil
          let slice = FigureSlice(one.board, of: past.codes)
          past.sliced[day] = PastFigures.Sliced(state: one.state, cases: one.cases, slice: slice)
          if isWhole { past.keep(one) }
        case .failure(let problem): past.failures[day] = (state, problem)
        }
      }
      guard !days.isEmpty else { return }
      _ = try? self.database.read { (connection) throws(Problem) in
        try self.slices(of: [], on: days, on: connection)
      }
    }
  }

  private func counted(
    _ day: Day, isWhole: Bool, on connection: Connection
  ) throws(Problem) -> PastFigures.Counted {
    let (state, cases) = try moment(on: connection)
    let city = try CitySnapshotStore.past(asOf: day, beside: database.path, on: connection)
    guard isWhole else {
      return PastFigures.Counted(state: state, cases: cases, board: try evaluator.run(over: city))
    }
    let (board, rows) = try evaluator.runWithRows(over: city)
    return PastFigures.Counted(state: state, cases: cases, board: board, rows: rows)
  }
}
