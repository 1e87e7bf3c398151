// Monitoring over a real store: findings become clues, posts act in their own place, and all is journalled.
import Access
import Casework
import Database
import Foundation
import Kernel
import Monitoring
import Registry
import Rules
import Screening
import Simulation
import Synchronization
import Testing
import Vault

@Suite struct MonitoringOverStoreTests {
  private let folder: WorkFolder
  private let database: Database
  private let library: RuleLibrary
  private let monitoring: Monitoring
  private let city: City
  private let result: ScreeningResult

  private static let folders = Atomic<Int>(0)

  init() throws {
    let number = MonitoringOverStoreTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("monitoring-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 37, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    library = try Project.rules()
    let found = try Screener(library).run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(found, by: Project.act, as: nil, on: connection)
    }
    (city, result) = (found.city, found)
    let sealer = try database.read { (connection) throws(Problem) in try connection.sealer() }
    let dice = Mutex(SeededRandom(seed: 5))
    monitoring = Monitoring(
      database, book: try ProcedureBook.load(Project.root + "/casework"), sealer: sealer,
      chance: { count in dice.withLock { dice in (0..<count).map { _ in UInt8(dice.below(256)) } } })
  }

  private func asking(_ request: String, _ visitor: Visitor? = nil) -> Asking {
    let at = Instant(milliseconds: (Int64(Project.asOf.number) * 24 + 2) * 3_600_000)
    let actor = visitor?.account ?? "local:test"
    return Asking(Act(actor: actor, at: at, request: request), as: visitor)
  }

  private func take() throws -> IntakeCount {
    let counties = Set(city.places.map { $0 / 1_000_000_000 }).sorted()
    return try counties.reduce(into: IntakeCount()) { sum, county in
      let count = try monitoring.takeFindings(
        ofRun: 1, county: county, rules: library, asking("take-\(county)"))
      sum.opened += count.opened
      sum.merged += count.merged
      sum.isRepeated = count.isRepeated
    }
  }

  private func number(_ sql: String) throws -> Int64 {
    try database.read { (connection) throws(Problem) in try connection.number(sql) }
  }

  @Test func everyHouseholdAndCauseGetsOneClueWithAllItsRules() throws {
    let opened = try take()
    // Counted another way: causes of risk rules over the masks, exclusions aside.
    let masks = result.masks()
    let exclusions = library.rules.filter { $0.kind == .exclusion }.reduce(0) { $0 | $1.bit }
    var (clues, sources) = (0, 0)
    for mask in masks where mask & exclusions == 0 {
      let rules = library.rules.filter { $0.kind == .risk && $0.cause != nil && mask & $0.bit != 0 }
      clues += Set(rules.map(\.cause)).count
      sources += rules.count
    }
    #expect(opened.opened == clues && clues > 40 && opened.merged == 0)
    #expect(try number("SELECT COUNT(*) FROM clue") == clues)
    #expect(try number("SELECT COUNT(*) FROM clue_source") == sources)
    var again = try take()
    #expect(again.isRepeated && !opened.isRepeated)
    again.isRepeated = false
    #expect(again == opened, "the same run answers the same counts")
    #expect(try number("SELECT COUNT(*) FROM clue") == clues)
  }

