// Reads a regular expression of RE2's language: alternatives, sequences and repetitions.

struct PatternParser {
  typealias Fault = Pattern.Fault
  typealias Node = Pattern.Node

  struct Flags {
    var foldsCase = false
    var isMultiline = false
    var dotTakesNewline = false
    var isUngreedy = false
  }

  let bytes: [UInt8]
  var place = 0
  var flags = Flags()
  var depth = 0
  var groupCount = 0
  var names: Set<String> = []
  private(set) var sets: [ScalarSet] = []
  private var numbers: [ScalarSet: Int] = [:]

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The whole pattern as a tree.
  mutating func pattern() throws(Fault) -> Node {
    guard bytes.count <= Pattern.Most.bytes else { throw Fault(.tooLong, at: Pattern.Most.bytes) }
    let node = try choice()
    guard place == bytes.count else { throw Fault(.unopenedGroup, at: place) }
    return try limited(node, at: 0)
  }

  mutating func choice() throws(Fault) -> Node {
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return .choice(branches)
  }

  private mutating func sequence() throws(Fault) -> Node {
    var items: [Node] = []
    var operatorStart: Int?
    while let byte, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      let start = place
      if let times = try repetition() {
        if let operatorStart { throw Fault(.badRepetition(text(from: operatorStart)), at: operatorStart) }
        guard let operand = items.popLast() else {
          throw Fault(.missingOperand(text(from: start)), at: start)
        }
        items.append(try limited(.repetition(operand, times), at: start))
        operatorStart = start
      } else {
        try item(byte, into: &items)
        operatorStart = nil
      }
    }
    return .sequence(items)
  }

  private mutating func item(_ byte: UInt8, into items: inout [Node]) throws(Fault) {
    switch byte {
    case UInt8(ascii: "("):
      if let group = try group() { items.append(group) }
    case UInt8(ascii: "["): items.append(node(try bracketClass()))
    case UInt8(ascii: "\\"): try escape(into: &items)
    case UInt8(ascii: "."):
      place += 1
      items.append(node(flags.dotTakesNewline ? .all : ScalarSet.newline.negated))
    case UInt8(ascii: "^"):
      place += 1
      items.append(.assertion(flags.isMultiline ? .lineStart : .textStart))
    case UInt8(ascii: "$"):
      place += 1
      items.append(.assertion(flags.isMultiline ? .lineEnd : .textEnd))
    default: items.append(literal(nextScalar()))
    }
  }

  private func limited(_ node: Node, at offset: Int) throws(Fault) -> Node {
    guard node.size < Pattern.Most.instructions else { throw Fault(.tooLarge, at: offset) }
    return node
  }

  /// The repetition that begins here, if any; `{` without sound counts is a letter.
  private mutating func repetition() throws(Fault) -> Pattern.Repetition? {
    let start = place
    let counts: (least: Int, most: Int?)
    if take("*") {
      counts = (0, nil)
    } else if take("+") {
      counts = (1, nil)
    } else if take("?") {
      counts = (0, 1)
    } else if let read = braces() {
      counts = read
    } else {
      place = start
      return nil
    }
    let end = place
    let isLazy = take("?") != flags.isUngreedy
    let upper = counts.most ?? counts.least
    guard upper <= Pattern.Most.repetitions, counts.least <= upper else {
      throw Fault(.badRepeatCount(text(from: start, to: end)), at: start)
    }
    return Pattern.Repetition(least: counts.least, most: counts.most, isLazy: isLazy)
  }

  private mutating func braces() -> (least: Int, most: Int?)? {
    guard take("{"), let least = count() else { return nil }
    guard take(",") else { return take("}") ? (least, least) : nil }
    if take("}") { return (least, nil) }
    guard let most = count(), take("}") else { return nil }
    return (least, most)
  }

  /// A number without leading zeros; those beyond any limit are read as a million.
  private mutating func count() -> Int? {
    let start = place
    var value = 0
    while let byte, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte {
      value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
      place += 1
    }
    let hasLeadingZero = place > start + 1 && bytes[start] == UInt8(ascii: "0")
    return place == start || hasLeadingZero ? nil : value
  }
}

extension PatternParser {
  /// The byte at this place; nil at the end.
  var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func take(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }

  mutating func nextScalar() -> UInt32 {
    let (scalar, width) = bytes.span.scalar(at: place)
    place += width
    return scalar
  }

  func text(from start: Int, to end: Int? = nil) -> String {
    String(decoding: bytes[start..<(end ?? place)], as: UTF8.self)
  }

  mutating func literal(_ scalar: UInt32) -> Node { node(cased(ScalarSet([scalar...scalar]))) }

  func cased(_ set: ScalarSet) -> ScalarSet { flags.foldsCase ? set.folded : set }

  mutating func node(_ set: ScalarSet) -> Node {
    if let number = numbers[set] { return .set(number) }
    numbers[set] = sets.count
    sets.append(set)
    return .set(sets.count - 1)
  }
}
