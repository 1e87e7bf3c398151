// Files through the door over a store: who may add and see, once by content, sealed, looked at, erased.
import Access
import Database
import Foundation
import Kernel
import Rules
import Testing
import Vault

@testable import Casework
@testable import Evidence

/// A store with one clue, one visit and one measure of household 9, and a clue of household 8 elsewhere.
private struct Town {
  let database: Database
  let desk: EvidenceDesk
  static let at = Instant(milliseconds: 1_773_300_000_000)
  static let home = place("530602101001001")
  static let elsewhere = place("530602102001001")

  init() throws {
    database = try Database(inMemory: "evidence")
    try database.migrate(
      AccessMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all + EvidenceMigrations.all)
    let sealer = Sealer(try Town.ring(1))
    database.keys = sealer
    desk = EvidenceDesk(database, sealer: sealer) { [UInt8](repeating: 7, count: $0) }
    try database.write { (connection) throws(Problem) in
      for (number, household, place) in [(1, 9, Town.home), (2, 8, Town.elsewhere)] {
        let source = ClueSource(.cadreVisit, on: Town.at.day(), by: "zhang", note: "住院")
        let clue = Clue(
          id: ClueNumber(county: 530_602, number: Int64(number)), household: Int64(household), place: place,
          cause: .illness, severity: .amber, openedOn: Town.at.day(), due: Town.at.day(), isEmergency: false,
          sources: [source])
        try ClueStore.save(clue, on: connection)
      }
      let visit = Visit(
        id: VisitNumber(county: 530_602, number: 3), household: 9, place: Town.home, on: Town.at.day(),
        by: "zhang", guarantees: .allKept, findings: "一切正常", isConcern: false)
      try VisitStore.add(visit, on: connection)
      let plan = MeasurePlan(
        group: "a", risk: .illness, title: "报销", subject: "water", officer: "李四", due: Town.at.day())
      let measure = Measure(
        id: MeasureNumber(county: 530_602, number: 1), episode: 1, household: 9, place: Town.home, plan: plan,
        isDevelopment: false, plannedOn: Town.at.day())
      try MeasureStore.save(measure, on: connection)
    }
  }

  func keep(_ episode: Episode) throws {
    let folder =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/casework"
    let book = try ProcedureBook.load(folder)
    try database.write { (connection) throws(Problem) in
      try EpisodeStore.save(episode, book, on: Town.at.day(), connection)
    }
  }

  func finishMeasureAndClue() throws {
    try database.write { (connection) throws(Problem) in
      if var measure = try MeasureStore.measure(MeasureNumber(county: 530_602, number: 1), on: connection) {
        measure.doneOn = Town.at.day()
        try MeasureStore.save(measure, on: connection)
      }
      if var clue = try ClueStore.clue(ClueNumber(county: 530_602, number: 1), on: connection) {
        clue.closure = ClueClosure(on: Town.at.day(), by: "zhang", outcome: .included, note: "")
        try ClueStore.save(clue, on: connection)
      }
    }
  }

  static func ring(_ numbers: UInt8...) throws -> KeyRing {
    try KeyRing(numbers.map { try SecretKey(number: $0, bytes: [UInt8](repeating: $0, count: 32)) })
  }

  static func place(_ text: String) -> PlaceCode {
    guard let place = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
    return place
  }

  static func visitor(
    _ permissions: Set<Permission> = [.episodeRead, .visitRecord, .clueReport], at text: String = "530602101",
    subject: String? = nil, causes: Set<String> = []
  ) -> Visitor {
    let role = Role(
      name: "r", title: Text(zh: "r", en: "r"), levels: [.township], permissions: permissions)
    return Visitor(
      account: "zhang", name: "张", post: PostID(number: 1), role: role, place: place(text),
      subject: subject.map { Subject(name: $0, title: Text(zh: $0, en: $0), feeds: [], causes: causes) })
  }

  static func act(_ request: String = "r1", actor: String = "zhang") -> Act {
    Act(actor: actor, at: at, request: request)
  }

  func count(_ table: String) throws -> Int64 {
    try database.read { (connection) throws(Problem) in
      try connection.number("SELECT COUNT(*) FROM \(table)")
    }
  }

  func journal() throws -> [String] {
    try database.read { (connection) throws(Problem) in
      try connection.rows("SELECT action, subject FROM journal ORDER BY county, sequence") {
        (row) throws(Problem) in "\(row.text(0)) \(row.text(1))"
      }
    }
  }
}

private func topic(_ kind: EvidenceKind, _ number: Int64) -> EvidenceTopic {
  EvidenceTopic(kind, county: 530_602, number: number)
}

