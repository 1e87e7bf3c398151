// A county with three townships in a store of its own, whose figures of two days are kept as tests say.

import Access
import Briefings
import Casework
import Database
import Entrance
import Foundation
import Hummingbird
import Indicators
import Kernel
import Pages
import Papers
import Registry
import Rules
import Screening
import Testing
import Vault

final class BriefingTown {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardizedFileURL.path
  static let start = Instant(milliseconds: 1_673_000_000_000)
  private static let read = Result { () throws(RuleLibraryProblems) in
    try IndicatorBook.load(root + "/indicators")
  }

  static func figures() throws -> IndicatorBook { try read.get() }

  static func roles() throws -> RoleBook { try RoleBook.load(root + "/access") }

  static func targets() throws -> [BriefingTarget] {
    [
      BriefingTarget(
        figure: "riskEliminationRate", limit: try #require(Fraction(decimal: "70")), isFloor: true)
    ]
  }

  /// The files that the product comes with.
  static func files() throws -> [String: String] {
    let folder = root + "/Resources/zhaotong/briefings/"
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      files[name] = try String(contentsOfFile: folder + name, encoding: .utf8)
    }
    return files
  }

  static func book(_ files: [String: String]) throws -> BriefingBook {
    try BriefingBook(
      files, figures: figures(), subjects: roles().subjects, targets: targets(), smallNumber: 30)
  }

  let database: Database
  let desk: BriefingDesk
  private var imports: Int64 = 0

