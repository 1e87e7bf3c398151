// Places side by side on a board: map and ranking.

import Charts
import Indicators
import Kernel
import Pages
import Registry

extension CockpitLayout {
  private var code: String { board.ranking.figure }

  /// Places with their values, the best first; then those of few, those without a number last. The remark
  /// says why a place has no rank, though it has a number.
  private func ranked() -> [(place: Place, value: IndicatorValue, rank: Int?, remark: String)] {
    let values = board.children.map { board.value(code, at: $0.code) }
    let bases = board.children.map { child in
      board.value(board.ranking.base, at: child.code).exact?.rounded(to: 0).map { Int($0) }
    }
    let standings = Standing.standings(
      of: zip(values, bases).map { (exact: $0.exact, base: $1) }, isHighGood: board.ranking.isHighGood,
      few: board.book.smallNumber)
    return standings.map { standing in
      let isUnknown = bases[standing.index] == nil
      let remark =
        standing.isFew
        ? language.say("基数小", "few") : isUnknown ? language.say("基数不明", "of how many is not known") : ""
      return (board.children[standing.index], values[standing.index], standing.rank, remark)
    }
  }

  func rankingCard() -> HTML {
    let indicator = board.indicator(code)
    let heading = language.say("排名：\(indicator.title.zh)", "Ranking: \(indicator.title.en)")
    let counted = board.indicator(board.ranking.count)
    let rows = ranked().map { row -> [HTML] in
      let remark = row.value.exact == nil ? why(row.value) : row.remark
      let mark: HTML = remark.isEmpty ? HTML() : statusTag(.grey, remark)
      return [
        link(row.place.name, PageAddress.cockpit(.board(row.place.code, rankedBy: code))),
        "\(row.rank.map(String.init) ?? "–")", "\(text(row.value, code)) \(mark)",
        movement(of: row.value, at: row.place.code),
        HTML(escaping: text(board.value(board.ranking.count, at: row.place.code), board.ranking.count)),
      ]
    }
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("地区", "Place")),
        TableColumn(language.say("名次", "Rank"), isNumber: true),
        TableColumn(indicator.title(language), isNumber: true),
        TableColumn(language.say("较上月", "Since last month"), isNumber: true),
        TableColumn(counted.title(language), isNumber: true),
      ], rows: rows)
    let others = board.book.rankings.map { ranking -> HTML in
      let title = board.indicator(ranking.figure).title(language)
      let isHere = ranking.figure == code
      let entry: HTML =
        isHere
        ? "<b>\(title)</b>"
        : link(title, PageAddress.cockpit(.board(place.code, rankedBy: ranking.figure)))
      return "<li>\(entry)</li>"
    }
    let (few, base) = (board.book.smallNumber, board.indicator(board.ranking.base).title)
    return card(
      heading, span: 7,
      hint: language.say(
        "“基数小”：\(base.zh)不足 \(few)，一户之差就会改变名次，不参加排名。",
        "“few”: \(base.en) below \(few), where a single household changes the rank; without a rank."),
      "<ul class=\"choices\">\(others)</ul>\(table.html)")
  }

  /// By how much the value moved within a month; a dash where one of the two is not known.
  private func movement(of value: IndicatorValue, at place: PlaceCode) -> HTML {
    let indicator = board.indicator(code)
    guard let now = value.exact, let before = board.before?.value(indicator, at: place).exact,
      let moved = now.minus(before), let text = moved.text(indicator.decimals)
    else { return "–" }
    let isStill = moved.rounded(to: indicator.decimals) == 0
    return HTML(escaping: isStill ? "0" : moved.isNegative ? text.replacing("-", with: "−") : "+" + text)
  }

  func mapCard() -> HTML {
    let indicator = board.indicator(code)
    let tiles = board.children.map { child -> Tile in
      let value = board.value(code, at: child.code)
      let words = text(value, code)
      return Tile(
        place: child.code, name: child.name,
        level: value.exact?.rounded(to: levelDecimals).flatMap { Int(exactly: $0) },
        value: number(value, indicator),
        sentence: child.name + language.say("：", ": ") + "\(indicator.title(language)) \(words)",
        address: .cockpit(.board(child.code, rankedBy: code)))
    }
    let (heading, unit) = (indicator.title(language), indicator.unit.title(language))
    let hint = unit.isEmpty || unit == "%" ? "" : unit
    if let shapes, tiles.contains(where: { shapes.rings[$0.place] != nil }) {
      return card(
        heading, span: 5, hint: hint, regionMap(heading, shapes, tiles, language, told: border))
    }
    guard tiles.contains(where: { map.wide[$0.place] != nil }) else {
      return card(heading, span: 5, hint: hint, barChart(heading, bars(tiles)))
    }
    return card(heading, span: 5, hint: hint, tileMap(heading, map, tiles, language, told: border))
  }

  /// A value as a map has room for it: the unit stands in the heading, but for percents.
  private func number(_ value: IndicatorValue, _ indicator: Indicator) -> String {
    value.text(indicator).map { $0 + (indicator.unit == .percent ? "%" : "") } ?? "–"
  }

  /// Shades go by steps that the key can tell.
  private var levelDecimals: Int { min(1, board.indicator(code).decimals) }

  private func border(_ level: Int) -> String {
    let text = Fraction(Int128(level), levelDecimals == 0 ? 1 : 10)?.text(levelDecimals) ?? "–"
    return text + (board.indicator(code).unit == .percent ? "%" : "")
  }

  private func bars(_ tiles: [Tile]) -> [Bar] {
    tiles.sorted { ($0.level ?? -1) > ($1.level ?? -1) }.map { tile in
      Bar(
        label: link(tile.name, tile.address), count: max(0, tile.level ?? 0),
        value: HTML(escaping: tile.value))
    }
  }
}
