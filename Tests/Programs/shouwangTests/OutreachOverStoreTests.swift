// Outreach over a real store: reports of people, the month's visits, and meetings that judge.
import Access
import Casework
import Database
import Foundation
import Kernel
import Monitoring
import Outreach
import Papers
import Registry
import Rules
import Simulation
import Synchronization
import Testing

@Suite struct OutreachOverStoreTests {
  private let folder: WorkFolder
  private let database: Database
  private let monitoring: Monitoring
  private let outreach: Outreach

  private static let folders = Atomic<Int>(0)
  private let month = WorkMonth(of: Project.asOf)

  init() throws {
    let number = OutreachOverStoreTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("outreach-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 41, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    (monitoring, outreach) = (try Project.monitoring(database), try Project.outreach(database))
  }

  private func asking(_ request: String, _ visitor: Visitor? = nil, daysLater: Int64 = 0) -> Asking {
    let day = Int64(Project.asOf.number) + daysLater
    let at = Instant(milliseconds: (day * 24 + 2) * 3_600_000)
    return Asking(Act(actor: visitor?.account ?? "local:test", at: at, request: request), as: visitor)
  }

  /// Households of one township, by number, with their places.
  private func homes() throws -> (township: PlaceCode, homes: [(key: HouseholdKey, place: PlaceCode)]) {
    let rows = try database.read { (connection) throws(Problem) in
      try connection.rows(
        "SELECT county, number, place FROM household WHERE gone_on IS NULL ORDER BY place, number"
      ) { (row) throws(Problem) in
        (key: HouseholdKey(county: row.int(0), number: row.int(1)), place: PlaceCode(number: row.int(2)))
      }
    }
    let all = rows.compactMap { row in row.place.map { (key: row.key, place: $0) } }
    let township = try #require(all.first?.place.ancestor(at: .township))
    return (township, all.filter { township.contains($0.place) })
  }

  private func urgentClue(_ home: HouseholdKey, _ request: String) throws {
    let source = ClueSource(.cadreVisit, on: Project.asOf, by: "zhang", note: "火灾")
    _ = try monitoring.report(
      ClueReport(cause: .accident, isEmergency: true, source: source), of: home,
      asking(request))
  }

  @Test func aHouseholdTellsOfItselfAndAsksLaterWithItsCode() throws {
    let row = try #require(
      try database.read { (connection) throws(Problem) in
        try connection.row(
          "SELECT m.county, m.household FROM membership m WHERE m.to_day IS NULL ORDER BY 1, 2 LIMIT 1"
        ) { (row) throws(Problem) in HouseholdKey(county: row.int(0), number: row.int(1)) }
      })
    let record = try #require(
      try database.read { (connection) throws(Problem) in
        try HouseholdQueryStore.household(
          county: row.county, number: row.number, asOf: Project.asOf, on: connection)
      })
    let member = try #require(record.members.first { $0.idIsRight })
    let act = Act(actor: "open:report", at: asking("s").act.at, request: "tell-1")
    let township = try #require(record.place.ancestor(at: .township))
    func form(_ citizen: String, _ words: String = "房屋被水淹了") -> SelfReportForm {
      SelfReportForm(name: "李四", citizen: citizen, words: words, place: township)
    }
    _ = try outreach.tell(form(member.citizen.text), cause: .disaster, code: "ABCDEFGH23", act)
    let state = try outreach.reportState(code: "abcde-fgh23", on: Project.asOf)
    #expect(state.stage == .received && state.toldOn == Project.asOf)
    let clue = try #require(
      try monitoring.history(of: row, asking("h")).clues.first { $0.cause == .disaster })
    #expect(clue.sources.map(\.channel) == [.selfReport] && clue.sources[0].note == "房屋被水淹了")
    #expect(
      refused {
        try outreach.complain(code: "ABCDEFGH23", Act(actor: "open:report", at: act.at, request: "c1"))
      } == "monitoring.report.early")
    let later = Instant(milliseconds: act.at.milliseconds + 8 * 86_400_000)
    try outreach.complain(code: "ABCDEFGH23", Act(actor: "open:report", at: later, request: "c2"))
    #expect(
      try monitoring.history(of: row, asking("h2")).clues.first { $0.cause == .disaster }?.severity == .red)
    // A number that nobody has is answered alike, and waits for the township.
    let nobody = try #require(CitizenID(area: 530_602, birth: Project.asOf, sequence: 999)).text
    _ = try outreach.tell(
      form(nobody), cause: .illness, code: "ABCDEFGH24",
      Act(actor: "open:report", at: act.at, request: "tell-2"))
    #expect(try outreach.reportState(code: "ABCDEFGH24", on: Project.asOf).stage == .received)
    let office = Posts.visitor("township", at: township)
    let waiting = try outreach.waitingReports(in: township, asking("w", office))
    #expect(waiting.total == 1 && waiting.rows[0].form.words == "房屋被水淹了")
    #expect(waiting.rows[0].form.citizen == Mask.citizen(nobody), "numbers are masked")
    try outreach.answer(waiting.rows[0].report.id, "请到镇便民服务中心登记", asking("an", office))
    #expect(try outreach.reportState(code: "ABCDEFGH24", on: Project.asOf).stage == .answered("请到镇便民服务中心登记"))
    let none = refused { _ = try outreach.reportState(code: "ABCDEFGH25", on: Project.asOf) }
    #expect(none == "casework.report.unknown")
    for bad in [form("123"), form(member.citizen.text, "急")] {
      #expect(
        refused { _ = try outreach.tell(bad, cause: .other, code: "ABCDEFGH26", act) }?
          .hasPrefix("casework.report.") == true)
    }
  }

  // MARK: reports that fit nobody

  private func waitingReport(_ place: PlaceCode, _ code: String) throws -> SelfReportNumber {
    let citizen = try #require(CitizenID(area: 530_602, birth: Project.asOf, sequence: 999)).text
    let act = Act(actor: "open:report", at: asking("s").act.at, request: "tell-" + code)
    let form = SelfReportForm(
      name: "李四", citizen: citizen, phone: "13800001111", words: "打电话 13800001111 找我", place: place)
    _ = try outreach.tell(form, cause: .illness, code: code, act)
    let waiting = try outreach.waitingReports(in: place, asking("list-" + code))
    return try #require(waiting.rows.last?.report.id)
  }

  @Test func theTownshipMatchesAReportToAHouseholdOnce() throws {
    let (township, homes) = try homes()
    let id = try waitingReport(township, "ABCDEFGH23")
    let office = Posts.visitor("township", at: township)
    let shown = try outreach.waitingReport(id, asking("look", office))
    #expect(shown.form.phone == "138****1111" && !shown.form.words.contains("13800001111"))
    // Whole numbers for a reason that goes on record.
    #expect(
      refused { _ = try outreach.reveal(id, reason: "x", asking("r1", office)) } == "access.look.reason")
    #expect(try outreach.reveal(id, reason: "回电话核实情况", asking("r2", office)).phone == "13800001111")
    let looks = try database.read { (connection) throws(Problem) in
      try connection.number("SELECT COUNT(*) FROM journal WHERE action = 'person.reveal'")
    }
    #expect(looks == 1)
    let home = homes[0].key
    #expect(try outreach.candidates("\(home.number)", asking("c", office)).map(\.number) == [home.number])
    #expect(try outreach.candidates("王", asking("c1", office)).isEmpty, "one character finds nobody")
    #expect(
      refused { _ = try outreach.match(id, with: 999_999_999, .illness, asking("m0", office)) }
        == "monitoring.household.unknown")
    let clue = try outreach.match(id, with: home.number, .illness, asking("m1", office))
    #expect(try monitoring.clue(clue, asking("cl", office)).household == home.number)
    #expect(try outreach.match(id, with: home.number, .illness, asking("m1", office)) == clue, "the same key")
    #expect(
      refused { _ = try outreach.match(id, with: home.number, .illness, asking("m2", office)) }
        == "casework.report.answered")
    #expect(
      refused { try outreach.answer(id, "请来登记", asking("a1", office)) } == "casework.report.answered")
    // Whoever asks by the code sees how far the clue is.
    #expect(try outreach.reportState(code: "ABCDEFGH23", on: Project.asOf).stage == .received)
    try monitoring.dismiss(clue, .noRisk, note: "已康复", asking("d", office))
    #expect(try outreach.reportState(code: "ABCDEFGH23", on: Project.asOf).stage == .notIncluded(.noRisk))
  }

  /// The clock of a household does not begin anew because nobody found it at once.
  @Test func aReportThatWaitedKeepsItsDayAndItsComplaint() throws {
    let (township, homes) = try homes()
    let id = try waitingReport(township, "ABCDEFGH23")
    let office = Posts.visitor("township", at: township)
    let told = asking("t").act.at
    let later = Instant(milliseconds: told.milliseconds + 9 * 86_400_000)
    try outreach.complain(code: "ABCDEFGH23", Act(actor: "open:report", at: later, request: "c"))
    let asking = Asking(Act(actor: "local:test", at: later, request: "m"), as: office)
    let number = try outreach.match(id, with: homes[0].key.number, .illness, asking)
    let clue = try monitoring.clue(number, asking)
    #expect(clue.openedOn == told.day() && clue.due < later.day() && clue.severity == .red)
    // One that waited longer than a clue may be old is matched all the same.
    let old = try waitingReport(township, "ABCDEFGH24")
    let year = Instant(milliseconds: told.milliseconds + 400 * 86_400_000)
    let late = Asking(Act(actor: "local:test", at: year, request: "y"), as: office)
    let second = try outreach.match(old, with: homes[1].key.number, .illness, late)
    #expect(try monitoring.clue(second, late).openedOn == year.day().adding(days: -ClueSource.daysMost))
  }

  @Test func aReportIsItsTownshipsAlone() throws {
    let (township, homes) = try homes()
    let id = try waitingReport(township, "ABCDEFGH23")
    let village = try #require(homes[0].place.ancestor(at: .village))
    let strangers = [
      Posts.visitor("village", at: village),
      Posts.visitor("township", at: Posts.code("530699001")),
    ]
    for visitor in strangers {
      #expect(
        refused { _ = try outreach.waitingReport(id, asking("w", visitor)) } == "casework.report.none")
      #expect(refused { try outreach.answer(id, "好", asking("a", visitor)) } == "casework.report.none")
      #expect(
        refused { _ = try outreach.match(id, with: homes[0].key.number, .illness, asking("m", visitor)) }
          == "casework.report.none")
      #expect(
        refused { _ = try outreach.reveal(id, reason: "回电话核实", asking("r", visitor)) }
          == "casework.report.none")
      #expect(
        refused { _ = try outreach.waitingReports(in: township, asking("l", visitor)) } == "access.post.place"
      )
    }
    let officer = Posts.visitor("grid_officer", at: village)
    #expect(
      refused { _ = try outreach.waitingReport(id, asking("g", officer)) } == "access.permission.missing")
    let office = Posts.visitor("township", at: township)
    #expect(refused { try outreach.answer(id, " ", asking("e", office)) } == "casework.note.missing")
  }

  // MARK: the month

  @Test func visitsOfAMonthAreCountedByPlace() throws {
    let (township, homes) = try homes()
    let office = Posts.visitor("township", at: township)
    #expect(try outreach.visitRound(in: township, month, asking("v0", office)).all == VisitCount())
    let three = Array(homes.prefix(3))
    for (index, home) in three.enumerated() { try urgentClue(home.key, "u\(index)") }
    let round = try outreach.visitRound(in: township, month, asking("v1", office))
    #expect(round.all == VisitCount(targets: 3, visited: 0))
    #expect(Set(round.unvisited.map(\.household)) == Set(three.map(\.key)))
    #expect(round.unvisited.allSatisfy { !$0.head.isEmpty })
    let seen = VisitSeen(guarantees: .allKept, findings: "都好")
    _ = try monitoring.visit(three[0].key, on: Project.asOf, seen, asking("visit-1"))
    let next = try outreach.visitRound(in: township, month, asking("v2", office))
    #expect(next.all == VisitCount(targets: 3, visited: 1))
    #expect(Set(next.unvisited.map(\.household)) == Set(three.dropFirst().map(\.key)))
    // By village, and their sum is the whole.
    #expect(next.below.keys.allSatisfy { $0.level == .village && township.contains($0) })
    let village = try #require(three[0].place.ancestor(at: .village))
    let own = try outreach.visitRound(in: village, month, asking("v3", office)).all
    #expect(next.below[village] == own)
    // The month before nobody had to be visited; a department learns numbers alone.
    let before = try outreach.visitRound(in: township, month.adding(months: -1), asking("v4", office))
    #expect(before.all.targets == 0)
    let county = try #require(township.ancestor(at: .county))
    let water = Posts.visitor("county_department", at: county, "water")
    let counted = try outreach.visitRound(in: county, month, asking("v5", water))
    #expect(counted.all.targets == 3 && counted.unvisited.isEmpty)
    #expect(
      refused { _ = try outreach.judgementSheet(of: county, month, asking("v6", water)) }
        == "monitoring.judgement.unknown")
    #expect(
      refused {
        _ = try outreach.visitRound(in: county, month, asking("v7", Posts.visitor("village", at: village)))
      } == "access.post.place")
  }

  @Test func aCampaignThatIsFollowedIsTheOneThatIsReadAnew() throws {
    let (township, homes) = try homes()
    let office = Posts.visitor("township", at: township)
    let desk = CampaignDesk()
    let first = month.first.adding(days: 9)
    var seen: Set<Int> = []
    for step in 0..<6 {
      let home = homes[step % 3]
      if step < 3 { try urgentClue(home.key, "c\(step)") }
      if step > 1 {
        _ = try monitoring.visit(
          home.key, on: Project.asOf.adding(days: -step), VisitSeen(guarantees: .allKept, findings: "好"),
          asking("v\(step)"))
      }
      if step == 4 {
        let clue = try #require(
          try monitoring.history(of: homes[0].key, asking("h")).clues.first { $0.cause == .accident })
        try monitoring.dismiss(clue.id, .noRisk, note: "已康复", asking("d"))
      }
      try database.read { (connection) throws(Problem) in
        for level in [PlaceLevel.county, .township, .village, .group] {
          for last in [nil, first, Project.asOf] {
            let followed = try desk.counts(
              in: township, month, at: Project.asOf, visitedBy: last, by: level, on: connection)
            let fresh = try CampaignDesk().counts(
              in: township, month, at: Project.asOf, visitedBy: last, by: level, on: connection)
            #expect(followed == fresh, "\(step) \(level)")
            seen.insert(followed.values.reduce(0) { $0 + $1.targets * 10 + $1.visited })
          }
        }
      }
    }
    #expect(seen.count > 4)
    #expect(try outreach.visitRound(in: township, month, asking("v", office)).all.targets == 2)
  }

  @Test func aTargetThatEndsLaterStillCountsForItsMonth() throws {
    let (township, homes) = try homes()
    try urgentClue(homes[0].key, "u")
    let clue = try #require(
      try monitoring.history(of: homes[0].key, asking("h")).clues.first { $0.cause == .accident })
    let later = asking("d", daysLater: 40)
    try monitoring.dismiss(clue.id, .noRisk, note: "已康复", later)
    #expect(try outreach.visitRound(in: township, month, later).all.targets == 1)
    #expect(try outreach.visitRound(in: township, WorkMonth(of: later.today), later).all.targets == 0)
  }

  @Test func aMeetingIsHeldDecidedAndClosedThroughTheDoor() throws {
    let (township, homes) = try homes()
    let office = Posts.visitor("township", at: township)
    let seen = VisitSeen(guarantees: .allKept, findings: "户主住院", isConcern: true)
    for (index, home) in homes.prefix(2).enumerated() {
      _ = try monitoring.visit(home.key, on: Project.asOf, seen, asking("visit-\(index)"))
    }
    let village = Posts.visitor("village", at: try #require(homes[0].place.ancestor(at: .village)))
    func hold(_ request: String, _ visitor: Visitor) throws -> JudgementNumber {
      try outreach.hold(
        at: township, month, on: Project.asOf, chair: "镇长", present: 9, minutes: "逐户研判",
        asking(request, visitor))
    }
    #expect(refused { _ = try hold("h0", village) } == "access.permission.missing")
    let id = try hold("h1", office)
    #expect(
      try hold("h1", office) == id && refused { _ = try hold("h2", office) } == "monitoring.judgement.twice")
    let neighbour = Posts.visitor("township", at: Posts.code("530699001"))
    #expect(
      refused { try outreach.close(id, asking("n", neighbour)) } == "monitoring.judgement.unknown")
    #expect(refused { try outreach.close(id, asking("c0", office)) } == "monitoring.judgement.undecided")
    try outreach.decide(.include, on: homes[0].key, reason: "住院花费大", in: id, asking("d0", office))
    #expect(
      try monitoring.history(of: homes[0].key, asking("hi")).clues.first?.sources.first?.channel
        == .inspection)
    try outreach.decide(.watch, on: homes[1].key, reason: "下月再看", in: id, asking("d1", office))
    try outreach.close(id, asking("c1", office))
    // What comes up when it is over waits for the next one; what was decided does not.
    _ = try monitoring.visit(homes[2].key, on: Project.asOf, seen, asking("late"))
    let next = asking("next", office, daysLater: 40)
    let later = try outreach.judgementSheet(of: township, WorkMonth(of: Project.asOf.adding(days: 1)), next)
    #expect(later.flagged.map(\.household) == [homes[2].key])
    let meetings = try outreach.meetings(in: township, month, asking("m", office))
    #expect(meetings[township]?.decided == 2 && meetings[township]?.closedOn == Project.asOf)
    #expect(try outreach.lastMeetings(of: township, limit: 3, asking("l", office)).map(\.month) == [month])
    let paper = try outreach.minutes(of: township, month, asking("p", office))
    #expect(paper.title.contains("研判会议记录") && !paper.watermark.isEmpty)
    #expect(
      refused { _ = try outreach.minutes(of: township, month.adding(months: -1), asking("p0", office)) }
        == "monitoring.judgement.unknown")
  }
}

/// The code of what a piece of work refuses; nil where it does not.
private func refused(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}
