// Macros and functions over lists of child rows, as reductions: the lists are never built.

import RuleLanguage
import RuleValues

extension Compiler {
  mutating func comprehension(_ loop: Loop, _ scope: Scope) throws(Unsupported) -> Symbol {
    guard loop.second == nil else { throw Unsupported("\(loop.kind.rawValue) with two names") }
    guard case .list(var list) = try symbol(loop.range, scope) else {
      throw Unsupported("a macro over no child list")
    }
    let inner = scope.entering(list, as: loop.variable, graph)
    switch loop.kind {
    case .filter:
      list = try filtered(list, by: loop.step, inner)
      return .list(list)
    case .map:
      if let filter = loop.filter { list = try filtered(list, by: filter, inner) }
      return .list(try mapped(list, to: loop.step, inner))
    case .exists, .all, .existsOne:
      let test = graph.spread(try bool(loop.step, inner), over: list.domain)
      let quantifier: Quantifier = loop.kind == .all ? .all : loop.kind == .exists ? .any : .one
      let node = graph.node(.quantify(quantifier, graph.choice(list), test: test), list.parent, .bool)
      return .scalar(graph.carry(node, along: list.hops))
    default: throw Unsupported(loop.kind.rawValue)
    }
  }

  private mutating func filtered(_ list: ListSymbol, by test: Expression, _ inner: Scope)
    throws(Unsupported) -> ListSymbol
  {
    var list = list
    let test = graph.spread(try bool(test, inner), over: list.domain)
    let before = graph.choice(list).keep
    list.keep = before.map { graph.node(.narrow($0, test), list.domain, .bool) } ?? test
    list.pending = nil
    return list
  }

  private mutating func mapped(_ list: ListSymbol, to step: Expression, _ inner: Scope)
    throws(Unsupported) -> ListSymbol
  {
    var list = list
    list.keep = graph.choice(list).keep
    switch try symbol(step, inner) {
    case .scalar(let node):
      let value = graph.spread(node, over: list.domain)
      (list.element, list.pending) = (.scalar(value), value)
    case .row(let row):
      list.element = .row(row)
      list.pending = soundness(of: row).map { graph.spread($0, over: list.domain) }
    case .list, .literal: throw Unsupported("a list of lists")
    }
    return list
  }

  /// `size`, `sum`, `min`, `max` and `last` of a list; nil where the function or the operand is none of
  /// these.
  mutating func reduction(_ function: String, _ operand: Expression, _ scope: Scope) throws(Unsupported)
    -> Symbol?
  {
    guard ["size", "sum", "min", "max", "last"].contains(function), case .list = scope.type(operand) else {
      return nil
    }
    switch (function, try symbol(operand, scope)) {
    case ("size", .list(let list)): return .scalar(graph.carry(count(list), along: list.hops))
    case ("last", .list(let list)): return last(list)
    case ("sum", .list(let list)): return try fold(.sum, list)
    case ("min", .list(let list)): return try fold(.least, list)
    case ("max", .list(let list)): return try fold(.greatest, list)
    case ("sum", .literal(let values, let kind)): return try fold(.sum, values, kind, scope)
    case ("min", .literal(let values, let kind)): return try fold(.least, values, kind, scope)
    case ("max", .literal(let values, let kind)): return try fold(.greatest, values, kind, scope)
    default: throw Unsupported("\(function) of \(scope.type(operand))")
    }
  }

  /// How many, at the list's parent.
  mutating func count(_ list: ListSymbol) -> Int { graph.node(.count(graph.choice(list)), list.parent, .int) }

  private mutating func last(_ list: ListSymbol) -> Symbol {
    let place = graph.node(.last(graph.choice(list)), list.parent, .int)
    return graph.carry(list.element, along: [.pick(place, from: list.domain, home: list.parent)] + list.hops)
  }

  private mutating func fold(_ fold: Fold, _ list: ListSymbol) throws(Unsupported) -> Symbol {
    guard case .scalar(let element) = list.element else { throw Unsupported("a sum or extreme of records") }
    let kind = graph.nodes[element].kind
    try check(fold, kind)
    // An element that is still pending is checked by the fold itself, which saves a pass over the rows.
    let choice =
      list.pending == element ? Choice(domain: list.domain, keep: list.keep) : graph.choice(list)
    let value = graph.spread(element, over: list.domain)
    let node = graph.node(.fold(fold, choice, value: value), list.parent, kind)
    return .scalar(graph.carry(node, along: list.hops))
  }
}

