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
    /// How sentences show its values.
    package let unit: Unit?
    /// Of a yes or no: what is said of a row for which it is true, and for which it is false.
    package let claim: Claim?
    /// How many elements the list may have, or bytes the text; nil where nobody knows.
    package let most: Int?
    /// The steps that reading it takes: more than one where it is computed by a rule.
    package var cost: Int

    package init(
      _ type: CELType, always: Bool = true, zh: String = "", en: String = "", unit: Unit? = nil,
      claim: Claim? = nil, most: Int? = nil, cost: Int = 1
    ) {
      (self.type, self.always, self.zh, self.en) = (type, always, zh, en)
      (self.unit, self.claim, self.most, self.cost) = (unit, claim, most, cost)
    }
  }

  package struct RecordType: Sendable {
    package let name: String
    package var fields: [String: Field]
    package let zh: String
    package let en: String
    /// The measure word that Chinese counts its rows with.
    package let counter: String

    package init(
      _ name: String, fields: [String: Field], zh: String = "", en: String = "", counter: String = "个"
    ) {
      (self.name, self.fields, self.zh, self.en, self.counter) = (name, fields, zh, en, counter)
    }
  }

  package struct Variable: Sendable {
    package let type: CELType
    /// A constant's value: known when the rule is planned, for example `grade.C`.
    package let value: Value?
    package let zh: String
    package let en: String
    /// How sentences show its values.
    package let unit: Unit?
    /// As of a field.
    package let most: Int?

    package init(
      _ type: CELType, value: Value? = nil, zh: String = "", en: String = "", unit: Unit? = nil,
      most: Int? = nil
    ) {
      (self.type, self.value, self.zh, self.en) = (type, value, zh, en)
      (self.unit, self.most) = (unit, most)
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

extension Vocabulary {
  /// What the numbers of a field or variable count, and how people write them.
  package struct Unit: Sendable {
    package enum Scale: Sendable {
      /// The number itself is shown, with or without a noun: 3 个月.
      case plain
      /// Shown in another measure than it is kept in, and proportional to it: an amount.
      case amount
      /// Hundredths: 25 is 25%.
      case share
      /// Words that stand in an order: a grade, a code.
      case order
    }

    /// Two units of one name are the same.
    package let name: String
    package let scale: Scale
    /// The value for people; nil where it is none of the unit.
    package let show: @Sendable (Value, Wording.Language) -> String?
    /// Of an order: every number that occurs, ascending; empty where that is not known.
    package var members: [Int64] = []
    /// Of an order: what stands behind the name for `<`, `<=`, `>`, `>=`, by operator; `{}` is the limit.
    package var comparisons: [String: Wording] = [:]
    /// Of an order: the steps from `{b}` to `{a}`.
    package var difference: Wording?
    /// Of an amount: the smallest step, below which a division leaves nothing.
    package var smallest: Wording?

    package init(
      _ name: String, _ scale: Scale, show: @escaping @Sendable (Value, Wording.Language) -> String?
    ) {
      (self.name, self.scale, self.show) = (name, scale, show)
    }
  }

  /// A yes or no as a statement without its subject: `未参加养老保险`, `has no pension insurance`.
  package struct Claim: Sendable {
    package let holds: Wording
    package let fails: Wording

    package init(holds: Wording, fails: Wording) { (self.holds, self.fails) = (holds, fails) }
  }
}
