// Two villages in a store of their own, screened once, whose figures tests look at through the pages.

import Access
import Casework
import Database
import Entrance
import Figures
import Foundation
import Hummingbird
import Indicators
import Kernel
import Registry
import Rules
import Screening
import Synchronization
import Testing
import Vault

final class FigureTown {
  static let day = Day(year: 2025, month: 10, day: 31) ?? .distantPast
  static let start = Instant(milliseconds: 1_761_900_000_000)
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path
  private static let rules = Result { () throws(RuleLibraryProblems) in
    try RuleLibrary.load(root + "/rules")
  }
  private static let evaluator = Result { () throws(RuleLibraryProblems) in
    IndicatorEvaluator(try IndicatorBook.load(root + "/indicators"))
  }

  let database: Database
  let desk: FigureDesk
  let roles: RoleBook
  /// How often the whole city was asked for.
  private let loads = Counter()
  /// What is to be done beside a request, until a test does it.
  private let waiting = Waiting()
  private let index = RegistryIndex()
  private let ids = IDSource(seed: 1)
  private var imports: Int64 = 0
  /// The import that is on its way.
  private var file: ImportFile?

  final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .relaxed) }
    func add() { count.add(1, ordering: .relaxed) }
  }

  final class Waiting: Sendable {
    private let work = Mutex<[@Sendable () -> Void]>([])

    func add(_ one: @escaping @Sendable () -> Void) { work.withLock { $0.append(one) } }

    func finish() {
      let all = work.withLock { work in
        defer { work = [] }
        return work
      }
      for one in all { one() }
    }
  }

  init() throws {
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    database = try Database(inMemory: "figures")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all + CaseworkMigrations.all
        + MonitoringMigrations.all + IndicatorMigrations.all)
    try SealStore.unlock(database, with: ring)
    roles = try RoleBook.load(FigureTown.root + "/access")
    let (loads, waiting) = (loads, waiting)
    desk = FigureDesk(database, try FigureTown.evaluator.get(), later: { waiting.add($0) }) {
      (day, connection) throws(Problem) -> FigureCity? in
      loads.add()
      return FigureCity(
        try CityStore.load(.everything, asOf: day, on: connection),
        state: try CitySnapshotStore.state(on: connection), cases: try CaseTouchStore.last(on: connection))
    }
    for (code, name) in [
      ("5306", "昭通市"), ("530602", "昭阳区"), ("530602001", "北闸镇"), ("530602001001", "红路村"),
      ("530602001001001", "一组"), ("530602001002", "白坡村"), ("530602001002001", "白坡一组"),
    ] {
      let place = try FigureTown.code(code)
      try database.write { (connection) throws(Problem) in
        _ = try PlaceStore.merge(
          place, name: name, origin: self.origin(), index: self.index, on: connection)
      }
    }
  }

  var loadCount: Int { loads.value }

  /// Does what waits to be done beside requests.
  func finishWork() { waiting.finish() }

  static func code(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

  private func origin() -> RowOrigin {
    imports += 1
    return RowOrigin(
      importNumber: file?.number ?? 1_000 + imports, line: 2,
      dated: FigureTown.day.adding(days: Int(imports) - 1_000))
  }

  /// Writes households as an import does, with its entry in the ledger of files.
  func takeIn(
    _ kind: String = "households", isComplete: Bool = false, _ rows: () throws -> Void
  ) throws {
    imports += 1
    let digest = String(repeating: "0", count: 60) + "\(1_000 + imports)"
    let file = try database.write { (connection) throws(Problem) in
      try ImportStore.begin(
        kind: kind, name: "\(kind).csv", digest: digest, size: 1, dated: FigureTown.day,
        isComplete: isComplete, at: FigureTown.start, on: connection)
    }
    self.file = file
    defer { self.file = nil }
    try rows()
    try database.write { (connection) throws(Problem) in try ImportStore.advance(file, on: connection) }
  }

  /// Whether what is kept in memory is what a count of the whole register gives.
  func isAsCountedAnew() throws -> Bool {
    try database.read { (connection) throws(Problem) in
      let city = try CityStore.load(.everything, asOf: FigureTown.day, on: connection)
      let (live, isCurrent) = try self.desk.live(on: connection)
      let anew = try self.desk.evaluator.run(over: city)
      return isCurrent && live.board.tally == anew.tally
    }
  }

  /// Writes a monitored household with wages of the years 2024 and 2025, in yuan.
  func household(
    _ number: Int64, at group: String = "530602001001001", wages: [Int64], members: Int = 2,
    isMonitored: Bool = true
  ) throws {
    let years = wages.enumerated().map { place, wage in
      IncomeYear(
        year: Int64(2024 + place), wage: wage * 100, operating: 0, property: 0, transfer: 0,
        operatingCost: 0)
    }
    let facts = HouseholdFacts(
      number: number, place: try FigureTown.code(group), type: isMonitored ? .monitored : .general,
      registeredYear: 2014, resettled: false, housingGrade: 0, waterSafe: true, phone: nil, incomes: years)
    try database.write { (connection) throws(Problem) in
      _ = try HouseholdStore.merge(facts, origin: self.origin(), index: self.index, on: connection)
      for member in 0..<members {
        _ = try PersonStore.merge(
          FigureTown.person(member, of: number), origin: self.origin(), ids: self.ids, at: FigureTown.start,
          index: self.index, on: connection)
      }
    }
  }

  private static func person(_ member: Int, of household: Int64) -> PersonFacts {
    let birth = day.adding(days: -40 * 366)
    let sequence = Int(household) * 10 + member
    guard let citizen = CitizenID(area: 530_602, birth: birth, sequence: sequence) else {
      preconditionFailure("numbers of the town lie below a thousand")
    }
    return PersonFacts(
      citizen: citizen, idIsRight: true, household: household, name: "赵\(sequence)", sex: 1, birth: birth,
      relation: Int64(member + 1), education: 2, schoolStatus: 0, health: 1, labour: 1, disabilityLevel: 0,
      medicalInsured: 1, pensionInsured: 1, workPlace: 2, workMonths: 6, monthlyWageFen: 250_000)
  }

  /// Writes a row of a ledger of places.
  func ledger(_ sheet: String, _ record: Int64, at place: String, _ values: [SQLValue]) throws {
    let code = try FigureTown.code(place)
    try feed(sheet, FeedFacts(record: record, county: code.county, subject: code.number, values: values))
  }

  /// Says that a member of a household worked for months of an accounting year, outside the province or not.
  func work(_ member: Int, of household: Int64, year: Int, outside: Bool) throws {
    let kind = try #require(FeedKind.named("work"))
    let citizen = FigureTown.person(member, of: household).citizen
    let known = try database.read { (connection) throws(Problem) in
      try connection.rows("SELECT id, name FROM person ORDER BY id") { (row) throws(Problem) in
        (id: row.int(0), name: row.text(1))
      }
    }
    let sequence = Int(household) * 10 + member
    let person = try #require(known.first { $0.name == "赵\(sequence)" }, "\(citizen)")
    let until = try #require(Day(year: year, month: 9, day: 30))
    let values: [SQLValue] = kind.columns.map { column in
      switch column.name {
      case "until": .day(until)
      case "work_place": .int(outside ? 5 : 1)
      case "organised", "certificate": .int(0)
      default: .int(10)
      }
    }
    try feed(
      "work",
      FeedFacts(
        record: household * 100 + Int64(member * 10 + year % 10), county: 530_602, subject: person.id,
        values: values))
  }

  private func feed(_ sheet: String, _ facts: FeedFacts) throws {
    let kind = try #require(FeedKind.named(sheet))
    try database.write { (connection) throws(Problem) in
      _ = try FeedStore(kind).merge(facts, origin: self.origin(), index: FeedIndex(), on: connection)
    }
  }

  func screen() throws {
    let screener = try Screener(FigureTown.rules.get())
    try database.write { (connection) throws(Problem) in
      let city = try CityStore.load(.everything, asOf: FigureTown.day, on: connection)
      let act = Act(actor: "local:root", at: FigureTown.start, request: "screen")
      _ = try ScreeningStore.save(try screener.run(over: city), by: act, as: nil, on: connection)
    }
  }

  /// Keeps the figures of a day at the close of it.
  func keep(_ day: Day = FigureTown.day) throws -> Int {
    try database.write { (connection) throws(Problem) in
      let city = try CityStore.load(.everything, asOf: day, on: connection)
      let board = try self.desk.evaluator.run(over: city)
      self.imports += 1
      let act = Act(actor: "local:root", at: FigureTown.start, request: "keep \(self.imports)")
      return try IndicatorStore.keep(board, by: act, as: nil, on: connection)
    }
  }

  /// Writes an entry of the journal.
  func note(_ action: String, household: Int64, at place: PlaceCode) throws {
    try database.write { (connection) throws(Problem) in
      let command = Command(action, permission: nil, body: "\(household)")
      let act = Act(actor: "local:root", at: FigureTown.start, request: "\(action) \(household)")
      _ = try Door.run(command, by: act, as: nil, county: place.county, on: connection) { _ in
        Outcome(subject: "\(household)", about: JournalSubject(place: place, household: household))
      }
    }
  }

  /// Says that something changed in the cases of a household, as casework does with every step.
  func touch(_ household: Int64) throws {
    try database.write { (connection) throws(Problem) in
      try connection.run(
        """
        INSERT INTO case_touch (county, household, touch)
        VALUES (530602, ?, (SELECT COALESCE(MAX(touch), 0) + 1 FROM case_touch))
        ON CONFLICT (county, household) DO UPDATE SET touch = excluded.touch
        """, [.int(household)])
    }
  }

  func visitor(_ role: String, at place: String, subject: String? = nil) throws -> Visitor {
    Visitor(
      account: role, name: "测试员", post: PostID(number: 1), role: try #require(roles.role(role)),
      place: try FigureTown.code(place), subject: try subject.map { try #require(roles.subject($0)) })
  }

  func ask(_ path: String, as visitor: Visitor) async throws -> String {
    var caller = Caller()
    (caller.stage, caller.account, caller.visitor) = (.inside, visitor.account, visitor)
    (caller.at, caller.request, caller.formToken) = (FigureTown.start, "request-0001", "t0ken")
    let pages = FigurePages(desk, brand: Text(zh: "守望", en: "Shouwang"))
    let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path)
    let answer = try await pages.answer(
      Request(head: head, body: RequestBody(buffer: ByteBuffer())), caller)
    let collector = Collector()
    try await #require(answer).body.write(collector)
    return collector.text
  }

  func problem(_ path: String, as visitor: Visitor) async throws -> String {
    try await #require(throws: Problem.self) { try await self.ask(path, as: visitor) }.code
  }
}

/// Gathers the body of an answer.
final class Collector: ResponseBodyWriter {
  private(set) var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
