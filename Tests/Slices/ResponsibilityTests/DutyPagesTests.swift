// The pages of duties without a socket: what they show, to whom, what their forms do, and JSON.

import Access
import Entrance
import Foundation
import Hummingbird
import Kernel
import Pages
import Responsibility
import Testing

struct DutyReader {
  struct Answer {
    let status: Int
    let location: String
    let bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  let town: DutyTown
  let visitor: Visitor
  var days = 0
  var hours = 0

  func ask(_ path: String, form: [String: String]? = nil, accept: String? = nil) async throws -> Answer {
    let asking = town.asking(visitor, days: days, hours: hours)
    var caller = Caller()
    (caller.stage, caller.account, caller.visitor) = (.inside, visitor.account, visitor)
    (caller.at, caller.request, caller.formToken) = (asking.act.at, "request-\(asking.act.request)", "t0ken")
    if let form {
      let body = form.map { "\(PageQuery.encoded($0.key))=\(PageQuery.encoded($0.value))" }
      caller.form = try FormBody(reading: Array(body.joined(separator: "&").utf8))
    }
    var head = HTTPRequest(
      method: form == nil ? .get : .post, scheme: "http", authority: "localhost", path: path)
    if let accept { head.headerFields[.accept] = accept }
    let answer = try dutyAnswer(
      Request(head: head, body: RequestBody(buffer: ByteBuffer())), caller, town.face,
      brand: Text(zh: "守望", en: "Shouwang"))
    let response = try #require(answer)
    let collector = Collector()
    try await response.body.write(collector)
    return Answer(
      status: Int(response.status.code), location: response.headers[.location] ?? "", bytes: collector.bytes)
  }

  func json(_ path: String, form: [String: String]? = nil) async throws -> [String: Any] {
    let answer = try await ask(path, form: form, accept: "application/json")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any], "\(answer.text)")
  }
}

