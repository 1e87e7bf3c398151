// The whole city in memory beside the pages, which follows the register.

import Access
import Casework
package import Database
import Dispatch
package import Kernel
import Registry
package import Screening
import Snapshots
import Synchronization

/// Answers what would take seconds in the store. Where the register has moved on, a new city is loaded, while
/// the names of the old one go on being searched, and say so: two whole cities would take too much memory.
package final class CityMirror: Sendable {
  private let database: Database
  private let told: @Sendable (Result<LoadedCity, Problem>) -> Void
  private let kept = Mutex(Kept())
  private let seen = Mutex(JournalMark())
  /// What trials compare with, for the city that was tried last; made by its first trial, one at a time.
  private let tried = Mutex<Tried?>(nil)

  private struct Tried {
    let state: String
    let cases: Int64
    let day: Day
    let base: WhatIfBase
  }

  private struct Kept {
    var view: View?
    var isLoading = false
    /// What could not be loaded: it is not tried again until the register or the day is another, unless
    /// another program was only in the way.
    var failed: Wanted?
  }

  private struct Wanted: Equatable {
    let state: String
    let day: Day
  }

  /// The city of one state of the register.
  struct View: Sendable {
    let city: City
    let names: TextSearch
    /// False where the register has changed since: then only names are left.
    var isCurrent = true
    fileprivate let state: String
    /// The last touch of cases that it shows.
    fileprivate let cases: Int64

    fileprivate var onlyNames: View {
      View(city: city.onlyNames, names: names, isCurrent: false, state: state, cases: cases)
    }

    fileprivate func with(_ city: City, cases: Int64) -> View {
      View(city: city, names: names, state: state, cases: cases)
    }
  }

  /// - Parameter told: called with every city that was loaded, and with what prevented one.
  package init(
    _ database: Database, told: @escaping @Sendable (Result<LoadedCity, Problem>) -> Void = { _ in }
  ) {
    (self.database, self.told) = (database, told)
  }

  /// Loads the city of a day and keeps it. **Problems**: those of the database.
  package func load(asOf day: Day) throws(Problem) {
    let loaded = try database.read { (connection) throws(Problem) in
      try CitySnapshotStore.load(asOf: day, beside: self.database.path, on: connection)
    }
    let view = View(
      city: loaded.city, names: TextSearch(loaded.city.personNames), state: loaded.state,
      cases: loaded.cases)
    kept.withLock { $0 = Kept(view: view) }
    told(.success(loaded))
  }

  /// The city that is there, nil while the first one is loaded. Where it is not that of the day and the
  /// register as the connection sees it, one is loaded meanwhile.
  func view(asOf day: Day, on connection: Connection) throws(Problem) -> View? {
    let state = try seen.withLock { (seen) throws(Problem) in
      try CitySnapshotStore.state(since: &seen, on: connection)
    }
    let wanted = Wanted(state: state, day: day)
    if let known = try following(wanted, on: connection) { return known }
    let (view, mustLoad) = kept.withLock { kept -> (View?, Bool) in
      if let known = kept.view, known.state == wanted.state, known.city.asOf == day { return (known, false) }
      kept.view = kept.view?.onlyNames
      let mustLoad = !kept.isLoading && kept.failed != wanted
      if mustLoad { kept.isLoading = true }
      return (kept.view, mustLoad)
    }
    if mustLoad {
      tried.withLock { $0 = nil }
      loadMeanwhile(wanted)
    }
    return view
  }

  /// The city where only cases have changed, with the cases as they are now; nil where it has to be loaded.
  private func following(_ wanted: Wanted, on connection: Connection) throws(Problem) -> View? {
    guard let known = kept.withLock(\.view), known.isCurrent, known.state == wanted.state,
      known.city.asOf == wanted.day
    else { return nil }
    let cases = try CaseTouchStore.last(on: connection)
    guard cases > known.cases else { return known }
    let view = known.with(try CityCaseStore.refreshed(known.city, on: connection), cases: cases)
    kept.withLock { kept in
      // Another may have gone further meanwhile.
      guard let now = kept.view, now.isCurrent, now.state == view.state, now.city.asOf == view.city.asOf,
        now.cases < cases
      else { return }
      kept.view = view
    }
    return view
  }

  /// What changes in the city with other values of parameters.
  /// **Problems**: an unknown parameter, or a text that is no value in its unit.
  func trial(
    of overrides: [String: String], _ screener: Screener, over view: View, for sight: Sight
  ) throws(Problem) -> WhatIf {
    let (city, state, cases) = (view.city, view.state, view.cases)
    let base = try tried.withLock { (tried) throws(Problem) -> WhatIfBase in
      if let tried, tried.state == state, tried.cases == cases, tried.day == city.asOf { return tried.base }
      // The old one goes before the new one comes, since both are large.
      tried = nil
      let base = WhatIfBase(screener, try screener.run(over: city))
      tried = Tried(state: state, cases: cases, day: city.asOf, base: base)
      return base
    }
    return try WhatIf.compare(
      base, overrides: overrides, within: sight.place, counting: { sight.handles($0) })
  }

  private func loadMeanwhile(_ wanted: Wanted) {
    DispatchQueue.global(qos: .utility).async {
      do throws(Problem) {
        try self.load(asOf: wanted.day)
      } catch {
        self.kept.withLock { kept in
          kept.isLoading = false
          kept.failed = DatabaseProblems.isPassing(error) ? nil : wanted
        }
        self.told(.failure(error))
      }
    }
  }
}

extension CityMirror {
  /// The whole city of a day with the state of the register that it shows and its last touch of cases; nil
  /// while it is loaded.
  package func whole(
    asOf day: Day, on connection: Connection
  ) throws(Problem) -> (city: City, state: String, cases: Int64)? {
    guard let view = try view(asOf: day, on: connection), view.isCurrent else { return nil }
    return (view.city, view.state, view.cases)
  }
}

extension CityMirror.View {
  /// Members whose name holds the part, by place: their number up to `most`, and those of one page.
  func members(
    named part: String, within place: PlaceCode? = nil, most: Int, offset: Int, limit: Int
  ) -> (total: Int, matches: [HouseholdMatch]) {
    let range = place.map { city.memberRows(of: city.rows(in: $0)) }
    let rows = names.rows(holding: part, in: range, limit: most)
    let matches = rows.dropFirst(offset).prefix(limit).compactMap { row -> HouseholdMatch? in
      let household = city.householdRow(ofMember: row)
      guard let place = PlaceCode(number: city.places[household]) else { return nil }
      return HouseholdMatch(
        county: place.county, number: city.numbers[household], place: place,
        head: city.headName(of: household), member: city.personNames[row])
    }
    return (rows.count, matches)
  }
}
