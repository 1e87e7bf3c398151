// The pages of the ledger without a socket: what they show, to whom, and what their forms do.

import Access
import Entrance
import Foundation
import Hummingbird
import Kernel
import LedgerTruth
import Pages
import Testing

@Suite struct LedgerPagesTests {
  let town: LedgerTown

  init() throws {
    town = try LedgerTown()
    try town.household(11, [LedgerMember(sequence: 1, relation: 2)])
    try town.household(12, [LedgerMember(sequence: 2, labour: 3)])
    try town.household(13, at: "530602001002001", waterSafe: nil, [LedgerMember(sequence: 3)])
    try town.run()
  }

  private struct Visit {
    let status: Int
    let location: String
    let text: String
  }

  private func caller(_ visitor: Visitor, form: String? = nil) throws -> Caller {
    var caller = Caller()
    (caller.stage, caller.account, caller.visitor) = (.inside, visitor.account, visitor)
    (caller.at, caller.request, caller.formToken) = (LedgerTown.start, "request-0001", "t0ken")
    if let form { caller.form = try FormBody(reading: Array(form.utf8)) }
    return caller
  }

  private func ask(
    _ path: String, as visitor: Visitor, form: String? = nil, accept: String? = nil
  ) async throws -> Visit {
    let pages = LedgerPages(town.desk, brand: Text(zh: "守望", en: "Shouwang"))
    var head = HTTPRequest(
      method: form == nil ? .get : .post, scheme: "http", authority: "localhost", path: path)
    if let accept { head.headerFields[.accept] = accept }
    let answer = try await pages.answer(
      Request(head: head, body: RequestBody(buffer: ByteBuffer())), caller(visitor, form: form))
    let response = try #require(answer)
    let collector = Collector()
    try await response.body.write(collector)
    return Visit(
      status: Int(response.status.code), location: response.headers[.location] ?? "", text: collector.text)
  }

