// What a reader of the PDF file finds: its text, its lines, its tables over several pages.
import Kernel
import Papers
import Testing

@Suite(.enabled(if: PDFText.isThere)) struct PapersReadTests {
  @Test func theTextCanBeTakenOut() throws {
    let pages = try PDFText.pages(of: draw(SamplePapers.form).bytes)
    let text = pages.joined().joined(separator: "\n")
    for words in [
      "防止返贫动态监测排查表", "5306020000001234", "王𬭚", "䶮小花", "王𬭛", "☑ 因病", "☐ 因学", "负责人签字：", "样表1",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    #expect(text.replacing(" ", with: "").contains("第1页共1页"))
  }

  @Test func emojiHaveAShape() throws {
    let paper = Paper("情况记录", parts: [.paragraph("已送医😀🏥，家中有老人👵🏻。"), .note("一切安好👍")])
    let drawn = try draw(paper)
    #expect(drawn.unknownCount == 0)
    let text = try PDFText.pages(of: drawn.bytes).joined().joined()
    #expect(text.contains("已送医") && text.contains("家中有老人"))
  }

  @Test func everyPageTellsItsNumber() throws {
    let pages = try PDFText.pages(of: draw(SamplePapers.notice).bytes)
    #expect(pages.count == 3)
    for (index, page) in pages.enumerated() {
      let foot = page.map { $0.replacing(" ", with: "") }
      #expect(foot.contains { $0.hasSuffix("第\(index + 1)页共3页") })
    }
  }

  @Test func noLineBeginsWithAClosingSignOrEndsWithAnOpeningOne() throws {
    let lines = try PDFText.lines(of: draw(SamplePapers.notice).bytes)
    #expect(lines.count > 30)
    for line in lines {
      #expect(line.text.first.map { !"，。、；：）》”？！〕".contains($0) } ?? true, "\(line.text)")
      #expect(line.text.last.map { !"（《“〔".contains($0) } ?? true, "\(line.text)")
    }
  }

  @Test func fullLinesReachFromEdgeToEdge() throws {
    let drawn = try draw(SamplePapers.notice)
    let (left, right) = (28 * 72 / 25.4, (210 - 26) * 72 / 25.4)
    let lines = try PDFText.lines(of: drawn.bytes)
    let inside = lines.filter { $0.left > left - 1 && $0.right < right + 6 }
    let full = inside.filter { abs($0.left - left) < 9 && $0.right > right - 40 }
    #expect(full.count > 18)
    // A closing sign at the edge is half empty.
    #expect(full.allSatisfy { $0.right > right - 9 })
  }

  @Test func aLongListIsToldOnceAndItsHeadOnEveryPage() throws {
    let drawn = try draw(SamplePapers.list(rows: 1_000))
    let pages = try PDFText.pages(of: drawn.bytes)
    #expect(pages.count == drawn.pageCounts[0])
    #expect((30...60).contains(pages.count))
    #expect(pages.allSatisfy { page in page.contains { $0.hasPrefix("序号") && $0.hasSuffix("风险类型") } })
    let rows = pages.joined().filter { $0.contains("盘河镇新田村第") }
    #expect(rows.count == 1_000)
    let numbers = rows.compactMap { row in row.firstMatch(of: /户主(\d+)/).flatMap { Int($0.1) } }
    #expect(numbers == Array(1...1_000))
  }

  @Test func anEmptyListTellsWhy() throws {
    let list = PaperList([PaperColumn("户主"), PaperColumn("村组")], [], whenEmpty: "本月无新增监测对象")
    let text = try PDFText.pages(of: draw(Paper("名册", parts: [.list(list)])).bytes).joined()
    #expect(text.contains("本月无新增监测对象"))
  }

  @Test func aRowThatIsTallerThanAPageGoesOnWithoutLosingAWord() throws {
    let sentences = (1...400).map { "第\($0)句评议意见。" }
    let form = PaperForm(columns: 6, [[.label("记录栏"), .value(sentences.joined(), columns: 5)]])
    let pages = try PDFText.pages(of: draw(Paper("会议记录", parts: [.form(form)])).bytes)
    #expect(pages.count > 1)
    let told = pages.joined().map { $0.replacing(" ", with: "").replacing("记录栏", with: "") }.filter {
      !$0.hasPrefix("第") || !$0.contains("页共")
    }
    let text = told.joined()
    #expect(text.matches(of: /第(\d+)句/).compactMap { Int($0.1) }.sorted() == Array(1...400))
    // Who opens the second page sees of what it is the rest.
    #expect(pages.allSatisfy { page in page.contains { $0.contains("记录栏") } })
  }

  @Test func rowsThatACellJoinsStayTogetherWhereTheyCan() throws {
    let filler = (1...28).map { [PaperCell.label("行\($0)"), .value("值", columns: 2)] }
    let members = [
      [PaperCell.label("家庭成员", rows: 4), .label("成员1"), .value("甲")], [.label("成员2"), .value("乙")],
      [.label("成员3"), .value("丙")], [.label("成员4"), .value("丁")],
    ]
    let paper = Paper("表", parts: [.form(PaperForm(columns: 3, filler + members))])
    let pages = try PDFText.pages(of: draw(paper).bytes)
    #expect(pages.count == 2)
    #expect(!pages[0].contains { $0.contains("成员") })
    #expect((1...4).allSatisfy { number in pages[1].contains { $0.contains("成员\(number)") } })
  }

  @Test func aCellThatReachesOverPagesIsToldAgain() throws {
    var rows: [[PaperCell]] = (1...90).map { [.value("人\($0)"), .value("项\($0)")] }
    rows[0].insert(.label("家庭成员", rows: 90), at: 0)
    let pages = try PDFText.pages(of: draw(Paper("表", parts: [.form(PaperForm(columns: 3, rows))])).bytes)
    #expect(pages.count >= 3)
    #expect(pages.allSatisfy { page in page.contains { $0.contains("家庭成员") } })
    #expect(pages.joined().filter { $0.firstMatch(of: /人\d+/) != nil }.count == 90)
  }

  @Test func theSealStandsWithItsDay() throws {
    for count in 14...26 {
      let paper = Paper(
        "公告",
        parts: [
          .paragraph(String(repeating: "公告内容。\n", count: count)), .seal(PaperSeal("盘河镇", date: "2026年3月5日")),
        ])
      let pages = try PDFText.pages(of: draw(paper).bytes)
      #expect(pages.last?.contains { $0.contains("盘河镇") } == true)
      #expect(pages.last?.contains { $0.replacing(" ", with: "").contains("2026年3月5日") } == true)
    }
  }
}

@Suite(.enabled(if: PDFText.isThere)) struct PaperDrawingTests {
  private let drawing = PaperDrawing(
    width: 442, height: 100,
    [
      .path([.init(0, 0), .init(442, 100)], thickness: 1, .strong), .dot(.init(5, 5), radius: 2, .ink),
      .rect(.init(0, 0), width: 10, height: 10, .middle),
      .text("昭阳区", .init(221, 50), .centre, size: 10, .ink),
      .text("13,233", .init(442, 80), .right, size: 10, .quiet),
    ], caption: "各地收入", words: "昭阳区 13,233")

  @Test func itsTextsCanBeTakenOutAndLieInside() throws {
    let lines = try PDFText.lines(of: draw(Paper("材料", parts: [.drawing(drawing)])).bytes)
    for words in ["昭阳区", "13,233", "各地收入"] { #expect(lines.contains { $0.text == words }, "\(words)") }
    let right = (210 - 26) * 72 / 25.4
    #expect(lines.allSatisfy { $0.right < right + 6 })
  }

  @Test func itStaysWholeWithItsCaption() throws {
    let parts = [PaperPart](repeating: .paragraph("一段文字。"), count: 19) + [.drawing(drawing)]
    let pages = try PDFText.pages(of: draw(Paper("材料", parts: parts)).bytes)
    #expect(pages.count == 2 && pages[1].contains("各地收入") && pages[1].contains { $0.contains("昭阳区") })
  }
}
