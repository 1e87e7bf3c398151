// A briefing as papers to print: the text with its numbered sources, and the list of sources behind it.

import Charts
import Kernel
import Pages
package import Papers
import Registry

extension Briefing {
  /// The text, and the appendix of its sources. **Shape**: two papers, each with page numbers of its own.
  package func papers(mark: String) -> [Paper] {
    let text = Paper(
      headline, parts: [.note(foot)] + (dataLine.map { [.note($0)] } ?? []) + blocks.flatMap { parts($0) })
    var appendix = Paper(
      say("附件：数据来源表", "Appendix: sources of the figures"), number: title,
      parts: [.list(sourceList), .note(origin)])
    appendix.margins = .working
    return [text, appendix].map { paper in
      var paper = paper
      (paper.watermark, paper.formName, paper.language) = (mark, kind.title(language), language)
      return paper
    }
  }

  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  private var foot: String {
    say("文中上标和表中“来源”均为附件《数据来源表》的编号。", "Raised numbers and those under Source are of the appendix. ") + origin
  }

  private func parts(_ block: BriefingBlock) -> [PaperPart] {
    switch block {
    case .heading(let text): [.heading(text)]
    case .paragraph(let pieces): [.paragraph(printed(pieces))]
    case .table(let table):
      [.list(list(table))] + (table.remark.isEmpty ? [] : [.note(table.remark)])
    case .chart(let chart): drawing(chart).map { [.drawing($0)] } ?? []
    case .note(let text): [.note(text)]
    case .tasks(let rows): [.list(taskList(rows))]
    case .signatures(let labels): [.signatures(labels.map { PaperSignature($0) })]
    }
  }

  private func list(_ table: BriefingTable) -> PaperList {
    let hasSources = table.rows.joined().contains { $0.source != nil }
    let last = hasSources ? [PaperColumn(say("来源", "Source"), share: 10, .centre)] : []
    let columns = table.columns.enumerated().map { index, column in
      let longest = column.isNumber ? table.rows.map { $0[index].words.count }.max() ?? 0 : 0
      return PaperColumn(
        column.title, share: numberShare(column.share, longest), column.isNumber ? .right : .left)
    }
    var list = PaperList(
      columns + last,
      table.rows.map { row in row.map(\.words) + (hasSources ? [sourceNumbers(of: row)] : []) },
      whenEmpty: table.whenEmpty)
    list.isSmall = true
    return list
  }

  /// The numbers of the sources of a row, each once.
  func sourceNumbers(of row: [BriefingCell]) -> String {
    let numbers = row.compactMap(\.source)
    return numbers.enumerated().filter { numbers.firstIndex(of: $1) == $0 }.map { "\($0.element)" }
      .joined(separator: say("、", ", "))
  }

  private func taskList(_ rows: Int) -> PaperList {
    PaperList(
      [
        PaperColumn(say("序号", "No."), share: 6), PaperColumn(say("议定事项", "Decision"), share: 38),
        PaperColumn(say("责任单位", "Who answers"), share: 18), PaperColumn(say("完成时限", "By when"), share: 14),
      ], (1...rows).map { ["\($0)", "\n", "", ""] })
  }

  /// A number is not broken into two lines: its column is as wide as the longest one.
  private func numberShare(_ share: Int, _ longest: Int) -> Int { max(share, longest + 7) }

  private var sourceList: PaperList {
    let mostRows = sources.map { grouped($0.rows).count }.max() ?? 0
    return PaperList(
      [
        PaperColumn(say("编号", "No."), share: 9, .centre), PaperColumn(say("指标", "Figure"), share: 24),
        PaperColumn(say("算法", "How it is counted"), share: 34), PaperColumn(say("地区", "Place"), share: 11),
        PaperColumn("\(now.day)", share: 18, .right), PaperColumn("\(before.day)", share: 18, .right),
        PaperColumn(say("行数", "Rows"), share: numberShare(12, mostRows + 1), .right),
      ],
      sources.map { source in
        let first = sources.first { $0.item == source.item }
        let formula = first.map(\.number) == source.number ? source.formula : nil
        return [
          "\(source.number)", source.title,
          formula ?? say("同第\(first?.number ?? 0)项", "as no. \(first?.number ?? 0)"), source.place.name,
          source.now, source.before,
          grouped(source.rows) + (source.remark.isEmpty ? "" : "\n" + source.remark),
        ]
      })
  }

  func drawing(_ chart: BriefingChart) -> PaperDrawing? {
    switch chart {
    case .trend(let caption, let unit, let decimals, let moments, let values):
      paperTrend(chartWords(caption, unit, decimals), moments: moments, values)
    case .bars(let caption, let bars), .changes(let caption, let bars):
      paperBars(caption, bars.map { PaperBar($0.label, $0.units, value: $0.told) })
    }
  }

  func chartWords(_ caption: String, _ unit: String, _ decimals: Int) -> ChartWords {
    ChartWords(caption, moment: say("日期", "Day"), language) { number in
      let size = (0..<decimals).reduce(1) { size, _ in size * 10 }
      let isWhole = number.isMultiple(of: size)
      return numberText(isWhole ? number / size : number, isWhole ? 0 : decimals) + (unit == "%" ? "%" : "")
    }
  }
}

/// A paragraph as paper prints it: a number bears the number of its source, raised, where that is not the one
/// of the number before.
func printed(_ pieces: [BriefingPiece]) -> String {
  var last: Int?
  return pieces.map { piece in
    guard case .number(let text, let source) = piece else { return piece.text }
    defer { last = source }
    return source == last ? text : text + raised(source)
  }.joined()
}

/// `⁽³⁾`, which stays with what it is raised behind.
private func raised(_ number: Int) -> String {
  let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
  let raised = String(String(number).compactMap { $0.wholeNumberValue.map { digits[$0] } })
  return "\u{2060}⁽\u{2060}\(raised)\u{2060}⁾"
}

/// A number counted in units of its last decimal.
func numberText(_ units: Int, _ decimals: Int) -> String {
  guard decimals > 0 else { return (units < 0 ? "-" : "") + grouped(abs(units)) }
  let size = (0..<decimals).reduce(1) { size, _ in size * 10 }
  let whole = grouped(abs(units) / size)
  return (units < 0 ? "-" : "") + whole + "." + padded(abs(units) % size, decimals)
}
