// Where the pages get what they show: filled by the programs over the store, by a cast in tests.

package import Kernel
package import Pages

/// Everything that the pages ask for. All of it is reading; nothing here changes a record.
/// **Problems**: any `Problem` becomes a page with its sentence and the status of its kind; `notFound` for a
/// place, household or rule that there is not, `unavailable` while the store is busy.
package protocol DashboardSource: Sendable {
  /// The place at the top of the tree, where the pages begin.
  func root() async throws(Problem) -> PlaceCode

  /// A place with the places below it; with its households at risk where it is a village or a group.
  /// Rule, filter and page of `view` choose among the households; its order is applied by the page.
  func place(_ code: PlaceCode, view: PlaceView) async throws(Problem) -> PlacePage

  func household(county: Int64, number: Int64) async throws(Problem) -> HouseholdPage

  /// Households by part of a member's name or by their number; `words` is never empty.
  func search(_ words: String, page: Int) async throws(Problem) -> SearchPage

  func rules() async throws(Problem) -> RulesPage
  func rule(_ name: String) async throws(Problem) -> RulePage
  /// What a rule would find with other values of its parameters; nothing of it is kept.
  /// **Shape**: `values` by name, as they are written; those that are as they stand change nothing.
  func trial(_ rule: String, values: [String: String]) async throws(Problem) -> TrialPage
  func quality() async throws(Problem) -> QualityPage
  func quarantine(_ view: QuarantineView) async throws(Problem) -> QuarantinePage
}

/// Which run of the rules the numbers come from.
package struct ScreeningStamp: Equatable, Sendable {
  package let asOf: Day
  package let screenedAt: Instant
  package let ruleVersion: String

  package init(asOf: Day, screenedAt: Instant, ruleVersion: String) {
    (self.asOf, self.screenedAt, self.ruleVersion) = (asOf, screenedAt, ruleVersion)
  }
}

/// How urgent a rule is, the most urgent first.
package enum Severity: String, CaseIterable, Sendable {
  case red, amber
  /// Not a risk: takes a household out of the candidates (assets).
  case exclusion
}

/// A rule as lists and tags name it. **Shape**: `name` is the folder of the rule, unique.
package struct RuleLabel: Equatable, Sendable {
  package let name: String
  package let title: Text
  package let severity: Severity
  /// The cause of risk in words of the register, such as illness; empty for exclusions.
  package let cause: Text

  package init(name: String, title: Text, severity: Severity, cause: Text) {
    (self.name, self.title, self.severity, self.cause) = (name, title, severity, cause)
  }
}

/// A fact and its value, ready to read, the unit with the value.
package struct NamedValue: Equatable, Sendable {
  package let name: Text
  package let value: Text

  package init(name: Text, value: Text) { (self.name, self.value) = (name, value) }
}
