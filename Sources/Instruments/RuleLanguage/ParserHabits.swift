// Reads what people of other languages write between values: `and`, `is null`, `between`, `30%`.

import RuleValues

/// Words or signs of another language that stand where an operator may stand.
struct Habit {
  enum Meaning {
    case symbol(Symbol)
    case member, notIn, like, between, percent
  }

  let meaning: Meaning
  /// How many tokens it takes.
  let length: Int
  /// How tightly it binds.
  let level: Int
}

extension Parser {
  /// The habit that the next tokens show; nil where a rule goes on as it should.
  func habitHere(behind left: Expression) -> Habit? {
    if token.is(.modulo), case .literal = left.form, !tokens[place + 1].beginsOperand,
      !tokens[place + 1].is(.minus), !tokens[place + 1].is(.dot)
    {
      return Habit(meaning: .percent, length: 1, level: 6)
    }
    guard case .word(let written) = token.kind, !Words.keywords.contains(written) else { return nil }
    let word = written.lowercased()
    let next = tokens[min(place + 1, tokens.count - 1)]
    switch word {
    case "is" where next.isWord("not"): return Habit(meaning: .symbol(.notEquals), length: 2, level: 3)
    case "not" where next.isWord("in"): return Habit(meaning: .notIn, length: 2, level: 3)
    case "in": return Habit(meaning: .member, length: 1, level: 3)
    case "like", "contains", "matches": return Habit(meaning: .like, length: 1, level: 3)
    case "between": return Habit(meaning: .between, length: 1, level: 3)
    default:
      guard let symbol = ForeignWords.between[word], let level = Operator.binary[symbol]?.level else {
        return nil
      }
      return Habit(meaning: .symbol(symbol), length: 1, level: level)
    }
  }

  /// Tells what to write, and reads on as if that had been written.
  mutating func read(_ habit: Habit, behind left: Expression) throws(Fault) -> Expression {
    let span = Span(token.span.lower, tokens[place + habit.length - 1].span.upper)
    let found = source.string(span)
    place += habit.length
    switch habit.meaning {
    case .percent:
      let whole = Span(left.span.lower, span.upper)
      complaints.append(
        .percent(whole, text: source.string(whole), number: Double(source.string(left.span))))
      return failed(at: whole, holding: [left])
    case .member:
      complaints.append(.foreignOperator(span, found: found, meant: "in"))
      let right = try binary(above: habit.level)
      return failed(at: Span(left.span.lower, right.span.upper), holding: [left, right])
    case .symbol(let symbol):
      if token.isWord("null"), found.lowercased().hasPrefix("is") {
        return nullTest(symbol, of: left, from: span)
      }
      complaints.append(.foreignOperator(span, found: found, meant: symbol.rawValue))
      let right = try binary(above: habit.level)
      return try make(
        .call(function: Operator.binary[symbol]?.function ?? "", target: nil, arguments: [left, right]),
        Span(left.span.lower, right.span.upper), mark: span)
    case .notIn, .like:
      let right = try binary(above: habit.level)
      let meant =
        if case .notIn = habit.meaning { "!(\(text(left)) in \(text(right)))" } else {
          "\(text(left)).contains(\(text(right)))"
        }
      complaints.append(.foreignOperator(span, found: found, meant: meant))
      return failed(at: Span(left.span.lower, right.span.upper), holding: [left, right])
    case .between: return try range(of: left, span, found)
    }
  }

  /// `x between 1 and 5`
  private mutating func range(of left: Expression, _ span: Span, _ found: String) throws(Fault) -> Expression
  {
    let low = try binary(above: 3)
    let hasHigh = token.isWord("and") || token.is(.and)
    if hasHigh { place += 1 }
    let high = hasHigh ? try binary(above: 3) : low
    let meant = "\(text(low)) <= \(text(left)) && \(text(left)) <= \(hasHigh ? text(high) : "…")"
    complaints.append(.foreignOperator(span, found: found, meant: meant))
    return failed(
      at: Span(left.span.lower, high.span.upper), holding: [left, low] + (hasHigh ? [high] : []))
  }

  /// `not x`: the word told, and read as `!`; nil where there is none.
  mutating func foreignNot() -> Token? {
    guard token.isWord("not"), case .word = tokens[place + 1].kind else { return nil }
    complaints.append(.foreignOperator(token.span, found: source.string(token.span), meant: "!"))
    return Token(kind: .symbol(.not), span: token.span)
  }

  /// Whether the lexer complained of what stands right before the token, and left it out.
  func isStray(_ token: Token, orItself: Bool) -> Bool {
    let start = place > 0 ? tokens[place - 1].span.upper : 0
    let end = token.isEnd ? source.bytes.count : token.span.lower + (orItself ? 1 : 0)
    var (low, high) = (0, told.count)
    while low < high {
      let middle = (low + high) / 2
      if told[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low < told.count && told[low] < end
  }

  static let conditionalUsage = Wording(
    zh: "按条件取值写作 条件 ? 成立时的值 : 不成立时的值。", en: "A choice is written condition ? one : other.")

  var leftoverHint: Wording? {
    if beginsLine {
      return Wording(
        zh: "上一行末尾缺少 && 或 ||。", en: "There is no && or || at the end of the line before.")
    }
    switch token.kind {
    case .symbol(let symbol) where symbol.isCloser:
      return Wording(
        zh: "前面没有与“\(symbol.rawValue)”对应的括号。", en: "Nothing before it opens this \(symbol.rawValue).")
    case .symbol(.comma):
      guard place > 0, case .integer = tokens[place - 1].kind, case .integer = tokens[place + 1].kind,
        tokens[place - 1].span.upper == token.span.lower
      else { return nil }
      let digits = source.string(tokens[place - 1].span) + source.string(tokens[place + 1].span)
      return Wording(
        zh: "数字中不能有千位逗号，请写 \(digits)。", en: "A number has no thousands mark; write \(digits).")
    default: return nil
    }
  }

  private func text(_ node: Expression) -> String { source.short(node.span) }

  /// `x.y is null`: who writes that mostly wants to know whether there is a value.
  private mutating func nullTest(_ symbol: Symbol, of left: Expression, from start: Span) -> Expression {
    let span = Span(start.lower, token.span.upper)
    place += 1
    var meant = "\(text(left)) \(symbol.rawValue) null"
    if case .select = left.form { meant = "\(symbol == .equals ? "!" : "")has(\(text(left)))" }
    complaints.append(.foreignOperator(span, found: source.string(span), meant: meant))
    return failed(at: span, holding: [left])
  }
}

extension Token {
  /// Whether it is the word, in letters of either case.
  func isWord(_ wanted: String) -> Bool {
    if case .word(let word) = kind { word.lowercased() == wanted } else { false }
  }
}
