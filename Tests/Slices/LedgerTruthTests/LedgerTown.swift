// A village in a store of its own, which tests fill, look through and correct.

import Access
import Casework
import Database
import Foundation
import Kernel
import LedgerTruth
import Registry
import Rules
import Screening
import Sheets
import Testing
import Vault

/// One member, a healthy man of forty unless told otherwise.
struct LedgerMember {
  var sequence: Int
  var relation: Int64 = 1
  var labour: Int64 = 1
  var health: Int64 = 1
  var idIsRight = true
}

final class LedgerTown {
  static let day = Day(year: 2025, month: 10, day: 31) ?? .distantPast
  static let start = Instant(milliseconds: 1_761_900_000_000)
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path
  private static let rules = Result { () throws(RuleLibraryProblems) in
    try RuleLibrary.load(root + "/ledger-rules")
  }

  let database: Database
  let desk: LedgerDesk
  private let index = RegistryIndex()
  private let ids = IDSource(seed: 1)
  private var imports: Int64 = 0
  private var requests = 0

  init() throws {
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    database = try Database(inMemory: "ledger")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + ScreeningMigrations.all + CaseworkMigrations.all
        + MonitoringMigrations.all + LedgerTruthMigrations.all)
    try SealStore.unlock(database, with: ring)
    let keeper = Doorkeeper(
      database, book: try RoleBook.load(LedgerTown.root + "/access"), sealer: Sealer(ring),
      chance: { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 5) } },
      hasPlace: { _, _, _ in true }, openWork: [LedgerHandOver()])
    desk = try LedgerDesk(keeper, library: try LedgerTown.rules.get())
    for (code, name) in [
      ("5306", "昭通市"), ("530602", "昭阳区"), ("530602001", "北闸镇"), ("530602001001", "红路村"),
      ("530602001001001", "一组"), ("530602001002", "白坡村"), ("530602001002001", "白坡一组"),
    ] {
      let place = try LedgerTown.code(code)
      try database.write { (connection) throws(Problem) in
        _ = try PlaceStore.merge(
          place, name: name, origin: self.origin(), index: self.index, on: connection)
      }
    }
  }

  static func code(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

  private func origin() -> RowOrigin {
    imports += 1
    return RowOrigin(
      importNumber: imports, line: 2, dated: LedgerTown.day.adding(days: Int(imports) - 1_000))
  }

  func act(_ actor: String = "wang", post: String = "", days: Int = 0) -> Act {
    requests += 1
    let at = Instant(milliseconds: LedgerTown.start.milliseconds + Int64(days) * 86_400_000)
    return Act(actor: actor, at: at, request: "r\(requests)", post: post)
  }

  /// Writes a household as a later file says it.
  func household(
    _ number: Int64, at group: String = "530602001001001", waterSafe: Bool? = true,
    incomes: [Int64] = [2_000_000, 2_000_000], _ members: [LedgerMember]
  ) throws {
    let place = try LedgerTown.code(group)
    let years = incomes.enumerated().map { place, wage in
      IncomeYear(
        year: Int64(2024 + place), wage: wage, operating: 0, property: 0, transfer: 0, operatingCost: 0)
    }
    let facts = HouseholdFacts(
      number: number, place: place, type: .monitored, registeredYear: 2014, resettled: false,
      housingGrade: 0, waterSafe: waterSafe, phone: nil, incomes: years)
    try database.write { (connection) throws(Problem) in
      _ = try HouseholdStore.merge(facts, origin: self.origin(), index: self.index, on: connection)
      for member in members {
        _ = try PersonStore.merge(
          LedgerTown.person(member, of: number), origin: self.origin(), ids: self.ids,
          at: LedgerTown.start, index: self.index, on: connection)
      }
    }
  }

  private static func person(_ member: LedgerMember, of household: Int64) -> PersonFacts {
    let birth = day.adding(days: -40 * 366)
    guard let citizen = CitizenID(area: 530_602, birth: birth, sequence: member.sequence) else {
      preconditionFailure("numbers of the cast lie below a thousand")
    }
    return PersonFacts(
      citizen: citizen, idIsRight: member.idIsRight, household: household, name: "王\(member.sequence)",
      sex: 1,
      birth: birth, relation: member.relation, education: 2, schoolStatus: 0, health: member.health,
      labour: member.labour, disabilityLevel: 0, medicalInsured: 1, pensionInsured: 1, workPlace: 2,
      workMonths: 6, monthlyWageFen: 250_000)
  }

  /// A row of a feed that speaks of nobody registered.
  func refuse(_ feed: String, line: Int) throws {
    try database.write { (connection) throws(Problem) in
      let file = try ImportStore.begin(
        kind: feed, name: "\(feed).csv", digest: String(repeating: "a", count: 64), size: 1,
        dated: LedgerTown.day, isComplete: false, at: LedgerTown.start, on: connection)
      let fault = RowFault(
        .unknown, line: line, column: "pid", value: "330106199001011234",
        remedy: Text(zh: "核对", en: "check"))
      try ImportStore.quarantine(
        fault, raw: "x", kind: feed, importNumber: file.number, isKept: false, place: nil, on: connection)
    }
  }

  @discardableResult
  func run(days: Int = 0) throws -> LedgerRun {
    let city = try database.read { (connection) throws(Problem) in
      try CityStore.load(.everything, asOf: LedgerTown.day.adding(days: days), on: connection)
    }
    return try #require(try desk.run(over: city, by: act("local:root", days: days), as: nil))
  }

  func issues(_ place: String = "5306", state: LedgerQuery.State = .unsettled, as visitor: Visitor? = nil)
    throws -> [LedgerIssue]
  {
    var query = LedgerQuery(place: try LedgerTown.code(place))
    query.state = state
    return try desk.issues(query, limit: 100, as: visitor)
  }

  func issue(_ rule: String) throws -> LedgerIssue {
    try #require(try issues().first { $0.rule == rule })
  }

  func visitor(_ role: String, at place: String, post: Int64 = 1, subject: String? = nil) throws -> Visitor {
    Visitor(
      account: role, name: "测试员", post: PostID(number: post),
      role: try #require(desk.keeper.book.role(role)), place: try LedgerTown.code(place),
      subject: subject.flatMap { desk.keeper.book.subject($0) })
  }

  /// Somebody who holds a post from long ago.
  func employ(_ login: String, _ post: Int64, _ role: String, at place: String) throws {
    let code = try LedgerTown.code(place)
    try database.write { (connection) throws(Problem) in
      try connection.run(
        "INSERT INTO account (id, login, name, created_at) VALUES (?, ?, ?, 0)",
        [.int(post), .text(login), .text(login)])
      try connection.run(
        "INSERT INTO post (id, role, place, account, from_day) VALUES (?, ?, ?, ?, 0)",
        [.int(post), .text(role), .int(code.number), .int(post)])
    }
  }

  func journal() throws -> [String] {
    try database.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
      .filter { $0.action.hasPrefix("ledger.") }.map { "\($0.action) \($0.subject)" }
  }
}
