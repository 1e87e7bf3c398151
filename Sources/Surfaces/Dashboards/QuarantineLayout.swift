// The page of the refused rows, by feed and fault, each with its remedy.

import Kernel
import Pages

extension QuarantinePage {
  /// **Problems**: `dashboards.quarantine.fault` for a fault that there is not.
  func document(_ plain: PageFrame, view: QuarantineView) throws(Problem) -> HTML {
    let language = plain.language
    if let fault = view.fault, RowFault(rawValue: fault) == nil {
      throw Problem(
        "dashboards.quarantine.fault", .invalid, zh: "没有“\(fault)”这种退回原因。",
        en: "There is no fault “\(fault)”.", details: ["fault": fault])
    }
    var frame = plain
    frame.tab = .quarantine(QuarantineView())
    frame.title = language.say("退回记录", "Refused rows")
    let heading = language.say("没有入库的行", "Rows that did not go in")
    let content: HTML = rows.isEmpty ? nothing(view, language) : refusedTable(rows, language)
    let pages = pager(
      rows.isEmpty ? .init(page: 1, pageSize: 1, total: 0) : position, .rows, language, anchor: "rows"
    ) {
      .quarantine(QuarantineView(feed: view.feed, fault: view.fault, page: $0))
    }
    let list = card(
      heading, id: "rows", hint: countText(position.total, .rows, language),
      aside: link(language.say("按来源汇总", "Counts by feed"), .quality), filter(view, language) + content + pages
    )
    return frame.document("<div class=\"grid\">\(list)</div>")
  }

  private func filter(_ view: QuarantineView, _ language: Language) -> HTML {
    func option(_ value: String, _ words: String, _ chosen: String?) -> HTML {
      "<option value=\"\(value)\"\(attribute("selected", value == chosen ? "" : nil))>\(words)</option>"
    }
    let byFeed = feeds.map { option($0.feed, $0.title(language), view.feed) }
    let byFault = RowFault.allCases.map { option($0.rawValue, $0.word(language), view.fault) }
    return """
      <form class="filter" method="get" action="\(PageAddress.quarantine(QuarantineView()))">
      <label>\(language.say("来源", "Feed"))<select name="feed">\
      <option value="">\(language.say("全部来源", "All feeds"))</option>\(byFeed)</select></label>
      <label>\(language.say("原因", "Fault"))<select name="fault">\
      <option value="">\(language.say("全部原因", "All faults"))</option>\(byFault)</select></label>
      <button class="button go">\(language.say("筛选", "Filter"))</button></form>
      """
  }

  private func nothing(_ view: QuarantineView, _ language: Language) -> HTML {
    let all = Choice(language.say("看全部退回记录", "All refused rows"), .quarantine(QuarantineView()))
    if position.total > 0 {
      return emptyState(
        language.say("这一页没有内容", "This page is empty"),
        language.say("记录只有 \(position.pageCount) 页。", "The rows end at page \(position.pageCount)."), [all])
    }
    if view.feed != nil || view.fault != nil {
      return emptyState(
        language.say("没有符合条件的退回记录", "No refused row matches"),
        language.say("因为筛选了来源或原因，这一类没有退回的行。", "Because of the filter: no row of this kind was refused."),
        [all])
    }
    return emptyState(
      language.say("没有退回的记录", "No row was refused"),
      isWhole
        ? language.say("导入的每一行都已入库。", "Every row that was imported went in.")
        : language.say(
          "看得出属于您辖区的行都已入库；看不出属于哪里的行只对市级列出。",
          "Every row that tells of your places went in; those that tell no place are for posts of the city."),
      [Choice(language.say("查看数据质量", "See the quality of the data"), .quality)])
  }
}

/// Refused rows with what to do about each.
func refusedTable(_ rows: [RefusedRow], _ language: Language) -> HTML {
  DenseTable(
    caption: language.say("没有入库的行", "Rows that did not go in"),
    columns: [
      TableColumn(language.say("文件", "File")), TableColumn(language.say("行", "Line"), isNumber: true),
      TableColumn(language.say("原因", "Fault")), TableColumn(language.say("列", "Column")),
      TableColumn(language.say("内容", "Value")), TableColumn(language.say("处理办法", "Remedy")),
    ],
    rows: rows.map { row in
      [
        "\(row.file)", "\(grouped(row.line))", statusTag(.amber, row.fault.word(language)), "\(row.column)",
        row.value.isEmpty
          ? "<span class=\"faint\">\(language.say("（空）", "(empty)"))</span>" : "<code>\(row.value)</code>",
        "<span class=\"long\">\(row.remedy(language))</span>",
      ]
    }, narrow: .becomesCards
  ).html
}