  @Test func whoeverLooksSeesTheCluesOfTheirPlaceAlone() throws {
    _ = try take()
    let page = try monitoring.clues(in: Posts.city, ClueFilter(), limit: 10_000, asking("all"))
    let villages = Set(page.rows.compactMap { $0.place.ancestor(at: .village) }).sorted()
    let (own, other) = (villages[0], villages[1])
    let village = asking("v", Posts.visitor("village", at: own))
    let mine = try monitoring.clues(in: own, ClueFilter(), limit: 10_000, village)
    #expect(mine.rows == page.rows.filter { own.contains($0.place) } && mine.total == mine.rows.count)
    let foreign = try #require(page.rows.first { other.contains($0.place) })
    let absent = ClueNumber(county: foreign.id.county, number: 999_999)
    for id in [foreign.id, absent] {
      #expect(refused { _ = try monitoring.clue(id, village) } == "monitoring.clue.unknown")
    }
    #expect(refused { _ = try monitoring.clues(in: other, ClueFilter(), village) } == "access.post.place")
    let water = asking(
      "w", Posts.visitor("county_department", at: try #require(own.ancestor(at: .county)), "water"))
    let county = try #require(own.ancestor(at: .county))
    let theirs = try monitoring.clues(in: county, ClueFilter(), limit: 10_000, water)
    #expect(theirs.rows.allSatisfy { $0.cause == .water })
    #expect(theirs.total == page.rows.count { county.contains($0.place) && $0.cause == .water })
  }

  @Test func aWarningOfADepartmentIsToldByNobody() throws {
    _ = try take()
    let clue = try #require(
      try monitoring.clues(in: Posts.city, ClueFilter(), limit: 1, asking("first")).rows.first)
    let home = HouseholdKey(county: clue.id.county, number: clue.household)
    func report(_ channel: ClueChannel) -> String? {
      let source = ClueSource(channel, on: Project.asOf, by: "zhang", note: "住院")
      return refused {
        _ = try monitoring.report(
          ClueReport(cause: .illness, source: source), of: home, asking("t-\(channel.rawValue)"))
      }
    }
    #expect(report(.deptWarning) == "monitoring.clue.channel")
    for channel in ClueChannel.ofPeople { #expect(report(channel) == nil) }
  }

  @Test func aHouseholdGoesItsWayThroughThePostsOfItsPlace() throws {
    _ = try take()
    let clue = try #require(
      try monitoring.clues(in: Posts.city, ClueFilter(), limit: 1, asking("first")).rows.first)
    let home = HouseholdKey(county: clue.id.county, number: clue.household)
    let place = try #require(clue.place.ancestor(at: .village))
    let (township, county) = (
      try #require(place.ancestor(at: .township)), try #require(place.ancestor(at: .county))
    )
    let village = Posts.visitor("village", at: place)
    let (id, episode) = try verified(home, clue.cause, village, county)
    #expect(episode.step == .review)
    // Whoever works at a step may send it back; the township not before its own step.
    let back = EpisodeVerb.sendBack(.verify, reason: "材料不全")
    let town = Posts.visitor("township", at: township)
    #expect(
      refused { _ = try monitoring.act(back, on: id, asking("b0", town)) } == "access.permission.missing")
    #expect(try monitoring.act(back, on: id, asking("b1", village)).step == .verify)
    let neighbour = Posts.visitor("village", at: try otherVillage(than: place))
    #expect(
      refused { _ = try monitoring.act(back, on: id, asking("b2", neighbour)) }
        == "monitoring.episode.unknown")
    let ended = try monitoring.act(.refuse("核实后无风险"), on: id, asking("r", village))
    #expect(ended.ending?.kind == .refused)
    let clues = try monitoring.history(of: home, asking("h", village)).clues
    #expect(clues.allSatisfy { $0.state == .dismissed })
    let entries = try number("SELECT COUNT(*) FROM journal WHERE action LIKE 'episode.%'")
    #expect(
      entries == Int64(3 + (episode.records.contains { $0.step == .compare && $0.note.isEmpty } ? 5 : 0) + 1))
    let kept = try database.read { (connection) throws(Problem) in
      try JournalStore.entries(county: home.county, on: connection).map { $0.details + $0.changes }.joined()
    }
    #expect(!kept.contains("核实后无风险") && !kept.contains("材料不全"), "reasons stand sealed in the journal")
  }

  @Test func whatIsUnderWayEndsWithItsCase() throws {
    let clue = try {
      _ = try take()
      return try #require(
        try monitoring.clues(in: Posts.city, ClueFilter(), limit: 1, asking("first")).rows.first)
    }()
    let home = HouseholdKey(county: clue.id.county, number: clue.household)
    let village = Posts.visitor("village", at: try #require(clue.place.ancestor(at: .village)))
    let town = Posts.visitor("township", at: try #require(clue.place.ancestor(at: .township)))
    let source = ClueSource(.cadreVisit, on: Project.asOf, by: "zhang", note: "火灾")
    _ = try monitoring.report(
      ClueReport(cause: .accident, isEmergency: true, source: source), of: home, asking("e"))
    let (id, _) = try verified(home, .accident, village, try #require(clue.place.ancestor(at: .county)))
    // In an emergency help comes first.
    func plan(_ title: String, _ subject: String = "") -> MeasurePlan {
      MeasurePlan(
        group: "100A52", risk: .accident, title: title, subject: subject, officer: "赵", due: Project.asOf)
    }
    let (done, open) = (
      try monitoring.plan(plan("帐篷"), for: id, asking("p1", town)),
      try monitoring.plan(plan("建房"), for: id, asking("p2", town))
    )
    // A department answers for itself.
    let medical = Posts.visitor(
      "county_department", at: try #require(clue.place.ancestor(at: .county)), "medical")
    for subject in ["", "housing"] {
      #expect(
        refused { _ = try monitoring.plan(plan("x", subject), for: id, asking("m\(subject)", medical)) }
          == "casework.measure.other")
    }
    try monitoring.act(.finish(evidence: "收据"), on: done, asking("f", town))
    #expect(try monitoring.measures(in: Posts.city, MeasureFilter(), asking("l")).total == 1)
    _ = try monitoring.act(.refuse("已自行恢复"), on: id, asking("r", village))
    let after = try monitoring.measures(of: id, asking("a"))
    #expect(after.map(\.state) == [.done, .cancelled])
    #expect(after.last?.notes.last?.text.contains("随个案结束") == true && after.last?.id == open)
    #expect(try monitoring.measures(in: Posts.city, MeasureFilter(), asking("l2")).total == 0)
    #expect(
      try number(
        "SELECT COUNT(*) FROM journal WHERE action = 'measure.cancel' AND subject = 'measure \(open)'")
        == 1)
    #expect(
      refused { _ = try monitoring.plan(plan("y"), for: id, asking("p3", town)) }
        == "monitoring.episode.ended")
    #expect(
      refused { try monitoring.act(.start(note: ""), on: open, asking("s", town)) }
        == "casework.measure.closed")
  }

  @Test func aCaseWhoseClockStandsStillIsNotLate() throws {
    _ = try take()
    let clue = try #require(
      try monitoring.clues(in: Posts.city, ClueFilter(), limit: 1, asking("first")).rows.first)
    let home = HouseholdKey(county: clue.id.county, number: clue.household)
    let id = try monitoring.open(home, asking("open"))
    func late(_ request: String) throws -> [Int] {
      let at = Instant(milliseconds: (Int64(Project.asOf.number + 60) * 24 + 2) * 3_600_000)
      let asking = Asking(Act(actor: "local:test", at: at, request: request), as: nil)
      var filter = EpisodeFilter()
      filter.dueBefore = asking.today
      return [
        try monitoring.episodes(in: Posts.city, filter, asking).total,
        try monitoring.counts(in: Posts.city, asking).lateSteps[.verify] ?? 0,
      ]
    }
    #expect(try late("l1") == [1, 1])
    _ = try monitoring.act(.pause("住院"), on: id, asking("p"))
    #expect(try late("l2") == [0, 0])
    _ = try monitoring.act(.resume, on: id, asking("q"))
    #expect(try late("l3") == [1, 1])
  }

  /// The check at home and the departments' answers, with what they refuse.
  private func verified(
    _ home: HouseholdKey, _ cause: RuleCause, _ village: Visitor, _ county: PlaceCode
  ) throws -> (EpisodeNumber, Episode) {
    let id = try monitoring.open(home, asking("open", village))
    #expect(try monitoring.open(home, asking("open", village)) == id, "a key that comes again")
    #expect(refused { _ = try monitoring.open(home, asking("again", village)) } == "monitoring.episode.clue")
    let known = try #require(
      try database.read { (connection) throws(Problem) in
        try RegisteredHouseholdStore.household(
          county: home.county, number: home.number, asOf: Project.asOf, on: connection)
      })
    let fields = [
      "visitedOn": "\(Project.asOf)", "visitors": "张三、李四", "living": "困难",
      "persons": "\(known.members.count)",
      "income.A1": "3000", "schooled": "yes", "insured": "yes", "housed": "yes", "watered": "yes",
      "risks": cause.rawValue, "signed": known.members.map { "\($0)" }.joined(separator: " "),
      "labour": "yes",
    ]
    let verify = try EpisodeVerb.reading("verify", FieldReading { fields[$0] ?? "" }, monitoring.book)
    let office = Posts.visitor("county_office", at: county)
    #expect(
      refused { _ = try monitoring.act(verify, on: id, asking("v0", office)) } == "access.permission.missing")
    var episode = try monitoring.act(verify, on: id, asking("v1", village))
    if episode.step == .compare {
      for subject in monitoring.book.comparedWith {
        let department = Posts.visitor("county_department", at: county, subject)
        for other in monitoring.book.comparedWith where other != subject {
          #expect(
            refused {
              _ = try monitoring.act(.answer(other, []), on: id, asking("x \(other) \(subject)", department))
            }
              == "monitoring.comparison.unasked")
        }
        // A comparison waits in a department's list until it has answered, and no longer.
        var filter = EpisodeFilter()
        filter.step = .compare
        func toDo(_ request: String) throws -> [Int] {
          let asking = asking(request, department)
          return [
            try monitoring.counts(in: county, asking).steps[.compare] ?? 0,
            try monitoring.episodes(in: county, filter, asking).total,
          ]
        }
        #expect(try toDo("l \(subject)") == [1, 1])
        episode = try monitoring.act(.answer(subject, []), on: id, asking("a \(subject)", department))
        #expect(try toDo("m \(subject)") == [0, 0])
      }
      episode = try monitoring.act(.compare(note: ""), on: id, asking("c", office))
    }
    return (id, episode)
  }

  private func otherVillage(than place: PlaceCode) throws -> PlaceCode {
    let villages = Set(city.places.compactMap { PlaceCode(number: $0)?.ancestor(at: .village) }).sorted()
    return try #require(villages.first { $0 != place })
  }
}

/// The code of what a piece of work refuses; nil where it does not.
private func refused(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return (error as? Problem)?.code ?? "\(error)" }
}
