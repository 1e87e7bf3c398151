// The pages' source over a store.

package import Database
package import Kernel
import Pages
import Registry
package import Rules
import Screening

/// Every request reads one snapshot of the store; nothing is kept between requests but the rules and, where
/// there is a mirror, the city in memory.
package struct StoreSource: DashboardSource {
  let database: Database
  let library: RuleLibrary
  let labels: [RuleLabel]
  let screener: Result<Screener, Problem>
  let mirror: CityMirror?
  /// For telling how long a trial took.
  let clock: Clock

  package init(
    _ database: Database, library: RuleLibrary, mirror: CityMirror? = nil,
    clock: Clock = .fixed(Instant(milliseconds: 0))
  ) {
    (self.database, self.library, self.mirror, self.clock) = (database, library, mirror, clock)
    screener = Result { () throws(Problem) in try Screener(library) }
    labels = library.rules.map { $0.label }
  }

  static let pageSize = 50

  /// What every page of one request asks first.
  struct Snapshot {
    let connection: Connection
    let run: StoredRun?

    var asOf: Day { run?.asOf ?? .distantFuture.adding(days: -1) }
    var stamp: ScreeningStamp? {
      run.map { ScreeningStamp(asOf: $0.asOf, screenedAt: $0.at, ruleVersion: $0.rules) }
    }
  }

  func reading<Answer>(_ body: (Snapshot) throws(Problem) -> Answer) throws(Problem) -> Answer {
    try database.read { (connection) throws(Problem) -> Answer in
      let run = try ScreeningStore.lastRun(on: connection)
      // A run of other rules has other bits: its counts would stand under the wrong names.
      let usable = run?.rules == library.fingerprint ? run : nil
      return try body(Snapshot(connection: connection, run: usable))
    }
  }

  /// Begins to load the city of the last screening's day into the mirror.
  package func loadMirror() throws(Problem) {
    try reading { (now) throws(Problem) in
      _ = try mirror?.view(asOf: now.asOf, on: now.connection)
    }
  }

  package func root() async throws(Problem) -> PlaceCode {
    try reading { (now) throws(Problem) -> PlaceCode in
      guard let city = try PlaceStore.cities(asOf: now.asOf, on: now.connection).first else {
        throw Problem(
          "dashboards.city.none", .notFound, zh: "还没有行政区划，请先导入数据。",
          en: "There are no places yet; import data first.")
      }
      return city.code
    }
  }

  /// Names from the city down to a place.
  func path(to code: PlaceCode, _ now: Snapshot) throws(Problem) -> [PlaceName] {
    let path = try PlaceStore.path(of: code, asOf: now.asOf, on: now.connection)
    return path.map { PlaceName($0.code, $0.name) }
  }

  func labels(of mask: Int64) -> [RuleLabel] {
    library.rules.enumerated().filter { mask & (1 << Int64($0.element.order)) != 0 }.map { labels[$0.offset] }
  }

  func bits(of kind: RuleKind) -> Int64 {
    library.rules.filter { $0.kind == kind }.reduce(0) { $0 | 1 << Int64($1.order) }
  }
}

extension Rule {
  var label: RuleLabel {
    let urgency: Severity = kind == .exclusion ? .exclusion : severity == .red ? .red : .amber
    return RuleLabel(name: name, title: title, severity: urgency, cause: cause?.title ?? Text(zh: "", en: ""))
  }
}

/// A code of the registry in words, such as a state of health; empty where the list does not know it.
func word(_ list: String, _ code: Int64) -> Text {
  ScreeningVocabulary.constant(list, code)?.meaning ?? Text(zh: "", en: "")
}
