// What is mine today over a real store: numbers and households of one's own place and subject alone.
import Access
import Dashboards
import Database
import Kernel
import Pages
import Registry
import Rules
import Screening
import Simulation
import Synchronization
import Testing

@Suite struct TodayOverStoreTests {
  private let folder: WorkFolder
  private let database: Database
  private let source: StoreSource
  private let found: ScreeningResult
  private let library: RuleLibrary

  private static let folders = Atomic<Int>(0)

  init() throws {
    folder = try WorkFolder("today-\(TodayOverStoreTests.folders.add(1, ordering: .relaxed).newValue)")
    _ = try SyntheticCity(scale: .tiny, seed: 31, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    library = try Project.rules()
    let found = try Screener(library).run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(found, by: Project.act, as: nil, on: connection)
    }
    self.found = found
    source = StoreSource(database, library: library)
  }

  private func bits(_ isWanted: (Rule) -> Bool) -> Int64 {
    library.rules.filter(isWanted).reduce(0) { $0 | 1 << Int64($1.order) }
  }

  /// Counted row by row from the masks, without SQL.
  private func expected(
    in place: PlaceCode, handles: (Rule) -> Bool = { _ in true }
  ) -> (red: [Int64], amber: [Int64]) {
    let masks = found.masks()
    let risks = bits { $0.kind == .risk && handles($0) }
    let red = bits { $0.kind == .risk && $0.severity == .red && handles($0) }
    let excluded = bits { $0.kind == .exclusion && handles($0) }
    let rows = found.city.rows(in: place).filter { masks[$0] & risks != 0 && masks[$0] & excluded == 0 }
    let (urgent, watched) = (rows.filter { masks[$0] & red != 0 }, rows.filter { masks[$0] & red == 0 })
    return (urgent.map { found.city.numbers[$0] }, watched.map { found.city.numbers[$0] })
  }

  @Test func theOfficeOfTheCityAndACountySeeTheirOwnNumbers() async throws {
    let county = try #require(PlaceCode(number: found.city.places[0])?.ancestor(at: .county))
    for visitor in [Posts.office, Posts.visitor("county_office", at: county)] {
      let page = try await source.today(for: visitor)
      let (red, amber) = expected(in: visitor.place)
      #expect(page.urgent == red.count && page.watched == amber.count && page.place.code == visitor.place)
      let households = try #require(page.households)
      #expect(households.count == min(10, red.count + amber.count) && !households.isEmpty)
      #expect(households.allSatisfy { (red + amber).contains($0.number) && !$0.sentence.zh.isEmpty })
      #expect(households.prefix(red.count).allSatisfy { $0.severity == .red })
      let rows = try await source.quarantine(QuarantineView(), for: visitor).position.total
      #expect(page.refused == rows)
      #expect(page.change == nil, "there was no run before")
    }
  }

  @Test func aDepartmentSeesItsSubjectAlone() async throws {
    let visitor = Posts.visitor("city_department", at: Posts.city, "medical")
    let subject = try #require(visitor.subject)
    let page = try await source.today(for: visitor)
    let (red, amber) = expected(in: Posts.city) { rule in
      rule.kind == .risk
        ? rule.cause.map { subject.causes.contains($0.rawValue) } ?? false
        : rule.evidence.allSatisfy { subject.feeds.contains($0) }
    }
    #expect(page.urgent == red.count && page.watched == amber.count)
    let rows = try await source.quarantine(QuarantineView(), for: visitor).position.total
    #expect(page.refused == rows)
    #expect(red.count + amber.count > 0 && page.subject == subject.title)
  }

  @Test func aSecondRunTellsWhatMoved() async throws {
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(found, by: Project.act, as: nil, on: connection)
    }
    #expect(try await source.today(for: Posts.office).change == 0)
    try database.write { (connection) throws(Problem) in
      try connection.run("UPDATE place_count SET hit = hit - 7 WHERE run = 1")
    }
    #expect(try await source.today(for: Posts.office).change == 7)
    try database.write { (connection) throws(Problem) in
      try connection.run("UPDATE screening_run SET rules = 'other' WHERE id = 1")
    }
    #expect(try await source.today(for: Posts.office).change == nil, "other rules cannot be compared")
  }

  @Test func whoMayNotReadHouseholdsGetsFiguresOnly() async throws {
    let page = try await source.today(for: Posts.visitor("reviewer", at: Posts.city))
    #expect(page.households == nil && page.urgent > 0)
  }
}
