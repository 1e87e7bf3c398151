// The pages over a real store: every link leads somewhere, and a finding's sentence reaches the reader.
import Access
import Assembly
import Briefings
import Casework
import Cockpit
import Dashboards
import Database
import Entrance
import Evidence
import Figures
import Foundation
import Helping
import Hummingbird
import Kernel
import LedgerTruth
import Monitoring
import Outreach
import Pages
import PlaceLedgers
import Registry
import Responsibility
import Rules
import Screening
import Simulation
import Testing

/// Whether the doors answer a link, which are not part of these pages.
func isDoor(_ link: String) -> Bool {
  let parts = link.split(separator: "?", maxSplits: 1).map(String.init)
  guard let path = parts.first, path.hasPrefix("/"),
    case .door = try? PageAddress(path: path, query: parts.count > 1 ? parts[1] : "")
  else { return false }
  return true
}

/// Asks the pages through the gate, without a socket.
struct Reader {
  let router: Router<ReaderContext>

  private static func cockpit(_ database: Database, _ site: DashboardSite) -> CockpitPages? {
    let desk = try? CockpitDoor.desk(Project.figures(database), Project.rules()) {
      (day, connection) throws(Problem) in
      CockpitCity(
        try CityStore.load(.everything, asOf: day, on: connection),
        state: try CitySnapshotStore.state(on: connection), cases: try CaseTouchStore.last(on: connection))
    }
    return desk.map { CockpitDoor.pages($0, site, try? CityResources.boundaries()) }
  }

  private static func briefings(_ database: Database, _ brand: Text) -> BriefingPages? {
    try? CockpitDoor.briefings(Project.figures(database), Array(Posts.subjects.values), brand: brand)
  }

  private static func helping(_ database: Database, _ brand: Text) -> HelpingPages? {
    database.keys.map { sealer in
      HelpingPages(
        HelpingDesk(database, sealer: sealer) { [UInt8](repeating: 9, count: $0) }, brand: brand)
    }
  }

  private static func faces(_ database: Database) -> (Outreach, Responsibility) {
    guard let outreach = try? Project.outreach(database), let duties = try? Project.responsibility(database)
    else { preconditionFailure("the project has its book and its keys") }
    return (outreach, duties)
  }

  private static func told(
    _ request: Request, _ caller: Caller, _ outreach: Outreach, _ duties: Responsibility, _ brand: Text,
    _ work: SlowWork
  ) async throws -> Response? {
    if let answer = try await outreachAnswer(request, caller, outreach, brand: brand, work) { return answer }
    return try dutyAnswer(request, caller, duties, brand: brand)
  }

  init(
    _ source: StoreSource, _ monitoring: Monitoring, ledger: LedgerDesk? = nil,
    as visitor: Visitor = Posts.office
  ) {
    let cases = MonitoringSite(
      brand: Text(zh: "守望", en: "Shouwang"), subjects: Array(Posts.subjects.values),
      ruleTitle: { source.ruleTitle($0) })
    let site = DashboardSite()
    let figures = (try? Project.figures(monitoring.database)).map { FigurePages($0, brand: site.brand) }
    let cockpit = Reader.cockpit(monitoring.database, site)
    let briefings = Reader.briefings(monitoring.database, site.brand)
    let (outreach, duties) = Reader.faces(monitoring.database)
    let pages = ledger.map { LedgerPages($0, brand: site.brand) }
    let ledgers = PlaceLedgerPages(PlaceLedgerDesk(monitoring.database), brand: site.brand)
    let work = SlowWork()
    let evidence = EvidencePages(monitoring.evidence, brand: site.brand, work: work)
    let helping = Reader.helping(monitoring.database, site.brand)
    router = Router(context: ReaderContext.self)
    router.add(middleware: SecureHeaders())
    router.add(
      middleware: ProblemReplies(
        page: { notice, request in "\(notice.code) \(notice.message(rememberedLanguage(of: request)))" },
        onFault: site.onFault))
    router.add(
      middleware: Gate(ReaderSession(visitor: visitor), clock: Clock { Project.act.at }, isSecure: false) {
        [UInt8](repeating: 7, count: $0)
      })
    for method in [HTTPRequest.Method.get, .post] {
      for path in ["/", "**"] {
        router.on(RouterPath(path), method: method) { request, context in
          if let answer = try await monitoringAnswer(
            request, context.caller, monitoring, cases, evidence)
          {
            return answer
          }
          if let answer = try await Reader.told(request, context.caller, outreach, duties, site.brand, work) {
            return answer
          }
          if let answer = try await paperAnswer(
            request, context.caller, monitoring, brand: site.brand, work)
          {
            return answer
          }
          if let answer = try await evidence.answer(request, context.caller) { return answer }
          if let answer = try await helping?.answer(request, context.caller) { return answer }
          if let answer = try await pages?.answer(request, context.caller) { return answer }
          if let answer = try await figures?.answer(request, context.caller) { return answer }
          if let answer = try await cockpit?.answer(request, context.caller) { return answer }
          if let answer = try await briefings?.answer(request, context.caller, work) { return answer }
          if let answer = try ledgers.answer(request, context.caller) { return answer }
          return try await dashboardAnswer(request, context.caller, source, site)
        }
      }
    }
  }

