// The pages of messages without a socket: what they show, to whom, what their forms do, and JSON.

import Access
import Entrance
import Foundation
import Hummingbird
import Kernel
import Messages
import Pages
import Testing

private struct MessageReading {
  struct Answer {
    let status: Int
    let location: String
    let text: String
  }

  let town: MessageTown
  var account = MessageTown.head

  func ask(
    _ path: String, form: [String: String]? = nil, accept: String? = nil
  ) async throws -> Answer {
    let roles = try RoleBook.load(MessageTown.root + "/access")
    let visitor = Visitor(
      account: "zuzhang", name: "组长", post: PostID(number: 1), role: try #require(roles.role("group_head")),
      place: try #require(PlaceCode("530602001001001")))
    let act = town.act(MessageTown.at(9))
    var caller = Caller()
    (caller.stage, caller.account, caller.visitor) = (.inside, "zuzhang", visitor)
    (caller.at, caller.request, caller.formToken) = (act.at, act.request, "t0ken")
    caller.session = Session(
      digest: [], account: Account(id: account, login: "zuzhang", name: "组长", createdAt: act.at),
      state: .open(visitor), formToken: "t0ken", posts: [visitor])
    if let form {
      let body = form.map { "\(PageQuery.encoded($0.key))=\(PageQuery.encoded($0.value))" }
      caller.form = try FormBody(reading: Array(body.joined(separator: "&").utf8))
    }
    var head = HTTPRequest(
      method: form == nil ? .get : .post, scheme: "http", authority: "localhost", path: path)
    if let accept { head.headerFields[.accept] = accept }
    let pages = MessagePages(town.desk, brand: Text(zh: "守望", en: "Shouwang"))
    let response = try #require(
      try pages.answer(Request(head: head, body: RequestBody(buffer: ByteBuffer())), caller))
    let collector = Collector()
    try await response.body.write(collector)
    return Answer(
      status: Int(response.status.code), location: response.headers[.location] ?? "",
      text: String(decoding: collector.bytes, as: UTF8.self))
  }

  func json(_ path: String, form: [String: String]? = nil) async throws -> [String: Any] {
    let text = try await ask(path, form: form, accept: "application/json").text
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any], "\(text)")
  }
}

private final class Collector: ResponseBodyWriter {
  private(set) var bytes: [UInt8] = []
  func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite struct MessagePagesTests {
  @Test func oneSeesOnesOwnAndMarksThemAsRead() async throws {
    let town = try MessageTown()
    let reading = MessageReading(town: town)
    #expect(try await reading.ask("/messages").text.contains("没有未读消息"))
    try town.raise([.dutiesLate: 2, .rowBelow: 4], at: MessageTown.at(8))
    let page = try await reading.ask("/messages").text
    #expect(page.contains("未读 2 条") && page.contains("超期的工作职责 2 项") && page.contains("全部标为已读"))
    #expect(try await reading.ask("/messages?lang=en").text.contains("duties that are late: 2"))
    let other = MessageReading(town: town, account: MessageTown.other)
    #expect(try await other.json("/messages")["unread"] as? Int == 0)
    #expect(try await other.json("/messages/1", form: [:])["code"] as? String == "messages.message.unknown")
    let gone = try await reading.ask("/messages/1", form: ["go": "1"])
    #expect(gone.status == 303 && gone.location == "/duties")
    let left = try await reading.json("/messages")
    #expect(left["unread"] as? Int == 1)
    #expect((left["messages"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["digest", "row_below"])
    #expect(try await reading.ask("/messages", form: [:]).location == "/messages")
    #expect(try await reading.json("/messages")["unread"] as? Int == 0)
    #expect(try await reading.ask("/messages").text.contains("已读"))
    // A look changes nothing, and shows no page of its own.
    #expect(try await reading.json("/messages/1")["code"] as? String == "messages.message.unknown")
  }

  @Test func addressesAreSetMaskedAndRefusedAtTheirField() async throws {
    let reading = MessageReading(town: try MessageTown())
    let set = try await reading.ask(
      "/messages/contacts", form: ["kind": "mail", "mail": "zuzhang@example.cn"])
    #expect(set.status == 303 && set.location == "/messages/contacts")
    let page = try await reading.ask("/messages/contacts").text
    #expect(page.contains("z***@example.cn") && !page.contains("zuzhang@example.cn"))
    let wrong = try await reading.ask("/messages/contacts", form: ["kind": "phone", "phone": "12a"])
    #expect(wrong.status == 400 && wrong.text.contains("7 到 15 位") && wrong.text.contains("value=\"12a\""))
    let unknown = try await reading.json("/messages/contacts", form: ["kind": "pigeon", "mail": "1"])
    #expect(unknown["code"] as? String == "pages.address.parameter")
    let json = try await reading.json(
      "/messages/contacts", form: ["kind": "phone", "phone": "13800001234"])
    #expect(json["phone"] as? String == "138****1234" && json["mail"] as? String == "z***@example.cn")
    // An empty field takes nothing away.
    let empty = try await reading.json("/messages/contacts", form: ["kind": "mail", "mail": ""])
    #expect(empty["code"] as? String == "access.contact.mail")
    #expect(page.contains("id=\"f-mail\"") && page.contains("id=\"f-phone\""), "each field has its own label")
    let gone = try await reading.json("/messages/contacts", form: ["kind": "mail", "remove": "1"])
    #expect(gone["mail"] as? String == "" && gone["phone"] as? String == "138****1234")
  }

  @Test func everyAddressIsReadBack() throws {
    for address in [MessageAddress.list, .message(7), .contacts] {
      #expect(try PageAddress(path: PageAddress.messages(address).link) == .messages(address))
    }
    for path in ["/messages/0", "/messages/x", "/messages/1/2", "/messages/01"] {
      #expect(throws: Problem.self) { try PageAddress(path: path) }
    }
  }
}
