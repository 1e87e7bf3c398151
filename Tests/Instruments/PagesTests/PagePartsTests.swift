// The parts of pages: shapes, tables, bars, pager.
import Kernel
import Pages
import Testing

@Suite struct PagePartsTests {
  @Test func everyStatusHasItsOwnShapeAndItsWord() {
    let tags = Status.allCases.map { statusTag($0, "<word>").text }
    let shapes = Set(tags.compactMap { $0.split(separator: "#i-").last?.prefix { $0 != "\"" } })
    #expect(shapes.count == Status.allCases.count)
    #expect(tags.allSatisfy { $0.contains("&lt;word&gt;") })
  }

  @Test func aTableTellsItsCaptionHeadsAndOrder() {
    let table = DenseTable(
      caption: "Places",
      columns: [
        TableColumn("Name", sortAddress: .rules),
        TableColumn("Count", isNumber: true, sortAddress: .quality, order: .descending),
      ],
      rows: [["<i>a</i>", "\("<1>")"]], footer: ["All", "1"], narrow: .becomesCards, anchor: "list")
    let text = table.html.text
    #expect(text.contains("<caption class=\"aside\">Places</caption>"))
    #expect(text.contains("<th scope=\"col\"><a href=\"/rules#list\">Name</a></th>"))
    #expect(text.contains("<th scope=\"col\" class=\"number\" aria-sort=\"descending\">"))
    #expect(
      text.contains("<th scope=\"row\"><i>a</i></th><td class=\"number\" data-label=\"Count\">&lt;1&gt;</td>")
    )
    #expect(text.contains("<tfoot><tr><th scope=\"row\">All</th>"))
  }

  @Test func anEmptyCellTakesNoLineOfACardAndShowsADashInATable() {
    let table = DenseTable(
      caption: "Rows", columns: [TableColumn("Row"), TableColumn("Day")], rows: [["a", HTML()]],
      narrow: .becomesCards)
    #expect(table.html.text.contains("<td data-label=\"Day\"></td>"))
    #expect(Stylesheet.text.contains(".dense.cards td:empty { display: none }"))
    #expect(Stylesheet.text.contains(".dense tbody td:empty::after { content: \"–\" }"))
  }

  @Test func aClickOnAHeadTurnsTheOrder() {
    #expect(nextOrder(nil, isNumber: true) == .descending)
    #expect(nextOrder(nil, isNumber: false) == .ascending)
    #expect(nextOrder(.descending, isNumber: true) == .ascending)
    #expect(nextOrder(.ascending, isNumber: true) == .descending)
  }

  static let positions: [(ListPosition, String, Bool, Bool)] = [
    (ListPosition(page: 1, pageSize: 50, total: 50), "1–50 of 50 rows", false, false),
    (ListPosition(page: 1, pageSize: 50, total: 51), "1–50 of 51 rows", false, true),
    (ListPosition(page: 2, pageSize: 50, total: 51), "51–51 of 51 rows", true, false),
    (ListPosition(page: 2, pageSize: 1, total: 3), "2–2 of 3 rows", true, true),
  ]

  @Test(arguments: positions)
  func thePagerTellsWhereTheListStands(position: ListPosition, said: String, back: Bool, on: Bool) {
    let text = pager(position, .rows, .en, anchor: "rows") { .quarantine(QuarantineView(page: $0)) }.text
    #expect(text.contains(said))
    #expect(text.contains("rel=\"prev\"") == back)
    #expect(text.contains("rel=\"next\"") == on)
  }

  @Test func anEmptyListHasNoPager() {
    let none = ListPosition(page: 1, pageSize: 50, total: 0)
    #expect(none.pageCount == 1)
    #expect(pager(none, .rows, .zh, anchor: "rows") { _ in .quality }.isEmpty)
  }

  @Test func noAlertsMakeNoStrip() {
    #expect(alertStrip("Decisions", []).isEmpty)
  }

  @Test func theFrameHasItsLandmarks() {
    var frame = PageFrame(
      brand: Text(zh: "守望", en: "Watch"), tabs: [Tab(Text(zh: "规则", en: "Rules"), .rules)], language: .zh,
      address: .search("<x>", page: 1), title: "</title>")
    frame.tab = .rules
    frame.searched = "\"><script>"
    let text = frame.document("<p>content</p>").text
    for landmark in [
      "<html lang=\"zh-CN\">", "href=\"#main\"", "<header", "<main id=\"main\"", "role=\"search\"",
      "<a href=\"/rules\" aria-current=\"page\">", "href=\"/search?q=%3Cx%3E&amp;lang=en\"",
      "value=\"&quot;&gt;&lt;script&gt;\"", "<h1>&lt;/title&gt;</h1>", Stylesheet.address.link,
    ] {
      #expect(text.contains(landmark), "\(landmark)")
    }
    #expect(!text.contains("<script"))
    #expect(!text.contains(" style="))
  }
}
