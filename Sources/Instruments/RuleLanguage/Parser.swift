// Reads tokens into a tree by recursive descent.

import RuleValues

/// A tree with what the checker wants to know beside it.
struct Parsed: Sendable {
  let source: Source
  let root: Expression
  /// The place of a node's own word (its operator, field or function name), by id.
  let marks: [Int: Span]
  /// Nodes that stand for text the parser could not read.
  let broken: Set<Int>
  /// Nodes that a fault cut off, so that their type may not be what was meant.
  let cut: Set<Int>
  let complaints: [Complaint]
}

struct Parser {
  /// Told by throwing: the complaint is recorded already.
  struct Fault: Error {}

  /// How deep expressions may nest, and how high a tree may grow.
  static let deepest = 250

  let source: Source
  let tokens: [Token]
  /// Where the lexer complained, in order.
  let told: [Int]
  var place = 0
  var depth = 0
  var gaveUp = false
  var lastID = 0
  var heights: [Int] = [0]
  var marks: [Int: Span] = [:]
  var broken: Set<Int> = []
  var cut: Set<Int> = []
  /// Nodes that are part of no other yet: after a fault they are kept, so that what is wrong in them is told.
  var loose: [Expression] = []
  var complaints: [Complaint]

  static func parse(_ text: String) -> Parsed {
    let source = Source(text)
    let (tokens, complaints) = Lexer.tokens(of: source)
    let told = complaints.map(\.span.lower).sorted()
    var parser = Parser(source: source, tokens: tokens, told: told, complaints: complaints)
    let root = parser.whole()
    return Parsed(
      source: source, root: root, marks: parser.marks, broken: parser.broken, cut: parser.cut,
      complaints: parser.complaints)
  }

  var token: Token { tokens[place] }

  private mutating func whole() -> Expression {
    do {
      let root = try expression()
      if token.isEnd { return root }
      throw leftover()
    } catch {
      return recovered(since: 0, isTop: true)
    }
  }

  // Expressions, loosest operator first.

  mutating func expression() throws(Fault) -> Expression {
    try enter()
    defer { depth -= 1 }
    let condition = try binary(above: 0)
    guard let mark = take(.question) else { return condition }
    let yes = try binary(above: 0)
    _ = try expect([.colon], opener: nil, hint: Self.conditionalUsage)
    let no = try expression()
    return try make(
      .call(function: Operator.conditional, target: nil, arguments: [condition, yes, no]),
      Span(condition.span.lower, no.span.upper), mark: mark.span)
  }

  mutating func binary(above strength: Int) throws(Fault) -> Expression {
    var left = try unary()
    while true {
      if let habit: Habit = habitHere(behind: left) {
        guard habit.level > strength else { return left }
        left = try read(habit, behind: left)
        continue
      }
      guard let (function, level) = operatorHere(), level > strength else { return left }
      let mark = token.span
      place += 1
      let right = try binary(above: level)
      left = try make(
        .call(function: function, target: nil, arguments: [left, right]),
        Span(left.span.lower, right.span.upper),
        mark: mark)
    }
  }

  private func operatorHere() -> (function: String, level: Int)? {
    switch token.kind {
    case .symbol(let symbol): Operator.binary[symbol]
    case .word("in"): (Operator.in_, 3)
    default: nil
    }
  }

  private mutating func unary() throws(Fault) -> Expression {
    let first = foreignNot() ?? token
    guard first.is(.not) || first.is(.minus) else { return try postfix() }
    if first.is(.minus), let literal = try negativeNumber() { return try postfix(on: literal) }
    try enter()
    defer { depth -= 1 }
    place += 1
    let operand = try unary()
    return try make(
      .call(function: first.is(.not) ? Operator.not : Operator.negate, target: nil, arguments: [operand]),
      Span(first.span.lower, operand.span.upper), mark: first.span)
  }

  /// A minus right before a number belongs to it: only so can the smallest int be written.
  private mutating func negativeNumber() throws(Fault) -> Expression? {
    let minus = token
    let value: Value
    switch tokens[place + 1].kind {
    case .integer(let magnitude): value = .int(Int64(truncatingIfNeeded: 0 &- magnitude))
    case .literal(.double(let number)): value = .double(-number)
    default: return nil
    }
    place += 2
    return try make(.literal(value), Span(minus.span.lower, tokens[place - 1].span.upper), mark: minus.span)
  }
}

extension Operator {
  /// Binary operators with how tightly each binds.
  static let binary: [Symbol: (function: String, level: Int)] = [
    .or: (or, 1), .and: (and, 2), .equals: (equals, 3), .notEquals: (notEquals, 3), .less: (less, 3),
    .lessOrEqual: (lessOrEqual, 3), .greater: (greater, 3), .greaterOrEqual: (greaterOrEqual, 3),
    .plus: (add, 4), .minus: (subtract, 4), .times: (multiply, 5), .divide: (divide, 5), .modulo: (modulo, 5),
  ]
}
