// The tables of a place's page: the places below with their numbers, rule by rule, and the way to others.

import Kernel
import Pages

extension PlacePage {
  /// The places below, or nothing under a group.
  func placesCard(_ order: PlaceOrder, _ language: Language, beside isBeside: Bool) -> HTML {
    guard let level = children.first?.place.code.level else { return HTML() }
    let rows = order.sorted(children)
    let heading = language.say("\(level.word.zh)情况", "By \(level.word.en.lowercased())")
    let mean = permille(totals.hit, of: totals.households) ?? 0
    let shares = [mean] + children.compactMap { permille($0.counts.hit, of: $0.counts.households) }
    let line = (shares.min() ?? 0)...(shares.max() ?? 0)
    let table = DenseTable(
      caption: heading, columns: columns(level, order, language),
      rows: rows.map { cells($0, mean: mean, line: line, language) },
      footer: footer(language), anchor: "places")
    let remark: HTML = "<p class=\"remark\">\(PlaceStanding.remark(place.code.level, language))</p>"
    return card(
      heading, id: "places", span: isBeside ? 7 : 12, hint: countText(children.count, level.unit, language),
      aside: households == nil ? sheetLink(.plain, language) : HTML(),
      "<div class=\"freeze tall\">\(table.html)</div>\(remark)")
  }

  private func columns(_ level: PlaceLevel, _ order: PlaceOrder, _ language: Language) -> [TableColumn] {
    func column(_ title: String, _ column: PlaceColumn, isNumber: Bool = true) -> TableColumn {
      TableColumn(
        title, isNumber: isNumber, sortAddress: order.next(column, place.code, rules),
        order: order.column == column ? order.order : nil)
    }
    return [
      column(level.word(language), .name, isNumber: false),
      TableColumn(language.say("与\(place.code.level.whole.zh)比", "Standing")),
      column(language.say("户数", "Households"), .households),
      column(language.say("人口", "Persons"), .persons),
      column(language.say("有风险户", "At risk"), .hit),
      column(language.say("占比", "Share"), .share, isNumber: false),
      column(language.say("待核实", "To verify"), .candidates),
      column(language.say("排除", "Excluded"), .excluded),
    ]
  }

  private func cells(_ row: PlaceRow, mean: Int, line: ClosedRange<Int>, _ language: Language) -> [HTML] {
    let counts = row.counts
    let standing = PlaceStanding(counts, in: totals)
    let share: HTML =
      permille(counts.hit, of: counts.households)
      .map { shareMark($0, mean: mean, line: line, status: standing.status) } ?? "–"
    let isListed = row.place.code.level >= .village
    let all = PageAddress.place(row.place.code, .plain)
    let hit = isListed ? all.part("households") : PageLink(all)
    let candidates = isListed ? PageAddress.place(row.place.code, PlaceView(candidatesOnly: true)) : all
    return [
      link(row.place.name, all),
      statusTag(standing.status, standing.word(language)),
      "\(grouped(counts.households))", "\(grouped(counts.persons))",
      number(counts.hit, hit), share,
      number(counts.candidates, isListed ? candidates.part("households") : PageLink(candidates)),
      number(counts.excluded, hit),
    ]
  }

  private func footer(_ language: Language) -> [HTML] {
    [
      "\(place.code.level.whole(language))", HTML(),
      "\(grouped(totals.households))", "\(grouped(totals.persons))", "\(grouped(totals.hit))",
      "<span class=\"share\"><span></span><b>\(shareText(totals.hit, of: totals.households))</b></span>",
      "\(grouped(totals.candidates))", "\(grouped(totals.excluded))",
    ]
  }

  /// Every place with every rule that finds somebody; folded until it is wanted.
  func matrixCard(_ order: PlaceOrder, _ language: Language) -> HTML {
    let found = rules.indices.filter { totals.byRule[$0] > 0 }
    guard let level = children.first?.place.code.level, !found.isEmpty else { return HTML() }
    let rows = order.sorted(children)
    let heading = language.say("逐条规则看户数", "Households rule by rule")
    let head = TableColumn(
      level.word(language), sortAddress: order.next(.name, place.code, rules),
      order: order.column == .name ? order.order : nil)
    let table = DenseTable(
      caption: heading,
      columns: [head]
        + found.map { index in
          TableColumn(
            rules[index].title(language), isNumber: true,
            sortAddress: order.next(.rule(index), place.code, rules),
            order: order.column == .rule(index) ? order.order : nil)
        },
      rows: rows.map { row in
        [link(row.place.name, .place(row.place.code, .plain))]
          + found.map { number(row.counts.byRule[$0], ruleLink(row.place.code, rules[$0])) }
      },
      footer: ["\(place.code.level.whole(language))"] + found.map { "\(grouped(totals.byRule[$0]))" },
      anchor: "matrix")
    let isOpen = if case .rule = order.column { true } else { false }
    return """
      <section class="card w12" id="matrix"><details class="more"\(attribute("open", isOpen ? "" : nil))>\
      <summary><h2>\(heading)</h2><span>\(countText(found.count, .rules, language)) × \
      \(countText(rows.count, level.unit, language))</span></summary>\
      <div class="matrix tall">\(table.html)</div></details></section>
      """
  }

  private func ruleLink(_ code: PlaceCode, _ rule: RuleLabel) -> PageLink {
    code.level >= .village
      ? PageAddress.place(code, PlaceView(rule: rule.name)).part("households")
      : PageAddress.place(code, PlaceView(sort: rule.name, isDescending: true)).part("matrix")
  }

  /// A number that leads to what stands behind it; a zero has nothing behind it.
  private func number(_ count: Int, _ leads: PageLink) -> HTML {
    count == 0 ? "<span class=\"zero\">0</span>" : link(grouped(count), leads)
  }
}

extension PlacePage {
  /// Folded until it is wanted; nothing where there is no other place to go to.
  func switcher(_ language: Language) -> HTML {
    let beside = siblings.filter { $0.code != place.code }
    guard !beside.isEmpty || !children.isEmpty else { return HTML() }
    let lists = [
      list(
        beside.isEmpty ? [] : siblings, language.say("同级", "Beside"), language),
      list(children.map(\.place), language.say("下级", "Below"), language),
    ]
    return """
      <section class="card w12" id="switch"><details class="more"><summary>\
      <h2>\(language.say("换个地方", "Another place"))</h2></summary>\(lists)</details></section>
      """
  }

  private func list(_ places: [PlaceName], _ words: String, _ language: Language) -> HTML {
    guard let level = places.first?.code.level else { return HTML() }
    let items = places.map { one -> HTML in
      one.code == place.code
        ? "<b aria-current=\"page\">\(one.name)</b>" : link(one.name, .place(one.code, .plain))
    }
    let heading = language.say("\(words)\(level.word.zh)", "\(words): \(level.word.en.lowercased())")
    return """
      <nav class="inside" aria-label="\(heading)"><p><strong>\(heading)</strong> \
      \(items.joined(separator: " · "))</p></nav>
      """
  }
}
