// The township's pages of reports that fit no household: the list, and one to match or to answer.

import Access
import Casework
import Entrance
import Evidence
import Kernel
import Pages
import Registry
import Rules

extension OutreachLook {
  // MARK: the list

  func waitingReports(_ view: WorkView) throws(Problem) -> PageAnswer {
    let place = view.place ?? visitor.place
    let found = try outreach.waitingReports(
      in: place, limit: OutreachLook.pageSize, offset: (view.page - 1) * OutreachLook.pageSize, asking)
    if isJSON {
      return .json(
        JSONText.object([
          "total": String(found.total), "page": String(view.page),
          "rows": JSONText.array(found.rows.map(\.json)),
        ]))
    }
    let title = say("待核对的群众反映", "Reports that fit no household")
    let hint = countText(found.total, OutreachLook.reports, language)
    guard !found.rows.isEmpty else {
      let content = emptyState(
        say("没有待核对的反映", "No report waits"),
        say(
          "身份证号在登记册里的反映直接成为线索；查不到的在这里等待核对。",
          "A report whose identity number is registered becomes a clue by itself; any other waits here."),
        [Choice(say("看风险线索", "See the clues"), .monitoring(.clues(WorkView())))])
      return page(title, tab: .clues(WorkView()), card(title, content))
    }
    let names = try names(found.rows.map(\.report.place))
    let rows = found.rows.map { row -> [HTML] in
      let id = row.report.id
      let due = row.report.toldOn.adding(days: outreach.book.clueDays)
      return [
        link(
          row.form.name, .monitoring(.waitingReport(county: id.county, number: id.number, search: ""))),
        "\(names[row.report.place] ?? "")", "\(row.report.toldOn)", dueTag(due),
        "<span class=\"long\">\(row.form.words)</span>",
        row.report.complainedOn == nil ? HTML() : statusTag(.red, say("已催办", "complained")),
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("姓名", "Name")), TableColumn(say("乡镇", "Township")),
        TableColumn(say("反映日期", "Told on")), TableColumn(say("期限", "Due")),
        TableColumn(say("反映内容", "What happened")), TableColumn(say("催办", "Complaint")),
      ], rows: rows, narrow: .becomesCards)
    let position = ListPosition(page: view.page, pageSize: OutreachLook.pageSize, total: found.total)
    let pages = pager(position, OutreachLook.reports, language, anchor: "main") { page in
      .monitoring(.waitingReports(WorkView(place: view.place, page: page)))
    }
    return page(title, tab: .clues(WorkView()), card(title, hint: hint, table.html + pages))
  }

  // MARK: one

  func waitingReport(
    _ id: SelfReportNumber, _ problem: Problem? = nil, shown: SelfReportForm? = nil
  ) throws(Problem) -> PageAnswer {
    guard case .waitingReport(_, _, let search) = address else { throw OutreachLook.readOnly }
    let found = try outreach.waitingReport(id, asking)
    if isJSON { return .json(found.json) }
    let matches = try search.isEmpty ? [] : outreach.candidates(search, asking)
    let title = say("\(found.form.name)的反映", "Told by \(found.form.name)")
    let content =
      told(found, shown) + (try matching(found, search, matches, problem)) + answering(problem)
      + revealing(shown, problem)
    return page(
      title, tab: .clues(WorkView()),
      crumbs: [Crumb(say("待核对的群众反映", "Reports"), .monitoring(.waitingReports(WorkView())))],
      note: "\(id)", status: problem?.kind.httpStatus ?? 200, content)
  }

  private func told(_ found: WaitingReport, _ shown: SelfReportForm?) -> HTML {
    let form = shown ?? found.form
    let due = found.report.toldOn.adding(days: outreach.book.clueDays)
    var facts: [(name: String, value: HTML)] = [
      (say("姓名", "Name"), "\(form.name)"), (say("身份证号", "Identity number"), "\(form.citizen)"),
      (say("电话", "Telephone"), "\(form.phone.isEmpty ? say("没有留", "none given") : form.phone)"),
      (say("反映日期", "Told on"), "\(found.report.toldOn)"),
      (say("应核实", "To be looked into by"), "\(due) \(dueTag(due))"),
      (say("反映内容", "What happened"), "<span class=\"long\">\(form.words)</span>"),
    ]
    if let day = found.report.complainedOn {
      facts.append((say("催办", "Complaint"), statusTag(.red, say("\(day) 催办", "on \(day)"))))
    }
    let strip = evidenceStrip(found.pictures, of: found.report.topic, mayAdd: false, language)
    let pictures: HTML = found.pictures.isEmpty ? HTML() : "<div class=\"inside\">\(strip)</div>"
    return card(say("反映", "The report"), factList(facts) + pictures)
  }

  private func matching(
    _ found: WaitingReport, _ search: String, _ matches: [HouseholdMatch], _ problem: Problem?
  ) throws(Problem) -> HTML {
    let title = say("找到这户", "Find the household")
    let hint = say(
      "身份证号可能写错一位，或是替家人反映：按姓名、户编号、电话或证件号查找，找到后转为这户的线索。",
      "A digit may be wrong, or somebody told for another: search by name, number, telephone or identity "
        + "number. The report then becomes a clue of the household.")
    let label = say("姓名、户编号、电话或证件号", "Name, household number, telephone or identity number")
    let find: HTML = """
      <p class="inside remark">\(hint)</p>
      <form class="filter" method="get" action="\(PageAddress.monitoring(bare(found.report.id)))">\
      <label>\(label)<input type="text" name="q" maxlength="60" autocomplete="off" \
      value="\(search)"></label>\
      <button class="button go">\(say("查找", "Search"))</button></form>
      """
    guard !search.isEmpty else { return card(title, id: "match", span: 7, find) }
    guard !matches.isEmpty else {
      let none = emptyState(
        say("没有找到", "Nothing was found"),
        say("至少两个字。这里只查找您辖区内的户。", "Two characters at least; only your own area is searched."))
      return card(title, id: "match", span: 7, find + none)
    }
    let names = try names(matches.map(\.place))
    let homes = matches.map { match -> FormOption in
      FormOption(
        String(match.number),
        [
          match.head, match.member == match.head ? "" : match.member, names[match.place] ?? "",
          "\(match.number)",
        ]
        .filter { !$0.isEmpty }.joined(separator: " · "))
    }
    let fields = [
      choice("household", "是哪一户？", "Which household is it?", unique(homes)),
      choice(
        "cause", "是哪一类困难？", "Which kind of difficulty?",
        RuleCause.allCases.map { FormOption($0.rawValue, say($0.title)) }),
    ]
    return card(
      title, id: "match", span: 7,
      find + form("match", fields, submit: say("转为这户的线索", "Make it a clue"), problem).html(language))
  }

  /// One household may have several members of a name.
  private func unique(_ homes: [FormOption]) -> [FormOption] {
    var seen: Set<String> = []
    return homes.filter { seen.insert($0.value).inserted }
  }

  private func bare(_ id: SelfReportNumber) -> MonitoringAddress {
    .waitingReport(county: id.county, number: id.number, search: "")
  }

  private func answering(_ problem: Problem?) -> HTML {
    let title = say("答复", "Answer")
    let field = words(
      "answer", "怎样答复？", "What is the answer?",
      hint: Text(zh: "反映人凭查询码看到这段话。", en: "The reporter reads it by the query code."))
    return card(
      title, span: 5,
      form("answer", [field], submit: say("答复并办结", "Answer and end it"), problem).html(language))
  }

  private func revealing(_ shown: SelfReportForm?, _ problem: Problem?) -> HTML {
    guard shown == nil, visitor.may(.personReveal) else { return HTML() }
    let title = say("查看完整电话和证件号", "See telephone and number whole")
    let field = text(
      "why", "为什么需要？", "Why is it needed?",
      hint: Text(zh: "4 至 200 个字，会记入审计日志。", en: "4 to 200 characters; they go into the journal."))
    return card(
      title, span: 5, form("reveal", [field], submit: say("查看", "Show"), problem).html(language))
  }

  // MARK: what is sent

  func act(_ id: SelfReportNumber) throws(Problem) -> PageAnswer {
    if form?["verb"] == "reveal" { return try reveal(id) }
    return try answering { (problem) throws(Problem) in
      try waitingReport(id, problem)
    } doing: { () throws(Problem) in
      switch form?["verb"] {
      case "match":
        guard let household = Int64(fields.text("household")) else {
          throw MonitoringProblems.unknownHousehold.at("household")
        }
        let clue = try outreach.match(id, with: household, fields.choice("cause"), asking)
        return isJSON ? .waitingReports(WorkView()) : .clue(county: clue.county, number: clue.number)
      case "answer":
        try outreach.answer(id, fields.text("answer"), asking)
        return .waitingReports(WorkView())
      default: throw OutreachLook.readOnly
      }
    }
  }

  private func reveal(_ id: SelfReportNumber) throws(Problem) -> PageAnswer {
    let shown: SelfReportForm
    do { shown = try outreach.reveal(id, reason: fields.text("why"), asking) } catch {
      guard error.kind == .invalid, !isJSON else { throw error }
      return try waitingReport(id, error.at("why"))
    }
    return try waitingReport(id, nil, shown: shown)
  }
}
