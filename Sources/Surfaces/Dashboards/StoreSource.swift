// The pages' source over a store.

import Access
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
  let urgencies = UrgencyMemory()
  let personal: PersonalValues
  /// For telling how long a trial took.
  let clock: Clock

  package init(
    _ database: Database, library: RuleLibrary, mirror: CityMirror? = nil,
    personal: PersonalValues = .sealed, clock: Clock = .fixed(Instant(milliseconds: 0))
  ) {
    (self.database, self.library, self.mirror, self.clock) = (database, library, mirror, clock)
    self.personal = personal
    screener = Result { () throws(Problem) in try Screener(library) }
    labels = library.rules.map { $0.label }
  }

  static let pageSize = 50

  /// What a rule is called; nil for one that there is not.
  package func ruleTitle(_ name: String) -> Text? { library.rules.first { $0.name == name }?.title }

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

  /// The place at the top of the tree, of whatever visitor.
  package func city() throws(Problem) -> PlaceCode {
    try reading { (now) throws(Problem) -> PlaceCode in
      guard let city = try PlaceStore.cities(asOf: now.asOf, on: now.connection).first else {
        throw Problem(
          "dashboards.city.none", .notFound, zh: "还没有行政区划，请先导入数据。",
          en: "There are no places yet; import data first.")
      }
      return city.code
    }
  }

  /// Names from the visitor's own place down to a place below it.
  func path(to code: PlaceCode, _ sight: Sight, _ now: Snapshot) throws(Problem) -> [PlaceName] {
    let path = try PlaceStore.path(of: code, asOf: now.asOf, on: now.connection)
    return path.filter { sight.visitor.sees($0.code) }.map { PlaceName($0.code, $0.name) }
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
