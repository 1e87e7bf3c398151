// A briefing as plain lines, for a terminal.

import Kernel
import Papers

extension Briefing {
  /// Title, paragraphs and tables, as they are read.
  package var plain: String {
    ([title] + [dataLine].compactMap(\.self) + blocks.compactMap { plain($0) } + [origin]).joined(
      separator: "\n\n")
  }

  private func plain(_ block: BriefingBlock) -> String? {
    switch block {
    case .heading(let text), .note(let text): text
    case .paragraph(let pieces): pieces.map(\.text).joined()
    case .table(let table):
      table.rows.isEmpty
        ? table.whenEmpty
        : TextTable.render(
          [table.columns.map(\.title)] + table.rows.map { row in row.map(\.words) }, leftColumns: 2)
    case .chart(let chart): drawing(chart).map { "\($0.caption)\n\($0.words)" }
    case .tasks, .signatures: nil
    }
  }
}
