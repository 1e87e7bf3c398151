// An older ledger over a whole store: cases with their origin, in lists and figures, told once, and sound.
import Access
import CarryOver
import Casework
import Columns
import Database
import Foundation
import Kernel
import Monitoring
import Registry
import RuleValues
import Rules
import Screening
import Sheets
import Simulation
import Synchronization
import Testing

@Suite struct CarryOverTests {
  private let folder: WorkFolder
  private let database: Database
  private let monitoring: Monitoring
  private let pids: [String]

  private static let folders = Atomic<Int>(0)
  private static let head =
    "record_id,pid,object_type,causes,opened_on,registered_on,eliminated_on,measure,measure_done_on"

  init() throws {
    folder = try WorkFolder("carry-\(CarryOverTests.folders.add(1, ordering: .relaxed).newValue)")
    _ = try SyntheticCity(scale: .tiny, seed: 43, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    monitoring = try Project.monitoring(database)
    pids = try CarryOverTests.heads(folder.path + "/files/persons.csv")
  }

  /// The numbers of heads of households that the register has taken as they are.
  private static func heads(_ path: String) throws -> [String] {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let names = lines[0].split(separator: ",").map(String.init)
    let pid = try #require(names.firstIndex(of: "pid"))
    let relation = try #require(names.firstIndex(of: "relation"))
    var heads: [String] = []
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == names.count, cells[relation] == "1", CitizenID.read(cells[pid]).fault == nil else {
        continue
      }
      heads.append(cells[pid])
    }
    return heads
  }

  private func act(_ days: Int = 0, _ request: String) -> Act {
    Act(
      actor: "local:test", at: Instant(milliseconds: (Int64(Project.asOf.number) + Int64(days)) * 86_400_000),
      request: request)
  }

  private func carry(_ rows: [String], _ request: String = "carry", chunk: Int = 2) throws -> CarriedSheet {
    let path = folder.path + "/cases.csv"
    try ([Self.head] + rows + [""]).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    return try CarryOver(
      database, monitoring.book, by: act(0, request), as: nil, chunkRows: chunk
    ).run(path)
  }

  private func rows() -> [String] {
    [
      "A1,\(pids[0]),marginal,01|07,2022-05-01,2022-05-20,,100A40,2022-07-01",
      "A2,\(pids[1]),unstable,09,2021-03-01,2021-03-20,2022-01-31,100A46,2021-09-01",
      "A3,\(pids[1]),unstable,09,2023-03-01,2023-03-20,,,",
      "A4,\(pids[2]),sudden,02,2022-03-01,2022-03-20,2022-05-31,,",
      "A5,\(pids[0]),marginal,01,2023-05-01,2023-05-20,,,",
      "A6,\(pids[3].dropLast())\(pids[3].hasSuffix("0") ? "1" : "0"),marginal,01,2023-05-01,2023-05-20,,,",
      "A7,530602190001010016,marginal,01,2023-05-01,2023-05-20,,,",
      "A8,\(pids[4]),marginal,01,2023-05-01,2023-05-20,2023-01-01,,",
    ]
  }

  private func number(_ sql: String) throws -> Int64 {
    try database.read { (connection) throws(Problem) in try connection.number(sql) }
  }

  private func breaches() throws -> [MonitoringBreach] {
    var check = MonitoringCheck(MonitoringInvariants(monitoring.book))
    return try database.read { (connection) throws(Problem) in try check.breaches(on: connection) }
  }

  @Test func everyRowHasOneOutcomeAndTheRestGoesIn() throws {
    let sheet = try carry(rows())
    #expect(sheet.counts.total == 8 && sheet.counts.outcomes.new == 4 && sheet.counts.refused == 4)
    #expect(sheet.counts.flagged == 1, "ended before six months, and taken")
    let kept = try database.read { (connection) throws(Problem) in
      try ImportStore.quarantined(QuarantineChoice(kinds: [CarryOver.kind]), limit: 20, on: connection)
    }
    #expect(kept.map(\.line) == [5, 6, 7, 8, 9])
    #expect(kept.map(\.column) == ["eliminated_on", "eliminated_on", "pid", "pid", "eliminated_on"])
    #expect(kept.map(\.isKept) == [true, false, false, false, false])
    #expect(kept.map(\.code) == ["malformed", "duplicate", "badCheck", "unknown", "malformed"])
    #expect(kept[1].place != nil, "a household that is known tells where the row belongs")
    #expect(try breaches() == [])
    #expect(try number("SELECT COUNT(*) FROM episode_step") == 0, "no step is made up")
    #expect(try number("SELECT COUNT(*) FROM measure WHERE done_on IS NOT NULL") == 2)
    #expect(try number("SELECT COUNT(*) FROM journal WHERE action = 'episode.carryOver'") == 5)
  }

