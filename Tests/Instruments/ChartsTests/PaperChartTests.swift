// Bars and trends as drawings for papers.
import Charts
import Kernel
import Pages
import Papers
import Testing

private let words = ChartWords("风险消除率走势", moment: "日期", .zh) { "\($0)%" }

@Suite struct PaperChartTests {
  private func rects(_ drawing: PaperDrawing) -> [(left: Double, width: Double, tone: PaperDrawing.Tone)] {
    drawing.marks.compactMap {
      if case .rect(let point, let width, _, let tone) = $0 { return (point.x, width, tone) }
      return nil
    }
  }

  @Test func barsBeginAtACommonZero() throws {
    let drawing = try #require(
      paperBars("各地", [PaperBar("昭阳区", 40, value: "40"), PaperBar("鲁甸县", 20, value: "20（基数小）")]))
    let bars = rects(drawing)
    #expect(bars.count == 2 && bars[0].left == bars[1].left && bars[0].width == 2 * bars[1].width)
    #expect(drawing.words == "昭阳区 40；鲁甸县 20（基数小）" && drawing.caption == "各地")
  }

  @Test func lessLiesLeftOfZero() throws {
    let bars = rects(
      try #require(paperBars("变化", [PaperBar("甲", 30, value: "+30"), PaperBar("乙", -10, value: "−10")])))
    #expect(bars[1].left + bars[1].width == bars[0].left && bars[1].tone == .less)
    #expect(paperBars("变化", []) == nil)
    #expect(rects(try #require(paperBars("变化", [PaperBar("甲", 0, value: "0")])))[0].width == 0)
  }

  @Test func aTrendIsBrokenWhereNothingIsKnown() throws {
    let drawing = try #require(paperTrend(words, moments: ["1", "2", "3", "4"], [50, 60, nil, 71]))
    let lines = drawing.marks.filter { if case .path(_, _, .strong) = $0 { true } else { false } }
    let dots = drawing.marks.filter { if case .dot = $0 { true } else { false } }
    #expect(lines.count == 1 && dots.count == 3)
    #expect(drawing.words == "1 50%；2 60%；3 –；4 71%")
    #expect(paperTrend(words, moments: ["1", "2"], [50, nil]) == nil)
  }

  @Test func thePageShowsTheSameDrawing() throws {
    let drawing = try #require(paperBars("各地<图>", [PaperBar("昭阳区", 4, value: "4")]))
    let page = article(of: Paper("材料", parts: [.drawing(drawing)])).text
    #expect(page.contains("role=\"img\" aria-label=\"昭阳区 4\""))
    #expect(page.contains("<figcaption>各地&lt;图&gt;</figcaption>") && page.contains("<rect class=\"middle\""))
  }
}
