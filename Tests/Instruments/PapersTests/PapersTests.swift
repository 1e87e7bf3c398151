// Papers become PDF files: their bytes, their pages, and what cannot be shown.
import Kernel
import Papers
import Testing

@Suite struct PapersTests {
  @Test func aPaperIsAFileWithItsPages() throws {
    let drawn = try draw(SamplePapers.notice)
    let text = String(decoding: drawn.bytes, as: Unicode.ASCII.self)
    #expect(text.hasPrefix("%PDF-1.5"))
    #expect(text.hasSuffix("%%EOF\n"))
    #expect(drawn.pageCounts == [3])
    #expect(text.components(of: "/Type /Page ") + text.components(of: "/Type /Page\n") == 3)
  }

  @Test func typefacesAreEmbeddedAndOnlyTheShapesThatAreUsed() throws {
    let drawn = try draw(SamplePapers.form)
    let text = String(decoding: drawn.bytes, as: Unicode.ASCII.self)
    // A subset's name begins with six letters and a plus.
    let names = text.split(separator: "/FontName /").dropFirst().map { $0.prefix { !$0.isWhitespace } }
    #expect(names.count >= 3)
    #expect(names.allSatisfy { $0.count > 7 && $0.dropFirst(6).first == "+" })
    #expect(text.components(of: "/FontFile") >= names.count)
    #expect(drawn.bytes.count < 1_000_000)
  }

  @Test func theSamePapersGiveTheSameBytes() throws {
    let papers = [SamplePapers.notice, SamplePapers.form]
    let first = try draw(papers, at: SamplePapers.instant)
    #expect(try draw(papers, at: SamplePapers.instant).bytes == first.bytes)
    #expect(first.pageCounts == [3, 1])
    let text = String(decoding: first.bytes, as: Unicode.ASCII.self)
    #expect(text.contains("/CreationDate (20260921141320"))
    let later = Instant(milliseconds: SamplePapers.instant.milliseconds + 1_000)
    #expect(try draw(papers, at: later).bytes != first.bytes)
  }

  @Test func rareCharactersHaveShapes() throws {
    #expect(try draw(SamplePapers.form).unknownCount == 0)
    let names = Paper("𬭚𬭛䶮㛃龘", parts: [.paragraph("☑ ☐ 〔2026〕 ￥ ㎡ ×")])
    #expect(try draw(names).unknownCount == 0)
  }

  @Test func whatHasNoShapeIsCounted() throws {
    #expect(try draw(Paper("甲", parts: [.paragraph("\u{E123}\u{E124}")])).unknownCount == 2)
  }

  @Test(arguments: [
    "", "\n\n", "\u{0}\u{1}\u{1B}[31m", "\u{202E}abc", "a\u{301}\u{301}\u{301}", "👨‍👩‍👧", "\u{2028}x\u{2029}",
    String(repeating: "9", count: 3_000),
  ])
  func anyTextCanBeDrawn(_ text: String) throws {
    let cell = PaperCell.value(text, leastLines: 500, foot: text.count > 100 ? "" : text)
    let list = PaperList([PaperColumn(text), PaperColumn("b", share: 90)], [[text, text]])
    var paper = Paper(
      text, issuer: text, number: text,
      parts: [
        .heading(text), .subheading(text), .paragraph(text), .note(text),
        .form(PaperForm(columns: 9, [[.label(text), .value(text, columns: 7), cell]])), .list(list),
        .checks([PaperCheck(text, true)]), .signatures([PaperSignature(text, name: text, date: text)]),
        .seal(PaperSeal(text, date: text)), .newPage,
      ])
    (paper.addressee, paper.formName, paper.watermark) = (text, text, text)
    #expect(try draw(paper).pageCounts[0] >= 2)
  }

  @Test func daysAreWrittenWithoutLeadingZeros() throws {
    let day = try #require(Day("2026-03-05"))
    #expect(day.written(.zh) == "2026年3月5日")
    #expect(day.written(.en) == "2026-03-05")
  }

  @Test func aFormKnowsWhereItsCellsBegin() {
    let form = PaperForm(
      columns: 4,
      [
        [.label("a", rows: 3), .value("b", columns: 2), .label("c", rows: 2)],
        [.value("d"), .value("e")], [.value("f", columns: 3)],
      ])
    #expect(form.starts == [[0, 1, 3], [1, 2], [1]])
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
