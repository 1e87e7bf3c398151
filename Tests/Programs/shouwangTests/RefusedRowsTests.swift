// Refused rows are shown to the posts of their place, and counted for them, and nobody else.
import Access
import Dashboards
import Database
import Kernel
import Pages
import Registry
import Screening
import Sheets
import Simulation
import Synchronization
import Testing

@Suite struct RefusedRowsTests {
  private let folder: WorkFolder
  private let database: Database
  private let source: StoreSource
  /// Villages of two counties.
  private let near: PlaceCode
  private let far: PlaceCode

  private static let folders = Atomic<Int>(0)

  init() throws {
    folder = try WorkFolder("refused-\(RefusedRowsTests.folders.add(1, ordering: .relaxed).newValue)")
    _ = try SyntheticCity(scale: .tiny, seed: 31, asOf: Project.asOf).write(to: folder.path + "/files")
    database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    source = StoreSource(database, library: try Project.rules())
    let villages = Set(try Project.city(database).places).compactMap {
      PlaceCode(number: $0)?.ancestor(at: .village)
    }
    near = try #require(villages.min())
    far = try #require(villages.max())
    try #require(near.county != far.county)
    try refuse()
  }

  /// Three rows nearby, two far away, one that tells nothing; of two kinds.
  private func refuse() throws {
    let rows: [(line: Int, kind: String, place: PlaceCode?, value: String)] = [
      (91_001, "medical", near, "near-1"), (91_002, "medical", near, "530602198001010012"),
      (91_003, "loans", near, "near-3"), (91_004, "medical", far, "far-4"), (91_005, "loans", far, "far-5"),
      (91_006, "medical", nil, "none-6"),
    ]
    try database.write { (connection) throws(Problem) in
      let files = try ImportStore.all(on: connection)
      for row in rows {
        let file = files.first { $0.kind == row.kind }
        let fault = Sheets.RowFault(
          .malformed, line: row.line, column: "x", value: row.value, remedy: Text(zh: "改", en: "mend"))
        try ImportStore.quarantine(
          fault, raw: row.value, kind: row.kind, importNumber: file?.number ?? 1, isKept: false,
          place: row.place, on: connection)
      }
    }
  }

  private func values(_ visitor: Visitor, feed: String? = nil) async throws -> [String] {
    let page = try await source.quarantine(QuarantineView(feed: feed), for: visitor)
    #expect(page.position.total == page.rows.count)
    return page.rows.filter { $0.line > 91_000 }.map(\.value)
  }

  @Test func aPostSeesTheRowsOfItsPlaces() async throws {
    let county = try #require(near.ancestor(at: .county))
    for (role, place) in [
      ("village", near), ("township", try #require(near.ancestor(at: .township))), ("county_office", county),
    ] {
      let seen = try await values(Posts.visitor(role, at: place))
      #expect(seen.sorted() == ["530602********0012", "near-1", "near-3"], "\(role)")
    }
    let neighbour = Posts.visitor("county_office", at: try #require(far.ancestor(at: .county)))
    #expect(try await values(neighbour).sorted() == ["far-4", "far-5"])
    #expect(try await values(neighbour, feed: "loans") == ["far-5"])
    let feeds = try await source.quarantine(QuarantineView(), for: neighbour).feeds.map(\.feed)
    #expect(feeds.contains("loans") && feeds.contains("medical"))
    #expect(try await values(Posts.office).count == 6)
  }

  @Test func aDepartmentSeesThoseOfItsFeeds() async throws {
    let county = try #require(near.ancestor(at: .county))
    let subject = try #require(
      Posts.subjects.values.first { $0.feeds.contains("medical") && !$0.feeds.contains("loans") })
    let own = Posts.visitor("county_department", at: county, subject.name)
    #expect(try await values(own).sorted() == ["530602********0012", "near-1"])
    #expect(try await values(own, feed: "loans").isEmpty)
    let quality = try await source.quality(for: own)
    #expect(quality.feeds.allSatisfy { subject.feeds.contains($0.feed) })
    let city = Posts.visitor("city_department", at: Posts.city, subject.name)
    #expect(try await values(city).count == 4)
  }

  @Test func countsAreThoseOfTheRows() async throws {
    var sum = 0
    let counties = try database.read { (connection) throws(Problem) in
      try PlaceStore.children(of: Posts.city, asOf: Project.asOf, on: connection).map(\.code)
    }
    for county in counties {
      let visitor = Posts.visitor("county_office", at: county)
      let page = try await source.quality(for: visitor)
      #expect(!page.isWhole)
      let counted = page.feeds.map(\.total).reduce(0, +)
      for feed in page.feeds {
        let rows = try await source.quarantine(QuarantineView(feed: feed.feed), for: visitor)
        #expect(rows.position.total == feed.total)
        #expect(feed.malformed + feed.badCheck + feed.unknown + feed.duplicate == feed.total)
      }
      #expect(try await source.quarantine(QuarantineView(), for: visitor).position.total == counted)
      #expect(try await source.today(for: visitor).refused == counted)
      sum += counted
    }
    let nowhere = try database.read { (connection) throws(Problem) in
      Int(try connection.number("SELECT COUNT(*) FROM quarantine WHERE place IS NULL"))
    }
    let all = try await source.quarantine(QuarantineView(), for: Posts.office).position.total
    #expect(nowhere >= 1 && sum >= 5 && sum + nowhere == all)
  }
}
