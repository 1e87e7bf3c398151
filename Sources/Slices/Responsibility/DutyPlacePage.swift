// Who made what at a place: figures, who is missing, a picture of places over periods.

import Access
import Entrance
import Kernel
import Pages

extension DutyLook {
  func placePage(_ place: PlaceCode, _ view: DutyView) throws(Problem) -> PageAnswer {
    try visitor.demand(place, or: AccessProblems.place(place))
    let choices = face.book.cadences.filter { $0.level >= place.level }
    guard let cadence = view.cadence.map({ face.book[$0] }) ?? proposed(choices, place) else {
      throw DutyProblems.unknown
    }
    let grid = try face.grid(
      cadence.code, in: place, periods: periods(of: cadence, at: place), asking)
    let late = try face.missing(cadence.code, in: place, limit: isJSON ? 1_000 : 20, asking)
    if isJSON { return .json(grid.json(late: late.rows, total: late.total)) }
    let name = try face.placeName(place, asking)
    var content = filter(place, cadence, choices) + figures(grid, late.total)
    if late.total > 0, place.level < cadence.level {
      content += missingCard(cadence, in: place, row: 1, late)
    }
    content += picture(grid)
    if cadence.product == .dailyReport, place.level >= .township { content += try changes(place, grid) }
    let title = say("\(name)\(say(cadence.title))完成情况", "\(say(cadence.title)): \(name)")
    return page(title, crumbs: try crumbs(above: place, view), content)
  }

  /// What is owed at the level below, else what the place itself owes.
  private func proposed(_ choices: [Cadence], _ place: PlaceCode) -> Cadence? {
    choices.first { $0.level == place.level.next } ?? choices.first
  }

  /// How far back is shown; of very many groups less.
  private func periods(of cadence: Cadence, at place: PlaceCode) -> Int {
    switch cadence.every {
    case .day: place.level <= .county ? 7 : 14
    case .xun, .month, .twoMonths: 6
    }
  }

  private func crumbs(above place: PlaceCode, _ view: DutyView) throws(Problem) -> [Crumb] {
    var (crumbs, next) = ([Crumb](), place.parent)
    while let above = next, visitor.sees(above) {
      crumbs.insert(Crumb(try face.placeName(above, asking), .duties(.place(above, view))), at: 0)
      next = above.parent
    }
    return crumbs
  }

  private func filter(_ place: PlaceCode, _ cadence: Cadence, _ choices: [Cadence]) -> HTML {
    let options = choices.map { FormOption($0.code, say($0.title)) }
    let form: HTML = """
      <form class="filter many" method="get" action="\(PageAddress.duties(.place(place, DutyView())))">\
      \(select("duty", say("哪项工作", "Which duty"), options, cadence.code))\
      <button class="button go">\(say("查看", "Show"))</button></form>
      """
    return card(say("看哪项工作", "Which duty"), form)
  }

  private func figures(_ grid: DutyGrid, _ late: Int) -> HTML {
    let score = grid.score
    let from = grid.periods.first.map { "\($0.first)" } ?? ""
    return keyFigures(
      say("完成情况", "How it stands"),
      [
        KeyFigure(
          say("完成率", "Completion"), value: percent(score.completion), unit: "",
          note: say("应完成 \(score.due)，已完成 \(score.made)", "\(score.made) of \(score.due)")),
        KeyFigure(
          say("及时率", "Timeliness"), value: percent(score.timeliness), unit: "",
          note: say("按时 \(score.onTime)", "\(score.onTime) in time")),
        KeyFigure(
          say("最近一期未完成", "Missing now"), value: grouped(late), unit: say("个", ""),
          note: say("统计自 \(from)", "counted from \(from)"),
          tag: late > 0 ? statusTag(.red, say("催办", "ask them")) : nil),
      ])
  }