  @Test func theListShowsTheIssuesOfThePlaceAndOfNoOther() async throws {
    let office = try town.visitor("county_office", at: "530602")
    let page = try await ask("/ledger", as: office).text
    for word in ["R-005", "R-029", "R-054", "红路村", "白坡村", "账实质量"] { #expect(page.contains(word), "\(word)") }
    let village = try town.visitor("village", at: "530602001002")
    let own = try await ask("/ledger?lang=en", as: village).text
    #expect(own.contains("R-054") && !own.contains("/ledger/530602/1\""))
    await #expect(throws: Problem.self) { try await ask("/ledger?place=530602001001", as: village) }
  }

  @Test func aFilterNarrowsTheList() async throws {
    let office = try town.visitor("county_office", at: "530602")
    let page = try await ask("/ledger?severity=block&state=open", as: office).text
    #expect(page.contains("/ledger/530602/1\"") && !page.contains("/ledger/530602/2\""))
    let none = try await ask("/ledger?state=closed", as: office).text
    #expect(none.contains("没有符合条件的问题"))
  }

  @Test func anIssueSaysWhyAndOffersWhatTheReaderMay() async throws {
    let village = try town.visitor("village", at: "530602001001")
    let page = try await ask("/ledger/530602/2", as: village).text
    #expect(page.contains("16 至 59 周岁") && page.contains("/ledger/530602/2/fix"))
    #expect(page.contains("/ledger/530602/2/confirmation") && !page.contains("/recheck"))
    #expect(page.contains("name=\"token\" value=\"t0ken\""))
    let block = try await ask("/ledger/530602/1", as: village).text
    #expect(!block.contains("/ledger/530602/1/confirmation"))
    let office = try town.visitor("county_office", at: "530602")
    #expect(!(try await ask("/ledger/530602/1", as: office).text.contains("/ledger/530602/1/fix")))
  }

  @Test func aFormActsAndLeadsBackToTheIssue() async throws {
    let village = try town.visitor("village", at: "530602001001")
    let sent = try await ask(
      "/ledger/530602/1/fix", as: village, form: "note=%E6%94%B9%E4%BA%86&key=form-0001")
    #expect(sent.status == 303 && sent.location == "/ledger/530602/1")
    let office = try town.visitor("county_office", at: "530602")
    let page = try await ask("/ledger/530602/1", as: office).text
    #expect(page.contains("改了") && page.contains("/ledger/530602/1/recheck"))
    let back = try await ask("/ledger/530602/1/recheck", as: office, form: "key=form-0002")
    #expect(back.status == 303)
    #expect(try await ask("/ledger/530602/1", as: office).text.contains("复核退回"))
  }

  @Test func aRefusalStandsAtItsFieldWithWhatWasTyped() async throws {
    let village = try town.visitor("village", at: "530602001001")
    let page = try await ask("/ledger/530602/2/confirmation", as: village, form: "reason=&key=form-0003")
    #expect(page.status == 400 && page.text.contains("请写明情况"))
  }

  private func json(_ path: String, as visitor: Visitor, form: String? = nil) async throws -> (
    status: Int, told: [String: Any]
  ) {
    let answer = try await ask(path, as: visitor, form: form, accept: "application/json")
    let told = try JSONSerialization.jsonObject(with: Data(answer.text.utf8))
    return (answer.status, try #require(told as? [String: Any]))
  }

  @Test func programsReadTheLedgerAndAnswerItsIssues() async throws {
    let village = try town.visitor("village", at: "530602001001")
    let list = try await json("/ledger", as: village).told
    let issues = try #require(list["issues"] as? [[String: Any]])
    #expect(issues.count == list["total"] as? Int && list["next"] is NSNull)
    #expect(issues.allSatisfy { $0["rule"] as? String != "R-054" } && issues[0]["facts"] is [String: Any])
    #expect((list["standing"] as? [String: Any])?["block"] as? Int == 1)
    let one = try await json("/ledger/530602/1", as: village).told
    #expect((one["form"] as? [String: String]) == ["token": "t0ken", "key": "request-0001"])
    #expect((one["why"] as? String)?.isEmpty == false && one["state"] as? String == "open")
    let refused = try await json("/ledger/530602/1/fix", as: village, form: "note=&key=form-0001")
    #expect(refused.status == 400 && refused.told["code"] is String)
    let fixed = try await json("/ledger/530602/1/fix", as: village, form: "note=done&key=form-0002")
    #expect(fixed.status == 200 && fixed.told["state"] as? String == "fixed")
    let rules = try await json("/ledger/rules", as: village).told
    #expect((rules["rules"] as? [Any])?.isEmpty == false && rules["unwritten"] is [Any])
    let outside = try await json("/ledger?place=530602001002", as: village)
    #expect((400..<500).contains(outside.status) && outside.told["zh"] is String)
  }

  @Test func theRulesPageNamesWhatWaits() async throws {
    let village = try town.visitor("village", at: "530602001001")
    let page = try await ask("/ledger/rules", as: village).text
    for word in ["R-001", "R-060", "R-066", "等待登记表的列", "R-100", "R-004"] {
      #expect(page.contains(word), "\(word)")
    }
  }

  @Test func whoHasNoPartInTheLedgerSeesNone() async throws {
    let helper = try town.visitor("helper", at: "530602001001")
    await #expect(throws: Problem.self) { try await ask("/ledger", as: helper) }
    let pages = LedgerPages(town.desk, brand: Text(zh: "守望", en: "Shouwang"))
    #expect(try await pages.homePart(caller(helper), .zh) == nil)
    let village = try town.visitor("village", at: "530602001001")
    let part = try #require(try await pages.homePart(caller(village), .zh))
    #expect(part.text.contains("R-005") && !part.text.contains("R-054"))
  }
}

/// Keeps what a response writes.
private final class Collector: ResponseBodyWriter, @unchecked Sendable {
  private(set) var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
