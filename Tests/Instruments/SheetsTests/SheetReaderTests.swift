// Rows, quotes, line ends, faults and the way back to a place in a sheet.
import Kernel
import Sheets
import Testing

struct ReadingCase: Sendable, CustomTestStringConvertible {
  let name: String
  let text: String
  let rows: [SeenRow]
  var testDescription: String { name }
}

private let cases: [ReadingCase] = [
  ReadingCase(
    name: "plain", text: "a,b\n1,2\n3,4\n", rows: [SeenRow(2, ["1", "2"]), SeenRow(3, ["3", "4"])]),
  ReadingCase(name: "last line without line end", text: "a,b\n1,2", rows: [SeenRow(2, ["1", "2"])]),
  ReadingCase(name: "header alone", text: "a,b", rows: []),
  ReadingCase(
    name: "CR LF", text: "a,b\r\n1,2\r\n3,4\r\n", rows: [SeenRow(2, ["1", "2"]), SeenRow(3, ["3", "4"])]),
  ReadingCase(name: "CR", text: "a,b\r1,2\r3,4", rows: [SeenRow(2, ["1", "2"]), SeenRow(3, ["3", "4"])]),
  ReadingCase(
    name: "mixed line ends", text: "a,b\r1,2\n3,4\r\n5,6",
    rows: [SeenRow(2, ["1", "2"]), SeenRow(3, ["3", "4"]), SeenRow(4, ["5", "6"])]),
  ReadingCase(
    name: "blank lines keep the line numbers", text: "a,b\n\n \t\r\n1,2\n\n\n3,4\n\n",
    rows: [SeenRow(4, ["1", "2"]), SeenRow(7, ["3", "4"])]),
  ReadingCase(name: "blank lines before the header", text: "\n\na,b\n1,2", rows: [SeenRow(4, ["1", "2"])]),
  ReadingCase(
    name: "empty fields", text: "a,b\n,\n1,\n", rows: [SeenRow(2, ["", ""]), SeenRow(3, ["1", ""])]),
  ReadingCase(name: "an empty quoted field is a row", text: "a\n\"\"\n", rows: [SeenRow(2, [""])]),
  ReadingCase(name: "blanks are content", text: "a,b\n 1 ,  \n", rows: [SeenRow(2, [" 1 ", "  "])]),
  ReadingCase(
    name: "quotes", text: "a,b\n\"1,x\",\"y \"\n\"\",\"2\"",
    rows: [SeenRow(2, ["1,x", "y "]), SeenRow(3, ["", "2"])]),
  ReadingCase(
    name: "doubled quotes", text: "a,b\n\"\"\"\",\"he said \"\"no\"\"\"\n",
    rows: [SeenRow(2, ["\"", "he said \"no\""])]),
  ReadingCase(
    name: "line ends inside quotes", text: "a,b\n\"1\n2\r\n3\r4\",x\n5,6\n",
    rows: [SeenRow(2, ["1\n2\r\n3\r4", "x"]), SeenRow(6, ["5", "6"])]),
  ReadingCase(
    name: "blanks after a closing quote", text: "a,b\n\"1\" ,\"2\"\t\n3,4",
    rows: [SeenRow(2, ["1", "2"]), SeenRow(3, ["3", "4"])]),
  ReadingCase(
    name: "a quote inside a field is content", text: "a,b\n1\"2,3\"\n", rows: [SeenRow(2, ["1\"2", "3\""])]),
  ReadingCase(name: "quoted header", text: "\"a,1\",b\n1,2\n", rows: [SeenRow(2, ["1", "2"])]),
  ReadingCase(
    name: "NUL is content", text: "a,b\n1\u{0}2,\u{0}\n", rows: [SeenRow(2, ["1\u{0}2", "\u{0}"])]),
  ReadingCase(name: "Chinese", text: "姓名,乡镇\n王小明,洒渔镇\n", rows: [SeenRow(2, ["王小明", "洒渔镇"])]),
  ReadingCase(
    name: "too many and too few columns", text: "a,b\n1,2,3\n4\n5,6\n",
    rows: [
      SeenRow(2, ["1", "2"], .columnCount(expected: 2, found: 3)),
      SeenRow(3, ["4"], .columnCount(expected: 2, found: 1)), SeenRow(4, ["5", "6"]),
    ]),
  ReadingCase(
    name: "an unclosed quote costs one line", text: "a,b\n1,\"2\n3,4\n5,6",
    rows: [SeenRow(2, ["1"], .unclosedQuote), SeenRow(3, ["3", "4"]), SeenRow(4, ["5", "6"])]),
  ReadingCase(
    name: "text after a closing quote", text: "a,b\n\"1\"2,3\n4,5\n",
    rows: [SeenRow(2, [], .unclosedQuote), SeenRow(3, ["4", "5"])]),
  ReadingCase(
    name: "an unclosed quote after a field of two lines", text: "a,b\n\"x\ny\",\"2\n3,4\n",
    rows: [SeenRow(2, ["x\ny"], .unclosedQuote), SeenRow(4, ["3", "4"])]),
  ReadingCase(name: "a lone quote at the end", text: "a,b\n1,\"", rows: [SeenRow(2, ["1"], .unclosedQuote)]),
  ReadingCase(name: "a comma at the end", text: "a,b\n\"1\",", rows: [SeenRow(2, ["1", ""])]),
]

