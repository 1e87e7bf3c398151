// Reads what stands in square brackets.

extension PatternParser {
  /// A class from its `[` on.
  mutating func bracketClass() throws(Fault) -> ScalarSet {
    let start = place
    place += 1
    let isNegated = take("^")
    // Case is folded before a part is negated: `(?i)[^\D]` must not take what it folds into.
    var plain: [ClosedRange<UInt32>] = []
    var negated: [ClosedRange<UInt32>] = []
    var isFirst = true
    while let byte, isFirst || byte != UInt8(ascii: "]") {
      isFirst = false
      if let part = try namedClass() {
        if part.isNegated {
          negated += cased(part.set).negated.ranges
        } else {
          plain += part.set.ranges
        }
      } else {
        plain.append(try range())
      }
    }
    guard take("]") else { throw Fault(.unclosedClass, at: start) }
    let set = ScalarSet(cased(ScalarSet(plain)).ranges + negated)
    return isNegated ? set.negated : set
  }

  private mutating func namedClass() throws(Fault) -> (set: ScalarSet, isNegated: Bool)? {
    let start = place
    guard take("[:") else { return try escapedClass() }
    let isNegated = take("^")
    let nameStart = place
    while place < bytes.count, !take(":]") { place += 1 }
    guard bytes[nameStart..<place].suffix(2).elementsEqual(":]".utf8) else {
      place = start
      return nil
    }
    guard let set = NamedSets.posix[text(from: nameStart, to: place - 2)] else {
      throw Fault(.unknownClass(text(from: start)), at: start)
    }
    return (set, isNegated)
  }

  /// One letter or `a-z`; a hyphen before the closing bracket is a letter.
  private mutating func range() throws(Fault) -> ClosedRange<UInt32> {
    let start = place
    let lower = try member()
    guard byte == UInt8(ascii: "-"), place + 1 < bytes.count, bytes[place + 1] != UInt8(ascii: "]") else {
      return lower...lower
    }
    place += 1
    let upper = try member()
    guard lower <= upper else { throw Fault(.badRange(text(from: start)), at: start) }
    return lower...upper
  }

  private mutating func member() throws(Fault) -> UInt32 {
    byte == UInt8(ascii: "\\") ? try escapedScalar() : nextScalar()
  }
}
