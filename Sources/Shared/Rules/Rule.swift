// A rule of the library: a condition on one household, its words, and what an official needs to judge it.

package import Kernel
package import RuleLanguage
package import RuleValues

/// What a rule finds: a risk to check, an asset that speaks against monitoring, or what the register says
/// wrongly or against another register.
package enum RuleKind: String, CaseIterable, Sendable {
  case risk, exclusion, ledger

  package var title: Text {
    switch self {
    case .risk: Text(zh: "风险", en: "risk")
    case .exclusion: Text(zh: "排除项", en: "exclusion")
    case .ledger: Text(zh: "账实", en: "ledger")
    }
  }
}

/// How soon somebody should look; of a rule on the ledger, whether what it finds may be true.
package enum RuleSeverity: String, CaseIterable, Sendable {
  case red, amber
  /// Cannot be true: it has to be corrected. Or: may be true, which somebody has to confirm.
  case block, confirm

  package var title: Text {
    switch self {
    case .red: Text(zh: "红色", en: "red")
    case .amber: Text(zh: "黄色", en: "amber")
    case .block: Text(zh: "必改", en: "to correct")
    case .confirm: Text(zh: "核实", en: "to confirm")
    }
  }

  /// Whether a rule of that kind may have it.
  package func suits(_ kind: RuleKind) -> Bool {
    switch self {
    case .red, .amber: kind != .ledger
    case .block, .confirm: kind == .ledger
    }
  }
}

/// The cause of risk, by the codes of the national register; 10 and 11 are this platform's own.
package enum RuleCause: String, CaseIterable, Sendable {
  case illness = "01", disaster = "02", disability = "03", noLabour = "04", accident = "05"
  case projectFailed = "06", unstableJob = "07", schooling = "09", housing = "10", water = "11", other = "99"

  package var title: Text {
    switch self {
    case .illness: Text(zh: "因病", en: "illness")
    case .disaster: Text(zh: "因自然灾害", en: "natural disaster")
    case .disability: Text(zh: "因残", en: "disability")
    case .noLabour: Text(zh: "缺劳动力", en: "lack of labour")
    case .accident: Text(zh: "因意外事故", en: "accident")
    case .projectFailed: Text(zh: "因产业项目失败", en: "failed production project")
    case .unstableJob: Text(zh: "因务工就业不稳", en: "unstable job")
    case .schooling: Text(zh: "因学", en: "schooling")
    case .housing: Text(zh: "因住房安全", en: "unsafe housing")
    case .water: Text(zh: "因饮水安全", en: "unsafe water")
    case .other: Text(zh: "其他", en: "other")
    }
  }
}

/// One rule with everything its folder says.
package struct Rule: Sendable {
  /// The name of the folder, for example `low_income`.
  package let name: String
  /// The bit in the mask of a household, 0 to 61.
  package let order: Int
  /// A short code that stays when rules move, for example `R00`.
  package let code: String
  package let title: Text
  package let kind: RuleKind
  package let severity: RuleSeverity
  /// A household found should be visited within this time. Unit: days.
  package let checkWithinDays: Int
  /// Nil for an exclusion or a rule on the ledger that points at no cause.
  package let cause: RuleCause?
  /// Grows by one when the meaning changes.
  package let version: Int
  /// The rule's own parameters; shared ones are in the library.
  package let parameters: [RuleParameter]
  /// The text of `rule.cel`, comments included.
  package let condition: String
  package let checked: CheckedRule
  /// The condition as a plain sentence, translated from the rule itself.
  package let inWords: Text
  package let zh: RuleTemplate
  package let en: RuleTemplate
  /// Lists whose rows show what was found: fields of the household, or `group.water_outages`.
  package let evidence: [String]
  /// Law or document, in our own words.
  package let source: Text
  package let cases: [RuleCase]
  /// Every fact that the condition needs, those that facts use included, in the order of computing.
  package let facts: [Fact.Key]
  /// The parameters that the condition, its facts and its explanation name, sorted.
  package let parameterNames: [String]
  /// Sixteen hex digits over the rule's own files, its facts and its parameters' files.
  package let fingerprint: String

  /// The version as findings record it, for example `low_income 1 (9f0c…)`.
  package var ruleVersion: String { "\(name) \(version) (\(fingerprint))" }

  /// The mask that has only this rule's bit.
  package var bit: Int64 { 1 << Int64(order) }

  /// Why a household was found, in words. A value that cannot be computed is written as not known.
  /// **Shape**: `evaluate` runs a checked expression on the household, with its facts and parameters.
  package func sentence(_ language: Language, evaluate: (CheckedRule) throws -> Value) -> String {
    (language == .zh ? zh : en).text(language, evaluate: evaluate)
  }
}
