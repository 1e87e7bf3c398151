// Reads what begins with a backslash.

extension PatternParser {
  /// One escape outside a class, which may stand for several letters (`\Q...\E`).
  mutating func escape(into items: inout [Node]) throws(Fault) {
    if take("\\A") {
      items.append(.assertion(.textStart))
    } else if take("\\z") {
      items.append(.assertion(.textEnd))
    } else if take("\\b") {
      items.append(.assertion(.wordEdge))
    } else if take("\\B") {
      items.append(.assertion(.notWordEdge))
    } else if take("\\Q") {
      while byte != nil, !take("\\E") { items.append(literal(nextScalar())) }
    } else if let (set, isNegated) = try escapedClass() {
      let cased = cased(set)
      items.append(node(isNegated ? cased.negated : cased))
    } else {
      items.append(literal(try escapedScalar()))
    }
  }

  /// `\d`, `\pL` or `\p{Greek}` with their opposites; nil where no class stands.
  mutating func escapedClass() throws(Fault) -> (set: ScalarSet, isNegated: Bool)? {
    guard byte == UInt8(ascii: "\\"), place + 1 < bytes.count else { return nil }
    let letter = bytes[place + 1]
    let isNegated = letter & 0x20 == 0
    if let set = NamedSets.perl(letter) {
      place += 2
      return (set, isNegated)
    }
    guard letter | 0x20 == UInt8(ascii: "p") else { return nil }
    let start = place
    place += 2
    guard byte != nil else { throw Fault(.badEscape(text(from: start)), at: start) }
    var isOpposite = false
    let name: String
    if take("{") {
      isOpposite = take("^")
      let nameStart = place
      while let byte, byte != UInt8(ascii: "}") { place += 1 }
      name = text(from: nameStart)
      guard take("}") else { throw Fault(.unknownClass(text(from: start)), at: start) }
    } else {
      let nameStart = place
      _ = nextScalar()
      name = text(from: nameStart)
    }
    guard let set = NamedSets.unicode(name) else { throw Fault(.unknownClass(text(from: start)), at: start) }
    return (set, isNegated != isOpposite)
  }

  /// One escaped letter, from its backslash.
  mutating func escapedScalar() throws(Fault) -> UInt32 {
    let start = place
    place += 1
    guard let letter = byte else { throw Fault(.trailingBackslash, at: start) }
    let scalar = nextScalar()
    switch letter {
    case UInt8(ascii: "0"): return octal(scalar)
    case UInt8(ascii: "1")...UInt8(ascii: "7") where Self.octalDigits.contains(byte ?? 0):
      return octal(scalar)
    case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "k"), UInt8(ascii: "g"):
      throw Fault(.backreference(text(from: start)), at: start)
    case UInt8(ascii: "x"):
      guard let value = hexadecimal() else { throw Fault(.badEscape(text(from: start)), at: start) }
      return value
    default:
      if let simple = Self.simpleEscapes[letter] { return simple }
      let isPlain = letter >= 0x80 || letter != UInt8(ascii: "_") && NamedSets.word.contains(scalar)
      guard !isPlain else { throw Fault(.badEscape(text(from: start)), at: start) }
      return scalar
    }
  }

  /// Up to two more octal digits.
  private mutating func octal(_ first: UInt32) -> UInt32 {
    var value = first - 0x30
    for _ in 0..<2 {
      guard let byte, Self.octalDigits.contains(byte) else { break }
      value = value * 8 + UInt32(byte - UInt8(ascii: "0"))
      place += 1
    }
    return value
  }

  /// `7F` or `{10FFFF}`.
  private mutating func hexadecimal() -> UInt32? {
    guard take("{") else {
      guard let high = hexadecimalDigit(), let low = hexadecimalDigit() else { return nil }
      return high * 16 + low
    }
    guard var value = hexadecimalDigit() else { return nil }
    while !take("}") {
      guard let digit = hexadecimalDigit() else { return nil }
      value = value * 16 + digit
      guard value <= ScalarSet.last else { return nil }
    }
    return value
  }

  private mutating func hexadecimalDigit() -> UInt32? {
    guard byte != nil else { return nil }
    let digit: UInt32
    switch nextScalar() {
    case let scalar where NamedSets.digit.contains(scalar): digit = scalar - 0x30
    case let scalar where 0x61...0x66 ~= scalar | 0x20: digit = (scalar | 0x20) - 0x57
    default: return nil
    }
    return digit
  }

  private static let octalDigits = UInt8(ascii: "0")...UInt8(ascii: "7")

  private static let simpleEscapes: [UInt8: UInt32] = [
    UInt8(ascii: "a"): 7, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
    UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
  ]
}
