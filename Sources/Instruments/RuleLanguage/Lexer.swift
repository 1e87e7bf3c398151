// Cuts the text of a rule into tokens, and goes on after a fault so that later faults are told too.

import RuleValues

struct Lexer {
  let source: Source
  let bytes: [UInt8]
  var place = 0
  var tokens: [Token] = []
  var complaints: [Complaint] = []

  static let longestText = 100_000

  static func tokens(of source: Source) -> (tokens: [Token], complaints: [Complaint]) {
    var lexer = Lexer(source: source, bytes: source.bytes)
    if source.bytes.count > longestText {
      lexer.complaints.append(.textTooLong(Span(longestText, longestText), limit: longestText))
      lexer.add(.broken, from: 0)
    } else {
      while lexer.skipBlanks() {
        let start = lexer.place
        lexer.next()
        if lexer.place == start { lexer.pass() }
      }
    }
    // The end of the text is told right behind its last word, not behind empty lines.
    lexer.place = lexer.tokens.last?.span.upper ?? 0
    lexer.add(.end, from: lexer.place)
    return (lexer.tokens, lexer.complaints)
  }

  func byte(_ ahead: Int = 0) -> UInt8 {
    place + ahead < bytes.count ? bytes[place + ahead] : 0
  }

  mutating func add(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, span: Span(start, place)))
  }

  /// Steps over blanks and comments; false at the end of the text.
  private mutating func skipBlanks() -> Bool {
    while place < bytes.count {
      switch byte() {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x0C: place += 1
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        while place < bytes.count, byte() != UInt8(ascii: "\n") { place += 1 }
      default: return true
      }
    }
    return false
  }

  /// Steps over a character of which nothing could be made, or it would be looked at for ever.
  private mutating func pass() {
    let start = place
    place += UTF8.width(scalarHere())
    complaints.append(.unexpectedCharacter(Span(start, place), character: source.string(Span(start, place))))
  }

  /// Whether a number begins here with its point: `.5`.
  var startsFraction: Bool { byte() == UInt8(ascii: ".") && byte(1).isDigit }

  private mutating func next() {
    let start = place
    let first = byte()
    if first.isDigit || startsFraction {
      number()
    } else if let prefix = stringPrefix() {
      place += prefix.length
      string(from: start, isRaw: prefix.isRaw, isBytes: prefix.isBytes)
    } else if first.startsName {
      while byte().continuesName { place += 1 }
      if isWide(scalarHere()), scalarHere() != "．" { return wideRun(from: start) }
      add(.word(source.string(Span(start, place))), from: start)
    } else if first == UInt8(ascii: "`") {
      backquoted()
    } else if !foreignSign(), !symbol() {
      stray()
    }
  }

  mutating func symbol() -> Bool {
    let start = place
    for symbol in Symbol.long
    where symbol.rawValue.utf8.elementsEqual(bytes[place..<min(place + 2, bytes.count)]) {
      place += 2
      add(.symbol(symbol), from: start)
      return true
    }
    guard let symbol = Symbol.short[byte()] else { return false }
    place += 1
    add(.symbol(symbol), from: start)
    return true
  }

  /// `` `foo-bar` ``: a field whose name is no plain name.
  private mutating func backquoted() {
    let start = place
    place += 1
    let allowed = { (byte: UInt8) in byte.continuesName || ".-/ ".utf8.contains(byte) }
    while allowed(byte()) { place += 1 }
    let name = source.string(Span(start + 1, place))
    guard byte() == UInt8(ascii: "`"), !name.isEmpty else {
      complaints.append(.badFieldQuote(Span(start, place)))
      add(.broken, from: start)
      return
    }
    place += 1
    add(.quoted(name), from: start)
  }

  func scalarHere() -> Unicode.Scalar { scalar(at: place) }

  func scalar(at place: Int) -> Unicode.Scalar {
    guard place < bytes.count else { return "\u{FFFD}" }
    var decoder = UTF8()
    var rest = bytes[place...].prefix(4).makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&rest) { return scalar }
    return "\u{FFFD}"
  }
}
