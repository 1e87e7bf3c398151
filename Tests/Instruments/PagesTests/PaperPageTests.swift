// A paper as a page: the same words as its value, escaped, without furniture and without script.
import Kernel
import Pages
import Papers
import Testing

@Suite struct PaperPageTests {
  private let paper: Paper = {
    var paper = Paper(
      "防止返贫动态监测\n排查表", issuer: "盘河镇人民政府文件", number: "昭盘政发〔2026〕3号",
      parts: [
        .heading("一、情况"), .subheading("（一）类型"), .paragraph("第一行\n第二行 <script>"), .note("说明"),
        .form(
          PaperForm(
            columns: 4,
            [
              [.label("户主", rows: 2), .value("张三"), .label("意见"), .value("同意", leastLines: 4, foot: "（盖章）")],
              [.value("四级", columns: 3, edge: .right)],
            ])),
        .list(PaperList([PaperColumn("序号", .right), PaperColumn("户主")], [["1", "张三"]])),
        .list(PaperList([PaperColumn("序号"), PaperColumn("户主")], [], whenEmpty: "没有")),
        .checks([PaperCheck("因病", true), PaperCheck("因学", false)]),
        .signatures([PaperSignature("户主"), PaperSignature("干部", name: "李四", date: nil)]),
        .seal(PaperSeal("盘河镇人民政府", date: "2026年3月5日")), .newPage,
      ])
    paper.addressee = "各村"
    paper.watermark = "张*三 \"09:30\""
    return paper
  }()

  @Test func everyPartIsShown() {
    let text = article(of: paper).text
    for part in [
      "<p class=\"doc-issuer\">盘河镇人民政府文件</p>", "<h1>防止返贫动态监测<br>排查表</h1>", "<p class=\"doc-to\">各村：</p>",
      "<h2>一、情况</h2>", "<h3>（一）类型</h3>", "第一行<br>第二行 &lt;script&gt;", "<p class=\"doc-note\">说明</p>",
      "<th rowspan=\"2\">户主</th>", "<td class=\"tall\">同意<p class=\"doc-sign\">（盖章）</p></td>",
      "<td colspan=\"3\" class=\"right\">四级</td>", "<th scope=\"col\">序号</th>", "<td class=\"right\">1</td>",
      "<td class=\"centre\" colspan=\"2\">没有</td>", "<li>☑ 因病</li><li>☐ 因学</li>", "户主：<span class=\"line\">",
      "干部：李四</p></li>", "<p>盘河镇人民政府</p><p>2026年3月5日</p>", "张*三 &quot;09:30&quot;",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("style=") && !text.contains("<script"))
  }

  @Test func aShortWordIsKeptWholeWhereTheRowHasRoom() {
    func text(_ cells: [PaperCell]) -> String {
      article(of: Paper("表", parts: [.form(PaperForm(columns: cells.count, [cells]))])).text
    }
    let short = text([.value("钟蓉芹"), .value("儿媳或女婿"), .value("镇雄县盘河镇新田村"), .value("12")])
    #expect(short.contains("<td class=\"word\">儿媳或女婿</td>") && short.contains("<td>镇雄县盘河镇新田村</td>"))
    let full = text((0..<5).map { _ in .value("儿媳或女婿") })
    #expect(!full.contains("word"))
  }

  @Test func thePageIsThePaperAndTheWayBack() {
    let page = PaperPage(paper, back: PageLink(.rules), file: PageLink(.quality)).document(.zh).text
    #expect(page.contains("<a href=\"/rules\">返回</a>"))
    #expect(page.contains("<a class=\"button\" href=\"/quality\">下载 PDF</a>"))
    #expect(page.contains("<article class=\"doc\" lang=\"zh-CN\">"))
    #expect(!page.contains("class=\"top\"") && !page.contains("class=\"tabs\""))
    #expect(!PaperPage(paper, back: PageLink(.rules)).document(.en).text.contains("PDF"))
  }

  @Test func theDirectionAndTheMarginsAreClasses() {
    var list = Paper("名册", parts: [])
    (list.direction, list.margins, list.language) = (.sideways, .working, .en)
    #expect(article(of: list).text.contains("<article class=\"doc working sideways\" lang=\"en\">"))
    for words in [
      "@page official", "@page working", "@page sideways", "page: official", "size: A4 landscape",
    ] {
      #expect(Stylesheet.text.contains(words))
    }
  }
}
