// A scan takes for a value what the reader of single cells takes for it, and leaves all else to that reader.

import Kernel
import Sheets
import Testing

@Suite struct SheetScanTests {
  /// A sheet of one column with a mark beside each cell, read in stretches of some bytes.
  private func scan(
    _ cells: [String], as content: ScanCell.Content, stretchBytes: Int = 7
  ) throws -> (scan: SheetScan, values: [Int64], isUsual: [Bool]) {
    let folder = try TestFolder()
    let text = "cell,mark\n" + cells.map { "\($0),1\n" }.joined()
    let sheet = try Sheet(path: try folder.file(Array(text.utf8), name: "cells.csv"))
    let scan = SheetScan.read(
      [(sheet, [ScanCell(0, content), ScanCell(1, .number(1...9))])], stretchBytes: stretchBytes)[0]
    #expect(scan.rowCount == cells.count)
    let rows = 0..<scan.rowCount
    return (scan, rows.map { scan.columns[0][$0] }, rows.map { scan.columns[1][$0] == 1 })
  }

  /// Cells that are nearly or wholly right, and worse.
  private static func cells(_ seed: UInt64, alphabet: String, from right: [String]) -> [String] {
    var random = SeededRandom(seed: seed)
    let letters = Array(alphabet)
    var cells = right
    for _ in 0..<2_000 {
      var cell = Array(right[random.below(right.count)])
      for _ in 0..<random.below(3) {
        let place = random.below(cell.count + 1)
        let letter = letters[random.below(letters.count)]
        switch random.below(3) {
        case 0: cell.insert(letter, at: place)
        case 1 where place < cell.count: cell[place] = letter
        case 2 where place < cell.count: cell.remove(at: place)
        default: break
        }
      }
      cells.append(String(cell))
    }
    return cells
  }

  private func bytes<Answer>(_ cell: String, _ body: (UnsafeRawBufferPointer) -> Answer) -> Answer {
    Array(cell.utf8).withUnsafeBytes(body)
  }

  @Test func numbersAreReadAsTheReaderOfCellsReadsThem() throws {
    let right = [
      "0", "7", "42", "1234567", "12345678", "123456789", "1234567890123456", "999999999999999999",
    ]
    let cells = SheetScanTests.cells(1, alphabet: "0123456789 -+.x", from: right)
    let (_, values, isUsual) = try scan(cells, as: .number(0...999_999_999_999_999_999))
    for (row, cell) in cells.enumerated() where isUsual[row] {
      #expect(bytes(cell) { FieldValue.int($0) } == values[row], "\(cell)")
    }
    #expect(isUsual.prefix(right.count).allSatisfy { $0 }, "plain numbers need no closer look")
    #expect(isUsual.contains(false))
  }

  @Test func amountsAreReadAsTheReaderOfCellsReadsThem() throws {
    let right = ["0", "5", "12.5", "12.50", "0.01", "1234567890123", "1234567890123.99", "100"]
    let cells = SheetScanTests.cells(2, alphabet: "0123456789..- ", from: right)
    let (_, values, isUsual) = try scan(cells, as: .money)
    for (row, cell) in cells.enumerated() where isUsual[row] {
      #expect(bytes(cell) { FieldValue.money($0)?.fen } == values[row], "\(cell)")
    }
    #expect(isUsual.prefix(right.count).allSatisfy { $0 }, "plain amounts need no closer look")
  }

  @Test func daysAreReadAsTheReaderOfCellsReadsThem() throws {
    var random = SeededRandom(seed: 3)
    let right = (0..<1_500).map { _ in Day(number: Int32(random.below(120_000)) - 50_000).description }
    let cells = SheetScanTests.cells(3, alphabet: "0123456789-/", from: right)
    let (_, values, isUsual) = try scan(cells, as: .day)
    for (row, cell) in cells.enumerated() where isUsual[row] {
      #expect(bytes(cell) { FieldValue.day($0).map { Int64($0.number) } } == values[row], "\(cell)")
    }
    let inTable = right.indices.filter { right[$0] >= "1800-01-01" && right[$0] < "2300-01-01" }
    #expect(inTable.count > 1_000)
    #expect(inTable.allSatisfy { isUsual[$0] }, "real days need no closer look")
  }

