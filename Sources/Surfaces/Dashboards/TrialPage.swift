// What the trial of a rule shows: who would enter and who would leave, county by county.

package import Kernel

/// One county of a trial. **Unit**: households with at least one risk, by whatever rule.
package struct TrialLine: Sendable {
  package let place: PlaceName
  package let before: Int
  package let after: Int
  package let entering: Int
  package let leaving: Int

  package init(place: PlaceName, before: Int, after: Int, entering: Int, leaving: Int) {
    (self.place, self.before, self.after) = (place, before, after)
    (self.entering, self.leaving) = (entering, leaving)
  }
}

/// A rule with other values of its parameters.
package struct TrialPage: Sendable {
  package let rule: RuleLabel
  /// The level of the place that is counted.
  package let level: PlaceLevel
  package let asOf: Day
  /// The rule's parameters as they stand.
  package let parameters: [RuleParameter]
  /// One a county, ascending by code; nil where no value is another.
  package let lines: [TrialLine]?
  /// The rules that would find more or fewer households, in the order of the library.
  package let rules: [(rule: RuleLabel, before: Int, after: Int)]
  /// How long the trial took. **Unit**: milliseconds.
  package let milliseconds: Int64

  package init(
    rule: RuleLabel, level: PlaceLevel = .city, asOf: Day, parameters: [RuleParameter], lines: [TrialLine]?,
    rules: [(rule: RuleLabel, before: Int, after: Int)], milliseconds: Int64
  ) {
    self.level = level
    (self.rule, self.asOf, self.parameters, self.lines) = (rule, asOf, parameters, lines)
    (self.rules, self.milliseconds) = (rules, milliseconds)
  }
}