  @Test func theSameSheetAgainIsIdenticalAndAChangedRowIsRefused() throws {
    _ = try carry(rows())
    let entries = try number("SELECT COUNT(*) FROM journal")
    let again = try carry(rows(), "again")
    #expect(again.counts.outcomes.identical == 4 && again.counts.refused == 4)
    #expect(try number("SELECT COUNT(*) FROM episode") == 4)
    #expect(try number("SELECT COUNT(*) FROM journal") == entries, "nothing was done")
    let repeated = try carry(rows(), "again")
    #expect(repeated.counts.outcomes.identical == 4, "the same request answers the same")
    let changed = try carry([rows()[0].replacing("marginal", with: "unstable")], "changed")
    #expect(changed.counts.refused == 1 && changed.counts.faults[.duplicate] == 1)
    #expect(try breaches() == [])
  }

  @Test func anInterruptedSheetGoesOn() throws {
    let path = folder.path + "/cases.csv"
    _ = try carry([], "empty")
    try ([Self.head] + rows() + [""]).joined(separator: "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let first = CarryOver(
      database, monitoring.book, by: act(0, "first"), as: nil, chunkRows: 1, shouldStop: { true })
    let problem = #expect(throws: Problem.self) { try first.run(path) }
    #expect(problem?.code == "carryOver.interrupted")
    #expect(try number("SELECT COUNT(*) FROM episode") == 1)
    let rest = try carry(rows(), "second")
    #expect(rest.counts.outcomes.new == 3 && rest.counts.outcomes.identical == 1)
    #expect(try breaches() == [])
  }

  @Test func casesStandInListsWithTheirOriginAndTheOneBefore() throws {
    _ = try carry(rows())
    let asking = Asking(act(0, "look"), as: nil)
    var filter = EpisodeFilter()
    filter.state = .monitored
    let page = try monitoring.episodes(in: Posts.city, filter, limit: 10, asking)
    #expect(page.total == 2)
    let back = try #require(
      try page.rows.map { try monitoring.episode($0.episode.id, asking) }
        .first { $0.carriedFrom == "A3" })
    let earlier = try monitoring.episode(
      EpisodeNumber(county: back.id.county, number: try #require(back.earlier)), asking)
    #expect(earlier.carriedFrom == "A2" && earlier.ending?.kind == .eliminated)
    #expect(back.json(monitoring.book, on: Project.asOf).contains("\"carriedFrom\":\"A3\""))
    let city = try Project.city(database)
    #expect(city.frame["Episode"].rowCount == 4 && city.frame["Measure"].rowCount == 2)
    #expect(
      (0..<4).allSatisfy { city.frame["Episode"].columns["carried_over"]?.value(at: $0) == .bool(true) })
    for stretch in MonitoringStretch.allCases {
      let first = try #require(Day(year: 2021, month: 1, day: 1))
      let period = try #require(Period(from: first, through: Project.asOf))
      let figures = try monitoring.figures(in: Posts.city, period, asking)
      let days = figures.stretches.first { $0.stretch == stretch }?.days
      #expect(days?.count == 0, "nobody took \(stretch) here")
    }
  }

  @Test func anOpenClueOfItsCauseIsAnswered() throws {
    let library = try Project.rules()
    let result = try Screener(library).run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(result, by: Project.act, as: nil, on: connection)
    }
    for county in Set(result.city.places.map { $0 / 1_000_000_000 }).sorted() {
      _ = try monitoring.takeFindings(
        ofRun: 1, county: county, rules: library, Asking(act(0, "take-\(county)"), as: nil))
    }
    let causes = RuleCause.allCases.prefix(5).map(\.rawValue).joined(separator: "|")
    let days = "2023-05-01,2023-05-20"
    let all = pids.indices.map { "C\($0),\(pids[$0]),sudden,\(causes),\(days),,," }
    let before = try number("SELECT COUNT(*) FROM clue WHERE closed_on IS NULL")
    _ = try carry(all, chunk: 50)
    #expect(try number("SELECT COUNT(*) FROM clue WHERE closed_on IS NULL") < before)
    #expect(try number("SELECT COUNT(*) FROM clue WHERE outcome = 'included'") > 0)
    #expect(try breaches() == [])
  }

  /// Registered years ago: six months of registration are over, the measure is done, and what is left to show
  /// is what anybody has to show.
  @Test func theGateCountsFromTheRegistration() throws {
    _ = try carry(rows())
    let asking = Asking(act(0, "gate"), as: nil)
    var filter = EpisodeFilter()
    filter.state = .monitored
    let open = try #require(
      try monitoring.episodes(in: Posts.city, filter, limit: 10, asking).rows
        .first { $0.episode.carriedFrom == "A1" })
    let gate = try monitoring.gate(try monitoring.episode(open.episode.id, asking), asking)
    let met = Dictionary(uniqueKeysWithValues: gate.map { ($0.name, $0.isMet) })
    #expect(met[.months] == true && met[.measures] == true && met[.noNewRisk] == true)
    #expect(met[.guarantees] == false && met[.risks] == false && met[.income] == false)
  }
}
