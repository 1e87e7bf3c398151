// Links that a reader may not open: their words stay, their buttons go.
import Kernel
import Pages
import Testing

@Suite struct OpenLinksTests {
  private func page(_ content: HTML, refusing refused: [PageAddress]) -> String {
    var frame = PageFrame(
      brand: Text(zh: "守望", en: "Shouwang"), tabs: [], language: .en, address: .home, title: "Title")
    frame.mayOpen = { !refused.contains($0) }
    return frame.document(content).text
  }

  @Test func aLinkToARefusedPageIsItsWordsAlone() {
    let content: HTML = """
      <p>\(link("All <rules>", .rules)), \(link("Quality", .quality)), \(link("Home", .home))</p>
      """
    let text = page(content, refusing: [.rules])
    #expect(text.contains("<p><span>All &lt;rules&gt;</span>, <a href=\"/quality\">Quality</a>, "))
    #expect(!text.contains("href=\"/rules\""))
    #expect(text.contains("<a class=\"skip\" href=\"#main\">"))
  }

  @Test func aButtonThatLeadsNowhereIsLeftOut() {
    let content = emptyState("Nothing", "Advice", [Choice("See rules", .rules), Choice("Go on", .quality)])
    let text = page(content, refusing: [.rules])
    #expect(!text.contains("See rules") && text.contains("href=\"/quality\">Go on</a>"))
  }

  @Test func whatALinkAsksForIsReadBack() throws {
    let view = PlaceView(rule: "low-income", candidatesOnly: true)
    let place = PageAddress.place(try #require(PlaceCode("530627")), view)
    let content: HTML = "<p>\(link("Candidates", place.part("households")))</p>"
    #expect(page(content, refusing: [place]).contains("<p><span>Candidates</span></p>"))
    #expect(page(content, refusing: [.home]).contains("<p><a href=\"/places/530627?"))
  }

  @Test func everythingStaysWhereEverythingMayBeOpened() {
    let content = card("Rules", "<p>\(link("All", .rules))</p>")
    #expect(page(content, refusing: []).contains(content.text))
  }

  @Test func namesAboveOnesPlaceLeadNowhere() throws {
    var frame = PageFrame(
      brand: Text(zh: "守望", en: "Shouwang"), tabs: [], language: .en, address: .home, title: "Title")
    frame.above = ["City <1>", "County"]
    let place = PageAddress.place(try #require(PlaceCode("530627101")), .plain)
    frame.crumbs = [Crumb("Township", place), Crumb("Village", .home)]
    let text = frame.document(HTML()).text
    #expect(
      text.contains("<li><span>City &lt;1&gt;</span></li><li><span>County</span></li><li><a href=\"/places/"))
    frame.crumbs = [Crumb("Rules", .rules), Crumb("One", .home)]
    #expect(!frame.document(HTML()).text.contains("County"))
  }
}
