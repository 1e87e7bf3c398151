// The text of a rule, with the line and column of every place in it.

package import RuleValues

package struct Source: Sendable {
  package let text: String
  let bytes: [UInt8]
  private let lineStarts: [Int]

  package init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    self.bytes = bytes
    let (feed, back) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    // A line ends with LF, CRLF or a CR of its own.
    let ends = bytes.indices.filter { place in
      bytes[place] == feed
        || bytes[place] == back && (place + 1 == bytes.count || bytes[place + 1] != feed)
    }
    lineStarts = [0] + ends.map { $0 + 1 }
  }

  /// Where an offset stands: line and column count from 1, a column is one character as people count them.
  package func position(at offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(at: offset)
    return (line + 1, string(lineStarts[line]..<offset).count + 1)
  }

  /// The offset at which the line that an offset stands in begins.
  package func lineStart(at offset: Int) -> Int { lineRange(at: offset).lowerBound }

  /// The line an offset stands in, without its end; characters that steer a terminal are shown as signs.
  package func line(at offset: Int) -> String { string(lineRange(at: offset)).withoutControls }

  /// Spaces and carets that stand under the span when printed below its line; wide characters take two.
  package func caret(under span: Span) -> String {
    let (before, marked, _) = parts(span)
    return before.blank + String(repeating: "^", count: max(1, marked.cells))
  }

  /// The line and the carets under it, both set in by two blanks; of a long line the part about the span.
  package func excerpt(under span: Span) -> String {
    var (before, marked, after) = parts(span)
    let isLong = before.cells + marked.cells + after.cells > Self.widest
    if isLong, before.cells > Self.widest / 2 { before = "…" + before.suffixed(cells: Self.widest / 2) }
    if isLong, marked.cells > Self.widest / 2 {
      (marked, after) = (marked.prefixed(cells: Self.widest / 2), "…")
    }
    let room = Self.widest - before.cells - marked.cells
    if isLong, after.cells > room { after = after.prefixed(cells: max(0, room)) + "…" }
    return
      "  \(before)\(marked)\(after)\n  \(before.blank)\(String(repeating: "^", count: max(1, marked.cells)))"
  }

  /// A longer line is shown in part.
  static let widest = 100

  package func string(_ span: Span) -> String {
    string(max(0, span.lower)..<max(span.lower, min(span.upper, bytes.count)))
  }

  /// The text of the span as a hint repeats it; a long one is left out.
  func short(_ span: Span) -> String {
    guard span.upper - span.lower <= 60 else { return "…" }
    let text = string(span)
    return text.utf8.contains(UInt8(ascii: "\n")) ? "…" : text
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// What stands before the span in its line, what of the span stands in that line, and what stands behind.
  private func parts(_ span: Span) -> (before: String, marked: String, after: String) {
    let line = lineRange(at: span.lower)
    let lower = min(max(span.lower, line.lowerBound), line.upperBound)
    let upper = min(max(span.upper, lower), line.upperBound)
    return (
      string(line.lowerBound..<lower).withoutControls, string(lower..<upper).withoutControls,
      string(upper..<line.upperBound).withoutControls
    )
  }

  /// Lines are many where a text has many, and every complaint asks.
  private func lineIndex(at offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func lineRange(at offset: Int) -> Range<Int> {
    let line = lineIndex(at: min(max(offset, 0), bytes.count))
    let start = lineStarts[line]
    guard line + 1 < lineStarts.count else { return start..<bytes.count }
    var end = lineStarts[line + 1] - 1
    if bytes[end] == UInt8(ascii: "\n"), end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

extension String {
  /// How many cells of a terminal the text takes.
  fileprivate var cells: Int { reduce(0) { $0 + $1.cells } }

  /// Blanks of the same width; tabs stay tabs, so that they end where those above end.
  fileprivate var blank: String {
    map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.cells) }.joined()
  }

  fileprivate func suffixed(cells: Int) -> String {
    var room = cells
    return String(
      reversed().prefix {
        room -= $0.cells; return room >= 0
      }.reversed())
  }

  fileprivate func prefixed(cells: Int) -> String {
    var room = cells
    return String(
      prefix {
        room -= $0.cells; return room >= 0
      })
  }

  /// Characters that would move the cursor or turn the direction of writing, shown as signs for them.
  fileprivate var withoutControls: String {
    guard unicodeScalars.contains(where: \.steers) else { return self }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          guard scalar.steers else { return scalar }
          return scalar.value < 0x20 ? Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}" : "\u{FFFD}"
        }))
  }
}

extension Character {
  /// A character as people count them is as wide as its widest part: an emoji of several persons is one.
  fileprivate var cells: Int {
    let scalars = unicodeScalars
    if scalars.count > 1, scalars.contains("\u{FE0F}") { return 2 }
    return scalars.reduce(0) { max($0, $1.columns) }
  }
}

extension Unicode.Scalar {
  fileprivate var steers: Bool {
    switch value {
    case 0x09: false
    case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// How many columns a terminal gives to the character, by Unicode's East Asian Width; signs whose width is
  /// ambiguous there, such as Chinese quotation marks, count as narrow.
  var columns: Int {
    switch value {
    case ..<0x0300: return value == 0xAD ? 0 : 1
    case 0x1160...0x11FF: return 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F200...0x1F2FF,
      0x16FE0...0x18DFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
      return isCombining ? 0 : 2
    default:
      if isCombining { return 0 }
      return properties.isEmojiPresentation ? 2 : 1
    }
  }

  private var isCombining: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }
}
