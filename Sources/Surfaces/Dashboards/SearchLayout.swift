// The page of a search: what was found, or why nothing was.

import Kernel
import Pages

extension SearchPage {
  func document(_ plain: PageFrame, words: String) -> HTML {
    let language = plain.language
    var frame = plain
    frame.searched = words
    frame.title = language.say("查找：\(words)", "Search: \(words)")
    let heading = language.say("找到的人员", "Persons found")
    let content: HTML = hits.isEmpty ? nothing(words, language) : filled(words, heading, language)
    let found = card(
      heading, hint: countText(position.total, .persons, language) + most(language) + behind(language),
      content)
    return frame.document("<div class=\"grid\">\(placesCard(language))\(found)</div>")
  }

  private func placesCard(_ language: Language) -> HTML {
    guard !places.isEmpty, position.page == 1 else { return HTML() }
    let items = places.filter { !$0.isEmpty }.map { path -> HTML in
      "<li>\(path.map { link($0.name, .place($0.code, .plain)) }.joined(separator: " · "))</li>"
    }
    return card(language.say("找到的地方", "Places found"), id: "places", "<ul class=\"inside\">\(items)</ul>")
  }

  private func most(_ language: Language) -> String {
    guard position.total >= SearchPage.mostFound else { return "" }
    return language.say("（最多列出这些，请把姓名写得更完整）", " (no more are listed; please give more of the name)")
  }

  /// What is loaded after a change of the register is there some seconds later.
  private func behind(_ language: Language) -> String {
    guard isBehind else { return "" }
    return language.say(
      "（登记数据刚有变动，正在载入，以下按变动前查找）", " (the register has just changed; found in its state before)")
  }

  private func filled(_ words: String, _ heading: String, _ language: Language) -> HTML {
    let table = DenseTable(
      caption: heading,
      columns: [
        TableColumn(language.say("户主", "Head")), TableColumn(language.say("户编号", "Number")),
        TableColumn(language.say("匹配的成员", "Member found")), TableColumn(language.say("所在地", "Place")),
        TableColumn(language.say("风险", "Risk")),
      ],
      rows: hits.map { $0.cells(language) }, narrow: .becomesCards)
    let pages = pager(position, .persons, language, anchor: "main") { .search(words, page: $0) }
    return table.html + pages
  }

  private func nothing(_ words: String, _ language: Language) -> HTML {
    if position.total > 0 {
      return emptyState(
        language.say("这一页没有内容", "This page is empty"),
        language.say("结果只有 \(position.pageCount) 页。", "The results end at page \(position.pageCount)."),
        [Choice(language.say("回到第一页", "First page"), .search(words, page: 1))])
    }
    let isNumber = words.allSatisfy { $0.isASCII && $0.isNumber }
    return emptyState(
      language.say("没有找到“\(words)”", "Nothing found for “\(words)”"),
      isNumber
        ? language.say(
          "没有这个户编号的农户。请核对数字，或改用姓名查找。", "No household has this number. Check the digits or search by name.")
        : language.say(
          "没有姓名里含有这几个字的在册人员。可以只输入其中一个字，或改用户编号。",
          "No registered name contains this. Try a single character, or the household number."),
      [Choice(language.say("从地区进入", "Go by place"), .home)])
  }

  /// The page before anything was asked for.
  static func blank(_ plain: PageFrame) -> HTML {
    let language = plain.language
    var frame = plain
    frame.title = language.say("查找农户", "Find a household")
    let hint = emptyState(
      language.say(
        "输入姓名、证件号码、电话、户编号或地名",
        "Type a name, identity number, telephone, household number or place"),
      language.say(
        "姓名可以只写一部分，一个字也可以；证件号码和电话要写全；“村名 姓名”可以一起写。",
        "Part of a name will do; identity numbers and telephones in full; a village and a name may stand "
          + "together."),
      [Choice(language.say("从地区进入", "Go by place"), .home)])
    return frame.document("<div class=\"grid\">\(card(frame.title, hint))</div>")
  }
}

extension SearchHit {
  fileprivate func cells(_ language: Language) -> [HTML] {
    let address = PageAddress.household(county: county, number: number)
    let risk =
      riskCount > 0
      ? statusTag(.amber, language.say("命中 \(riskCount) 条", "\(riskCount) hold"))
      : statusTag(.green, language.say("没有命中", "none holds"))
    let found: HTML =
      member.map { member -> HTML in
        let words = member.value(language)
        return "\(member.name(language))\(language.say("（\(words)）", " (\(words))"))"
      } ?? HTML()
    return [
      link(head.isEmpty ? String(number) : head, address), "\(number)", found,
      "<span>\(placeLine(path))</span>", risk,
    ]
  }
}
