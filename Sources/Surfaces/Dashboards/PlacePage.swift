// What the page of a place shows: its numbers, the places below, its households at risk.

package import Kernel
package import Pages

/// A place by code and name.
package struct PlaceName: Equatable, Sendable {
  package let code: PlaceCode
  package let name: String

  package init(_ code: PlaceCode, _ name: String) { (self.code, self.name) = (code, name) }
}

/// The counts of a place and all below it.
/// **Shape**: `byRule` has one count for every rule of the page, in the same order.
/// **Unit**: households; `persons` counts living persons.
package struct RiskCounts: Equatable, Sendable {
  package let households: Int
  package let persons: Int
  /// At least one rule that is not an exclusion.
  package let hit: Int
  /// Hit and not excluded.
  package let candidates: Int
  package let byRule: [Int]

  package init(households: Int, persons: Int, hit: Int, candidates: Int, byRule: [Int]) {
    (self.households, self.persons, self.hit) = (households, persons, hit)
    (self.candidates, self.byRule) = (candidates, byRule)
  }

  /// Hit, but taken out by an exclusion.
  package var excluded: Int { hit - candidates }
}

/// One place of the table below.
package struct PlaceRow: Equatable, Sendable {
  package let place: PlaceName
  package let counts: RiskCounts

  package init(_ place: PlaceName, _ counts: RiskCounts) { (self.place, self.counts) = (place, counts) }
}

/// A household of the list of a village or group.
package struct RiskHousehold: Equatable, Sendable {
  /// Six digits.
  package let county: Int64
  package let number: Int64
  package let head: String
  package let group: String
  /// Living members.
  package let members: Int
  package let rules: [RuleLabel]
  /// Net income a head of the last closed accounting year; nil where it is not known.
  package let incomePerHead: Money?

  package init(
    county: Int64, number: Int64, head: String, group: String, members: Int, rules: [RuleLabel],
    incomePerHead: Money?
  ) {
    (self.county, self.number, self.head, self.group) = (county, number, head, group)
    (self.members, self.rules, self.incomePerHead) = (members, rules, incomePerHead)
  }
}

/// A page of the households at risk. **Shape**: ordered by number; empty where the filter leaves none.
package struct RiskHouseholds: Equatable, Sendable {
  package let rows: [RiskHousehold]
  package let position: ListPosition

  package init(rows: [RiskHousehold], position: ListPosition) {
    (self.rows, self.position) = (rows, position)
  }
}

/// A place, from the city to a group.
package struct PlacePage: Sendable {
  /// From the top down to the place itself; never empty.
  package let path: [PlaceName]
  /// Nil while no screening has been run.
  package let stamp: ScreeningStamp?
  /// The rules in the order of the library, exclusions among them.
  package let rules: [RuleLabel]
  package let totals: RiskCounts
  /// Ascending by code; empty for a group.
  package let children: [PlaceRow]
  /// For villages and groups only.
  package let households: RiskHouseholds?
  /// The places beside this one, itself among them, ascending by code; empty for the visitor's own place.
  package let siblings: [PlaceName]
  /// True where groups are left out, since their numbers stand for too few households.
  package let hidesGroups: Bool
  /// Whether the visitor may take the list out as a sheet.
  package let mayExport: Bool
  /// False where incomes are not the visitor's business.
  package let seesIncome: Bool

  package init(
    path: [PlaceName], stamp: ScreeningStamp?, rules: [RuleLabel], totals: RiskCounts, children: [PlaceRow],
    households: RiskHouseholds?, siblings: [PlaceName] = [], hidesGroups: Bool = false,
    mayExport: Bool = false, seesIncome: Bool = true
  ) {
    precondition(!path.isEmpty, "a place stands at the end of its own path")
    precondition(
      ([totals] + children.map(\.counts)).allSatisfy { $0.byRule.count == rules.count },
      "counts have one number for every rule")
    (self.path, self.stamp, self.rules) = (path, stamp, rules)
    (self.totals, self.children, self.households) = (totals, children, households)
    (self.siblings, self.hidesGroups) = (siblings, hidesGroups)
    (self.mayExport, self.seesIncome) = (mayExport, seesIncome)
  }

  package var place: PlaceName { path[path.count - 1] }
}
