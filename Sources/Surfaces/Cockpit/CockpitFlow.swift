// Cases on a board: registered and eliminated by month, bands of income, and the chain of a case.

import Charts
import Indicators
import Kernel
import Pages
import Registry

extension CockpitLayout {
  func trendCard() -> HTML {
    let heading = language.say("新识别与风险消除", "Registered and eliminated")
    let months = board.flow.months
    let words = ChartWords(
      heading, moment: language.say("月份", "Month"), language
    ) { [language] in countText($0, .households, language) }
    let names = months.map { month in
      language.say("\(month.first.month)月", String(month.first.description.prefix(7)))
    }
    return card(
      heading, span: 7, hint: language.say("近 12 个月，户", "The last twelve months, households"),
      trendChart(
        words, moments: names,
        [
          Trend(language.say("新识别", "registered"), .columns, months.map(\.registered)),
          Trend(language.say("消除", "eliminated"), .line, months.map(\.eliminated)),
        ]))
  }

  func bandCard() -> HTML {
    let heading = language.say("收入分段", "Bands of income")
    let values = board.book.bands.map { ($0, board.value($0)) }
    let all = values.reduce(0) { $0 + Int($1.1.above ?? 0) }
    let bars = values.map { code, value in
      Bar(
        label: "\(board.indicator(code).title(language))", count: max(0, Int(value.above ?? 0)),
        value: HTML(escaping: text(value, code)), share: shareText(Int(value.above ?? 0), of: all))
    }
    return card(
      heading, span: 5, hint: board.indicator(board.book.bands[0]).population(language),
      barChart(heading, bars))
  }

  /// From a case being looked into to the risk eliminated.
  func flowCard() -> HTML {
    let heading = language.say("个案闭环", "The way of cases")
    func count(_ code: String) -> String { board.value(code).text(board.indicator(code)) ?? "–" }
    func list(_ state: String) -> PageAddress {
      .monitoring(.episodes(WorkView(place: place.code, ["state": state])))
    }
    let steps: [(String, String, PageAddress)] = [
      (grouped(board.flow.opened), language.say("正在识别", "being looked into"), list("")),
      (count("monitoredHouseholds"), language.say("累计识别", "ever registered"), list("")),
      (count("underWatchHouseholds"), language.say("正在帮扶", "under watch"), list("")),
      (count("watchedWithMeasure"), language.say("已有措施", "with a measure"), list("")),
      (count("eliminatedHouseholds"), language.say("风险消除", "eliminated"), list("")),
    ]
    let items = steps.map { number, name, address -> HTML in
      "<li><b>\(link(number, address))</b><span>\(name)</span></li>"
    }
    return card(heading, hint: language.say("户", "Households"), "<ol class=\"chain\">\(items)</ol>")
  }
}
