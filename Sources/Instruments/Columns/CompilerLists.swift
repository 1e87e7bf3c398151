// Macros and functions over lists of child rows, as reductions: the lists are never built.

import RuleLanguage
import RuleValues

extension Compiler {
  mutating func comprehension(_ loop: Loop, _ scope: Scope) throws(Unsupported) -> Symbol {
    guard loop.second == nil else {
      throw Unsupported(zh: "带两个变量的 \(loop.kind.rawValue)", en: "\(loop.kind.rawValue) with two names")
    }
    guard case .list(var list) = try symbol(loop.range, scope) else {
      throw Unsupported(zh: "遍历的不是下级记录列表", en: "a macro over no child list")
    }
    let inner = scope.entering(list, as: loop.variable, graph)
    switch loop.kind {
    case .filter:
      list = try filtered(list, by: loop.step, loop, inner)
      return .list(list)
    case .map:
      if let filter = loop.filter { list = try filtered(list, by: filter, loop, inner) }
      return .list(try mapped(list, loop, inner))
    case .exists, .all, .existsOne:
      let choice = graph.choice(list)
      let test = within(
        choice, graph.spread(try bool(loop.step, inner), over: list.domain), scope.text(loop.range))
      let quantifier: Quantifier = loop.kind == .all ? .all : loop.kind == .exists ? .any : .one
      let node = graph.node(.quantify(quantifier, choice, test: test), list.parent, .bool)
      return .scalar(graph.carry(node, along: list.hops))
    default: throw Unsupported(zh: "宏 \(loop.kind.rawValue)", en: "the macro \(loop.kind.rawValue)")
    }
  }

  /// A value of the list's rows, of which those outside the list are not computed row by row.
  private mutating func within(_ choice: Choice, _ value: Int, _ text: String) -> Int {
    guard let keep = choice.keep else { return value }
    return guarded(value, by: keep, Condition(.inList, text))
  }

  private mutating func filtered(_ list: ListSymbol, by test: Expression, _ loop: Loop, _ inner: Scope)
    throws(Unsupported) -> ListSymbol
  {
    var list = list
    let choice = graph.choice(list)
    let test = within(
      choice, graph.spread(try bool(test, inner), over: list.domain), inner.text(loop.range))
    let before = choice.keep
    list.keep = before.map { graph.node(.narrow($0, test), list.domain, .bool) } ?? test
    list.pending = nil
    return list
  }

  private mutating func mapped(_ list: ListSymbol, _ loop: Loop, _ inner: Scope) throws(Unsupported)
    -> ListSymbol
  {
    var list = list
    let choice = graph.choice(list)
    list.keep = choice.keep
    switch try symbol(loop.step, inner) {
    case .scalar(let node):
      let value = within(choice, graph.spread(node, over: list.domain), inner.text(loop.range))
      (list.element, list.pending) = (.scalar(value), value)
    case .row(let row):
      list.element = .row(row)
      list.pending = soundness(of: row).map { graph.spread($0, over: list.domain) }
    case .list, .literal: throw Unsupported(zh: "元素仍是列表的列表", en: "a list of lists")
    }
    return list
  }

  /// `size`, `sum`, `min`, `max` and `last` of a list, or what `math` calls the extremes; nil where the
  /// function or the operand is none of these.
  mutating func reduction(_ function: String, _ operand: Expression, _ scope: Scope) throws(Unsupported)
    -> Symbol?
  {
    let isExtreme = scope.type(operand) == .list(.int)
    let function =
      switch function {
      case "math.least" where isExtreme: "min"
      case "math.greatest" where isExtreme: "max"
      default: function
      }
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
    default:
      throw Unsupported(
        zh: "对 \(scope.type(operand)) 求 \(function)", en: "\(function) of \(scope.type(operand))")
    }
  }

  /// How many, at the list's parent.
  mutating func count(_ list: ListSymbol) -> Int { graph.node(.count(graph.choice(list)), list.parent, .int) }

  private mutating func last(_ list: ListSymbol) -> Symbol {
    let place = graph.node(.last(graph.choice(list)), list.parent, .int)
    return graph.carry(list.element, along: [.pick(place, from: list.domain, home: list.parent)] + list.hops)
  }

  private mutating func fold(_ fold: Fold, _ list: ListSymbol) throws(Unsupported) -> Symbol {
    guard case .scalar(let element) = list.element else {
      throw Unsupported(zh: "对记录求和或求最值", en: "a sum or extreme of records")
    }
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
    throw Unsupported(zh: "对这种类型的值求和或求最值", en: "a sum or extreme of values of this type")
  }
}

// Lists that are written out in the rule.
extension Compiler {
  mutating func literalList(_ elements: [Expression], _ scope: Scope) throws(Unsupported) -> Symbol {
    var nodes: [Int] = []
    for element in elements { nodes.append(try scalar(element, scope)) }
    guard let kind = nodes.first.map({ graph.nodes[$0].kind }),
      nodes.allSatisfy({ graph.nodes[$0].kind == kind })
    else { throw Unsupported(zh: "元素类型不一的列表或空列表", en: "a list of mixed types, or an empty one") }
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
      guard kind == graph.nodes[value].kind else {
        throw Unsupported(zh: "in 两边类型不同", en: "in a list of another type")
      }
      return try membership(value, values, scope)
    case .list(let list):
      guard case .scalar(let item) = list.element else {
        throw Unsupported(zh: "在记录列表中查找", en: "in a list of records")
      }
      let home = graph.nodes[value].domain
      guard graph.isAncestorOrSelf(home, of: list.domain), graph.isAncestorOrSelf(home, of: list.home),
        home != list.domain
      else {
        throw Unsupported(
          zh: "in 右边的列表不属于左边的记录", en: "in a list that does not hang below the value")
      }
      let test = graph.spread(
        try equal(graph.spread(value, over: list.domain), item, scope), over: list.domain)
      let found = graph.carry(
        graph.node(.quantify(.any, graph.choice(list), test: test), list.parent, .bool), along: list.hops)
      let sound = graph.node(.sound(graph.spread(value, over: list.home)), list.home, .bool)
      return graph.node(.narrow(sound, found), list.home, .bool)
    default: throw Unsupported(zh: "in 右边不是列表", en: "in no list")
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
    guard let found else { throw Unsupported(zh: "在空列表中查找", en: "in an empty list") }
    return found
  }
}
