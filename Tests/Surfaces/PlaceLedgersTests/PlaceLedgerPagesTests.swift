// The pages of ledgers without a socket: rows of the place and below, within jurisdiction and line of work.

import Access
import Database
import Entrance
import Hummingbird
import Kernel
import Pages
import PlaceLedgers
import Registry
import Sheets
import Testing

@Suite struct PlaceLedgerPagesTests {
  private let database: Database

  init() throws {
    database = try Database(inMemory: "place-ledgers")
    try database.migrate(AccessMigrations.all + RegistryMigrations.all)
    let (index, day) = (RegistryIndex(), try #require(Day("2022-01-01")))
    try database.write { (connection) throws(Problem) in
      let origin = RowOrigin(importNumber: 1, line: 2, dated: day)
      for (code, name) in [
        ("5306", "昭通市"), ("530602", "昭阳区"), ("530602001", "北闸镇"), ("530602001001", "红路村"),
        ("530602001001001", "一组"), ("530621", "鲁甸县"),
      ] {
        guard let place = PlaceCode(code) else { continue }
        _ = try PlaceStore.merge(place, name: name, origin: origin, index: index, on: connection)
      }
    }
    try add("projects", 1, "530602001001", [.text("道路<b>"), 2, 6_041, 1, .null, 1, .null, .null])
    try add("projects", 2, "530602", [.text("茶园"), 1, 100_000, 0, .null, 0, 19_000, .null])
    try add("projects", 3, "530621", [.text("别县"), 1, 100_000, 0, .null, 0, .null, .null])
    try add("tasks", 1, "5306", [.text("全市任务"), 1, 19_000, .null, .null])
    try add("statistics", 1, "530602", [.text("target_demo_sites"), 19_000, 4_000, .text("统计局"), 19_100])
  }

  private func add(_ sheet: String, _ record: Int64, _ place: String, _ values: [SQLValue]) throws {
    let kind = try #require(FeedKind.named(sheet))
    let code = try #require(PlaceCode(place))
    let facts = FeedFacts(record: record, county: code.county, subject: code.number, values: values)
    let origin = RowOrigin(importNumber: 1, line: 2, dated: try #require(Day("2022-01-01")))
    try database.write { (connection) throws(Problem) in
      _ = try FeedStore(kind).merge(facts, origin: origin, index: FeedIndex(), on: connection)
    }
  }

  private func visitor(_ role: String, at place: String, feeds: Set<String>? = nil) throws -> Visitor {
    Visitor(
      account: role, name: "测试员", post: PostID(number: 1),
      role: Role(
        name: role, title: Text(zh: "岗位", en: "post"), levels: [.city, .county, .village],
        permissions: [.placeRead]), place: try #require(PlaceCode(place)),
      subject: feeds.map {
        Subject(name: "s", title: Text(zh: "部门", en: "department"), feeds: $0, causes: [], seesIncome: false)
      })
  }

  private func ask(_ path: String, as visitor: Visitor, json: Bool = false) async throws -> (
    status: Int, text: String
  ) {
    var head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path)
    if json { head.headerFields[.accept] = "application/json" }
    var caller = Caller()
    (caller.stage, caller.account, caller.visitor) = (.inside, visitor.account, visitor)
    (caller.at, caller.request) = (Instant(milliseconds: 1_672_400_000_000), "request-0001")
    let pages = PlaceLedgerPages(PlaceLedgerDesk(database), brand: Text(zh: "守望", en: "Shouwang"))
    let response = try #require(
      try pages.answer(Request(head: head, body: RequestBody(buffer: ByteBuffer())), caller))
    let collector = Collector()
    try await response.body.write(collector)
    return (Int(response.status.code), collector.text)
  }