  private func picture(_ grid: DutyGrid) -> HTML {
    let title = say("谁在什么时候做了什么", "Who made what, when")
    let columns =
      [TableColumn(say("单位", "Unit"))] + grid.periods.map { TableColumn(short($0)) }
      + [
        TableColumn(say("完成率", "Completion"), isNumber: true),
        TableColumn(say("及时率", "Timeliness"), isNumber: true),
      ]
    let rows = grid.rows.map { row -> [HTML] in
      [name(row, grid)]
        + zip(grid.periods, row.cells).map { cell($0.1, $0.0, row, grid) }
        + ["\(percent(row.score.completion))", "\(percent(row.score.timeliness))"]
    }
    guard !rows.isEmpty else {
      return card(
        title, emptyState(say("这里没有单位", "There is no unit here"), say("请先导入地方。", "Import places first.")))
    }
    return card(
      title, hint: say("按时、补报、缺、未到期", "in time, made up, missing, not due yet"), aside: legend,
      DenseTable(caption: title, columns: columns, rows: rows).html)
  }

  private var legend: HTML {
    let parts: [(Status, String)] = [
      (.green, say("按时", "in time")), (.amber, say("补报", "made up")), (.red, say("缺", "missing")),
      (.grey, say("未到期", "not due yet")),
    ]
    return parts.map { "\(statusTag($0.0, $0.1)) " as HTML }.reduce(HTML(), +)
  }

  private func short(_ period: WorkPeriod) -> String {
    switch period.rhythm {
    case .day: "\(period.first.month)-\(padded(period.first.dayOfMonth, 2))"
    case .xun: say("\(period.first.month)月\(period.key.suffix(2))", "\(period)")
    case .month: say("\(period.first.month)月", "\(period)")
    case .twoMonths: say("\(period.first.month)—\(period.last.month)月", "\(period)")
    }
  }

  private func name(_ row: DutyRow, _ grid: DutyGrid) -> HTML {
    let name = row.unit.subject.isEmpty ? row.name : face.subjectTitle(row.unit.subject)(language)
    guard row.unit.place != grid.place else { return "\(name)" }
    return link(name, .duties(.place(row.unit.place, DutyView(cadence: grid.cadence.code))))
  }

  /// One shape, its word for screen readers; numbers where several units stand behind it.
  private func cell(_ cell: DutyCell, _ period: WorkPeriod, _ row: DutyRow, _ grid: DutyGrid) -> HTML {
    guard cell.isOwed else { return "<span class=\"faint\">\(say("休", "rest"))</span>" }
    let (status, word): (Status, String) =
      if cell.onTime >= cell.units {
        (.green, say("按时", "in time"))
      } else if cell.made >= cell.units {
        (.amber, say("补报", "made up"))
      } else if cell.isOver {
        (.red, say("缺", "missing"))
      } else {
        (.grey, say("未到期", "not due yet"))
      }
    let isUnit = row.unit.place.level == grid.cadence.level
    let many: HTML = isUnit ? HTML() : " \(cell.made)/\(cell.units)"
    let sign = statusSign(status, word)
    guard isUnit, cell.made > 0 else { return sign + many }
    let duty = Duty(grid.cadence, row.unit, period, face.book.calendar, made: nil)
    return "<a href=\"\(action(duty))\">\(sign)</a>"
  }

  private func changes(_ place: PlaceCode, _ grid: DutyGrid) throws(Problem) -> HTML {
    guard let first = grid.periods.first?.first, let last = grid.periods.last?.last else { return HTML() }
    let told = try face.changes(in: place, from: first, through: last, limit: 40, asking)
    guard !told.isEmpty else { return HTML() }
    let names = try face.placeNames(told.map(\.place), asking)
    let title = say("上报的变化", "Changes that were reported")
    let rows = told.map { report -> [HTML] in
      [
        link("\(report.day)", .duties(.daily(report.place, report.day))), "\(names[report.place] ?? "")",
        "<span class=\"long\">\(report.words)</span>",
      ]
    }
    return card(
      title,
      DenseTable(
        caption: title,
        columns: [
          TableColumn(say("日期", "Day")), TableColumn(say("小组", "Group")), TableColumn(say("内容", "What")),
        ], rows: rows, narrow: .becomesCards
      ).html)
  }
}
