// The list of the ledger's issues at a place, with how true its ledger is.

import Access
import Kernel
import Pages
import Registry
import Rules

extension LedgerPages {
  static let pageSize = 50

  func list(_ view: LedgerView, _ look: LedgerLook) throws(Problem) -> HTML {
    let place = view.place ?? look.visitor.place
    let query = view.query(for: look.visitor, on: look.day)
    let found = try desk.issues(
      query, after: view.after, limit: LedgerPages.pageSize + 1, as: look.visitor)
    let hasParts = place.level != .group
    let standings = try desk.standings(of: place, withParts: hasParts, on: look.day, as: look.visitor)
    let run = try desk.lastRun()
    let note = run.map {
      look.say("按 \($0.asOf) 的核对", "By the run of \($0.asOf)")
    }
    let title = look.say("账实核对：\(standings[0].name)", "The ledger of \(standings[0].name)")
    return look.page(
      title, crumbs: try crumbs(to: place, look), note: note ?? "",
      try figures(standings[0].standing, view, look) + (run == nil ? unrun(look) : HTML())
        + parts(Array(standings.dropFirst()), view, look)
        + issueCard(found, view, look))
  }

  /// The way to a place from the reader's own, each step its own list.
  private func crumbs(to place: PlaceCode, _ look: LedgerLook) throws(Problem) -> [Crumb] {
    guard place != look.visitor.place else { return [] }
    return try desk.path(of: place, on: look.day).filter { look.visitor.sees($0.code) }
      .map { Crumb($0.name, .ledger(.list(LedgerView(place: $0.code)))) }
  }

  private func unrun(_ look: LedgerLook) -> HTML {
    card(
      look.say("还没有核对过", "The ledger was not looked through yet"),
      emptyState(
        look.say("账实规则还没有运行过", "The rules on the ledger have not run"),
        look.say(
          "由系统运行 shouwang ledger run 后，问题会列在这里。", "After shouwang ledger run the issues are listed here.")))
  }

  func figures(_ standing: LedgerStanding, _ view: LedgerView, _ look: LedgerLook) -> HTML {
    func leads(_ state: LedgerView.State?, _ severity: LedgerView.Severity? = nil) -> PageLink {
      PageLink(.ledger(.list(LedgerView(place: view.place, severity: severity, state: state))))
    }
    func figure(_ name: String, _ count: Int, _ note: String, _ link: PageLink, _ tag: HTML? = nil)
      -> KeyFigure
    {
      KeyFigure(
        name, value: grouped(count), unit: Unit.issues.word(for: count, in: look.language), note: note,
        leads: link, tag: tag)
    }
    let score = standing.score.map { LedgerStanding.words($0) } ?? "–"
    return keyFigures(
      look.say("主要数字", "Key figures"),
      [
        KeyFigure(
          look.say("账实质量", "Quality"), value: score, unit: "%",
          note: look.say(
            "\(grouped(standing.households)) 户 \(grouped(standing.persons)) 人的记录",
            "\(grouped(standing.households)) households, \(grouped(standing.persons)) persons")),
        figure(
          look.say("必改", "To correct"), standing.block, look.say("不可能属实", "cannot be true"),
          leads(nil, .block)),
        figure(
          look.say("核实", "To confirm"), standing.confirm, look.say("可能属实，需说明", "may be true, with a reason"),
          leads(nil, .confirm)),
        figure(
          look.say("逾期", "Overdue"), standing.overdue, look.say("到期无人答复", "nobody answered in time"),
          leads(.overdue), standing.overdue > 0 ? statusTag(.red, look.say("逾期", "overdue")) : nil),
        figure(
          look.say("待复核", "To recheck"), standing.toRecheck,
          look.say("已填报整改或不再出现", "told to be corrected, or found no more"), leads(.fixed)),
      ])
  }

  private func parts(
    _ parts: [(name: String, standing: LedgerStanding)], _ view: LedgerView, _ look: LedgerLook
  ) -> HTML {
    let shown = parts.filter { $0.standing.records > 0 || $0.standing.unsettled > 0 }
    guard !shown.isEmpty else { return HTML() }
    let rows = shown.map { name, standing -> [HTML] in
      var own = view
      (own.place, own.after) = (standing.place, [])
      return [
        link(name, .ledger(.list(own))), "\(grouped(standing.block))", "\(grouped(standing.confirm))",
        "\(grouped(standing.overdue))", "\(grouped(standing.toRecheck))",
        "\(standing.score.map { LedgerStanding.words($0) + "%" } ?? "–")",
      ]
    }
    let caption = look.say("各地情况", "By place")
    let table = DenseTable(
      caption: caption,
      columns: [TableColumn(look.say("地区", "Place"))]
        + [
          look.say("必改", "To correct"), look.say("核实", "To confirm"), look.say("逾期", "Overdue"),
          look.say("待复核", "To recheck"), look.say("账实质量", "Quality"),
        ].map { TableColumn($0, isNumber: true) }, rows: rows)
    return card(
      caption,
      hint: look.say(
        "质量 = 1 −（必改 ×1 + 核实 ×0.5）÷ 户和人的记录数",
        "quality = 1 − (to correct × 1 + to confirm × 0.5) ÷ records of households and persons"),
      aside: link(look.say("规则", "Rules"), .ledger(.rules)), table.html)
  }

