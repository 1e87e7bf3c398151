// The page of a place: what comes first, where numbers lead, how it is ordered, why a list is empty.
import Charts
import Dashboards
import Kernel
import Pages
import Testing

@Suite struct PlaceLayoutTests {
  private func order(_ query: String) async throws -> [String] {
    let text = try await Visitor().ask("/places/5306" + query).text
    let table =
      text.split(separator: "id=\"places\"").dropFirst().first?.split(separator: "</tbody>").first ?? ""
    return table.split(separator: "<th scope=\"row\"><a href=\"/places/").dropFirst().map {
      String($0.prefix(6))
    }
  }

  @Test(arguments: [
    ("", "530627", "530681"), ("?sort=name", "530602", "530681"),
    ("?sort=name&order=down", "530681", "530602"),
    ("?sort=households&order=down", "530627", "530681"), ("?sort=households", "530681", "530627"),
    ("?sort=share", "530681", "530627"), ("?sort=hit&order=down", "530627", "530681"),
    ("?sort=candidates", "530681", "530627"), ("?sort=excluded&order=down", "530627", "530681"),
    ("?sort=persons", "530681", "530627"), ("?sort=low-income&order=down", "530627", "530681"),
  ])
  func theTableStandsInTheOrderOfTheAddress(query: String, first: String, last: String) async throws {
    let codes = try await order(query)
    #expect(codes.count == 11 && codes.first == first && codes.last == last)
  }

  @Test func whatNeedsADecisionComesBeforeAnyNumber() async throws {
    let text = try await Visitor(map: try TileMap(reading: Cast.map)).ask("/").text
    let places = [
      "class=\"alerts", "class=\"figures", "class=\"map\"", "id=\"places\"", "id=\"rules\"", "id=\"matrix\"",
    ]
    .map { text.firstRange(of: $0)?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(text.contains("镇雄县、彝良县风险占比高于全市"))
  }

  @Test func withoutAMapTheTableStandsAlone() async throws {
    let text = try await Visitor().ask("/").text
    #expect(!text.contains("class=\"map\"") && text.contains("class=\"card w12\" id=\"places\""))
  }

  @Test func inAVillageNumbersLeadToTheList() async throws {
    let visit = try await Visitor().ask("/places/530627101003")
    #expect(visit.targets.contains("/places/530627101003?candidates=1#households"))
    #expect(visit.targets.contains("/places/530627101003?rule=low-income#households"))
    #expect(visit.targets.contains("/households/530627/5306270000"))
    #expect(visit.targets.contains("/places/530627101003?page=2#households"))
    #expect(visit.text.contains("第 1–50 户，共 63 户"))
  }

  @Test func aRuleFilterIsKeptInTheForm() async throws {
    let text = try await Visitor().ask("/places/530627101003?rule=housing&candidates=1").text
    #expect(text.contains("<option value=\"housing\" selected=\"\">"))
    #expect(text.contains("name=\"candidates\" value=\"1\" checked=\"\""))
  }

  @Test func anEmptyListSaysWhy() async throws {
    let filtered = try await Visitor().ask("/places/530627101003?rule=dropout").text
    #expect(filtered.contains("因为筛选条件是：规则“义务教育阶段辍学”。"))
    let past = try await Visitor().ask("/places/530627101003?page=9").text
    #expect(past.contains("名单只有 2 页。"))
    var none = Cast()
    (none.listed, none.listTotal) = ([], 0)
    #expect(try await Visitor(source: none).ask("/places/530627101003").text.contains("这里没有有风险的农户"))
  }

  @Test func beforeTheFirstScreeningThePageSaysSo() async throws {
    var source = Cast()
    (source.stamp, source.listed, source.listTotal) = (nil, [], 0)
    let city = try await Visitor(source: source).ask("/").text
    #expect(city.contains("数据已经入库，还没有运行规则") && city.contains("<p class=\"note\">还没有筛查结果</p>"))
    let village = try await Visitor(source: source).ask("/places/530627101003").text
    #expect(village.contains("规则还没有运行过"))
  }

  @Test func theCityTellsWhichDataAreMissing() async throws {
    #expect(try await Visitor().ask("/").text.contains("退回比例最高的是医保结算"))
    var source = Cast()
    source.feeds = []
    #expect(try await Visitor(source: source).ask("/").text.contains("数据没有入库") == false)
  }
}
