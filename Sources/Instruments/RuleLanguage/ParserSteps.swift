// What every part of the parser uses: looking at tokens, making nodes, complaining and finding the way back.

import RuleValues

extension Parser {
  mutating func take(_ symbol: Symbol) -> Token? {
    guard token.is(symbol) else { return nil }
    place += 1
    return tokens[place - 1]
  }

  /// Takes one of the symbols or complains; `opener` is the sign that is being closed.
  mutating func expect(
    _ wanted: [Symbol], opener: Token?, hint: Wording? = nil
  ) throws(Fault) -> Symbol {
    for symbol in wanted where take(symbol) != nil { return symbol }
    let opened = opener.map { opener in
      let (place, sign) = (source.position(at: opener.span.lower), source.string(opener.span))
      return Wording(
        zh: "第 \(place.line) 行第 \(place.column) 列的“\(sign)”还没有结束。",
        en: "The \(sign) at \(place.line):\(place.column) is still open.")
    }
    throw fault(.expectedSymbol(token.span, wanted: wanted, found: describe(token), hint: opened ?? hint))
  }

  mutating func fault(_ complaint: Complaint) -> Fault {
    // What the lexer told of the token, or of a character before it, is no news; the end is told once.
    if case .broken = token.kind { return Fault() }
    if isStray(token, orItself: complaint.kind == .leftover) { return Fault() }
    if gaveUp || token.isEnd && isTold(complaint) { return Fault() }
    complaints.append(complaint)
    return Fault()
  }

  /// Whether the end of the text has been told already; of several open brackets each is told.
  private func isTold(_ complaint: Complaint) -> Bool {
    complaints.contains {
      $0.span == complaint.span
        && ($0.kind != .expectedSymbol || complaint.kind != .expectedSymbol || $0.hint == complaint.hint)
    }
  }

  /// Beyond the deepest nesting nothing more is read.
  private mutating func giveUp(at span: Span) -> Fault {
    place = tokens.count - 1
    let isNested = depth > Self.deepest / 2
    if !gaveUp {
      complaints.append(
        isNested ? .tooDeep(span, limit: Self.deepest) : .tooManyOperators(span, limit: Self.deepest))
    }
    gaveUp = true
    return Fault()
  }

  mutating func enter() throws(Fault) {
    depth += 1
    guard depth > Self.deepest else { return }
    let fault = giveUp(at: token.span)
    depth -= 1
    throw fault
  }

  mutating func make(_ form: Expression.Form, _ span: Span, mark: Span) throws(Fault) -> Expression {
    let height = 1 + (form.children.map { heights[$0.id] }.max() ?? 0)
    guard height <= Self.deepest else { throw giveUp(at: mark) }
    adopt(form.children)
    lastID += 1
    heights.append(height)
    marks[lastID] = mark
    let node = Expression(id: lastID, span: span, form: form)
    loose.append(node)
    return node
  }

  /// A node for text that could not be read, with the nodes that could be read in it.
  mutating func failed(at span: Span, holding parts: [Expression] = []) -> Expression {
    // A node that stood twice below another would be looked at twice as often on every level above.
    var seen: Set<Int> = []
    let parts = parts.filter { seen.insert($0.id).inserted }
    adopt(parts)
    let height = 1 + (parts.map { heights[$0.id] }.max() ?? 0)
    let held = gaveUp || height > Self.deepest ? [] : parts
    lastID += 1
    heights.append(held.isEmpty ? 1 : height)
    marks[lastID] = span
    broken.insert(lastID)
    let node = Expression(id: lastID, span: span, form: .list(held))
    loose.append(node)
    return node
  }

  /// Takes nodes off the loose ones, where they stand last.
  mutating func adopt(_ nodes: [Expression]) {
    let ids = Set(nodes.map(\.id))
    var (wanted, last, passed) = (nodes.count, loose.count, 0)
    while wanted > 0, last > 0, passed < 16 {
      last -= 1
      if ids.contains(loose[last].id) {
        loose.remove(at: last)
        wanted -= 1
      } else {
        passed += 1
      }
    }
  }

  // The way back after a fault.

  /// Reads on behind each `&&` and `||` up to the end of the part between brackets (of the text where
  /// `isTop`); the answer holds all that could be read since the first `mark` loose nodes.
  mutating func recovered(since mark: Int, isTop: Bool = false) -> Expression {
    let start = token.span
    cutOff()
    while beginsLine || skipToJoint(isTop: isTop) {
      if !beginsLine { place += 1 }
      guard (try? expression()) != nil, !isPartEnd(isTop: isTop) else { continue }
      cutOff()
      _ = leftover()
    }
    return failed(at: start, holding: Array(loose[min(mark, loose.count)...]))
  }

  /// Notes that what was read last, and what stands at its right end, may go on in a way nobody can read.
  private mutating func cutOff() {
    var node = loose.last
    while let last = node {
      cut.insert(last.id)
      node = last.form.children.last { $0.span.upper == last.span.upper }
    }
  }

  /// What stands behind a whole expression and does not belong there.
  mutating func leftover() -> Fault {
    fault(.leftover(token.span, found: describe(token), hint: leftoverHint))
  }

  /// Whether a value begins a line here: mostly what joins it to the line before was forgotten.
  var beginsLine: Bool {
    guard place > 0, token.beginsOperand, tokens[place - 1].endsOperand, !token.is(.openParenthesis) else {
      return false
    }
    return source.bytes[tokens[place - 1].span.upper..<token.span.lower].contains(UInt8(ascii: "\n"))
  }

  private func isPartEnd(isTop: Bool) -> Bool {
    switch token.kind {
    case .end: true
    case .symbol(.comma): !isTop
    case .symbol(let symbol): !isTop && symbol.isCloser
    default: false
    }
  }

  /// Goes to the next sign that begins another condition; false at the end of the part.
  private mutating func skipToJoint(isTop: Bool) -> Bool {
    var open = 0
    while !token.isEnd {
      switch token.kind {
      case .symbol(let symbol) where symbol.closer != nil: open += 1
      case .symbol(let symbol) where symbol.isCloser:
        if open == 0, !isTop { return false }
        open = max(0, open - 1)
      case .symbol(.comma) where open == 0: return isTop
      case .symbol(.and) where open == 0, .symbol(.or) where open == 0: return true
      default: break
      }
      place += 1
    }
    return false
  }

  func describe(_ token: Token) -> Wording {
    switch token.kind {
    case .end: Wording(zh: "文本结尾", en: "the end of the text")
    case .symbol(let symbol): Wording(zh: "“\(symbol.rawValue)”", en: symbol.rawValue)
    default: Wording(zh: "“\(source.string(token.span))”", en: source.string(token.span))
    }
  }
}
