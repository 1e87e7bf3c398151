// Axes, trends, sparklines, contributions and Lorenz curves.
import Charts
import Foundation
import Kernel
import Pages
import Testing

private let months = ChartWords("新识别户数", moment: "月份", .zh) { countText($0, .households, .zh) }

/// The texts of all elements of one kind in a drawing.
private func attributes(_ name: String, of element: String, in html: HTML) -> [String] {
  html.text.split(separator: "<\(element) ").dropFirst().compactMap { piece in
    piece.prefix { $0 != ">" }.split(separator: "\(name)=\"", omittingEmptySubsequences: false).dropFirst()
      .first.map {
        String($0.prefix { $0 != "\"" })
      }
  }
}

@Suite struct ChartScaleTests {
  @Test(
    arguments: [
      ([], [0, 1]), ([0, 0], [0, 1]), ([1], [0, 1]), ([4], [0, 1, 2, 3, 4]),
      ([341, 200], [0, 100, 200, 300, 400]),
      ([1_000], [0, 200, 400, 600, 800, 1_000]), ([-30, 90], [-50, 0, 50, 100]), ([-7], [-8, -6, -4, -2, 0]),
    ] as [([Int], [Int])])
  func ticksAreRoundAndHoldAllValuesAndZero(values: [Int], ticks: [Int]) {
    #expect(ChartScale(holding: values).ticks == ticks)
  }

  @Test func noRangeIsTooLarge() {
    for high in [9, 99, 12_345, 55_106, 1_300_000, 999_999_999_999] {
      let ticks = ChartScale(holding: [high]).ticks
      #expect(ticks.count >= 2 && ticks.count <= 7)
      #expect(ticks.last.map { $0 >= high } == true)
    }
  }
}

@Suite struct TrendChartTests {
  private let chart = trendChart(
    months, moments: ["1 月", "2 月", "3 月"],
    [Trend("新识别", .columns, [268, 250, 341]), Trend("消除", .line, [220, nil, 296])])

  @Test func itIsDrawnForBothScreensAndNamed() {
    #expect(chart.text.components(of: "<svg ") == 2)
    #expect(attributes("aria-label", of: "svg", in: chart) == ["新识别户数", "新识别户数"])
    #expect(chart.text.contains("新识别 341 户") && chart.text.contains("消除 296 户"))
  }

  @Test func aLineIsBrokenWhereNothingIsKnown() {
    let paths = attributes("d", of: "path", in: chart)
    #expect(paths.count == 2)
    #expect(paths == paths.filter { path in path.count { $0 == "M" } == 2 && !path.contains("L") })
  }

  @Test func theTableBehindHasEveryNumber() {
    for cell in ["268 户", "250 户", "341 户", "220 户", "–", "296 户"] {
      #expect(chart.text.contains("<td class=\"number\">\(cell)</td>"))
    }
  }

  @Test func columnsBeginAtZeroAndGoBelowItForLosses() {
    let loss = trendChart(months, moments: ["甲", "乙"], [Trend("净增", .columns, [-100, 100])])
    let heights = attributes("height", of: "rect", in: loss)
    #expect(heights.count == 4 && heights[0] == heights[1] && heights[0] != "0")
  }

  @Test(arguments: [1, 2, 3])
  func whatStandsAtTheEndOfALineIsNotCutOff(count: Int) {
    let long = "“三保障”和饮水安全达标率（脱贫户和监测户，按上一核算年度），各县平均"
    let months = (1...12).map { "22-\($0 < 10 ? "0" : "")\($0)-31" }
    let trends = (0..<count).map { Trend("\($0) \(long)", .line, (1...12).map { 7_100 + $0 }) }
    let words = ChartWords("达标率", moment: "日期", .zh) { "\($0 / 100).\($0 % 100) 个百分点" }
    let drawing = trendChart(words, moments: months, trends)
    let ends = drawing.text.components(separatedBy: "<text class=\"end").dropFirst().compactMap { part in
      part.wholeMatch(of: /[^>]* x="([0-9]+)"[^>]*>([^<]*)<.*/.dotMatchesNewlines()).flatMap { found in
        Int(found.output.1).map { (from: $0, text: String(found.output.2)) }
      }
    }
    #expect(ends.count == 2 * count)
    for (index, end) in ends.enumerated() {
      // As browsers draw it: 14 pixels a Chinese sign, and at most 9 any other.
      let wide = end.text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 14 : 9) }
      #expect(end.from + wide <= (index < count ? 760 : 340), "\(end)")
      #expect(end.text.hasSuffix("… 71.12 个百分点"), "\(end)")
    }
  }

  @Test func aSingleSeriesThatIsCalledAsTheWholeHasItsValueAloneAtItsEnd() {
    let one = trendChart(months, moments: ["甲", "乙"], [Trend("新识别户数", .line, [4, 5])])
    #expect(one.text.contains(">5 户</text>") && !one.text.contains(">新识别户数 5 户<"))
  }

  @Test func namesAreEscapedAndNothingIsDrawnOfNothing() {
    let sly = trendChart(months, moments: ["<b>"], [Trend("\"><script>", .line, [1])])
    #expect(!sly.text.contains("<script>") && !sly.text.contains("<b>"))
    #expect(trendChart(months, moments: [], [Trend("甲", .line, [])]).isEmpty)
    #expect(trendChart(months, moments: ["甲"], []).isEmpty)
  }
}

@Suite struct SmallChartTests {
  @Test func barsBeginAtZeroAndCarryTheirNumbersAsWords() {
    let text = barChart(
      "Rules",
      [
        Bar(label: "a", mark: "（基数小）", count: 40, value: "40"), Bar(label: "b", count: 10, value: "10"),
        Bar(label: "c", count: 0, value: "0"),
      ]
    ).text
    let widths = text.split(separator: "<rect width=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(widths == ["1000", "250", "0"])
    // What is to be known of a place stands behind its name, where there is room, not over the bar.
    #expect(text.contains("<span class=\"label\">a<small>（基数小）</small></span>"))
    #expect(text.contains("aria-label=\"Rules\""))
    #expect(barChart("Nothing", []).text.contains("</ol>"))
  }

  @Test func aSparklineNeedsTwoKnownValues() {
    #expect(sparkline([]).isEmpty && sparkline([3]).isEmpty && sparkline([nil, 3, nil]).isEmpty)
    #expect(attributes("d", of: "path", in: sparkline([0, nil, 10])) == ["M3 24L87 4"])
    #expect(attributes("d", of: "path", in: sparkline([5, 5])) == ["M3 12L87 12"])
  }

  @Test func partsStandLeftAndRightOfOneZero() {
    let chart = contributionChart(
      "差距构成", [Contribution("工资", -300, value: "−300 元"), Contribution("经营", 100, value: "+100 元")])
    #expect(attributes("x", of: "rect", in: chart) == ["0", "750"])
    #expect(attributes("width", of: "rect", in: chart) == ["750", "250"])
    #expect(chart.text.contains("−300 元"))
  }

  @Test func lorenzCurvesRunFromNothingToAll() {
    let chart = lorenzChart(
      "收入分布", [LorenzCurve("全市", [0, 0.25, 1]), LorenzCurve("无人", [])], .zh)
    #expect(attributes("d", of: "path", in: chart).contains("M40 310L190 235L340 10"))
    #expect(chart.text.contains("<td class=\"number\">25.0%</td>") && !chart.text.contains("无人"))
    #expect(lorenzChart("无", [], .zh).isEmpty)
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
