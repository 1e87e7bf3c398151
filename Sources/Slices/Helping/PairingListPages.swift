// The pages of helpers: the list with the households that nobody helps, and one helper with a hand-over.

import Access
import Casework
import Entrance
import Kernel
import Pages

extension HelpingLook {
  func list(_ view: WorkView) throws(Problem) -> HelpingAnswer {
    guard [nil, "open"].contains(view["state"]) else { throw PageAddress.parameter("state") }
    return view["state"] == nil ? try helpers(view) : try unpaired(view)
  }

  private var tabs: HTML {
    let tabs = sectionTabs(
      say("结对帮扶", "Pairing"),
      [
        Choice(say("帮扶责任人", "Helpers"), .pairing(.list(WorkView()))),
        Choice(say("没有帮扶责任人的户", "Without a helper"), .pairing(.list(WorkView(["state": "open"])))),
      ], open: .pairing(address))
    // As wide as the cards below.
    return "<div class=\"w12\">\(tabs)</div>"
  }

  private func offset(_ view: WorkView) -> Int { (view.page - 1) * HelpingLook.pageSize }

  private func pages(_ view: WorkView, _ total: Int, _ unit: Unit) -> HTML {
    let position = ListPosition(page: view.page, pageSize: HelpingLook.pageSize, total: total)
    return pager(position, unit, language, anchor: "main") { page in
      var view = view
      view.page = page
      return .pairing(.list(view))
    }
  }

  private func json(_ rows: [String], _ total: Int, _ page: Int) -> HelpingAnswer {
    .json(
      JSONText.object([
        "total": String(total), "page": String(page), "pageSize": String(HelpingLook.pageSize),
        "rows": JSONText.array(rows),
      ]))
  }

  private func helpers(_ view: WorkView) throws(Problem) -> HelpingAnswer {
    let found = try desk.helpers(
      in: view.place ?? visitor.place, limit: HelpingLook.pageSize, offset: offset(view), as: visitor)
    if isJSON { return json(found.rows.map { $0.helper.json($0.households) }, found.total, view.page) }
    let title = say("帮扶责任人", "Helpers")
    let rows = found.rows.map { helper, households -> [HTML] in
      [
        link(helper.name, .pairing(.helper(county: helper.id.county, number: helper.id.number))),
        "\(helper.unit.isEmpty ? "–" : helper.unit)", "\(helper.account.isEmpty ? "–" : helper.account)",
        "\(grouped(households))",
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("姓名", "Name")), TableColumn(say("单位", "Unit")), TableColumn(say("账号", "Account")),
        TableColumn(say("帮扶户", "Households"), isNumber: true),
      ], rows: rows, narrow: .becomesCards)
    let empty = emptyState(
      say("还没有结对", "Nobody is paired yet"),
      say("打开一户的监测页，点“结对帮扶”。", "Open the cases of a household and give it a helper."),
      [
        Choice(
          say("看没有帮扶责任人的户", "Households without a helper"),
          .pairing(.list(WorkView(["state": "open"]))))
      ])
    return page(
      title, crumbs: Array(listCrumbs.prefix(1)),
      tabs
        + card(
          title, hint: countText(found.total, HelpingLook.helpers, language),
          rows.isEmpty ? empty : table.html + pages(view, found.total, HelpingLook.helpers)))
  }

  private func unpaired(_ view: WorkView) throws(Problem) -> HelpingAnswer {
    let found = try desk.unpaired(
      in: view.place ?? visitor.place, limit: HelpingLook.pageSize, offset: offset(view), as: visitor)
    if isJSON { return json(found.rows.map(\.json), found.total, view.page) }
    let names = try desk.placeNames(found.rows.map(\.place), on: today)
    let title = say("没有帮扶责任人的监测户", "Monitored households without a helper")
    let rows = found.rows.map { row -> [HTML] in
      [
        householdLink(row.household, found.head(row.household.county, row.household.number)),
        "\(names[row.place] ?? "")", "\(row.registeredOn.description)",
        link(
          "\(row.episode)", .monitoring(.episode(county: row.episode.county, number: row.episode.number))),
      ]
    }
    let table = DenseTable(
      caption: title,
      columns: [
        TableColumn(say("户主", "Head")), TableColumn(say("所在地", "Place")),
        TableColumn(say("登记日", "Registered on")), TableColumn(say("个案", "Case")),
      ], rows: rows, narrow: .becomesCards)
    let empty = emptyState(
      say("每户都有帮扶责任人", "Every household has a helper"),
      say("新登记的监测户会出现在这里。", "Newly registered households appear here."))
    return page(
      title, crumbs: Array(listCrumbs.prefix(1)),
      tabs
        + card(
          title, hint: countText(found.total, HelpingLook.households, language),
          rows.isEmpty ? empty : table.html + pages(view, found.total, HelpingLook.households)))
  }

  // MARK: one helper

  func helper(_ id: HelperNumber, _ problem: Problem? = nil) throws(Problem) -> HelpingAnswer {
    let (helper, found) = try desk.households(of: id, limit: 500, as: visitor)
    if isJSON { return .json(helper.json(found.total, found.rows.map(\.json))) }
    let names = try desk.placeNames(found.rows.map(\.place), on: today)
    let rows = found.rows.map { pairing -> [HTML] in
      let key = HouseholdKey(county: id.county, number: pairing.household)
      return [
        householdLink(key, found.head(key.county, key.number)), "\(names[pairing.place] ?? "")",
        "\(pairing.since.description)",
        link(say("监测", "Cases"), .monitoring(.household(county: key.county, number: key.number))),
      ]
    }
    let caption = say("帮扶户", "Households")
    let table = DenseTable(
      caption: caption,
      columns: [
        TableColumn(say("户主", "Head")), TableColumn(say("所在地", "Place")), TableColumn(say("自", "Since")),
        TableColumn(say("这户的监测", "Its cases")),
      ], rows: rows, narrow: .becomesCards)
    return page(
      helper.name, crumbs: listCrumbs,
      note: [helper.unit, helper.account].filter { !$0.isEmpty }.joined(separator: " · "),
      status: problem?.kind.httpStatus ?? 200,
      card(
        caption, hint: countText(found.total, HelpingLook.households, language),
        rows.isEmpty ? HTML() : table.html) + (try handOverCard(helper, found.total, problem)))
  }

  private func handOverCard(_ helper: Helper, _ count: Int, _ problem: Problem?) throws(Problem) -> HTML {
    guard mayAssign, count > 0 else { return HTML() }
    let title = say("移交全部帮扶户", "Hand all households over")
    let lead = say(
      "您辖区内的 \(count) 户一次移交给另一位，历史保留。",
      "All \(count) in your area go to somebody else at once; history stays.")
    let fields =
      try helperFields(county: helper.id.county, but: helper.id)
      + [
        dayField(say("从哪天起？", "From which day?")),
        reasonField(say("为什么移交？", "Why?"), isOptional: false),
      ]
    return card(
      title, "<p class=\"remark\">\(lead)</p>\(form(fields, submit: title, tone: .danger, problem))")
  }

  func handOver(_ id: HelperNumber) throws(Problem) -> HelpingAnswer {
    try answering { (problem) throws(Problem) in
      try helper(id, problem)
    } doing: { () throws(Problem) in
      let (choice, since) = try sentHelper()
      _ = try desk.handOver(
        id, to: choice, since: since, reason: typed("reason"), key: caller.key, by: caller.act, as: visitor)
      return .list(WorkView())
    }
  }
}
