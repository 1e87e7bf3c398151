// Operators and functions of single values, as nodes.

import RuleLanguage
import RuleValues

extension Compiler {
  /// A call; `operands` holds the target first where there is one.
  mutating func call(_ function: String, _ operands: [Expression], _ expression: Expression, _ scope: Scope)
    throws(Unsupported) -> Symbol
  {
    if operands.count == 1, let reduced = try reduction(function, operands[0], scope) { return reduced }
    switch (function, operands.count) {
    case (Operator.and, 2), (Operator.or, 2):
      return .scalar(try junction(function, expression, scope))
    case (Operator.not, 1):
      let one = try bool(operands[0], scope)
      let domain = try common([one], scope)
      return .scalar(graph.node(.not(graph.spread(one, over: domain)), domain, .bool))
    case (Operator.conditional, 3):
      return .scalar(try choice(operands, scope))
    case (Operator.in_, 2):
      return .scalar(try membership(operands[0], operands[1], scope))
    default: break
    }
    if let comparison = Compiler.comparisons[function], operands.count == 2,
      let compared = try compare(comparison, operands, scope)
    {
      return .scalar(compared)
    }
    if let computed = try arithmetic(function, operands, scope) { return .scalar(computed) }
    if let value = try numberFunction(function, operands, scope) { return .scalar(value) }
    if let value = try alternative(function, operands, scope) { return .scalar(value) }
    return .scalar(try textTest(function, operands, expression, scope))
  }

  static let comparisons: [String: Comparison] = [
    Operator.equals: .equal, Operator.notEquals: .notEqual, Operator.less: .less,
    Operator.lessOrEqual: .lessOrEqual, Operator.greater: .greater, Operator.greaterOrEqual: .greaterOrEqual,
  ]

  /// The domain that has a row for each of the nodes' rows; the rows in sight where all are constants.
  func common(_ nodes: [Int], _ scope: Scope) throws(Unsupported) -> Int {
    var common = Graph.timeless
    for node in nodes {
      let domain = graph.nodes[node].domain
      if graph.isAncestorOrSelf(common, of: domain) {
        common = domain
      } else if !graph.isAncestorOrSelf(domain, of: common) {
        throw Unsupported(
          zh: "一个式子里用到两个列表的记录", en: "values of two lists in one expression")
      }
    }
    return common == Graph.timeless ? scope.home : common
  }

  /// An operation on two values that are held as Int64; one may stay a constant.
  mutating func binary(
    _ left: Int, _ right: Int, _ kind: Kind, _ scope: Scope, _ make: (Int, Int) -> Operation
  )
    throws(Unsupported) -> Int
  {
    let domain = try common([left, right], scope)
    func isConstant(_ node: Int) -> Bool { graph.nodes[node].domain == Graph.timeless }
    let first = isConstant(left) && !isConstant(right) ? left : graph.spread(left, over: domain)
    let second = isConstant(right) ? right : graph.spread(right, over: domain)
    return graph.node(make(first, second), domain, kind)
  }

  /// A comparison of two values of one kind; nil where their kinds are for the text test.
  private mutating func compare(_ comparison: Comparison, _ operands: [Expression], _ scope: Scope)
    throws(Unsupported) -> Int?
  {
    let (left, right) = (try scalar(operands[0], scope), try scalar(operands[1], scope))
    let kind = graph.nodes[left].kind
    guard kind == graph.nodes[right].kind else {
      throw Unsupported(zh: "比较两种类型的值", en: "a comparison of two types")
    }
    let isEquality = comparison == .equal || comparison == .notEqual
    switch kind {
    case .bool where isEquality:
      let same = try same(left, right, scope)
      return comparison == .equal ? same : graph.node(.not(same), graph.nodes[same].domain, .bool)
    case .bool: throw Unsupported(zh: "比较真假值的大小", en: "an order of bools")
    case .text where !isEquality: return try orderedTexts(comparison, left, right, scope)
    default: return try ordered(comparison, left, right, scope)
    }
  }

  /// The order of two texts; nil where one is a constant, for which a test of each text that occurs does.
  private mutating func orderedTexts(
    _ comparison: Comparison, _ left: Int, _ right: Int, _ scope: Scope
  ) throws(Unsupported) -> Int? {
    guard graph.nodes[left].domain != Graph.timeless, graph.nodes[right].domain != Graph.timeless else {
      return nil
    }
    let domain = try common([left, right], scope)
    return graph.node(
      .compareText(comparison, graph.spread(left, over: domain), graph.spread(right, over: domain)), domain,
      .bool)
  }

  private mutating func same(_ left: Int, _ right: Int, _ scope: Scope) throws(Unsupported) -> Int {
    let domain = try common([left, right], scope)
    return graph.node(
      .sameBool(graph.spread(left, over: domain), graph.spread(right, over: domain)), domain, .bool)
  }

  /// Puts a constant second, which the kernels compare with in the column's own width.
  mutating func ordered(_ comparison: Comparison, _ left: Int, _ right: Int, _ scope: Scope)
    throws(Unsupported) -> Int
  {
    if graph.nodes[left].domain == Graph.timeless, graph.nodes[right].domain != Graph.timeless {
      return try binary(right, left, .bool, scope) { .compare(comparison.flipped, $0, $1) }
    }
    return try binary(left, right, .bool, scope) { .compare(comparison, $0, $1) }
  }

  /// Are two values of one kind equal?
  mutating func equal(_ left: Int, _ right: Int, _ scope: Scope) throws(Unsupported) -> Int {
    guard graph.nodes[left].kind == graph.nodes[right].kind else {
      throw Unsupported(zh: "比较两种类型的值", en: "a comparison of two types")
    }
    return graph.nodes[left].kind == .bool
      ? try same(left, right, scope) : try ordered(.equal, left, right, scope)
  }

  private mutating func choice(_ operands: [Expression], _ scope: Scope) throws(Unsupported) -> Int {
    let test = try bool(operands[0], scope)
    let (yes, no) = (try scalar(operands[1], scope), try scalar(operands[2], scope))
    return try choice(test, scope.text(operands[0]), yes, no, scope)
  }

  /// `text` is the test's source.
  mutating func choice(_ test: Int, _ text: String, _ yes: Int, _ no: Int, _ scope: Scope)
    throws(Unsupported) -> Int
  {
    let kind = graph.nodes[yes].kind
    guard kind == graph.nodes[no].kind else {
      throw Unsupported(zh: "“?:”两支类型不同", en: "a choice between two types")
    }
    let domain = try common([test, yes, no], scope)
    let chosen = graph.spread(test, over: domain)
    let first = guarded(graph.spread(yes, over: domain), by: chosen, Condition(.whereTrue, text))
    let second = guarded(graph.spread(no, over: domain), by: chosen, Condition(.whereFalse, text))
    return graph.node(.choose(chosen, first, second), domain, kind)
  }
}
