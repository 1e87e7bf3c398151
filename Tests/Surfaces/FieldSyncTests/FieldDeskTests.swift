// The desk over a store: whose area, what changed, one outcome a record, and phones that have to forget.
import Access
import Casework
import Database
import Kernel
import Pages
import Registry
import Synchronization
import Testing
import Vault

@testable import FieldSync

/// Two villages of one township with three households; records of one kind are written down in memory.
private struct Town {
  let database: Database
  let desk: FieldDesk
  static let at = Instant(milliseconds: 1_773_300_000_000)
  static let villages = [place("530602101001"), place("530602101002")]
  static let phone = String(repeating: "ab", count: 16)

  init(_ apply: @escaping @Sendable (FieldRecord, Asking) async throws(Problem) -> FieldReceipt = Town.kept)
    throws
  {
    database = try Database(inMemory: "field")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all
        + FieldMigrations.all)
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 1, count: SecretKey.size))])
    try SealStore.unlock(database, with: ring)
    let door = Door(database, sealer: Sealer(ring)) { [UInt8](repeating: 7, count: $0) }
    desk = FieldDesk(
      database, door: door,
      world: FieldWorld(
        kinds: [FieldKind("visit", permission: .visitRecord, apply: apply)], causes: [], accounts: [],
        steps: [], duties: { _, _ in [] }, mine: { _, _ in [] }))
    try database.write { (connection) throws(Problem) in
      let index = RegistryIndex()
      let origin = RowOrigin(importNumber: 1, line: 2, dated: Town.day("2025-11-01"))
      for (code, name) in [("5306", "昭通市"), ("530602", "昭阳区"), ("530602101", "永丰镇")] {
        _ = try PlaceStore.merge(Town.place(code), name: name, origin: origin, index: index, on: connection)
      }
      for (number, village) in Town.villages.enumerated() {
        _ = try PlaceStore.merge(village, name: "村\(number)", origin: origin, index: index, on: connection)
      }
      for number in 1...3 {
        let facts = HouseholdFacts(
          number: Int64(number), place: Town.villages[number == 3 ? 1 : 0], type: .outOfPoverty,
          registeredYear: 2014, resettled: false, housingGrade: 2, waterSafe: true, phone: nil, incomes: [])
        _ = try HouseholdStore.merge(facts, origin: origin, index: index, on: connection)
      }
    }
  }

  static let kept: @Sendable (FieldRecord, Asking) async throws(Problem) -> FieldReceipt = { record, asking in
    FieldReceipt(.new, Text(zh: "收到", en: "received"), subject: "\(record.key) \(asking.key)")
  }

  static func place(_ text: String) -> PlaceCode {
    guard let place = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
    return place
  }

  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is a day") }
    return day
  }

  static func visitor(
    at text: String = "530602101001", subject: Subject? = nil, account: String = "li.si",
    _ permissions: Set<Permission> = [.householdRead, .clueRead, .episodeRead, .visitRecord]
  ) -> Visitor {
    let role = Role(
      name: "village", title: Text(zh: "村", en: "village"), levels: [.village], permissions: permissions)
    return Visitor(
      account: account, name: "李四", post: PostID(number: 1), role: role, place: place(text),
      subject: subject)
  }

  static func asking(_ key: String = "", as visitor: Visitor = visitor(), at instant: Instant = at) -> Asking
  {
    Asking(Act(actor: visitor.account, at: instant, request: "r"), as: visitor, key: key)
  }

  static func record(_ key: String, kind: String = "visit", made: Instant = at) -> PhoneSending.Read {
    .record(FieldRecord(key: key, kind: kind, made: made))
  }

  func entries(_ action: String) throws -> Int {
    try database.read { (connection) throws(Problem) in
      try JournalStore.entries(on: connection).count { $0.action == action }
    }
  }
}

@Suite struct FieldDeskTests {
  // MARK: areas