  @Test func identityNumbersAreReadAsTheReaderOfNumbersReadsThem() throws {
    var random = SeededRandom(seed: 4)
    let right = (0..<500).compactMap { _ -> String? in
      CitizenID(
        area: 530_600 + random.below(30), birth: Day(number: Int32(random.below(20_000))),
        sequence: random.below(1_000))?.text
    }
    let cells = SheetScanTests.cells(4, alphabet: "0123456789Xx ", from: right)
    let (_, values, isUsual) = try scan(cells, as: .citizen)
    for (row, cell) in cells.enumerated() where isUsual[row] {
      let (id, fault) = CitizenID.read(cell)
      let packed = id.map { Int64(bitPattern: $0.packed) }
      #expect((fault == nil ? packed : packed.map { ~$0 }) == values[row], "\(cell)")
    }
    #expect(isUsual.prefix(right.count).allSatisfy { $0 }, "right numbers need no closer look")
    #expect(values.contains { $0 < 0 }, "wrong check characters are marked")
  }

  @Test func wordsAndEmptyCellsAreTakenAsTheirNumbers() throws {
    let words: [(word: String, number: Int64)] = [("return", 0), ("dropout", 1), ("suspend", 2)]
    let cells = ["dropout", "return", "", "suspended", "Dropout", " return", "suspend"]
    let (scan, values, isUsual) = try scan(cells, as: .optionalCode(words))
    #expect(isUsual == [true, true, true, false, false, false, true])
    #expect(values[0] == 1 && values[1] == 0 && values[6] == 2)
    #expect(values[2] == scan.columns[0].none)
    #expect(try self.scan(["", "return"], as: .code(words)).isUsual == [false, true])
  }

  @Test func numbersOfAnotherLengthAreLeftToTheReader() throws {
    let cells = [
      "530602102203001", "0530602102203001", "53060210220300", "030602102203001", "5306021022030010",
    ]
    let (_, values, isUsual) = try scan(cells, as: .digits(15))
    #expect(isUsual == [true, false, false, false, false])
    #expect(values[0] == 530_602_102_203_001)
  }

  @Test func numbersOutOfTheirRangeAreLeftToTheReader() throws {
    let (_, values, isUsual) = try scan(["0", "12", "13", "7"], as: .number(0...12))
    #expect(isUsual == [true, true, false, true])
    #expect(values == [0, 12, 0, 7])
  }

  @Test func aTextIsNamedByItsPlaceInTheSheet() throws {
    let cells = ["王秀英", "A. Smith", "买买提·吐尔逊", "", "页\u{20}", "\u{3000}王", "\"a,b\"", "\"say \"\"yes\"\"\""]
    let (scan, values, isUsual) = try scan(cells, as: .text)
    #expect(isUsual == [true, true, true, true, false, false, true, false])
    #expect(String(decoding: scan.text(values[0]), as: UTF8.self) == "王秀英")
    #expect(String(decoding: scan.text(values[2]), as: UTF8.self) == "买买提·吐尔逊")
    #expect(scan.text(values[3]).isEmpty)
    #expect(String(decoding: scan.text(values[6]), as: UTF8.self) == "a,b")
    let kept = scan.keep("say \"yes\"")
    #expect(String(decoding: scan.text(kept), as: UTF8.self) == "say \"yes\"")
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [1, 3, 10, 1_000])
  func rowsAndLinesAreThoseOfTheReader(end: String, stretchBytes: Int) throws {
    let folder = try TestFolder()
    var lines = ["number,word"]
    for number in 1...60 {
      lines.append(number % 11 == 0 ? "  " : number % 7 == 0 ? "" : "\(number),a")
      if number % 13 == 0 { lines.append("\(number)") }
    }
    let text = lines.joined(separator: end)
    let sheet = try Sheet(path: try folder.file(Array(text.utf8), name: "lines.csv"))
    let scan = SheetScan.read(
      [(sheet, [ScanCell(0, .number(1...99))])], stretchBytes: stretchBytes)[0]
    var reader = sheet.reader()
    var row = 0
    while reader.next() {
      #expect(scan.lines[row] == Int64(reader.line))
      #expect(scan.columns[0][row] == (reader.fault == nil ? FieldValue.int(reader.bytes(0)) : 0))
      let again = scan.reader(at: row)
      #expect(again.rawText == reader.rawText && again.line == reader.line)
      row += 1
    }
    #expect(scan.rowCount == row)
  }
}
