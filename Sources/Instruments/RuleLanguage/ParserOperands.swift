// Reads names, literals, brackets, field reads and calls.

import RuleValues

extension Parser {
  mutating func postfix(on first: Expression? = nil) throws(Fault) -> Expression {
    var operand = if let first { first } else { try primary() }
    while true {
      if take(.dot) != nil {
        operand = take(.question) == nil ? try member(of: operand) : try optionalMember(of: operand)
      } else if let opener = take(.openBracket) {
        let function = take(.question) == nil ? Operator.index : Operator.optionalIndex
        let index = try bracketed(opener)
        operand = try make(
          .call(function: function, target: nil, arguments: [operand, index]),
          Span(operand.span.lower, tokens[place - 1].span.upper), mark: opener.span)
      } else if token.is(.openBrace), let type = operand.qualifiedName {
        operand = try message(type, from: operand.span.lower)
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
      let arguments = try parts(opener, until: .closeParenthesis)
      return try call(field, on: operand, arguments, from: operand.span.lower, mark: name.span)
    case .broken:
      // Told by the lexer; what stands before the dot may be wrong besides.
      place += 1
      return failed(at: name.span, holding: [operand])
    default:
      throw fault(.expectedField(name.span, found: describe(name)))
    }
  }

  /// `operand.?field`: nothing where there is no such field.
  private mutating func optionalMember(of operand: Expression) throws(Fault) -> Expression {
    let field = try fieldName()
    let name = try make(.literal(.string(field.name)), field.span, mark: field.span)
    return try make(
      .call(function: Operator.optionalSelect, target: nil, arguments: [operand, name]),
      Span(operand.span.lower, field.span.upper), mark: field.span)
  }

  private mutating func fieldName() throws(Fault) -> (name: String, span: Span) {
    let token = token
    switch token.kind {
    case .quoted(let name): place += 1; return (name, token.span)
    case .word(let name) where !Words.keywords.contains(name): place += 1; return (name, token.span)
    default: throw fault(.expectedField(token.span, found: describe(token)))
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
        complaints.append(.numberTooLarge(first.span, .int))
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
      let elements = try parts(first, until: .closeBracket)
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
      let arguments = try parts(opener, until: .closeParenthesis)
      return try call(text, on: nil, arguments, from: start, mark: span)
    }
    if Words.reserved.contains(word) {
      let hint = word == "if" ? Self.conditionalUsage : nil
      complaints.append(.reservedWord(span, word: word, hint: hint))
      // Another language's sentence goes on behind such a word: nothing in it is worth telling.
      if token.beginsOperand { throw Fault() }
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
    let mark = loose.count
    do {
      let inner = try expression()
      if symbol == .openParenthesis, let comma = take(.comma) {
        complaints.append(.roundList(opener.span))
        return try make(
          .list([inner] + parts(opener, until: closer)),
          Span(opener.span.lower, tokens[place - 1].span.upper),
          mark: comma.span)
      }
      _ = try expect([closer], opener: opener)
      return inner
    } catch {
      let rest = recovered(since: mark)
      guard take(closer) != nil else { throw error }
      return rest
    }
  }

  /// Expressions between commas, up to the closing sign; a comma may stand after the last.
  private mutating func parts(_ opener: Token, until closer: Symbol) throws(Fault) -> [Expression] {
    var parts: [Expression] = []
    while take(closer) == nil {
      let mark = loose.count
      do {
        if token.isEnd { _ = try expect([closer], opener: opener) }
        parts.append(closer == .closeBracket ? try element() : try expression())
        if try expect([.comma, closer], opener: opener) == closer { return parts }
        if closer == .closeParenthesis, token.is(closer) {
          throw fault(.expectedExpression(token.span, found: describe(token)))
        }
      } catch {
        let rest = recovered(since: mark)
        // An element that was read before the fault is held by what was recovered.
        if let last = parts.last, rest.form.children.contains(where: { $0.id == last.id }) {
          parts.removeLast()
        }
        parts.append(rest)
        if take(.comma) == nil {
          if take(closer) == nil { place += token.isEnd ? 0 : 1 }
          return parts
        }
      }
    }
    return parts
  }

  /// An element of a list, `?e` where it may be missing.
  private mutating func element() throws(Fault) -> Expression {
    guard let mark = take(.question) else { return try expression() }
    return try optionalEntry(try expression(), mark)
  }

  private mutating func optionalEntry(_ value: Expression, _ mark: Token) throws(Fault) -> Expression {
    try make(
      .call(function: Operator.optionalEntry, target: nil, arguments: [value]), value.span, mark: mark.span)
  }

  private mutating func mapLiteral(_ opener: Token) throws(Fault) -> Expression {
    var entries: [(key: Expression, value: Expression)] = []
    let spoilt = try entriesInBraces(opener) { (parser: inout Parser) throws(Fault) in
      let optional = parser.take(.question)
      let key = try parser.expression()
      _ = try parser.expect([.colon], opener: nil)
      let value = try parser.expression()
      entries.append(
        (key, try optional.map { mark throws(Fault) in try parser.optionalEntry(value, mark) } ?? value))
    }
    let span = Span(opener.span.lower, tokens[place - 1].span.upper)
    guard spoilt.isEmpty else {
      return failed(at: span, holding: entries.flatMap { [$0.key, $0.value] } + spoilt)
    }
    return try make(.map(entries), span, mark: opener.span)
  }

  /// `Type{field: value}`, from the brace on.
  private mutating func message(_ type: String, from start: Int) throws(Fault) -> Expression {
    let opener = token
    place += 1
    var fields: [(name: String, value: Expression)] = []
    let spoilt = try entriesInBraces(opener) { (parser: inout Parser) throws(Fault) in
      let optional = parser.take(.question)
      let field = try parser.fieldName()
      _ = try parser.expect([.colon], opener: nil)
      let value = try parser.expression()
      fields.append(
        (
          field.name,
          try optional.map { mark throws(Fault) in try parser.optionalEntry(value, mark) } ?? value
        ))
    }
    guard spoilt.isEmpty else {
      return failed(at: Span(start, tokens[place - 1].span.upper), holding: fields.map(\.value) + spoilt)
    }
    return try make(
      .message(type: type, fields: fields), Span(start, tokens[place - 1].span.upper),
      mark: Span(start, opener.span.lower))
  }

  /// Entries between commas up to the closing brace; after a fault in one the next is read. The answer is
  /// what could be read of entries with a fault.
  private mutating func entriesInBraces(
    _ opener: Token, _ entry: (inout Parser) throws(Fault) -> Void
  ) throws(Fault) -> [Expression] {
    var spoilt: [Expression] = []
    while take(.closeBrace) == nil {
      let mark = loose.count
      do {
        try entry(&self)
        if try expect([.comma, .closeBrace], opener: opener) == .closeBrace { break }
      } catch {
        spoilt.append(recovered(since: mark))
        if take(.comma) == nil {
          guard take(.closeBrace) != nil else { throw error }
          break
        }
      }
    }
    return spoilt
  }
}

extension Token {
  var isEnd: Bool { if case .end = kind { true } else { false } }

  /// Whether a value may begin with the token; a minus may, but mostly stands between two.
  var beginsOperand: Bool {
    switch kind {
    case .word(let word): word != "in"
    case .literal, .integer, .broken: true
    case .symbol(let symbol): [.openParenthesis, .openBracket, .openBrace, .not].contains(symbol)
    case .quoted, .end: false
    }
  }
}

extension Expression {
  /// The dotted text of a name or of a chain of fields that begins with one; nil for anything else.
  var qualifiedName: String? {
    switch form {
    case .name(let name): name
    case .select(let operand, let field, false): operand.qualifiedName.map { "\($0).\(field)" }
    default: nil
    }
  }
}
