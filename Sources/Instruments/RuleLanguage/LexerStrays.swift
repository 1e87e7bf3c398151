// Reads what begins no token of the language: told, and taken for what was probably meant.

import RuleValues

extension Lexer {
  mutating func stray() {
    let start = place
    let scalar = scalarHere()
    place += UTF8.width(scalar)
    if isWide(scalar), scalar != "．" {
      wideRun(from: start)
    } else if scalar == "。", isFullStop() {
      complaints.append(.endMark(Span(start, place), mark: "。"))
    } else if scalar == "；" || scalar == ";" {
      complaints.append(.endMark(Span(start, place), mark: String(scalar)))
    } else if let meant = LookAlikes.doubled[scalar] {
      complaints.append(.lonelyOperator(Span(start, place), found: String(scalar), meant: meant.rawValue))
      add(.symbol(meant), from: start)
    } else if let meant = LookAlikes.symbol(for: scalar) {
      complaints.append(.lookAlike(Span(start, place), found: String(scalar), meant: meant.rawValue))
      add(.symbol(meant), from: start)
    } else if let closers = LookAlikes.quotes[scalar] {
      quoted(until: closers, from: start)
    } else if scalar.properties.isAlphabetic || scalar.properties.isIdeographic {
      chinese(from: start)
    } else if scalar.isUnseen {
      complaints.append(.unseenCharacter(Span(start, place), scalar))
    } else {
      complaints.append(.unexpectedCharacter(Span(start, place), character: String(scalar)))
    }
  }

  /// An operator of another language (`<>`, `===`, `＞＝`); false where there is none.
  mutating func foreignSign() -> Bool {
    guard let first = bytes[safe: place], first >= 0xEF || "=<>!~".utf8.contains(first) else { return false }
    for sign in ForeignWords.signs where bytes[place...].starts(with: sign.found.utf8) {
      let start = place
      place += sign.found.utf8.count
      complaints.append(
        .foreignOperator(Span(start, place), found: sign.found, meant: sign.meant.rawValue))
      add(.symbol(sign.meant), from: start)
      return true
    }
    return false
  }

  /// A full stop ends a sentence, between two names it was meant for a dot.
  private func isFullStop() -> Bool {
    let rest = bytes[place...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    let next = bytes[safe: place + rest]
    return next == nil || next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r")
  }

  // Full-width letters and digits.

  func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF3F, 0xFF0E: true
    default: false
    }
  }

  /// A name or number with full-width characters in it, from its beginning on.
  mutating func wideRun(from start: Int) {
    place = start
    var narrow = ""
    let isNumber = byte().isDigit || startsFraction || 0xFF10...0xFF19 ~= scalarHere().value
    while place < bytes.count {
      let scalar = scalarHere()
      if isWide(scalar), isNumber || scalar != "．", let plain = Unicode.Scalar(scalar.value - 0xFEE0) {
        narrow.unicodeScalars.append(plain)
      } else if byte().continuesName || isNumber && scalar == "." {
        narrow.unicodeScalars.append(scalar)
      } else {
        break
      }
      place += UTF8.width(scalar)
    }
    let span = Span(start, place)
    if isNumber, let kind = unit(behind: Double(narrow), from: start) { return add(kind, from: start) }
    complaints.append(.lookAlike(span, found: source.string(span), meant: narrow))
    if let whole = UInt64(narrow) {
      add(.integer(whole), from: start)
    } else if isNumber {
      add(Double(narrow).map { .literal(.double($0)) } ?? .broken, from: start)
    } else {
      add(.word(narrow), from: start)
    }
  }

  // Text between Chinese quotation marks.

  private mutating func quoted(until closers: Set<Unicode.Scalar>, from start: Int) {
    let inner = place
    while place < bytes.count, byte() != UInt8(ascii: "\n"), !closers.contains(scalarHere()) {
      place += UTF8.width(scalarHere())
    }
    let text = source.string(Span(inner, place))
    if place < bytes.count, closers.contains(scalarHere()) { place += UTF8.width(scalarHere()) }
    complaints.append(.chineseQuotes(Span(start, place), text: text))
    add(.literal(.string(text)), from: start)
  }

  // Chinese words.

  /// A run of letters: an operator where it begins with the word for one, else up to the next such word.
  private mutating func chinese(from start: Int) {
    if let sign = chineseSign(at: start) {
      place = start + sign.found.utf8.count
      return operatorWord(sign.found, sign.meant, from: start)
    }
    place = endOfWord(from: start)
    let word = source.string(Span(start, place))
    let follows = tokens.last?.endsOperand == true
    if let meant = ForeignWords.alone[word], follows != (meant == .not) {
      operatorWord(word, meant, from: start)
    } else if let meant = ForeignWords.values[word] {
      complaints.append(.foreignValue(Span(start, place), found: word, meant: meant))
      add(.literal(meant == "null" ? .null : .bool(meant == "true")), from: start)
    } else {
      complaints.append(.foreignWord(Span(start, place), word: word))
      add(.broken, from: start)
    }
  }

  private func chineseSign(at place: Int) -> (found: String, meant: Symbol)? {
    guard bytes[place] >= 0xE4 else { return nil }
    return ForeignWords.chinese.first { bytes[place...].starts(with: $0.found.utf8) }
  }

  private mutating func operatorWord(_ word: String, _ meant: Symbol, from start: Int) {
    complaints.append(.foreignOperator(Span(start, place), found: word, meant: meant.rawValue))
    add(.symbol(meant), from: start)
  }

  /// Where the run of letters ends: before the first Chinese operator within it.
  private func endOfWord(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let scalar = scalar(at: end)
      guard bytes[end].continuesName || scalar.properties.isAlphabetic && !isWide(scalar),
        end == start || chineseSign(at: end) == nil
      else { break }
      end += UTF8.width(scalar)
    }
    return end
  }

  // Units behind numbers.

  /// `1.5万元`, `30％`: the number with its unit; nil where no unit follows at once.
  mutating func unit(behind number: Double?, from start: Int) -> Token.Kind? {
    let end = place
    if scalarHere() == "％" {
      place += UTF8.width("％")
      complaints.append(
        .percent(Span(start, place), text: source.string(Span(start, place)), number: number))
      return .broken
    }
    let scalar = scalarHere()
    guard let number, scalar.properties.isIdeographic, chineseSign(at: end) == nil else { return nil }
    let unit = source.string(Span(end, endOfWord(from: end)))
    guard ForeignWords.alone[unit] == nil else { return nil }
    place += unit.utf8.count
    let value = unit.reduce((number, true)) { sofar, letter in
      guard sofar.1, let power = ForeignWords.powers[letter] else { return (sofar.0, false) }
      return (sofar.0 * power, true)
    }.0
    let whole = UInt64(exactly: value)
    complaints.append(
      .unit(
        Span(start, place), text: source.string(Span(start, place)),
        meant: whole.map(String.init) ?? String(value), isDays: unit == "天" || unit == "日"))
    return whole.map { .integer($0) } ?? .literal(.double(value))
  }
}

extension Token {
  /// Whether a value may end with the token, so that an operator is what may follow.
  var endsOperand: Bool {
    switch kind {
    case .word(let word): word != "in"
    case .quoted, .integer, .literal, .broken: true
    case .symbol(let symbol): symbol.isCloser
    case .end: false
    }
  }
}

extension Unicode.Scalar {
  /// Blanks that are no blanks of the language, and characters that nobody sees.
  var isUnseen: Bool {
    switch properties.generalCategory {
    case .format, .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