private final class Collector: ResponseBodyWriter {
  private(set) var bytes: [UInt8] = []
  func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite struct DutyPagesTests {
  private let town: DutyTown

  init() throws { town = try DutyTown() }

  private func reader(_ role: String, at place: String, _ subject: String? = nil, days: Int = 0) throws
    -> DutyReader
  {
    DutyReader(town: town, visitor: try town.visitor(role, at: place, subject: subject), days: days)
  }

  private var daily: String { "/duties/\(DutyTown.groups[0])/daily" }

  @Test func oneTapOnTheFirstPageReports() async throws {
    let head = try reader("group_head", at: DutyTown.groups[0])
    let page = try await head.ask("/duties").text
    #expect(page.contains("每天一报告") && page.contains("今天无变化") && page.contains("今天到期"))
    #expect(page.contains("name=\"changes\" value=\"0\"") && page.contains("name=\"token\" value=\"t0ken\""))
    let sent = try await head.ask("\(daily)?on=2026-03-12", form: ["changes": "0", "key": "key-000001"])
    #expect(sent.status == 303 && sent.location == "\(daily)?on=2026-03-12")
    #expect(try await head.ask("/duties").text.contains("按时完成"))
    let shown = try await head.ask("\(daily)?on=2026-03-12").text
    #expect(shown.contains("无变化") && shown.contains("上报变化"))
  }

  @Test func aRefusedReportKeepsWhatWasTyped() async throws {
    let head = try reader("group_head", at: DutyTown.groups[0])
    let words = String(repeating: "很长", count: 300)
    let sent = try await head.ask(daily, form: ["changes": "1", "words": words, "key": "key-000001"])
    #expect(sent.status == 400 && sent.text.contains(words) && sent.text.contains("最多写 500 个字"))
    let empty = try await head.ask(daily, form: ["changes": "1", "words": " ", "key": "key-000002"])
    #expect(empty.status == 400 && empty.text.contains("请写明哪户"))
    let none = try await head.ask(daily, form: ["words": "x", "key": "key-000003"])
    #expect(none.status == 400)
    for path in [
      "\(daily)?on=2026-03-13", "/duties/\(DutyTown.groups[1])/daily", "/duties/530602001001/daily",
    ] {
      await #expect(throws: Problem.self, "\(path)") { try await head.ask(path) }
    }
  }

  @Test func theVillageHearsWhoHasNotReported() async throws {
    for group in DutyTown.groups.dropFirst() { try town.report(group, on: "2026-03-11") }
    let village = try reader("village", at: "530602001001")
    let page = try await village.ask("/duties").text
    #expect(page.contains("每天一报告：还没有完成的") && page.contains("1组") && !page.contains("2组"))
    let place = try await village.ask("/duties/530602001001?duty=daily_report").text
    #expect(place.contains("谁在什么时候做了什么") && place.contains("及时率") && place.contains("未到期"))
    let township = try reader("township", at: "530602001")
    let three = try await township.ask("/duties").text
    #expect(three.contains("连续 3 期未完成") && three.contains("红路村 · 1组"))
    await #expect(throws: Problem.self) { try await village.ask("/duties/530602001002") }
  }

  @Test func aSessionIsWrittenCorrectedAndPrinted() async throws {
    let village = try reader("village", at: "530602001001")
    let path = "/duties/530602001001/ten_day_session/2026-03-x2"
    let page = try await village.ask(path).text
    #expect(page.contains("议题（自动汇总）") && page.contains("待核实线索") && page.contains("2026-03-22 前"))
    var form = [
      "heldOn": "2026-03-12", "attendance": "张三、李四", "clues": "无", "cases": "无", "measures": "无",
      "notices": "无", "requests": "无", "decisions": "<b>走访</b>三户", "key": "key-000001",
    ]
    form["clues"] = ""
    let refused = try await village.ask(path, form: form)
    #expect(refused.status == 400 && refused.text.contains("没有就写“无”") && refused.text.contains("张三、李四"))
    form["clues"] = "无"
    form["key"] = "key-000002"
    let sent = try await village.ask(path, form: form)
    #expect(sent.status == 303 && sent.location == path)
    let shown = try await village.ask(path).text
    #expect(shown.contains("&lt;b&gt;走访&lt;/b&gt;三户") && !shown.contains("<b>走访") && shown.contains("按时完成"))
    form["key"] = "key-000003"
    #expect(try await village.ask(path, form: form).status == 409)
    form["decisions"] = "走访四户"
    form["key"] = "key-000004"
    _ = try await village.ask(path, form: form)
    let corrected = try await village.json(path)
    #expect((corrected["records"] as? [[String: Any]])?.count == 2)
    let paper = try await village.ask("\(path)/paper").text
    #expect(paper.contains("红路村2026年3月中旬每旬一办公记录") && paper.contains("走访四户"))
    let file = try await village.ask("\(path)/paper.pdf")
    #expect(file.bytes.starts(with: Array("%PDF".utf8)))
  }

  @Test func anAnalysisTakesTablesAndSaysWhichRowIsWrong() async throws {
    let medical = try reader("city_department", at: "5306", "medical")
    let path = "/duties/5306/department_analysis/2026-02?subject=medical"
    var form = [
      "heldOn": "2026-03-02", "pushed": "无", "verified": "a|12|3\nb|4", "coverage": "医保|100|99",
      "receipt": "无", "problems": "无", "next": "核对", "key": "key-000001",
    ]
    let wrong = try await medical.ask(path, form: form)
    #expect(wrong.status == 400 && wrong.text.contains("第 2 行“b|4”应为：清单编号|已核实|纳入监测"))
    (form["verified"], form["coverage"], form["key"]) = ("a，12，3", "无", "key-000002")
    #expect(try await medical.ask(path, form: form).text.contains("不能为空，也不能写“无”"))
    (form["coverage"], form["key"]) = ("医保|100|99", "key-000003")
    #expect(try await medical.ask(path, form: form).status == 303)
    let shown = try await medical.ask(path).text
    #expect(shown.contains("a | 12 | 3") && shown.contains("已补"))
    // Another department neither sees nor answers it; the office sees it and answers it not.
    let water = try reader("city_department", at: "5306", "water")
    await #expect(throws: Problem.self) { try await water.ask(path) }
    let office = try reader("city_office", at: "5306")
    #expect(try await office.ask(path).text.contains("a | 12 | 3"))
    form["key"] = "key-000004"
    await #expect(throws: Problem.self) { try await office.ask(path, form: form) }
  }

  @Test func aDispatchMeetingNeedsBothLeaders() async throws {
    let office = try reader("city_office", at: "5306")
    let path = "/duties/5306/dispatch_meeting/2026-M03-04"
    let page = try await office.ask(path).text
    #expect(page.contains("党委主要负责人") && page.contains("昭阳区：完成率"))
    var form = [
      "heldOn": "2026-03-12", "leaders.1": "1", "attendance": "各县", "problems": "迟报", "decisions": "整改",
      "key": "key-000001",
    ]
    let one = try await office.ask(path, form: form)
    #expect(one.status == 400 && one.text.contains("政府主要负责人没有到会"))
    (form["leaders.2"], form["key"]) = ("1", "key-000002")
    #expect(try await office.ask(path, form: form).status == 303)
    #expect(try await office.ask(path).text.contains("政府主要负责人：到会"))
  }

  @Test func everyAddressAnswersJSON() async throws {
    let head = try reader("group_head", at: DutyTown.groups[0])
    let sent = try await head.json(daily, form: ["changes": "1", "words": "着火", "key": "key-000001"])
    #expect((sent["reports"] as? [[String: Any]])?.first?["words"] as? String == "着火")
    let list = try await head.ask("/duties", accept: "application/json").text
    #expect(list.contains("\"kind\":\"daily_report\"") && list.contains("\"state\":\"done\""))
    let township = try reader("township", at: "530602001")
    let grid = try await township.json("/duties/530602001?duty=daily_report")
    #expect(grid["missingTotal"] as? Int == 5 && (grid["rows"] as? [Any])?.count == 2)
    let refused = try await head.ask(
      daily, form: ["changes": "1", "words": "", "key": "key-000002"], accept: "application/json")
    #expect(refused.status == 400 && refused.text.contains("duties.report.empty"))
    let elsewhere = try await head.ask("/duties/530602001002", accept: "application/json")
    #expect(elsewhere.status >= 400 && elsewhere.text.contains("access.post.place"))
  }
}