  func get(_ path: String, accept: String? = nil) async throws -> (status: Int, body: String) {
    try await send(.get, path, accept.map { [.accept: $0] } ?? [:], [])
  }

  func post(
    _ path: String, _ form: String, accept: String? = nil
  ) async throws -> (status: Int, body: String) {
    var fields: HTTPFields = [
      .contentType: "application/x-www-form-urlencoded", .origin: "http://localhost",
    ]
    if let accept { fields[.accept] = accept }
    return try await send(.post, path, fields, Array((form + "&token=" + ReaderSession.formToken).utf8))
  }

  /// Sends a form with files: fields and files in order, files by field, name and bytes.
  func upload(
    _ path: String, _ fields: [(String, String)], _ files: [(field: String, name: String, bytes: [UInt8])],
    token: String = ReaderSession.formToken, accept: String? = nil
  ) async throws -> (status: Int, body: String) {
    var body: [UInt8] = []
    for (name, value) in [("token", token)] + fields {
      body += Array("--cut\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for file in files {
      let head = "form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
      body += Array("--cut\r\nContent-Disposition: \(head)\r\nContent-Type: image/jpeg\r\n\r\n".utf8)
      body += file.bytes + [0x0D, 0x0A]
    }
    body += Array("--cut--\r\n".utf8)
    var headers: HTTPFields = [
      .contentType: "multipart/form-data; boundary=cut", .origin: "http://localhost",
    ]
    if let accept { headers[.accept] = accept }
    return try await send(.post, path, headers, body)
  }

  private func send(
    _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, _ body: [UInt8]
  ) async throws -> (status: Int, body: String) {
    var fields = fields
    fields[.cookie] = "session=" + ReaderSession.token
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields)
    let response = try await response(head, body)
    let collector = PageCollector()
    try await response.body.write(collector)
    return (Int(response.status.code), collector.text)
  }

  /// A file with its headers.
  func answer(_ path: String) async throws -> (bytes: [UInt8], headers: HTTPFields) {
    let head = HTTPRequest(
      method: .get, scheme: "http", authority: "localhost", path: path,
      headerFields: [.cookie: "session=" + ReaderSession.token])
    let response = try await response(head, [])
    let collector = PageCollector()
    try await response.body.write(collector)
    return (collector.bytes, response.headers)
  }

  private func response(_ head: HTTPRequest, _ body: [UInt8]) async throws -> Response {
    try await router.buildResponder().respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))),
      context: ReaderContext(source: ReaderSource()))
  }
}

/// The one session there is: of a post that the test chose.
private struct ReaderSession: SessionKeeping {
  static let token = "0123456789abcdef"
  static let formToken = "form-token"

  let visitor: Visitor

  func session(of token: String, _ act: Act) async throws(Problem) -> KnownSession? {
    guard token == ReaderSession.token else { return nil }
    return KnownSession(
      session: nil, stage: .inside, account: visitor.account, name: visitor.name, visitor: visitor,
      formToken: ReaderSession.formToken)
  }
}

struct ReaderSource: RequestContextSource {
  let logger = Application(router: Router()).logger
}

struct ReaderContext: CallerContext {
  typealias Source = ReaderSource

  var coreContext: CoreRequestContextStorage
  var caller = Caller()

  init(source: ReaderSource) {
    coreContext = CoreRequestContextStorage(source: source)
    caller.request = "test"
  }
}

private final class PageCollector: ResponseBodyWriter {
  private(set) var bytes: [UInt8] = []
  var text: String { String(decoding: bytes, as: UTF8.self) }

  func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }

  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

@Suite struct PagesOverStoreTests {
  static func screened(_ folder: WorkFolder, seed: UInt64) throws -> (Reader, ScreeningResult) {
    _ = try SyntheticCity(scale: .tiny, seed: seed, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let library = try Project.rules()
    let result = try Screener(library).run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(result, by: Project.act, as: nil, on: connection)
    }
    let source = StoreSource(database, library: library)
    return (Reader(source, try Project.monitoring(database), ledger: try Project.ledger(database)), result)
  }

  @Test func everyLinkFromTheFirstPageLeadsToAPage() async throws {
    let folder = try WorkFolder("crawl")
    let (reader, _) = try PagesOverStoreTests.screened(folder, seed: 8)
    var open = ["/"]
    var seen: Set<String> = ["/"]
    var kinds: Set<String> = []
    while let path = open.popLast(), seen.count < 4_000 {
      let (status, body) = try await reader.get(path)
      #expect(status == 200, "\(path)")
      kinds.insert(path.split(separator: "/").first.map { String($0.prefix { $0 != "?" }) } ?? "")
      for part in body.components(separatedBy: "href=\"").dropFirst() {
        let link = part.prefix { $0 != "\"" }.replacingOccurrences(of: "&amp;", with: "&")
        if isDoor(link) { continue }
        let target = String(link.prefix { $0 != "#" })
        if target.hasPrefix("/"),
          !["lang=", "sort=", "severity=", "state="].contains(where: target.contains),
          seen.insert(target).inserted
        {
          open.append(target)
        }
      }
    }
    #expect(kinds.isSuperset(of: ["", "places", "households", "rules", "quality", "quarantine", "ledger"]))
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
