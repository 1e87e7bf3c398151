// What a row of an older ledger must say, and the sentence for each that does not.
import Casework
import Foundation
import Kernel
import Rules
import Sheets
import Testing

@testable import CarryOver

@Suite struct CaseSheetTests {
  private static let head =
    "record_id,pid,object_type,causes,opened_on,registered_on,eliminated_on,measure,measure_done_on"
  private static let good = "530602199001011239,marginal,01|07,2021-05-01,2021-05-20"
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path

  private func read(_ rows: [String], head: String = head) throws -> (good: [CaseRow], refused: [RefusedCase])
  {
    let path = NSTemporaryDirectory() + "cases-\(rows.joined().hashValue).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ([head] + rows + [""]).joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let today = try #require(Day("2026-03-01"))
    let book = try ProcedureBook.load(CaseSheetTests.root + "/casework")
    return try CaseSheet(Sheet(path: path), book, today: today).rows()
  }

  @Test func aRowBecomesARegisteredOrEndedCase() throws {
    let rows = try read([
      "A1,\(Self.good),,,", "A2,\(Self.good),2022-01-31,100A40,2021-07-01",
      "A3,\(Self.good.replacing("marginal", with: "边缘易致贫户")),,,",
    ])
    #expect(rows.refused.isEmpty && rows.good.map(\.carried.record) == ["A1", "A2", "A3"])
    let (open, ended) = (rows.good[0].carried, rows.good[1].carried)
    #expect(open.risks == [.illness, .unstableJob] && open.eliminatedOn == nil && open.help == nil)
    #expect(ended.eliminatedOn == Day("2022-01-31") && ended.help?.group.isDevelopment == true)
    #expect(rows.good[2].carried.type == .marginal && open.text != ended.text)
    let place = try #require(PlaceCode("530602001001001"))
    let id = EpisodeNumber(county: 530_602, number: 4)
    let episode = ended.episode(id, household: 9, place: place, earlier: 2)
    #expect(episode.records.isEmpty && episode.carriedFrom == "A2" && episode.earlier == 2)
    #expect(episode.ending?.kind == .eliminated && episode.registeredOn == Day("2021-05-20"))
    let measure = ended.measure(MeasureNumber(county: 530_602, number: 1), of: episode)
    #expect(measure?.state == .done && measure?.plan.risk == .unstableJob && measure?.episode == 4)
    #expect(open.episode(id, household: 9, place: place, earlier: nil).isMonitored)
  }

  @Test(arguments: [
    (",530602199001011239,marginal,01,2021-05-01,2021-05-20,,,", "record_id", "malformed"),
    ("B\u{202E}1,530602199001011239,marginal,01,2021-05-01,2021-05-20,,,", "record_id", "malformed"),
    ("B\u{7}1,530602199001011239,marginal,01,2021-05-01,2021-05-20,,,", "record_id", "malformed"),
    ("B,5306,marginal,01,2021-05-01,2021-05-20,,,", "pid", "badCheck"),
    ("B,530602199001011231,marginal,01,2021-05-01,2021-05-20,,,", "pid", "badCheck"),
    ("B,530602199001011239,poor,01,2021-05-01,2021-05-20,,,", "object_type", "malformed"),
    ("B,530602199001011239,marginal,,2021-05-01,2021-05-20,,,", "causes", "malformed"),
    ("B,530602199001011239,marginal,01|8,2021-05-01,2021-05-20,,,", "causes", "malformed"),
    ("B,530602199001011239,marginal,01|02|03|04|05|06,2021-05-01,2021-05-20,,,", "causes", "malformed"),
    ("B,530602199001011239,marginal,01,2021-02-30,2021-05-20,,,", "opened_on", "malformed"),
    ("B,530602199001011239,marginal,01,2021-05-01,,,,", "registered_on", "malformed"),
    ("B,530602199001011239,marginal,01,2021-05-01,2021-04-20,,,", "registered_on", "malformed"),
    ("B,530602199001011239,marginal,01,2021-05-01,2026-03-02,,,", "registered_on", "malformed"),
    ("B,530602199001011239,marginal,01,2021-05-01,2021-05-20,2021-05-19,,", "eliminated_on", "malformed"),
    ("B,530602199001011239,marginal,01,2021-05-01,2021-05-20,,100A99,2021-06-01", "measure", "malformed"),
    ("B,530602199001011239,marginal,01,2021-05-01,2021-05-20,,100A40,", "measure_done_on", "malformed"),
    (
      "B,530602199001011239,marginal,01,2021-05-01,2021-05-20,,100A40,2020-01-01", "measure_done_on",
      "malformed"
    ),
    ("B,530602199001011239,marginal,01,2021-05-01,2021-05-20,,,2021-06-01", "measure_done_on", "malformed"),
    ("B,530602199001011239,marginal,01,2021-05-01", "", "columns"),
  ])
  func aBadRowIsRefusedByItsColumn(row: String, column: String, code: String) throws {
    let rows = try read(["A,\(Self.good),,,", row])
    #expect(rows.good.map(\.line) == [2], "the rest goes in")
    let fault = try #require(rows.refused.first?.fault)
    #expect(fault.column == column && fault.code.rawValue == code && fault.line == 3)
    #expect(!fault.remedy.zh.isEmpty && !fault.remedy.en.isEmpty && rows.refused.count == 1)
  }

  @Test func marksThatShowNothingAreToldByTheirCodes() throws {
    let rows = try read(["B\u{202E}1,\(Self.good),,,"])
    let fault = try #require(rows.refused.first?.fault)
    #expect(fault.value == "B<U+202E>1" && fault.remedy.zh.contains("看不见"))
  }

  @Test func columnsAreFoundByNameInAnyOrder() throws {
    let head =
      "note,measure_done_on,measure,eliminated_on,registered_on,opened_on,causes,object_type,pid,record_id"
    let rows = try read([",,,,2021-05-20,2021-05-01,99,sudden,530602199001011239,Z"], head: head)
    #expect(rows.good.first?.carried.risks == [.other] && rows.good.first?.carried.type == .sudden)
    let problem = #expect(throws: Problem.self) { try read([], head: "record_id,pid,causes") }
    #expect(problem?.code == "carryOver.sheet.columns")
    #expect(problem?.details["columns"]?.hasPrefix("object_type opened_on") == true)
  }
}
