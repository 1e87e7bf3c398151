// The endpoints: statuses, languages, HEAD, refusals, faults.
import Hummingbird
import Kernel
import Pages
import Testing

@Suite struct DashboardEndpointsTests {
  @Test(arguments: [
    ("/nothing", 404, "pages.address.unknown"), ("/places/530699", 404, "registry.place.unknown"),
    ("/places/abc", 404, "pages.address.unknown"),
    ("/households/530627/1", 404, "registry.household.unknown"),
    ("/households/530602/5306270000", 404, "registry.household.unknown"),
    ("/rules/none", 404, "screening.rule.unknown"),
    ("/assets/0000000000000000.css", 404, "pages.asset.unknown"),
    ("/places/5306?sort=nothing", 400, "dashboards.place.column"),
    ("/places/530627101003?rule=nothing", 400, "dashboards.place.rule"),
    ("/places/5306?page=0", 400, "pages.address.parameter"), ("/?lang=fr", 400, "pages.address.parameter"),
    ("/quarantine?fault=nothing", 400, "dashboards.quarantine.fault"),
    ("/search?q=%zz", 400, "pages.query.encoding"),
  ])
  func whatIsNotThereIsRefusedInTheReadersLanguage(link: String, status: Int, code: String) async throws {
    let visit = try await Visitor().ask(link)
    #expect(visit.status == status)
    #expect(visit.text.hasPrefix(code))
    let english = try await Visitor(headers: [.cookie: "lang=en"]).ask(link)
    #expect(english.status == status && english.text.hasPrefix(code) && english.text != visit.text)
  }

  @Test func aBusyStoreIsNotAvailable() async throws {
    struct Busy: Error {}
    var source = Cast()
    source.fault = Busy()
    let visit = try await Visitor(source: source).ask("/quarantine")
    #expect(visit.status == 503 && visit.text.contains("数据库正忙"))
  }

  @Test(arguments: EveryPageTests.links + ["/nothing"])
  func headAnswersLikeGetWithoutABody(link: String) async throws {
    let page = try await Visitor().ask(link)
    let head = try await Visitor().ask(link, .head)
    #expect(head.status == page.status && head.text.isEmpty && !page.text.isEmpty)
    #expect(head.headers[.contentLength] == String(page.text.utf8.count))
  }

  @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .patch])
  func nothingCanBeWritten(method: HTTPRequest.Method) async throws {
    for link in ["/", "/households/530627/5306270000"] {
      let visit = try await Visitor().ask(link, method)
      #expect(visit.status == 405 && visit.headers[.allow] == "GET, HEAD")
    }
  }

  @Test func theLanguageIsChosenByTheAddressAndThenRemembered() async throws {
    let chosen = try await Visitor(headers: [.cookie: "lang=zh"]).ask("/rules?lang=en")
    #expect(chosen.text.contains("Income under the monitoring line"))
    #expect(chosen.headers[.setCookie]?.hasPrefix("lang=en;") == true)
    #expect(chosen.text.contains("href=\"/rules?lang=zh\""))
    let plain = try await Visitor().ask("/rules")
    #expect(plain.text.contains("收入低于监测线") && plain.headers[.setCookie] == nil)
  }

  @Test func theSwitchKeepsFilterAndPage() async throws {
    let link = "/places/530627101003?rule=housing&candidates=1"
    let visit = try await Visitor().ask(link)
    #expect(visit.targets.contains(link + "&lang=en"))
  }

  @Test func theStylesheetIsServedForEver() async throws {
    let visit = try await Visitor().ask(Stylesheet.address.link)
    #expect(visit.status == 200 && visit.text == Stylesheet.text)
    #expect(visit.headers[.contentType] == "text/css; charset=utf-8")
    #expect(visit.headers[.cacheControl]?.contains("immutable") == true)
  }
}
