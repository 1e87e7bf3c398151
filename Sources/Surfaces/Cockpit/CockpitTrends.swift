// What goes over months on a board: clues, cases, and the targets on their way.

import Charts
import Indicators
import Kernel
import Pages
import Registry

extension CockpitLayout {
  private func names(of months: [Day]) -> [String] {
    months.map { language.say("\($0.month)月", String($0.description.prefix(7))) }
  }

  private func chart(_ heading: String, span: Int, hint: String, unit: Unit, _ trends: [Trend]) -> HTML {
    let words = ChartWords(heading, moment: language.say("月份", "Month"), language) { [language] in
      countText($0, unit, language)
    }
    let names = names(of: board.flow.months.map(\.first))
    return card(heading, span: span, hint: hint, trendChart(words, moments: names, trends))
  }

  /// Clues that came, ended, and stood open at the end of each month.
  func clueCard(span: Int = 6) -> HTML {
    let months = board.flow.months
    return chart(
      language.say("风险线索：新增、办结与未结", "Clues: new, ended and open"), span: span,
      hint: language.say(
        "近 12 个月，截至 \(board.flow.asOf)，由线索的起止日期算出",
        "The twelve months up to \(board.flow.asOf), from the days of the clues"),
      unit: Unit(zh: "条", one: "clue", many: "clues"),
      [
        Trend(language.say("新增", "new"), .columns, months.map(\.newClues)),
        Trend(language.say("办结", "ended"), .columns, months.map(\.endedClues)),
        Trend(language.say("月末未结", "open"), .line, months.map(\.openClues)),
      ])
  }

  /// Episodes that were registered, ended, and stood open at the end of each month.
  func trendCard(span: Int = 6) -> HTML {
    let months = board.flow.months
    return chart(
      language.say("监测个案：新识别、消除与在办", "Cases: registered, eliminated and open"), span: span,
      hint: language.say(
        "近 12 个月，截至 \(board.flow.asOf)，户", "The twelve months up to \(board.flow.asOf), households"),
      unit: .households,
      [
        Trend(language.say("新识别", "registered"), .columns, months.map(\.registered)),
        Trend(language.say("消除", "eliminated"), .columns, months.map(\.eliminated)),
        Trend(language.say("月末在办", "open"), .line, months.map(\.openEpisodes)),
      ])
  }

  // Progress against targets.

  func targetCard() -> HTML {
    let heading = language.say("目标进度", "Progress against targets")
    let rows = board.book.targets.map { target -> [HTML] in
      let (indicator, value) = (board.indicator(target.figure), board.value(target.figure))
      let limit = target.limit.text(indicator.decimals) ?? ""
      let tag: HTML =
        value.exact.map { exact in
          target.isMet(by: exact)
            ? statusTag(.green, language.say("达标", "met"))
            : statusTag(.amber, language.say("未达标", "not met"))
        } ?? statusTag(.grey, why(value))
      return [
        link(indicator.title(language), leads(target.figure)), tag,
        HTML(escaping: text(value, target.figure) + open(value)),
        "\(target.isFloor ? "≥" : "≤") \(limit)\(indicator.unit == .percent ? "%" : "")",
        "\(sparkline(board.course.line(target.figure))) \(moved(target.figure))",
      ]
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("指标", "Figure")), TableColumn(language.say("状态", "State")),
        TableColumn(language.say("现值", "Now"), isNumber: true),
        TableColumn(language.say("目标", "Target"), isNumber: true),
        TableColumn(language.say("近 12 个月", "Twelve months"), isNumber: true),
      ], rows: rows)
    return card(heading, span: 12, table.html + months())
  }

  /// From the first known value of the months to now.
  private func moved(_ code: String) -> HTML {
    let values = board.course.values[code] ?? []
    let indicator = board.indicator(code)
    guard let first = values.dropLast().lazy.compactMap(\.number).first, let last = values.last?.number,
      let change = last.minus(first), let text = change.text(indicator.decimals)
    else { return HTML(escaping: values.contains(.waiting) ? language.say("正在计算", "being counted") : "–") }
    return HTML(escaping: change.isNegative ? text.replacing("-", with: "−") : "+" + text)
  }

  private func months() -> HTML {
    let course = board.course
    let codes = board.book.targets.map(\.figure)
    let cells = course.months.indices.map { month -> [HTML] in
      let name = String(course.months[month].description.prefix(7))
      let mark =
        course.renewing.contains(course.months[month])
        ? language.say("（正在更新）", " (being renewed)") : ""
      return [HTML(escaping: name + mark)]
        + codes.map { code in cell(course.values[code]?[month] ?? .untold, board.indicator(code)) }
    }
    let caption = language.say("目标指标各月", "The figures of the targets by month")
    let table = DenseTable(
      caption: caption,
      columns: [TableColumn(language.say("月份", "Month"))]
        + codes.map { TableColumn(board.indicator($0).title(language), isNumber: true) }, rows: cells)
    let words = language.say(
      "当月最后一次存档的数值优先（标“存”）；没有存档的月份，按月末当天的事实重算。"
        + "“未知”：所依据的内容登记册只保留现值，当时又没有存档；每月末运行 shouwang figures --keep 即可留存。",
      "What was kept last in a month comes first (kept); months without it are counted from the facts "
        + "as they were on the last day. Not known: the register has only the present value of what it rests "
        + "on, and nobody kept the figure; shouwang figures --keep at the end of each month does.")
    return """
      <details class="inside numbers"><summary>\(language.say("看各月数值", "The numbers by month"))</summary>\
      <p class="remark">\(words)</p>\(table.html)</details>
      """
  }

  private func cell(_ value: CourseValue, _ indicator: Indicator) -> HTML {
    func number(_ exact: Fraction) -> String { exact.text(indicator.decimals) ?? "–" }
    switch value {
    case .kept(let exact, let day):
      let words = language.say("\(day.month) 月 \(day.dayOfMonth) 日存", "kept on \(day)")
      return "\(number(exact)) <small>\(words)</small>"
    case .counted(let exact): return HTML(escaping: number(exact))
    case .untold: return "–"
    case .waiting: return HTML(escaping: language.say("正在计算", "being counted"))
    case .onlyNow: return HTML(escaping: language.say("未知", "not known"))
    }
  }
}
