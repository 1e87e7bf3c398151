// What every part of the parser uses: looking at tokens, making nodes, complaining and finding the way back.

import RuleValues

extension Parser {
  mutating func take(_ symbol: Symbol) -> Token? {
    guard token.is(symbol) else { return nil }
    place += 1
    return tokens[place - 1]
  }

  /// Takes one of the symbols or complains; `opener` is the sign that is being closed.
  mutating func expect(_ wanted: [Symbol], opener: Token?) throws(Fault) -> Symbol {
    for symbol in wanted where take(symbol) != nil { return symbol }
    let start = opener.map { source.position(at: $0.span.lower) }
    throw fault(
      .expectedSymbol(
        token.span, wanted: wanted, found: describe(token), opener: start.map { "\($0.line):\($0.column)" }))
  }

  mutating func fault(_ complaint: Complaint) -> Fault {
    // A broken token was told by the lexer, and the end of the text is told once: no news.
    if case .broken = token.kind { return Fault() }
    if gaveUp || token.isEnd && complaints.contains(where: { $0.span == token.span }) { return Fault() }
    complaints.append(complaint)
    return Fault()
  }

  /// Beyond the deepest nesting nothing more is read.
  private mutating func giveUp(at span: Span) -> Fault {
    place = tokens.count - 1
    if !gaveUp { complaints.append(.tooDeep(span, limit: Self.deepest)) }
    gaveUp = true
    return Fault()
  }

  mutating func enter() throws(Fault) {
    depth += 1
    guard depth > Self.deepest else { return }
    depth -= 1
    throw giveUp(at: token.span)
  }

  mutating func make(_ form: Expression.Form, _ span: Span, mark: Span) throws(Fault) -> Expression {
    let height = 1 + (form.children.map { heights[$0.id] }.max() ?? 0)
    guard height <= Self.deepest else { throw giveUp(at: mark) }
    lastID += 1
    heights.append(height)
    marks[lastID] = mark
    return Expression(id: lastID, span: span, form: form)
  }

  /// A node for text that could not be read.
  mutating func failed(at span: Span) -> Expression {
    lastID += 1
    heights.append(1)
    marks[lastID] = span
    broken.insert(lastID)
    return Expression(id: lastID, span: span, form: .literal(.null))
  }

  /// After a fault between brackets: goes to the comma or closing sign that ends the spoilt part.
  mutating func skipPart() {
    var open = 0
    while true {
      switch token.kind {
      case .end: return
      case .symbol(let symbol) where symbol.closer != nil: open += 1
      case .symbol(let symbol) where symbol.isCloser:
        if open == 0 { return }
        open -= 1
      case .symbol(.comma) where open == 0: return
      default: break
      }
      place += 1
    }
  }

  func describe(_ token: Token) -> Wording {
    switch token.kind {
    case .end: Wording(zh: "文本结尾", en: "the end of the text")
    case .symbol(let symbol): Wording(zh: "“\(symbol.rawValue)”", en: symbol.rawValue)
    default: Wording(zh: "“\(source.string(token.span))”", en: source.string(token.span))
    }
  }
}
