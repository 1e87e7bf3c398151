// Traces rules: walks the tree, and lets programs compute what can't be divided.

package import RuleLanguage
package import RuleValues

/// A field of records that has a rule of its own.
package struct TracedField: Sendable {
  /// The name under which the rule speaks of its record.
  let variable: String
  let rule: CheckedRule
  let vocabulary: Vocabulary

  package init(variable: String, rule: CheckedRule, vocabulary: Vocabulary) {
    (self.variable, self.rule, self.vocabulary) = (variable, rule, vocabulary)
  }
}

/// Keeps the programs of the parts that it met, so one tracer should serve all rules over the same row.
package final class Tracer {
  private let vocabulary: Vocabulary
  private let fields: (_ record: String, _ field: String) -> TracedField?
  private var derived: [String: TracedParts] = [:]
  var budget = 0

  /// How deep fields may lead to fields.
  static let deepest = 8

  package init(
    vocabulary: Vocabulary,
    fields: @escaping (_ record: String, _ field: String) -> TracedField? = { _, _ in nil }
  ) {
    (self.vocabulary, self.fields) = (vocabulary, fields)
  }

  /// How the rule comes to its value for the row that `lookup` speaks of; `budget` bounds the steps.
  ///
  /// **Problems**: `rule.budgetSpent`. Every other fault is an outcome inside the trace.
  package func trace(
    _ rule: CheckedRule, budget: Int = 2_000_000, _ lookup: @escaping (String) -> Value?
  ) throws(EvaluationFault) -> Trace {
    self.budget = budget
    return try TraceWalk(tracer: self, parts: TracedParts(rule, vocabulary), lookup: lookup).trace(rule.root)
  }

  func pay(at span: Span) throws(EvaluationFault) {
    budget -= 1
    if budget < 0 { throw EvaluationFault(.budgetSpent, at: span) }
  }

  func derived(_ record: String, _ field: String) -> (variable: String, parts: TracedParts)? {
    guard let known = fields(record, field) else { return nil }
    let key = record + "." + field
    if let parts = derived[key] { return (known.variable, parts) }
    let parts = TracedParts(known.rule, known.vocabulary)
    derived[key] = parts
    return (known.variable, parts)
  }
}

/// A rule with the programs of those of its parts that were asked for. A part stands always within the same
/// macros, so its program is known by its node.
final class TracedParts {
  let rule: CheckedRule
  private let vocabulary: Vocabulary
  private var programs: [Int: Program] = [:]

  init(_ rule: CheckedRule, _ vocabulary: Vocabulary) { (self.rule, self.vocabulary) = (rule, vocabulary) }

  func program(_ node: Expression, within names: [MacroName]) -> Program {
    if let program = programs[node.id] { return program }
    let program = Program(rule, part: node, within: names, vocabulary: vocabulary)
    programs[node.id] = program
    return program
  }
}
