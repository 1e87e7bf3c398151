// What the pages of the rules show.

package import Kernel

/// All rules of the library with the households that each finds.
package struct RulesPage: Sendable {
  package let stamp: ScreeningStamp?
  /// In the order of the library. **Unit**: households of the visitor's place; nil for a rule whose findings
  /// are not the visitor's business.
  package let rules: [(rule: RuleLabel, households: Int?)]
  /// All households, found or not.
  package let households: Int

  package init(stamp: ScreeningStamp?, rules: [(rule: RuleLabel, households: Int?)], households: Int) {
    (self.stamp, self.rules, self.households) = (stamp, rules, households)
  }
}

/// A parameter of a rule, its value with the unit.
package struct RuleParameter: Sendable {
  package let name: String
  package let title: Text
  package let value: Text
  /// Where a county or a date has a value of its own, in words; empty where none has.
  package let exceptions: [Text]
  /// The value without its unit, as a trial of another one is written: `8000`, `C`.
  package let written: String

  package init(name: String, title: Text, value: Text, exceptions: [Text] = [], written: String) {
    (self.name, self.title, self.value, self.exceptions) = (name, title, value, exceptions)
    self.written = written
  }
}

/// A fact that a rule uses: a named value that is computed before the rules run.
package struct RuleFact: Sendable {
  /// **Shape**: record and name, such as `Household.net_income`.
  package let name: String
  package let meaning: Text
  /// How it is computed, as a plain sentence.
  package let inWords: Text

  package init(name: String, meaning: Text, inWords: Text) {
    (self.name, self.meaning, self.inWords) = (name, meaning, inWords)
  }
}

/// A rule, as its folder describes it, and what it finds place by place.
package struct RulePage: Sendable {
  package let rule: RuleLabel
  /// A short code that stays when rules move, such as `R05`.
  package let code: String
  package let stamp: ScreeningStamp?
  /// The text that is evaluated.
  package let condition: String
  /// The condition as a plain sentence.
  package let inWords: Text
  package let parameters: [RuleParameter]
  /// In the order of computing.
  package let facts: [RuleFact]
  /// The sentence that explains a finding, its blanks in braces.
  package let sentence: Text
  /// The document that the rule comes from.
  package let source: Text
  /// One row for each place below the visitor's own, ascending by code. **Unit**: households found, and all.
  package let places: [(place: PlaceName, found: Int, households: Int)]
  /// Whether the visitor may try other values.
  package let mayTry: Bool

  package init(
    rule: RuleLabel, code: String, stamp: ScreeningStamp?, condition: String, inWords: Text,
    parameters: [RuleParameter], facts: [RuleFact], sentence: Text, source: Text,
    places: [(place: PlaceName, found: Int, households: Int)], mayTry: Bool = true
  ) {
    (self.rule, self.code, self.stamp, self.condition) = (rule, code, stamp, condition)
    (self.parameters, self.facts) = (parameters, facts)
    (self.inWords, self.sentence, self.source, self.places) = (inWords, sentence, source, places)
    self.mayTry = mayTry
  }
}
