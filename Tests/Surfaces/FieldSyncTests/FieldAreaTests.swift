// What a whole village costs: queries walk along its own rows alone, and a slow link carries it.
import Access
import Casework
import Database
import Kernel
import Packing
import Registry
import Testing

@testable import FieldSync

@Suite struct FieldAreaTests {
  private static func place(_ text: String) -> PlaceCode {
    guard let place = PlaceCode(text) else { preconditionFailure("\(text) is a place") }
    return place
  }

  private static let village = place("530602101001")

  /// Every statement of one reading, with the steps of its plan.
  private func plans() throws -> [(text: String, steps: [String])] {
    let database = try Database(inMemory: "area-plans")
    try database.migrate(
      AccessMigrations.all + RegistryMigrations.all + CaseworkMigrations.all + MonitoringMigrations.all
        + FieldMigrations.all)
    return try database.write { (connection) throws(Problem) in
      try RegistryMigrations.buildIndexes(on: connection)
      var texts: [String] = []
      connection.watch = { texts.append($0) }
      _ = try FieldAreaStore.households(in: Self.village, on: connection)
      _ = try FieldAreaStore.sequence(of: Self.village, on: connection)
      _ = try FieldAreaStore.rows(of: Self.village, on: connection)
      _ = try FieldAreaStore.rows(of: Self.village, after: 1, limit: 2, on: connection)
      connection.watch = nil
      return try texts.map { (text) throws(Problem) in
        if text.contains("sqlite_schema") { return (text, []) }
        let steps = try connection.rows("EXPLAIN QUERY PLAN " + text) { (row) throws(Problem) in row.text(3) }
        return (text, steps)
      }
    }
  }

  @Test func aPhoneWalksAlongItsOwnAreaAlone() throws {
    let plans = try plans()
    #expect(plans.count == 10)
    for plan in plans {
      for step in plan.steps {
        // A step that knows the county alone goes over 100,000 households.
        #expect(!step.hasPrefix("SCAN") && !step.hasSuffix("(county=?)"), "\(plan.text)\n\(step)")
      }
    }
  }

  private static let families = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
  private static let names = Array("伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉玲华红玉兰斌建国志")

  /// 300 households of one to seven, every fifth with something to do.
  private static func homes() -> [FieldHousehold] {
    var seed: UInt64 = 20_251_031
    func next(_ count: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % count
    }
    return (0..<300).map { number in
      let group = place(
        "530602101001" + ["001", "002", "003", "004", "005", "006", "007", "008"][number % 8])
      var home = FieldHousehold(number: Int64(4_000_000 + number * 7), place: group, type: Int64(next(3)))
      home.members = (0..<1 + next(7)).map { relation in
        let name = "\(families[next(20)])\(names[next(names.count)])\(names[next(names.count)])"
        return FieldHousehold.Member(
          name: name, relation: Int64(relation), birth: Day(number: Int32(20_000 - next(29_000))))
      }
      guard next(5) == 0 else { return home }
      let day = Day(number: Int32(20_300 + next(90)))
      home.clues = [
        FieldHousehold.Clue(cause: "01", opened: day, due: day.adding(days: 7), isEmergency: false)
      ]
      home.episode = FieldHousehold.Episode(
        number: Int64(number + 1), risks: "01 0201", step: "verify", due: day.adding(days: 3), registered: day
      )
      home.measures = (0..<3).map {
        FieldHousehold.Measure(title: "公益性岗位安置与医疗救助第\($0)项", due: day.adding(days: 30 * $0))
      }
      home.lastVisit = day
      return home
    }
  }

  @Test func aVillageOf300HouseholdsIsUnder100KBPacked() throws {
    let feed = FieldFeed(Self.village, Self.homes())
    let numbered = feed.news(since: [:], last: 0)
    #expect(numbered.count == 300)
    var (since, packed, plain, told): (Int64, Int, Int, Int) = (0, 0, 0, 0)
    var hasMore = true
    while hasMore {
      let rest = numbered.filter { $0.sequence > since }.prefix(FieldDesk.pageSize + 1)
      let page = feed.changes(since: since, numbered: Array(rest), page: FieldDesk.pageSize, last: 300)
      (since, hasMore) = (page.sequence, page.hasMore)
      let bytes = Array(page.json.utf8)
      (plain, packed, told) = (
        plain + bytes.count, packed + Gzip.packed(bytes).count, told + page.households.count
      )
    }
    #expect(told == 300)
    #expect(packed < 100_000, "\(packed) of \(plain) bytes")
    // Far under it, so that photos and words find room.
    #expect(packed < 40_000, "\(packed) of \(plain) bytes")
  }
}
