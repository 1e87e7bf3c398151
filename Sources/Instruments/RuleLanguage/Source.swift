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
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// Where an offset stands: line and column count from 1, a column is one character as people count them.
  package func position(at offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(at: offset)
    return (line + 1, string(lineStarts[line]..<offset).count + 1)
  }

  /// The line an offset stands in, without its end.
  package func line(at offset: Int) -> String { string(lineRange(at: offset)) }

  /// Spaces and carets that stand under the span when printed below its line; wide characters take two.
  package func caret(under span: Span) -> String {
    let line = lineRange(at: span.lower)
    let lower = min(max(span.lower, line.lowerBound), line.upperBound)
    let upper = min(max(span.upper, lower), line.upperBound)
    let before = string(line.lowerBound..<lower).unicodeScalars.map { scalar in
      scalar == "\t" ? "\t" : String(repeating: " ", count: scalar.columns)
    }
    let width = string(lower..<upper).unicodeScalars.reduce(0) { $0 + $1.columns }
    return before.joined() + String(repeating: "^", count: max(1, width))
  }

  package func string(_ span: Span) -> String {
    string(max(0, span.lower)..<max(span.lower, min(span.upper, bytes.count)))
  }

  private func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func lineIndex(at offset: Int) -> Int {
    (lineStarts.firstIndex { $0 > offset } ?? lineStarts.count) - 1
  }

  private func lineRange(at offset: Int) -> Range<Int> {
    let line = lineIndex(at: min(max(offset, 0), bytes.count))
    let start = lineStarts[line]
    var end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }
}

extension Unicode.Scalar {
  /// How many columns a terminal gives to the character.
  var columns: Int {
    switch value {
    case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
