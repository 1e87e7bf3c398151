// UTF-8 with and without its mark, GB18030, broken bytes, and what is no sheet at all.
import Glibc
import Kernel
import Sheets
import Testing

/// “姓名,村\n王军,李家村\n” in GB18030.
private let national: [UInt8] =
  [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xB4, 0xE5, 0x0A, 0xCD, 0xF5, 0xBE, 0xFC, 0x2C]
  + [0xC0, 0xEE, 0xBC, 0xD2, 0xB4, 0xE5, 0x0A]

@Suite struct SheetEncodingTests {
  @Test func theMarkOfUTF8IsNoContent() throws {
    let folder = try TestFolder()
    let sheet = try Sheet(path: folder.file([0xEF, 0xBB, 0xBF] + Array("姓名,b\n王,2\n".utf8)))
    #expect(sheet.encoding == .utf8WithMark)
    #expect(sheet.header == ["姓名", "b"])
    #expect(rows(of: sheet) == [SeenRow(2, ["王", "2"])])
    var reader = sheet.reader()
    try advance(&reader)
    #expect(reader.offset == sheet.byteCount)
  }

  @Test func theNationalEncodingIsDecoded() throws {
    let folder = try TestFolder()
    let sheet = try Sheet(path: folder.file(national))
    #expect(sheet.encoding == .gb18030)
    #expect(sheet.header == ["姓名", "村"])
    #expect(rows(of: sheet) == [SeenRow(2, ["王军", "李家村"])])
    #expect(sheet.byteCount == "姓名,村\n王军,李家村\n".utf8.count)
  }

  @Test func charactersOfFourBytesAreDecoded() throws {
    let folder = try TestFolder()
    // U+20000, and U+20087 that stands on two bytes and becomes four.
    let sheet = try Sheet(path: folder.file(national + [0x95, 0x32, 0x82, 0x36, 0x2C, 0xFE, 0x51, 0x0A]))
    #expect(rows(of: sheet).last == SeenRow(3, ["\u{20000}", "\u{20087}"]))
  }

  @Test func brokenBytesInTheNationalEncodingAreFaultsOfTheirRow() throws {
    let folder = try TestFolder()
    let sheet = try Sheet(
      path: folder.file(national + [0xCD, 0xF5, 0xFF, 0x2C, 0x31, 0x0A, 0x31, 0x2C, 0x32, 0x0A, 0xCD]))
    #expect(sheet.encoding == .gb18030)
    #expect(rows(of: sheet).map(\.fault) == [nil, .wrongEncoding, nil, .wrongEncoding])
    #expect(rows(of: sheet)[1].fields == ["王\u{FFFD}", "1"])
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0xAF], [0x80], [0xE4, 0xBD], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
      [0xE0, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func brokenBytesInUTF8AreFaultsOfTheirRow(broken: [UInt8]) throws {
    let folder = try TestFolder()
    let good = Array("王,1\n".utf8)
    let sheet = try Sheet(
      path: folder.file(Array("姓名,b\n".utf8) + good + broken + [0x2C, 0x31, 0x0A] + good))
    #expect(sheet.encoding == .utf8)
    #expect(rows(of: sheet).map(\.fault) == [nil, .wrongEncoding, nil])
    #expect(rows(of: sheet).map(\.line) == [2, 3, 4])
  }

  @Test(arguments: ["é", "ߺ", "ࠀ", "王", "퟿", "\u{E000}", "𠀀", "\u{10FFFF}"])
  func everyLengthOfUTF8IsText(character: String) throws {
    #expect(try rows(of: "姓名,b\n\(character)1234567\(character),\(character)\n").map(\.fault) == [nil])
  }

  @Test func onlyTheFirstLinesDecide() throws {
    let folder = try TestFolder()
    let ascii = Array(String(repeating: "1,2\n", count: 5000).utf8)
    let sheet = try Sheet(path: folder.file(Array("a,b\n".utf8) + ascii + national))
    #expect(sheet.encoding == .gb18030, "lines of ASCII say nothing")
  }

  @Test func halfOfTheLinesFitByAccidentAndStillItIsTheNationalEncoding() throws {
    let folder = try TestFolder()
    // 女 in GB18030 is also a well-formed UTF-8 character of two bytes; 男 is not.
    let sheet = try Sheet(
      path: folder.file([0x61, 0x0A, 0xC5, 0xAE, 0x0A, 0xC4, 0xD0, 0x0A, 0xC5, 0xAE, 0x0A]))
    #expect(rows(of: sheet).map(\.fields) == [["女"], ["男"], ["女"]])
  }

  @Test(
    arguments: [
      ("sheets.file.empty", [], Problem.Kind.invalid),
      ("sheets.file.empty", [0x0A, 0x20, 0x0D, 0x0A], .invalid),
      ("sheets.file.empty", [0xEF, 0xBB, 0xBF], .invalid),
      ("sheets.file.notText", [0x50, 0x4B, 0x03, 0x04, 0x14], .invalid),
      ("sheets.file.notText", [0xD0, 0xCF, 0x11, 0xE0], .invalid),
      ("sheets.file.notText", [0xFF, 0xFE, 0x61, 0x00], .invalid),
      ("sheets.file.notText", [0x61, 0x00, 0x2C, 0x00, 0x62, 0x00, 0x0A, 0x00], .invalid),
      ("sheets.header.blank", Array("a,,c\n".utf8), .invalid),
      ("sheets.header.blank", Array("a, \n".utf8), .invalid),
      ("sheets.header.duplicate", Array("a,b,a\n".utf8), .invalid),
      ("sheets.header.unreadable", Array("a,\"b\n".utf8), .invalid),
      ("sheets.header.unreadable", [0xEF, 0xBB, 0xBF, 0x61, 0xFF, 0x0A], .invalid),
      ("sheets.header.tooWide", Array(String(repeating: "a,", count: Sheet.columnLimit + 1).utf8), .invalid),
    ] as [(String, [UInt8], Problem.Kind)])
  func whatIsNoSheetIsRefused(code: String, bytes: [UInt8], kind: Problem.Kind) throws {
    let folder = try TestFolder()
    let path = try folder.file(bytes)
    let problem = #expect(throws: Problem.self) { _ = try Sheet(path: path) }
    #expect(problem?.code == code)
    #expect(problem?.kind == kind)
    #expect(problem?.details["path"] == path)
    #expect(problem?.message.zh.isEmpty == false)
  }

  @Test func aMissingFileAndAFolderAreRefused() throws {
    let folder = try TestFolder()
    #expect(throws: Problem.self) { _ = try Sheet(path: folder.path + "/none.csv") }
    let missing = #expect(throws: Problem.self) { _ = try Sheet(path: folder.path + "/none.csv") }
    #expect(missing?.code == "sheets.file.missing")
    #expect(missing?.kind == .notFound)
    let directory = #expect(throws: Problem.self) { _ = try Sheet(path: folder.path) }
    #expect(directory?.code == "sheets.file.unreadable")
    #expect(directory?.kind == .unavailable)
  }

  @Test func aPipeIsRefusedAndNotWaitedFor() throws {
    let folder = try TestFolder()
    #expect(mkfifo(folder.path + "/pipe.csv", 0o600) == 0)
    let pipe = #expect(throws: Problem.self) { _ = try Sheet(path: folder.path + "/pipe.csv") }
    #expect(pipe?.code == "sheets.file.unreadable")
  }
}
