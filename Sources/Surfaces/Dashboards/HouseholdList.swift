// The list of households at risk of a village or group, with its filter.

import Kernel
import Pages

extension PlacePage {
  func listCard(_ view: PlaceView, _ language: Language) -> HTML {
    guard let households else { return HTML() }
    let content: HTML =
      households.rows.isEmpty
      ? nothing(view, households.position, language) : filled(households, view, language)
    let heading = language.say("有风险的农户", "Households at risk")
    return card(
      heading, id: "households", hint: countText(households.position.total, .households, language),
      aside: sheetLink(view, language), "\(filter(view, language))\(content)")
  }

  /// The way to the list of households at risk as a sheet, for who may take it out.
  func sheetLink(_ view: PlaceView, _ language: Language) -> HTML {
    let sheet = PageAddress.export(
      place.code, PlaceView(rule: view.rule, candidatesOnly: view.candidatesOnly))
    return mayExport ? link(language.say("导出名单", "Take out as a sheet"), sheet) : HTML()
  }

  private func filled(_ households: RiskHouseholds, _ view: PlaceView, _ language: Language) -> HTML {
    let table = DenseTable(
      caption: language.say("有风险的农户", "Households at risk"),
      columns: [
        TableColumn(language.say("户主", "Head")), TableColumn(language.say("户编号", "Number")),
        TableColumn(language.say("小组", "Group")), TableColumn(language.say("人数", "Members"), isNumber: true),
        TableColumn(language.say("命中规则", "Rules")),
        TableColumn(language.say("人均纯收入", "Net income a head"), isNumber: true),
      ],
      rows: households.rows.map { row(of: $0, language) }, narrow: .becomesCards, anchor: "households")
    let pages = pager(households.position, .households, language, anchor: "households") { page in
      var view = view
      view.page = page
      return .place(place.code, view)
    }
    return table.html + pages
  }

  private func row(of household: RiskHousehold, _ language: Language) -> [HTML] {
    let address = PageAddress.household(county: household.county, number: household.number)
    let income = household.incomePerHead.map { moneyText($0, language) } ?? "–"
    return [
      link(household.head.isEmpty ? String(household.number) : household.head, address),
      "\(household.number)", "\(household.group)", "\(countText(household.members, .persons, language))",
      "<span class=\"tags\">\(household.rules.map { $0.tag(language) })</span>", "\(income)",
    ]
  }

  private func filter(_ view: PlaceView, _ language: Language) -> HTML {
    let options = zip(rules, totals.byRule).filter { $0.1 > 0 || $0.0.name == view.rule }.map {
      rule, count -> HTML in
      let chosen = attribute("selected", rule.name == view.rule ? "" : nil)
      let words = "\(rule.title(language)) (\(countText(count, .households, language)))"
      return "<option value=\"\(rule.name)\"\(chosen)>\(words)</option>"
    }
    let checked = attribute("checked", view.candidatesOnly ? "" : nil)
    return """
      <form class="filter" method="get" action="\(PageAddress.place(place.code, .plain).part("households"))">
      <label>\(language.say("规则", "Rule"))<select name="rule">\
      <option value="">\(language.say("全部规则", "All rules"))</option>\(options)</select></label>
      <label class="check"><input type="checkbox" name="candidates" value="1"\(checked)>\
      \(language.say("只看待核实户", "Only those to verify"))</label>
      <button class="button go">\(language.say("筛选", "Filter"))</button>
      </form>
      """
  }

  /// Why the list is empty: never screened, a page past the end, a filter that leaves none, or really nobody.
  private func nothing(_ view: PlaceView, _ position: ListPosition, _ language: Language) -> HTML {
    let all = Choice(language.say("看全部有风险户", "All households at risk"), .place(place.code, .plain))
    if stamp == nil {
      return emptyState(
        unscreened(language),
        language.say(
          "规则还没有运行过，运行一次筛查后这里会列出名单。", "The rules have not run; the list appears after a screening."))
    }
    if position.total > 0 {
      return emptyState(
        language.say("这一页没有内容", "This page is empty"),
        language.say("名单只有 \(position.pageCount) 页。", "The list ends at page \(position.pageCount)."), [all])
    }
    if view.rule != nil || view.candidatesOnly {
      let rule = rules.first { $0.name == view.rule }?.title(language)
      let because = [
        rule.map { language.say("规则“\($0)”", "rule “\($0)”") },
        view.candidatesOnly ? language.say("只看待核实户", "only those to verify") : nil,
      ].compactMap(\.self).joined(separator: language.say("、", ", "))
      return emptyState(
        language.say("没有符合条件的农户", "No household matches"),
        language.say("因为筛选条件是：\(because)。", "Because the filter says: \(because)."), [all])
    }
    return emptyState(
      language.say("这里没有有风险的农户", "No household is at risk here"),
      language.say(
        "这次筛查的规则在这里没有一条命中。", "None of the rules of this screening holds for a household of this place."))
  }
}
