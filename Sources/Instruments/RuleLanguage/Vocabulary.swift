// What a rule may speak of: record types with their fields, variables, constants.

package import RuleValues

/// The words that are declared before a rule is checked.
package struct Vocabulary: Sendable {
  package struct Field: Sendable {
    package let type: CELType
    /// False where a row may lack it, so that a rule has to ask `has(…)` first or accept an error.
    package let always: Bool
    package let zh: String
    package let en: String
    /// How many elements the list may have, or bytes the text; nil where nobody knows.
    package let most: Int?
    /// The steps that reading it takes: more than one where it is computed by a rule.
    package let cost: Int

    package init(
      _ type: CELType, always: Bool = true, zh: String = "", en: String = "", most: Int? = nil, cost: Int = 1
    ) {
      (self.type, self.always, self.zh, self.en) = (type, always, zh, en)
      (self.most, self.cost) = (most, cost)
    }
  }

  package struct RecordType: Sendable {
    package let name: String
    package var fields: [String: Field]
    package let zh: String
    package let en: String

    package init(_ name: String, fields: [String: Field], zh: String = "", en: String = "") {
      (self.name, self.fields, self.zh, self.en) = (name, fields, zh, en)
    }
  }

  package struct Variable: Sendable {
    package let type: CELType
    /// A constant's value: known when the rule is planned, for example `grade.C`.
    package let value: Value?
    package let zh: String
    package let en: String
    /// As of a field.
    package let most: Int?

    package init(
      _ type: CELType, value: Value? = nil, zh: String = "", en: String = "", most: Int? = nil
    ) {
      (self.type, self.value, self.zh, self.en, self.most) = (type, value, zh, en, most)
    }
  }

  package var records: [String: RecordType] = [:]
  /// By name; a name may be qualified (`grade.C`), and the longest declared name wins.
  package var variables: [String: Variable] = [:]
  /// Functions besides the standard ones, by name.
  package var functions: [String: [Function]] = [:]
  /// The name-resolution container, empty for none.
  package var container = ""

  package init() {}
}
