// Reads names, literals, brackets, field reads and calls.

import RuleValues

extension Parser {
  mutating func postfix(on first: Expression? = nil) throws(Fault) -> Expression {
    var operand = if let first { first } else { try primary() }
    while true {
      if take(.dot) != nil {
        operand = try member(of: operand)
      } else if let opener = take(.openBracket) {
        let index = try bracketed(opener)
        operand = try make(
          .call(function: Operator.index, target: nil, arguments: [operand, index]),
          Span(operand.span.lower, tokens[place - 1].span.upper), mark: opener.span)
      } else if token.is(.openBrace), operand.isQualifiedName {
        throw fault(.recordLiteral(token.span))
      } else {
        return operand
      }
    }
  }

  private mutating func member(of operand: Expression) throws(Fault) -> Expression {
    let name = token
    switch name.kind {
    case .quoted(let field):
      place += 1
      return try make(
        .select(operand, field: field, testOnly: false), Span(operand.span.lower, name.span.upper),
        mark: name.span)
    case .word(let field) where !Words.keywords.contains(field):
      place += 1
      guard let opener = take(.openParenthesis) else {
        return try make(
          .select(operand, field: field, testOnly: false), Span(operand.span.lower, name.span.upper),
          mark: name.span)
      }
      let arguments = parts(opener, until: .closeParenthesis)
      return try call(field, on: operand, arguments, from: operand.span.lower, mark: name.span)
    default:
      throw fault(.expectedField(name.span, found: describe(name)))
    }
  }

  private mutating func primary() throws(Fault) -> Expression {
    let first = token
    switch first.kind {
    case .literal(let value):
      place += 1
      return try make(.literal(value), first.span, mark: first.span)
    case .integer(let magnitude):
      place += 1
      guard let value = Int64(exactly: magnitude) else {
        complaints.append(.numberTooLarge(first.span))
        return failed(at: first.span)
      }
      return try make(.literal(.int(value)), first.span, mark: first.span)
    case .broken:
      place += 1
      return failed(at: first.span)
    case .word(let word): return try name(word)
    case .symbol(.dot):
      if case .word(let word) = tokens[place + 1].kind {
        place += 1
        return try name(word, isRooted: true)
      }
    case .symbol(.openParenthesis):
      place += 1
      return try parenthesised(first)
    case .symbol(.openBracket):
      place += 1
      let elements = parts(first, until: .closeBracket)
      return try make(.list(elements), Span(first.span.lower, tokens[place - 1].span.upper), mark: first.span)
    case .symbol(.openBrace):
      place += 1
      return try mapLiteral(first)
    default: break
    }
    throw fault(.expectedExpression(first.span, found: describe(first)))
  }

  private mutating func name(_ word: String, isRooted: Bool = false) throws(Fault) -> Expression {
    let span = token.span
    let start = isRooted ? tokens[place - 1].span.lower : span.lower
    let constants: [String: Value] = ["true": .bool(true), "false": .bool(false), "null": .null]
    if let value = constants[word], !isRooted {
      place += 1
      return try make(.literal(value), span, mark: span)
    }
    guard !Words.keywords.contains(word) else {
      throw fault(.expectedExpression(span, found: describe(token)))
    }
    place += 1
    let text = (isRooted ? "." : "") + word
    if let opener = take(.openParenthesis) {
      let arguments = parts(opener, until: .closeParenthesis)
      return try call(text, on: nil, arguments, from: start, mark: span)
    }
    if Words.reserved.contains(word) {
      complaints.append(.reservedWord(span, word: word))
      return failed(at: span)
    }
    return try make(.name(text), Span(start, span.upper), mark: span)
  }

  private mutating func parenthesised(_ opener: Token) throws(Fault) -> Expression {
    let inner = try bracketed(opener)
    // The span takes the brackets in, so that a complaint about the whole marks the whole.
    return Expression(
      id: inner.id, span: Span(opener.span.lower, tokens[place - 1].span.upper), form: inner.form)
  }

  /// One expression up to the closing sign; a fault inside is left behind there.
  private mutating func bracketed(_ opener: Token) throws(Fault) -> Expression {
    guard case .symbol(let symbol) = opener.kind, let closer = symbol.closer else {
      preconditionFailure("an opening sign has a closing one")
    }
    do {
      let inner = try expression()
      _ = try expect([closer], opener: opener)
      return inner
    } catch {
      skipPart()
      guard take(closer) != nil else { throw error }
      return failed(at: Span(opener.span.lower, tokens[place - 1].span.upper))
    }
  }

  /// Expressions between commas, up to the closing sign; a comma may stand after the last.
  private mutating func parts(_ opener: Token, until closer: Symbol) -> [Expression] {
    var parts: [Expression] = []
    while take(closer) == nil {
      do {
        parts.append(try expression())
        if try expect([.comma, closer], opener: opener) == closer { return parts }
        if closer == .closeParenthesis, token.is(closer) {
          throw fault(.expectedExpression(token.span, found: describe(token)))
        }
      } catch {
        skipPart()
        parts.append(failed(at: token.span))
        if take(.comma) == nil {
          if take(closer) == nil { place += token.isEnd ? 0 : 1 }
          return parts
        }
      }
    }
    return parts
  }

  private mutating func mapLiteral(_ opener: Token) throws(Fault) -> Expression {
    var entries: [(key: Expression, value: Expression)] = []
    while take(.closeBrace) == nil {
      do {
        let key = try expression()
        _ = try expect([.colon], opener: nil)
        entries.append((key, try expression()))
        if try expect([.comma, .closeBrace], opener: opener) == .closeBrace { break }
      } catch {
        skipPart()
        if take(.comma) == nil {
          guard take(.closeBrace) != nil else { throw error }
          break
        }
      }
    }
    return try make(.map(entries), Span(opener.span.lower, tokens[place - 1].span.upper), mark: opener.span)
  }
}

extension Token {
  var isEnd: Bool { if case .end = kind { true } else { false } }
}

extension Expression {
  /// Whether the node is a name or a chain of fields that begins with one.
  var isQualifiedName: Bool {
    switch form {
    case .name: true
    case .select(let operand, _, false): operand.isQualifiedName
    default: false
    }
  }
}
