// How a rule came to its value for one row, part by part.

package import RuleLanguage
package import RuleValues

/// One part of a rule with its outcome and the parts below it. Unlike an evaluation, a trace looks at both
/// sides of `&&` and `||` and at every element of a macro, so that it can tell what decided and what was
/// missing.
package struct Trace: Sendable {
  /// The rule or the derived field's rule that the node belongs to.
  package let rule: CheckedRule
  /// Its id and span speak of `rule.source`.
  package let node: Expression
  package let outcome: Result<Value, EvaluationFault>
  package let parts: Parts

  package indirect enum Parts: Sendable {
    /// Nothing to go into: a name, a constant, a plain field.
    case none
    /// `sign` is the operator's function name.
    case comparison(sign: String, left: Trace, right: Trace)
    /// `&&` where `decisive` is false, `||` where it is true.
    case junction(decisive: Bool, Trace, Trace)
    case negation(Trace)
    /// `taken` is nil where the condition could not be computed; `other` only where it is a condition too.
    case choice(Trace, taken: Trace?, other: Trace?)
    /// A macro over a list or a map.
    case loop(Comprehension, range: Trace, turns: [Turn])
    /// A field that is computed by a rule of its own, on that record.
    case derived(any Record, Trace)
    /// The operands of any other call, or the parts of a list.
    case operands([Trace])
    /// The same value under a name of `cel.bind`.
    case same(Trace)
  }

  /// One element of a macro. **Shape**: `step` is nil where the filter passed the element over.
  package struct Turn: Sendable {
    package let element: Value
    package let filter: Trace?
    package let step: Trace?
  }

  /// What the part says in the rule's own text.
  package var text: String { Source(rule.source).string(node.span) }

  package var value: Value? { try? outcome.get() }

  package var fault: EvaluationFault? {
    if case .failure(let fault) = outcome { fault } else { nil }
  }

  /// The value of a condition: a fault where it is neither true nor false.
  var truth: Result<Bool, EvaluationFault> {
    outcome.flatMap { value in
      if case .bool(let truth) = value { return .success(truth) }
      return .failure(EvaluationFault(.noOverload(function: "bool", types: value.typeName), at: node.span))
    }
  }

  /// Whether the part is true; nil where that can't be told.
  package var isTrue: Bool? { try? truth.get() }
}
