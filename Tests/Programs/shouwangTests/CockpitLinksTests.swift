// No board, briefing or figure shows a link that its reader may not follow.
import Access
import Dashboards
import Database
import Foundation
import Kernel
import Monitoring
import Pages
import Registry
import Screening
import Simulation
import Synchronization
import Testing

@Suite struct CockpitLinksTests {
  private let folder: WorkFolder
  private let source: StoreSource
  private let monitoring: Monitoring
  private let village: PlaceCode

  private static let folders = Atomic<Int>(0)

  init() throws {
    let number = CockpitLinksTests.folders.add(1, ordering: .relaxed).newValue
    folder = try WorkFolder("cockpit-links-\(number)")
    _ = try SyntheticCity(scale: .tiny, seed: 17, asOf: Project.asOf).write(to: folder.path + "/files")
    let database = try Project.store(at: folder.path + "/city.sqlite", of: folder.path + "/files")
    let library = try Project.rules()
    let found = try Screener(library).run(over: Project.city(database))
    _ = try database.write { (connection) throws(Problem) in
      try ScreeningStore.save(found, by: Project.act, as: nil, on: connection)
    }
    source = StoreSource(database, library: library)
    monitoring = try Project.monitoring(database)
    village = try #require(PlaceCode(number: found.city.places[0])?.ancestor(at: .village))
  }

  private func links(of body: String) -> Set<String> {
    let found = body.components(separatedBy: "href=\"").dropFirst().map { part in
      String(part.prefix { $0 != "\"" && $0 != "#" }).replacingOccurrences(of: "&amp;", with: "&")
    }
    // The doors and the ledger's desk are not behind this reader.
    let others = ["/assets", "/ledger"]
    return Set(
      found.filter { link in
        link.hasPrefix("/") && !others.contains { link.hasPrefix($0) } && !isDoor(link)
      })
  }

  private func posts() throws -> [Visitor] {
    let county = try #require(village.ancestor(at: .county))
    let township = try #require(village.ancestor(at: .township))
    return [
      Posts.visitor("county_department", at: county, "medical"),
      Posts.visitor("county_department", at: county, "water"),
      Posts.visitor("city_department", at: Posts.city, "civil_affairs"),
      Posts.visitor("insurer", at: county, "insurance"), Posts.visitor("reviewer", at: county),
      Posts.visitor("party_secretary", at: township), Posts.visitor("township", at: township),
    ]
  }

  @Test func everyLinkOfABoardCanBeFollowedByItsReader() async throws {
    for post in try posts() {
      let reader = Reader(source, monitoring, as: post)
      let board = PageAddress.cockpit(.board(post.place, rankedBy: nil)).link
      for page in [board, "/figures", "/briefings"] {
        let (status, body) = try await reader.get(page)
        #expect(status == 200, "\(post.role.name) \(page)")
        let own = links(of: body)
        #expect(own.count > 3, "\(post.role.name) \(page)")
        for link in own.sorted() where !link.contains("lang=") && !link.hasPrefix("/briefings/") {
          let answer = try await reader.get(link)
          #expect(answer.status == 200, "\(post.role.name) \(page) \(link)")
        }
      }
    }
  }

  @Test func whoSeesNoVillageIsShownNoneOnTheBoardOfATownship() async throws {
    let township = try #require(village.ancestor(at: .township))
    for post in try posts() where post.sees(township) {
      let page = try await Reader(source, monitoring, as: post).get("/cockpit/\(township.short)").body
      let isShown = page.contains("/cockpit/\(village.short)")
      #expect(isShown == (post.role.name == "township"), "\(post.role.name)")
    }
  }
}
