// Reads what stands in round brackets: capturing and plain groups, flags.

extension PatternParser {
  /// A group; nil where it only sets flags for what follows.
  mutating func group() throws(Fault) -> Node? {
    let start = place
    place += 1
    guard depth < Pattern.Most.depth else { throw Fault(.tooDeep, at: start) }
    depth += 1
    defer { depth -= 1 }
    let outerFlags = flags
    var index: Int?
    if !take("?") {
      index = try newGroup(at: start)
    } else if try name(from: start) {
      index = try newGroup(at: start)
    } else if try !opensWithFlags(from: start) {
      return nil
    }
    let inner = try choice()
    guard take(")") else { throw Fault(.unclosedGroup, at: start) }
    flags = outerFlags
    return index.map { .group(inner, index: $0) } ?? inner
  }

  private mutating func newGroup(at start: Int) throws(Fault) -> Int {
    guard groupCount < Pattern.Most.groups else { throw Fault(.tooManyGroups, at: start) }
    groupCount += 1
    return groupCount
  }

  /// Reads `P<name>` or `<name>`; false where no name stands.
  private mutating func name(from start: Int) throws(Fault) -> Bool {
    for sign in ["=", "!", "<=", "<!"] where take(sign) {
      throw Fault(.lookaround(text(from: start)), at: start)
    }
    if take("P=") { throw Fault(.backreference(text(from: start)), at: start) }
    guard take("P<") || take("<") else { return false }
    let nameStart = place
    while let byte, byte != UInt8(ascii: ">"), byte != UInt8(ascii: ")") { place += 1 }
    let name = text(from: nameStart)
    let isSound = !name.isEmpty && name.unicodeScalars.allSatisfy { NamedSets.word.contains($0.value) }
    guard isSound, take(">") else { throw Fault(.badGroupName(name), at: nameStart) }
    guard names.insert(name).inserted else { throw Fault(.duplicateGroupName(name), at: nameStart) }
    return true
  }

  /// Reads `i-s:` or `i-s)`; true where a group follows.
  private mutating func opensWithFlags(from start: Int) throws(Fault) -> Bool {
    var changed = flags
    var isNegative = false
    var hasFlag = true
    while byte != nil {
      switch nextScalar() {
      case 0x69: changed.foldsCase = !isNegative
      case 0x6D: changed.isMultiline = !isNegative
      case 0x73: changed.dotTakesNewline = !isNegative
      case 0x55: changed.isUngreedy = !isNegative
      case 0x2D where !isNegative:
        (isNegative, hasFlag) = (true, false)
        continue
      case let end where hasFlag && (end == 0x3A || end == 0x29):
        flags = changed
        return end == 0x3A
      default: throw Fault(.unknownGroup(text(from: start)), at: start)
      }
      hasFlag = true
    }
    throw Fault(.unclosedGroup, at: start)
  }
}
