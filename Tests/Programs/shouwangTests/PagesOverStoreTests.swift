// The pages over a real store: every link leads somewhere, and a finding's sentence reaches the reader.
import Access
import Dashboards
import Database
import Entrance
import Foundation
import Hummingbird
import Kernel
import Pages
import Registry
import Rules
import Screening
import Simulation
import Testing

/// Asks the router without a socket.
struct Reader {
  let router: Router<ReaderContext>

  init(_ source: StoreSource, as visitor: Visitor = Posts.office) {
    router = dashboardRouter(
      source, site: DashboardSite(), context: ReaderContext.self
    ) { _ throws(Problem) in
      var caller = Caller()
      (caller.visitor, caller.at, caller.request) = (visitor, Project.act.at, "test")
      caller.account = visitor.account
      return caller
    }
  }

  func get(_ path: String) async throws -> (status: Int, body: String) {
    try await send(HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path), "")
  }

  func post(_ path: String, _ form: String) async throws -> (status: Int, body: String) {
    let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    return try await send(
      HTTPRequest(
        method: .post, scheme: "http", authority: "localhost", path: path, headerFields: type), form)
  }

  private func send(_ head: HTTPRequest, _ body: String) async throws -> (status: Int, body: String) {
    let response = try await router.buildResponder().respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))),
      context: ReaderContext(source: ReaderSource()))
    let collector = PageCollector()
    try await response.body.write(collector)
    return (Int(response.status.code), collector.text)
  }
}

struct ReaderSource: RequestContextSource {
  let logger = Application(router: Router()).logger
}

struct ReaderContext: CallerContext {
  typealias Source = ReaderSource

  var coreContext: CoreRequestContextStorage
  var caller = Caller()

  init(source: ReaderSource) { coreContext = CoreRequestContextStorage(source: source) }
}

private final class PageCollector: ResponseBodyWriter {
  private(set) var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite struct PagesOverStoreTests {
  static func screened(_ folder: WorkFolder, seed: UInt64) throws -> (Reader, ScreeningResult) {
    _ = try SyntheticCity(scale: .tiny, seed: seed, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let library = try Project.rules()
    let result = try Screener(library).run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(result, act: Project.act, on: connection)
    }
    let source = StoreSource(database, library: library)
    return (Reader(source), result)
  }

  @Test func everyLinkFromTheFirstPageLeadsToAPage() async throws {
    let folder = try WorkFolder("crawl")
    let (reader, _) = try PagesOverStoreTests.screened(folder, seed: 8)
    var open = ["/"]
    var seen: Set<String> = ["/"]
    var kinds: Set<String> = []
    while let path = open.popLast(), seen.count < 1_500 {
      let (status, body) = try await reader.get(path)
      #expect(status == 200, "\(path)")
      kinds.insert(path.split(separator: "/").first.map { String($0.prefix { $0 != "?" }) } ?? "")
      for part in body.components(separatedBy: "href=\"").dropFirst() {
        let link = part.prefix { $0 != "\"" }.replacingOccurrences(of: "&amp;", with: "&")
        let target = String(link.prefix { $0 != "#" })
        if target.hasPrefix("/"), !target.contains("lang="), !target.contains("sort="),
          seen.insert(target).inserted
        {
          open.append(target)
        }
      }
    }
    #expect(kinds.isSuperset(of: ["", "places", "households", "rules", "quality", "quarantine"]))
  }

  @Test func aHouseholdAtRiskShowsItsSentenceInBothLanguages() async throws {
    let folder = try WorkFolder("sentence")
    let (reader, result) = try PagesOverStoreTests.screened(folder, seed: 9)
    let masks = result.masks()
    let rows = masks.indices.filter { masks[$0] & result.riskBits != 0 }.prefix(10)
    #expect(!rows.isEmpty)
    for row in rows {
      let (county, number) = (result.city.places[row] / 1_000_000_000, result.city.numbers[row])
      let explanation = try Explanation(result.library, city: result.city, row: row)
      for language in Kernel.Language.allCases {
        let (status, body) = try await reader.get("/households/\(county)/\(number)?lang=\(language.rawValue)")
        #expect(status == 200)
        for finding in explanation.findings {
          let sentence = finding.sentence(language).replacingOccurrences(of: "&", with: "&amp;")
          #expect(body.contains(sentence), "\(number) \(finding.rule.name)")
        }
        for near in explanation.nearMisses {
          // A whole city has no names of members, so their sentences differ by the name alone.
          #expect(body.contains("/rules/\(near.rule.name)"))
          #expect(
            near.conditions.allSatisfy { body.contains($0.value(language)) }, "\(number) \(near.rule.name)")
        }
        #expect(body.contains("********"), "identity numbers are masked")
      }
    }
  }

  @Test(arguments: [
    ("/places/530699", 404), ("/households/530602/1", 404), ("/rules/none", 404), ("/places/abc", 404),
    ("/nothing", 404), ("/search?q=%E7%8E%8B", 200), ("/search?q=5306020000001", 200),
  ])
  func unknownThingsAreNotFoundAndSearchAnswers(path: String, status: Int) async throws {
    let folder = try WorkFolder("status-\(path.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF)")
    let (reader, _) = try PagesOverStoreTests.screened(folder, seed: 8)
    #expect(try await reader.get(path).status == status)
  }
}
