// What is written is read back, and nothing half-written stays.
import Glibc
import Kernel
import Sheets
import Testing

@Suite struct SheetWriterTests {
  @Test func everyKindOfFieldHasItsForm() throws {
    let folder = try TestFolder()
    let writer = try SheetWriter(
      path: folder.path + "/out.csv", header: ["text", "number", "day", "money", "none"])
    writer.field("a,b\"c\nd\re")
    writer.field(-17)
    writer.field(try #require(Day(year: 987, month: 6, day: 5)))
    writer.field(Money(fen: 123_405))
    writer.emptyField()
    try writer.endRow()
    for number in [Int64.min, .max, 0] { writer.field(number) }
    writer.field(UInt64.max)
    writer.field(Money(fen: -7))
    try writer.endRow()
    try writer.finish()
    #expect(
      try folder.contents("out.csv") == """
        text,number,day,money,none
        "a,b""c\nd\re",-17,0987-06-05,1234.05,
        -9223372036854775808,9223372036854775807,0,18446744073709551615,-0.07

        """)
  }

  @Test func theFileHasItsNameOnlyWhenItIsComplete() throws {
    let folder = try TestFolder()
    let writer = try SheetWriter(path: folder.path + "/out.csv", header: ["a"])
    writer.field(1)
    try writer.endRow()
    #expect(folder.names() == ["out.csv.partial"])
    try writer.finish()
    #expect(folder.names() == ["out.csv"])
  }

  @Test func anAbandonedFileLeavesNothing() throws {
    let folder = try TestFolder()
    do {
      let writer = try SheetWriter(path: folder.path + "/out.csv", header: ["a"])
      writer.field("x")
      try writer.endRow()
    }
    #expect(folder.names().isEmpty)
  }

  @Test func theMarkIsWrittenWhereItIsAskedFor() throws {
    let folder = try TestFolder()
    let writer = try SheetWriter(path: folder.path + "/out.csv", header: ["姓名"], marked: true)
    try writer.finish()
    #expect(try Sheet(path: folder.path + "/out.csv").encoding == .utf8WithMark)
  }

  @Test func aRowOfOneEmptyFieldIsStillARow() throws {
    let folder = try TestFolder()
    let writer = try SheetWriter(path: folder.path + "/out.csv", header: ["a"])
    writer.emptyField()
    try writer.endRow()
    writer.field("")
    try writer.endRow()
    try writer.finish()
    #expect(rows(of: try Sheet(path: folder.path + "/out.csv")).map(\.fields) == [[""], [""]])
  }

  @Test func aFieldLongerThanTheBufferIsWrittenWhole() throws {
    let folder = try TestFolder()
    let long = String(repeating: "0123456789", count: 300_000)
    let writer = try SheetWriter(path: folder.path + "/out.csv", header: ["a", "b"])
    writer.field(long)
    writer.field(long + ",")
    try writer.endRow()
    try writer.finish()
    #expect(try folder.contents("out.csv") == "a,b\n\(long),\"\(long),\"\n")
  }

  @Test func aFolderThatIsNotThereIsRefused() throws {
    let folder = try TestFolder()
    let problem = #expect(throws: Problem.self) {
      _ = try SheetWriter(path: folder.path + "/none/out.csv", header: ["a"])
    }
    #expect(problem?.code == "sheets.file.unwritable")
    #expect(problem?.kind == .unavailable)
  }

  @Test func aNameThatIsTakenByAFolderIsRefusedAtTheEnd() throws {
    let folder = try TestFolder()
    #expect(mkdir(folder.path + "/out.csv", 0o755) == 0)
    let writer = try SheetWriter(path: folder.path + "/out.csv", header: ["a"])
    let problem = #expect(throws: Problem.self) { try writer.finish() }
    #expect(problem?.code == "sheets.file.unwritable")
    #expect(folder.names() == ["out.csv"], "the partial file is gone")
    #expect(rmdir(folder.path + "/out.csv") == 0)
  }

  @Test(arguments: 0..<20)
  func whatIsWrittenIsReadBack(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let alphabet = Array("ab,\"\n\r \t-王é𠀀".unicodeScalars)
    let folder = try TestFolder()
    var table: [[String]] = []
    let writer = try SheetWriter(path: folder.path + "/out.csv", header: ["一", "二", "三"])
    for _ in 0..<200 {
      let row = (0..<3).map { _ in
        var text = ""
        for _ in 0..<random.below(8) { text.unicodeScalars.append(alphabet[random.below(alphabet.count)]) }
        return text
      }
      for field in row { writer.field(field) }
      try writer.endRow()
      table.append(row)
    }
    try writer.finish()
    let sheet = try Sheet(path: folder.path + "/out.csv")
    let read = rows(of: sheet)
    #expect(
      read.map { $0.fields.map { Array($0.unicodeScalars) } }
        == table.map { $0.map { Array($0.unicodeScalars) } })
    #expect(read.allSatisfy { $0.fault == nil })
  }
}
