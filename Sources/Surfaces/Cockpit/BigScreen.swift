// The board on a wall: dark, large, without anything to click, and new by itself.

import Charts
import Indicators
import Kernel
import Pages
import Registry

/// The content of the big screen.
struct BigScreen {
  let board: CockpitBoard
  let brand: Text
  let language: Language
  let map: TileMap
  let shapes: RegionShapes?

  /// How long the screen stands before it asks again.
  static let seconds = 15

  var document: HTML {
    """
    <!doctype html>
    <html lang="\(language == .zh ? "zh-CN" : "en")">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex, nofollow">
    <title>\(board.place.name) · \(brand(language))</title>
    <link rel="stylesheet" href="\(Stylesheet.address)">
    <noscript><meta http-equiv="refresh" content="60"></noscript>
    <script type="module" src="\(ScreenScript.address)"></script>
    </head>
    <body class="wall">
    \(Icon.sheet)
    <main id="wall">\(content)</main>
    </body></html>
    """
  }

  var content: HTML {
    let layout = CockpitLayout(
      board: board,
      frame: PageFrame(
        brand: brand, tabs: [], language: language, address: .cockpit(.screen), title: ""), map: map,
      shapes: shapes)
    return """
      <header><h1>\(board.place.name) · \(brand(language))</h1>\
      <p>\(board.note(language))</p></header>
      <div class="walls">\(numbers(layout))\(layout.mapCard())\(places(layout))\(layout.clueCard(span: 4))\
      \(layout.trendCard(span: 4))\(layout.bandCard(span: 4))</div>
      """
  }

  private func numbers(_ layout: CockpitLayout) -> HTML {
    let codes = board.book.bottomLine + board.book.narrowings + board.book.ensures
    let items = codes.map { code -> HTML in
      let (indicator, value) = (board.indicator(code), board.value(code))
      // What is not known is neither held nor broken.
      let status = value.exact.map { $0.isZero ? Status.green : .red } ?? .grey
      let sign = board.book.bottomLine.contains(code) ? statusSign(status, "") : HTML()
      return """
        <div><dt>\(indicator.title(language))</dt><dd>\(sign)<b>\(value.text(indicator) ?? "–")</b>\
        <small>\(indicator.unit.title(language))</small></dd></div>
        """
    }
    let heading = language.say("底线与目标", "Bottom line and aims")
    return card(heading, span: 3, "<dl class=\"wallnumbers\">\(items)</dl>")
  }

  private func places(_ layout: CockpitLayout) -> HTML {
    let (heading, code) = (language.say("正在帮扶（户）", "Households under watch"), "underWatchHouseholds")
    let counted = board.children.map { (place: $0, count: Int(board.value(code, at: $0.code).above ?? 0)) }
    let bars = counted.sorted { ($1.count, $0.place.code) < ($0.count, $1.place.code) }.prefix(12).map {
      row in
      Bar(label: "\(row.place.name)", count: row.count, value: "\(grouped(row.count))")
    }
    return card(heading, span: 4, barChart(heading, Array(bars)))
  }
}
