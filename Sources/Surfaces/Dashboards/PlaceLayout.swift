// The page of a place: what needs a decision, key figures, map, table, households, rules.

import Charts
import Kernel
import Pages

extension PlacePage {
  /// **Problems**: `dashboards.place.column`, `dashboards.place.rule` for an order or filter there is not.
  func document(
    _ plain: PageFrame, view: PlaceView, map: TileMap = TileMap(), quality: QualityPage? = nil
  ) throws(Problem) -> HTML {
    var frame = plain.around(path).stamped(stamp)
    let language = frame.language
    let order = try PlaceOrder(view, rules: rules)
    if let rule = view.rule, !rules.contains(where: { $0.name == rule }) {
      throw Problem(
        "dashboards.place.rule", .invalid, zh: "没有名为“\(rule)”的规则，不能按它筛选。",
        en: "There is no rule “\(rule)” to filter by.", details: ["rule": rule])
    }
    frame.title = title(language)
    frame.footer = [
      language.say(
        "“有风险户”至少命中一条规则；“待核实户”是其中没有排除情形的。",
        "At risk: at least one rule holds. To verify: at risk without an exclusion.")
    ]
    let squares = map.wide.keys.contains { code in children.contains { $0.place.code == code } }
    if squares {
      frame.footer.append(
        language.say("地图为示意方格，不是行政区划界线。", "The map is a scheme of squares, not of borders."))
    }
    if hidesGroups {
      frame.footer.append(
        language.say(
          "村民小组户数太少，不对您的岗位显示。", "Groups are left out: they are too small to be shown to your post."))
    }
    var parts = [
      switcher(language),
      alertStrip(language.say("要作的决定", "What needs a decision"), alerts(language, quality: quality)),
      figures(language),
    ]
    if households != nil { parts.append(listCard(view, language)) }
    let arrival = quality?.arrivalCard(language) ?? HTML()
    if squares { parts.append("<div class=\"w5 stack\">\(mapCard(map, language))\(arrival)</div>") }
    parts.append(placesCard(order, language, beside: squares))
    parts.append(rulesCard(language))
    parts.append(matrixCard(order, language))
    if !squares { parts.append(arrival) }
    if place.code.level < .group { parts.append(ledgersCard(language)) }
    return frame.document("<div class=\"grid\">\(parts)</div>")
  }

  private func title(_ language: Language) -> String {
    place.code.level == .city
      ? language.say("\(place.name)监测总览", "\(place.name) · overview") : place.name
  }

  private func figures(_ language: Language) -> HTML {
    func sorted(_ key: String) -> PageLink? {
      children.isEmpty
        ? nil : PageAddress.place(place.code, PlaceView(sort: key, isDescending: true)).part("places")
    }
    let list = PageAddress.place(place.code, .plain).part("households")
    func households(_ count: Int) -> String { Unit.households.word(for: count, in: language) }
    return keyFigures(
      language.say("主要数字", "Key figures"),
      [
        KeyFigure(
          language.say("在册户", "Households"), value: grouped(totals.households),
          unit: households(totals.households),
          note: below(language), leads: sorted("households")),
        KeyFigure(
          language.say("在世人口", "Living persons"), value: grouped(totals.persons),
          unit: Unit.persons.word(for: totals.persons, in: language), note: perHousehold(language),
          leads: sorted("persons")),
        KeyFigure(
          language.say("有风险户", "At risk"), value: grouped(totals.hit), unit: households(totals.hit),
          note: language.say(
            "占在册户 \(shareText(totals.hit, of: totals.households))",
            "\(shareText(totals.hit, of: totals.households)) of all households"),
          leads: isListed ? list : sorted("hit")),
        KeyFigure(
          language.say("待核实户", "To verify"), value: grouped(totals.candidates),
          unit: households(totals.candidates),
          note: language.say("有风险、无排除情形", "At risk, not excluded"), leads: candidatesLink),
        KeyFigure(
          language.say("排除户", "Excluded"), value: grouped(totals.excluded), unit: households(totals.excluded),
          note: language.say("有风险，但有车辆、公司等", "At risk, but with assets"), leads: sorted("excluded")),
      ])
  }

