// What was written about a household in its casework is gone after its erasure, and its shape stays.
import Access
import Database
import Foundation
import Kernel
import Operation
import Registry
import Rules
import Synchronization
import Testing
import Vault

@testable import Casework

@Suite struct CaseErasureTests {
  /// Stands in every word that is planted.
  private static let word = "暗号李三"
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL.path
  /// Every test has a store of its own.
  private static let stores = Atomic<Int>(0)
  private let path: String
  private let database: Database
  private let book: ProcedureBook

  init() throws {
    let number = CaseErasureTests.stores.add(1, ordering: .relaxed).newValue
    path = NSTemporaryDirectory() + "case-erasure-\(number).sqlite"
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
    database = try Database(path: path)
    try database.migrate(OperationStore.migrations)
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 7, count: SecretKey.size))])
    try SealStore.unlock(database, with: ring)
    book = try ProcedureBook.load(CaseErasureTests.root + "/casework")
  }

  private func day(_ text: String) -> Day { Day(text) ?? .distantPast }

  private func records() -> [StepRecord] {
    let on = day("2026-03-01")
    return (identification(on) + elimination(on)).map { chain, step, form in
      var record = StepRecord(chain, step, enteredOn: on)
      (record.leftOn, record.by, record.result) = (on, "zhang", .passed)
      (record.note, record.form) = (CaseErasureTests.word, form)
      return record
    }
  }

  private typealias Written = (Chain, Step, StepForm)
  private static let income = IncomeSheet(amounts: ["A1": 1_000_000])

  private func identification(_ on: Day) -> [Written] {
    let word = CaseErasureTests.word
    var notice = NoticeForm(postedOn: on, spot: word, poster: word)
    (notice.takenDownOn, notice.evidence) = (day("2026-03-06"), word)
    notice.objections = [NoticeForm.Objection(on: on, words: word, settledOn: on, answer: word)]
    let verification = VerificationForm(
      visitedOn: on, visitors: word, living: word, persons: 2, income: Self.income, guarantees: .allKept,
      risks: [.illness], signed: [5], hasLabour: true)
    let found = ComparisonForm.Finding(person: 5, words: word)
    let answer = ComparisonForm.Answer(subject: "medical", on: on, by: "wang", findings: [found])
    let review = ReviewForm(
      heldOn: on, entitled: 30, present: 25, votesFor: 20, votesAgainst: 3, abstained: 2, presided: word,
      attendance: word, minutes: word)
    let decision = DecisionForm(type: .marginal, risks: [.illness], opinion: word)
    let forms: [(Step, StepForm)] = [
      (.verify, .verification(verification)),
      (.compare, .comparison(ComparisonForm(asked: ["medical"], answers: [answer]))),
      (.review, .review(review)), (.notice, .notice(notice)), (.audit, .audit(OpinionForm(opinion: word))),
      (.decide, .decision(decision)),
      (.announce, .announcement(AnnouncementForm(announcedOn: on, spot: word))),
    ]
    return forms.map { (.identification, $0.0, $0.1) }
  }

  private func elimination(_ on: Day) -> [Written] {
    let word = CaseErasureTests.word
    let form = EndingForm(
      visitedOn: on, method: .byHelp, persons: 2, income: Self.income, guarantees: .allKept,
      hasLabour: true, gone: ["01": word], contact: word)
    return [(.elimination, .verify, .ending(form))]
  }

  private func fill(_ connection: Connection) throws(Problem) {
    let word = CaseErasureTests.word
    guard let place = PlaceCode("530602001001001") else { preconditionFailure("a group's code") }
    var episode = Episode(
      id: EpisodeNumber(county: 530_602, number: 1), household: 9, place: place,
      openedOn: day("2026-03-01"), risks: [.illness], type: .marginal, registeredOn: day("2026-03-08"),
      ending: EpisodeEnding(kind: .movedOut, on: day("2026-09-08"), by: "zhang", note: word),
      records: records(), carriedFrom: word)
    episode.pauses = [ClockPause(from: day("2026-03-02"), until: day("2026-03-03"), reason: word, by: "z")]
    try EpisodeStore.save(episode, book, on: day("2026-09-08"), connection)
    try CarriedCaseStore.add(
      word,
      KnownCarriedCase(episode: episode.id, household: 9, digest: [UInt8](repeating: 1, count: 32)),
      on: connection)
    let steps = MeasureSteps(book, today: day("2026-03-10"), by: "zhang")
    let plan = MeasurePlan(
      group: "100A40", risk: .illness, title: word, officer: word, due: day("2026-05-01"))
    let measure = try steps.planned(
      plan, MeasureNumber(county: 530_602, number: 1), episode: 1, household: 9, place: place,
      risks: [.illness])
    try MeasureStore.save(try steps.done(measure, evidence: word), on: connection)
    let visit = Visit(
      id: VisitNumber(county: 530_602, number: 1), household: 9, place: place, on: day("2026-04-01"),
      by: "zhang", guarantees: .allKept, findings: word, isConcern: false)
    try VisitStore.add(visit, on: connection)
    let clues = ClueSteps(book, today: day("2026-03-01"), by: "zhang")
    let source = ClueSource(.selfReport, on: day("2026-03-01"), by: word, note: word)
    let clue = try clues.opened(
      ClueReport(cause: .illness, source: source), ClueNumber(county: 530_602, number: 1), household: 9,
      place: place)
    try ClueStore.save(try clues.dismissed(clue, .noRisk, note: word), on: connection)
    try connection.run(
      """
      INSERT INTO judgement VALUES (530602, 1, 530602001, 20000, 20001, 'c', 3, '', NULL);
      """)
    try connection.run(
      "INSERT INTO judgement_item VALUES (530602, 1, 530602, 9, ?, 'keep', ?)",
      [.int(place.number), .text(word)])
    try connection.run(
      """
      INSERT INTO household (county, number, place, type, resettled, fingerprint, import, line, dated)
      VALUES (530602, 9, 530602001001001, 2, 0, 1, 1, 1, 20000)
      """)
  }

  private func holdsWord(_ path: String) throws -> Bool {
    try Data(contentsOf: URL(filePath: path)).range(of: Data(CaseErasureTests.word.utf8)) != nil
  }

  @Test func noWordIsLeftInTheFileAndTheFormsKeepTheirShape() throws {
    try database.write { (connection) throws(Problem) in try fill(connection) }
    try database.checkpoint()
    #expect(try holdsWord(path), "the words were there")
    let before = try episode()
    let act = Act(
      actor: "local:test", at: Instant(milliseconds: 1_800_000_000_000), request: "erase")
    try database.write { (connection) throws(Problem) in
      try Erasure.erase(household: 9, county: 530_602, because: "本人要求", by: act, as: nil, on: connection)
    }
    try Erasure.clean(database)
    for end in ["", "-wal"] where FileManager.default.fileExists(atPath: path + end) {
      #expect(try !holdsWord(path + end), "\(end)")
    }
    let after = try episode()
    #expect(after.records.map(\.step) == before.records.map(\.step))
    #expect(after.registeredOn == before.registeredOn && after.ending?.on == before.ending?.on)
    #expect(after.verification?.income == before.verification?.income && after.verification?.signed == [5])
    guard case .notice(let notice) = after.form(.notice, in: .identification) else {
      Issue.record("the notice keeps its form")
      return
    }
    #expect(notice.takenDownOn == day("2026-03-06") && notice.evidence == CaseErasureStore.gone)
    #expect(notice.objections.count == 1 && notice.objections[0].settledOn == day("2026-03-01"))
    #expect(after.carriedFrom == CaseErasureStore.gone && after.endingForm?.gone.keys.sorted() == ["01"])
  }

  @Test func findingsOfOnePersonGoWithThem() throws {
    try database.write { (connection) throws(Problem) in
      try fill(connection)
      try CaseErasureStore.erase(person: 6, on: connection)
    }
    #expect(try findings() == [CaseErasureTests.word], "somebody else's stay")
    try database.write { (connection) throws(Problem) in
      try CaseErasureStore.erase(person: 5, on: connection)
    }
    #expect(try findings() == [CaseErasureStore.gone])
  }

  private func episode() throws -> Episode {
    let found = try database.read { (connection) throws(Problem) in
      try EpisodeStore.episode(EpisodeNumber(county: 530_602, number: 1), on: connection)
    }
    return try #require(found)
  }

  private func findings() throws -> [String] {
    guard case .comparison(let form) = try episode().form(.compare, in: .identification) else { return [] }
    return form.answers.flatMap(\.findings).map(\.words)
  }
}
