// One figure: what it is, how it is computed, its parts by place, and the households behind it.

import Access
import Database
import Indicators
import Kernel
import Pages
import Registry

/// What the page of a figure shows.
struct FigureSheet: Sendable {
  let indicator: Indicator
  let place: Place
  let path: [Place]
  let board: IndicatorBoard
  let isCurrent: Bool
  var parts: [Place] = []
  /// The households of the page asked for, and how many there are; none for who may not list them.
  var households: [Household] = []
  var total = 0
  /// Why there is no list.
  var unlisted: Text?
  /// As it was kept at the close of days, the newest first.
  var history: [KeptFigure] = []
  /// What can have moved it; nil for who may not see it.
  var moves: [FigureMove]?

  struct Household: Sendable {
    let place: PlaceCode
    let number: Int64
    var head: String
    var spot: String
    /// Whether its reader sees where it lives now, which decides who may see it.
    var isSeen = true
    /// Of a change of counts: how many of its rows came and went.
    var (more, less) = (0, 0)
  }

  /// Where it counts a ledger of places that is the reader's business: the rows of the page asked for.
  var ledger: FigureLedger?

  static let pageSize = 50

  var line: FigureLine {
    FigureLine(
      indicator: indicator, value: board.value(indicator, at: place.code),
      stated: board.book.sheet(of: place.code, near: board.asOf)?.figure(indicator.code))
  }
}

extension FigureLook {
  func figure(_ sheet: FigureSheet) -> HTML {
    let title = sheet.indicator.title(language)
    let own = PageAddress.figures(.list(FigureView(place: view.place, asOf: view.asOf)))
    return page(
      "\(title) · \(sheet.place.name)", crumbs: crumbs(sheet.path) + [Crumb(sheet.place.name, own)],
      note: note(sheet.board, isCurrent: sheet.isCurrent),
      numbers(sheet) + definition(sheet) + parts(sheet) + history(sheet)
        + ledger(sheet) + households(sheet) + (sheet.moves.map { movesCard($0) } ?? HTML()))
  }

  private func numbers(_ sheet: FigureSheet) -> HTML {
    let (line, indicator) = (sheet.line, sheet.indicator)
    let unit = indicator.unit.title(language)
    var figures = [
      KeyFigure(
        sheet.board.kept == nil ? say("计算值", "Computed") : say("存档值", "As kept"),
        value: line.computed ?? "–", unit: unit, note: line.remark?(language) ?? "")
    ]
    if let kept = sheet.board.kept {
      let now = sheet.board.counted(indicator, at: sheet.place.code)
      figures.append(
        KeyFigure(
          say("按现在的登记重算", "Counted anew"), value: now.text(indicator) ?? "–", unit: unit,
          note: now.remark?(language)
            ?? say(
              "\(kept.at.day()) 存档，已印发的材料以存档值为准",
              "kept on \(kept.at.day()); papers rest on what was kept")))
    }
    if let stated = line.stated {
      figures.append(
        KeyFigure(
          say("公开值", "Published"), value: stated.value.text(stated.decimals) ?? stated.written, unit: unit,
          note: stated.note?(language) ?? "", tag: tag(line)))
    }
    if let difference = line.difference {
      figures.append(
        KeyFigure(
          say("差", "Difference"), value: difference.text(line.stated?.decimals ?? 0) ?? "–", unit: unit,
          note: say("计算值按公开值的小数位四舍五入后相减", "after rounding to the decimals of what was published")))
    }
    figures.append(
      KeyFigure(
        say("背后的行数", "Rows behind it"), value: grouped(line.value.rows), unit: say("行", "rows"),
        note: line.value.unknown == 0
          ? ""
          : say(
            "另有 \(grouped(line.value.unknown)) 行无法判断", "\(grouped(line.value.unknown)) more cannot be judged")
      ))
    return keyFigures(say("数值", "The number"), figures)
  }

  private func rounding(_ decimals: Int) -> String {
    say(
      "全程精确计算，只在写出时四舍五入到 \(decimals) 位小数",
      "exact until it is written, then rounded once to \(decimals) decimals, halves up")
  }

  private func definition(_ sheet: FigureSheet) -> HTML {
    let indicator = sheet.indicator
    var facts: [(name: String, value: HTML)] = [
      (say("算法", "Formula"), "\(indicator.formula(language))"),
      (say("统计范围", "Population"), "\(indicator.population(language))"),
      (say("时间口径", "Period"), "\(indicator.period.title(language))"),
      (say("归口", "Owner"), "\(indicator.owner.title(language)) · \(indicator.mechanism)"),
      (say("取整", "Rounding"), "\(rounding(indicator.decimals))"),
    ]
    for code in indicator.reading.codes {
      guard let other = desk.book.indicator(code) else { continue }
      let address = PageAddress.figures(
        .figure(code, FigureView(place: view.place, asOf: view.asOf)))
      facts.append((say("由指标", "From"), link(other.title(language), address)))
    }
    for text in desk.book.words(of: indicator) {
      facts.append((text.name(language), "<code>\(text.source)</code>"))
    }
    let onlyNow = desk.book.keptOnlyNow(indicator)
    if !onlyNow.isEmpty {
      let names = onlyNow.map { $0(language) }.joined(separator: say("、", ", "))
      let words = say(
        "登记册只保留现值，查询过去某日时仍按现值：\(names)",
        "the register keeps the present value only, also for a past day: \(names)")
      facts.append((say("过去的日子", "Past days"), "\(words)"))
    }
    return card(say("定义", "Definition"), id: "definition", factList(facts))
  }

  private func parts(_ sheet: FigureSheet) -> HTML {
    let rows = sheet.parts.compactMap { part -> [HTML]? in
      let value = sheet.board.value(sheet.indicator, at: part.code)
      let line = FigureLine(indicator: sheet.indicator, value: value, stated: nil)
      let address = PageAddress.figures(
        .figure(sheet.indicator.code, FigureView(place: part.code, asOf: view.asOf)))
      return [
        link(part.name, address), words(value, sheet.indicator), "\(grouped(value.rows))",
        "\(line.remark?(language) ?? "")",
      ]
    }
    guard !rows.isEmpty else { return HTML() }
    let caption = say("各地情况", "By place")
    let table = DenseTable(
      caption: caption,
      columns: [
        TableColumn(say("地区", "Place")),
        TableColumn("\(say("计算值", "Computed")) \(sheet.indicator.unit.title(language))", isNumber: true),
        TableColumn(say("行数", "Rows"), isNumber: true), TableColumn(say("说明", "Remark")),
      ], rows: rows)
    return card(
      caption, id: "parts", filter(.figures(.figure(sheet.indicator.code, FigureView()))) + table.html)
  }

  private func history(_ sheet: FigureSheet) -> HTML {
    guard !sheet.history.isEmpty else { return HTML() }
    let caption = say("历次存档", "As it was kept")
    let rows = sheet.history.map { kept -> [HTML] in
      let text = kept.exact?.text(sheet.indicator.decimals) ?? "–"
      return ["<time>\(kept.day.description)</time>", "\(text)", "\(grouped(kept.rows))"]
    }
    let table = DenseTable(
      caption: caption,
      columns: [
        TableColumn(say("日期", "Day")),
        TableColumn("\(say("值", "Value")) \(sheet.indicator.unit.title(language))", isNumber: true),
        TableColumn(say("行数", "Rows"), isNumber: true),
      ], rows: rows)
    return card(caption, id: "history", table.html)
  }
}
