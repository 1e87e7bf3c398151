// What the names in an expression mean while it is compiled.

import RuleLanguage
import RuleValues

struct Scope {
  let rule: CheckedRule
  /// The name of the row that the rule is about, and the domain of its rows.
  let variable: String
  let domain: Int
  /// The derived field whose rule it is; nil for a rule that was asked for.
  let field: String?
  /// The innermost rows in sight: constants are written out for these where a column is needed.
  private(set) var home: Int
  /// The names of macros in force, innermost last.
  private(set) var names: [Named] = []
  /// False inside a list that does not hang below the rule's own row.
  private(set) var seesSubject = true

  struct Named {
    let name: String
    /// What it stands for, or why that has no columnar form.
    let symbol: Result<Symbol, Unsupported>
    let home: Int
    /// What `cel.bind` bound the name to; nil for the name of a loop.
    let value: Expression?
    /// False inside a list that does not hang below the loop's own row: the two would have to be crossed.
    var visible = true
  }

  init(rule: CheckedRule, variable: String, domain: Int, field: String? = nil) {
    (self.rule, self.variable, self.domain, self.home) = (rule, variable, domain, domain)
    self.field = field
  }

  /// The scope inside a macro over the list.
  func entering(_ list: ListSymbol, as name: String, _ graph: Graph) -> Scope {
    var inner = self
    func sees(_ home: Int) -> Bool {
      home == Graph.timeless
        || home != list.domain && graph.isAncestorOrSelf(home, of: list.domain)
          && graph.isAncestorOrSelf(home, of: list.home)
    }
    for place in names.indices where !sees(names[place].home) { inner.names[place].visible = false }
    inner.seesSubject = seesSubject && sees(domain)
    inner.names.append(
      Named(name: name, symbol: .success(list.element), home: graph.home(of: list.element), value: nil))
    inner.home = list.domain
    return inner
  }

  /// The scope in which a name stands for a value.
  func binding(
    _ name: String, to value: Expression, _ symbol: Result<Symbol, Unsupported>, _ graph: Graph
  ) -> Scope {
    var inner = self
    let home = (try? symbol.get()).map { graph.home(of: $0) } ?? Graph.timeless
    inner.names.append(Named(name: name, symbol: symbol, home: home, value: value))
    return inner
  }

  /// The row that the rule is about, under its declared name.
  func subjectSymbol(_ declared: String) throws(Unsupported) -> Symbol {
    guard declared == variable else {
      throw Unsupported(zh: "变量 \(declared)", en: "the variable \(declared)")
    }
    guard seesSubject else { throw hidden(variable) }
    return .row(RowSymbol(domain: domain, hops: []))
  }

  func symbol(named name: String) throws(Unsupported) -> Symbol {
    guard let named = names.last(where: { $0.name == name }) else {
      throw Unsupported(zh: "名称 \(name)", en: "the name \(name)")
    }
    guard named.visible else { throw hidden(name) }
    return try named.symbol.get()
  }

  private func hidden(_ name: String) -> Unsupported {
    Unsupported(zh: "在不属于 \(name) 的列表里用到 \(name)", en: "\(name) in a list that does not hang below it")
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

/// A part of a rule that stands by itself: its names are constants and the rows it is about.
struct Extract {
  var root: Expression
  var references: [Int: String]
  /// The names of rows with their domains, each above the next or the same.
  var rows: [(name: String, domain: Int)] = []
}

extension Scope {
  /// The expression with what `cel.bind` bound around it; nil where it speaks of something that is no single
  /// row in sight.
  func extract(_ expression: Expression, _ graph: Graph) -> Extract? {
    var extract = Extract(root: expression, references: rule.references)
    var open = OpenNames()
    open.add(expression, of: rule)
    // From the innermost name outwards, so that each is taken where it was meant.
    for named in names.reversed() {
      guard let nodes = open.nodes.removeValue(forKey: named.name) else { continue }
      if let value = named.value {
        extract.root = Expression(
          id: 0, span: expression.span, form: .bind(name: named.name, value: value, body: extract.root))
        open.add(value, of: rule)
        continue
      }
      guard named.visible, case .success(.row(let row)) = named.symbol, row.hops.isEmpty,
        graph.isAncestorOrSelf(row.domain, of: home)
      else { return nil }
      let name = "§\(named.name)\(row.domain)"
      for node in nodes { extract.references[node] = name }
      if !extract.rows.contains(where: { $0.name == name }) { extract.rows.append((name, row.domain)) }
    }
    guard open.nodes.isEmpty else { return nil }
    if open.declared.contains(variable) {
      guard seesSubject else { return nil }
      extract.rows.append((variable, domain))
    }
    extract.rows.sort { graph.isAncestorOrSelf($0.domain, of: $1.domain) && $0.domain != $1.domain }
    return extract
  }

  /// Names that an expression speaks of and does not bind itself.
  private struct OpenNames {
    /// The nodes of names that macros around the expression have bound.
    var nodes: [String: [Int]] = [:]
    var declared = Set<String>()

    mutating func add(_ expression: Expression, of rule: CheckedRule, inside bound: Set<String> = []) {
      if let name = rule.references[expression.id] {
        declared.insert(name)
        return
      }
      switch expression.form {
      case .name(let name): if !bound.contains(name) { nodes[name, default: []].append(expression.id) }
      case .comprehension(let loop):
        add(loop.range, of: rule, inside: bound)
        let inner = bound.union([loop.variable]).union(loop.second.map { [$0] } ?? [])
        for part in [loop.filter, loop.step].compactMap({ $0 }) { add(part, of: rule, inside: inner) }
      case .bind(let name, let value, let body):
        add(value, of: rule, inside: bound)
        add(body, of: rule, inside: bound.union([name]))
      default: for child in expression.form.children { add(child, of: rule, inside: bound) }
      }
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
