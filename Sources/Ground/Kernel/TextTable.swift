// Columns of text for a terminal, with wide characters counted as two.

/// Lays rows of cells out for a terminal.
package enum TextTable {
  /// Rows under one another: the first column to the left, the others to the right.
  package static func render(_ rows: [[String]], leftColumns: Int = 1) -> String {
    let columns = rows.map(\.count).max() ?? 0
    var widths = [Int](repeating: 0, count: columns)
    for row in rows {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], width(of: cell)) }
    }
    let lines = rows.map { row -> String in
      let cells = row.enumerated().map { column, cell -> String in
        let fill = String(repeating: " ", count: widths[column] - width(of: cell))
        return column < leftColumns ? cell + fill : fill + cell
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How many places a terminal gives a text: East Asian wide characters take two.
  package static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1.value) ? 2 : 1) }
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
