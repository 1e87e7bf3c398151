// A briefing as a workbook: its text, a sheet for each table and chart, and the sheet of sources.

package import Kernel
import Pages
import Registry
package import Sheets

extension Briefing {
  /// **Problems**: `sheets.file.unwritable`.
  package func workbook(mark: String, at instant: Instant) throws(Problem) -> [UInt8] {
    try Workbook.bytes(title: title, at: instant) { (book) throws(Problem) in
      try writeText(mark, to: book)
      for block in blocks {
        switch block {
        case .table(let table): try write(table, mark, to: book)
        case .chart(let chart): try write(chart, mark, to: book)
        case .heading, .paragraph, .note, .tasks, .signatures: continue
        }
      }
      try writeSources(mark, to: book)
    }
  }

  private func writeText(_ mark: String, to book: Workbook) throws(Problem) {
    try book.beginSheet(say("正文", "Text"), mark: mark, [WorkbookColumn(title, width: 100)])
    if let dataLine { try book.add([.text(dataLine)]) }
    for block in blocks {
      switch block {
      case .heading(let text), .note(let text): try book.add([.text(text)])
      case .paragraph(let pieces): try book.add([.text(printed(pieces))])
      case .table, .chart, .tasks, .signatures: continue
      }
    }
    try book.add([.text(say("括号里的上标数字为“数据来源”表的编号。", "Raised numbers are those of the sheet of sources."))])
    try book.add([.text(origin)])
  }

  private func write(_ table: BriefingTable, _ mark: String, to book: Workbook) throws(Problem) {
    let columns = table.columns.map { WorkbookColumn($0.title, width: max(10, Double($0.share))) }
    let hasSources = table.rows.joined().contains { $0.source != nil }
    try book.beginSheet(
      table.caption, mark: mark,
      columns + (hasSources ? [WorkbookColumn(say("来源编号", "Sources"))] : []))
    for row in table.rows {
      try book.add(row.map(\.cell) + (hasSources ? [.text(sourceNumbers(of: row))] : []))
    }
    if table.rows.isEmpty {
      try book.add(
        [.text(table.whenEmpty)] + Array(repeating: .empty, count: table.columns.count - 1))
    }
  }

  private func write(_ chart: BriefingChart, _ mark: String, to book: Workbook) throws(Problem) {
    switch chart {
    case .trend(let caption, _, let decimals, let moments, let values):
      try book.beginSheet(
        caption, mark: mark,
        [WorkbookColumn(say("日期", "Day")), WorkbookColumn(say("数值", "Value"), width: 16)])
      for (moment, value) in zip(moments, values) {
        try book.add([
          .text(moment), value.map { .decimal(Int64($0), decimals: decimals) } ?? .empty,
        ])
      }
    case .bars(let caption, let bars), .changes(let caption, let bars):
      try book.beginSheet(
        caption, mark: mark,
        [
          WorkbookColumn(say("地区", "Place"), width: 18), WorkbookColumn(say("数值", "Value"), width: 18),
          WorkbookColumn(say("来源编号", "Source")),
        ])
      for bar in bars { try book.add([.text(bar.label), .text(bar.told), .number(Int64(bar.source))]) }
    }
  }

  private func writeSources(_ mark: String, to book: Workbook) throws(Problem) {
    try book.beginSheet(
      say("数据来源", "Sources"), mark: mark,
      [
        WorkbookColumn(say("编号", "No."), width: 8), WorkbookColumn(say("指标", "Figure"), width: 30),
        WorkbookColumn(say("代码", "Code"), width: 24),
        WorkbookColumn(say("算法", "How it is counted"), width: 50),
        WorkbookColumn(say("地区", "Place"), width: 16), WorkbookColumn(say("地区代码", "Place code"), width: 16),
        WorkbookColumn("\(now.day)", width: 16), WorkbookColumn("\(before.day)", width: 16),
        WorkbookColumn(say("行数", "Rows"), width: 12), WorkbookColumn(say("说明", "Remark"), width: 30),
      ])
    for source in sources {
      try book.add([
        .number(Int64(source.number)), .text(source.title), .text(source.item.code), .text(source.formula),
        .text(source.place.name), .text(source.place.code.short), .text(source.now), .text(source.before),
        .number(Int64(source.rows)), .text(source.remark),
      ])
    }
  }
}

extension BriefingCell {
  var source: Int? {
    if case .number(_, _, _, let source, _) = self { return source }
    return nil
  }

  fileprivate var cell: WorkbookCell {
    switch self {
    case .text(let text), .state(_, let text): .text(text)
    case .number(_, let units, let decimals, _, _): .decimal(units, decimals: decimals)
    }
  }
}
