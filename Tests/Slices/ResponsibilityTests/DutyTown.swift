// A township of two villages in a store of its own, with people in posts who owe duties.

import Access
import Casework
import Database
import Foundation
import Kernel
import Registry
import Responsibility
import Sheets
import Testing
import Vault

final class DutyTown {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path
  /// 2026-03-12, a Thursday, at 18:00 in China.
  static let evening = Instant(milliseconds: 1_773_309_600_000)
  static let groups = [
    "530602001001001", "530602001001002", "530602001001003", "530602001002001", "530602001002002",
  ]

  let database: Database
  let face: Responsibility
  let roles: RoleBook
  private var requests = 0

  init() throws {
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    database = try Database(inMemory: "duties")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all
        + ResponsibilityMigrations.all)
    try SealStore.unlock(database, with: ring)
    roles = try RoleBook.load(DutyTown.root + "/access")
    face = Responsibility(
      database, book: try DutyTown.book(), roles: roles, sealer: Sealer(ring),
      chance: { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 5) } })
    let (index, origin) = (RegistryIndex(), RowOrigin(importNumber: 1, line: 2, dated: Day(number: 18_000)))
    let above = [
      ("5306", "昭通市"), ("530602", "昭阳区"), ("530602001", "北闸镇"), ("530602001001", "红路村"),
      ("530602001002", "白坡村"),
    ]
    for (code, name) in above + DutyTown.groups.map({ ($0, "\($0.suffix(1))组") }) {
      let place = try DutyTown.code(code)
      try database.write { (connection) throws(Problem) in
        _ = try PlaceStore.merge(place, name: name, origin: origin, index: index, on: connection)
      }
    }
  }

  static func book() throws -> CadenceBook {
    try CadenceBook.load(root + "/duties", procedures: (visitsBy: 25, judgementBy: 30))
  }

  /// The text of a file of `duties/`.
  static func file(_ name: String) -> String {
    guard let text = try? String(contentsOfFile: root + "/duties/" + name, encoding: .utf8) else {
      preconditionFailure("duties/\(name) is there")
    }
    return text
  }

  static func code(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

  func visitor(_ role: String, at place: String, subject: String? = nil, post: Int64 = 1) throws -> Visitor {
    Visitor(
      account: role, name: "测试员", post: PostID(number: post), role: try #require(roles.role(role)),
      place: try DutyTown.code(place), subject: subject.flatMap { roles.subject($0) })
  }

  /// Somebody asks, some days and hours after the evening.
  func asking(
    _ visitor: Visitor?, days: Int = 0, hours: Int = 0, key: String = ""
  ) -> Asking {
    requests += 1
    let at = DutyTown.evening.milliseconds + Int64(days * 24 + hours) * 3_600_000
    let act = Act(
      actor: visitor?.account ?? "local:test", at: Instant(milliseconds: at), request: "r\(requests)",
      post: visitor.map { "\($0.post)" } ?? "")
    return Asking(act, as: visitor, key: key)
  }

  /// Reports for a group, as on the machine itself.
  @discardableResult
  func report(
    _ group: String, on day: String, _ words: String = "", days: Int = 0, hours: Int = 0
  ) throws -> ReportOutcome {
    let form = ReportForm(
      try DutyTown.code(group), on: try #require(Day(day)), hasChanges: !words.isEmpty, words: words)
    return try face.report(form, asking(nil, days: days, hours: hours)).outcome
  }

  /// Somebody who holds a post from long ago.
  func employ(
    _ login: String, _ post: Int64, _ role: String, at place: String, subject: String? = nil,
    until: String? = nil
  ) throws {
    let code = try DutyTown.code(place)
    let end = until.flatMap { Day($0) }
    try database.write { (connection) throws(Problem) in
      try connection.run(
        "INSERT INTO account (id, login, name, created_at) VALUES (?, ?, ?, 0)",
        [.int(post), .text(login), .text(login)])
      try connection.run(
        """
        INSERT INTO post (id, role, place, subject, account, from_day, until_day) VALUES (?, ?, ?, ?, ?, 0, ?)
        """,
        [.int(post), .text(role), .int(code.number), .text(subject), .int(post), .day(end)])
    }
  }

  func journal() throws -> [String] {
    try database.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
      .filter { $0.action.hasPrefix("duty.") || $0.action.hasPrefix("deliberation.") }
      .map { "\($0.action) \($0.subject)" }
  }
}

/// The code of what a piece of work refuses; nil where it does not.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}
