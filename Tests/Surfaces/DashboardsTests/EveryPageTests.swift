// Every page renders in both languages, escapes what it shows, and links only to pages that there are.
import Charts
import Hummingbird
import Kernel
import Pages
import Testing

@Suite struct EveryPageTests {
  static let links = [
    "/", "/places/5306", "/places/530627", "/places/530627101", "/places/530627101003",
    "/places/530627101003002",
    "/places/5306?sort=low-income&order=down", "/places/530627101003?rule=housing&candidates=1",
    "/households/530627/5306270000", "/households/530627/5306270002", "/search", "/search?q=%E6%9F%90",
    "/search?q=script", "/rules", "/rules/low-income", "/rules/vehicle",
    "/rules/low-income/trial", "/rules/low-income/trial?line=8700", "/quality", "/quarantine",
    "/quarantine?feed=medical&fault=malformed", "/places/530627101003/export?candidates=1",
    "/households/530627/5306270000/reveal", "/households/530627/5306270000/opening",
  ]

  @Test(arguments: links, Language.allCases)
  func aPageRendersSafely(link: String, language: Language) async throws {
    let map = try TileMap(reading: Cast.map)
    let visit = try await Visitor(map: map, headers: [.cookie: "lang=\(language.rawValue)"]).ask(link)
    #expect(visit.status == 200)
    #expect(visit.text.contains("<html lang=\"\(language == .zh ? "zh-CN" : "en")\">"))
    #expect(!visit.text.contains("<script"))
    #expect(!visit.text.contains(" onmouseover=\"x\""))
    #expect(!visit.text.contains(" style=\""))
    #expect(visit.text.count { $0 == "<" } == visit.text.count { $0 == ">" })
    #expect(visit.headers[.cacheControl] == "no-store")
    for name in ["div", "table", "section", "span", "dl", "td", "nav", "ul", "ol", "li", "form", "svg"] {
      let opened = visit.text.ranges(of: "<\(name) ").count + visit.text.ranges(of: "<\(name)>").count
      #expect(opened == visit.text.ranges(of: "</\(name)>").count, "\(name)")
    }
  }

  @Test(arguments: links)
  func everyLinkIsAPage(link: String) async throws {
    let visit = try await Visitor(map: try TileMap(reading: Cast.map)).ask(link)
    let targets = Set(visit.targets)
    #expect(targets.count > 8)
    for target in targets where !target.hasPrefix("#") && !target.hasPrefix("data:") {
      let whole = target.split(separator: "#", omittingEmptySubsequences: false)[0]
      let halves = whole.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
      let address = try PageAddress(path: String(halves[0]), query: halves.count > 1 ? String(halves[1]) : "")
      #expect(address.link == whole || whole.contains("lang="), "\(target)")
    }
    for target in targets where target.hasPrefix("#") {
      #expect(visit.text.contains("id=\"\(target.dropFirst())\""), "\(target)")
    }
  }

  @Test(arguments: links)
  func everyTableHasACaptionAndEveryIdIsUsedOnce(link: String) async throws {
    let text = try await Visitor(map: try TileMap(reading: Cast.map)).ask(link).text
    #expect(text.ranges(of: "<table").count == text.ranges(of: "<caption").count)
    let ids = text.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
    #expect(text.ranges(of: "<h1>").count == 1)
  }

  @Test func aHostileNameIsShownAsText() async throws {
    let visitor = Visitor()
    for link in [
      "/places/530627101", "/places/530627101003", "/households/530627/5306270002", "/search?q=script",
      "/quarantine",
    ] {
      let text = try await visitor.ask(link).text
      #expect(
        text.contains("&lt;script&gt;alert(&#39;xss&#39;)&lt;/script&gt;&quot; onmouseover=&quot;x"),
        "\(link)")
    }
  }

  @Test func aHostileSearchIsShownAsText() async throws {
    let text = try await Visitor().ask("/search?q=%22%3E%3Cscript%3E1").text
    #expect(text.contains("“&quot;&gt;&lt;script&gt;1”"))
    #expect(text.contains("value=\"&quot;&gt;&lt;script&gt;1\""))
  }
}
