// Command lines that cannot be read: told in Chinese first, with the exit code of always.
import Assembly
import Testing

@Suite struct ParserRefusalTests {
  @Test(.enabled(if: Program.isBuilt)) func everySentenceOfTheParserHasAChineseOne() throws {
    let folder = try WorkFolder("parser-refusal")
    let table: [(line: [String], chinese: String, english: String)] = [
      (["screen", "--storee", "x"], "没有选项“--storee”；您要的也许是“--store”。", "Unknown option '--storee'"),
      (["screen", "--nothing-like-it"], "没有选项“--nothing-like-it”；", "Unknown option"),
      (["screen", "--store"], "“--store <file>”后面缺少值。", "Missing value"),
      (["nonsense"], "多了“nonsense”", "Unexpected argument"),
      (["screen", "a", "b"], "多了这些参数：a, b。", "2 unexpected arguments"),
      (["explain", "--store", "x"], "缺少“<", "Missing expected argument"),
      (["ledger", "list", "--severity", "worst"], "的值不能是“worst”；可以是：", "Please provide one of"),
      (["ledger", "list", "--state", "worst"], "的值不能是“worst”。可以是：unsettled、open", "Please provide one of"),
      (["screen", "--json=yes"], "选项“--json”不带值，却写了“yes”。", "does not take any value"),
    ]
    for (line, chinese, english) in table {
      let answer = try Program.run(line, in: folder)
      #expect(answer.status == 64 && answer.out.isEmpty, "\(line)")
      let first = answer.err.prefix { $0 != "\n" }
      #expect(first.contains(chinese), "\(answer.err)")
      #expect(answer.err.dropFirst(first.count).contains(english), "\(answer.err)")
    }
    let help = try Program.run(["screen", "--help"], in: folder)
    #expect(help.status == 0 && help.err.isEmpty)
  }

  @Test func whatSpeaksChineseIsLeftAlone() {
    #expect(ParserRefusal.chinese(message: "轮次应大于 0 / rounds are above 0.") == nil)
    #expect(ParserRefusal.chinese(message: "Something new.")?.contains("--help") == true)
  }
}
