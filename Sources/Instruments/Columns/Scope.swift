// What the names in an expression mean while it is compiled.

import RuleLanguage
import RuleValues

struct Scope {
  let rule: CheckedRule
  /// The name of the row that the rule is about, and the domain of its rows.
  let variable: String
  let domain: Int
  /// The innermost rows in sight: constants are written out for these where a column is needed.
  private(set) var home: Int
  private var loops: [String: Loop] = [:]
  /// False inside a list that does not hang below the rule's own row.
  private var seesSubject = true

  private struct Loop {
    let symbol: Symbol
    let home: Int
    /// False inside a list that does not hang below the loop's own row: the two would have to be crossed.
    var visible = true
  }

  init(rule: CheckedRule, variable: String, domain: Int) {
    (self.rule, self.variable, self.domain, self.home) = (rule, variable, domain, domain)
  }

  /// The scope inside a macro over the list.
  func entering(_ list: ListSymbol, as name: String, _ graph: Graph) -> Scope {
    var inner = self
    func sees(_ home: Int) -> Bool {
      home == Graph.timeless
        || home != list.domain && graph.isAncestorOrSelf(home, of: list.domain)
          && graph.isAncestorOrSelf(home, of: list.home)
    }
    for (name, loop) in loops where !sees(loop.home) { inner.loops[name]?.visible = false }
    inner.seesSubject = seesSubject && sees(domain)
    inner.loops[name] = Loop(symbol: list.element, home: graph.home(of: list.element))
    inner.home = list.domain
    return inner
  }

  /// The scope in which a name stands for a symbol.
  func binding(_ name: String, to symbol: Symbol, _ graph: Graph) -> Scope {
    var inner = self
    inner.loops[name] = Loop(symbol: symbol, home: graph.home(of: symbol))
    return inner
  }

  /// The row that the rule is about, under its declared name.
  func subjectSymbol(_ declared: String) throws(Unsupported) -> Symbol {
    guard declared == variable else { throw Unsupported("the variable \(declared)") }
    guard seesSubject else { throw Unsupported("\(variable) in a list that does not hang below it") }
    return .row(RowSymbol(domain: domain, hops: []))
  }

  func loopSymbol(_ name: String) throws(Unsupported) -> Symbol {
    guard let loop = loops[name] else { throw Unsupported("the name \(name)") }
    guard loop.visible else { throw Unsupported("\(name) in a list that does not hang below it") }
    return loop.symbol
  }

  func type(_ expression: Expression) -> CELType { rule.types[expression.id] ?? .dyn }

  /// The expression's source.
  func text(_ expression: Expression) -> String {
    let bytes = Array(rule.source.utf8)
    let (lower, upper) = (max(0, expression.span.lower), min(bytes.count, expression.span.upper))
    return lower < upper ? String(decoding: bytes[lower..<upper], as: UTF8.self) : "node \(expression.id)"
  }

  /// Does no row change the value?
  func isConstant(_ expression: Expression, inside bound: Set<String> = []) -> Bool {
    if let declared = rule.references[expression.id] { return declared != variable }
    switch expression.form {
    case .literal: return true
    case .name(let name): return bound.contains(name)
    case .comprehension(let loop):
      let inner = bound.union([loop.variable]).union(loop.second.map { [$0] } ?? [])
      return isConstant(loop.range, inside: bound)
        && (loop.filter.map { isConstant($0, inside: inner) } ?? true) && isConstant(loop.step, inside: inner)
    case .bind(let name, let value, let body):
      return isConstant(value, inside: bound) && isConstant(body, inside: bound.union([name]))
    default: return expression.form.children.allSatisfy { isConstant($0, inside: bound) }
    }
  }
}

extension Graph {
  /// The rows that a symbol's value belongs to.
  func home(of symbol: Symbol) -> Int {
    switch symbol {
    case .scalar(let node): nodes[node].domain
    case .row(let row): row.home
    case .list(let list): list.home
    case .literal(let values, _):
      values.map { nodes[$0].domain }.reduce(Graph.timeless) { isAncestorOrSelf($0, of: $1) ? $1 : $0 }
    }
  }
}