@Suite struct SheetReaderTests {
  @Test(arguments: cases)
  func aSheetReadsAsItsRows(_ item: ReadingCase) throws {
    #expect(try rows(of: item.text) == item.rows)
  }

  @Test func headerNamesAreTrimmedAndFound() throws {
    let folder = try TestFolder()
    let sheet = try Sheet(path: folder.file(" a , \"b\"\"c\" ,编号　\n", name: "names.csv"))
    #expect(sheet.header == ["a", "\"b\"\"c\"", "编号"])
    #expect(sheet.column("编号") == 2)
    #expect(sheet.column("d") == nil)
    #expect(sheet.name == "names.csv")
  }

  @Test func theRawTextOfARowIsItsBytesWithoutLineEnd() throws {
    let folder = try TestFolder()
    let sheet = try Sheet(path: folder.file("a,b\r\n\"1\n2\", 3\r\n"))
    var reader = sheet.reader()
    try advance(&reader)
    #expect(reader.rawText == "\"1\n2\", 3")
    try advance(&reader, isPossible: false)
    try advance(&reader, isPossible: false)
    #expect(reader.offset == sheet.byteCount)
  }

  @Test func aMissingColumnReadsAsEmpty() throws {
    let folder = try TestFolder()
    var reader = try Sheet(path: folder.file("a,b,c\n1\n")).reader()
    try advance(&reader)
    #expect(reader.text(2).isEmpty)
  }

  @Test func aRowAboveTheLimitIsTooLong() throws {
    let long = String(repeating: "x", count: SheetReader.rowLimit + 100)
    let seen = try rows(of: "a,b\n1,2\n\(long),3\n4,5\n")
    #expect(seen.map(\.fault) == [nil, .tooLong, nil])
    #expect(seen.last == SeenRow(4, ["4", "5"]))
    let last = try rows(of: "a,b\n\(long)")
    #expect(last.map(\.fault) == [.tooLong])
  }

  @Test func aQuotedFieldAboveTheLimitCostsItsFirstLine() throws {
    let long = String(repeating: "x", count: SheetReader.rowLimit + 100)
    let seen = try rows(of: "a,b\n1,\"2\n\(long)\"\n4,5\n")
    #expect(seen.first == SeenRow(2, ["1"], .unclosedQuote))
    #expect(seen.last == SeenRow(4, ["4", "5"]))
  }

  @Test func manyDoubledQuotesOnlyCostTheirRow() throws {
    let seen = try rows(of: "a\n\"\(String(repeating: "\"\"", count: 400_000))\"\n1\n")
    #expect(seen.map(\.fields.first?.utf8.count) == [400_000, 1])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func readingGoesOnFromEveryOffset(lineEnd: String) throws {
    let folder = try TestFolder()
    let text: String = ["a,b", "1,2", "\"x\(lineEnd)y\",3", "", "4,\"5", "6", "7,8", ""].joined(
      separator: lineEnd)
    let sheet = try Sheet(path: folder.file(text))
    let whole = rows(of: sheet)
    #expect(whole.count == 5)
    var reader = sheet.reader()
    var done = 0
    while reader.next() {
      done += 1
      #expect(rows(of: sheet, from: reader.offset, line: reader.nextLine) == Array(whole[done...]))
      #expect(rows(of: sheet, from: reader.offset) == Array(whole[done...]), "counted lines agree")
    }
    #expect(done == 5)
  }

  @Test func readersOfOneSheetDoNotDisturbEachOther() throws {
    let folder = try TestFolder()
    let sheet = try Sheet(path: folder.file("a\n\"1\"\"\"\n\"2\"\"\"\n"))
    var first = sheet.reader()
    var second = sheet.reader()
    try advance(&first)
    try advance(&second)
    try advance(&second)
    #expect(first.text(0) == "1\"")
    #expect(second.text(0) == "2\"")
  }

  @Test(arguments: 0..<20)
  func randomTextSplitsAsThePlainReaderSplitsIt(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let alphabet = Array("ab12,,,\"\"\n\n\r \t-王".unicodeScalars)
    for _ in 0..<40 {
      var text = "h1,h2,h3\n"
      for _ in 0..<random.below(60) { text.unicodeScalars.append(alphabet[random.below(alphabet.count)]) }
      #expect(
        try rows(of: text) == PlainReader.rows(of: text, columns: 3), "seed \(seed): \(text.debugDescription)"
      )
    }
  }
}
