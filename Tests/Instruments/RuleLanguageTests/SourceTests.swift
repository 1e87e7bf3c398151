// Carets stand under what they mean in a grid of terminal cells, whatever characters stand before.
import RuleLanguage
import RuleValues
import Testing

struct SourceTests {
  /// The caret line for the first `mark` in the text, up to the end of `mark`.
  private func caret(_ text: String, under mark: String) -> String {
    guard let range = text.firstRange(of: mark) else { return "" }
    let lower = text[..<range.lowerBound].utf8.count
    return Source(text).caret(under: Span(lower, lower + mark.utf8.count))
  }

  @Test(arguments: [
    // What stands before the mark, and how many cells it takes.
    ("ab ", 3), ("中文", 4), ("１２", 4), ("，（", 4), ("“a”", 3), ("é", 1), ("e\u{301}", 1),
    ("ạ\u{302}\u{301}", 1),
    ("😀", 2), ("👨\u{200D}👩\u{200D}👧", 2), ("👍🏽", 2), ("🇨🇳", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("a\u{200B}b", 2),
    ("한국", 4), ("ｱ", 1), ("𠀀", 2), ("〇々", 4), ("½", 1), ("☕", 2),
  ])
  func whatStandsBeforeTakesItsCells(before: String, cells: Int) {
    #expect(caret(before + "x", under: "x") == String(repeating: " ", count: cells) + "^")
  }

  @Test(arguments: [("中文", 4), ("e\u{301}a", 2), ("👨\u{200D}👩\u{200D}👧", 2), ("a，b", 4)])
  func theCaretsAreAsWideAsWhatTheyMean(mark: String, cells: Int) {
    #expect(caret("1 + \(mark) + 2", under: mark) == "    " + String(repeating: "^", count: cells))
  }

  @Test func aTabStaysATab() { #expect(caret("\t中\tx", under: "x") == "\t  \t^") }

  @Test func columnsCountCharactersAsPeopleCountThem() {
    let text = "👨\u{200D}👩\u{200D}👧e\u{301}中x"
    #expect(Source(text).position(at: text.utf8.count - 1) == (1, 4))
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyKindOfLineEndCounts(end: String) {
    let text = "一" + end + "ab" + end + end + "c"
    let source = Source(text)
    let last = text.utf8.count
    #expect(source.position(at: last - 1) == (4, 1))
    #expect(source.position(at: last) == (4, 2))
    #expect(source.line(at: last) == "c")
    #expect(source.line(at: 3 + end.utf8.count) == "ab")
    #expect(source.line(at: 0) == "一")
  }

  @Test func theEndOfTheTextHasAPlace() {
    let source = Source("ab\n")
    #expect(source.position(at: 3) == (2, 1))
    #expect(source.excerpt(under: Span(3, 3)) == "  \n  ^")
    #expect(Source("").position(at: 0) == (1, 1))
  }

  @Test func aSpanOfSeveralLinesIsMarkedToTheEndOfItsFirst() {
    #expect(Source("1 + (2 +\n3)").caret(under: Span(4, 11)) == "    ^^^^")
  }

  @Test func aLongLineIsShownInPart() {
    let text = String(repeating: "中", count: 200) + "x" + String(repeating: "文", count: 200)
    let lines = Source(text).excerpt(under: Span(600, 601)).split(separator: "\n")
    #expect(lines.count == 2 && lines[0].count < 80)
    #expect(lines[0].hasPrefix("  …中") && lines[0].hasSuffix("文…") && lines[0].contains("x"))
    #expect(lines[1] == "  " + String(repeating: " ", count: 51) + "^")
  }

  @Test func whatIsLeftOutOfALongLineIsShownByDotsAtEitherEnd() {
    let source = Source("'" + String(repeating: "a", count: 1_200) + "' == x")
    let whole = source.excerpt(under: Span(0, 1_202)).split(separator: "\n")
    #expect(whole[0].hasSuffix("a…") && whole[0].count == 53)
    #expect(whole[1] == "  " + String(repeating: "^", count: 50))
    let end = source.excerpt(under: Span(1_206, 1_207)).split(separator: "\n")
    #expect(end[0].hasPrefix("  …a") && end[0].hasSuffix("== x"))
  }

  @Test func charactersThatSteerATerminalAreShownAsSigns() {
    #expect(Source("a\u{1B}[31mb").line(at: 0) == "a␛[31mb")
    #expect(Source("a\u{202E}b").line(at: 0) == "a\u{FFFD}b")
    #expect(caret("a\u{1B}x", under: "x") == "  ^")
  }
}
