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
    /// An element `?e` is a call of `Operator.optionalEntry`.
    case list([Expression])
    /// The value of an entry `?k: v` is a call of `Operator.optionalEntry`.
    case map([(key: Expression, value: Expression)])
    /// `Type{field: value}`
    case message(type: String, fields: [(name: String, value: Expression)])
    case comprehension(Loop)
    /// `cel.bind(name, value, body)`: the value is computed when the body first asks for it.
    case bind(name: String, value: Expression, body: Expression)
  }
}

/// A macro that runs over a list, a map or an optional: `range.kind(variable, step)`.
package struct Loop: Sendable {
  package let kind: Comprehension
  package let range: Expression
  package let variable: String
  /// The name of the value where the macro names two things: index and element, or key and value.
  package let second: String?
  /// The middle of `map(x, p, t)`.
  package let filter: Expression?
  package let step: Expression

  package init(
    _ kind: Comprehension, over range: Expression, _ variable: String, _ second: String? = nil,
    filter: Expression? = nil, step: Expression
  ) {
    (self.kind, self.range, self.variable, self.second) = (kind, range, variable, second)
    (self.filter, self.step) = (filter, step)
  }
}

/// The macros that name what they run over.
package enum Comprehension: String, Sendable, CaseIterable {
  case all, exists, existsOne = "exists_one", filter, map
  case transformList, transformMap, transformMapEntry
  case sortBy, optMap, optFlatMap

  /// Whether each element only has to be true or false.
  package var isTest: Bool {
    switch self {
    case .all, .exists, .existsOne, .filter: true
    default: false
    }
  }

  /// How many names, and whether a filter may stand before the step.
  var shapes: [(names: Int, filter: Bool)] {
    switch self {
    case .all, .exists, .existsOne: [(1, false), (2, false)]
    case .filter, .sortBy, .optMap, .optFlatMap: [(1, false)]
    case .map: [(1, false), (1, true)]
    case .transformList, .transformMap, .transformMapEntry: [(2, false), (2, true)]
    }
  }

  /// As people write it, for complaints.
  func usage(_ name: String) -> Wording {
    func calls(_ range: String, _ condition: String, _ result: String) -> [String] {
      shapes.map { shape in
        let names = shape.names == 1 ? "x" : "i, x"
        let filter = shape.filter ? "\(condition), " : ""
        return "\(range).\(name)(\(names), \(filter)\(isTest ? condition : result))"
      }
    }
    return Wording(
      zh: calls(isOverOptional ? "可选值" : "列表", "条件", "结果").joined(separator: " 或 "),
      en: calls(isOverOptional ? "optional" : "list", "condition", "result").joined(separator: " or "))
  }
}

extension Expression.Form {
  /// The nodes right below.
  package var children: [Expression] {
    switch self {
    case .literal, .name: []
    case .select(let operand, _, _): [operand]
    case .call(_, let target, let arguments): (target.map { [$0] } ?? []) + arguments
    case .list(let elements): elements
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .message(_, let fields): fields.map(\.value)
    case .comprehension(let loop): [loop.range] + (loop.filter.map { [$0] } ?? []) + [loop.step]
    case .bind(_, let value, let body): [value, body]
    }
  }

  /// The same form over other nodes, as many and in the same order as `children`.
  func replacingChildren(_ next: (Expression) -> Expression) -> Expression.Form {
    switch self {
    case .literal, .name: self
    case .select(let operand, let field, let testOnly):
      .select(next(operand), field: field, testOnly: testOnly)
    case .call(let function, let target, let arguments):
      .call(function: function, target: target.map(next), arguments: arguments.map(next))
    case .list(let elements): .list(elements.map(next))
    case .map(let entries): .map(entries.map { (next($0.key), next($0.value)) })
    case .message(let type, let fields):
      .message(type: type, fields: fields.map { ($0.name, next($0.value)) })
    case .comprehension(let loop):
      .comprehension(
        Loop(
          loop.kind, over: next(loop.range), loop.variable, loop.second, filter: loop.filter.map(next),
          step: next(loop.step)))
    case .bind(let name, let value, let body): .bind(name: name, value: next(value), body: next(body))
    }
  }
}

extension Expression {
  /// Calls `look` with this node and all below it, each before those below.
  package func visit(_ look: (Expression) -> Void) {
    look(self)
    for child in form.children { child.visit(look) }
  }
}
