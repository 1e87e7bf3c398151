// What has no columnar form is left to the interpreter, for the rows that nothing else has decided.

import RuleLanguage
import RuleValues

/// What has to be so for a row to be run row by row.
struct Condition: Hashable, Sendable {
  enum Wanted: Hashable, Sendable {
    /// Of an operand of `&&` or `||`: a test that is an error decides nothing either.
    case unlessFalse, unlessTrue
    /// Of the test of a choice, and of a list's filter.
    case whereTrue, whereFalse
    /// The row is in a list.
    case inList
  }

  let wanted: Wanted
  /// The source of the test or the list.
  let text: String

  init(_ wanted: Wanted, _ text: String) { (self.wanted, self.text) = (wanted, text) }
}

extension Compiler {
  /// The expression as a part that the interpreter computes.
  ///
  /// Only tests and whole numbers are: a moment or a span that it computes may lie between two seconds, which
  /// columns don't hold, so there the test or number around it is taken.
  mutating func byRow(_ expression: Expression, _ scope: Scope, _ reason: Unsupported) throws(Unsupported)
    -> Symbol
  {
    guard let kind = Kind(scope.type(expression)), kind == .bool || kind == .int,
      !scope.isConstant(expression), let extract = scope.extract(expression, graph)
    else { throw reason }
    let domain = extract.rows.last?.domain ?? scope.home
    let rows = extract.rows.map { "\($0.name)=\($0.domain)" }.joined(separator: " ")
    let key = [scope.field ?? "", "\(domain)", rows, normalForm(of: extract.root)].joined(separator: "\u{0}")
    let record = graph.domains[domain].recordType
    let number = graph.rowPart(key) {
      let rule = CheckedRule(
        source: scope.rule.source, root: extract.root, types: scope.rule.types,
        references: extract.references)
      return RowPart(
        program: Program(rule, vocabulary: vocabulary), rows: extract.rows, text: scope.text(expression),
        field: scope.field, record: record, reason: reason.reason)
    }
    return .scalar(graph.node(.byRow(number, need: nil), domain, kind))
  }

  /// `&&` or `||`: operands that run over columns decide first, wherever they stand in the text, and the rest
  /// is asked for the rows that are still open. The result is the same, since the language lets either side
  /// decide, and an error counts only where none does.
  mutating func junction(_ function: String, _ expression: Expression, _ scope: Scope) throws(Unsupported)
    -> Int
  {
    let operands = Compiler.operands(of: function, expression)
    var nodes: [Int] = []
    for operand in operands { nodes.append(try bool(operand, scope)) }
    guard nodes.contains(where: { graph.waitsForRows($0) }) else {
      var rest = nodes[...]
      return try joined(function, expression, &rest, scope)
    }
    let order =
      nodes.indices.filter { !graph.waitsForRows(nodes[$0]) }
      + nodes.indices.filter { graph.waitsForRows(nodes[$0]) }
    var (node, texts) = (nodes[order[0]], [scope.text(operands[order[0]])])
    for place in order.dropFirst() {
      let domain = try common([node, nodes[place]], scope)
      let known = graph.spread(node, over: domain)
      let wanted: Condition.Wanted = function == Operator.and ? .unlessFalse : .unlessTrue
      let sign = function == Operator.and ? " && " : " || "
      let next = guarded(
        graph.spread(nodes[place], over: domain), by: known,
        Condition(wanted, texts.joined(separator: sign)))
      node = graph.node(function == Operator.and ? .and(known, next) : .or(known, next), domain, .bool)
      texts.append(scope.text(operands[place]))
    }
    return node
  }

  /// The operands of a chain of one operator.
  private static func operands(of function: String, _ expression: Expression) -> [Expression] {
    guard case .call(function, nil, let arguments) = expression.form, arguments.count == 2 else {
      return [expression]
    }
    return operands(of: function, arguments[0]) + operands(of: function, arguments[1])
  }

  /// The chain as it is written; takes the operands' nodes from the front.
  private mutating func joined(
    _ function: String, _ expression: Expression, _ nodes: inout ArraySlice<Int>, _ scope: Scope
  ) throws(Unsupported) -> Int {
    guard case .call(function, nil, let arguments) = expression.form, arguments.count == 2 else {
      return nodes.removeFirst()
    }
    let left = try joined(function, arguments[0], &nodes, scope)
    let right = try joined(function, arguments[1], &nodes, scope)
    let domain = try common([left, right], scope)
    let (first, second) = (graph.spread(left, over: domain), graph.spread(right, over: domain))
    return graph.node(function == Operator.and ? .and(first, second) : .or(first, second), domain, .bool)
  }
}

// Selections: which rows are run row by row.
extension Compiler {
  /// The same value, of which only the rows that the condition leaves open are computed row by row. What
  /// other rows hold is arbitrary.
  mutating func guarded(_ node: Int, by test: Int, _ condition: Condition) -> Int {
    guard graph.waitsForRows(node) else { return node }
    var done: [Int: Int] = [:]
    let need = need(test, condition)
    return narrowed(node, to: need, &done)
  }

  private mutating func need(_ test: Int, _ condition: Condition) -> Int {
    let domain = graph.nodes[test].domain
    let settled = graph.node(.settled(test), domain, .bool)
    let fault = graph.node(.not(settled), domain, .bool)
    let opposite = graph.node(.not(test), domain, .bool)
    let need =
      switch condition.wanted {
      case .unlessFalse: graph.node(.or(fault, test), domain, .bool)
      case .unlessTrue: graph.node(.or(fault, opposite), domain, .bool)
      case .whereTrue, .inList: graph.node(.and(settled, test), domain, .bool)
      case .whereFalse: graph.node(.and(settled, opposite), domain, .bool)
      }
    if conditions[need] == nil { conditions[need] = [condition] }
    return need
  }

  private mutating func narrowed(_ node: Int, to need: Int, _ done: inout [Int: Int]) -> Int {
    guard graph.waitsForRows(node) else { return node }
    if let known = done[node] { return known }
    let (domain, kind) = (graph.nodes[node].domain, graph.nodes[node].kind)
    var operands: [Int] = []
    for operand in graph.nodes[node].operation.operands {
      operands.append(narrowed(operand, to: need, &done))
    }
    var rest = operands[...]
    var operation = graph.nodes[node].operation.mapOperands { _ in rest.removeFirst() }
    // The rows of another table, and those above, are asked as before.
    if case .byRow(let part, let before) = operation,
      graph.isAncestorOrSelf(graph.nodes[need].domain, of: domain)
    {
      operation = .byRow(part, need: both(before, graph.spread(need, over: domain), need))
    }
    let narrow = graph.node(operation, domain, kind)
    done[node] = narrow
    return narrow
  }

  private mutating func both(_ before: Int?, _ own: Int, _ source: Int) -> Int {
    let said = conditions[source] ?? []
    guard let before, before != own else {
      conditions[own] = said
      return own
    }
    let both = graph.node(.and(own, before), graph.nodes[own].domain, .bool)
    let earlier = conditions[before] ?? []
    conditions[both] = said + earlier.filter { !said.contains($0) }
    return both
  }
}
