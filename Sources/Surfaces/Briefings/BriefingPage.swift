// A briefing as a page: every number leads to what stands behind it.

import Charts
import Indicators
import Kernel
import Pages
import Registry

extension Briefing {
  /// Where the definition of a number and the rows behind it are.
  func address(_ source: BriefingSource, isBefore: Bool = false) -> PageAddress {
    switch source.item {
    case .figure(let code):
      .figures(
        .figure(code, FigureView(place: source.place.code, asOf: isBefore ? before.day : now.day)))
    case .count(let count):
      switch count {
      case .cluesOpened, .cluesWarned, .cluesSettled, .cluesSettledInTime, .cluesWaiting, .cluesLate:
        .monitoring(.clues(WorkView(place: source.place.code)))
      case .casesOpened, .casesRegistered, .casesEliminated:
        .monitoring(.episodes(WorkView(place: source.place.code)))
      case .householdsVisited, .meetingsHeld, .householdsJudged:
        .monitoring(.month(MonthView(place: source.place.code, WorkMonth(of: now.day))))
      }
    }
  }

  /// Whether that page shows how things stand today and not on the day of the briefing: lists of clues and
  /// cases have no past.
  func leadsToToday(_ source: BriefingSource) -> Bool {
    if case .monitoring(.month) = address(source) { return false }
    if case .count = source.item { return true }
    return false
  }

  func document(_ plain: PageFrame, seenFrom top: PlaceCode) -> HTML {
    var frame = plain
    (frame.title, frame.tab) = (title, .briefings(.list(nil)))
    frame.note = say("截至 \(now.day)，与 \(before.day) 比较", "As of \(now.day), compared with \(before.day)")
    frame.crumbs = [
      Crumb(say("调度材料", "Briefings"), .briefings(.list(place.code == top ? nil : place.code)))
    ]
    frame.footer = [origin]
    let files = [
      buttonLink("PDF", form(.pdf), isMain: true), buttonLink(say("Excel 工作簿", "Workbook"), form(.xlsx)),
      buttonLink("JSON", form(.json)),
    ]
    let warning = dataWarning.map { warning in
      notice(.amber, say("数据较旧", "older data"), warning.head, warning.detail)
    }
    let head = (warning ?? HTML()) + buttonRow(files)
    return frame.document("<div class=\"grid\"><div class=\"w12\">\(head)</div>\(cards)\(appendix)</div>")
  }

  private func form(_ form: BriefingAddress.Form) -> PageAddress {
    .briefings(.briefing(kind.code, place.code, "\(period)", form))
  }

  /// A card for each heading with what follows it.
  private var cards: [HTML] {
    var cards: [(heading: String, content: [HTML])] = []
    for block in blocks {
      if case .heading(let text) = block {
        cards.append((text, []))
        continue
      }
      if cards.isEmpty { cards.append((say("综述", "Summary"), [])) }
      cards[cards.count - 1].content.append(html(block))
    }
    return cards.map { card($0.heading, $0.content.reduce(HTML(), +)) }
  }

  private func html(_ block: BriefingBlock) -> HTML {
    switch block {
    case .heading: HTML()
    case .paragraph(let pieces):
      "<div class=\"inside\"><p class=\"lead\">\(pieces.map { html($0) })</p></div>"
    case .table(let table): html(table)
    case .chart(let chart): html(chart)
    case .note(let text): "<div class=\"inside\"><p class=\"remark\">\(text)</p></div>"
    case .tasks(let rows):
      """
      <div class="inside"><p class="remark">\(
        say("打印稿留有 \(rows) 行，供会上填写议定事项。", "The printed form has \(rows) rows for decisions."))</p></div>
      """
    case .signatures: HTML()
    }
  }

  private func html(_ piece: BriefingPiece) -> HTML {
    switch piece {
    case .words(let words): "\(words)"
    case .number(let text, let source):
      link(text, leads(source)) + (leadsToToday(sources[source - 1]) ? todayMark : HTML())
    }
  }

  /// Behind a number whose page shows another: that of today.
  private var todayMark: HTML {
    "<small class=\"hint\">\(say("（链接为今日清单）", " (leads to the list of today)"))</small>"
  }

  private func leads(_ source: Int, isBefore: Bool = false) -> PageAddress {
    address(sources[source - 1], isBefore: isBefore)
  }

  private func html(_ table: BriefingTable) -> HTML {
    guard !table.rows.isEmpty else {
      return "<div class=\"inside\"><p class=\"remark\">\(table.whenEmpty)</p></div>"
    }
    let dense = DenseTable(
      caption: table.caption,
      columns: table.columns.map { TableColumn($0.title, isNumber: $0.isNumber) },
      rows: table.rows.map { row in row.map { html($0) } })
    let remark: HTML =
      table.remark.isEmpty
      ? HTML() : "<div class=\"inside\"><p class=\"remark\">\(table.remark)</p></div>"
    return dense.html + remark
  }

  private func html(_ cell: BriefingCell) -> HTML {
    switch cell {
    case .text(let text): "\(text)"
    case .number(let text, _, _, let source, let isBefore):
      source.map { link(text, leads($0, isBefore: isBefore)) } ?? "\(text)"
    case .state(.held, let word): statusTag(.green, word)
    case .state(.missed, let word): statusTag(.amber, word)
    case .state(.unknown, let word): statusTag(.grey, word)
    }
  }

  private func html(_ chart: BriefingChart) -> HTML {
    switch chart {
    case .trend(let caption, let unit, let decimals, let moments, let values):
      let drawn = trendChart(
        chartWords(caption, unit, decimals), moments: moments, [Trend(caption, .line, values)])
      return "<div class=\"inside\"><h3>\(caption)</h3></div>\(drawn)"
    case .bars(let caption, let bars):
      let drawn = barChart(
        caption,
        bars.map { bar in
          Bar(
            label: link(bar.label, leads(bar.source)), mark: bar.mark, count: max(0, bar.units),
            value: "\(bar.value)")
        })
      return "<div class=\"inside\"><h3>\(caption)</h3></div>\(drawn)"
    case .changes(let caption, let bars):
      let drawn = contributionChart(
        caption,
        bars.map { Contribution(link($0.label, leads($0.source)), $0.units, value: $0.value) })
      return "<div class=\"inside\"><h3>\(caption)</h3></div>\(drawn)"
    }
  }

  private var appendix: HTML {
    let heading = say("数据来源", "Sources of the figures")
    let rows = sources.map { source -> [HTML] in
      [
        "\(source.number)", link(source.title, address(source)), "\(source.formula)", "\(source.place.name)",
        "\(source.now)", "\(source.before)", "\(grouped(source.rows))",
        "\(source.remark)" + (leadsToToday(source) ? todayMark : HTML()),
      ]
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(say("编号", "No.")), TableColumn(say("指标", "Figure")),
        TableColumn(say("算法", "How it is counted")), TableColumn(say("地区", "Place")),
        TableColumn("\(now.day)", isNumber: true), TableColumn("\(before.day)", isNumber: true),
        TableColumn(say("行数", "Rows"), isNumber: true), TableColumn(say("说明", "Remark")),
      ], rows: rows)
    let open = say("看全部 \(sources.count) 项来源", "All \(sources.count) sources")
    return card(
      heading, id: "sources", hint: say("打印稿的上标即为此编号", "Numbers raised in print"),
      "<details class=\"inside numbers\"><summary>\(open)</summary>\(table.html)</details>")
  }
}
