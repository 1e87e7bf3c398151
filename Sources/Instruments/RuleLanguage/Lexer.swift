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
      while lexer.skipBlanks() { lexer.next() }
    }
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

  private mutating func next() {
    let start = place
    let first = byte()
    if first.isDigit || first == UInt8(ascii: ".") && byte(1).isDigit {
      number()
    } else if let prefix = stringPrefix() {
      place += prefix.length
      string(from: start, isRaw: prefix.isRaw, isBytes: prefix.isBytes)
    } else if first.startsName {
      while byte().continuesName { place += 1 }
      add(.word(source.string(Span(start, place))), from: start)
    } else if first == UInt8(ascii: "`") {
      backquoted()
    } else if !symbol() {
      stray()
    }
  }

  private mutating func symbol() -> Bool {
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

  /// A character that begins no token of the language: told, and taken for what was probably meant.
  private mutating func stray() {
    let start = place
    let scalar = scalarHere()
    place += UTF8.width(scalar)
    if let meant = LookAlikes.symbol(for: scalar) {
      complaints.append(.lookAlike(Span(start, place), found: String(scalar), meant: meant.rawValue))
      add(.symbol(meant), from: start)
    } else if let closer = LookAlikes.quotes[scalar] {
      while place < bytes.count, byte() != UInt8(ascii: "\n"), scalarHere() != closer {
        place += UTF8.width(scalarHere())
      }
      if place < bytes.count, scalarHere() == closer { place += UTF8.width(closer) }
      complaints.append(.lookAlike(Span(start, place), found: String(scalar), meant: "\""))
      add(.broken, from: start)
    } else if let meant = LookAlikes.doubled[scalar] {
      complaints.append(.lonelyOperator(Span(start, place), found: String(scalar), meant: meant.rawValue))
      add(.symbol(meant), from: start)
    } else if scalar.properties.isAlphabetic || scalar.properties.isIdeographic {
      while place < bytes.count, byte().continuesName || scalarHere().properties.isAlphabetic {
        place += UTF8.width(scalarHere())
      }
      complaints.append(.foreignWord(Span(start, place), word: source.string(Span(start, place))))
      add(.broken, from: start)
    } else {
      complaints.append(.unexpectedCharacter(Span(start, place), character: String(scalar)))
    }
  }

  private func scalarHere() -> Unicode.Scalar {
    var decoder = UTF8()
    var rest = bytes[place...].prefix(4).makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&rest) { return scalar }
    return "\u{FFFD}"
  }
}

/// Characters of a Chinese keyboard, and single operators, that stand where the language wants another sign.
enum LookAlikes {
  /// The sign that a full-width or Chinese punctuation mark was meant to be.
  static func symbol(for scalar: Unicode.Scalar) -> Symbol? {
    if let meant = marks[scalar] { return meant }
    guard 0xFF01...0xFF5E ~= scalar.value else { return nil }
    return Symbol.short[UInt8(scalar.value - 0xFEE0)]
  }

  /// Opening quotation marks with the mark that closes them.
  static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
    "“": "”", "”": "”", "‘": "’", "’": "’", "「": "」", "＂": "＂", "＇": "＇",
  ]

  /// Operators that people write once where the language writes them twice.
  static let doubled: [Unicode.Scalar: Symbol] = [
    "=": .equals, "＝": .equals, "&": .and, "＆": .and, "|": .or, "｜": .or,
  ]

  private static let marks: [Unicode.Scalar: Symbol] = [
    "、": .comma, "。": .dot, "【": .openBracket, "】": .closeBracket, "×": .times, "÷": .divide, "−": .minus,
    "–": .minus, "≤": .lessOrEqual, "≥": .greaterOrEqual, "≠": .notEquals,
  ]
}
