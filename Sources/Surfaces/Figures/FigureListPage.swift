// All figures of a place, each with what was published of it.

import Indicators
import Kernel
import Pages
import Registry

extension FigureLook {
  func list(
    _ lines: [FigureLine], of place: Place, _ path: [Place], _ board: IndicatorBoard, _ isCurrent: Bool
  ) -> HTML {
    let title = say("指标：\(place.name)", "Figures of \(place.name)")
    return page(
      title, crumbs: crumbs(path), note: note(board, isCurrent: isCurrent),
      summary(lines, board) + tableCard(lines, of: place, board))
  }

  /// The way to a place from the reader's own, each step its own list.
  func crumbs(_ path: [Place]) -> [Crumb] {
    path.dropLast().map { Crumb($0.name, .figures(.list(FigureView(place: $0.code, asOf: view.asOf)))) }
  }

  private func summary(_ lines: [FigureLine], _ board: IndicatorBoard) -> HTML {
    let stated = lines.filter { $0.stated != nil }
    let untold = lines.count { $0.value.exact == nil }
    var figures = [
      KeyFigure(
        say("指标", "Figures"), value: grouped(lines.count), unit: say("项", ""),
        note: say("由户、人和台账的记录算出", "computed from households, persons and ledgers"))
    ]
    if !stated.isEmpty {
      figures.append(
        KeyFigure(
          say("与公开值相符", "Match what was published"), value: grouped(stated.count { $0.verdict == .same }),
          unit: say("项", ""), note: say("有公开值 \(stated.count) 项", "of \(stated.count) published")))
      figures.append(
        KeyFigure(
          say("不符", "Differ"), value: grouped(stated.count { $0.verdict == .differs }), unit: say("项", ""),
          note: say("差额见下表", "by how much stands below")))
    }
    figures.append(
      KeyFigure(
        say("无法得出", "Cannot be told"), value: grouped(untold), unit: say("项", ""),
        note: say("写明原因，不写 0", "with the reason, never as 0")))
    return keyFigures(say("主要数字", "Key figures"), figures)
  }

  private func tableCard(_ lines: [FigureLine], of place: Place, _ board: IndicatorBoard) -> HTML {
    let sheet = desk.book.sheet(of: place.code, near: board.asOf)
    let heading = say("全部指标", "All figures")
    let hint = sheet.map {
      say("公开值：\($0.source.zh)；截至 \($0.asOf)", "Published: \($0.source.en); as of \($0.asOf)")
    }
    let aside = link(
      "JSON", .figures(.list(FigureView(place: view.place, asOf: view.asOf, form: .json))))
    guard !lines.isEmpty else {
      return card(
        heading,
        emptyState(
          say("没有您业务范围内的指标", "No figure is your business"),
          say("指标按所用数据归属部门。", "Figures go by the data that they rest on.")))
    }
    return card(
      heading, hint: hint ?? "", aside: aside,
      filter(.figures(.list(FigureView()))) + table(lines, heading, hasStated: sheet != nil))
  }

  private func table(_ lines: [FigureLine], _ caption: String, hasStated: Bool) -> HTML {
    var columns = [TableColumn(say("指标", "Figure")), TableColumn(say("单位", "Unit"))]
    if hasStated { columns.append(TableColumn(say("公开值", "Published"), isNumber: true)) }
    columns.append(TableColumn(say("计算值", "Computed"), isNumber: true))
    if hasStated {
      columns += [TableColumn(say("差", "Difference"), isNumber: true), TableColumn(say("结论", "Verdict"))]
    }
    columns += [TableColumn(say("行数", "Rows"), isNumber: true), TableColumn(say("说明", "Remark"))]
    let rows = lines.map { line -> [HTML] in
      let address = PageAddress.figures(
        .figure(line.indicator.code, FigureView(place: view.place, asOf: view.asOf)))
      var cells: [HTML] = [
        link(line.indicator.title(language), address), "\(line.indicator.unit.title(language))",
      ]
      if hasStated { cells.append("\(line.stated.flatMap { $0.value.text($0.decimals) } ?? "–")") }
      cells.append(link(words: line, address))
      if hasStated {
        cells.append("\(line.difference?.text(line.stated?.decimals ?? 0) ?? "–")")
        cells.append(line.stated == nil ? "–" : tag(line))
      }
      cells.append("\(grouped(line.value.rows))")
      cells.append("\(remarks(line))")
      return cells
    }
    return DenseTable(caption: caption, columns: columns, rows: rows, narrow: .becomesCards).html
  }

  private func link(words line: FigureLine, _ address: PageAddress) -> HTML {
    guard let text = line.computed else { return words(line.value, line.indicator) }
    return link(text, address)
  }

  private func link(_ words: String, _ address: PageAddress) -> HTML { Pages.link(words, address) }

  func remarks(_ line: FigureLine) -> String {
    [line.remark, line.stated?.note].compactMap { $0?(language) }.joined(separator: say("；", "; "))
  }
}