private func code(_ work: () throws -> Void) -> String? {
  do {
    try work()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}

@Suite struct EvidenceDeskTests {
  @Test func aContentIsKeptOnceSealedAndWithoutItsPosition() throws {
    let town = try Town()
    let photo = Pictures.jpeg(telling: Pictures.exif(turn: 6))
    let visitor = Town.visitor()
    let first = try town.desk.add(
      photo, note: " 房屋  正面 ", to: topic(.visit, 3), by: Town.act(), as: visitor)
    let again = try town.desk.add(
      photo, note: "又一次", to: topic(.visit, 3), by: Town.act("r2"), as: visitor)
    let other = try town.desk.add(photo, note: "", to: topic(.clue, 1), by: Town.act("r3"), as: visitor)
    #expect(first == again && other.number == 2)
    #expect(try town.count("evidence") == 2 && town.count("evidence_content") == 1)
    let sealed = try town.database.read { (connection) throws(Problem) in
      try connection.row("SELECT sealed FROM evidence_content") { (row) throws(Problem) in row.bytes(0) }
        ?? []
    }
    #expect(Data(sealed).range(of: Data("JFIF".utf8)) == nil && sealed.first == 1)
    let items = try town.desk.folder(of: topic(.visit, 3), as: visitor).items
    #expect(items.map(\.note) == ["房屋 正面"] && items[0].household == 9 && items[0].media == .jpeg)
    let (item, bytes) = try town.desk.look(at: first, by: Town.act("r4"), as: visitor)
    #expect(item == items[0] && Digest.of(bytes) == item.digest && bytes.count == Int(item.size))
    #expect(Data(bytes).range(of: Data("GPS".utf8)) == nil)
    #expect(
      try town.journal() == [
        "evidence.open evidence 530602-1", "evidence.add evidence 530602-1", "evidence.add evidence 530602-1",
        "evidence.add evidence 530602-2",
      ])
    let visits = try town.desk.ofVisits(HouseholdKey(county: 530_602, number: 9), as: visitor)
    #expect(visits.mapValues(\.count) == [3: 1])
  }

  @Test func theSameKeyAnswersTheSameAndAnotherBodyIsAConflict() throws {
    let town = try Town()
    let visitor = Town.visitor()
    func add(_ bytes: [UInt8]) throws -> EvidenceNumber {
      try town.desk.add(bytes, note: "", to: topic(.clue, 1), key: "key-1", by: Town.act(), as: visitor)
    }
    #expect(try add(Pictures.pdf) == add(Pictures.pdf))
    #expect(code { _ = try add(Pictures.jpeg) } == "access.command.key")
    #expect(try town.count("evidence") == 1)
  }

  @Test func whoMayNotIsRefusedAsIfThereWereNothing() throws {
    let town = try Town()
    let own = Town.visitor()
    func add(_ topic: EvidenceTopic, _ visitor: Visitor, _ request: String) -> String? {
      code { _ = try town.desk.add(Pictures.pdf, note: "", to: topic, by: Town.act(request), as: visitor) }
    }
    let refused: [(EvidenceTopic, Visitor, String?)] = [
      (topic(.clue, 2), own, "evidence.topic.unknown"), (topic(.clue, 99), own, "evidence.topic.unknown"),
      (topic(.visit, 1), own, "evidence.topic.unknown"),
      (topic(.measure, 9), own, "access.permission.missing"),
      (topic(.notice, 1), own, "access.permission.missing"),
      (topic(.notice, 1), Town.visitor([.episodeNotice]), "evidence.topic.unknown"),
      (topic(.visit, 3), Town.visitor([.episodeRead]), "access.permission.missing"),
      (topic(.visit, 3), Town.visitor(at: "530602102"), "evidence.topic.unknown"),
      (
        topic(.measure, 1), Town.visitor([.measureEdit], at: "530602", subject: "health"),
        "evidence.topic.unknown"
      ),
      (topic(.measure, 1), Town.visitor([.measureEdit], at: "530602", subject: "water"), nil),
      (
        topic(.clue, 1), Town.visitor(at: "530602", subject: "health", causes: ["09"]),
        "evidence.topic.unknown"
      ),
      (topic(.clue, 1), Town.visitor(at: "530602", subject: "health", causes: ["01"]), nil),
    ]
    for (number, (topic, visitor, expected)) in refused.enumerated() {
      #expect(add(topic, visitor, "n\(number)") == expected, "\(topic) \(number)")
    }
    let id = EvidenceNumber(county: 530_602, number: 1)
    for stranger in [
      Town.visitor(at: "530602102"), Town.visitor(at: "530602", subject: "health", causes: ["09"]),
    ] {
      #expect(code { _ = try town.desk.look(at: id, by: Town.act(), as: stranger) } == "evidence.unknown")
      #expect(
        code { _ = try town.desk.folder(of: topic(.measure, 1), as: stranger) }
          == "evidence.topic.unknown")
    }
    #expect(
      code { _ = try town.desk.look(at: id, by: Town.act(), as: Town.visitor([])) }
        == "access.permission.missing")
    #expect(try !town.journal().contains { $0.hasPrefix("evidence.open") })
  }

  @Test func aDepartmentSeesPhotosOfVisitsWhileItHasSomethingToDo() throws {
    let town = try Town()
    let home = HouseholdKey(county: 530_602, number: 9)
    let id = try town.desk.add(
      Pictures.jpeg, note: "", to: topic(.visit, 3), by: Town.act(), as: Town.visitor())
    func sees(_ subject: String, _ causes: Set<String> = []) throws -> Bool {
      let visitor = Town.visitor(at: "530602", subject: subject, causes: causes)
      let told = code { _ = try town.desk.look(at: id, by: Town.act(), as: visitor) }
      #expect(told == nil || told == "evidence.unknown")
      #expect(try town.desk.ofVisits(home, as: visitor).isEmpty == (told != nil))
      return told == nil
    }
    #expect(try sees("health", ["01"]) && !sees("health", ["09"]), "its cause has an open clue")
    #expect(try !sees("water") && !sees("schools"), "there is no case yet")
    var episode = Episode(
      id: EpisodeNumber(county: 530_602, number: 1), household: 9, place: Town.home,
      openedOn: Town.at.day(), risks: [.illness])
    var compare = StepRecord(.identification, .compare, enteredOn: Town.at.day())
    compare.form = .comparison(ComparisonForm(asked: ["schools"]))
    episode.records = [compare]
    try town.keep(episode)
    #expect(try sees("water") && sees("schools"), "its own measure, and a comparison that waits for it")
    // The comparison is over, the measure done, the clue closed: each line of work has no more to do.
    (compare.leftOn, compare.result) = (Town.at.day(), .passed)
    episode.records = [compare, StepRecord(.identification, .review, enteredOn: Town.at.day())]
    try town.keep(episode)
    #expect(try !sees("schools") && sees("water"))
    try town.finishMeasureAndClue()
    #expect(try !sees("water") && !sees("health", ["01"]))
    #expect(throws: Never.self) { try town.desk.look(at: id, by: Town.act(), as: Town.visitor()) }
  }

  @Test func aRecordTakesTwentyAndANoteTwoHundred() throws {
    let town = try Town()
    func add(_ number: Int, note: String = "") -> String? {
      code {
        _ = try town.desk.add(
          Pictures.png(Pictures.chunk("sRGB", [UInt8(number)])), note: note, to: topic(.visit, 3),
          by: Town.act("r\(number)"), as: Town.visitor())
      }
    }
    for number in 0..<EvidenceSteps.most { #expect(add(number) == nil) }
    #expect(add(100) == "evidence.topic.full" && add(3) == nil)
    #expect(add(101, note: String(repeating: "字", count: 201)) == "evidence.note.long")
  }

  @Test func keysChangeAndWhatIsDamagedIsFound() throws {
    let town = try Town()
    for (number, bytes) in [Pictures.pdf, Pictures.jpeg].enumerated() {
      _ = try town.desk.add(
        bytes, note: "", to: topic(.visit, 3), by: Town.act("r\(number)"), as: Town.visitor())
    }
    town.database.keys = Sealer(try Town.ring(1, 2))
    let done = try town.database.write { (connection) throws(Problem) -> [Int] in
      [
        try EvidenceKeepingStore.reseal(atMost: 1, on: connection),
        try EvidenceKeepingStore.reseal(atMost: 50, on: connection),
        try EvidenceKeepingStore.reseal(atMost: 50, on: connection),
      ]
    }
    #expect(done == [1, 1, 0])
    let (counts, faults) = try town.database.read { (connection) throws(Problem) in
      (try EvidenceKeepingStore.counts(on: connection), try EvidenceKeepingStore.faults(on: connection))
    }
    #expect(counts == [2: 2] && faults.isEmpty)
    // Bytes of another row open nowhere else, and a flipped bit is found.
    try town.database.write { (connection) throws(Problem) in
      try connection.run("UPDATE evidence_content SET sealed = (SELECT sealed FROM evidence_content LIMIT 1)")
    }
    let found = try town.database.read { (connection) throws(Problem) in
      try EvidenceKeepingStore.faults(on: connection)
    }
    #expect(found.count == 1)
  }

  @Test func eraseAndRetentionTakeContentsThatNothingElseShows() throws {
    let town = try Town()
    let wide = Town.visitor(at: "530602")
    let all: [(EvidenceTopic, [UInt8])] = [
      (topic(.visit, 3), Pictures.pdf), (topic(.clue, 1), Pictures.jpeg), (topic(.clue, 2), Pictures.jpeg),
    ]
    for (number, (topic, bytes)) in all.enumerated() {
      _ = try town.desk.add(bytes, note: "", to: topic, by: Town.act("r\(number)"), as: wide)
    }
    try town.database.write { (connection) throws(Problem) in
      try EvidenceKeepingStore.erase(household: 9, county: 530_602, on: connection)
    }
    #expect(try town.count("evidence") == 1 && town.count("evidence_content") == 1)
    let (kept, gone) = try town.database.write { (connection) throws(Problem) in
      (
        try EvidenceKeepingStore.delete(before: Town.at.day(), atMost: 50, on: connection),
        try EvidenceKeepingStore.delete(before: Town.at.day().adding(days: 1), atMost: 50, on: connection)
      )
    }
    #expect(kept == 0 && gone == 1)
    #expect(try town.count("evidence") == 0 && town.count("evidence_content") == 0)
  }
}