  private func below(_ language: Language) -> String {
    guard let level = children.first?.place.code.level else { return "" }
    return language.say("", "in ") + countText(children.count, level.unit, language)
  }

  private func perHousehold(_ language: Language) -> String {
    guard totals.households > 0 else { return "" }
    let level = (totals.persons * 20 + totals.households) / (totals.households * 2)
    return language.say("户均 \(level / 10).\(level % 10) 人", "\(level / 10).\(level % 10) a household")
  }

  /// What is kept of the place itself, of no household.
  private func ledgersCard(_ language: Language) -> HTML {
    card(
      language.say("地方台账", "Ledgers of the place"),
      aside: link(language.say("查看台账", "See the ledgers"), .placeLedgers(place.code)),
      """
      <p class="inside">\(
        language.say(
          "经营主体、项目、安置点、示范点、政策、任务和统计数据，本地及下辖各地。",
          "Firms and co-ops, projects, sites, policies, tasks and statistics, here and below."))</p>
      """)
  }

  private func mapCard(_ map: TileMap, _ language: Language) -> HTML {
    let tiles = children.map { child -> Tile in
      let share = permille(child.counts.hit, of: child.counts.households)
      let standing = PlaceStanding(child.counts, in: totals)
      return Tile(
        place: child.place.code, name: child.place.name, level: share,
        value: share.map { shareText(permille: $0) } ?? "–",
        count: grouped(child.counts.hit) + language.say(" 户", ""),
        sentence: language.say(
          "\(child.place.name)：有风险 \(countText(child.counts.hit, .households, language))，"
            + "占 \(shareText(child.counts.hit, of: child.counts.households))，\(standing.word.zh)",
          "\(child.place.name): \(countText(child.counts.hit, .households, language)) at risk, "
            + "\(shareText(child.counts.hit, of: child.counts.households)), \(standing.word.en)"),
        address: .place(child.place.code, .plain))
    }
    let heading = language.say("各地有风险户占比", "Share of households at risk")
    return card(
      heading, hint: language.say("", "below: households"),
      aside: link(language.say("看表格", "As a table"), PageAddress.place(place.code, .plain).part("places")),
      tileMap(heading, map, tiles, language))
  }

  private func rulesCard(_ language: Language) -> HTML {
    let counted = zip(rules, totals.byRule).map { (rule: $0.0, count: $0.1) }
    let found = counted.filter { $0.count > 0 }.sorted { $0.count > $1.count }
    let shown =
      found.filter { $0.rule.severity != .exclusion } + found.filter { $0.rule.severity == .exclusion }
    let heading = language.say("命中规则排序", "Rules by households")
    guard !shown.isEmpty else {
      return card(
        heading,
        emptyState(
          language.say("没有规则命中", "No rule holds here"),
          language.say("这里的农户目前没有一条规则命中。", "No household of this place is found by any rule at present."),
          [Choice(language.say("查看全部规则", "See all rules"), .rules)]))
    }
    let bars = shown.map { item in
      Bar(
        label: item.rule.label(language, PageLink(.rule(item.rule.name))), count: item.count,
        value: "\(link(countText(item.count, .households, language), whereFound(item.rule)))",
        share: shareText(item.count, of: totals.households),
        status: item.rule.severity == .exclusion ? .grey : nil)
    }
    let silent = counted.count - shown.count
    let hint = language.say(
      "占在册户；一户可命中多条；灰色为排除情形" + (silent > 0 ? "；另有 \(silent) 条没有命中" : ""),
      "Share of all households; one household may count several times; grey: exclusions"
        + (silent > 0 ? "; \(silent) more find nobody" : ""))
    return card(
      heading, id: "rules", hint: hint, aside: link(language.say("规则说明", "About the rules"), .rules),
      barChart(heading, bars, inColumns: shown.count > 8))
  }
}