  @Test func aPlaceShowsItsRowsAndThoseBelowAndNoOthers() async throws {
    let page = try await ask("/places/530602/ledgers", as: visitor("county", at: "530602")).text
    for word in ["茶园", "道路&lt;b", "红路村", "产业发展", "60.41 元", "target_demo_sites", ">40<"] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(!page.contains("别县") && !page.contains("全市任务") && !page.contains("<b>茶"))
    #expect(!page.contains("保费"), "a ledger without rows has no card")
    #expect(!page.contains("\"/places/5306\""), "no way leads above the own place")
    let village = try await ask("/places/530602001001/ledgers", as: visitor("village", at: "530602001001"))
    #expect(village.text.contains("道路") && !village.text.contains("茶园"))
  }

  @Test func aPlaceElsewhereIsRefusedLikeOneThatThereIsNot() async throws {
    let county = try visitor("county", at: "530602")
    var refusals: [Problem] = []
    for path in ["/places/530621/ledgers", "/places/530602009/ledgers", "/places/5306/ledgers/tasks"] {
      let problem = await #expect(throws: Problem.self) { try await ask(path, as: county) }
      refusals.append(try #require(problem))
    }
    #expect(Set(refusals.map(\.code)) == ["ledgers.place.unknown"])
    #expect(Set(refusals.map(\.message.zh)).count == 1)
    let group = await #expect(throws: Problem.self) {
      try await ask("/places/530602001001001/ledgers", as: county)
    }
    #expect(group?.kind == .notFound, "a villager group has no ledger")
  }

  @Test func aDepartmentSeesTheLedgersOfItsLineOfWork() async throws {
    let insurer = try visitor("department", at: "5306", feeds: ["premiums", "tasks"])
    let page = try await ask("/places/5306/ledgers", as: insurer).text
    #expect(page.contains("全市任务") && !page.contains("茶园"))
    for name in ["projects", "medical", "nothing"] {
      let problem = await #expect(throws: Problem.self) {
        try await ask("/places/5306/ledgers/\(name)", as: insurer)
      }
      #expect(problem?.code == "ledgers.unknown")
    }
  }

  @Test func jsonSaysWhatTheSheetSaid() async throws {
    let city = try visitor("city", at: "5306")
    let all = try await ask("/places/5306/ledgers", as: city, json: true).text
    #expect(all.contains("{\"ledger\":\"projects\",\"total\":3}"))
    let projects = try await ask("/places/530602/ledgers/projects", as: city, json: true).text
    #expect(
      projects == """
        {"place":"530602","name":"昭阳区","ledgers":[{"ledger":"projects","total":2,"rows":[\
        {"record_id":2,"place_code":"530602","name":"茶园","class":"industry","amount":"1000",\
        "review_round":0,"reviewed_on":null,"passed":false,"started_on":"2022-01-08","finished_on":null},\
        {"record_id":1,"place_code":"530602001001","name":"道路<b>","class":"infrastructure",\
        "amount":"60.41","review_round":1,"reviewed_on":null,"passed":true,"started_on":null,\
        "finished_on":null}]}]}

        """)
    let refused = try await ask("/places/530699/ledgers", as: city, json: true)
    #expect(refused.status == 404 && refused.text.contains("\"code\":\"ledgers.place.unknown\""))
    #expect(refused.text.contains("\"details\":{"))
  }

  @Test func aLongLedgerIsReadInPages() async throws {
    let city = try visitor("city", at: "5306")
    for number in 10...71 {
      try add("tasks", Int64(number), "530621", [.text("任务\(number)"), 0, 19_000, .null, .null])
    }
    let first = try await ask("/places/5306/ledgers/tasks", as: city).text
    #expect(first.contains("任务58") && !first.contains("任务59"))
    let second = try await ask("/places/5306/ledgers/tasks?page=2", as: city).text
    #expect(second.contains("任务59") && second.contains("任务71"))
    let none = try await ask("/places/5306/ledgers/tasks?page=9", as: city).text
    #expect(none.contains("这一页没有内容"))
    let empty = try await ask("/places/5306/ledgers/sites", as: city).text
    #expect(empty.contains("这里还没有台账记录"))
  }
}

private final class Collector: ResponseBodyWriter, @unchecked Sendable {
  private(set) var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