  private func issueCard(
    _ found: [LedgerIssue], _ view: LedgerView, _ look: LedgerLook
  ) throws(Problem) -> HTML {
    let issues = Array(found.prefix(LedgerPages.pageSize))
    let heading = look.say("问题", "Issues")
    guard !issues.isEmpty else {
      let empty = emptyState(
        look.say("没有符合条件的问题", "No issue fits"),
        look.say("请去掉一个条件，或换一个地区。", "Drop a condition, or choose another place."),
        [Choice(look.say("看全部", "All issues"), .ledger(.list(LedgerView())))])
      return card(heading, filter(view, look) + empty)
    }
    var further = HTML()
    if found.count > issues.count, let last = issues.last {
      var next = view
      next.after = [last.place.number, last.number]
      further = buttonRow([buttonLink(look.say("下一页", "Next page"), .ledger(.list(next)))])
    }
    return card(heading, filter(view, look) + (try table(issues, heading, look)) + further)
  }

  /// Issues as rows: what, where, whose, how far.
  func table(_ issues: [LedgerIssue], _ caption: String, _ look: LedgerLook) throws(Problem) -> HTML {
    let heads = try desk.heads(of: issues)
    let rows = try issues.map { (issue) throws(Problem) -> [HTML] in
      let isLate = issue.isOverdue(on: look.day)
      let address = PageAddress.ledger(.issue(county: issue.county, number: issue.number))
      return [
        link("\(issue.rule) \(desk.title(ofRule: issue.rule)(look.language))", address),
        statusTag(issue.severity.status, issue.severity.title(look.language)), about(issue, heads, look),
        "\(try spot(issue, look))", statusTag(issue.state.status, issue.state.title(look.language)),
        isLate ? statusTag(.red, issue.due.description) : "<time>\(issue.due.description)</time>",
      ]
    }
    let columns = [
      look.say("规则", "Rule"), look.say("级别", "Severity"), look.say("对象", "About"),
      look.say("地区", "Place"), look.say("状态", "State"), look.say("期限", "Due"),
    ]
    return DenseTable(
      caption: caption, columns: columns.map { TableColumn($0) }, rows: rows, narrow: .becomesCards
    ).html
  }

  private func about(_ issue: LedgerIssue, _ heads: [Int64: String], _ look: LedgerLook) -> HTML {
    switch issue.subject {
    case .household(let number):
      let name = heads[number] ?? ""
      return link(
        name.isEmpty ? String(number) : name, .household(county: issue.county, number: number))
    case .refusedRow(let importNumber, let line):
      return "\(look.say("第 \(importNumber) 次导入第 \(line) 行", "import \(importNumber), line \(line)"))"
    }
  }

  /// The village and the group, or the place itself above them.
  func spot(_ issue: LedgerIssue, _ look: LedgerLook) throws(Problem) -> String {
    try desk.path(of: issue.place, on: look.day).filter { look.visitor.sees($0.code) }.suffix(2).map(\.name)
      .joined(separator: " · ")
  }

  private func filter(_ view: LedgerView, _ look: LedgerLook) -> HTML {
    let rules =
      [FormOption("", look.say("全部", "All"))]
      + desk.library.rules.map { FormOption($0.code, "\($0.code) \($0.title(look.language))") }
      + desk.library.unwritten.filter(\.isTold).map {
        FormOption($0.code, "\($0.code) \($0.title(look.language))")
      }
    let severities =
      [FormOption("", look.say("全部", "All"))]
      + [RuleSeverity.block, .confirm].map { FormOption($0.rawValue, $0.title(look.language)) }
    let states =
      [FormOption("", look.say("未了结", "Not settled"))]
      + LedgerState.allCases.map { FormOption($0.rawValue, $0.title(look.language)) }
      + [FormOption("overdue", look.say("逾期", "Overdue"))]
    return """
      <form class="filter" action="\(PageAddress.ledger(.list(LedgerView())))" method="get">\
      <label>\(look.say("地区代码", "Place code"))<input type="text" name="place" \
      value="\(view.place?.short ?? "")" maxlength="15" inputmode="numeric"></label>\
      \(choice("rule", look.say("规则", "Rule"), rules, view.rule))\
      \(choice("severity", look.say("级别", "Severity"), severities, view.severity?.rawValue))\
      \(choice("state", look.say("状态", "State"), states, view.state?.rawValue))\
      <button class="button" type="submit">\(look.say("筛选", "Filter"))</button></form>
      """
  }

  private func choice(_ name: String, _ label: String, _ options: [FormOption], _ chosen: String?) -> HTML {
    let items = options.map { option -> HTML in
      let on = attribute("selected", option.value == chosen ?? "" ? "" : nil)
      return "<option value=\"\(option.value)\"\(on)>\(option.words)</option>"
    }
    return "<label>\(label)<select name=\"\(name)\">\(items)</select></label>"
  }
}

extension UnwrittenRule {
  var isTold: Bool {
    if case .told = standing { true } else { false }
  }
}
