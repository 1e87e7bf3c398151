// The pages on the quality of the data: what came of every feed, and the rows refused.

import Kernel
import Pages

extension QualityPage {
  func document(_ plain: PageFrame) -> HTML {
    let language = plain.language
    var frame = plain
    frame.tab = .quality
    frame.title = language.say("数据质量", "Data quality")
    let heading = language.say("各来源入库情况", "What came of every feed")
    guard isWhole else { return frame.document("<div class=\"grid\">\(refusedCard(language))</div>") }
    guard !feeds.isEmpty else {
      let empty = emptyState(
        language.say("还没有导入数据", "Nothing has been imported"),
        language.say(
          "先用 shouwang import 导入户、人和部门数据，再回到这里。", "Import households, persons and feeds with shouwang import."
        ))
      return frame.document("<div class=\"grid\">\(card(heading, empty))</div>")
    }
    let table = DenseTable(
      caption: heading, columns: columns(language), rows: feeds.map { row(of: $0, language) },
      footer: footer(language))
    let remark = language.say(
      "依次检查：格式、校验码、是否在册、是否重复。人员登记中只有校验码不符的仍然入库，但不能与部门数据比对。",
      "Checked in this order: form, check digit, known, repeated. A person of the register whose check digit "
        + "alone is wrong goes in, but cannot be matched with feeds.")
    let parts = [
      figures(language),
      card(heading, "<div class=\"freeze\">\(table.html)</div><p class=\"remark\">\(remark)</p>"),
    ]
    return frame.document("<div class=\"grid\">\(parts)</div>")
  }

  /// The refused rows of some places, by feed.
  private func refusedCard(_ language: Language) -> HTML {
    let heading = language.say("辖区内没有入库的行", "Rows of your places that did not go in")
    let remark = language.say(
      "看不出属于哪里的行只对市级列出。人员登记中只有校验码不符的行已入库，也列在这里。",
      "Rows that tell no place are listed for posts of the city. A person of the register whose check digit "
        + "alone is wrong went in, and is counted here too.")
    let told = feeds.filter { $0.total > 0 }
    guard !told.isEmpty else {
      let empty = emptyState(
        language.say("没有退回的记录", "No row was refused"), remark,
        [Choice(language.say("回到首页", "Home"), .home)])
      return card(heading, empty)
    }
    let rows = told.map { feed -> [HTML] in
      let time = feed.lastImport.map(timeText) ?? language.say("从未导入", "never")
      let all = link(grouped(feed.total), .quarantine(QuarantineView(feed: feed.feed)))
      return ["\(feed.title(language))"] + RowFault.allCases.map { count(of: $0, feed) } + [all, "\(time)"]
    }
    let sums = RowFault.allCases.map { fault -> HTML in
      "\(grouped(told.map { $0.count(of: fault) }.reduce(0, +)))"
    }
    let footer: [HTML] =
      ["\(language.say("合计", "All"))"] + sums + ["\(grouped(told.map(\.total).reduce(0, +)))", HTML()]
    let columns =
      [TableColumn(language.say("来源", "Feed"))]
      + RowFault.allCases.map { TableColumn($0.word(language), isNumber: true) }
      + [
        TableColumn(language.say("合计（行）", "All"), isNumber: true),
        TableColumn(language.say("最近导入", "Last import")),
      ]
    let table = DenseTable(caption: heading, columns: columns, rows: rows, footer: footer)
    return card(heading, "<div class=\"freeze\">\(table.html)</div><p class=\"remark\">\(remark)</p>")
  }

  private func count(of fault: RowFault, _ feed: FeedQuality) -> HTML {
    let count = feed.count(of: fault)
    let view = QuarantineView(feed: feed.feed, fault: fault.rawValue)
    return count == 0 ? "<span class=\"zero\">0</span>" : link(grouped(count), .quarantine(view))
  }

