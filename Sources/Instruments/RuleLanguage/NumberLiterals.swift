// Reads whole numbers, unsigned numbers and decimals.

import RuleValues

extension Lexer {
  mutating func number() {
    let start = place
    if byte() == UInt8(ascii: "0"), byte(1) | 0x20 == UInt8(ascii: "x"), byte(2).hexDigit != nil {
      place += 2
      while byte().hexDigit != nil { place += 1 }
      whole(source.string(Span(start + 2, place)), radix: 16, from: start)
      return
    }
    while byte().isDigit { place += 1 }
    let isDecimal = fraction()
    if isDecimal {
      let value = Double(source.string(Span(start, place)))
      if value?.isFinite != true {
        complaints.append(.numberTooLarge(Span(start, place), .double))
        return finish(.broken, from: start)
      }
      finish(.literal(.double(value ?? 0)), from: start)
    } else {
      whole(source.string(Span(start, place)), radix: 10, from: start)
    }
  }

  /// Steps over `.5` and `e+3`; tells whether there was either.
  private mutating func fraction() -> Bool {
    let start = place
    if byte() == UInt8(ascii: "."), byte(1).isDigit {
      place += 1
      while byte().isDigit { place += 1 }
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
      if byte(1 + sign).isDigit {
        place += 1 + sign
        while byte().isDigit { place += 1 }
      }
    }
    return place > start
  }

  private mutating func whole(_ digits: String, radix: Int, from start: Int) {
    let isUnsigned = byte() | 0x20 == UInt8(ascii: "u")
    if isUnsigned { place += 1 }
    let value = UInt64(digits, radix: radix)
    if value == nil || !isUnsigned && value ?? 0 > UInt64(Int64.max) + 1 {
      complaints.append(.numberTooLarge(Span(start, place), isUnsigned ? .uint : .int))
      finish(.broken, from: start)
    } else {
      finish(isUnsigned ? .literal(.uint(value ?? 0)) : .integer(value ?? 0), from: start)
    }
  }

  /// A number that runs into letters (`12ab`) is one fault, not two tokens.
  private mutating func finish(_ kind: Token.Kind, from start: Int) {
    if isWide(scalarHere()), scalarHere() != "＿" { return wideRun(from: start) }
    guard byte().continuesName else {
      let kind = unit(behind: Double(source.string(Span(start, place))), from: start) ?? kind
      return add(kind, from: start)
    }
    while byte().continuesName { place += 1 }
    complaints.append(.badNumber(Span(start, place), text: source.string(Span(start, place))))
    add(.broken, from: start)
  }
}
