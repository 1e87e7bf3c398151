// Where the pages get what they show: filled by the programs over the store, by a cast in tests.

package import Access
package import Kernel
package import Pages

/// Everything that the pages ask for, each time for a visitor, who sees the places below their own and
/// nothing else: no name, number or count from outside comes back, and what lies outside is refused as if it
/// were not there.
/// **Problems**: any `Problem` becomes a page with its sentence and the status of its kind; `notFound` for a
/// place, household or rule that there is not, `unavailable` while the store is busy.
package protocol DashboardSource: Sendable {
  /// A place with the places below it; with its households at risk where it is a village or a group.
  /// Rule, filter and page of `view` choose among the households; its order is applied by the page.
  func place(_ code: PlaceCode, view: PlaceView, for visitor: Visitor) async throws(Problem) -> PlacePage

  /// How the visitor's own place stands, and who is most urgent there.
  func today(for visitor: Visitor) async throws(Problem) -> TodayPage

  func household(
    county: Int64, number: Int64, for visitor: Visitor
  ) async throws(Problem) -> HouseholdPage

  /// Households by name, identity number, telephone, number or address; `words` is never empty.
  func search(_ words: String, page: Int, for visitor: Visitor) async throws(Problem) -> SearchPage

  func rules(for visitor: Visitor) async throws(Problem) -> RulesPage
  func rule(_ name: String, for visitor: Visitor) async throws(Problem) -> RulePage
  /// What a rule would find with other values of its parameters; nothing of it is kept.
  /// **Shape**: `values` by name, as they are written; those that are as they stand change nothing.
  func trial(
    _ rule: String, values: [String: String], for visitor: Visitor
  ) async throws(Problem) -> TrialPage
  func quality(for visitor: Visitor) async throws(Problem) -> QualityPage
  func quarantine(_ view: QuarantineView, for visitor: Visitor) async throws(Problem) -> QuarantinePage

  /// The households at risk of a place as a sheet. It is journalled as `household.export` before it is given.
  func export(
    _ code: PlaceCode, view: PlaceView, look: Look, for visitor: Visitor
  ) async throws(Problem) -> HouseholdSheet

  /// What is masked elsewhere. It is journalled as `person.reveal` before it is given.
  func reveal(
    county: Int64, number: Int64, look: Look, for visitor: Visitor
  ) async throws(Problem) -> RevealPage

  /// A household outside the visitor's usual work. It is journalled as `household.open` before it is given.
  func open(
    county: Int64, number: Int64, look: Look, for visitor: Visitor
  ) async throws(Problem) -> HouseholdPage
}

/// Who looks at what is kept apart, and why.
package struct Look: Sendable {
  package let act: Act
  /// In the visitor's own words.
  package let reason: String

  /// **Problems**: `dashboards.reason.missing` for a reason under four or over 200 characters.
  package init(_ act: Act, reason: String) throws(Problem) {
    let blank = { (character: Character) in character.isWhitespace }
    let visible = String(String.UnicodeScalarView(reason.unicodeScalars.filter(\.isVisible)))
    // The journal is read by others than those who may see a number whole.
    let words = Mask.digits(
      in: String(visible.drop(while: blank).reversed().drop(while: blank).reversed()))
    guard (4...200).contains(words.count) else {
      throw Problem(
        "dashboards.reason.missing", .invalid, zh: "请写明理由（4 至 200 字），它会记入审计日志。",
        en: "Give the reason in 4 to 200 characters; it goes into the journal.")
    }
    (self.act, self.reason) = (act, words)
  }
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
