// Bands of income on a board, and the chain of a case.

import Charts
import Indicators
import Kernel
import Pages
import Registry

extension CockpitLayout {
  func bandCard(span: Int) -> HTML {
    let heading = language.say("收入分段", "Bands of income")
    let values = board.book.bands.map { ($0, board.value($0)) }
    let all = values.reduce(0) { $0 + Int($1.1.above ?? 0) }
    let bars = values.map { code, value in
      Bar(
        label: "\(board.indicator(code).title(language))", count: max(0, Int(value.above ?? 0)),
        value: HTML(escaping: text(value, code)), share: shareText(Int(value.above ?? 0), of: all))
    }
    return card(
      heading, span: span, hint: board.indicator(board.book.bands[0]).population(language),
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
    return card(heading, span: 7, hint: language.say("户", "Households"), "<ol class=\"chain\">\(items)</ol>")
  }
}
