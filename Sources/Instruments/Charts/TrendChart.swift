// Values over time as columns and lines: drawn for a desk and for a phone, with a table behind.

package import Kernel
package import Pages

/// One series. **Shape**: as many values as the chart has moments; nil where nothing is known.
package struct Trend: Sendable {
  package enum Form: Sendable { case columns, line }

  package let name: String
  package let form: Form
  package let values: [Int?]

  package init(_ name: String, _ form: Form, _ values: [Int?]) {
    (self.name, self.form, self.values) = (name, form, values)
  }
}

/// What all charts say beside their drawing.
package struct ChartWords: Sendable {
  /// What is shown, where and when: the heading of the table and the name of the drawing.
  package let caption: String
  /// The head of the first column, for example 月份.
  package let moment: String
  package let language: Language
  /// A value as its reader sees it, with its unit.
  package let value: @Sendable (Int) -> String

  package init(
    _ caption: String, moment: String, _ language: Language, value: @escaping @Sendable (Int) -> String
  ) {
    (self.caption, self.moment, self.language, self.value) = (caption, moment, language, value)
  }
}

/// Columns first, lines over them, the name and last value of each series at its end; a single series that is
/// called as the whole has its value alone there.
/// **Shape**: nothing where there is no moment. Zero is always on the axis; a line is broken where a value is
/// not known.
package func trendChart(_ words: ChartWords, moments: [String], _ trends: [Trend]) -> HTML {
  precondition(trends.allSatisfy { $0.values.count == moments.count }, "a series has a value a moment")
  guard !moments.isEmpty, !trends.isEmpty else { return HTML() }
  let scale = ChartScale(holding: trends.flatMap { $0.values.compactMap(\.self) })
  let wide = TrendDrawing(words, moments, trends, scale, isNarrow: false).svg
  let narrow = TrendDrawing(words, moments, trends, scale, isNarrow: true).svg
  return """
    <figure class="trend">\(wide)\(narrow)\(chartTable(words, rows: moments, trends))</figure>
    """
}

/// The numbers of a chart as a table, folded away until it is asked for.
func chartTable(_ words: ChartWords, rows: [String], _ trends: [Trend]) -> HTML {
  let columns = [TableColumn(words.moment)] + trends.map { TableColumn($0.name, isNumber: true) }
  let cells = rows.indices.map { row -> [HTML] in
    [HTML(escaping: rows[row])]
      + trends.map { trend in HTML(escaping: trend.values[row].map(words.value) ?? "–") }
  }
  let table = DenseTable(caption: words.caption, columns: columns, rows: cells)
  let open = words.language.say("看数字表", "Numbers as a table")
  return "<details class=\"numbers\"><summary>\(open)</summary>\(table.html)</details>"
}

/// One drawing of a trend, in pixels of its own.
private struct TrendDrawing {
  let words: ChartWords
  let moments: [String]
  let trends: [Trend]
  let scale: ChartScale
  let isNarrow: Bool
  let width: Int
  let height: Int
  let (left, right, top, bottom): (Int, Int, Int, Int)
  /// What stands at the end of each series, as long as there is room for.
  let ends: [String]

  init(
    _ words: ChartWords, _ moments: [String], _ trends: [Trend], _ scale: ChartScale, isNarrow: Bool
  ) {
    (self.words, self.moments, self.trends, self.scale) = (words, moments, trends, scale)
    self.isNarrow = isNarrow
    width = isNarrow ? 340 : 760
    height = isNarrow ? 220 : 270
    let longest = scale.ticks.map { words.value($0).count }.max() ?? 1
    left = 14 + longest * 8
    func last(_ trend: Trend) -> String {
      (trend.values.last { $0 != nil } ?? nil).map { words.value($0) } ?? ""
    }
    func name(_ trend: Trend) -> String {
      trends.count == 1 && trend.name == words.caption ? "" : trend.name
    }
    let whole = trends.map { TrendDrawing.label(name($0), last($0), within: .max) }
    let widest = whole.map { TrendDrawing.width(of: $0) }.max() ?? 0
    // The name of the last moment stands half beyond its place.
    let beyond = (moments.last.map { TrendDrawing.width(of: $0) } ?? 0) / 2
    right = isNarrow ? max(14, beyond) : min(280, max(150, widest + 16))
    let room = isNarrow ? width - left - 4 : right - 12
    ends = trends.map { TrendDrawing.label(name($0), last($0), within: room) }
    (top, bottom) = (isNarrow ? 12 + 20 * trends.count : 14, 28)
  }

