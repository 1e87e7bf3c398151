// Workbooks are written, and read back as other programs would.
import Foundation
import Kernel
import Sheets
import Testing

@Suite struct WorkbookTests {
  private static let instant = Instant(milliseconds: 1_790_000_000_000)
  private static let columns = [
    WorkbookColumn("户编号", width: 20), WorkbookColumn("金额"), WorkbookColumn("日期"), WorkbookColumn("人数"),
  ]

  private func sample() throws -> [UInt8] {
    let day = try #require(Day("2026-03-05"))
    return try Workbook.bytes(title: "监测对象台账", author: "张*三", at: Self.instant) { book throws(Problem) in
      try book.beginSheet("台账", mark: "张*三 2026-03-12 09:30", Self.columns)
      try book.add([.text("00123"), .money(Money(fen: 123_456)), .day(day), .number(4)])
      try book.add([.text("=1+1"), .money(Money(fen: -5)), .empty, .number(-1)])
      try book.add([.text("a & <b> \"c\"\nd"), .empty, .day(.distantPast), .number(.max)])
      try book.beginSheet("台账", [WorkbookColumn("空")])
    }
  }

  @Test(.enabled(if: ReadWorkbook.canRead)) func whatIsWrittenIsReadBack() throws {
    let book = try ReadWorkbook(sample())
    #expect(book.sheetNames == ["台账", "台账 (2)"])
    let sheet = try #require(book.sheets.first)
    #expect(sheet.cells["A1"] == .init("张*三 2026-03-12 09:30", isText: true))
    #expect(["A2", "B2", "C2", "D2"].map { sheet.cells[$0]?.value } == ["户编号", "金额", "日期", "人数"])
    #expect(sheet.cells["A3"] == .init("00123", isText: true))
    #expect(sheet.cells["B3"] == .init("1234.56", isText: false, format: "#,##0.00"))
    // 46086 days after the beginning of 1900, as spreadsheet programs count.
    #expect(sheet.cells["C3"] == .init("46086", isText: false, format: "yyyy-mm-dd"))
    #expect(sheet.cells["D3"] == .init("4", isText: false))
    #expect(sheet.cells["B4"]?.value == "-0.05")
    #expect(sheet.cells["C4"] == nil)
    #expect(sheet.cells["A5"]?.value == "a & <b> \"c\"\nd")
    // What a spreadsheet cannot hold exactly is told as text.
    #expect(sheet.cells["C5"] == .init("0001-01-01", isText: true))
    #expect(sheet.cells["D5"] == .init("9223372036854775807", isText: true))
    #expect(sheet.isBold("A2") && !sheet.isBold("A3"))
  }

  @Test(.enabled(if: ReadWorkbook.canRead)) func theHeadStaysInSightWithFilters() throws {
    let book = try ReadWorkbook(sample())
    #expect(book.sheets[0].xml.contains("<pane ySplit=\"2\" topLeftCell=\"A3\""))
    #expect(book.sheets[0].xml.contains("state=\"frozen\""))
    #expect(book.sheets[0].xml.contains("<autoFilter ref=\"A2:D5\"/>"))
    #expect(book.sheets[0].xml.contains("<col min=\"1\" max=\"1\" width=\"20."))
    #expect(book.sheets[1].xml.contains("<autoFilter ref=\"A1\"/>") || book.sheets[1].xml.contains("A1:A1"))
    #expect(book.sheets[1].xml.contains("<pane ySplit=\"1\""))
  }

  @Test(
    .enabled(if: ReadWorkbook.canRead),
    arguments: [
      "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "{=1}", "\t=1", "1E5", "2026-01-01", "_x0041_",
    ])
  func aTextIsNeverComputed(_ text: String) throws {
    let bytes = try Workbook.bytes(title: "t", at: Self.instant) { book throws(Problem) in
      try book.beginSheet("s", [WorkbookColumn("a")])
      try book.add([.text(text)])
    }
    let sheet = try #require(try ReadWorkbook(bytes).sheets.first)
    let shown = sheet.cells["A2"]?.value.replacingOccurrences(of: "_x005F_", with: "_")
    #expect(shown == text && sheet.cells["A2"]?.isText == true)
    #expect(!sheet.xml.contains("<f>") && !sheet.xml.contains("hyperlink"))
  }

  @Test func theSameRowsGiveTheSameBytesWithoutTracesOfTheMachine() throws {
    let bytes = try sample()
    #expect(try sample() == bytes)
    #expect(bytes.prefix(4) == [0x50, 0x4B, 3, 4])
    let text = String(decoding: bytes, as: Unicode.ASCII.self)
    for trace in ["/tmp", NSUserName(), ProcessInfo.processInfo.hostName] where trace.count > 4 {
      #expect(!text.contains(trace))
    }
  }

  @Test func namesOfSheetsAreMadeToFit() throws {
    let bytes = try Workbook.bytes(title: "t", at: Self.instant) { book throws(Problem) in
      for name in ["", "History", "a[b]:c*d?e/f\\g'", String(repeating: "名", count: 40), "", "SHEET"] {
        try book.beginSheet(name, [WorkbookColumn("a")])
      }
    }
    guard ReadWorkbook.canRead else { return }
    #expect(
      try ReadWorkbook(bytes).sheetNames
        == [
          "Sheet", "Sheet (2)", "abcdefg", String(repeating: "名", count: 31), "Sheet (3)", "SHEET (4)",
        ])
  }

  @Test func whatASheetCannotHoldIsRefused() throws {
    let refusal = #expect(throws: Problem.self) {
      try Workbook.bytes(title: "t", at: Self.instant) { book throws(Problem) in
        try book.beginSheet("s", [WorkbookColumn("a")])
        try book.add([.text(String(repeating: "长", count: Workbook.longestText + 1))])
      }
    }
    #expect(refusal?.code == "sheets.workbook.textTooLong")
    let full = #expect(throws: Problem.self) {
      try Workbook.bytes(title: "t", at: Self.instant) { book throws(Problem) in
        try book.beginSheet("s", [WorkbookColumn("a")])
        for _ in 0..<Workbook.mostRows { try book.add([.empty]) }
      }
    }
    #expect(full?.code == "sheets.workbook.tooManyRows")
    let nowhere = #expect(throws: Problem.self) {
      try Workbook(path: "/nowhere/at/all.xlsx", title: "t", at: Self.instant)
    }
    #expect(nowhere?.code == "sheets.file.unwritable")
  }

  @Test func aFileAppearsOnlyWhenItIsWhole() throws {
    let folder = try TestFolder()
    do {
      let book = try Workbook(path: "\(folder.path)/out.csv", title: "t", at: Self.instant)
      try book.beginSheet("s", [WorkbookColumn("a")])
      try book.add([.text("x")])
      #expect(!folder.names().contains("out.csv"))
    }
    #expect(folder.names().isEmpty)
    let book = try Workbook(path: "\(folder.path)/out.csv", title: "t", at: Self.instant)
    try book.beginSheet("s", [WorkbookColumn("a")])
    try book.finish()
    #expect(folder.names() == ["out.csv"])
  }
}
