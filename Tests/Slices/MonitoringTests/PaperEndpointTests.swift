// Papers and registers over HTTP: the page, the PDF, the question for a reason, the workbook.

import Access
import Casework
import Entrance
import Hummingbird
import Kernel
import Monitoring
import Pages
import Testing

@Suite struct PaperEndpointTests {
  private func ask(
    _ path: String, _ permissions: Set<Permission> = [.episodeRead, .householdExport], form: String? = nil,
    on monitoring: Monitoring
  ) async throws -> (status: Int, type: String, name: String, text: String)? {
    var caller = Caller()
    caller.visitor = try RegisterTests().asking(permissions).visitor
    (caller.account, caller.at) = ("zhang", Instant(milliseconds: 1_773_300_000_000))
    caller.form = try form.map { try FormBody(reading: $0.utf8) }
    let head = HTTPRequest(
      method: form == nil ? .get : .post, scheme: "http", authority: "localhost", path: path)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    let brand = Text(zh: "守望", en: "Shouwang")
    guard let response = try await paperAnswer(request, caller, monitoring, brand: brand, SlowWork()) else {
      return nil
    }
    let collector = Collector()
    try await response.body.write(collector)
    return (
      Int(response.status.code), response.headers[.contentType] ?? "",
      response.headers[.contentDisposition] ?? "",
      String(decoding: collector.bytes, as: UTF8.self)
    )
  }

  private final class Collector: ResponseBodyWriter {
    var bytes: [UInt8] = []
    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }

  @Test func aPaperIsAPageToPrintAndAPDF() async throws {
    let monitoring = try Town(Cast.identified()).monitoring
    let page = try #require(try await ask("/episodes/530602-1/papers/verification", on: monitoring))
    #expect(page.status == 200 && page.type.hasPrefix("text/html"))
    #expect(page.text.contains("<h1>防止返贫动态监测排查表</h1>") && page.text.contains("王秀英"))
    #expect(page.text.contains("href=\"/episodes/530602-1/papers/verification.pdf\""))
    #expect(page.text.contains("<a href=\"/episodes/530602-1\">返回</a>"))
    let file = try #require(try await ask("/episodes/530602-1/papers/notice.pdf", on: monitoring))
    #expect(file.type == "application/pdf" && file.text.hasPrefix("%PDF-1.5"))
    #expect(file.name == "attachment; filename=\"notice-530602-1.pdf\"")
  }

  @Test func aRegisterAsksForItsReasonAndIsAWorkbook() async throws {
    let town = try Town(Cast.identified())
    let page = try #require(try await ask("/registers/national/530602", on: town.monitoring))
    #expect(page.text.contains("name=\"reason\"") && !page.text.contains("name=\"whole\""))
    let all: Set<Permission> = [.episodeRead, .householdExport, .personReveal]
    let asked = try await ask("/registers/national/530602", all, on: town.monitoring)
    #expect(asked?.text.contains("name=\"whole\"") == true)
    #expect(try town.journal().isEmpty)
    // A reason that is too short is told at its question, with what was typed.
    let short = try await ask("/registers/ledger/530602", form: "reason=abc", on: town.monitoring)
    #expect(short?.status == 400 && short?.text.contains("id=\"f-reason-fault\"") == true)
    #expect(short?.text.contains("value=\"abc\"") == true)
    #expect(try town.journal().isEmpty)
    let form = "reason=%E6%8A%A5%E9%80%81%E7%9C%81%E7%BA%A7"
    let file = try #require(try await ask("/registers/ledger/530602", form: form, on: town.monitoring))
    #expect(file.type.hasSuffix("spreadsheetml.sheet") && file.text.hasPrefix("PK"))
    #expect(file.name == "attachment; filename=\"ledger-530602.xlsx\"")
    #expect(try town.journal() == ["household.export register ledger 530602 报送省级"])
  }

  @Test(arguments: [
    ("/episodes/530602-1/papers/diary", "monitoring.paper.unknown"),
    ("/episodes/530602-2/papers/notice", "monitoring.episode.unknown"),
    ("/episodes/530602-1/papers/elimination.pdf", ""),
    ("/episodes/530602-1/papers/endNotice", "monitoring.paper.early"),
    ("/registers/diary/530602", "monitoring.paper.unknown"),
    ("/registers/ledger/530603", "access.post.place"),
  ])
  func whatThereIsNotIsRefused(_ path: String, _ code: String) async throws {
    let monitoring = try Town(Cast.identified()).monitoring
    do {
      _ = try await ask(path, on: monitoring)
      #expect(code.isEmpty)
    } catch { #expect((error as? Problem)?.code == code) }
  }

  @Test func otherPagesAreNotAnswered() async throws {
    let monitoring = try Town(Cast.identified()).monitoring
    #expect(try await ask("/episodes/530602-1", on: monitoring) == nil)
    #expect(try await ask("/rules", on: monitoring) == nil)
  }

  @Test func theCardLinksWhatCanBePrinted() throws {
    let card = paperCard(of: try Cast.identified(to: .notice), isPublicOnly: false, .zh).text
    #expect(card.contains("/episodes/530602-1/papers/notice\"") && !card.contains("papers/decision"))
    let open = paperCard(of: try Cast.identified(), isPublicOnly: true, .en).text
    #expect(open.contains("papers/announcement.pdf") && !open.contains("papers/verification"))
  }
}
