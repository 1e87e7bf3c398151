// The tree of a parsed rule: every node has an id and the span of source it came from.

package import RuleValues

/// One node. Ids are unique within a text and start at 1; the checker's answers are kept beside, by id.
package struct Expression: Sendable {
  package let id: Int
  package let span: Span
  package let form: Form

  package init(id: Int, span: Span, form: Form) { (self.id, self.span, self.form) = (id, span, form) }

  package indirect enum Form: Sendable {
    case literal(Value)
    /// A bare name.
    case name(String)
    /// `operand.field`; `has(operand.field)` where `testOnly`.
    case select(Expression, field: String, testOnly: Bool)
    /// An operator or function; `target` is what stands before the dot of a member call.
    case call(function: String, target: Expression?, arguments: [Expression])
    case list([Expression])
    case map([(key: Expression, value: Expression)])
    /// A macro over a list (or a map's keys): `range.kind(variable, step)`; `filter` is the middle of
    /// `map(x, p, t)`.
    case comprehension(
      Comprehension, range: Expression, variable: String, filter: Expression?, step: Expression)
  }
}

/// The macros that run over a list.
package enum Comprehension: String, Sendable, CaseIterable {
  case all, exists, existsOne = "exists_one", filter, map
}
