// Charts for papers: the same trends and bars as on pages, as drawings that a PDF file can hold.

package import Papers

/// One bar of a paper. **Unit**: `amount` in what the chart counts, negative to the left of zero.
package struct PaperBar: Sendable {
  package let label: String
  package let amount: Int
  /// The amount as its reader sees it; with its remark, such as that it stands for few.
  package let value: String

  package init(_ label: String, _ amount: Int, value: String) {
    (self.label, self.amount, self.value) = (label, amount, value)
  }
}

/// Bars one below the other from a common zero, each with its number at its end. **Shape**: nil where there
/// is no bar.
package func paperBars(_ caption: String, _ bars: [PaperBar]) -> PaperDrawing? {
  guard !bars.isEmpty else { return nil }
  let below = Double(bars.map { max(0, -$0.amount) }.max() ?? 0)
  let above = Double(bars.map { max(0, $0.amount) }.max() ?? 0)
  // Numbers of bars to the left stand left of these.
  let (left, pitch) = (below > 0 ? 146.0 : 96.0, 18.0)
  let room = 352 - left
  let zero = left + (below + above == 0 ? 0 : room * below / (below + above))
  let unit = below + above == 0 ? 0 : room / (below + above)
  var marks: [PaperDrawing.Mark] = []
  for (row, bar) in bars.enumerated() {
    let middle = pitch * (Double(row) + 0.5)
    let size = max(Double(abs(bar.amount)) * unit, bar.amount == 0 ? 0 : 0.5)
    let isLess = bar.amount < 0
    marks.append(.text(bar.label, .init(88, middle), .right, size: 9.5, .ink))
    marks.append(
      .rect(
        .init(isLess ? zero - size : zero, middle - 5), width: size, height: 10, isLess ? .less : .middle))
    marks.append(
      .text(
        bar.value, .init(isLess ? zero - size - 5 : zero + size + 5, middle), isLess ? .right : .left,
        size: 9.5, .ink))
  }
  let height = pitch * Double(bars.count)
  marks.append(.path([.init(zero, 0), .init(zero, height)], thickness: 0.6, .quiet))
  let words = bars.map { "\($0.label) \($0.value)" }.joined(separator: "；")
  return PaperDrawing(width: 442, height: height, marks, caption: caption, words: words)
}

/// A line over time with its scale, the last value at its end. **Shape**: nil with less than two known
/// values; the line is broken where a value is not known.
package func paperTrend(_ words: ChartWords, moments: [String], _ values: [Int?]) -> PaperDrawing? {
  precondition(values.count == moments.count, "a series has a value a moment")
  guard values.compactMap(\.self).count > 1 else { return nil }
  let plot = PaperPlot(words, moments, values)
  let told = zip(moments, values).map { "\($0) \($1.map(words.value) ?? "–")" }.joined(separator: "；")
  return PaperDrawing(
    width: PaperPlot.width, height: PaperPlot.height, plot.marks, caption: words.caption, words: told)
}

/// Where everything of one trend stands.
private struct PaperPlot {
  static let width = 442.0
  static let height = 150.0
  private static let (top, floor) = (10.0, 128.0)

  let words: ChartWords
  let moments: [String]
  let values: [Int?]
  private let scale: ChartScale
  private let left: Double
  private let right = 70.0

  init(_ words: ChartWords, _ moments: [String], _ values: [Int?]) {
    (self.words, self.moments, self.values) = (words, moments, values)
    scale = ChartScale(holding: values.compactMap(\.self))
    left = 14 + Double(scale.ticks.map { words.value($0).count }.max() ?? 1) * 5.6
  }

  private func x(_ moment: Int) -> Double {
    left + (PaperPlot.width - left - right) * (Double(moment) + 0.5) / Double(moments.count)
  }

  private func y(_ value: Int) -> Double {
    let whole = Int(PaperPlot.floor - PaperPlot.top)
    return PaperPlot.floor - Double(scale.rise(value, of: whole * 10)) / 10
  }

  var marks: [PaperDrawing.Mark] { grid + axis + line }

  private var grid: [PaperDrawing.Mark] {
    scale.ticks.flatMap { tick -> [PaperDrawing.Mark] in
      [
        .path(
          [.init(left, y(tick)), .init(PaperPlot.width - right, y(tick))], thickness: tick == 0 ? 0.8 : 0.4,
          tick == 0 ? .quiet : .faint),
        .text(words.value(tick), .init(left - 6, y(tick)), .right, size: 8.5, .quiet),
      ]
    }
  }

  /// As many names as there is room for; the last one always.
  private var axis: [PaperDrawing.Mark] {
    let each = (PaperPlot.width - left - right) / Double(moments.count)
    let every = max(1, Int((56 / each).rounded(.up)))
    return moments.indices.filter { (moments.count - 1 - $0).isMultiple(of: every) }.map {
      .text(moments[$0], .init(x($0), PaperPlot.floor + 12), .centre, size: 8.5, .quiet)
    }
  }

  private var line: [PaperDrawing.Mark] {
    var (marks, run): ([PaperDrawing.Mark], [PaperDrawing.Point]) = ([], [])
    func end() {
      if run.count > 1 { marks.append(.path(run, thickness: 1.6, .strong)) }
      run = []
    }
    for (moment, value) in values.enumerated() {
      guard let value else {
        end()
        continue
      }
      run.append(.init(x(moment), y(value)))
    }
    end()
    for (moment, value) in values.enumerated() {
      if let value { marks.append(.dot(.init(x(moment), y(value)), radius: 2.4, .strong)) }
    }
    if let last = values.lastIndex(where: { $0 != nil }), let value = values[last] {
      marks.append(.text(words.value(value), .init(x(last) + 7, y(value)), .left, size: 9.5, .strong))
    }
    return marks
  }
}
