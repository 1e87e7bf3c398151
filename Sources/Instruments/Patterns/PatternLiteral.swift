// Patterns that are plain text, perhaps held to the start or the end, found without a machine.

struct PatternLiteral: Sendable {
  private let needle: [UInt8]
  private let isAtStart: Bool
  private let isAtEnd: Bool
  /// How much of the needle still fits after a mismatch behind each of its bytes.
  private let fallbacks: [Int]

  /// Nil where the pattern is more than plain text.
  init?(_ node: Pattern.Node, sets: [ScalarSet]) {
    var nodes: ArraySlice<Pattern.Node> =
      switch node.shape {
      case .sequence(let nodes): nodes[...]
      case .empty: []
      default: [node]
      }
    isAtStart = nodes.first.map { Self.holds($0, .textStart) } ?? false
    if isAtStart { nodes.removeFirst() }
    isAtEnd = nodes.last.map { Self.holds($0, .textEnd) } ?? false
    if isAtEnd { nodes.removeLast() }
    var text = String.UnicodeScalarView()
    for node in nodes {
      guard case .set(let number) = node.shape, let scalar = sets[number].single else { return nil }
      text.append(scalar)
    }
    needle = Array(String(text).utf8)
    fallbacks = Self.fallbacks(of: needle)
  }

  private static func holds(_ node: Pattern.Node, _ wanted: Pattern.Assertion) -> Bool {
    guard case .assertion(let assertion) = node.shape else { return false }
    return assertion == wanted
  }

  private static func fallbacks(of needle: [UInt8]) -> [Int] {
    var fallbacks = needle.isEmpty ? [] : [0]
    var fitting = 0
    for byte in needle.dropFirst() {
      while fitting > 0, needle[fitting] != byte { fitting = fallbacks[fitting - 1] }
      if needle[fitting] == byte { fitting += 1 }
      fallbacks.append(fitting)
    }
    return fallbacks
  }

  func firstRange(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    let end = text.count - needle.count
    if isAtStart {
      return start == 0 && end >= 0 && (!isAtEnd || end == 0) && stands(in: text, at: 0)
        ? 0..<needle.count : nil
    }
    if isAtEnd { return end >= start && stands(in: text, at: end) ? end..<text.count : nil }
    if needle.isEmpty { return start..<start }
    var fitting = 0
    for place in start..<text.count {
      let byte = text[place]
      while fitting > 0, needle[fitting] != byte { fitting = fallbacks[fitting - 1] }
      if needle[fitting] == byte { fitting += 1 }
      if fitting == needle.count { return place + 1 - fitting..<place + 1 }
    }
    return nil
  }

  private func stands(in text: Span<UInt8>, at place: Int) -> Bool {
    needle.indices.allSatisfy { needle[$0] == text[place + $0] }
  }
}