  init(_ files: [String: String]? = nil) throws {
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    database = try Database(inMemory: "briefings")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all + CaseworkMigrations.all
        + MonitoringMigrations.all + IndicatorMigrations.all)
    try SealStore.unlock(database, with: ring)
    desk = BriefingDesk(
      database, book: try BriefingTown.book(files ?? BriefingTown.files()),
      figures: try BriefingTown.figures(), subjects: try BriefingTown.roles().subjects
    ) { _ in nil }
    let index = RegistryIndex()
    for (code, name) in [
      ("5306", "昭通市"), ("530602", "昭阳区"), ("530621", "鲁甸县"), ("530602001", "北闸镇"),
      ("530602002", "南山镇"), ("530602003", "东湖乡"), ("530602001001", "红路村"),
    ] {
      let place = try BriefingTown.code(code)
      imports += 1
      let origin = RowOrigin(importNumber: imports, line: 2, dated: Day(number: 18_000))
      try database.write { (connection) throws(Problem) in
        _ = try PlaceStore.merge(place, name: name, origin: origin, index: index, on: connection)
      }
    }
  }

  static func code(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

  /// Keeps figures of a day: by place and code, as fractions; every other one cannot be told.
  func keep(_ day: String, _ values: [String: [String: String]]) throws {
    let day = try #require(Day(day))
    let book = try BriefingTown.figures()
    try database.write { (connection) throws(Problem) in
      try connection.run(
        "INSERT INTO indicator_day (county, day, figures, at) VALUES (0, ?, ?, ?)",
        [.day(day), .text(book.fingerprint), .int(BriefingTown.start.milliseconds)])
      for (place, own) in values {
        guard let place = PlaceCode(place) else { continue }
        for indicator in book.indicators {
          let value = own[indicator.code]
          try connection.run(
            """
            INSERT INTO indicator_value (county, place, code, day, value, untold, rows, unknown)
            VALUES (?, ?, ?, ?, ?, ?, 7, 0)
            """,
            [
              .int(place.county), .int(place.number), .text(indicator.code), .day(day),
              value.map { .text($0.contains("/") ? $0 : $0 + "/1") } ?? .null,
              value == nil ? .text("noRows") : .null,
            ])
        }
      }
    }
  }

  /// Says that the register was screened for a day.
  func screen(_ day: String) throws {
    let day = try #require(Day(day))
    try database.write { (connection) throws(Problem) in
      try connection.run(
        """
        INSERT INTO screening_run (county, id, as_of, at, rules, households, persons, findings, faults)
        VALUES (0, (SELECT COALESCE(MAX(id), 0) + 1 FROM screening_run), ?, 0, 'x', 0, 0, 0, 0)
        """, [.day(day)])
    }
  }

  /// A clue at a place, opened on a day; closed on another, by a department's warning or by a visit.
  func clue(
    _ number: Int64, at place: String, opened: String, due: String, closed: String? = nil,
    channel: String = "deptWarning", cause: String = "01"
  ) throws {
    let place = try BriefingTown.code(place)
    let days = try [opened, due].map { try #require(Day($0)) }
    let end = closed.flatMap { Day($0) }
    try database.write { (connection) throws(Problem) in
      try connection.run(
        """
        INSERT INTO clue (county, number, household, place, cause, severity, opened_on, due, is_emergency,
          closed_on, outcome) VALUES (530602, ?, ?, ?, ?, 'high', ?, ?, 0, ?, ?)
        """,
        [
          .int(number), .int(number), .int(place.number), .text(cause), .day(days[0]), .day(days[1]),
          end.map { .day($0) } ?? .null, end == nil ? .null : .text("included"),
        ])
      try connection.run(
        """
        INSERT INTO clue_source (county, clue, number, channel, on_day, by_whom, note)
        VALUES (530602, ?, 1, ?, ?, '甲', '')
        """, [.int(number), .text(channel), .day(days[0])])
    }
  }

  func visitor(_ role: String, at place: String, subject: String? = nil) throws -> Visitor {
    let roles = try BriefingTown.roles()
    return Visitor(
      account: role, name: "测试员", post: PostID(number: 1), role: try #require(roles.role(role)),
      place: try BriefingTown.code(place), subject: try subject.map { try #require(roles.subject($0)) })
  }

  /// A briefing on the machine itself.
  func briefing(
    _ kind: String, of place: String, _ period: String, in language: Language = .zh
  ) throws -> Briefing {
    try desk.briefing(
      kind, of: BriefingTown.code(place), period, in: language, today: BriefingTown.start.day(), for: nil)
  }

  func ask(_ path: String, as visitor: Visitor) async throws -> (bytes: [UInt8], type: String) {
    var caller = Caller()
    (caller.stage, caller.account, caller.visitor) = (.inside, visitor.account, visitor)
    (caller.at, caller.request, caller.formToken) = (BriefingTown.start, "request-0001", "t0ken")
    let pages = BriefingPages(desk, brand: Text(zh: "守望", en: "Shouwang"))
    let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: path)
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    let answer = try #require(try await pages.answer(request, caller, SlowWork()))
    let collector = Collector()
    try await answer.body.write(collector)
    return (collector.bytes, answer.headers[.contentType] ?? "")
  }

  func text(_ path: String, as visitor: Visitor) async throws -> String {
    String(decoding: try await ask(path, as: visitor).bytes, as: UTF8.self)
  }

  func problem(_ path: String, as visitor: Visitor) async throws -> String {
    try await #require(throws: Problem.self) { try await self.ask(path, as: visitor) }.code
  }
}

/// Gathers the body of an answer.
final class Collector: ResponseBodyWriter {
  private(set) var bytes: [UInt8] = []

  func write(_ buffer: ByteBuffer) async throws { bytes += Array(buffer.readableBytesView) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// What another program reads in a file: text of a PDF, or the XML of a workbook.
enum OtherProgram {
  static func isThere(_ name: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/" + name)
  }

  static func output(_ name: String, _ arguments: [String], _ bytes: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("briefings-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("\(bytes.count)-\(arguments.count)-\(name)")
    try Data(bytes).write(to: file, options: .atomic)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/" + name)
    process.arguments = arguments.map { $0 == "FILE" ? file.path : $0 }
    let pipe = Pipe()
    (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, pipe)
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try FileManager.default.removeItem(at: file)
    return String(decoding: data, as: UTF8.self)
  }
}