  /// About how wide a text is drawn: Chinese signs are square, others a little more than half of that.
  private static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 15 : 9) }
  }

  /// A name with a value behind it; where both have no room, the name is cut and the value stays.
  private static func label(_ name: String, _ value: String, within room: Int) -> String {
    func label(_ name: String) -> String { [name, value].filter { !$0.isEmpty }.joined(separator: " ") }
    guard width(of: label(name)) > room else { return label(name) }
    var kept = name
    while !kept.isEmpty, width(of: label(kept + "…")) > room { kept.removeLast() }
    return label(kept.isEmpty ? "" : kept + "…")
  }

  private var floor: Int { height - bottom }
  private var plot: (width: Int, height: Int) { (width - left - right, height - top - bottom) }
  private func x(_ moment: Int) -> Int { left + (2 * moment + 1) * plot.width / (2 * moments.count) }
  private func y(_ value: Int) -> Int { floor - scale.rise(value, of: plot.height) }

  var svg: HTML {
    let columns = trends.indices.filter { trends[$0].form == .columns }
    let drawn = columns.indices.map { place in
      bars(trends[columns[place]], columns[place], place, of: columns.count)
    }
    let lines = trends.indices.filter { trends[$0].form == .line }.map { line(trends[$0], $0) }
    return """
      <svg class="\(isNarrow ? "narrow" : "wide")" viewBox="0 0 \(width) \(height)" role="img" \
      aria-label="\(words.caption)">\(grid)\(drawn)\(lines)\(axis)\(names)</svg>
      """
  }

  private var grid: HTML {
    scale.ticks.map { tick -> HTML in
      """
      <line class="\(tick == 0 ? "zero" : "grid")" x1="\(left)" x2="\(width - right)" y1="\(y(tick))" \
      y2="\(y(tick))"/><text class="tick" x="\(left - 8)" y="\(y(tick) + 5)">\(words.value(tick))</text>
      """
    }.joined()
  }

  /// The names of moments, as many as there is room for; the last one always.
  private var axis: HTML {
    let longest = moments.map { TrendDrawing.width(of: $0) }.max() ?? 9
    let every = max(1, (longest + 8) * moments.count / max(1, plot.width) + 1)
    let named = moments.indices.filter { (moments.count - 1 - $0).isMultiple(of: every) }
    return named.map { moment -> HTML in
      "<text class=\"moment\" x=\"\(x(moment))\" y=\"\(height - 8)\">\(moments[moment])</text>"
    }.joined()
  }

  private func bars(_ trend: Trend, _ tone: Int, _ place: Int, of count: Int) -> HTML {
    let room = plot.width * 7 / (10 * moments.count)
    let breadth = max(1, room / count)
    let rects = trend.values.indices.compactMap { moment -> HTML? in
      guard let value = trend.values[moment] else { return nil }
      let (from, to) = (min(y(value), y(0)), max(y(value), y(0)))
      let at = x(moment) - room / 2 + place * breadth
      return "<rect x=\"\(at)\" y=\"\(from)\" width=\"\(max(1, breadth - 2))\" height=\"\(to - from)\"/>"
    }
    return "<g class=\"tone\(tone + 1)\">\(rects)</g>"
  }

  private func line(_ trend: Trend, _ tone: Int) -> HTML {
    var path = ""
    var isDrawing = false
    for moment in moments.indices {
      guard let value = trend.values[moment] else {
        isDrawing = false
        continue
      }
      path += "\(isDrawing ? "L" : "M")\(x(moment)) \(y(value))"
      isDrawing = true
    }
    let dots = moments.indices.compactMap { moment -> HTML? in
      trend.values[moment].map { "<circle cx=\"\(x(moment))\" cy=\"\(y($0))\" r=\"3\"/>" }
    }
    return "<g class=\"tone\(tone + 1)\"><path d=\"\(path)\"/>\(dots)</g>"
  }

  /// At the end of each series on a desk, above the drawing on a phone.
  private var names: HTML {
    var taken: [Int] = []
    return trends.indices.map { index -> HTML in
      let last = trends[index].values.last { $0 != nil } ?? nil
      var at = isNarrow ? 14 + 20 * index : y(last ?? 0) + 5
      while !isNarrow, taken.contains(where: { abs($0 - at) < 19 }) { at -= 19 }
      taken.append(at)
      let from = isNarrow ? left : width - right + 8
      return """
        <text class="end tone\(index + 1)" x="\(from)" y="\(at)">\(ends[index])</text>
        """
    }.joined()
  }
}