  /// When each feed last came in and how much of it was refused, for the page of the city.
  func arrivalCard(_ language: Language) -> HTML {
    guard !feeds.isEmpty else { return HTML() }
    let total = feeds.map(\.total).reduce(0, +)
    let refused = feeds.map(\.refused).reduce(0, +)
    let accepted = feeds.map(\.accepted).reduce(0, +)
    let latest = feeds.compactMap(\.lastImport).max().map(timeText)
    let steps: [(String, String, PageLink)] = [
      (grouped(total), language.say("收到的行", "rows received"), PageLink(.quality)),
      (grouped(accepted), language.say("入库的行", "rows accepted"), PageLink(.quality)),
      (grouped(refused), language.say("退回的行", "rows refused"), PageLink(.quarantine(QuarantineView()))),
    ]
    let items = steps.map { number, words, leads -> HTML in
      "<li><b>\(link(number, leads))</b><span>\(words)</span></li>"
    }
    return card(
      language.say("数据到达", "Arrival of data"),
      hint: latest.map { language.say("最近一次导入 \($0)", "Last import \($0)") } ?? "",
      aside: link(language.say("按来源查看", "By feed"), .quality), "<ol class=\"chain\">\(items)</ol>")
  }

  private func figures(_ language: Language) -> HTML {
    let total = feeds.map(\.total).reduce(0, +)
    let accepted = feeds.map(\.accepted).reduce(0, +)
    let refused = feeds.map(\.refused).reduce(0, +)
    let rows = Unit.rows.word(for: 2, in: language)
    return keyFigures(
      language.say("主要数字", "Key figures"),
      [
        KeyFigure(
          language.say("收到", "Received"), value: grouped(total), unit: rows,
          note: language.say("\(feeds.count) 个来源", "from \(feeds.count) feeds")),
        KeyFigure(
          language.say("入库", "Accepted"), value: grouped(accepted), unit: rows,
          note: shareText(accepted, of: total)),
        KeyFigure(
          language.say("退回", "Refused"), value: grouped(refused), unit: rows,
          note: shareText(refused, of: total),
          leads: PageLink(.quarantine(QuarantineView()))),
      ])
  }

  private func columns(_ language: Language) -> [TableColumn] {
    [TableColumn(language.say("来源", "Feed")), TableColumn(language.say("收到（行）", "Rows"), isNumber: true)]
      + RowFault.allCases.map { TableColumn($0.word(language), isNumber: true) }
      + [
        TableColumn(language.say("入库（行）", "Accepted"), isNumber: true),
        TableColumn(language.say("退回比例", "Refused"), isNumber: true),
        TableColumn(language.say("最近导入", "Last import")),
      ]
  }

  private func row(of feed: FeedQuality, _ language: Language) -> [HTML] {
    let faults = RowFault.allCases.map { count(of: $0, feed) }
    let time = feed.lastImport.map(timeText) ?? language.say("从未导入", "never")
    return ["\(feed.title(language))", "\(grouped(feed.total))"] + faults
      + ["\(grouped(feed.accepted))", "\(shareText(feed.refused, of: feed.total))", "\(time)"]
  }

  private func footer(_ language: Language) -> [HTML] {
    let total = feeds.map(\.total).reduce(0, +)
    let faults = RowFault.allCases.map { fault -> HTML in
      "\(grouped(feeds.map { $0.count(of: fault) }.reduce(0, +)))"
    }
    return ["\(language.say("合计", "All"))", "\(grouped(total))"] + faults
      + [
        "\(grouped(feeds.map(\.accepted).reduce(0, +)))",
        "\(shareText(feeds.map(\.refused).reduce(0, +), of: total))", HTML(),
      ]
  }
}

extension FeedQuality {
  fileprivate func count(of fault: RowFault) -> Int {
    switch fault {
    case .malformed: malformed
    case .badCheck: badCheck
    case .unknown: unknown
    case .duplicate: duplicate
    }
  }
}