/// The empty sum is the whole number 0, so that a sum of durations has no one type.
private func check(_ fold: Fold, _ kind: Kind) throws(Unsupported) {
  guard kind == .int || fold != .sum && (kind == .moment || kind == .span) else {
    throw Unsupported("a sum or extreme of values of this type")
  }
}

// Lists that are written out in the rule.
extension Compiler {
  mutating func literalList(_ elements: [Expression], _ scope: Scope) throws(Unsupported) -> Symbol {
    var nodes: [Int] = []
    for element in elements { nodes.append(try scalar(element, scope)) }
    guard let kind = nodes.first.map({ graph.nodes[$0].kind }),
      nodes.allSatisfy({ graph.nodes[$0].kind == kind })
    else { throw Unsupported("a list of mixed types, or an empty one") }
    return .literal(nodes, kind)
  }

  /// True, an error where one of the values is.
  mutating func literalSoundness(_ nodes: [Int], _ kind: Kind, _ domain: Int) -> Int {
    var sound = graph.spread(graph.literal(1, .bool), over: domain)
    for node in nodes where !isSafe(node) {
      let next = graph.node(.sound(graph.spread(node, over: domain)), domain, .bool)
      sound = graph.node(.narrow(sound, next), domain, .bool)
    }
    return sound
  }

  private mutating func fold(_ fold: Fold, _ values: [Int], _ kind: Kind, _ scope: Scope)
    throws(Unsupported) -> Symbol
  {
    try check(fold, kind)
    var result = values[0]
    for value in values.dropFirst() {
      result = try binary(result, value, kind, scope) {
        fold == .sum ? .arithmetic(.add, $0, $1) : .pairwise(fold, $0, $1)
      }
    }
    return .scalar(result)
  }

  /// `element in list`.
  mutating func membership(_ element: Expression, _ list: Expression, _ scope: Scope) throws(Unsupported)
    -> Int
  {
    let value = try scalar(element, scope)
    switch try symbol(list, scope) {
    case .literal(let values, let kind):
      guard kind == graph.nodes[value].kind else { throw Unsupported("in a list of another type") }
      return try membership(value, values, scope)
    case .list(let list):
      guard case .scalar(let item) = list.element else { throw Unsupported("in a list of records") }
      let home = graph.nodes[value].domain
      guard graph.isAncestorOrSelf(home, of: list.domain), graph.isAncestorOrSelf(home, of: list.home),
        home != list.domain
      else { throw Unsupported("in a list that does not hang below the value") }
      let test = graph.spread(
        try equal(graph.spread(value, over: list.domain), item, scope), over: list.domain)
      let found = graph.carry(
        graph.node(.quantify(.any, graph.choice(list), test: test), list.parent, .bool), along: list.hops)
      let sound = graph.node(.sound(graph.spread(value, over: list.home)), list.home, .bool)
      return graph.node(.narrow(sound, found), list.home, .bool)
    default: throw Unsupported("in no list")
    }
  }

  private mutating func membership(_ value: Int, _ values: [Int], _ scope: Scope) throws(Unsupported) -> Int {
    let domain = try common([value] + values, scope)
    var found: Int?
    for item in values {
      // Two constants are compared where the search is, which may be above the rows in sight.
      let areConstants =
        graph.nodes[value].domain == Graph.timeless && graph.nodes[item].domain == Graph.timeless
      let own = areConstants ? graph.spread(value, over: domain) : value
      let same = graph.spread(try equal(own, item, scope), over: domain)
      found = found.map { graph.node(.or($0, same), domain, .bool) } ?? same
    }
    // Every item is computed before the search begins, so that a match does not hide another's error.
    for item in values where !isSafe(item) {
      let sound = graph.node(.sound(graph.spread(item, over: domain)), domain, .bool)
      found = found.map { graph.node(.narrow(sound, $0), domain, .bool) }
    }
    guard let found else { throw Unsupported("in an empty list") }
    return found
  }
}