  @Test func aVillageIsToldOnceAndThenOnlyWhatChanged() throws {
    let town = try Town()
    let area = Town.villages[0]
    let first = try town.desk.changes(of: area, since: 0, for: Town.visitor())
    #expect(first.households.count == 2 && first.sequence == 2 && !first.hasMore && !first.isReset)
    let nothing = try town.desk.changes(of: area, since: first.sequence, for: Town.visitor())
    #expect(nothing.households.isEmpty && nothing.gone.isEmpty && nothing.sequence == 2)
    try town.database.write { (connection) throws(Problem) in
      try connection.run(
        """
        INSERT INTO clue (county, number, household, place, cause, severity, opened_on, due, is_emergency)
        VALUES (530602, 1, 2, ?, '01', 'amber', 20500, 20507, 0)
        """, [.int(area.number)])
    }
    let next = try town.desk.changes(of: area, since: first.sequence, for: Town.visitor())
    #expect(next.sequence == 3 && next.households.count == 1)
    #expect(next.households.first?.contains(#""id":"530602-2""#) == true)
    #expect(next.households.first?.contains(#""c":[["01""#) == true)
  }

  @Test func whoMovedAwayIsGone() throws {
    let town = try Town()
    let area = Town.villages[0]
    _ = try town.desk.changes(of: area, since: 0, for: Town.visitor())
    try town.database.write { (connection) throws(Problem) in
      try connection.run(
        "UPDATE household SET place = ? WHERE number = 1", [.int(Town.villages[1].number)])
    }
    let changes = try town.desk.changes(of: area, since: 2, for: Town.visitor())
    #expect(changes.gone == ["530602-1"] && changes.households.isEmpty)
  }

  @Test func aNumberOfAnotherStoreBeginsAnew() throws {
    let town = try Town()
    let changes = try town.desk.changes(of: Town.villages[0], since: 900, for: Town.visitor())
    #expect(changes.isReset && changes.sequence == 0 && changes.hasMore)
  }

