// Regular expressions of RE2's language, matched in time linear in the text.
import Synchronization

/// A regular expression of RE2's language, matched in time linear in the text.
package struct Pattern: Sendable {
  /// How many capturing groups there are, not counting the whole match.
  package let groupCount: Int
  /// The instructions of its program: what a byte of a text costs at worst. 1 for plain text.
  package let size: Int
  private let literal: PatternLiteral?
  private let machine: PatternMachine

  /// Reads a pattern. **Problems**: the first `Fault` from its front; also a pattern that would make too
  /// large a program, which is refused before any of it is built.
  package init(_ text: String) throws(Fault) {
    var parser = PatternParser(text)
    let node = try parser.pattern()
    groupCount = parser.groupCount
    literal = PatternLiteral(node, sets: parser.sets)
    machine = PatternMachine(PatternProgram(node, sets: parser.sets, groupCount: groupCount))
    size = literal == nil ? node.size + 1 : 1
  }

  /// Whether the pattern matches anywhere in the text.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      if let literal { return literal.firstRange(in: bytes.span, from: 0) != nil }
      return machine.matches(bytes.span)
    }
  }

  /// The leftmost match that begins at a byte or after it, and of those the one Perl would prefer.
  /// **Shape**: the whole match first, then each group; nil for a group that took no part. Nil without a
  /// match. **Unit**: UTF-8 bytes. What stands before the byte counts for `^` and `\b`.
  package func firstMatch(in text: [UInt8], from start: Int) -> [Range<Int>?]? {
    guard 0...text.count ~= start else { return nil }
    if let literal {
      // A group of plain text is one that is repeated no times: `(a){0}b`.
      let untaken = Array(repeating: Range<Int>?.none, count: groupCount)
      return literal.firstRange(in: text.span, from: start).map { [$0] + untaken }
    }
    var run = PatternRun(machine.program)
    return run.firstMatch(in: text.span, from: start)
  }
}

/// A program and the tables that its users have filled so far; each user has a table to itself.
private final class PatternMachine: Sendable {
  let program: PatternProgram
  private let idleTables = Mutex<[PatternTable]>([])

  init(_ program: PatternProgram) { self.program = program }

  func matches(_ text: Span<UInt8>) -> Bool {
    var table = idleTables.withLock { $0.popLast() } ?? newTable()
    let answer = table.matches(text)
    idleTables.withLock { $0.append(table) }
    return answer
  }

  private func newTable() -> PatternTable {
    PatternTable(program, PatternAlphabet(program.sets + [NamedSets.word, ScalarSet.newline]))
  }
}
