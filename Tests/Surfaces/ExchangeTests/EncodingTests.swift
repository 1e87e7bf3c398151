// Encodings and quotes on their way through an import.

import Database
import Exchange
import Kernel
import Registry
import Sheets
import Testing

@Suite struct EncodingTests {
  /// 王秀英 in GB18030.
  static let nameInGB18030: [UInt8] = [0xCD, 0xF5, 0xD0, 0xE3, 0xD3, 0xA2]

  /// A sheet of one person of that name.
  private func sheet(name: [UInt8]) -> [UInt8] {
    let text = Town.persons([Town.person(1, in: 1, ["name": "NAME"])]).text
    let parts = text.split(separator: "NAME", omittingEmptySubsequences: false).map { Array($0.utf8) }
    return parts[0] + name + parts[1]
  }

  private func names(of bytes: [UInt8]) throws -> [String] {
    let desk = try Desk()
    try desk.take(Town.places, Town.threeHouseholds)
    let summary = try desk.take(paths: [try desk.file(bytes, name: "persons.csv")])
    #expect(summary.problems.isEmpty && summary.total.outcomes.invalid == 0)
    return try desk.ask("SELECT name FROM person")
  }

  @Test func utf8IsReadWithAndWithoutItsMark() throws {
    let bytes = sheet(name: Array("王秀英".utf8))
    #expect(try names(of: bytes) == ["王秀英"])
    #expect(try names(of: [0xEF, 0xBB, 0xBF] + bytes) == ["王秀英"])
  }

  @Test func gb18030IsRead() throws {
    #expect(try names(of: sheet(name: Self.nameInGB18030)) == ["王秀英"])
  }

  @Test func theSameRowsInAnotherEncodingAreIdentical() throws {
    let desk = try Desk()
    try desk.take(Town.places, Town.threeHouseholds)
    let first = try desk.file(sheet(name: Array("王秀英".utf8)), name: "a.csv")
    let second = try desk.file(sheet(name: Self.nameInGB18030), name: "b.csv")
    let summary = try desk.take(paths: [first, second])
    #expect(summary.files.map { outcomes($0.counts) } == [[1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]])
  }

  @Test func linesOfWindowsAreRead() throws {
    let lines = Town.persons([Town.person(1, in: 1)]).lines.joined(separator: "\r\n")
    #expect(try names(of: Array(lines.utf8)) == ["王秀英"])
  }

  @Test func quotedCellsKeepCommasQuotesAndLineEnds() throws {
    let desk = try Desk.settled()
    let kind = try #require(FeedKind.named("water"))
    let cause = "管道\n\"老化\", 断裂"
    let rows = [Town.record(1, of: kind, ["cause": cause]), Town.record(2, of: kind, ["start_date": "x"])]
    let counts = try desk.counts(Town.feed(kind, rows))
    #expect(outcomes(counts) == [1, 0, 0, 0, 1, 0])
    #expect(try desk.ask("SELECT cause FROM water_outage") == [cause])
    #expect(try desk.quarantine().map(\.line) == [4], "a row that goes over two lines counts both")
  }

  @Test func aRowThatIsNoTextIsRefusedAndTheRestGoesIn() throws {
    let desk = try Desk()
    try desk.take(Town.places, Town.threeHouseholds)
    var bytes = sheet(name: Array("王秀英".utf8))
    bytes += Town.persons([Town.person(2, in: 1, ["name": "BROKEN"])]).lines[1].utf8.map {
      $0 == 0x42 ? 0xFF : $0
    }
    bytes += Array("\n".utf8) + Array(Town.persons([Town.person(3, in: 1)]).lines[1].utf8)
    let summary = try desk.take(paths: [try desk.file(bytes, name: "persons.csv")])
    #expect(outcomes(summary.total) == [2, 0, 0, 0, 1, 0])
    let row = try #require(try desk.quarantine().first)
    #expect((row.line, row.column, row.code) == (3, "", "encoding"))
    #expect(row.value.contains("ROKEN"))
    #expect(row.remedy.en.contains("UTF-8"))
  }

  @Test(arguments: [
    ("1,2\n", "columns"), ("1,\(Town.citizen(1)),2025-03-01,1,I,1,1,1,1\n", "columns"),
    ("1,\"2\n", "malformed"),
    ("1,\"a\"b,2\n", "malformed"),
  ])
  func aRowThatCannotBeSplitIsRefusedWhole(_ line: String, _ code: String) throws {
    let desk = try Desk.settled()
    let text = try Town.medical([Town.bill(7)]).text + line
    let summary = try desk.take(paths: [try desk.file(Array(text.utf8), name: "medical.csv")])
    #expect(outcomes(summary.total) == [1, 0, 0, 0, 1, 0])
    let row = try #require(try desk.quarantine().first)
    #expect((row.line, row.column, row.code) == (3, "", code))
    #expect(row.raw + "\n" == line)
    #expect(!row.remedy.zh.isEmpty && !row.remedy.en.isEmpty)
  }

  @Test func aVeryLongRowIsKeptInPart() throws {
    let desk = try Desk.settled()
    let cause = String(repeating: "长", count: 5_000)
    let kind = try #require(FeedKind.named("water"))
    let counts = try desk.counts(Town.feed(kind, [Town.record(1, of: kind, ["start_date": cause])]))
    #expect(outcomes(counts) == [0, 0, 0, 0, 1, 0])
    let row = try #require(try desk.quarantine().first)
    #expect(row.value.count == RowFault.valueLimit)
    #expect(row.raw.count == 2_000)
  }

  @Test func aNameWithACharacterThatEndsTextInCIsChangedWithoutATrace() throws {
    let desk = try Desk()
    try desk.take(Town.places, Town.threeHouseholds)
    try desk.take(Town.persons([Town.person(1, in: 1, ["name": "王\u{0}秀英"])]))
    #expect(try desk.ask("SELECT name FROM person") == ["王\u{0}秀英"])
    try desk.take(Town.persons([Town.person(1, in: 1, ["name": "李明"])]))
    let ids = try desk.store.read { (connection) throws(Problem) in
      [
        try HouseholdQueryStore.countByName("英", limit: 9, on: connection),
        try HouseholdQueryStore.countByName("李明", limit: 9, on: connection),
      ]
    }
    #expect(ids == [0, 1])
  }
}