  @Test(arguments: [
    ("530602101002", "field.area.unknown"), ("530602101", "field.area.unknown"),
    ("530602101009", ""),
  ])
  func onlyOnesOwnAreaIsTold(place: String, code: String) throws {
    let town = try Town()
    let visitor = code.isEmpty ? Town.visitor(at: "530602101009") : Town.visitor()
    do {
      let changes = try town.desk.changes(of: Town.place(place), since: 0, for: visitor)
      #expect(code.isEmpty && changes.households.isEmpty)
    } catch { #expect((error as Problem).code == code) }
  }

  @Test func aTownshipChoosesAVillageAndACountyGetsNone() throws {
    let town = try Town()
    let township = Town.visitor(at: "530602101")
    #expect(try town.desk.areas(of: township, on: Town.day("2026-01-01")).map(\.code) == Town.villages)
    #expect(try town.desk.changes(of: Town.villages[1], since: 0, for: township).households.count == 1)
    #expect(throws: Problem.self) {
      try town.desk.changes(of: Town.place("530602101"), since: 0, for: township)
    }
    #expect(throws: Problem.self) {
      try town.desk.areas(of: Town.visitor(at: "530602"), on: Town.day("2026-01-01"))
    }
  }

  @Test func whoMayNotReadCasesGetsNoArea() throws {
    let town = try Town()
    for missing in [Permission.householdRead, .clueRead, .episodeRead] {
      let all: Set<Permission> = [.householdRead, .clueRead, .episodeRead]
      let visitor = Town.visitor(all.subtracting([missing]))
      #expect(throws: Problem.self) {
        try town.desk.changes(of: Town.villages[0], since: 0, for: visitor)
      }
    }
  }

  // MARK: records

  @Test func eachRecordHasItsOutcomeInItsOrder() async throws {
    let town = try Town { (record, asking) async throws(Problem) in
      if record.key.hasSuffix("2") {
        throw Problem("test.gone", .notFound, zh: "不在", en: "gone")
      }
      return try await Town.kept(record, asking)
    }
    let day: Int64 = 86_400_000
    let receipts = await town.desk.take(
      [
        Town.record("record-1"), Town.record("record-2"), .unreadable(key: "record-3"),
        Town.record("record-4", kind: "dance"),
        Town.record("record-5", made: Instant(milliseconds: Town.at.milliseconds + day + 1)),
        Town.record("record-6", made: Instant(milliseconds: Town.at.milliseconds + day)),
      ], Town.asking())
    #expect(receipts.map(\.key) == (1...6).map { "record-\($0)" })
    #expect(receipts.map(\.receipt.outcome) == [.new, .gone, .invalid, .invalid, .invalid, .new])
    // The record's own key goes through the door.
    #expect(receipts.first?.receipt.subject == "record-1 record-1")
  }

  @Test func whoMayNotWriteAKindIsToldSo() async throws {
    let town = try Town()
    let visitor = Town.visitor([.householdRead])
    let receipts = await town.desk.take([Town.record("record-1")], Town.asking(as: visitor))
    #expect(receipts.map(\.receipt.outcome) == [.invalid])
  }

  // MARK: phones

  @Test func onlyAKnownPhoneOfTheAskerGetsData() throws {
    let town = try Town()
    #expect(throws: Problem.self) { try town.desk.demand(Town.phone, Town.asking()) }
    try town.desk.enrol(Town.phone, label: "Android 9", Town.asking("enrol-01"))
    try town.desk.demand(Town.phone, Town.asking())
    let other = Town.visitor(account: "wang.wu")
    #expect(throws: Problem.self) { try town.desk.demand(Town.phone, Town.asking(as: other)) }
    #expect(try town.entries("phone.enrol") == 1)
  }

  @Test func aPhoneThatHasToForgetGetsNothingMoreAndItIsKeptThatItWasTold() throws {
    let town = try Town()
    try town.desk.enrol(Town.phone, label: "", Town.asking("enrol-01"))
    #expect(try !town.desk.mustForget(Town.phone, at: Town.at))
    try town.desk.wipe(Town.phone, of: "li.si", Town.asking("wipe-001"))
    #expect(throws: Problem.self) { try town.desk.demand(Town.phone, Town.asking()) }
    let later = Instant(milliseconds: Town.at.milliseconds + 5_000)
    #expect(try town.desk.mustForget(Town.phone, at: later))
    let device = try #require(try town.desk.devices(of: "li.si", Town.asking()).first)
    #expect(device.isWiped && device.wipeWishedBy == "li.si" && device.wipeToldAt == later)
    // It comes back as another phone, never under its old name.
    #expect(throws: Problem.self) { try town.desk.enrol(Town.phone, label: "", Town.asking("enrol-02")) }
    #expect(try town.entries("phone.wipe") == 1)
  }

  @Test func othersPhonesAreTheAccountManagersAlone() throws {
    let town = try Town()
    try town.desk.enrol(Town.phone, label: "", Town.asking("enrol-01"))
    let other = Town.visitor(account: "wang.wu")
    #expect(throws: Problem.self) { try town.desk.devices(of: "li.si", Town.asking(as: other)) }
    #expect(throws: Problem.self) {
      try town.desk.wipe(Town.phone, of: "li.si", Town.asking("wipe-001", as: other))
    }
    // One's own name does not open another's phone.
    #expect(throws: Problem.self) {
      try town.desk.wipe(Town.phone, of: "wang.wu", Town.asking("wipe-002", as: other))
    }
    let manager = Town.visitor(account: "zhao", [.accountManage])
    try town.desk.wipe(Town.phone, of: "li.si", Town.asking("wipe-003", as: manager))
    #expect(try town.desk.mustForget(Town.phone, at: Town.at))
  }

  @Test func aPhoneNobodyKnowsHasNothingToForget() throws {
    #expect(try !Town().desk.mustForget(Town.phone, at: Town.at))
  }
}
